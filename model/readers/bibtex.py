"""BibTeX and BibLaTeX files as records: every entry that stands in the file, whole, or saved as far as it goes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from model.readers.base import TOLD_EVERY, Document, Reading
from model.readers.bibtex_inherit import Entry, Family
from model.readers.bibtex_lazy import LazyFields, LazyRaw
from model.readers.bibtex_macros import Definition, Macros
from model.readers.bibtex_pieces import Pieces
from model.readers.bibtex_scan import COMMENTED
from model.readers.bibtex_shape import shape_of
from model.readers.bibtex_split import Block, Plain, blocks
from model.readers.bibtex_types import ENTRY_TYPES
from model.readers.unknown import missing
from model.record import Notice, Record, Source

__all__ = ["FORMAT", "read", "sniff"]

FORMAT = "bibtex"

# an entry type of BibTeX's, or any word whose brace holds a key and a field: decorators and style sheets have @ too
_ENTRY = re.compile(
    rf"(?m)(?:^|[\s}},\ufeff])@[ \t]*+(?:(?:{'|'.join(sorted(ENTRY_TYPES))}|string|preamble|comment)[ \t]*+[{{(]"
    r'|[A-Za-z][\w.+-]*+\s*+\{\s*+[^\n,{}="()]{0,200},\s*+[A-Za-z][\w-]*+\s*+=\s*+["{\w])',
    re.IGNORECASE,
)
_NO_WORK = {"xdata": "a container of data for other entries", "set": "a set of other entries"}
_STRING = re.compile(r"@[ \t]*+string", re.IGNORECASE)
_STRING_IN_BYTES = re.compile(rb"@[ \t]*+string", re.IGNORECASE)


def sniff(head: str) -> bool:
    """Whether there is an entry, a `@string`, `@preamble` or `@comment` in it."""
    return bool(_ENTRY.search(head))


def read(document: Document) -> Reading:
    """Read all entries; duplicates of a key each become a record, broken entries a damaged one."""
    return _Reader(document).read()


@dataclass(slots=True)
class _Heir:
    """An entry that inherits, and its record if it is to have one; both are complete when the file is read."""

    number: int
    line: int
    record: Record | None


class _Reader:
    """The state of one reading: where it is in the file, and what has been found."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.pieces = Pieces(document)
        self.macros = Macros(self.pieces.length, partial(_definitions, document))
        self.records: list[Record] = []
        self.skipped = 0
        self._notices: list[tuple[int, int, int, Notice]] = []  # by line; of one line, of the file before of entries
        self._entries: list[LazyFields] = []
        self._first_of: dict[str, int] = {}
        self._heirs: list[_Heir] = []

    def read(self) -> Reading:
        """Everything that the document holds."""
        told = 0
        for found in blocks(self.pieces):
            if isinstance(found, Block):
                self._block(found)
                offset = found.start
            else:
                self._plain(found)
                offset = found[0]
            if len(self.records) >= told + TOLD_EVERY:
                told = len(self.records)
                self.document.tell(self.pieces.share(offset), self.records)
        self._tell_of_macros()
        if self._heirs:
            self._bequeath()
        self._notices.sort(key=lambda ranked: ranked[:3])
        return Reading(FORMAT, tuple(self.records), tuple(ranked[3] for ranked in self._notices), self.skipped)

    def _tell(self, line: int, severity: str, message: str, action: str = "", record: str = "") -> None:
        """Note what is to be said of a line, before what is said of entries there."""
        self._notices.append((line, 0, 0, Notice(self.document.name, line, severity, message, action, record)))

    def _tell_entry(self, number: int, line: int, severity: str, message: str, action: str, record: str) -> None:
        notice = Notice(self.document.name, line, severity, message, action, record)
        self._notices.append((line, 2, 2 * number + 1, notice))

    # -- blocks ---------------------------------------------------------------------------------------------------

    def _plain(self, found: Plain) -> None:
        offset, type_, key, names, given, macros = found
        line = self.pieces.line(offset)
        shape = shape_of(type_, names, len(names))
        as_written = not macros or self.macros.unchanged.issuperset(macros)  # mostly there is one, a month
        values = given if as_written else self._written_out(given, macros, line)
        if shape.repeats:
            written = self._apart(key, line, ((name, _bare(value)) for name, value in zip(names, values, strict=True)))
            self._entry(type_, key, line, written)
        else:
            self._add(LazyFields(shape, key, values), line, told=shape.plainly_told(values))

    def _written_out(self, values: Sequence[str], macros: Sequence[str], line: int) -> list[str]:
        """Values with their macros replaced; one that stands for itself needs no delimiters."""
        written = list(values)
        for place, macro in enumerate(macros):
            if macro and (text := self.macros.lookup(macro, line)) != macro:
                written[place] = f"{{{text}}}"
        return written

    def _block(self, block: Block) -> None:
        line = self.pieces.line(block.start)
        if block.kind == "string":
            for name, value in block.fields:
                self.macros.define(name, value, line)
            if block.damage:
                self._tell(line, "warning", f"a broken @string ({block.damage})", "kept what could be read")
        elif block.kind == "orphan":
            self.skipped += 1
            self._tell(line, "warning", "fields that belong to no entry", "left them out")
        elif block.key or block.fields:
            values = ((name, self.macros.resolve(value, line)) for name, value in block.fields)
            self._entry(block.type, block.key, line, self._apart(block.key, line, values), block)
        else:
            self.skipped += 1
            self._tell(line, "error", f"@{block.type} without any field", "skipped it")

    def _apart(self, key: str, line: int, values: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Values by name as written; a field that is there twice keeps both."""
        names: dict[str, str] = {}
        written: dict[str, str] = {}
        repeated: Counter[str] = Counter()
        for name, text in values:
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
            self._tell(line, "info", f"entry {key} has more than one {again}", "kept them by number", key)
        return {names[lower]: text for lower, text in written.items()}

    def _entry(self, type_: str, key: str, line: int, written: dict[str, str], block: Block | None = None) -> None:
        shape = shape_of(type_, tuple(written), len(written))
        self._add(LazyFields(shape, key, [f"{{{value}}}" for value in written.values()]), line, block)

    # -- entries --------------------------------------------------------------------------------------------------

    def _add(self, fields: LazyFields, line: int, block: Block | None = None, *, told: bool = False) -> None:
        """An entry, which is a record if its type is one of works; `told` says that it surely has title and year."""
        number, shape, key = len(self._entries), fields.shape, fields.key
        self._entries.append(fields)
        if shape.type in _NO_WORK:
            self.skipped += 1
            self._tell_entry(
                number, line, "info", f"@{shape.type}, {_NO_WORK[shape.type]}", "no record of its own", key
            )
            if shape.inherits:
                self._heirs.append(_Heir(number, line, None))
            return
        id_ = key or f"line-{line}"
        if not key:
            self._tell_entry(number, line, "warning", "an entry without a cite key", f"named by its line, {line}", id_)
        elif (first := self._first_of.setdefault(key, line)) != line:
            used = f"cite key {id_} is used before, in line {first}"
            self._tell_entry(number, line, "warning", used, "kept both", id_)
        damage = ""
        if block:
            damage = block.damage
            self._tell_of_state(block, number, line, id_)
        source = Source(self.document.name, line, FORMAT, "", damage, len(self.records))
        kind = "citekey" if key else "file"
        record = Record(id_, kind, source, fields, LazyRaw(fields), "", True)
        self.records.append(record)
        if shape.inherits:
            self._heirs.append(_Heir(number, line, record))
        elif not told:
            self._tell_of_lacks(record, number, line)

    def _tell_of_state(self, block: Block, number: int, line: int, id_: str) -> None:
        if block.damage:
            damaged_line = self.pieces.line(min(block.damaged_at, len(self.pieces.text)))
            told = "error", f"entry {id_}: {block.damage}", "kept what could be read", id_
            self._tell_entry(number, damaged_line, *told)
        elif block.remark:
            action = "left them out" if block.remark == COMMENTED else "read as if it did not"
            self._tell_entry(number, line, "info", f"entry {id_}: {block.remark}", action, id_)

    def _tell_of_lacks(self, record: Record, number: int, line: int) -> None:
        if lacks := missing(record.fields):
            self._tell_entry(number, line, "info", f"entry {record.id} has no {lacks}", "kept without", record.id)

    # -- what only the whole file tells ----------------------------------------------------------------------------

    def _tell_of_macros(self) -> None:
        name = self.document.name
        for macro, line in self.macros.undefined.items():
            told = Notice(name, line, "warning", f"`{macro}` is no @string of this file", "took it for text")
            self._notices.append((line, 1, 0, told))
        if line := self.macros.exhausted_at:
            message = "@string macros that grow beyond measure"
            self._notices.append(
                (line, 1, 1, Notice(name, line, "warning", message, "left values as they are written"))
            )

    def _bequeath(self) -> None:
        """Give all entries what they inherit, wherever in the file it stands."""
        family = Family((fields.key for fields in self._entries), self._relative)
        for heir in self._heirs:
            entry, problem = family.heir(heir.number)
            if problem:
                told = Notice(self.document.name, heir.line, "warning", problem, "inherited nothing more", entry.key)
                self._notices.append((heir.line, 2, 2 * heir.number, told))
            if heir.record is None:
                continue
            own = self._entries[heir.number]
            inherited = list(entry.fields)[len(entry.written) :]
            shape = shape_of(own.shape.type, (*own.shape.written, *inherited), own.shape.own)
            values = (*own.values_written(), *(entry.fields[name] for name in inherited))
            fields = LazyFields(shape, own.key, values)
            record = replace(heir.record, fields=fields, raw=LazyRaw(fields))
            self.records[record.source.index] = record
            self._tell_of_lacks(record, heir.number, heir.line)

    def _relative(self, number: int) -> Entry:
        fields = self._entries[number]
        return Entry(number, fields.shape.type, fields.key, fields.written())


def _definitions(document: Document) -> Iterator[Definition]:
    """All `@string`s of a file, those to come too."""
    data = document.data
    defined = _STRING_IN_BYTES.search(data) if data is not None else _STRING.search(document.text)
    for block in blocks(Pieces(document)) if defined else ():
        if isinstance(block, Block) and block.kind == "string":
            yield from block.fields


def _bare(value: str) -> str:
    return value[1:-1] if value[:1] in '{"' else value
