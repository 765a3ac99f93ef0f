"""Works as JSON and back: every value comes back equal and of its own type; anything else raises ValueError.

JSON knows texts, truth values, lists and maps. A field's tuple is written as a list; what else a field may hold is
written as a map with one key, the letter of its class, so that nothing a file says can be mistaken for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib import import_module
from io import SEEK_CUR, BytesIO
from json.encoder import encode_basestring as _text
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from model.lazy import LazyMapping
from model.record import Date, File, Link, Person, Project, RawValue, Record, Relation, Source, Value
from model.work import Join, Work

if TYPE_CHECKING:
    from model.relations import Edge

__all__ = [
    "Json",
    "decode_edge",
    "decode_edges",
    "decode_work",
    "dumps",
    "edge_values",
    "encode_work",
    "loads",
    "person_values",
]

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

person_values = attrgetter("family", "given", "particle", "suffix", "literal", "id", "orcid")
_source_values = attrgetter("file", "line", "format", "date_updated", "damage", "index")
_edge_values = attrgetter("relation", "label", "group", "target_row", "target", "explicit", "url", "title")

_REMEMBERED = 10_000  # texts and tuples that many works have
_WRITE: dict[type, tuple[str, Callable[[object], object]]] = {
    Person: ("P", person_values),
    Date: ("D", attrgetter("year", "month", "day", "text", "end")),
    Relation: ("R", attrgetter("relation", "target", "kind", "title")),
    Link: ("L", attrgetter("relation", "url", "description", "open_access")),
    File: ("F", attrgetter(*File.__slots__)),
    Project: ("J", attrgetter("name", "id", "programme", "grant", "acronym")),
}
_READ: dict[str, Callable[..., object]] = {
    **{letter: cast("Callable[..., object]", kind) for kind, (letter, _) in _WRITE.items()},
    "D": lambda year, month, day, text, end: Date(year, month, day, text, tuple(end)),
    "M": lambda value: value,
}


def _tagged(value: object) -> object:
    found = _WRITE.get(value.__class__)
    if found:
        return {found[0]: found[1](value)}
    if isinstance(value, Mapping):
        return {"M": [dict(value)]}
    raise ValueError(f"a {type(value).__name__} cannot be kept")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_tagged, check_circular=False).encode


def dumps(value: object) -> bytes:
    """A value as JSON; lone surrogates, which files may hold, survive."""
    return _bytes_of(_encode(value))


def _bytes_of(text: str) -> bytes:
    return text.encode() if text.isascii() else text.encode("utf-8", "surrogatepass")


def loads(data: bytes) -> Json:
    """The value of some JSON. Raises ValueError for what is none."""
    value: Json = json.loads(data.decode("utf-8", "surrogatepass"))
    return value


# -- works -------------------------------------------------------------------------------------------------------


def encode_work(work: Work, edges: tuple[Edge, ...] = ()) -> bytes:
    """A work with its relations as they stand in the library."""
    sources: list[bytes] = []
    shown = f"[{_text(work.id)},{_common(work.record.repository)}]"
    records = ",".join([_record(record, sources) for record in work.inputs])
    joins = _encode(_joins(work)) if work.joins else "[]"
    related = _encode([edge_values(edge) for edge in edges]) if edges else "[]"
    head = f"[{shown},{_common(work.repository)},[{records}],{joins},{related}]"
    return b"\n".join([_bytes_of(head), *sources])


_common = lru_cache(maxsize=_REMEMBERED)(_encode)
"""The JSON of a text or a tuple that many works have: put together by hand, what they share is encoded once."""


def _joins(work: Work) -> list[list[object]]:
    places = {id(record.source): place for place, record in enumerate(work.inputs)}
    return [[_place(join.a, places), _place(join.b, places), join.why] for join in work.joins]


def edge_values(edge: Edge) -> tuple[object, ...]:
    """A relation as a list of plain values."""
    return (*_edge_values(edge), _source_values(edge.origin))


def decode_edge(values: Json) -> Edge:
    """The relation of such a list."""
    *own, origin = cast("list[Json]", values)
    from model.relations import Edge

    return Edge(*own, _source(origin, ()))  # type: ignore[call-arg, arg-type]


def _place(source: Source, places: Mapping[int, int]) -> object:
    place = places.get(id(source))
    return _source_values(source) if place is None else place


def _record(record: Record, sources: list[bytes]) -> str:
    """A record as JSON; its source, where it is kept so, goes to `sources`, its length stays.

    So does the text that ends the list of such a source: nothing in it has to be escaped.
    """
    found, source = record.fields, record.source
    form = found.form if isinstance(found, LazyMapping) else ""
    if form and (written := _reader(form).packed(record)) is not None:
        said = f"{_common(form)},{_written(written, sources)}"
    else:
        fields = {name: {"M": [value]} if value.__class__ is dict else value for name, value in found.items()}
        said = f"{_encode(fields)},{_encode(dict(record.raw))}"
    place = f"{_common(source.file)},{source.line},{_common(source.format)}"
    state = f"{_text(source.date_updated)},{_common(source.damage)},{source.index}"
    guessed = "true" if record.type_guessed else "false"
    own = f"{_text(record.id)},{_common(record.id_kind)},{_common(record.repository)},{guessed}"
    return f"[{own},[{place},{state}],{said}]"


def _written(written: object, sources: list[bytes]) -> str:
    if isinstance(written, bytes):
        sources.append(written)
        return str(len(written))
    if isinstance(written, list) and written and isinstance(written[-1], str | bytes):
        *others, text = written
        source = text if isinstance(text, bytes) else _bytes_of(text)
        sources.append(source)
        parts = [_text(part) if isinstance(part, str) else _common(part) for part in others]
        return f"[{','.join(parts)},{len(source)}]"
    return _encode(written)


@cache
def _reader(form: str) -> _Reader:
    """The module that decodes records of a form on demand, and so can keep them as they were written."""
    if form not in _FORMS:
        raise ValueError(f"no records are of the form {form}")
    return cast("_Reader", import_module(f"model.readers.{form}_lazy"))


class _Reader(Protocol):
    def packed(self, record: Record) -> object:
        """All that makes a record's fields again, for JSON; a tuple in it is what many records have in common.

        What is to stand as it is written is all of it, as bytes, or its end, as bytes or text.
        """
        ...

    def unpacked(self, written: Json | bytes) -> tuple[Mapping[str, Value], Mapping[str, RawValue]]: ...


_FORMS = ("librecat", "bibtex")


def decode_work(data: bytes) -> Work:
    """The work that was encoded. Raises ValueError when this is none."""
    try:
        head, _, rest = data.partition(b"\n")
        sources = BytesIO(rest)
        shown, repository, records, joins, _ = cast("list[list[list[Json]]]", loads(head))
        inputs = tuple(_decode_record(record, sources) for record in records)
        reasons = tuple(Join(_source(a, inputs), _source(b, inputs), str(why)) for a, b, why in joins)
        id_, page = shown
        return _work((str(id_), str(page)), str(repository), inputs, reasons)
    except (TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValueError(f"not a work: {error}") from error


def _work(shown: tuple[str, str], repository: str, inputs: tuple[Record, ...], joins: tuple[Join, ...]) -> Work:
    """What merging made of the inputs follows from them; only id and repository depend on the rest of the library."""
    record = inputs[0] if len(inputs) == 1 else _resolved(inputs, repository)
    if (record.id, record.repository) != shown:
        record = replace(record, id=shown[0], repository=shown[1])
    return Work(record, inputs, joins, repository)


def _resolved(inputs: tuple[Record, ...], repository: str) -> Record:
    from model.merge import resolve  # brings all that merges with it, which most lists do without

    return resolve(inputs, repository)


def decode_edges(data: bytes) -> tuple[Edge, ...]:
    """The relations of the work that was encoded."""
    try:
        return tuple(map(decode_edge, cast("list[list[Json]]", loads(data.partition(b"\n")[0]))[4]))
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(f"not a work: {error}") from error


def _source(value: Json, inputs: tuple[Record, ...]) -> Source:
    if isinstance(value, int):
        return inputs[value].source
    return Source(*value)  # type: ignore[misc]


def _decode_record(value: list[Json], sources: BytesIO) -> Record:
    id_, kind, repository, guessed, source, fields, raw = value
    values: tuple[Mapping[str, Value], Mapping[str, RawValue]]
    if isinstance(fields, str):
        values = _reader(fields).unpacked(_source_of(raw, sources))
    else:
        read = {name: _value(part) for name, part in cast("dict[str, Json]", fields).items()}
        values = read, cast("Mapping[str, RawValue]", raw)
    return Record(str(id_), str(kind), _source(source, ()), *values, str(repository), bool(guessed))


def _source_of(written: Json, sources: BytesIO) -> Json | bytes:
    """What a record's reader unpacks it from, with what stands behind the JSON put back."""
    if isinstance(written, int):
        return _next(sources, written)
    if isinstance(written, list) and written and isinstance(written[-1], int):
        return [*written[:-1], _next(sources, written[-1]).decode("utf-8", "surrogatepass")]
    return written


def _next(sources: BytesIO, length: int) -> bytes:
    found = sources.read(length)
    sources.seek(1, SEEK_CUR)
    return found


def _value(value: Json) -> Value:
    if value.__class__ is list:
        return cast("Value", tuple(map(_item, value)))
    return cast("Value", _item(value))


def _item(value: Json) -> object:
    if value.__class__ is dict:
        ((letter, values),) = cast("dict[str, list[Json]]", value).items()
        return _READ[letter](*values)
    return value
