"""PubMed's own format (MEDLINE, .nbib) as records: PubMed exports no other that reference managers take."""

from __future__ import annotations

import re

from model.readers.base import Document, Reading
from model.readers.gathered import Gathered
from model.readers.pubmed_fields import record_fields
from model.readers.tagged import by_tag, entries, raw

__all__ = ["FORMAT", "read", "sniff"]

FORMAT = "pubmed"

_START = re.compile(r"\ufeff?\s*PMID- ?\d")
_LINE = re.compile(r"\ufeff?([A-Z]{2,4}) *- ?(.*)")  # tags are as wide as four letters, then a hyphen


def sniff(head: str) -> bool:
    """Whether it begins with a record of PubMed: `PMID- 32939066`."""
    return bool(_START.match(head))


def read(document: Document) -> Reading:
    """Read all records."""
    found = Gathered(document, FORMAT)
    for entry in entries(document.text, _LINE, start="PMID"):
        values = [(value.tag, value.text()) for value in entry.values]
        number = values[0][1]
        named = f"pmid{number}" if number.isdigit() else ""  # a bare number is LibreCat's
        found.add(named, FORMAT, entry.line, record_fields(values), raw(by_tag(entry.values)))
    return found.reading()
