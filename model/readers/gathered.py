"""What the readers of the formats that people exchange (CSL, RIS and its like) have in common: records and notices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from model.readers.base import TOLD_EVERY, Document, Reading
from model.readers.unknown import missing
from model.record import Date, Notice, RawValue, Record, Source, Value

__all__ = ["Gathered", "filled", "one_or_all"]

_EMPTY: tuple[Value, ...] = ("", (), {}, Date())


@dataclass(slots=True)
class Gathered:
    """The records of a document so far, and what there is to tell of them."""

    document: Document
    format: str
    called: str = "record"  # what the format calls one
    records: list[Record] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    _lines: int = field(init=False)  # of the whole document

    def __post_init__(self) -> None:
        """Count how many lines there are, however they end."""
        self._lines = max(map(self.document.text.count, "\r\n")) + 1

    def add(
        self, named: str, kind: str, line: int, fields: Mapping[str, Value], raw: dict[str, RawValue], damage: str = ""
    ) -> None:
        """Take a record, and tell what it lacks. One without a name goes by its DOI, else by its line."""
        doi = fields.get("DOI")
        id_ = named or (doi if isinstance(doi, str) else "")
        if not id_:
            id_, kind = f"line-{line}", "file"
        if damage:
            self.tell(line, "error", f"{self.called} {id_}: {damage}", "kept what could be read", id_)
        if unknown := missing(fields):
            self.tell(line, "info", f"{self.called} {id_} has no {unknown}", "kept without", id_)
        source = Source(self.document.name, line, self.format, "", damage, len(self.records))
        self.records.append(Record(id_, kind, source, fields, raw, type_guessed=True))
        if not len(self.records) % TOLD_EVERY:
            self.document.tell(line / self._lines, self.records)

    def tell(self, line: int, severity: str, message: str, action: str, record: str = "") -> None:
        """Note what is to be told."""
        self.notices.append(Notice(self.document.name, line, severity, message, action, record))

    def reading(self, skipped: int = 0) -> Reading:
        """All of it; `skipped` entries could not be used at all."""
        return Reading(self.format, tuple(self.records), tuple(self.notices), skipped)


def filled(fields: Mapping[str, Value]) -> dict[str, Value]:
    """The fields that are not empty."""
    return {name: value for name, value in fields.items() if value not in _EMPTY}


def one_or_all(texts: Iterable[str]) -> Value:
    """Texts of a field that is not known here: the one by itself, several together."""
    found = tuple(texts)
    return found[0] if len(found) == 1 else found
