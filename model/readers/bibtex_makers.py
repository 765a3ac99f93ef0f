"""How to make one field of a record out of the few fields of a BibTeX entry that decide it.

`bibtex_fields.record_fields` says what all fields of an entry are; what is made here, one field at a time, is the
same. Whatever is not made in one of these ways is taken from all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple, Protocol, TypeAlias

from model.fields import BY_NAME
from model.readers import bibtex_fields as parts
from model.readers.bibtex_types import GENRES, RENAMED, TEXT_LISTS, VERBATIM, record_type
from model.readers.bibtex_values import as_kind, block_of, text_of, verbatim_of
from model.record import Value

__all__ = ["Asked", "Make", "makers_of"]


class Asked(Protocol):
    """An entry of which a field is wanted: its key, its values, and the fields already known."""

    @property
    def key(self) -> str:
        """The cite key."""

    def plain(self, name: str) -> str:
        """A value without its delimiters."""

    def some(self, names: tuple[str, ...]) -> dict[str, str]:
        """Some values without their delimiters, by lower-case name."""

    def known(self, name: str) -> Value | None:
        """A field, kept if it was made before."""

    def from_all(self, name: str) -> Value | None:
        """A field, made with all others because it depends on many."""


Make: TypeAlias = Callable[[Asked], "Value | None"]
"""Makes a field of an entry; None, or something empty, when the entry has none."""

_Names: TypeAlias = "tuple[str, ...]"

_REMEMBERED = 4096  # ways; all entries with the same few names share them
_SHAPED = ("text", "block", "word", "words", "texts", "names")  # kinds of fields that any text can be
_ARXIV = ("journal", "journaltitle", "volume", "doi", "url", "howpublished", "note", "number", "publisher")
_EPRINT = ("eprint", "eprinttype", "archiveprefix")
_OWN_ARXIV = (*_EPRINT, "arxiv", "arxivid")
_HOUSES = ("institution", "school", "organization")
_WHERE = ("doi", "url", "howpublished")
_LANGUAGES = ("language", "langid", "hyphenation")
_LINKS = ("crossref", "xref", "related")
_PAGES = ("page", "number-of-pages")
_NUMBERS = ("report_number", "collection-number", "issue")

_PRODUCTS: Mapping[str, _Names] = {
    "pages": _PAGES,
    "page": _PAGES,
    "number": _NUMBERS,
    "series": ("series",),
    "issue": ("issue",),
    "subtitle": ("title",),
    "journalsubtitle": ("container-title",),
    "booksubtitle": ("container-title",),
    "location": ("event-place", "publisher-place"),
    **dict.fromkeys(_HOUSES, ("publisher",)),
    "doi": ("DOI",),
    "url": ("URL", "DOI"),
    "howpublished": ("URL", "DOI"),
    **dict.fromkeys(("isbn", "issn"), ("ISBN", "ISSN")),
    "eprint": ("PMID", "external_id"),
    **dict.fromkeys(("date", "year"), ("issued",)),
    **{name: (name,) for name in ("submitted", "defense_date", *TEXT_LISTS)},
    "eventdate": ("event-date",),
    **dict.fromkeys(("keywords", "keyword"), ("keyword",)),
    **dict.fromkeys(_LANGUAGES, ("language",)),
    **dict.fromkeys(("assignee", "holder"), ("applicant",)),
    **dict.fromkeys(_LINKS, ("relation",)),
    "type": ("genre",),
}
"""What a field becomes, always or under some conditions, besides the field of the same meaning."""

_NEVER_ITSELF = TEXT_LISTS | {
    *("pages", "keywords", "language"),
    *("number", "doi", "url", "isbn", "issn", "type", "assignee", "holder", "crossref", "xref", "related"),
    *("date", "year", "day", "submitted", "defense_date", "eventdate"),
}
_NOT_ALWAYS_ITSELF = frozenset((*_PRODUCTS, *_OWN_ARXIV, "month", "relatedtype", "citekey", "genre"))


def makers_of(type_: str, names: _Names) -> dict[str, Make]:
    """How to make each field that an entry of this type with these fields may have.

    It has no others, but for those whose names begin with `bibtex-`: what could not take its place.
    """
    sources: dict[str, set[str]] = {"type": set(), "citekey": set()}
    if not {*_OWN_ARXIV, *_ARXIV}.isdisjoint(names):
        sources["arxiv"] = set()
    if type_ in GENRES:
        sources["genre"] = set()
    for name in names:
        own = () if name in _NEVER_ITSELF else (RENAMED.get(name, name),)
        for target in (*own, *_PRODUCTS.get(name, ())):
            sources.setdefault(target, set()).add(name)
    found = {target: _maker(target, given, type_, names) for target, given in sources.items()}
    return {target: make for target, make in found.items() if make}


def _maker(target: str, given: set[str], type_: str, names: _Names) -> Make | None:
    way = _WAYS.get(target)
    if way and given <= way.sources and not {"pages", "page"} <= given:
        return way.prepare(target, type_, tuple(name for name in way.decisive if name in names))
    only = next(iter(given)) if len(given) == 1 else ""
    if only and only not in _NOT_ALWAYS_ITSELF and not only.startswith("bibtex-"):
        return _itself(only, target)
    return _from_all(target)


@lru_cache(maxsize=_REMEMBERED)
def _from_all(target: str) -> Make:
    return lambda asked: asked.from_all(target)


# -- fields that only have another name ---------------------------------------------------------------------------


@lru_cache(maxsize=_REMEMBERED)
def _itself(name: str, target: str) -> Make | None:
    """A field that becomes one of ours, or stays what it is."""
    field = BY_NAME.get(target)
    if field is None:
        shaped = verbatim_of if name in VERBATIM else block_of
        return lambda asked: shaped(asked.plain(name))
    kind = field.kind
    if kind not in _SHAPED:
        return None
    if kind in ("text", "block") and name in RENAMED:
        return _text(name, target, text_of if kind == "text" else block_of)
    return lambda asked: as_kind(kind, asked.plain(name))


def _text(name: str, target: str, decode: Callable[[str], str]) -> Make:
    def make(asked: Asked) -> Value:
        value = asked.plain(name)
        return _as_written(target, name, value, decode(value)) if asked.key.isdigit() else decode(value)

    return make


def _as_written(target: str, name: str, value: str, decoded: Value) -> Value:
    """The field as LibreCat means it, if the entry is one of its."""
    fields = {target: decoded}
    parts.as_librecat_wrote(fields, {name: value})
    return fields[target]


# -- fields that several decide -----------------------------------------------------------------------------------


def _by(part: Callable[[parts.Known, dict[str, str]], None]) -> Callable[[str, str, _Names], Make]:
    """The way to make what a part of `record_fields` makes that needs to know nothing else."""

    @lru_cache(maxsize=_REMEMBERED)
    def prepare(target: str, _: str, decisive: _Names) -> Make:
        def make(asked: Asked) -> Value | None:
            fields: parts.Known = {}
            part(fields, asked.some(decisive))
            return fields.get(target)

        return make

    return prepare


@lru_cache(maxsize=_REMEMBERED)
def _type(_: str, type_: str, decisive: _Names) -> Make:
    signs = tuple(name for name in decisive if name in _ARXIV)
    fixed = {"entrysubtype", *_OWN_ARXIV}.isdisjoint(decisive)
    usual = record_type(type_, dict.fromkeys(decisive, ""), preprint=False)

    def make(asked: Asked) -> Value:
        if fixed and not _may_be_arxiv(asked, signs):
            return usual
        left = asked.some(decisive)
        ids = parts.arxiv_of(left)
        return record_type(type_, left, bool(ids) and parts.only_preprint(left))

    return make


@lru_cache(maxsize=_REMEMBERED)
def _arxiv(_: str, __: str, decisive: _Names) -> Make:
    certain = not set(_OWN_ARXIV).isdisjoint(decisive)

    def make(asked: Asked) -> Value | None:
        return parts.arxiv_of(asked.some(decisive)) if certain or _may_be_arxiv(asked, decisive) else None

    return make


def _may_be_arxiv(asked: Asked, names: _Names) -> bool:
    """Whether some of these values could hold an id of arXiv's; all at once, since hardly any does."""
    together = "\n".join(asked.some(names).values()).lower()
    return "arxiv" in together or "abs/" in together


@lru_cache(maxsize=_REMEMBERED)
def _pages_and_numbers(target: str, _: str, decisive: _Names) -> Make:
    def make(asked: Asked) -> Value | None:
        fields: parts.Known = {}
        parts.pages_and_numbers(fields, asked.some(decisive), _type_of(asked))
        return fields.get(target)

    return make


def _series(_: str, __: str, ___: _Names) -> Make:
    return _collection_title


def _collection_title(asked: Asked) -> Value | None:
    return None if _type_of(asked) == "journal_article" else as_kind("texts", asked.plain("series"))


@lru_cache(maxsize=_REMEMBERED)
def _publisher(target: str, type_: str, decisive: _Names) -> Make:
    def make(asked: Asked) -> Value | None:
        left = asked.some(decisive)
        own = left.get(target, "")
        parts.places(parts.Known(), left, type_, asked.key)
        value = text_of(left[target]) if target in left else ""
        return _as_written(target, target, own, value) if own and asked.key.isdigit() else value

    return make


def _other_eprint(fields: parts.Known, left: dict[str, str]) -> None:
    parts.arxiv_of(left)
    parts.identifiers(fields, left)


@lru_cache(maxsize=_REMEMBERED)
def _place(target: str, _: str, decisive: _Names) -> Make:
    def make(asked: Asked) -> Value | None:
        fields: parts.Known = {}
        left = asked.some(decisive)
        parts.places(fields, left, _type_of(asked), asked.key)
        return block_of(left[target]) if target in left else fields.get(target)

    return make


def _left_by(part: Callable[[parts.Known, dict[str, str]], None]) -> Callable[[str, str, _Names], Make]:
    """The way to make what a part of `record_fields` may leave as it is."""

    @lru_cache(maxsize=_REMEMBERED)
    def prepare(target: str, _: str, decisive: _Names) -> Make:
        def make(asked: Asked) -> Value | None:
            left = asked.some(decisive)
            part({}, left)
            return block_of(left[target]) if target in left else None

        return make

    return prepare


@lru_cache(maxsize=_REMEMBERED)
def _genre(target: str, type_: str, decisive: _Names) -> Make:
    def make(asked: Asked) -> Value | None:
        fields: parts.Known = {}
        parts.genre(fields, asked.some(decisive), "" if asked.key.isdigit() else type_, _type_of(asked))
        return fields.get(target)

    return make


def _citekey(_: str, __: str, ___: _Names) -> Make:
    return lambda asked: (asked.key,) if asked.key else asked.from_all("citekey")


def _type_of(asked: Asked) -> str:
    return str(asked.known("type"))


class _Way(NamedTuple):
    """How a field is made: out of which fields, looking at which others too."""

    prepare: Callable[[str, str, _Names], Make]
    sources: frozenset[str]
    decisive: _Names


def _way(prepare: Callable[[str, str, _Names], Make], sources: _Names, *others: str) -> _Way:
    return _Way(prepare, frozenset(sources), (*sources, *others))


_WAYS: Mapping[str, _Way] = {
    "type": _way(_type, (), *_ARXIV, *_OWN_ARXIV, "entrysubtype", "author", "editor", "booktitle"),
    "arxiv": _way(_arxiv, ("arxiv",), *_EPRINT, "arxivid", *_ARXIV),
    "citekey": _way(_citekey, ("citekey",)),
    **dict.fromkeys(_PAGES, _way(_pages_and_numbers, ("pages", "page"), "pagetotal")),
    **dict.fromkeys(_NUMBERS, _way(_pages_and_numbers, ("number", "issue"), "series")),
    "series": _way(_pages_and_numbers, ("series",)),
    "collection-title": _way(_series, ("series",)),
    "publisher": _way(_publisher, ("publisher", *_HOUSES)),
    **dict.fromkeys(("DOI", "URL"), _way(_by(parts.identifiers), _WHERE)),
    **dict.fromkeys(("ISBN", "ISSN"), _way(_by(parts.identifiers), ("isbn", "issn"))),
    **dict.fromkeys(("PMID", "external_id"), _way(_by(_other_eprint), ("eprint",), "eprinttype", "archiveprefix")),
    "issued": _way(_by(parts.dates), ("date", "year"), "month", "day"),
    "month": _way(_left_by(parts.dates), ("month",), "date", "year", "day"),
    "howpublished": _way(_left_by(parts.identifiers), ("howpublished",), "doi", "url"),
    **{
        house: _way(_place, (house,), "publisher", *(other for other in _HOUSES if other != house)) for house in _HOUSES
    },
    **dict.fromkeys(("location", "event-place", "publisher-place"), _way(_place, ("location",), "address", "venue")),
    "keyword": _way(_by(parts.lists), ("keywords", "keyword")),
    "language": _way(_by(parts.lists), _LANGUAGES),
    "applicant": _way(_by(parts.lists), ("assignee", "holder")),
    **{name: _way(_by(parts.lists), (name,)) for name in TEXT_LISTS},
    "relation": _way(_by(parts.relations_of), _LINKS, "relatedtype"),
    "genre": _way(_genre, ("type",)),
}
