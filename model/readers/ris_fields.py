"""What the tags of RIS mean: a record's values by tag become the fields of a record."""

from __future__ import annotations

import re
from dataclasses import replace

from model import html, tex
from model.fields import NUMBERED_TYPES
from model.languages import code_of
from model.names import are_initials, person
from model.readers.dates import parse_date, with_month
from model.readers.gathered import filled, one_or_all
from model.readers.identifiers import arxiv_in, bare_doi, doi_in_url, serial_numbers
from model.record import Date, Link, Person, Value
from model.text import squeeze, with_dash

__all__ = ["record_fields"]

_NO_DEGREE = re.compile("thes[ie]s|dissertation", re.IGNORECASE)
_LANGUAGES = re.compile("[;,]")
_PUBMED = re.compile(r"pubmed|medline|\bNLM\b", re.IGNORECASE)
_PUBMED_NUMBER = re.compile(r"\d{5,8}")
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{4}/\d\d/\d\d")
_TRANSLATED = re.compile(r"(.*[^\s;]);? \[([^\[\]]+)\]")
_SCOPUS = re.compile(r"Export Date: |Cited By: ", re.IGNORECASE)
_TYPES = {
    "ABST": "conference_abstract", "BLOG": "webpage", "BOOK": "book", "CHAP": "book_chapter", "COMP": "software",
    "CONF": "conference", "CPAPER": "conference", "DATA": "research_data", "DBASE": "research_data",
    "AGGR": "research_data", "DICT": "encyclopedia_article", "EBOOK": "book", "ECHAP": "book_chapter",
    "EDBOOK": "book_editor", "EJOUR": "journal_article", "ELEC": "webpage", "ENCYC": "encyclopedia_article",
    "GOVDOC": "report", "ICOMM": "webpage", "INPR": "journal_article", "JFULL": "journal_editor",
    "JOUR": "journal_article", "MANSCPT": "manuscript", "MGZN": "newspaper_article", "NEWS": "newspaper_article",
    "PAMP": "book", "PAT": "patent", "PREPRINT": "preprint", "RPRT": "report", "SER": "book", "SLIDE": "lecture",
    "STAND": "standard", "THES": "dissertation", "UNPB": "preprint", "UNPD": "preprint", "CLSWK": "book",
    "ANCIENT": "book", "PCOMM": "manuscript",
}  # fmt: skip
_LIKE = {"DOI": "DO", "ISSN": "SN", "ISBN": "SN", "PMCID": "C2", "PMID": "PM"}  # words that some write for tags
_WHOLE_BOOKS = frozenset({"book", "book_editor", "report", "dissertation", "software", "standard"})
_CONFERENCES = frozenset({"conference", "conference_abstract"})
_SIMPLE = {
    "VL": "volume", "ET": "edition", "PB": "publisher", "ST": "title-short", "OP": "original-title",
    "AB": "abstract", "N2": "abstract", "PU": "publisher", "FX": "acknowledgement",
}  # fmt: skip

Values = dict[str, list[str]]


def record_fields(left: Values) -> dict[str, Value]:
    """The fields of a RIS record; `left` is used up. Tags without a meaning here are kept as `ris-XX`."""
    tag = "".join(left.pop("TY", [])[:1]).strip().upper()
    type_ = _TYPES.get(tag, "misc")
    fields: dict[str, Value] = {"type": type_}
    left.pop("ID", None)
    if "PMCID" in left:
        left["PMCID"] = [value if value.upper().startswith("PMC") else f"PMC{value}" for value in left["PMCID"]]
    for word in _LIKE.keys() & left.keys():
        left.setdefault(_LIKE[word], []).extend(left.pop(word))
    _titles(fields, left, type_)
    _names(fields, left, type_)
    _dates(fields, left)
    _numbers(fields, left, type_)
    _places(fields, left, type_)
    _identifiers(fields, left)
    _accession(fields, left)
    early = any(map(_DAY.fullmatch, left.get("ET", [])))  # when an article could be read, by EndNote: no edition
    for name, target in _SIMPLE.items():
        if target not in fields and not (early and name == "ET") and (value := _take(left, name)):
            fields[target] = _text(value)
    _kind(fields, left, type_)
    words = (
        _text(word).lstrip("*").replace("/*", "/") for word in left.pop("KW", [])
    )  # the star is MeSH's, before main topics
    fields["keyword"] = tuple(dict.fromkeys(filter(None, words)))
    named = (part for value in left.pop("LA", []) for part in _LANGUAGES.split(value) if part.strip())
    fields["language"] = tuple(dict.fromkeys(code_of(squeeze(part)) for part in named))
    _notes(fields, left)
    for name, values in left.items():
        fields[f"ris-{name}"] = one_or_all(text for value in values if (text := _text(value)))
    return filled(fields)


def _notes(fields: dict[str, Value], left: Values) -> None:
    """The notes, but for what Scopus notes about its own export; that tells whether a work is open, and is kept."""
    notes = left.pop("N1", [])
    scopus = [note for note in notes if _SCOPUS.match(note)]
    fields["note"] = "\n".join(_text(note) for note in notes if note not in scopus)
    if scopus:
        left["N1"] = scopus
    if any("All Open Access" in note for note in scopus):
        fields["oa"] = True


def _kind(fields: dict[str, Value], left: Values, type_: str) -> None:
    """What kind of thing it is; of a thesis that may be no more than the degree."""
    kind = _text(_take(left, "M3"))
    is_degree = type_ == "dissertation" and not _NO_DEGREE.search(kind)
    fields.setdefault("degree_awarded" if is_degree else "genre", kind)


def _text(value: str) -> str:
    return squeeze(html.clean(tex.decode_math(value)))


def _take(left: Values, *tags: str) -> str:
    """The first value of the first of these tags that has one; its other values stay for the end."""
    for tag in tags:
        values = left.pop(tag, [])
        if len(values) > 1:
            left[tag] = values[1:]
        if values and values[0].strip():
            return values[0]
    return ""


def _titles(fields: dict[str, Value], left: Values, type_: str) -> None:
    """A whole book's second title is its series; anything else's is what it appeared in."""
    fields["title"] = title = _text(_take(left, "TI", "T1", "CT", "BT"))
    translated = _TRANSLATED.fullmatch(title) if "Scopus" in left.get("DB", ()) else None
    if translated:
        fields["title"], fields["original-title"] = translated.groups()
    if type_ in _WHOLE_BOOKS:
        fields["collection-title"] = tuple(_text(title) for title in (_take(left, "T2", "T3"),) if title)
        return
    fields["container-title"] = _text(_take(left, "T2", "JF", "JO", "BT", "JA", "J2"))
    if series := _take(left, "T3"):
        fields["collection-title"] = (_text(series),)
    for tag in ("JO", "JF", "JA", "J2", "JI"):  # the same journal once more, or its abbreviation
        if len(left.get(tag, [])) == 1:
            other = _text(left[tag][0])
            if fields.setdefault("container-title-short", other) == other or other == fields["container-title"]:
                del left[tag]
    if fields.get("container-title-short") == fields["container-title"]:
        del fields["container-title-short"]
    if type_ in _CONFERENCES and (proceedings := _take(left, "C3")):
        if fields["container-title"]:
            fields["event-title"] = fields["container-title"]
        fields["container-title"] = _text(proceedings)


def _names(fields: dict[str, Value], left: Values, type_: str) -> None:
    fields["author"] = _people([*left.pop("AU", []), *left.pop("A1", [])])
    editors = [*left.pop("ED", []), *left.pop("A2", [])]
    fields["supervisor" if type_ == "dissertation" else "editor"] = _people(editors)
    if type_ == "book_editor" and not fields["editor"]:
        fields["editor"] = fields.pop("author")
    fields["collection-editor"] = _people(left.pop("A3", []))
    fields["translator"] = _people(left.pop("A4", []))


def _people(names: list[str]) -> tuple[Person, ...]:
    return tuple(_person(_text(name)) for name in names if name.strip())


def _person(name: str) -> Person:
    """A person, or, where a comma stands behind everything, an organisation: `World Health Organization,`."""
    whole = name.removesuffix(",").rstrip()
    if whole != name and whole and "," not in whole:
        return Person(literal=whole)
    one = person(name)
    initials = are_initials(one.given, one.family)  # as the Web of Science writes them
    return replace(one, given=" ".join(f"{letter}." for letter in one.given)) if initials else one


def _dates(fields: dict[str, Value], left: Values) -> None:
    """`2020/05/12/`: the exactest of DA, PY and Y1 that agrees with the year of the first; DA may be the month."""
    day = squeeze("".join(left.get("DA", [])[:1]))
    found = [_date(_take(left, tag)) for tag in ("PY", "Y1", "DA")]
    known = [date for date in found if date != Date()]
    if known:
        year = known[0].year
        exactest = max((d for d in known if d.year == year), key=lambda d: (bool(d.month), bool(d.day)))
        fields["issued"] = with_month(exactest, "" if _YEAR.search(day) else day)
    if accessed := _take(left, "Y2"):
        fields["accessed"] = _date(accessed)


def _date(value: str) -> Date:
    parts = [part.strip() for part in value.split("/")]
    if len(parts) < 2:
        return parse_date(value)
    date = parse_date("-".join(part for part in parts[:3] if part))
    other = " ".join(parts[3:]).strip()
    return date if not other or date.month else Date(date.year, text=f"{other} {date.year}")


def _numbers(fields: dict[str, Value], left: Values, type_: str) -> None:
    start, end = _text(_take(left, "SP")), _text(_take(left, "EP"))
    page = with_dash(f"{start}-{end}" if start and end and start != end and "-" not in start else start or end)
    paged = type_ in _WHOLE_BOOKS and page.isdigit()
    fields["number-of-pages" if paged else "page"] = page
    number = _text(_take(left, "IS", "M1"))
    if type_ in NUMBERED_TYPES:
        fields["report_number"] = number
    else:
        fields["issue"] = number
    if article := _take(left, "C7"):
        fields["number"] = _text(article)


def _places(fields: dict[str, Value], left: Values, type_: str) -> None:
    """For a conference CY is where people met, and C1 where the book was published."""
    place = _text(_take(left, "CY", "PP", "PI"))
    if type_ in _CONFERENCES:
        fields["event-place"] = place
        fields["publisher-place"] = _text(_take(left, "C1"))
    else:
        fields["publisher-place"] = place


def _identifiers(fields: dict[str, Value], left: Values) -> None:
    urls = list(dict.fromkeys(squeeze(url) for url in left.pop("UR", []) if url.strip()))
    doi = _take(left, "DO")
    fields["DOI"] = bare_doi(doi) or squeeze(doi) or next((found for url in urls if (found := doi_in_url(url))), "")
    fields["URL"] = urls[0] if urls else ""
    full_texts = [squeeze(url) for tag in ("L1", "L2") for url in left.pop(tag, []) if url.strip()]
    links = [Link("other", url) for url in urls[1:]] + [Link("fulltext", url) for url in full_texts]
    fields["link"] = tuple(links)
    books, serials, others = serial_numbers(" ; ".join(left.pop("SN", [])))
    fields["ISBN"], fields["ISSN"] = books, serials
    if others:
        left["SN"] = list(others)
    if found := arxiv_in(str(fields["DOI"]), *urls):
        fields["arxiv"] = (found,)


def _accession(fields: dict[str, Value], left: Values) -> None:
    """The number of the work in PubMed or the Web of Science; of other databases it stays with their names.

    Where EndNote has that of PubMed Central, Scopus has PubMed's.
    """
    number = squeeze(" ".join(left.get("AN", [])))
    database = " ".join((*left.get("DB", []), *left.get("DP", [])))
    custom = [squeeze(value) for value in left.get("C2", [])]
    if custom and all(value.upper().startswith("PMC") for value in custom):
        fields["PMCID"] = tuple(custom)
        del left["C2"]
    elif custom and all(map(_PUBMED_NUMBER.fullmatch, custom)):
        left.setdefault("PM", []).extend(left.pop("C2"))
    if number.startswith("WOS:"):
        fields["isi"] = (number.removeprefix("WOS:"),)
        del left["AN"]
    elif number.isdecimal() and _PUBMED.search(database):
        left.setdefault("PM", []).append(number)
        del left["AN"]
    if all(text.strip().isdecimal() for text in left.get("PM", [])):
        fields["PMID"] = tuple(dict.fromkeys(text.strip() for text in left.pop("PM", [])))
