"""A LibreCat document (YAML or JSON, any version) becomes a `Record`: values are coerced by schema, not by guess.

The keys and their shapes are those of LibreCat's own export. Keys unknown here are kept under their own names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from model.fields import BY_LIBRECAT, BY_NAME, PEOPLE_ROLES, TYPES
from model.readers.librecat_values import (
    block,
    canonical,
    coercer,
    date_of,
    items,
    mapping,
    squeezed,
    texts,
    word,
    words,
)
from model.record import Date, File, Link, Person, Project, RawValue, Record, Relation, Source, Value

__all__ = [
    "EXTERNAL",
    "OTHER_ABSTRACT",
    "PARTS",
    "Part",
    "all_fields",
    "is_simple",
    "is_usual",
    "maker_of",
    "name_of",
    "part_of",
    "person_of",
    "record_from_librecat",
    "same_person",
    "sources_of",
]

Raw = Mapping[str, RawValue]
Part = Callable[[dict[str, Value], Raw], None]

_IDENTIFIERS = {"issn": "ISSN", "eissn": "eISSN", "isbn": "ISBN", "eisbn": "eISBN"}
EXTERNAL = {"arxiv": "arxiv", "isi": "isi", "pmid": "PMID", "pmc": "PMCID", "pmcid": "PMCID"}
_FLAGS_OF_IDENTIFIERS = frozenset({"arxiv", "isi"})  # `isi: 1` only says that external_id has one
_HANDLED = frozenset(
    [
        *("_id", "type", *PEOPLE_ROLES, "abstract", "conference"),
        *("publication_identifier", "external_id", "related_material", "main_file_link", "file", "project"),
        *("department", "language", "citation", "tmp", "license", "cc_license", "page", "year", "month", "day"),
        *("date_published", "alternative_title", "series_title", "keyword", "oa", "acknowledged_ssus"),
    ]
)


OTHER_ABSTRACT = "abstract_"  # before the language of one
_USUAL = _HANDLED | _FLAGS_OF_IDENTIFIERS | BY_LIBRECAT.keys()
_NO_DATE = Date()
_STRUCTURED = frozenset({"names", "map", "relations", "links", "files", "projects"})
_MOST_MAKERS = 1_000  # of keys that we know nothing of


def record_from_librecat(raw: Raw, source: Source) -> Record:
    """Coerce one LibreCat document. `raw` holds strings, lists and maps as BaseLoader gives them, or JSON's values."""
    return Record(squeezed(raw.get("_id")), "librecat", source, all_fields(raw), raw)


def all_fields(raw: Raw) -> dict[str, Value]:
    """Every field of a document."""
    fields: dict[str, Value] = {}
    _type(fields, raw)
    for key in raw:
        if key not in _HANDLED and key not in _FLAGS_OF_IDENTIFIERS:
            maker_of(key)(fields, raw)
    for _, _, make in PARTS[1:]:  # the type is there already
        make(fields, raw)
    return fields


def is_usual(key: str) -> bool:
    """Whether a key is LibreCat's, or at least cannot be mistaken for one of our fields."""
    return key in _USUAL or (key not in _PART_OF and key not in BY_NAME)


def part_of(name: str) -> tuple[str, ...]:
    """The names of the fields that are made together with one."""
    return _TOGETHER.get(name, (name,))


@lru_cache(maxsize=_MOST_MAKERS)
def maker_of(key: str) -> Part:
    """What makes the one field that comes from a simple key."""
    field = BY_LIBRECAT[key] if key in _KEYS else BY_NAME.get(key)
    name, coerce = name_of(key), coercer(field.kind if field else "")

    def make(fields: dict[str, Value], raw: Raw) -> None:
        """The value as the kind of the field asks for it."""
        _keep(fields, name, coerce(raw[key]))

    return make


def is_simple(key: str) -> bool:
    """Whether a usual key makes one field, by itself."""
    return key in _KEYS or key not in _USUAL


def name_of(key: str) -> str:
    """The name of the field that a simple key makes; one of ours that holds no plain values is somebody else's."""
    if key in _KEYS:
        return BY_LIBRECAT[key].name
    return f"librecat-{key}" if key in BY_NAME and BY_NAME[key].kind in _STRUCTURED else key


def sources_of(name: str) -> tuple[tuple[str, ...], Part] | None:
    """The keys that a field of a document with usual keys comes from, and what makes it of them; see `all_fields`."""
    if (part := _PART_OF.get(name)) is not None:
        return part
    key = _KEY_OF.get(name) or (name if name not in BY_NAME and is_simple(name) else "")
    if not name.startswith(OTHER_ABSTRACT):
        return ((key,), maker_of(key)) if key else None

    def make(fields: dict[str, Value], raw: Raw) -> None:
        """A field of that name by itself, which an abstract in another language displaces."""
        if key in raw:
            maker_of(key)(fields, raw)
        _abstracts(fields, raw)

    return (key, "abstract"), make


def _keep(fields: dict[str, Value], name: str, value: Value | None) -> None:
    """Set a field unless the value is empty: a field is known or absent."""
    if value is False or (value and value != _NO_DATE):
        fields[name] = value


# -- the parts of a document --------------------------------------------------------------------------------------


def person_of(item: RawValue) -> Person | None:
    """The person that an item of a role names, if it names one."""
    if not isinstance(item, dict):
        name = squeezed(item)
        family, comma, given = name.partition(", ")
        return Person(family=family, given=given) if comma else Person(literal=name) if name else None
    family, given = squeezed(item.get("last_name")), squeezed(item.get("first_name"))
    full = squeezed(item.get("full_name")) or squeezed(item.get("name"))
    if not family and "," in full:
        family, _, given = (part.strip() for part in full.partition(","))
    literal = "" if family or given else full
    if not (family or given or literal):
        return None
    orcid = squeezed(item.get("orcid")).rpartition("/")[2]
    return same_person(family, given, literal, squeezed(item.get("id")), orcid)


@lru_cache(maxsize=65_536)
def same_person(family: str, given: str, literal: str, id_: str, orcid: str) -> Person:
    """One object for all who are called so: most names come again."""
    return Person(family=family, given=given, literal=literal, id=id_, orcid=orcid)


def _issued(fields: dict[str, Value], raw: Raw) -> None:
    """The date of publication. `year` is what LibreCat cites by, so it wins over a time stamp that differs."""
    stamp = date_of(word(raw.get("date_published")))
    year = date_of(word(raw.get("year")))
    if stamp.year and (not year.year or stamp.year == year.year):
        _keep(fields, "issued", stamp)
    else:
        _keep(fields, "issued", year if year != Date() else stamp)


def _abstracts(fields: dict[str, Value], raw: Raw) -> None:
    number = 0
    for item in items(raw.get("abstract")):
        words = block(item.get("text")) if isinstance(item, dict) else block(item)
        language = squeezed(item.get("lang")) if isinstance(item, dict) else ""
        if words:
            number += 1
            _keep(fields, "abstract" if number == 1 else f"{OTHER_ABSTRACT}{language or number}", words)


def _pages(fields: dict[str, Value], raw: Raw) -> None:
    """`page` counts pages for types that are a whole, and is a range for types that are a part (LibreCat's rule)."""
    page, type_ = _page(raw.get("page")), squeezed(raw.get("type"))
    counts = type_ in TYPES and TYPES[type_].paged and not any(dash in page for dash in "-–—")
    _keep(fields, "number-of-pages" if counts else "page", page)


def _page(value: RawValue) -> str:
    """Pages, also where they are a map: from the first to the last, or how many."""
    if not isinstance(value, dict):
        return word(value)
    ends = dict.fromkeys(end for name in ("first", "last") if (end := squeezed(value.get(name))))
    return "-".join(ends) or squeezed(value.get("count"))


def _conference(fields: dict[str, Value], raw: Raw) -> None:
    conference = mapping(raw.get("conference"))
    _keep(fields, "event-title", canonical(conference.get("name")))
    _keep(fields, "event-place", canonical(conference.get("location")))
    start, end = date_of(squeezed(conference.get("start_date"))), date_of(squeezed(conference.get("end_date")))
    if start.year and end.year and end != start:
        start = Date(start.year, start.month, start.day, end=(end.year, end.month, end.day))
    _keep(fields, "event-date", start if start != Date() else end)


def _identifiers(fields: dict[str, Value], raw: Raw) -> None:
    others: dict[str, str] = {}
    for group, names in (("publication_identifier", _IDENTIFIERS), ("external_id", EXTERNAL)):
        for key, value in mapping(raw.get(group)).items():
            if key in names:
                _keep(fields, names[key], words(value))
            elif several := "; ".join(words(value)):
                others[key] = several
    _keep(fields, "external_id", others)


def _relations(fields: dict[str, Value], raw: Raw) -> None:
    relations = [
        Relation(squeezed(item.get("relation")) or "other", target, title=canonical(item.get("title")))
        for item in items(mapping(raw.get("related_material")).get("record"))
        if isinstance(item, dict) and (target := squeezed(item.get("id")))
    ]
    _keep(fields, "relation", tuple(dict.fromkeys(relations)))


def _links(fields: dict[str, Value], raw: Raw) -> None:
    links = [_link(item, "main_file") for item in items(raw.get("main_file_link"))]
    links += [_link(item, "other") for item in items(mapping(raw.get("related_material")).get("link"))]
    _keep(fields, "link", tuple(link for link in links if link))


def _link(item: RawValue, relation: str) -> Link | None:
    if not isinstance(item, dict):
        return Link(relation, squeezed(item)) if squeezed(item) else None
    url = squeezed(item.get("url"))
    name = squeezed(item.get("relation")) or relation
    open_access = squeezed(item.get("open_access")) == "1"
    return Link(name, url, canonical(item.get("description")), open_access) if url else None


def _series(fields: dict[str, Value], raw: Raw) -> None:
    series = texts(raw.get("alternative_title")) + texts(raw.get("series_title"))
    _keep(fields, "collection-title", tuple(dict.fromkeys(series)))


def _licence(fields: dict[str, Value], raw: Raw) -> None:
    licence = mapping(raw.get("tmp"))
    _keep(fields, "license", canonical(licence.get("name") or raw.get("license") or raw.get("cc_license")))


def _access(fields: dict[str, Value], raw: Raw) -> None:
    if "oa" in raw:
        fields["oa"] = squeezed(raw["oa"]).lower() in {"1", "true", "yes"}


# -- values of one key --------------------------------------------------------------------------------------------


def _people(value: RawValue) -> tuple[Person, ...]:
    return tuple(person for item in items(value) if (person := person_of(item)))


def _languages(value: RawValue) -> tuple[str, ...]:
    return tuple(squeezed(item.get("iso") if isinstance(item, dict) else item) for item in items(value))


def _projects(value: RawValue) -> tuple[Project, ...]:
    return tuple(_project(item) for item in items(value) if isinstance(item, dict) or squeezed(item))


def _files(value: RawValue) -> tuple[File, ...]:
    return tuple(_file(item) for item in items(value) if isinstance(item, dict) or squeezed(item))


def _citations(value: RawValue) -> dict[str, str]:
    return {style: str(citation) for style, citation in mapping(value).items() if squeezed(citation)}


def _project(item: RawValue) -> Project:
    if not isinstance(item, dict):
        return Project(name=canonical(item))
    return Project(
        name=canonical(item.get("name")) or canonical(item.get("title")) or squeezed(item.get("_id")),
        id=squeezed(item.get("_id")),
        programme=canonical(item.get("call_identifier")),
        grant=squeezed(item.get("grant_number")),
        acronym=canonical(item.get("acronym")),
    )


def _file(item: RawValue) -> File:
    if not isinstance(item, dict):
        return File(name=squeezed(item))
    size = squeezed(item.get("file_size"))
    return File(
        name=squeezed(item.get("file_name")) or squeezed(item.get("file_id")),
        size=int(size) if size.isdecimal() else 0,
        content_type=squeezed(item.get("content_type")),
        access=squeezed(item.get("access_level")),
        relation=squeezed(item.get("relation")),
        id=squeezed(item.get("file_id")),
        title=canonical(item.get("title")),
        updated=squeezed(item.get("date_updated")),
        checksum=squeezed(item.get("checksum")),
    )


# -- which part makes which field -----------------------------------------------------------------------------------


def _type(fields: dict[str, Value], raw: Raw) -> None:
    _keep(fields, "type", squeezed(raw.get("type")))


_Row = tuple[tuple[str, ...], tuple[str, ...], Part]  # fields, the keys they come from, the maker


def _alone(name: str, read: Callable[[RawValue], Value]) -> _Row:
    """A field that comes from the key of the same name alone."""

    def part(fields: dict[str, Value], raw: Raw) -> None:
        """Read its value."""
        _keep(fields, name, read(raw.get(name)))

    return (name,), (name,), part


PARTS: tuple[_Row, ...] = (
    (("type",), ("type",), _type),
    *(_alone(role, _people) for role in PEOPLE_ROLES),
    (("issued",), ("year", "date_published"), _issued),
    (("abstract",), ("abstract",), _abstracts),
    (("page", "number-of-pages"), ("page",), _pages),
    (("event-title", "event-place", "event-date"), ("conference",), _conference),
    (
        (*_IDENTIFIERS.values(), *EXTERNAL.values(), "external_id"),
        ("publication_identifier", "external_id"),
        _identifiers,
    ),
    (("relation",), ("related_material",), _relations),
    (("link",), ("main_file_link", "related_material"), _links),
    (("collection-title",), ("alternative_title", "series_title"), _series),
    _alone("keyword", texts),
    _alone("language", _languages),
    _alone("department", words),
    _alone("acknowledged_ssus", words),
    _alone("project", _projects),
    _alone("file", _files),
    (("license",), ("tmp", "license", "cc_license"), _licence),
    (("oa",), ("oa",), _access),
    _alone("citation", _citations),
)  # fmt: skip
_PART_OF: dict[str, tuple[tuple[str, ...], Part]] = {
    name: (keys, make) for names, keys, make in PARTS for name in names
}
_TOGETHER = {name: names for names, _, _ in PARTS for name in names}
_KEYS = BY_LIBRECAT.keys() - _HANDLED - _FLAGS_OF_IDENTIFIERS
_KEY_OF = {BY_LIBRECAT[key].name: key for key in _KEYS}
