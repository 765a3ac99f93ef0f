"""How to make the fields of a record out of a BibTeX entry, each by itself or many at once.

`bibtex_fields.record_fields` says what all fields of an entry are; what is made here is the same. What fields an
entry may have, and how each is made, depends on its type and on the names of its own fields alone, so that it is
worked out once for all entries that have these in common.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from model.fields import BY_NAME
from model.names import bibtex_people
from model.readers import bibtex_fields as parts
from model.readers.bibtex_asked import Asked, Make, Makers, Names, OfOne
from model.readers.bibtex_types import GENRES, RENAMED, TEXT_LISTS, VERBATIM
from model.readers.bibtex_values import as_kind, block_of, name_of, text_of, verbatim_of
from model.readers.bibtex_ways import REMEMBERED, WAYS
from model.record import Value
from model.tex import is_tex

__all__ = ["APART", "are_all", "makers_of", "with_words_of_one"]

APART = "bibtex-"
"""How names begin that were given to a field because another has taken its own."""

_SHAPED = ("text", "block", "word", "words", "texts", "names")  # kinds of fields that any text can be
_REPEATED = frozenset({"container-title", "publisher-place", "event-place", "event-title", "license", "edition"})
_PAGES = ("page", "number-of-pages")
_NUMBERS = ("report_number", "collection-number", "issue")

_PRODUCTS: Mapping[str, Names] = {
    "pages": _PAGES,
    "page": _PAGES,
    "number": _NUMBERS,
    "series": ("series",),
    "issue": ("issue",),
    "location": ("event-place", "publisher-place"),
    **dict.fromkeys(parts.HOUSES, ("publisher",)),
    "doi": ("DOI",),
    "url": ("URL", "DOI"),
    "howpublished": ("URL", "DOI"),
    **dict.fromkeys(("isbn", "issn"), ("ISBN", "ISSN")),
    "eprint": ("PMID", "external_id"),
    **dict.fromkeys(("date", "year"), ("issued",)),
    **{name: (target,) for name, target in parts.OTHER_DATES.items()},
    **{name: (name,) for name in TEXT_LISTS},
    **dict.fromkeys(parts.KEYWORDS, ("keyword",)),
    **dict.fromkeys(parts.LANGUAGE_FIELDS, ("language",)),
    **dict.fromkeys(parts.HOLDERS, ("applicant",)),
    **dict.fromkeys(parts.LINKS, ("relation",)),
    "type": ("genre",),
}
"""What a field becomes, always or under some conditions, besides the field of the same meaning."""

_NEVER_ITSELF = TEXT_LISTS | {
    *(*parts.OTHER_DATES, *parts.KEYWORDS, *parts.HOLDERS, *parts.LINKS),
    *("pages", "page", "number", "issue", "language", "arxiv"),
    *("doi", "url", "isbn", "issn", "type", "date", "year", "day"),
}
_NOT_ALWAYS_ITSELF = frozenset((*_PRODUCTS, *parts.OWN_ARXIV, "month", "relatedtype", "citekey", "genre"))
_RIVALS = ({"number", "issue"}, {"keywords", "keyword"}, {"eprint", "arxiv"})
"""Fields of which the second, if the first has taken its place, is put apart."""

_BY_PARTS = (
    *(("type",), ("title",), ("container-title",), _PAGES, _NUMBERS, ("series",), ("event-place", "publisher-place")),
    *(("DOI",), ("URL",), ("ISBN",), ("ISSN",), ("PMID", "external_id"), ("arxiv",), ("issued",)),
    *(tuple(parts.OTHER_DATES.values()), ("keyword",), TEXT_LISTS, ("language",), ("applicant",)),
    *(("relation",), ("genre",)),
)
_ORDER = {target: place for place, targets in enumerate(_BY_PARTS) for target in targets}
"""In which order the parts of an entry make their fields; all others follow in the order of the file."""

_LAST = ("publisher", "month", "citekey")  # unless a publisher or cite key stands in the file as such


# -- which fields, and how each -----------------------------------------------------------------------------------


def makers_of(type_: str, names: Names) -> Makers:
    """How to make each field that an entry of this type with these fields may have, in the order of the fields.

    It has no others, but for some whose names begin with `bibtex-`: what could not take its place.
    """
    sources = _sources(type_, names)
    in_order = sorted(sources, key=lambda target: _place(target, sources[target], names))
    return {target: _maker(target, sources[target], type_, names) for target in in_order}


def are_all(makers: Makers, names: Names) -> bool:
    """Whether these makers make all fields that an entry with these fields may have."""
    return None not in makers.values() and not any(rivals.issubset(names) for rivals in _RIVALS)


def with_words_of_one(type_: str, names: Names, meant: Callable[[str], bool]) -> dict[str, tuple[Names, str]]:
    """Those of the fields that are meant whose words are those of one value, and the name of that value.

    Where it depends on the entry which of several fields has the words they are listed together, by the first.
    """
    sources = {target: given for target, given in _sources(type_, names).items() if meant(target)}
    found: dict[str, tuple[Names, str]] = {}
    for target, given in sources.items():
        if len(given) == 1 and target not in WAYS and given.isdisjoint(_NOT_ALWAYS_ITSELF):
            (only,) = given
            if only in VERBATIM:
                continue
            if target.startswith(APART) or target not in BY_NAME or BY_NAME[target].kind in ("text", "block"):
                found[target] = (target,), only
    for together, value in ((_PAGES, "pages"), (_NUMBERS, "number")):
        if all(sources.get(target) == {value} for target in together):
            found[together[0]] = together, value
    return found


def _sources(type_: str, names: Names) -> dict[str, set[str]]:
    """Of each field that there may be the names of those that it may come from."""
    sources: dict[str, set[str]] = {"type": set(), "citekey": set()}
    if not {*parts.OWN_ARXIV, *parts.MAY_BE_ARXIV}.isdisjoint(names):
        sources["arxiv"] = set()
    if type_ in GENRES:
        sources["genre"] = set()
    subtitles = {subtitle: title for title, subtitle in parts.TITLES.items() if title in names and subtitle in names}
    for name in names:
        for target in (*_own(name, subtitles), *_produced(name, names)):
            sources.setdefault(target, set()).add(name)
    return sources


def _own(name: str, subtitles: Mapping[str, str]) -> Names:
    """The field of the same meaning: one of ours, the one it is a subtitle of, or one apart if text cannot be it."""
    if name in _NEVER_ITSELF:
        return ()
    own = RENAMED.get(subtitles.get(name, name), name)
    return (own if own not in BY_NAME or BY_NAME[own].kind in _SHAPED else APART + name,)


def _produced(name: str, names: Names) -> Names:
    if name in ("pages", "page") and "pagetotal" in names:
        return ("page",)
    return _PRODUCTS.get(name, ())


def _place(target: str, given: set[str], names: Names) -> tuple[int, int]:
    """Where a field stands among others."""
    itself = [name for name in given if RENAMED.get(name, name) == target and name not in _NEVER_ITSELF]
    if target in _ORDER and (len(given) > 1 or not itself):
        return _ORDER[target], min(map(names.index, given), default=0)
    if target in _LAST and (target == "month" or not itself):
        return len(_ORDER), len(names) + _LAST.index(target)
    return len(_ORDER), min(map(names.index, itself or given))


def _maker(target: str, given: set[str], type_: str, names: Names) -> Make | None:
    way = WAYS.get(target)
    if way and given <= way.sources and not {"pages", "page"} <= given:
        return way.prepare(target, type_, tuple(name for name in way.decisive if name in names))
    for title, subtitle in parts.TITLES.items():
        if given == {title, subtitle}:
            return _joined(title, subtitle, target)
    only = next(iter(given)) if len(given) == 1 else ""
    if only and only not in _NOT_ALWAYS_ITSELF and not only.startswith(APART):
        return _itself(only, target)
    return None


@lru_cache(maxsize=REMEMBERED)
def _itself(name: str, target: str) -> Make:
    """A field that becomes one of ours, or stays what it is."""
    field = BY_NAME.get(target)
    if target.startswith(APART):
        return OfOne(name, verbatim_of if name in VERBATIM else text_of)
    if field is None:
        return OfOne(name, verbatim_of if name in VERBATIM else block_of)
    kind = field.kind
    if kind in ("text", "block") and name in RENAMED:
        shape = name_of if target in _REPEATED else text_of if kind == "text" else block_of
        return OfOne(name, shape, lambda value: (is_tex(value) and parts.unlike_tex(value)) or shape(value))
    return OfOne(name, bibtex_people if kind == "names" else partial(as_kind, kind))


@lru_cache(maxsize=REMEMBERED)
def _joined(title: str, subtitle: str, target: str) -> Make:
    def make(asked: Asked) -> Value:
        """Both in one line, or the title of an entry of LibreCat's as it stands there."""
        main, sub = asked.plain(title), asked.plain(subtitle)
        return (asked.key.isdigit() and parts.unlike_tex(main)) or parts.with_subtitle(main, sub)

    return make
