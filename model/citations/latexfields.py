"""A record's fields under BibTeX's and BibLaTeX's names, written so that LaTeX accepts them."""

from __future__ import annotations

import re

from model.citations.item import at_arxiv
from model.citations.texescape import balanced, escape, verbatim
from model.fields import NUMBERED_TYPES, TYPES
from model.record import Date, Person, Record
from model.text import with_dash

__all__ = ["MONTHS", "biblatex_fields", "biblatex_type", "bibtex_fields", "bibtex_type", "person_name"]

Fields = dict[str, str]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The macros that every BibTeX style defines."""

_OWNERS = {"phdthesis": "school", "mastersthesis": "school", "thesis": "institution"} | dict.fromkeys(
    ("techreport", "report"), "institution"
)
"""Entry types in which BibTeX calls the publisher by another name."""

_LANGUAGES = {
    "chi": "chinese", "cze": "czech", "dan": "danish", "dut": "dutch", "eng": "english", "fin": "finnish",
    "fre": "french", "ger": "german", "gre": "greek", "hun": "hungarian", "ita": "italian", "jpn": "japanese",
    "kor": "korean", "lat": "latin", "nor": "norwegian", "pol": "polish", "por": "portuguese", "rus": "russian",
    "spa": "spanish", "swe": "swedish",
}  # fmt: skip
"""ISO 639-2 codes as babel's names."""

_BIBLATEX_TYPES = {
    "book_chapter": "incollection",
    "book_editor": "collection",
    "conference": "inproceedings",
    "conference_abstract": "inproceedings",
    "conference_editor": "proceedings",
    "book": "book",
    "dissertation": "thesis",
    "encyclopedia_article": "inreference",
    "journal_article": "article",
    "journal_editor": "periodical",
    "lecture": "unpublished",
    "manuscript": "unpublished",
    "newspaper_article": "article",
    "patent": "patent",
    "preprint": "unpublished",
    "report": "report",
    "research_data": "dataset",
    "review": "review",
    "software": "software",
    "standard": "standard",
    "translation": "book",
    "translation_chapter": "incollection",
    "webpage": "online",
    "working_paper": "report",
}
_GENRE_KEYS = {"phd thesis": "phdthesis", "master’s thesis": "mathesis", "master's thesis": "mathesis"} | {
    "bachelor’s thesis": "bathesis",
    "candidate thesis": "candthesis",
    "technical report": "techreport",
    "research report": "resreport",
}
"""Kinds of theses and reports as BibLaTeX's localisation keys."""

_DATES = (("eventdate", "event-date"), ("origdate", "original-date"), ("urldate", "accessed"))
_PLAIN_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}(?:/\d{4}(?:-\d\d){0,2})?")


# -- BibTeX ------------------------------------------------------------------------------------------------------


def bibtex_type(record: Record) -> str:
    """The entry type that BibTeX's own styles know, with the fields that `bibtex_fields` gives."""
    if record.type in ("book_chapter", "translation_chapter", "encyclopedia_article"):
        return "incollection" if record.text("container-title") else "inbook"
    if record.type == "dissertation" and "master" in _degree(record):
        return "mastersthesis"
    if record.type == "preprint" and record.texts("arxiv"):
        return "misc"
    info = TYPES.get(record.type)
    return info.bibtex if info else "misc"


def _degree(record: Record) -> str:
    return f"{record.text('degree_awarded')} {record.text('genre')}".lower()


def bibtex_fields(record: Record) -> Fields:
    """The entry's fields for BibTeX's usual styles, everything escaped that would act in TeX."""
    fields = _common(record, bibtex_type(record), "journal", bibtex_type(record) == "article")
    if record.year:
        fields["year"] = str(record.year)
        if 1 <= record.issued.month <= 12:
            fields["month"] = MONTHS[record.issued.month - 1]
    elif record.issued.text:
        fields["year"] = balanced(escape(record.issued.text))
    if place := record.text("publisher-place"):
        fields["address"] = balanced(escape(place))
    if number := record.text("number"):
        fields["articleno"] = balanced(escape(number))
    if arxiv := record.texts("arxiv"):
        fields |= {"eprint": verbatim(arxiv[0]), "archiveprefix": "arXiv"}
    return fields


# -- BibLaTeX ----------------------------------------------------------------------------------------------------


def biblatex_type(record: Record) -> str:
    """BibLaTeX's entry type."""
    if record.type == "preprint" and record.texts("arxiv"):
        return "online"
    return _BIBLATEX_TYPES.get(record.type, "misc")


def biblatex_fields(record: Record) -> Fields:
    """The entry's fields under BibLaTeX's names, everything escaped that would act in TeX."""
    entry_type = biblatex_type(record)
    fields = _common(record, entry_type, "journaltitle", entry_type in ("article", "review", "periodical", "online"))
    date = str(record.issued)
    if _PLAIN_DATE.fullmatch(date):
        fields["date"] = date
    elif date:
        fields["year"] = balanced(escape(date))
    if place := record.text("publisher-place"):
        fields["location"] = balanced(escape(place))
    if number := record.text("number"):
        fields["eid"] = balanced(escape(number))
    if arxiv := record.texts("arxiv"):
        fields |= {"eprint": verbatim(arxiv[0]), "eprinttype": "arxiv"}
    if kind := fields.pop("type", "") or ("PhD thesis" if record.text("degree_awarded") == "PhD" else ""):
        fields["type"] = _GENRE_KEYS.get(kind.lower(), kind)
    elif entry_type == "thesis":
        fields["type"] = "mathesis" if "master" in _degree(record) else "phdthesis"
    if record.type == "newspaper_article":
        fields["entrysubtype"] = "newspaper"
    return fields


# -- both --------------------------------------------------------------------------------------------------------


def _common(record: Record, entry_type: str, journal: str, in_journal: bool) -> Fields:
    """What BibTeX and BibLaTeX call by the same names, and BibTeX's styles ignore where they do not know it."""
    values = {
        "abstract": record.text("abstract"),
        "edition": record.text("edition"),
        "eventtitle": record.text("event-title"),
        "isbn": _first(record, "ISBN") or _first(record, "eISBN"),
        "issn": _first(record, "ISSN") or _first(record, "eISSN"),
        "keywords": "",
        "language": _LANGUAGES.get(_first(record, "language"), _first(record, "language")),
        "note": record.text("note"),
        "origtitle": record.text("original-title"),
        "series": _first(record, "collection-title"),
        "shorttitle": record.text("title-short"),
        "title": record.title,
        "type": record.text("genre"),
        "venue": record.text("event-place"),
        "version": record.text("version"),
        "volume": record.text("volume"),
        _OWNERS.get(entry_type, "publisher"): record.text("publisher"),
        journal if in_journal else "booktitle": record.text("container-title"),
        **_numbers(record),
        **_pages(record),
    }
    fields = {name: balanced(escape(value)) for name, value in values.items() if value}
    fields |= _keywords(record) | _addresses(record) | _other_dates(record)
    for role in ("author", "editor", "translator"):
        if people := record.people(role):
            fields[role] = " and ".join(map(person_name, people))
    return fields


def _first(record: Record, name: str) -> str:
    return next(iter(record.texts(name)), "")


def _numbers(record: Record) -> Fields:
    """`number` is what counts the work: of an issue, of a report, or in its series."""
    issue = record.text("issue")
    number = record.text("report_number" if record.type in NUMBERED_TYPES else "collection-number")
    return {"number": number, "issue": issue} if number else {"number": issue}


def _pages(record: Record) -> Fields:
    pages, total = record.text("page"), record.text("number-of-pages")
    info = TYPES.get(record.type)
    if total and not pages and info and info.paged:
        return {"pages": total}
    return {"pages": with_dash(pages, "--"), "pagetotal": total}


def _keywords(record: Record) -> Fields:
    """Keywords between commas; braces hold together what has a comma itself."""
    words = [balanced(escape(word)) for word in record.texts("keyword")]
    mark = "; " if any(";" in word for word in words) else ", "
    joined = mark.join(f"{{{word}}}" if "," in word or ";" in word else word for word in words)
    return {"keywords": joined} if joined else {}


def _addresses(record: Record) -> Fields:
    """Identifiers and addresses, which LaTeX takes as they are. A work with a DOI needs no other address."""
    full_text = next((link.url for link in record.links if link.relation == "main_file"), "")
    url = at_arxiv(record.text("URL") or ("" if record.doi else full_text), record)
    if "arxiv.org/" in url and record.texts("arxiv"):
        url = ""  # the eprint says so
    values = {"doi": record.doi, "url": url} | {name.lower(): _first(record, name) for name in ("PMID", "PMCID", "isi")}
    return {name: verbatim(value) for name, value in values.items() if value}


def _other_dates(record: Record) -> Fields:
    dates = ((name, record.fields.get(ours)) for name, ours in _DATES)
    return {name: str(date) for name, date in dates if isinstance(date, Date) and _PLAIN_DATE.fullmatch(str(date))}


def person_name(person: Person) -> str:
    """A name as BibTeX parses it: `von Family, Jr, Given`; what must not be taken apart in braces."""
    if person.literal:
        return "others" if person.is_others else f"{{{balanced(escape(person.literal))}}}"
    family = _part(f"{person.particle} {person.family}".strip())
    given = _part(person.given)
    if person.suffix:
        return f"{family}, {_part(person.suffix)}, {given}"
    return f"{family}, {given}" if given else f"{{{family}}}" if " " in family else family


def _part(name: str) -> str:
    written = balanced(escape(name))
    return f"{{{written}}}" if "," in name or re.search(r"(?i)\band\b", name) else written
