"""What the tags of PubMed mean: a record's values become the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from model import html
from model.names import person
from model.readers.dates import parse_date, with_month
from model.readers.gathered import filled, one_or_all
from model.readers.identifiers import bare_doi, serial_numbers
from model.record import Date, Person, Relation, Value
from model.text import squeeze

__all__ = ["record_fields"]

_TYPES = {
    "preprint": "preprint",
    "book": "book",
    "books": "book",
    "monograph": "book",
    "dataset": "research_data",
    "technical report": "report",
    "newspaper article": "newspaper_article",
    "academic dissertations": "dissertation",
    "patent": "patent",
    "video-audio media": "misc",
}
_SIMPLE = {
    "JT": "container-title", "TA": "container-title-short", "VI": "volume", "IP": "issue",
    "PB": "publisher", "PL": "publisher-place", "EN": "edition", "BTI": "container-title", "CTI": "collection-title",
    "COIS": "conflict_of_interest",
}  # fmt: skip
_AUTHORS, _EDITORS = ("FAU", "AU", "CN"), ("FED", "ED")  # full names, short ones, those of groups
_PEOPLE = frozenset((*_AUTHORS, *_EDITORS, "FIR", "IR", "FPS", "PS"))  # investigators and subjects too
# how the library keeps its own books, not what a work is; what the record was written from has all of it
_ADMINISTRATION = frozenset(
    (
        *("OWN", "STAT", "DCOM", "LR", "JID", "SB", "EDAT", "MHDA", "CRDT", "PHST", "PST", "DA", "DEP", "IRAD", "IR"),
        *("FIR", "CI", "RF", "SI", "RN", "NM", "GS", "CIN", "CON"),
        *("AD", "PUBM", "OTO", "MID", "CDAT", "CTDT", "DRDT", "SO"),
    )
)
_RELATIONS = {
    "EIN": "erratum", "EFR": "erratum_for", "RIN": "retraction", "ROF": "retraction_of", "UIN": "later_version",
    "UOF": "earlier_version", "CRI": "later_version", "CRF": "earlier_version", "RPI": "later_version",
    "RPF": "earlier_version",
}  # fmt: skip
_DOI = re.compile(r"\bdoi: ?(10\.\S+?)\.?(?:\s|$)", re.IGNORECASE)
_NUMBER = re.compile(r"\bPMID: ?(\d+)")
_NUMBERS = re.compile(" (?:doi|PMID): ")
_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])")
_YEAR = re.compile(r"[1-9]\d{3}")
_LANGUAGE = re.compile(r"[a-z]{3}")
_IN_BRACKETS = re.compile(r"\[(.+)\][.]?", re.DOTALL)

Values = Sequence[tuple[str, str]]


def record_fields(values: Values) -> dict[str, Value]:
    """The fields of a record of PubMed. Tags without a meaning here are kept as `pubmed-XX`."""
    by_tag: dict[str, list[str]] = {}
    for tag, value in values:
        if value:
            by_tag.setdefault(tag, []).append(value)
    fields: dict[str, Value] = {"type": _type(by_tag), "title": _title(by_tag)}
    fields["author"] = _people(values, _AUTHORS)
    fields["editor"] = _people(values, _EDITORS)
    fields["issued"] = _date(_first(by_tag, "DP"))
    fields["abstract"] = "\n\n".join(map(_text, by_tag.get("AB", [])))
    for tag, name in _SIMPLE.items():
        if tag in by_tag and name not in fields:
            fields[name] = (_text(by_tag[tag][0]),) if name == "collection-title" else _text(by_tag[tag][0])
    if "TT" in by_tag:
        fields["original-title"] = _without_stop(_text(by_tag["TT"][0]))
    if fields["type"] == "book":
        fields.pop("container-title", None)  # it is the title
    if fields.get("container-title-short") == fields.get("container-title"):
        fields.pop("container-title-short", None)
    fields["page"] = _pages(_first(by_tag, "PG"))
    _identifiers(fields, by_tag)
    words = (word.lstrip("*").replace("/*", "/") for tag in ("OT", "MH") for word in by_tag.get(tag, []))
    fields["keyword"] = tuple(dict.fromkeys(_text(word) for word in words))
    fields["funding"] = tuple(map(_text, by_tag.get("GR", [])))
    fields["relation"] = tuple(_relations(by_tag))
    fields["language"] = tuple(word for word in by_tag.get("LA", []) if _LANGUAGE.fullmatch(word))
    for tag, found in by_tag.items():
        if tag not in _KNOWN:
            fields[f"pubmed-{tag}"] = one_or_all(map(_text, found))
    return filled(fields)


_KNOWN = frozenset(
    (
        *(*_ADMINISTRATION, *_SIMPLE, *_AUTHORS, *_EDITORS, *_RELATIONS),
        *(
            "TI",
            "TT",
            "DP",
            "AB",
            "PG",
            "PMC",
            "IS",
            "ISBN",
            "OT",
            "MH",
            "LA",
            "GR",
            "AUID",
            "PMID",
            "PT",
            "LID",
            "AID",
        ),
    )
)


def _text(value: str) -> str:
    return squeeze(html.clean(value))


def _first(by_tag: Mapping[str, list[str]], *tags: str) -> str:
    return next((by_tag[tag][0] for tag in tags if tag in by_tag), "")


def _type(by_tag: Mapping[str, list[str]]) -> str:
    """Of a book, of a chapter in one, or of what else the library calls the publication; most are articles."""
    if "BTI" in by_tag:
        return "book_chapter" if "TI" in by_tag else "book"
    kinds = (_TYPES.get(kind.lower(), "") for kind in by_tag.get("PT", []))
    return next(filter(None, kinds), "journal_article")


def _title(by_tag: Mapping[str, list[str]]) -> str:
    """The title without the full stop that PubMed ends each with, and the brackets around one that it translated."""
    title = _text(_first(by_tag, "TI", "BTI"))
    if found := _IN_BRACKETS.fullmatch(title):
        title = found[1]
    return _without_stop(title)


def _without_stop(title: str) -> str:
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _date(written: str) -> Date:
    """`2020 Sep 16`, `1990 Jan-Feb`, `1998 Spring`."""
    year, _, month = written.partition(" ")
    if _YEAR.fullmatch(year) and month and not _YEAR.search(month):
        return with_month(Date(int(year)), month)
    return parse_date(written)


def _people(values: Values, tags: Sequence[str]) -> tuple[Person, ...]:
    """Those of a role, by their full names; who has none is known by the short one. An ORCID follows its author."""
    full, short, *groups = tags
    found: list[Person] = []
    before = ""  # who was named last: a short name stands behind the full one, a number behind both
    for tag, value in values:
        if tag == full:
            found.append(person(_text(value)))
        elif tag in groups:
            found.append(Person(literal=_text(value)))
        elif tag == short and before != full:
            found.append(_short(_text(value)))
        elif tag == "AUID" and before in tags and (orcid := _ORCID.search(value)):
            found[-1] = replace(found[-1], orcid="-".join(orcid.groups()).upper())
        if tag in _PEOPLE:
            before = tag
    return tuple(one for one in found if one.name)


def _short(name: str) -> Person:
    """`Harris CR`: the family name, then initials."""
    family, _, initials = name.rpartition(" ")
    if not family or not initials.isupper():
        return person(name)
    return Person(family, " ".join(f"{letter}." for letter in initials))


def _pages(written: str) -> str:
    """`357-62` for 357 to 362: PubMed leaves out what both have."""
    start, dash, end = _text(written).partition("-")
    if not (dash and start.isdigit() and end.isdigit() and len(end) < len(start)):
        return _text(written)
    return f"{start}-{start[: len(start) - len(end)]}{end}"


def _identifiers(fields: dict[str, Value], by_tag: Mapping[str, list[str]]) -> None:
    named = [value for tag in ("LID", "AID") for value in by_tag.get(tag, [])]
    dois = (bare_doi(value) for value in named if value.endswith("[doi]"))
    fields["DOI"] = next(filter(None, dois), "")
    numbers = [value.removesuffix("[pii]").strip() for value in by_tag.get("LID", []) if value.endswith("[pii]")]
    if numbers and not fields["page"]:
        fields["number"] = numbers[0]
    fields["PMID"] = tuple(by_tag.get("PMID", [])[:1])
    fields["PMCID"] = tuple(by_tag.get("PMC", [])[:1])
    fields["ISBN"], _, _ = serial_numbers(" ; ".join(by_tag.get("ISBN", [])))
    _serials(fields, by_tag.get("IS", []))


def _serials(fields: dict[str, Value], written: Sequence[str]) -> None:
    """`1476-4687 (Electronic)`; the linking number is that of another form of the journal, mostly the printed one."""
    numbers: dict[bool, list[str]] = {True: [], False: []}
    for value in sorted(written, key=lambda value: "(Linking)" in value):
        for number in serial_numbers(value)[1]:
            if not ("(Linking)" in value and (numbers[False] or number in numbers[True])):
                numbers["(Electronic)" in value].append(number)
    fields["eISSN"], fields["ISSN"] = (tuple(dict.fromkeys(numbers[electronic])) for electronic in (True, False))


def _relations(by_tag: Mapping[str, list[str]]) -> Iterator[Relation]:
    """`J Ice. 2022;13:1. doi: 10.1000/ice. PMID: 34900002`: what corrects the work, or which it corrects."""
    for tag, name in _RELATIONS.items():
        for written in by_tag.get(tag, []):
            doi, number = _DOI.search(written), _NUMBER.search(written)
            title = _NUMBERS.split(_text(written), maxsplit=1)[0]
            if doi:
                yield Relation(name, doi[1].lower(), "doi", title)
            elif number:
                yield Relation(name, f"pmid{number[1]}", "citekey", title)
