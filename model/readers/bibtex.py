"""BibTeX and BibLaTeX files as records: every entry that stands in the file, whole, or saved as far as it goes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from model.readers.base import Document, Reading, line_starts
from model.readers.bibtex_fields import record_fields
from model.readers.bibtex_inherit import Entry, inherit
from model.readers.bibtex_macros import Macros
from model.readers.bibtex_split import Block, blocks
from model.readers.bibtex_types import ENTRY_TYPES
from model.readers.unknown import missing
from model.record import Notice, RawValue, Record, Source

__all__ = ["FORMAT", "read", "sniff"]

FORMAT = "bibtex"

# an entry type of BibTeX's, or any word whose brace holds a key and a field: decorators and style sheets have @ too
_ENTRY = re.compile(
    rf"(?m)(?:^|[\s}},\ufeff])@[ \t]*+(?:(?:{'|'.join(sorted(ENTRY_TYPES))}|string|preamble|comment)[ \t]*+[{{(]"
    r'|[A-Za-z][\w.+-]*+\s*+\{\s*+[^\n,{}="()]{0,200},\s*+[A-Za-z][\w-]*+\s*+=\s*+["{\w])',
    re.IGNORECASE,
)
_NO_WORK = {"xdata": "a container of data for other entries", "set": "a set of other entries"}


def sniff(head: str) -> bool:
    """Whether there is an entry, a `@string`, `@preamble` or `@comment` in it."""
    return bool(_ENTRY.search(head))


def read(document: Document) -> Reading:
    """Read all entries; duplicates of a key each become a record, broken entries a damaged one."""
    return _Reader(document).read()


@dataclass(slots=True)
class _Reader:
    """The state of one reading: where it is in the file, and what has been found."""

    document: Document
    records: list[Record] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    skipped: int = 0
    _starts: list[int] = field(default_factory=list)

    def read(self) -> Reading:
        text = self.document.text
        self._starts.extend(line_starts(text))
        found = list(blocks(text))
        entries = self._entries(found, Macros(len(text)))
        problems = inherit(entries)
        first_of: dict[str, int] = {}
        for number, entry in enumerate(entries):
            line = self._line_of(entry.block.start)
            if (problem := problems.get(number)) is not None:
                self._tell(line, "warning", problem, "inherited nothing more", entry.block.key)
            self._entry(entry, line, first_of)
        return Reading(FORMAT, tuple(self.records), tuple(sorted(self.notices, key=_by_line)), self.skipped)

    def _line_of(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def _tell(self, line: int, severity: str, message: str, action: str = "", record: str = "") -> None:
        self.notices.append(Notice(self.document.name, line, severity, message, action, record))

    def _entries(self, found: list[Block], macros: Macros) -> list[Entry]:
        """Entries with their macros written out; `@string` definitions take effect in file order."""
        for block in found:
            if block.kind == "string":
                for name, value in block.fields:
                    macros.foresee(name, value)
        entries: list[Entry] = []
        for block in found:
            if block.kind == "string":
                self._string(block, macros)
            elif block.kind == "orphan":
                self.skipped += 1
                self._tell(self._line_of(block.start), "warning", "fields that belong to no entry", "left them out")
            elif block.key or block.fields:
                entries.append(self._written(block, macros))
            else:
                self.skipped += 1
                self._tell(self._line_of(block.start), "error", f"@{block.type} without any field", "skipped it")
        for name, offset in macros.undefined.items():
            self._tell(self._line_of(offset), "warning", f"`{name}` is no @string of this file", "took it for text")
        if macros.exhausted_at >= 0:
            line = self._line_of(macros.exhausted_at)
            self._tell(line, "warning", "@string macros that grow beyond measure", "left values as they are written")
        return entries

    def _string(self, block: Block, macros: Macros) -> None:
        for name, value in block.fields:
            macros.define(name, value, block.start)
        if block.damage:
            line = self._line_of(block.start)
            self._tell(line, "warning", f"a broken @string ({block.damage})", "kept what could be read")

    def _written(self, block: Block, macros: Macros) -> Entry:
        """The entry's fields as written, by name as written; a field that is there twice keeps both values."""
        names: dict[str, str] = {}
        written: dict[str, str] = {}
        repeated: Counter[str] = Counter()
        for name, value in block.fields:
            text = value if isinstance(value, str) else macros.resolve(value, block.start)
            lower = name.lower()
            if lower in written:
                if written[lower] == text:
                    continue
                repeated[lower] += 1
                name = f"{name}-{repeated[lower] + 1}"
                lower = name.lower()
            names[lower] = name
            written[lower] = text
        if repeated:
            again = ", ".join(list(repeated)[:5])
            line = self._line_of(block.start)
            self._tell(line, "info", f"entry {block.key} has more than one {again}", "kept them by number", block.key)
        return Entry(block, names, written)

    def _entry(self, entry: Entry, line: int, first_of: dict[str, int]) -> None:
        block = entry.block
        if block.type in _NO_WORK:
            self.skipped += 1
            self._tell(line, "info", f"@{block.type}, {_NO_WORK[block.type]}", "no record of its own", block.key)
            return
        id_ = block.key or f"line-{line}"
        if not block.key:
            self._tell(line, "warning", "an entry without a cite key", f"named by its line, {line}", id_)
        elif (first := first_of.setdefault(block.key, line)) != line:
            self._tell(line, "warning", f"cite key {id_} is used before, in line {first}", "kept both", id_)
        fields = record_fields(block.type, block.key, entry.fields)
        if block.damage:
            damaged_line = self._line_of(min(block.damaged_at, len(self.document.text)))
            self._tell(damaged_line, "error", f"entry {id_}: {block.damage}", "kept what could be read", id_)
        elif block.remark:
            self._tell(line, "info", f"entry {id_}: {block.remark}", "read as if it did not", id_)
        if unknown := missing(fields):
            self._tell(line, "info", f"entry {id_} has no {unknown}", "kept without", id_)
        source = Source(self.document.name, line, FORMAT, "", block.damage, len(self.records))
        kind = "citekey" if block.key else "file"
        self.records.append(Record(id_, kind, source, fields, _raw(entry), type_guessed=True))


def _by_line(notice: Notice) -> int:
    return notice.line


def _raw(entry: Entry) -> dict[str, RawValue]:
    raw: dict[str, RawValue] = {"ENTRYTYPE": entry.block.type, "ID": entry.block.key}
    for lower, name in entry.names.items():
        raw[name] = entry.written[lower]
    return raw
