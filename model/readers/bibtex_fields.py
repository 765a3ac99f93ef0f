"""A BibTeX or BibLaTeX entry becomes the fields of a record: names, dates, identifiers, text out of TeX."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from model.entities import characters
from model.fields import BY_NAME, NUMBERED_TYPES, TYPES
from model.languages import code_of
from model.names import bibtex_people
from model.readers.bibtex_types import GENRES, RENAMED, TEXT_LISTS, VERBATIM, record_type
from model.readers.bibtex_values import URL_COMMAND, as_kind, block_of, text_of, texts_in, unwrapped, verbatim_of
from model.readers.dates import parse_date, with_month
from model.readers.identifiers import arxiv_id, bare_doi, doi_in_url, serial_numbers
from model.record import Date, Relation, Value
from model.text import with_dash

__all__ = [
    "EPRINT",
    "HOLDERS",
    "HOUSES",
    "KEYWORDS",
    "LANGUAGE_FIELDS",
    "LINKS",
    "MAY_BE_ARXIV",
    "OTHER_DATES",
    "OWN_ARXIV",
    "TITLES",
    "Known",
    "address_of",
    "arxiv_of",
    "dated",
    "dates",
    "doi_of",
    "genre",
    "identifiers",
    "lists",
    "numbers",
    "only_preprint",
    "other_eprint",
    "page_of",
    "page_range",
    "pages",
    "places",
    "record_fields",
    "relations_of",
    "serials",
    "serials_in",
    "unlike_tex",
    "with_subtitle",
]

_MARKUP = re.compile(r"[\\{}$~]")
_LIGATURES = re.compile(r"--|[`']")
_ONE_COUNT = re.compile(r"(?:[ivxlc]+\s*\+\s*)?\d+\s*(?:p|pp|pages|S)?\.?", re.IGNORECASE)
_ARXIV_ONLY = re.compile(r"arxiv|corr\b|biorxiv|medrxiv|chemrxiv|ssrn|preprint|e-?prints?\b", re.IGNORECASE)
_CONFERENCE = frozenset({"conference", "conference_abstract", "conference_editor"})
_NUMBERED_SERIES = frozenset({"book", "book_editor", "book_chapter", "conference", "conference_editor"})
_SEASONS = {"-21": "Spring", "-22": "Summer", "-23": "Autumn", "-24": "Winter"}
_DATES = 4096  # that are remembered
_RELATED = {
    "translationof": "original",
    "translationas": "translation",
    "translatedas": "translation",
    "reprintof": "old_edition",
    "reprintas": "new_edition",
    "origpubin": "old_edition",
    "multivolume": "published_in",
    "reviewof": "other",
}

Known = dict[str, Value]

# Fields that are looked at together, here and where one field is made by itself.
TITLES = {"title": "subtitle", "journaltitle": "journalsubtitle", "booktitle": "booksubtitle"}
HOUSES = ("institution", "school", "organization")  # the publisher where there is no other
EPRINT = ("eprint", "eprinttype", "archiveprefix")
OWN_ARXIV = (*EPRINT, "arxiv", "arxivid")  # for an id of arXiv's or its like
MAY_BE_ARXIV = ("journal", "journaltitle", "volume", "doi", "url", "howpublished", "note", "number", "publisher")
KEYWORDS = ("keywords", "keyword")
LANGUAGE_FIELDS = ("language", "langid", "hyphenation")  # the first of which counts
HOLDERS = ("assignee", "holder")
LINKS = ("crossref", "xref", "related")
OTHER_DATES = {
    "submitted": "submitted",
    "defense_date": "defense_date",
    "eventdate": "event-date",
    "origdate": "original-date",
    "urldate": "accessed",
}
_LISTS = TEXT_LISTS.union(KEYWORDS, LANGUAGE_FIELDS, HOLDERS)


def record_fields(entry: str, key: str, written: Mapping[str, str]) -> Known:
    """The fields of a record from an entry type, a cite key and lower-case field names with their values as written."""
    left = dict(written)
    fields: Known = {}
    ids = arxiv_of(left)
    type_ = record_type(entry, left, bool(ids) and only_preprint(left))
    fields["type"] = type_
    _titles(fields, left)
    pages(fields, left, type_)
    numbers(fields, left, type_)
    places(fields, left, type_, key)
    identifiers(fields, left)
    serials(fields, left)
    other_eprint(fields, left)
    if ids:
        fields["arxiv"] = ids
    dates(fields, left)
    lists(fields, left)
    relations_of(fields, left)
    genre(fields, left, "" if key.isdigit() else entry, type_)
    for name, value in left.items():
        _keep(fields, name, value)
    if key:
        fields["citekey"] = (key,)
        if key.isdigit():
            _as_librecat_wrote(fields, written)
    return {name: value for name, value in fields.items() if value}


def _as_librecat_wrote(fields: Known, written: Mapping[str, str]) -> None:
    for name, value in written.items():
        target = RENAMED.get(name, "")
        if target in fields and BY_NAME[target].kind in ("text", "block"):
            fields[target] = unlike_tex(value) or fields[target]


def unlike_tex(value: str) -> str:
    """A text of LibreCat's if it is to be read otherwise than TeX, else nothing.

    LibreCat, whose keys are numbers, writes no TeX: its hyphens and apostrophes are no dashes and quotes.
    """
    text = value[1:-1] if value[:1] + value[-1:] == "{}" else value
    return characters(unwrapped(text)) if _LIGATURES.search(text) and not _MARKUP.search(text) else ""


def _keep(fields: Known, name: str, value: str) -> None:
    """Add a field under our name for it, else under its own; what would clash with a known field gets a name apart."""
    target = RENAMED.get(name, name)
    field = BY_NAME.get(target)
    if field is None:
        fields[target] = verbatim_of(value) if name in VERBATIM else block_of(value)
        return
    shaped = as_kind(field.kind, value) if target not in fields and (name in RENAMED or name == target) else None
    if shaped is None:
        fields[f"bibtex-{name}"] = verbatim_of(value) if name in VERBATIM else text_of(value)
    else:
        fields[target] = shaped


def _take(left: dict[str, str], *names: str) -> str:
    """The first of these fields that is there, taken out of what is left to do."""
    for name in names:
        if value := left.pop(name, "").strip():
            return value
    return ""


# -- parts of an entry --------------------------------------------------------------------------------------------


def _titles(fields: Known, left: dict[str, str]) -> None:
    for title, subtitle in TITLES.items():
        if subtitle in left and title in left:
            fields[RENAMED[title]] = with_subtitle(left.pop(title), left.pop(subtitle))


def with_subtitle(title: str, subtitle: str) -> str:
    """A title and its subtitle in one line."""
    main, sub = text_of(title), text_of(subtitle)
    return f"{main}{' ' if main[-1:] in ':?!.' else ': '}{sub}" if main and sub else main or sub


def pages(fields: Known, left: dict[str, str], type_: str) -> None:
    """Pages, or how many."""
    if written := _take(left, "pages", "page"):
        page = page_of(written)
        paged = type_ in TYPES and TYPES[type_].paged and _ONE_COUNT.fullmatch(page)
        fields["number-of-pages" if paged and "pagetotal" not in left else "page"] = page


def page_range(written: str) -> str:
    """Pages as most are written, with a hyphen between the first and the last; nothing where they are otherwise."""
    first, _, last = written.partition("--")
    return f"{first}-{last}" if first.isalnum() and last.isalnum() else ""


def page_of(written: str) -> str:
    """Pages with a hyphen between the first and the last."""
    return page_range(written) or with_dash(text_of(written)).rstrip("+")


def numbers(fields: Known, left: dict[str, str], type_: str) -> None:
    """What a number counts depends on the type."""
    number = text_of(_take(left, "number"))
    if number and type_ in NUMBERED_TYPES:
        fields["report_number"] = number
    elif number and type_ in _NUMBERED_SERIES and "series" in left:
        fields["collection-number"] = number
    elif number:
        fields["issue"] = number
    if "issue" not in fields and (issue := _take(left, "issue")):
        fields["issue"] = text_of(issue)
    if type_ == "journal_article" and (series := _take(left, "series")):
        fields["series"] = text_of(series)  # BibLaTeX's: which run of the journal, not a series of books


def places(fields: Known, left: dict[str, str], type_: str, key: str) -> None:
    """Publisher and places. BibLaTeX's `location` is where it was published, LibreCat's and ACM's where people met."""
    if location := _take(left, "location"):
        of_event = type_ in _CONFERENCE and (key.isdigit() or "address" in left) and "venue" not in left
        if of_event or "address" not in left:
            fields["event-place" if of_event else "publisher-place"] = text_of(location)
        else:
            left["location"] = location
    for name in HOUSES:
        if name in left and not left.get("publisher", "").strip():
            left["publisher"] = left.pop(name)


def identifiers(fields: Known, left: dict[str, str]) -> None:
    """DOI and address."""
    if doi := _take(left, "doi"):
        fields["DOI"] = doi_of(doi)
    url = address_of(_take(left, "url"))
    if not url and "\\url" in left.get("howpublished", ""):
        said = URL_COMMAND.search(left["howpublished"])
        url = verbatim_of(said[1]) if said else ""
        if URL_COMMAND.fullmatch(left["howpublished"].strip()):
            del left["howpublished"]
    if url:
        fields["URL"] = url
        fields.setdefault("DOI", doi_in_url(url))


def address_of(written: str) -> str:
    """An address; of several, as Mendeley writes them, the first."""
    value = verbatim_of(written)
    return value.partition(" ")[0] if " http" in value else value


def doi_of(written: str) -> str:
    """A DOI by itself, however it is dressed."""
    value = verbatim_of(written)
    return bare_doi(value) or value


def serials(fields: Known, left: dict[str, str]) -> None:
    """ISBNs and ISSNs, whichever of them stand in which field."""
    for name in ("isbn", "issn"):
        if value := _take(left, name):
            books, serials, others = serial_numbers(verbatim_of(value))
            for target, found in (("ISBN", books), ("ISSN", serials), (name.upper(), others)):
                known = fields.get(target, ())
                if found and isinstance(known, tuple):
                    fields[target] = tuple(dict.fromkeys((*known, *found)))


def serials_in(target: str, own: bool, written: str) -> tuple[str, ...]:
    """The ISBNs or ISSNs in a field; what is neither belongs to those whose `own` field it is."""
    books, serials, others = serial_numbers(verbatim_of(written.strip()))
    found = books if target == "ISBN" else serials
    return tuple(dict.fromkeys((*found, *others))) if own and others else found


def arxiv_of(left: dict[str, str]) -> tuple[str, ...]:
    """The arXiv id of an entry: its eprint, or what its journal, address, DOI or note says."""
    archive = left.get("eprinttype", "") or left.get("archiveprefix", "")
    eprint = verbatim_of(left.get("eprint", ""))
    found = arxiv_id(eprint) if archive.strip("{} ").lower() in ("", "arxiv") else ""
    if found:
        for name in EPRINT:
            left.pop(name, None)
        return (found,)
    for name in ("arxiv", "arxivid"):
        if value := _take(left, name):
            return (arxiv_id(verbatim_of(value)) or verbatim_of(value),)
    for name in MAY_BE_ARXIV:
        value = left.get(name, "")
        if ("arxiv" in value.lower() or "abs/" in value) and (found := arxiv_id(verbatim_of(value))):
            return (found,)
    return ()


def other_eprint(fields: Known, left: dict[str, str]) -> None:
    """An eprint of another archive: PubMed's is an id of ours, others are kept by the archive's name."""
    archive = verbatim_of(left.get("eprinttype", "") or left.get("archiveprefix", "")).lower()
    if not archive or "eprint" not in left:
        return
    value = verbatim_of(left.pop("eprint"))
    left.pop("eprinttype", None)
    left.pop("archiveprefix", None)
    if archive in ("pubmed", "pmid"):
        fields["PMID"] = (value,)
    else:
        fields["external_id"] = {archive: value}


def only_preprint(left: Mapping[str, str]) -> bool:
    """Whether nothing but a preprint server is named as the place of publication."""
    container = left.get("journal") or left.get("journaltitle") or left.get("booktitle") or ""
    return not container or bool(_ARXIV_ONLY.search(container))


def dates(fields: Known, left: dict[str, str]) -> None:
    """When it was published, submitted, defended, held."""
    year, month, day = (_take(left, name) for name in ("year", "month", "day"))
    date = _with_season(parse_date(text_of(_take(left, "date"))))
    if not date.year:
        date = dated(year, month, day) if year else date
        if date.year:
            month = ""
    elif month and not date.month and not date.text:
        date = with_month(date, text_of(month), text_of(day))
    if date.year or date.text:
        fields["issued"] = date
    elif month:
        left["month"] = month
    for name in [name for name in left if name in OTHER_DATES]:
        fields[OTHER_DATES[name]] = parse_date(text_of(left.pop(name)))


def _with_season(date: Date) -> Date:
    """A date in whose month BibLaTeX has a season, in words; elsewhere `2020-21` is two years."""
    season = _SEASONS.get(date.text[4:]) if len(date.text) == len("2020-21") else None
    return Date(date.year, text=f"{season} {date.year}") if season else date


@lru_cache(maxsize=_DATES)
def dated(year: str, month: str, day: str) -> Date:
    """The date of fields by these names; entries have theirs from each other."""
    date = parse_date(text_of(year))
    return with_month(date, text_of(month), text_of(day)) if date.year and month else date


def lists(fields: Known, left: dict[str, str]) -> None:
    """Fields that hold several texts."""
    if _LISTS.isdisjoint(left):
        return
    if keywords := _take(left, *KEYWORDS):
        fields["keyword"] = texts_in(keywords)
    for name in [name for name in left if name in TEXT_LISTS]:
        fields[name] = texts_in(left.pop(name))
    if languages := _take(left, *LANGUAGE_FIELDS):
        named = (text_of(part).strip() for part in re.split(r"[,;]|\s+and\s+", languages))
        fields["language"] = tuple(code_of(name) for name in named if name)
    for name in HOLDERS:
        if value := _take(left, name):
            fields["applicant"] = tuple(one.name for one in bibtex_people(value) if one.name)


def relations_of(fields: Known, left: dict[str, str]) -> None:
    """What other entries of the file it is part of or related to."""
    if left.keys().isdisjoint(LINKS):
        return
    relations: list[Relation] = []
    for name in ("crossref", "xref"):
        if target := left.pop(name, "").strip():
            relations.append(Relation("published_in", target, "citekey"))
    if related := _take(left, "related"):
        kind = _take(left, "relatedtype").lower()
        keys = (key.strip() for key in related.split(","))
        relations += [Relation(_RELATED.get(kind, kind or "other"), key, "citekey") for key in keys if key]
    fields["relation"] = tuple(relations)


def genre(fields: Known, left: dict[str, str], entry: str, type_: str) -> None:
    """The kind of thesis or report: what `type` says, else what the entry type does.

    LibreCat (whose keys are numbers, then `entry` is empty) calls every thesis a PhD thesis, so that says nothing.
    """
    kind = _take(left, "type")
    named = GENRES.get(kind.lower(), text_of(kind))
    if type_ == "dissertation":
        named = named or GENRES.get(entry, "")
    fields["genre"] = named
