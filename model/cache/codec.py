"""What works are made of as JSON and back: every value comes back equal and of its own type; nothing else is accepted.

JSON knows texts, truth values, lists and maps. A field's tuple is written as a list; what else a field may hold is
written as a map with one key, the letter of its class, so that nothing a file says can be mistaken for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias, cast

from model.record import Date, File, Link, Person, Project, RawValue, Relation, Source, Value

if TYPE_CHECKING:
    from model.relations import Edge

__all__ = [
    "Json",
    "bytes_of",
    "decode_edge",
    "decode_fields",
    "dumps",
    "edge_values",
    "encode_fields",
    "loads",
    "person_values",
    "source_values",
]

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

person_values = attrgetter("family", "given", "particle", "suffix", "literal", "id", "orcid")
source_values = attrgetter("file", "line", "format", "date_updated", "damage", "index")
_edge_values = attrgetter("relation", "label", "group", "target_row", "target", "explicit", "url", "title")

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
    return bytes_of(_encode(value))


def bytes_of(text: str) -> bytes:
    """A text as what is kept has it."""
    return text.encode() if text.isascii() else text.encode("utf-8", "surrogatepass")


def loads(data: bytes) -> Json:
    """The value of some JSON. Raises ValueError for what is none."""
    value: Json = json.loads(data.decode("utf-8", "surrogatepass"))
    return value


# -- fields ------------------------------------------------------------------------------------------------------


def encode_fields(fields: Mapping[str, Value], raw: Mapping[str, RawValue]) -> bytes:
    """What a record says, and what its file really said."""
    told = {name: {"M": [value]} if value.__class__ is dict else value for name, value in fields.items()}
    return dumps([told, dict(raw)])


def decode_fields(data: bytes) -> tuple[Mapping[str, Value], Mapping[str, RawValue]]:
    """The fields that were encoded, and the raw values. Raises ValueError, or what unpacking raises, for none."""
    fields, raw = cast("tuple[dict[str, Json], dict[str, RawValue]]", loads(data))
    return {name: _value(part) for name, part in fields.items()}, raw


def _value(value: Json) -> Value:
    if value.__class__ is list:
        return cast("Value", tuple(map(_item, value)))
    return cast("Value", _item(value))


def _item(value: Json) -> object:
    if value.__class__ is dict:
        ((letter, values),) = cast("dict[str, list[Json]]", value).items()
        return _READ[letter](*values)
    return value


# -- relations ---------------------------------------------------------------------------------------------------


def edge_values(edge: Edge) -> tuple[object, ...]:
    """A relation as a list of plain values."""
    return (*_edge_values(edge), source_values(edge.origin))


def decode_edge(values: Json) -> Edge:
    """The relation of such a list."""
    *own, origin = cast("list[Json]", values)
    from model.relations import Edge

    return Edge(*own, Source(*origin))  # type: ignore[call-arg, arg-type, misc]
