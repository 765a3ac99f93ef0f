"""How to make the fields of a record that several fields of a BibTeX entry decide, each out of those few.

A way runs a part of `bibtex_fields.record_fields` on the values that this part looks at. For the fields that most
entries have there is a shorter way, which leaves what is unusual to the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple, TypeAlias

from model.fields import BY_NAME
from model.readers import bibtex_fields as parts
from model.readers.bibtex_asked import Asked, Made, Make, Names, OfOne, OfSeveral, Usual, own_key
from model.readers.bibtex_types import TEXT_LISTS, VERBATIM, record_type
from model.readers.bibtex_values import as_kind, block_of, name_of, text_of, texts_in, verbatim_of
from model.record import Value

__all__ = ["REMEMBERED", "WAYS"]

REMEMBERED = 4096
"""So many ways are remembered; all entries with the same few names share them."""

_WHERE = ("doi", "url", "howpublished")  # a DOI and an address are looked for

_Prepare: TypeAlias = Callable[[str, str, Names], Make]
"""Prepares how to make a field, in entries of a type, out of some fields that they have."""

_Part: TypeAlias = Callable[[parts.Known, "dict[str, str]", Asked, str], None]


@lru_cache(maxsize=REMEMBERED)
def _run(part: _Part, type_: str, decisive: Names) -> Callable[[Asked], Made]:
    def run(asked: Asked) -> Made:
        """What the part makes of an entry, and what it leaves."""
        fields: parts.Known = {}
        left = asked.some(decisive)
        part(fields, left, asked, type_)
        return fields, left

    return run


def _by(part: _Part) -> _Prepare:
    """The way to make what a part of an entry makes."""

    @lru_cache(maxsize=REMEMBERED)
    def prepare(target: str, type_: str, decisive: Names) -> Make:
        """Take the field out of what the part makes."""
        run = _run(part, type_, decisive)
        return lambda asked: asked.shared(run)[0].get(target)

    return prepare


def _left_by(part: _Part) -> _Prepare:
    """The way to make what a part of an entry may leave as it is."""

    @lru_cache(maxsize=REMEMBERED)
    def prepare(target: str, type_: str, decisive: Names) -> Make:
        """Take the field out of what the part leaves."""
        run = _run(part, type_, decisive)
        shaped = verbatim_of if target in VERBATIM else text_of if target in BY_NAME else block_of

        def make(asked: Asked) -> Value | None:
            """The field of what is left under its name."""
            value = asked.shared(run)[1].get(target)
            return shaped(value) if value else None

        return make

    return prepare


# -- parts that need to know more of an entry than their values ---------------------------------------------------


def _type_of(asked: Asked) -> str:
    return str(asked.get("type"))


def _alone(part: Callable[[parts.Known, dict[str, str]], None]) -> _Part:
    """A part that needs to know nothing else."""
    return lambda fields, left, _, __: part(fields, left)


def _pages(fields: parts.Known, left: dict[str, str], asked: Asked, _: str) -> None:
    parts.pages(fields, left, _type_of(asked))


def _numbers(fields: parts.Known, left: dict[str, str], asked: Asked, _: str) -> None:
    parts.numbers(fields, left, _type_of(asked))


def _places(fields: parts.Known, left: dict[str, str], asked: Asked, _: str) -> None:
    parts.places(fields, left, _type_of(asked), asked.key)


def _eprint(fields: parts.Known, left: dict[str, str]) -> None:
    parts.arxiv_of(left)
    parts.other_eprint(fields, left)


def _genre(fields: parts.Known, left: dict[str, str], asked: Asked, type_: str) -> None:
    parts.genre(fields, left, "" if asked.key.isdigit() else type_, _type_of(asked))


# -- fields that nearly all entries have --------------------------------------------------------------------------


@lru_cache(maxsize=REMEMBERED)
def _type(_: str, type_: str, decisive: Names) -> Make:
    usual = record_type(type_, dict.fromkeys(decisive, ""), preprint=False)
    fixed = "entrysubtype" not in decisive

    def make(asked: Asked) -> Value:
        """The type that entries of this kind have, unless one is a preprint."""
        if fixed and not asked.get("arxiv"):
            return usual
        left = asked.some(decisive)
        ids = parts.arxiv_of(left)
        return record_type(type_, left, bool(ids) and parts.only_preprint(left))

    return Usual(usual, make) if fixed else make


@lru_cache(maxsize=REMEMBERED)
def _arxiv(_: str, __: str, decisive: Names) -> Make:
    if not set(parts.OWN_ARXIV).isdisjoint(decisive):
        return lambda asked: parts.arxiv_of(asked.some(decisive))

    def usual(*values: str) -> Value | None:
        """Nothing, as of hardly any entry without fields of its own for it."""
        together = "\n".join(values).lower()
        return None if "arxiv" in together or "abs/" in together else ()

    return OfSeveral(decisive, usual, lambda asked: parts.arxiv_of(asked.some(decisive)))


@lru_cache(maxsize=REMEMBERED)
def _identifier(target: str, type_: str, decisive: Names) -> Make:
    source = target.lower()
    unusual = _by(_alone(parts.identifiers))(target, type_, decisive)
    if source not in decisive:
        return unusual
    shaped = parts.doi_of if source == "doi" else parts.address_of
    if decisive == (source,) or (source == "url" and "howpublished" not in decisive):
        return OfOne(source, lambda written: shaped(written.strip()))

    return OfSeveral((source,), lambda written: shaped(written.strip()) or None, unusual)


@lru_cache(maxsize=REMEMBERED)
def _issued(target: str, type_: str, decisive: Names) -> Make:
    unusual = _DATED(target, type_, decisive)
    if "date" in decisive or "year" not in decisive:
        return unusual
    month, day = "month" in decisive, "day" in decisive

    def usual(year: str, *of_year: str) -> Value | None:
        """The date as most entries write it."""
        if not year.isalnum():
            return None
        return parts.dated(year, of_year[0].strip() if month else "", of_year[-1].strip() if day else "")

    return OfSeveral(("year", *("month",) * month, *("day",) * day), usual, unusual)


@lru_cache(maxsize=REMEMBERED)
def _month(target: str, type_: str, decisive: Names) -> Make:
    unusual = _left_by(_alone(parts.dates))(target, type_, decisive)
    return lambda asked: None if asked.get("issued") else unusual(asked)


@lru_cache(maxsize=REMEMBERED)
def _paged(target: str, type_: str, decisive: Names) -> Make:
    unusual = _by(_pages)(target, type_, decisive)
    source = decisive[0]

    def make(asked: Asked) -> Value | None:
        """The pages as most entries write them."""
        page = parts.page_range(asked.plain(source))
        if not page:
            return unusual(asked)
        return page if target == "page" else None

    return make


@lru_cache(maxsize=REMEMBERED)
def _publisher(target: str, type_: str, decisive: Names) -> Make:
    unusual = _left_by(_places)(target, type_, decisive)
    if len(decisive) == 1 and target not in decisive:
        return OfOne(decisive[0], text_of)
    if decisive == (target,):
        return OfOne(target, name_of, lambda written: parts.unlike_tex(written) or name_of(written))
    if target not in decisive:
        return unusual

    def make(asked: Asked) -> Value | None:
        """The publisher as most entries write it."""
        written = asked.plain(target)
        if not written.strip():
            return unusual(asked)
        return (asked.key.isdigit() and parts.unlike_tex(written)) or name_of(written)

    return make


@lru_cache(maxsize=REMEMBERED)
def _house(target: str, type_: str, decisive: Names) -> Make:
    if decisive == (target,):
        return OfOne(target, lambda _: None)  # it is the publisher
    return _left_by(_places)(target, type_, decisive)


@lru_cache(maxsize=REMEMBERED)
def _serials(target: str, type_: str, decisive: Names) -> Make:
    if len(decisive) > 1:
        return _by(_alone(parts.serials))(target, type_, decisive)
    (source,) = decisive
    return OfOne(source, partial(parts.serials_in, target, target == source.upper()))


@lru_cache(maxsize=REMEMBERED)
def _keywords(target: str, type_: str, decisive: Names) -> Make:
    if len(decisive) > 1:
        return _LISTED(target, type_, decisive)
    return OfOne(decisive[0], lambda written: texts_in(written.strip()))


def _collection_title(_: str, __: str, ___: Names) -> Make:
    return lambda asked: None if _type_of(asked) == "journal_article" else as_kind("texts", asked.plain("series"))


def _citekey(_: str, __: str, decisive: Names) -> Make:
    if decisive:
        return lambda asked: (asked.key,) if asked.key else as_kind("words", asked.plain("citekey"))
    return own_key


class _Way(NamedTuple):
    """How a field is made: out of which fields, looking at which others too."""

    prepare: _Prepare
    sources: frozenset[str]
    decisive: Names


def _way(prepare: _Prepare, sources: Names, *others: str) -> _Way:
    return _Way(prepare, frozenset(sources), (*sources, *others))


_DATED = _by(_alone(parts.dates))
_LISTED = _by(_alone(parts.lists))

WAYS: Mapping[str, _Way] = {
    "type": _way(_type, (), *parts.MAY_BE_ARXIV, *parts.OWN_ARXIV, "entrysubtype", "author", "editor", "booktitle"),
    "arxiv": _way(_arxiv, ("arxiv",), *parts.EPRINT, "arxivid", *parts.MAY_BE_ARXIV),
    "citekey": _way(_citekey, ("citekey",)),
    **dict.fromkeys(("page", "number-of-pages"), _way(_paged, ("pages", "page"), "pagetotal")),
    **dict.fromkeys(
        ("report_number", "collection-number", "issue"), _way(_by(_numbers), ("number", "issue"), "series")
    ),
    "series": _way(_by(_numbers), ("series",)),
    "collection-title": _way(_collection_title, ("series",)),
    "publisher": _way(_publisher, ("publisher", *parts.HOUSES)),
    **dict.fromkeys(("DOI", "URL"), _way(_identifier, _WHERE)),
    "howpublished": _way(_left_by(_alone(parts.identifiers)), ("howpublished",), "doi", "url"),
    **dict.fromkeys(("ISBN", "ISSN"), _way(_serials, ("isbn", "issn"))),
    **dict.fromkeys(("PMID", "external_id"), _way(_by(_alone(_eprint)), parts.EPRINT[:1], *parts.EPRINT[1:])),
    **dict.fromkeys(parts.EPRINT, _way(_left_by(_alone(_eprint)), parts.EPRINT)),
    "issued": _way(_issued, ("date", "year"), "month", "day"),
    "month": _way(_month, ("month",), "date", "year", "day"),
    **{target: _way(_DATED, (name,)) for name, target in parts.OTHER_DATES.items()},
    **dict.fromkeys(parts.HOUSES, _way(_house, parts.HOUSES, "publisher")),
    **dict.fromkeys(("event-place", "publisher-place"), _way(_by(_places), ("location",), "address", "venue")),
    "location": _way(_left_by(_places), ("location",), "address", "venue"),
    "keyword": _way(_keywords, parts.KEYWORDS),
    "language": _way(_LISTED, parts.LANGUAGE_FIELDS),
    **dict.fromkeys(parts.LANGUAGE_FIELDS[1:], _way(_left_by(_alone(parts.lists)), parts.LANGUAGE_FIELDS)),
    "applicant": _way(_LISTED, parts.HOLDERS),
    **{name: _way(_LISTED, (name,)) for name in TEXT_LISTS},
    "relation": _way(_by(_alone(parts.relations_of)), parts.LINKS, "relatedtype"),
    "relatedtype": _way(_left_by(_alone(parts.relations_of)), ("relatedtype",), *parts.LINKS),
    "genre": _way(_by(_genre), ("type",)),
}
"""How to make a field that several decide, or none by its name alone."""
