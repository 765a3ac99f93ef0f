"""A BibTeX or BibLaTeX entry becomes the fields of a record: names, dates, identifiers, text out of TeX."""

from __future__ import annotations

import re
from collections.abc import Mapping

from model.fields import BY_NAME, TYPES
from model.names import bibtex_people
from model.readers.bibtex_types import GENRES, LANGUAGES, RENAMED, TEXT_LISTS, VERBATIM, record_type
from model.readers.dates import parse_date, with_month
from model.readers.identifiers import arxiv_id, bare_doi, doi_in_url, serial_numbers
from model.record import Relation, Value
from model.tex import decode
from model.text import squeeze

__all__ = ["record_fields"]

_ESCAPED = re.compile(r"\\([_%&#$~{} ])")
_URL_COMMAND = re.compile(r"\\(?:url|href|path)\s*\{([^{}]*)\}")
_MARKUP = re.compile(r"[\\{}$~]")
_LIGATURES = re.compile(r"--|[`']")
_DASHES = re.compile(r"\s*(?:-{1,3}|[‐-―−])\s*")
_ONE_COUNT = re.compile(r"(?:[ivxlc]+\s*\+\s*)?\d+\s*(?:p|pp|pages|S)?\.?", re.IGNORECASE)
_ARXIV_ONLY = re.compile(r"arxiv|corr\b|biorxiv|medrxiv|chemrxiv|ssrn|preprint|e-?prints?\b", re.IGNORECASE)
_NAMES = frozenset(name for name, field in BY_NAME.items() if field.kind == "names")
_CONFERENCE = frozenset({"conference", "conference_abstract", "conference_editor"})
_NUMBERED_SERIES = frozenset({"book", "book_editor", "book_chapter", "conference", "conference_editor"})
_SUBTITLES = frozenset({"subtitle", "journalsubtitle", "booksubtitle"})
_LISTS = TEXT_LISTS | {"keywords", "keyword", "language", "langid", "hyphenation", "assignee", "holder"}
_OTHER_DATES = {"submitted": "submitted", "defense_date": "defense_date", "eventdate": "event-date"}
_LINKING = frozenset({"crossref", "xref", "related"})
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


def record_fields(entry: str, key: str, written: Mapping[str, str]) -> Known:
    """The fields of a record from an entry type, a cite key and lower-case field names with their values as written."""
    left = dict(written)
    fields: Known = {}
    ids = _arxiv(left)
    type_ = record_type(entry, left, bool(ids) and _only_preprint(left))
    fields["type"] = type_
    _titles(fields, left)
    _pages_and_numbers(fields, left, type_)
    _places(fields, left, type_, key)
    _identifiers(fields, left)
    if ids:
        fields["arxiv"] = ids
    _dates(fields, left)
    _lists(fields, left)
    _relations(fields, left)
    _genre(fields, left, "" if key.isdigit() else entry, type_)
    for name, value in left.items():
        _keep(fields, name, value)
    if key:
        fields["citekey"] = (key,)
        if key.isdigit():
            _as_librecat_wrote(fields, written)
    return {name: value for name, value in fields.items() if value}


def _as_librecat_wrote(fields: Known, written: Mapping[str, str]) -> None:
    """LibreCat, whose keys are numbers, writes no TeX: its hyphens and apostrophes are no dashes and quotes."""
    for name, value in written.items():
        target = RENAMED.get(name, "")
        if target in fields and BY_NAME[target].kind in ("text", "block"):
            text = value[1:-1] if value[:1] + value[-1:] == "{}" else value
            if _LIGATURES.search(text) and not _MARKUP.search(text):
                fields[target] = _unwrapped(text)


# -- values ------------------------------------------------------------------------------------------------------


def _text(value: str) -> str:
    """One line of canonical text."""
    value = decode(value)
    # most values are one line with single blanks: that is seen ten times faster than replaced
    return value.strip(" ") if value.isprintable() and "  " not in value else squeeze(value)


def _block(value: str) -> str:
    """Canonical text of several lines: a line that the source only wraps (its next is indented) is joined again."""
    return _text(value) if "\n" not in value else "\n".join(map(squeeze, decode(_unwrapped(value)).split("\n")))


def _unwrapped(value: str) -> str:
    """The lines of a value, those joined that only its indentation divides."""
    parts: list[str] = []
    for line in value.split("\n"):
        text = line.strip(" \t\r")
        wrapped = text and parts and parts[-1] and line[0] in " \t"
        parts += [" " if wrapped else "\n", text]
    return "\n".join(map(squeeze, "".join(parts).split("\n"))).strip("\n")


def _verbatim(value: str) -> str:
    """An address or identifier: braces and TeX's escapes undone, nothing else."""
    if "\\" in value or "{" in value:
        value = _URL_COMMAND.sub(r"\1", value)
        value = _ESCAPED.sub(r"\1", value).replace("{", "").replace("}", "")
    return squeeze(value)


def _as_kind(kind: str, value: str) -> Value | None:
    """A value in the shape that a field's kind asks for; None when text cannot have that shape."""
    if kind in ("text", "block"):
        return _block(value) if kind == "block" else _text(value)
    if kind == "word":
        return _verbatim(value)
    if kind == "words":
        return tuple(word for part in re.split(r"[,;]", _verbatim(value)) if (word := part.strip()))
    if kind == "texts":
        return (_text(value),)
    return bibtex_people(value) if kind == "names" else None


def _keep(fields: Known, name: str, value: str) -> None:
    """Add a field under our name for it, else under its own; what would clash with a known field gets a name apart."""
    target = RENAMED.get(name, name)
    field = BY_NAME.get(target)
    if field is None:
        fields[target] = _verbatim(value) if name in VERBATIM else _block(value)
        return
    shaped = _as_kind(field.kind, value) if target not in fields and (name in RENAMED or name == target) else None
    if shaped is None:
        fields[f"bibtex-{name}"] = _verbatim(value) if name in VERBATIM else _text(value)
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
    if _SUBTITLES.isdisjoint(left):
        return
    for title, subtitle in (("title", "subtitle"), ("journaltitle", "journalsubtitle"), ("booktitle", "booksubtitle")):
        if title in left and subtitle in left:
            main, sub = _text(left[title]), _text(left.pop(subtitle))
            joined = f"{main}{' ' if main[-1:] in ':?!.' else ': '}{sub}" if main and sub else main or sub
            fields[RENAMED[title]] = joined
            del left[title]


def _pages_and_numbers(fields: Known, left: dict[str, str], type_: str) -> None:
    if pages := _take(left, "pages", "page"):
        page = _DASHES.sub("-", _text(pages)).rstrip("+")
        paged = type_ in TYPES and TYPES[type_].paged and _ONE_COUNT.fullmatch(page)
        fields["number-of-pages" if paged and "pagetotal" not in left else "page"] = page
    number = _text(_take(left, "number"))
    if number and type_ in ("report", "patent", "standard", "working_paper"):
        fields["report_number"] = number
    elif number and type_ in _NUMBERED_SERIES and "series" in left:
        fields["collection-number"] = number
    elif number:
        fields["issue"] = number
    if type_ == "journal_article" and (series := _take(left, "series")):
        fields["series"] = _text(series)  # BibLaTeX's: which run of the journal, not a series of books
    if "issue" not in fields and (issue := _take(left, "issue")):
        fields["issue"] = _text(issue)


def _places(fields: Known, left: dict[str, str], type_: str, key: str) -> None:
    """Publisher and places. BibLaTeX's `location` is where it was published, LibreCat's and ACM's where people met."""
    if location := _take(left, "location"):
        of_event = type_ in _CONFERENCE and (key.isdigit() or "address" in left) and "venue" not in left
        if of_event or "address" not in left:
            fields["event-place" if of_event else "publisher-place"] = _text(location)
        else:
            left["location"] = location
    for name in ("institution", "school", "organization"):
        if name in left and not left.get("publisher", "").strip():
            left["publisher"] = left.pop(name)


def _identifiers(fields: Known, left: dict[str, str]) -> None:
    if doi := _take(left, "doi"):
        fields["DOI"] = bare_doi(_verbatim(doi)) or _verbatim(doi)
    url = _verbatim(_take(left, "url"))
    if not url and "\\url" in left.get("howpublished", ""):
        url = (
            _verbatim(_URL_COMMAND.findall(left["howpublished"])[0])
            if _URL_COMMAND.search(left["howpublished"])
            else ""
        )
        if _URL_COMMAND.fullmatch(left["howpublished"].strip()):
            del left["howpublished"]
    if url:
        fields["URL"] = url
        fields.setdefault("DOI", doi_in_url(url))
    for name in ("isbn", "issn"):
        if value := _take(left, name):
            books, serials, others = serial_numbers(_verbatim(value))
            for target, found in (("ISBN", books), ("ISSN", serials), (name.upper(), others)):
                known = fields.get(target, ())
                if found and isinstance(known, tuple):
                    fields[target] = tuple(dict.fromkeys((*known, *found)))
    _other_eprint(fields, left)


def _arxiv(left: dict[str, str]) -> tuple[str, ...]:
    """The arXiv id of an entry: its eprint, or what its journal, address, DOI or note says."""
    archive = left.get("eprinttype", "") or left.get("archiveprefix", "")
    eprint = _verbatim(left.get("eprint", ""))
    found = arxiv_id(eprint) if archive.strip("{} ").lower() in ("", "arxiv") else ""
    if found:
        for name in ("eprint", "eprinttype", "archiveprefix"):
            left.pop(name, None)
        return (found,)
    for name in ("arxiv", "arxivid"):
        if value := _take(left, name):
            return (arxiv_id(_verbatim(value)) or _verbatim(value),)
    for name in ("journal", "journaltitle", "volume", "doi", "url", "howpublished", "note", "number", "publisher"):
        value = left.get(name, "")
        if ("arxiv" in value.lower() or "abs/" in value) and (found := arxiv_id(_verbatim(value))):
            return (found,)
    return ()


def _other_eprint(fields: Known, left: dict[str, str]) -> None:
    """An eprint of another archive: PubMed's is an id of ours, others are kept by the archive's name."""
    archive = _verbatim(left.get("eprinttype", "") or left.get("archiveprefix", "")).lower()
    if not archive or "eprint" not in left:
        return
    value = _verbatim(left.pop("eprint"))
    left.pop("eprinttype", None)
    left.pop("archiveprefix", None)
    if archive in ("pubmed", "pmid"):
        fields["PMID"] = (value,)
    else:
        fields["external_id"] = {archive: value}


def _only_preprint(left: Mapping[str, str]) -> bool:
    """Whether nothing but a preprint server is named as the place of publication."""
    container = left.get("journal") or left.get("journaltitle") or left.get("booktitle") or ""
    return not container or bool(_ARXIV_ONLY.search(container))


def _dates(fields: Known, left: dict[str, str]) -> None:
    year, month, day = (_take(left, name) for name in ("year", "month", "day"))
    date = parse_date(_text(_take(left, "date")))
    if not date.year:
        date = parse_date(_text(year)) if year else date
        if date.year and month:
            date = with_month(date, _text(month), _text(day))
            month = day = ""
    elif month and not date.month and not date.text:
        date = with_month(date, _text(month), _text(day))
    if date.year or date.text:
        fields["issued"] = date
    elif month:
        left["month"] = month
    for name in _OTHER_DATES.keys() & left.keys():
        fields[_OTHER_DATES[name]] = parse_date(_text(left.pop(name)))


def _lists(fields: Known, left: dict[str, str]) -> None:
    if _LISTS.isdisjoint(left):
        return
    if keywords := _take(left, "keywords", "keyword"):
        fields["keyword"] = _split(keywords)
    for name in TEXT_LISTS & left.keys():
        fields[name] = _split(left.pop(name))
    if languages := _take(left, "language", "langid", "hyphenation"):
        named = (_text(part).strip() for part in re.split(r"[,;]|\s+and\s+", languages))
        fields["language"] = tuple(LANGUAGES.get(name.lower(), name) for name in named if name)
    for name in ("assignee", "holder"):
        if value := _take(left, name):
            fields["applicant"] = tuple(one.name for one in bibtex_people(value) if one.name)


def _split(value: str) -> tuple[str, ...]:
    """A list of texts: semicolons divide it, or where there are none commas; braces keep commas together."""
    mark = ";" if ";" in value else ","
    parts: list[str] = [""]
    depth = 0
    for piece in re.split(r"([{},;])", value):
        depth += (piece == "{") - (piece == "}")
        if piece == mark and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(dict.fromkeys(text for part in parts if (text := _text(part))))


def _relations(fields: Known, left: dict[str, str]) -> None:
    if _LINKING.isdisjoint(left):
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


def _genre(fields: Known, left: dict[str, str], entry: str, type_: str) -> None:
    """The kind of thesis or report: what `type` says, else what the entry type does.

    LibreCat (whose keys are numbers, then `entry` is empty) calls every thesis a PhD thesis, so that says nothing.
    """
    kind = _take(left, "type")
    named = GENRES.get(kind.lower(), _text(kind))
    if type_ == "dissertation":
        named = named or GENRES.get(entry, "")
    fields["genre"] = named
