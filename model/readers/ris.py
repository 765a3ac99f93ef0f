"""RIS files (EndNote, Zotero, publishers) as records; one that does not end, or ends twice, costs only itself."""

from __future__ import annotations

import re

from model.readers.base import Document, Reading
from model.readers.gathered import Gathered
from model.readers.ris_fields import record_fields
from model.readers.tagged import by_tag, entries, raw
from model.text import squeeze

__all__ = ["FORMAT", "read", "sniff"]

FORMAT = "ris"

_START = re.compile(r"(?m)^[ \t\ufeff]*TY {1,2}- ?[A-Za-z]")
_LINE = re.compile(r"[ \t\ufeff]*([A-Z][A-Z0-9]|DOI|PMID|PMCID|ISSN|ISBN) {1,2}-(?: (.*)|$)")
"""A line with its tag: two characters, but some programs write words that they think are tags."""


def sniff(head: str) -> bool:
    """Whether a line begins a RIS record: `TY  - JOUR`."""
    return bool(_START.search(head))


def read(document: Document) -> Reading:
    """Read all records. One without its `ER` line is kept and marked damaged."""
    found = Gathered(document, FORMAT)
    for entry in entries(document.text, _LINE, start="TY", end="ER"):
        tagged = by_tag(entry.values)
        if "KW" in tagged:  # EndNote has one in each line below the tag
            tagged["KW"] = [line for value in entry.values if value.tag == "KW" for line in value.lines]
        values = {tag: kept for tag, texts in tagged.items() if (kept := list(filter(None, texts)))}
        fields = record_fields(dict(values))
        if named := squeeze(values.get("ID", [""])[0]):
            fields["citekey"] = (named,)
        found.add(named, FORMAT, entry.line, fields, raw(values), entry.damage)
    return found.reading()
