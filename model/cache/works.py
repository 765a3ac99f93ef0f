"""Works on disk: some of them in each row of a table, each made when it is asked for.

A row is a line of JSON, and behind it what records bring as text: as it stands in their files where they are decoded
on demand, else as JSON that is not looked at before its record is. What many records share lies in a table of its own.
Of a merged work its inputs are kept: what merging made of them follows from these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from model.cache.codec import (
    Json,
    bytes_of,
    decode_edge,
    decode_fields,
    dumps,
    edge_values,
    encode_fields,
    loads,
    source_values,
)
from model.record import RawValue, Record, Source, Value
from model.work import Join, Work

if TYPE_CHECKING:
    from model.relations import Edge

__all__ = ["Works", "WorksWriter"]

_FORMS = ("librecat", "bibtex")  # of records that are decoded on demand

_Fields = tuple[Mapping[str, Value], Mapping[str, RawValue]]


class _Reader(Protocol):
    """A module that decodes records of a form on demand, and so can keep them as they were written."""

    def packed(self, record: Record) -> tuple[tuple[object, ...], object, str | bytes] | None:
        """All that makes a record's fields again: what many records share, what few do, and text as it is written."""
        ...

    def unpacked(self, shared: Json, own: Json, text: bytes) -> _Fields: ...


@cache
def _reader(form: str) -> _Reader:
    if form not in _FORMS:
        raise ValueError(f"no records are of the form {form}")
    return cast("_Reader", import_module(f"model.readers.{form}_lazy"))


# -- writing -----------------------------------------------------------------------------------------------------


class WorksWriter:
    """Encodes works, some to a row; what many records share is numbered."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}

    def row(self, works: Iterable[tuple[Work, Sequence[Edge]]]) -> bytes:
        """Works with their relations, as they stand in the library."""
        texts = _Texts()
        told = [self._told(work, edges, texts) for work, edges in works]
        return b"".join((dumps(told), b"\n", *texts))

    def shared(self) -> Iterator[bytes]:
        """What records share, in the order of its numbers."""
        return map(dumps, self._numbers)

    def _told(self, work: Work, edges: Sequence[Edge], texts: _Texts) -> list[object]:
        """A work as values for JSON: its record where there is no more to tell, as of most works."""
        record, inputs, repository = work.record, work.inputs, work.repository
        if len(inputs) == 1 and not edges and not work.joins and record.repository == repository:
            (only,) = inputs
            if record is only or (record.id, repository) == (only.id, only.repository):
                return self._record(only, texts)
        shown = [record.id, record.repository, repository]
        records = [self._record(one, texts) for one in inputs]
        return [shown, records, _joins(work), list(map(edge_values, edges))]

    def _record(self, record: Record, texts: _Texts) -> list[object]:
        """A record as values for JSON, the first of them a number; what is long is put into the texts."""
        form = getattr(record.fields, "form", "")
        packed = _reader(form).packed(record) if form else None
        if packed is None:
            form, packed = "", ((), 0, encode_fields(record.fields, record.raw))
        shared, own, text = packed
        source = record.source
        told = form, shared, record.id_kind, record.repository, record.type_guessed
        number = self._numbers.setdefault((*told, source.file, source.format, source.damage), len(self._numbers))
        start, end = texts.add(text if isinstance(text, bytes) else bytes_of(text))
        return [number, start, end, own, record.id, source.line, source.date_updated, source.index]


class _Texts(list[bytes]):
    """The texts of a row."""

    _size = 0

    def add(self, text: bytes) -> tuple[int, int]:
        """Where a text begins and ends, behind all others."""
        self.append(text)
        start, self._size = self._size, self._size + len(text)
        return start, self._size


def _joins(work: Work) -> list[list[object]]:
    places = {id(record.source): place for place, record in enumerate(work.inputs)}
    return [[_place(join.a, places), _place(join.b, places), join.why] for join in work.joins]


def _place(source: Source, places: Mapping[int, int]) -> object:
    place = places.get(id(source))
    return source_values(source) if place is None else place


# -- reading -----------------------------------------------------------------------------------------------------


class Works:
    """Works that were encoded together, each made when asked for. What is none is a ValueError, at once or then."""

    def __init__(self, row: bytes, shared: Callable[[int], Json]) -> None:
        """`shared` gives what records share, by its number."""
        self._first = row.find(b"\n") + 1  # of the texts
        self._told = cast("list[list[Json]]", loads(row[: self._first]))
        self._row, self._shared = row, shared

    def work(self, at: int) -> Work:
        """One of the works."""
        try:
            return self._work(self._told[at])
        except (TypeError, KeyError, IndexError, AttributeError) as error:
            raise ValueError(f"not a work: {error}") from error

    def edges(self, at: int) -> tuple[Edge, ...]:
        """The relations of one of them."""
        try:
            told = self._told[at]
            return () if isinstance(told[0], int) else tuple(map(decode_edge, cast("list[Json]", told[3])))
        except (TypeError, KeyError, IndexError) as error:
            raise ValueError(f"not a work: {error}") from error

    def _work(self, told: list[Json]) -> Work:
        if isinstance(told[0], int):
            record = self._record(told)
            return Work(record, (record,), (), record.repository)
        shown, records, joins, _ = cast("list[list[list[Json]]]", told)
        id_, page, repository = map(str, shown)
        inputs = tuple(map(self._record, records))
        reasons = tuple(Join(_source(a, inputs), _source(b, inputs), str(why)) for a, b, why in joins)
        record = inputs[0] if len(inputs) == 1 else _resolved(inputs, repository)
        if (record.id, record.repository) != (id_, page):
            record = replace(record, id=id_, repository=page)
        return Work(record, inputs, reasons, repository)

    def _record(self, told: list[Json]) -> Record:
        number, start, end, own, id_, line, updated, index = cast("list[int]", told)
        form, shared, kind, repository, guessed, file, format_, damage = cast("list[Json]", self._shared(number))
        text = self._row[self._first + start : self._first + end]
        if len(text) != end - start:
            raise IndexError("its text is not there")
        fields, raw = _reader(str(form)).unpacked(shared, own, text) if form else decode_fields(text)
        source = Source(str(file), line, str(format_), str(updated), str(damage), index)
        return Record(str(id_), str(kind), source, fields, raw, str(repository), bool(guessed))


def _resolved(inputs: tuple[Record, ...], repository: str) -> Record:
    from model.merge import resolve  # brings all that merges with it, which most lists do without

    return resolve(inputs, repository)


def _source(value: Json, inputs: tuple[Record, ...]) -> Source:
    if isinstance(value, int):
        return inputs[value].source
    return Source(*value)  # type: ignore[misc]
