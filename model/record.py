"""One publication as one source describes it: a frozen `Record` of named, typed field values.

Field names are CSL variables where CSL has one (`container-title`, `issued`, `DOI`), LibreCat's keys where only
LibreCat does (`degree_awarded`); `model.fields` lists them with their labels and kinds. Text values are *canonical
text*: Unicode in which only `<i> <b> <sup> <sub>` and the small-caps span of CSL are markup. What the file really
said stays in `Record.raw`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from model.lazy import LazyMapping
from model.notice import Notice

__all__ = [
    "UNNAMED",
    "Date",
    "File",
    "Link",
    "Notice",
    "Person",
    "Project",
    "RawValue",
    "Record",
    "Relation",
    "Source",
    "Value",
]

RawValue: TypeAlias = "str | int | float | bool | list[RawValue] | dict[str, RawValue] | None"
"""A value as a parser gives it, before any rule of ours: what exports write for fields we do not know."""


UNNAMED = frozenset(("others", "et al."))
"""What stands in the place of a last name where a list says that it is not complete."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name in a role. `literal` holds a name that must not be split: an institution, a collaboration."""

    family: str = ""
    given: str = ""
    particle: str = ""  # "von", "de la": CSL's non-dropping particle
    suffix: str = ""  # "Jr.", "III"
    literal: str = ""
    id: str = ""  # the repository's identifier of the person
    orcid: str = ""  # sixteen digits in four groups, no address around them

    @property
    def name(self) -> str:
        """The name as lists sort it: `von Family, Given, Jr.`, or the literal name."""
        if self.literal:
            return self.literal
        family = (f"{self.particle} {self.family}" if self.particle else self.family).strip()
        if family and self.given and not self.suffix:
            return f"{family}, {self.given}"  # as nearly all names are
        return ", ".join(part for part in (family, self.given, self.suffix) if part)

    @property
    def short(self) -> str:
        """The name as a crowded line shows it: the family name with its particle."""
        return self.literal or f"{self.particle} {self.family}".strip() or self.given

    @property
    def is_others(self) -> bool:
        """Whether it says that a list is not complete, as BibTeX's `and others` does, rather than who is in it."""
        return self.literal in UNNAMED


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A date as exactly as it is known; month and day are 0 when unknown. `text` is a date that is no calendar date."""

    year: int = 0
    month: int = 0
    day: int = 0
    text: str = ""
    end: tuple[int, int, int] = (0, 0, 0)  # the last day of a range, same rules

    def __str__(self) -> str:
        """ISO 8601 as far as known (`2023-05`), with `/` before the end of a range; else the literal text."""
        if not self.year:
            return self.text
        start = _iso(self.year, self.month, self.day)
        return f"{start}/{_iso(*self.end)}" if self.end[0] else start


def _iso(year: int, month: int, day: int) -> str:
    parts = [f"{year:04d}"] + [f"{part:02d}" for part in ((month, day) if month else ()) if part]
    return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement of a record about another: `relation` names the role of the *target* (LibreCat's rule)."""

    relation: str
    target: str
    kind: str = "id"  # what `target` is: id, doi, arxiv, citekey or url
    title: str = ""  # of the target, where the source says it


@dataclass(frozen=True, slots=True)
class Link:
    """An address that belongs to a record: its software, its data, its full text."""

    relation: str
    url: str
    description: str = ""
    open_access: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file that the repository holds for a record; `size` in bytes, 0 when unknown."""

    name: str
    size: int = 0
    content_type: str = ""
    access: str = ""  # open_access, closed, local, request ...
    relation: str = ""
    id: str = ""
    title: str = ""
    updated: str = ""
    checksum: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A funded project: name, the funder's programme, the grant number."""

    name: str
    id: str = ""
    programme: str = ""
    grant: str = ""
    acronym: str = ""


Value: TypeAlias = (
    "str | bool | Date | tuple[str, ...] | tuple[Person, ...] | tuple[Relation, ...] | tuple[Link, ...] "
    "| tuple[File, ...] | tuple[Project, ...] | Mapping[str, str] | Mapping[str, RawValue]"
)
"""What a field may hold; `model.fields` says which kind each field has."""

_UNCHANGING = (LazyMapping, MappingProxyType)

_Item = TypeVar("_Item", Person, Relation, Link, File, Project, str)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record was read: the file as the user named it, the line it starts on, and in what state it was."""

    file: str
    line: int = 0
    format: str = ""
    date_updated: str = ""  # the repository's own time stamp, ISO 8601
    damage: str = ""  # empty when whole; else what is wrong, in words
    index: int = 0  # the place among the file's records, from 0


@dataclass(frozen=True, slots=True)
class Record:
    """A publication as one source describes it (or, after merging, as several sources together do).

    `id` is what people type and scripts pass: the repository's `_id`, a cite key, or a name made from the file.
    `id_kind` is `librecat`, `citekey`, `csl`, `ris` or `file`. `repository` scopes a LibreCat `_id` (its base
    address, empty when unknown). `fields` never holds an empty value: a field is known or absent.
    """

    id: str
    id_kind: str
    source: Source
    fields: Mapping[str, Value] = field(default_factory=dict)
    raw: Mapping[str, RawValue] = field(default_factory=dict, compare=False, repr=False)
    repository: str = ""
    type_guessed: bool = False  # the type comes from a vaguer vocabulary than LibreCat's (BibTeX, RIS, prose)

    def __post_init__(self) -> None:
        if not isinstance(self.fields, _UNCHANGING):
            object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))
        if not isinstance(self.raw, _UNCHANGING):
            object.__setattr__(self, "raw", MappingProxyType(dict(self.raw)))

    def __reduce__(self) -> tuple[type[Record], tuple[object, ...]]:
        """Travel between processes as plain dicts, since mapping proxies cannot."""
        values = (self.id, self.id_kind, self.source, dict(self.fields), dict(self.raw))
        return Record, (*values, self.repository, self.type_guessed)

    # -- typed access: the value when the field is there and of that kind, else an empty one -------------------

    def text(self, name: str) -> str:
        """The canonical text of a field, or an empty string."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """The values of a field that holds a list of texts; a single text counts as a list of one."""
        value = self.fields.get(name)
        if value is None:  # as most often
            return ()
        return (value,) if isinstance(value, str) else self._items(value, str)

    def people(self, role: str) -> tuple[Person, ...]:
        """The people in a role: author, editor, translator, supervisor ..."""
        return self._items(self.fields.get(role), Person)

    def flag(self, name: str) -> bool:
        """Whether a yes-or-no field says yes."""
        return self.fields.get(name) is True

    def mapping(self, name: str) -> Mapping[str, str]:
        """The text entries of a field that holds a mapping, such as the stored citations by style."""
        value = self.fields.get(name)
        return {k: v for k, v in value.items() if isinstance(v, str)} if isinstance(value, Mapping) else {}

    @staticmethod
    def _items(value: object, kind: type[_Item]) -> tuple[_Item, ...]:
        return value if isinstance(value, tuple) and value and isinstance(value[0], kind) else ()  # all of one kind

    @property
    def title(self) -> str:
        """The title as canonical text; empty when unknown."""
        return self.text("title")

    @property
    def type(self) -> str:
        """The type in LibreCat's vocabulary (`journal_article`, `dissertation`); empty when unknown."""
        return self.text("type")

    @property
    def issued(self) -> Date:
        """When it was published, as exactly as known."""
        value = self.fields.get("issued")
        return value if isinstance(value, Date) else Date()

    @property
    def year(self) -> int:
        """The year of publication, 0 when unknown."""
        return self.issued.year

    @property
    def doi(self) -> str:
        """The DOI without scheme, host or `doi:`, in the source's own case; empty when unknown."""
        return self.text("DOI")

    @property
    def creators(self) -> tuple[Person, ...]:
        """Those whom a list names: authors, else editors, else translators."""
        return self.people("author") or self.people("editor") or self.people("translator")

    @property
    def relations(self) -> tuple[Relation, ...]:
        """What this record says of its relations to others."""
        return self._items(self.fields.get("relation"), Relation)

    @property
    def links(self) -> tuple[Link, ...]:
        """Addresses of what belongs to the record."""
        return self._items(self.fields.get("link"), Link)

    @property
    def files(self) -> tuple[File, ...]:
        """The repository's files of the record."""
        return self._items(self.fields.get("file"), File)

    @property
    def projects(self) -> tuple[Project, ...]:
        """The projects that paid for the work."""
        return self._items(self.fields.get("project"), Project)

    def with_fields(self, changes: Mapping[str, Value | None]) -> Record:
        """A copy with some fields set, or removed where the new value is None."""
        fields = {name: value for name, value in {**self.fields, **changes}.items() if value is not None}
        return replace(self, fields=fields)

    def __iter__(self) -> Iterator[tuple[str, Value]]:
        """The known fields, name and value, in the order the source gave them."""
        return iter(self.fields.items())
