"""A record's fields under BibTeX's and BibLaTeX's names, written so that LaTeX accepts them."""

from __future__ import annotations

import re

from model.citations.item import at_arxiv, edition_number, season_of, two_letter
from model.citations.texescape import balanced, escape, verbatim
from model.citations.texletters import letters, rare_letters
from model.fields import NUMBERED_TYPES, TYPES
from model.record import Date, Person, Record
from model.text import with_dash

__all__ = ["MONTHS", "biblatex_fields", "biblatex_type", "bibtex_fields", "bibtex_type", "person_name"]

Fields = dict[str, str]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The macros that every BibTeX style defines."""

_OWNERS = {"phdthesis": "school", "mastersthesis": "school", "manual": "organization"} | dict.fromkeys(
    ("techreport", "report", "thesis"), "institution"
)
"""Entry types in which BibTeX calls the publisher by another name."""

_LANGUAGES = {
    "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "ja": "japanese", "ko": "Korean", "la": "latin",
    "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ru": "russian", "sv": "swedish",
    "zh": "Chinese",
}  # fmt: skip
"""Languages by their two letters as BibLaTeX's names; those that it knows no name for it prints as they are."""

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

_KINDS = {"phdthesis": "phd thesis", "mastersthesis": "master's thesis"}
_IN_PERIODICALS = frozenset(["newspaper_article", "review"])
_OWN_TYPES = {"booklet": {"book": "booklet"}, "manual": {"report": "manual"}}
"""Entry types of BibTeX's that our types do not tell from others, as an entry of a .bib file has them."""

_VERBATIM = frozenset(["doi", "eprint", "url"])
_DATES = (("eventdate", "event-date"), ("origdate", "original-date"), ("urldate", "accessed"))
_INNER_CAPITALS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]+[A-Z][A-Za-z]*")
_LOOSE = frozenset(["misc", "online", "software", "standard", "unpublished"])

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
    if record.type in _IN_PERIODICALS and record.text("container-title"):
        return "article"
    if own := _OWN_TYPES.get(str(record.raw.get("ENTRYTYPE", "")).lower(), {}).get(record.type):
        return own
    info = TYPES.get(record.type)
    return info.bibtex if info else "misc"


def _degree(record: Record) -> str:
    return f"{record.text('degree_awarded')} {record.text('genre')}".lower()


def bibtex_fields(record: Record) -> Fields:
    """The entry's fields for BibTeX's usual styles, everything escaped that would act in TeX."""
    entry_type = bibtex_type(record)
    known = _common(record, entry_type, "journal", entry_type == "article") | _as_styles_print(record, entry_type)
    fields = {name: value for name, value in known.items() if value}
    _say_once(fields, "howpublished")
    if record.year:
        fields["year"] = str(record.year)
        if 1 <= record.issued.month <= 12:
            fields["month"] = MONTHS[record.issued.month - 1]
        elif season := season_of(record.issued.text):
            fields["month"] = f"{{{season}}}"  # no macro, as `write_entry` takes months for
    elif record.issued.text:
        fields["year"] = balanced(escape(record.issued.text))
    if place := record.text("publisher-place"):
        fields["address"] = balanced(escape(place))
    if number := record.text("number"):
        fields["articleno"] = balanced(escape(number))
    if arxiv := record.texts("arxiv"):
        fields |= {"eprint": verbatim(arxiv[0]), "archiveprefix": "arXiv"}
    return {name: value if name in _VERBATIM else rare_letters(value) for name, value in fields.items()}


def _as_styles_print(record: Record, entry_type: str) -> Fields:
    """What BibTeX's styles print of a work only where they look for it, or in another form than we keep it.

    They lower the letters of a `type`, put "edition" behind an edition as it stands, know no article numbers, and
    print nothing of a `misc` but what it is called and how it was published.
    """
    values = {
        "edition": _ordinal(record.text("edition")),
        "type": record.text("genre"),
        "pages": record.text("number") if entry_type == "article" and not record.text("page") else "",
        "howpublished": record.text("howpublished") or (_published(record) if entry_type == "misc" else ""),
        "note": record.text("note") or (_place_of(record) if entry_type == "unpublished" else ""),
    }
    fields = {name: balanced(escape(value)) for name, value in values.items() if value}
    if _KINDS.get(entry_type) == values["type"].lower().replace("’", "'"):
        fields["type"] = ""  # styles say it, each in its way
    elif "type" in fields:
        fields["type"] = _INNER_CAPITALS.sub(r"{\g<0>}", fields["type"])
    return fields | {role: letters(names) for role, names in _names(record).items()}


def _say_once(fields: Fields, name: str) -> None:
    """Leave out a publisher that this field names: pandoc takes both for publishers."""
    if fields.get("publisher") and fields["publisher"] in fields.get(name, ""):
        del fields["publisher"]


def _ordinal(edition: str) -> str:
    """An edition's number as English says it; whatever else it is called stays."""
    if not edition.isdecimal() or not edition.isascii():
        return edition
    tens, ones = edition[-2:-1], edition[-1]
    return edition + ("th" if tens == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(ones, "th"))


def _published(record: Record) -> str:
    """How a work was published that is neither in a journal nor in a book: where, and under what number."""
    arxiv = record.texts("arxiv")
    if arxiv and record.type == "preprint":
        return f"arXiv:{arxiv[0]}"
    number = record.text("number") or record.text("report_number")
    if record.type == "patent" and number:
        kind = record.text("genre")
        return f"{kind if ' ' in kind else 'Patent'} {number}"  # BibLaTeX has keys for kinds: patentus
    if record.type == "lecture":
        return ", ".join(filter(None, (record.text("event-title"), record.text("event-place"))))
    return ", ".join(filter(None, (_place_of(record), number)))


def _place_of(record: Record) -> str:
    return record.text("container-title") or record.text("publisher")


# -- BibLaTeX ----------------------------------------------------------------------------------------------------


def biblatex_type(record: Record) -> str:
    """BibLaTeX's entry type."""
    if record.type == "preprint" and record.texts("arxiv"):
        return "online"
    if record.type == "book" and record.people("editor") and not record.people("author"):
        return "collection"
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
    if edition := record.text("edition"):
        fields["edition"] = balanced(escape(edition_number(edition)))
    if published := record.text("howpublished") or _unprinted(record, entry_type):
        name = "organization" if entry_type == "online" else "howpublished"
        fields[name] = balanced(escape(published))
        _say_once(fields, name)
        if fields.get("journaltitle") == fields[name]:
            del fields["journaltitle"]
    if "journaltitle" in fields and (short := record.text("container-title-short")):
        fields["shortjournal"] = balanced(escape(short))
    if record.type == "newspaper_article":
        fields["entrysubtype"] = "newspaper"
    return fields


def _unprinted(record: Record, entry_type: str) -> str:
    """Who published a work of a type whose publisher, and whose number, BibLaTeX's styles leave out."""
    if entry_type not in _LOOSE or record.texts("arxiv"):
        return ""
    number = record.text("number") or record.text("report_number") if entry_type == "standard" else ""
    return ", ".join(filter(None, (_place_of(record), number)))


# -- both --------------------------------------------------------------------------------------------------------


def _common(record: Record, entry_type: str, journal: str, in_journal: bool) -> Fields:
    """What BibTeX and BibLaTeX call by the same names, and BibTeX's styles ignore where they do not know it."""
    values = {
        "abstract": record.text("abstract"),
        "chapter": record.text("chapter") or record.text("chapter-number"),
        "edition": record.text("edition"),
        "eventtitle": record.text("event-title"),
        "isbn": _first(record, "ISBN") or _first(record, "eISBN"),
        "issn": _first(record, "ISSN") or _first(record, "eISSN"),
        "keywords": "",
        "language": _language(_first(record, "language")),
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
    return fields | _names(record)


def _names(record: Record) -> Fields:
    """Who did what; bodies that edited, and those that a patent was granted to, are LibreCat's fields of their own."""
    people: dict[str, list[Person]] = {role: list(record.people(role)) for role in ("author", "editor", "translator")}
    people["editor"] += [Person(literal=name) for name in record.texts("corporate_editor")]
    if record.type == "patent":
        people["holder" if people["author"] else "author"] = [
            Person(literal=name) for name in record.texts("applicant")
        ]
    return {role: " and ".join(map(person_name, named)) for role, named in people.items() if named}


def _language(code: str) -> str:
    return _LANGUAGES.get(two_letter(code).partition("-")[0].lower(), code)


def _first(record: Record, name: str) -> str:
    return next(iter(record.texts(name)), "")


def _numbers(record: Record) -> Fields:
    """`number` is what counts the work: of an issue, of a report, or in its series."""
    issue = record.text("issue")
    number = record.text("report_number" if record.type in NUMBERED_TYPES else "collection-number")
    return {"number": number, "issue": issue} if number else {"number": issue}


def _pages(record: Record) -> Fields:
    return {"pages": with_dash(record.text("page"), "--"), "pagetotal": record.text("number-of-pages")}


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
