"""The fields of works that the search looks at, by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

from model import text
from model.fields import BY_NAME, PEOPLE_ROLES
from model.lazy import told_of
from model.record import File, Link, Person, Project, Value
from model.work import Work

__all__ = ["IDENTIFIERS", "Columns", "Fields", "Others", "Texts", "clean", "cleaned", "several", "texts_in", "words_of"]

Texts = tuple[str, ...]
Fields = Mapping[str, Value]

_Item = TypeVar("_Item", File, Link, Person, Project, str)

IDENTIFIERS = ("arxiv", "isi", "PMID", "PMCID", "ISBN", "eISBN", "ISSN", "eISSN", "citekey", "alternative_id")
_INDEXED = frozenset(
    [
        *(*PEOPLE_ROLES, "type", "title", "issued", "abstract", "keyword", "container-title", "collection-title"),
        *("event-title", "relation", "link", "file", "project", "department", "citation", "DOI", *IDENTIFIERS),
    ]
)
_ASKED = frozenset({*_INDEXED, "publisher", "language", "oa", "URL", "degree_awarded"} - {"relation", "citation"})
_BRIEF = frozenset({"abstract", "file", "link"})


class Others(dict[str, bool]):
    """Whether a field holds words that no other part of a document looks at, by its name."""

    def __missing__(self, name: str) -> bool:
        field = BY_NAME.get(name)
        plain = field is None or (field.kind in ("text", "block") and not field.volatile)
        self[name] = other = plain and name not in _INDEXED
        return other

    def wanted(self, name: str) -> bool:
        """Whether any part of a document looks at a field."""
        return name in _ASKED or self[name]

    def briefly(self, name: str) -> bool:
        """Whether of a field that is looked at only the words count, or of files and links what is told of them."""
        return name in _BRIEF or (name not in _ASKED and self[name])


class Columns:
    """The fields of some works that are looked at: of each list one entry belongs to each work."""

    def __init__(self, works: Sequence[Work], others: Others) -> None:
        self.found: list[Fields] = told_of([work.record.fields for work in works], others.wanted, others.briefly)
        self.none: Sequence[tuple[()]] = [()] * len(works)
        self._texts: dict[str, Sequence[Texts]] = {}
        self._there = frozenset[str]().union(*self.found)

    def __contains__(self, name: str) -> bool:
        """Whether any of the works has a field."""
        return name in self._there

    def has(self, name: str) -> list[bool]:
        """Whether each work has a field."""
        return [name in found for found in self.found]

    def values(self, name: str) -> list[Value]:
        """The field of each work; where there is none an empty text."""
        return [found.get(name, "") for found in self.found] if name in self else [""] * len(self.found)

    def text(self, name: str) -> list[str]:
        """The field of each work where it is a text, else an empty one."""
        values = self.values(name)
        if set(map(type, values)) == {str}:
            return cast("list[str]", values)
        return [value if isinstance(value, str) else "" for value in values]

    def texts(self, name: str) -> Sequence[Texts]:
        """The texts that each work has; a single text counts as a list of one."""
        if name not in self:
            return self.none
        if name not in self._texts:
            self._texts[name] = list(map(texts_in, self.values(name)))
        return self._texts[name]

    def items(self, name: str, kind: type[_Item]) -> Sequence[tuple[_Item, ...]]:
        """What each work has of a kind."""
        return [several(value, kind) for value in self.values(name)] if name in self else self.none


def several(value: Value, kind: type[_Item]) -> tuple[_Item, ...]:
    """The items of a value, if it is of several of a kind."""
    return value if isinstance(value, tuple) and value and isinstance(value[0], kind) else ()  # all of one kind


def texts_in(value: Value) -> Texts:
    """The texts of a value; a single text counts as a list of one."""
    if isinstance(value, str):
        return (value,) if value else ()
    return several(value, str)


def cleaned(canonical: list[str]) -> list[str]:
    """Texts without tags and without what a screen must not be sent; most are so already."""
    together = "".join(canonical)
    return canonical if together.isprintable() and "<" not in together else list(map(clean, canonical))


def words_of(canonical: list[str]) -> list[str]:
    """Texts of which only the words count, without tags."""
    return [text.plain(each) for each in canonical] if any("<" in each for each in canonical) else canonical


def clean(canonical: str) -> str:
    """A text without tags and without what a screen must not be sent."""
    if not canonical or (canonical.isprintable() and "<" not in canonical):
        return canonical
    return text.display(text.plain(canonical).replace("\r\n", " ").replace("\n", " "))
