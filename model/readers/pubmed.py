"""PubMed's own format (MEDLINE, .nbib) as records: PubMed exports no other that reference managers take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from model.readers.base import TOLD_EVERY, Document, Reading
from model.readers.pubmed_fields import record_fields
from model.readers.unknown import missing
from model.record import Notice, RawValue, Record, Source

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
    records: list[Record] = []
    notices: list[Notice] = []
    lines = document.text.count("\n") + 1
    for entry in _entries(document.text):
        fields = record_fields(entry.values)
        number = entry.values[0][1]
        id_ = f"pmid{number}" if number.isdigit() else f"line-{entry.line}"  # a bare number is LibreCat's
        if unknown := missing(fields):
            message = f"record {id_} has no {unknown}"
            notices.append(Notice(document.name, entry.line, "info", message, "kept without", id_))
        source = Source(document.name, entry.line, FORMAT, "", "", len(records))
        raw: dict[str, list[RawValue]] = {}
        for tag, value in entry.values:
            raw.setdefault(tag, []).append(value)
        kind = FORMAT if number.isdigit() else "file"
        records.append(Record(id_, kind, source, fields, dict(raw), type_guessed=True))
        if not len(records) % TOLD_EVERY:
            document.tell(entry.line / lines, records)
    return Reading(FORMAT, tuple(records), tuple(notices))


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
