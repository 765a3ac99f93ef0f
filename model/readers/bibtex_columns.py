"""Fields of many BibTeX entries that have their type and the names of their fields in common, made column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from model.readers.bibtex_asked import OfOne, OfSeveral
from model.readers.bibtex_makers import APART
from model.readers.bibtex_shape import DELIMITERS, MANY, Shape
from model.record import Value

__all__ = ["Alike"]


class _Entry(Protocol):
    """An entry as it is written, and what has been made of it."""

    def values_written(self) -> Sequence[str]:
        """The values in the order of the names, the entry's own with their delimiters."""

    def made(self) -> Mapping[str, Value | object]:
        """The fields that were made before and kept."""

    def get(self, name: str, /) -> Value | None:
        """A field."""


class Alike:
    """Entries of one shape, whose values are divided once for all columns that are made of them."""

    def __init__(self, entries: Sequence[_Entry], shape: Shape, numbered: bool) -> None:
        """`numbered` says that their keys are numbers."""
        self._entries = entries
        self._shape = shape
        self._numbered = numbered
        self._written: dict[str, list[str]] = {}

    @cached_property
    def _rows(self) -> list[Sequence[str]]:
        return [entry.values_written() for entry in self._entries]

    def column(self, name: str) -> list[Value | None] | None:
        """What each entry has under a name, None where one has nothing; None if no entry of such a shape has any."""
        makers = self._shape.makers
        if name not in makers and not name.startswith(APART):
            return None
        make = makers.get(name)
        if len(self._shape.lower) <= MANY and not any(name in entry.made() for entry in self._entries):
            if isinstance(make, OfOne):
                return self._made(name, make.numbered if self._numbered else make.shape, [make.name])
            if isinstance(make, OfSeveral):
                return self._made(name, make.usual, make.names)
        return [entry.get(name) for entry in self._entries]

    def _made(self, name: str, shape: Callable[..., Value | None], sources: Iterable[str]) -> list[Value | None]:
        """A field of the values of its sources; what is unusual the entries make themselves."""
        made = list(map(shape, *map(self._plain, sources)))
        return [
            entry.get(name) if value is None else value or None
            for entry, value in zip(self._entries, made, strict=True)
        ]

    def _plain(self, name: str) -> list[str]:
        """The values of a field of BibTeX's, without their delimiters."""
        if name not in self._written:
            place = self._shape.places[name]
            values = [row[place] for row in self._rows]
            if place < self._shape.own:
                values = [value[1:-1] if value[:1] in DELIMITERS else value for value in values]
            self._written[name] = values
        return self._written[name]
