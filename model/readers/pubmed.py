"""PubMed's own format (MEDLINE, .nbib) as records: PubMed exports no other that reference managers take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from model.readers.base import Document, Reading
from model.readers.gathered import Gathered
from model.readers.pubmed_fields import record_fields
from model.record import RawValue

__all__ = ["FORMAT", "read", "sniff"]

FORMAT = "pubmed"

_LINE_END = re.compile(r"\r\n|\r|\n")
_START = re.compile(r"\ufeff?\s*PMID- ?\d")
_LINE = re.compile(r"\ufeff?([A-Z]{2,4}) *- ?(.*)")  # tags are as wide as four letters, then a hyphen


@dataclass(slots=True)
class _Entry:
    """The values of one record by tag, each with its tag, in order: an address belongs to the author before it."""

    line: int
    values: list[tuple[str, str]] = field(default_factory=list)


def sniff(head: str) -> bool:
    """Whether it begins with a record of PubMed: `PMID- 32939066`."""
    return bool(_START.match(head))


def read(document: Document) -> Reading:
    """Read all records."""
    found = Gathered(document, FORMAT, document.text.count("\n") + 1)
    for entry in _entries(document.text):
        number = entry.values[0][1]
        named = f"pmid{number}" if number.isdigit() else ""  # a bare number is LibreCat's
        raw: dict[str, list[RawValue]] = {}
        for tag, value in entry.values:
            raw.setdefault(tag, []).append(value)
        found.add(named, FORMAT, entry.line, record_fields(entry.values), dict(raw))
    return Reading(FORMAT, tuple(found.records), tuple(found.notices))


def _entries(text: str) -> Iterator[_Entry]:
    """Records from one `PMID` to the next; what stands before the first is none."""
    entry: _Entry | None = None
    for number, content in enumerate(_LINE_END.split(text), 1):
        found = _LINE.match(content)
        if found and found[1] == "PMID":
            if entry:
                yield entry
            entry = _Entry(number)
        if entry is None:
            continue
        if found:
            entry.values.append((found[1], found[2].strip()))
        elif content.strip():  # a long value goes on in the next line
            tag, value = entry.values[-1]
            entry.values[-1] = tag, f"{value} {content.strip()}"
    if entry:
        yield entry
