"""RIS out of records, for EndNote, Zotero, Mendeley and all who import nothing else; `rispy` writes it."""

from __future__ import annotations

from collections.abc import Sequence

from model import text
from model.citations.item import at_arxiv
from model.fields import NUMBERED_TYPES
from model.record import Date, Person, Record

__all__ = ["write"]

_TYPES = {
    "book": "BOOK",
    "book_chapter": "CHAP",
    "book_editor": "EDBOOK",
    "conference": "CPAPER",
    "conference_abstract": "ABST",
    "conference_editor": "CONF",
    "dissertation": "THES",
    "encyclopedia_article": "ENCYC",
    "journal_article": "JOUR",
    "journal_editor": "JFULL",
    "lecture": "SLIDE",
    "manuscript": "MANSCPT",
    "newspaper_article": "NEWS",
    "patent": "PAT",
    "preprint": "UNPB",
    "report": "RPRT",
    "research_data": "DATA",
    "review": "JOUR",
    "software": "COMP",
    "standard": "STAND",
    "translation": "BOOK",
    "translation_chapter": "CHAP",
    "webpage": "ELEC",
    "working_paper": "RPRT",
}
_CONFERENCES = frozenset(["conference", "conference_abstract", "conference_editor"])
_WHOLE = frozenset(["BOOK", "EDBOOK", "RPRT", "THES", "COMP", "STAND"])
_TAGS = (
    *("AB", "A2", "A4", "AN", "AU", "C1", "C2", "C3", "C7", "CY", "DA", "DB", "DO", "EP", "ET", "ID", "IS", "J2"),
    *("KW", "LA", "M3", "N1"),
    *("OP", "PB", "PY", "SN", "SP", "ST", "T2", "T3", "TI", "UR", "VL", "Y2"),
)
_LISTS = ("A2", "A4", "AN", "AU", "KW", "N1", "SN", "UR")

Values = dict[str, str | list[str]]


def write(records: Sequence[Record]) -> str:
    """A RIS file of the records, in their order. Values are plain text on one line: RIS knows neither markup nor
    paragraphs."""
    from rispy.writer import RisWriter

    class Writer(RisWriter):
        """Writes records without numbering them, as reference managers expect."""

        def set_header(self, count: int) -> str:
            return ""

    mapping = {"TY": "type_of_reference", "ER": "end_of_reference", "UK": "unknown_tag"}
    mapping |= {tag: tag.lower() for tag in _TAGS}
    writer = Writer(mapping=mapping, list_tags=list(_LISTS), delimiter_tags_mapping={})
    return str(writer.formats([_reference(record) for record in records]))


def _reference(record: Record) -> dict[str, object]:
    """The record's values by lower-case tag, the empty ones left out."""
    kind = _TYPES.get(record.type, "GEN")
    values: Values = {
        "AU": _people(record, "author"),
        "A2": _people(record, "supervisor" if kind == "THES" else "editor"),
        "A4": _people(record, "translator"),
        "TI": record.title,
        "ST": record.text("title-short"),
        "OP": record.text("original-title"),
        **_titles(record, kind),
        "J2": "" if kind in _WHOLE else record.text("container-title-short"),
        **_dates(record),
        "VL": record.text("volume"),
        "IS": record.text("report_number" if record.type in NUMBERED_TYPES else "issue"),
        **_pages(record),
        "C7": record.text("number"),
        "ET": record.text("edition"),
        "PB": record.text("publisher") or record.text("howpublished"),
        **_places(record),
        "M3": record.text("genre") or _degree(record),
        "SN": [*record.texts("ISBN")[:1], *(record.texts("ISSN") or record.texts("eISSN"))[:1]],
        "DO": record.doi,
        "UR": _addresses(record),
        "C2": next(iter(record.texts("PMCID")), ""),
        **_accession(record),
        "LA": next(iter(record.texts("language")), ""),
        "KW": list(record.texts("keyword")),
        "AB": record.text("abstract"),
        "N1": [record.text("note")],
        "ID": record.id,
    }
    cleaned = {tag.lower(): _clean(value) for tag, value in values.items()}
    return {"type_of_reference": kind, **{tag: value for tag, value in cleaned.items() if value}}


def _clean(value: str | list[str]) -> str | list[str]:
    if isinstance(value, list):
        return [line for part in value if (line := _line(part))]
    return _line(value)


def _line(canonical: str) -> str:
    """Plain text on one line, safe to print."""
    return text.display(text.squeeze(text.plain(canonical)))


def _people(record: Record, role: str) -> list[str]:
    return [_name(person) for person in record.people(role)]


def _name(person: Person) -> str:
    """`Family, Given, Suffix`; a comma in a name that must not be split would split it, one behind it says so."""
    if person.is_others:
        return "et al."  # as EndNote has it
    if person.literal:
        whole = person.literal.replace(",", " ")
        return f"{whole}," if " " in whole.strip() else whole  # as EndNote wants organisations
    return person.name


def _accession(record: Record) -> Values:
    """The number in PubMed, else in the Web of Science, as EndNote and other programs look for it."""
    if numbers := record.texts("PMID"):
        return {"AN": [numbers[0]], "DB": "PubMed"}
    return {"AN": [f"WOS:{number}" for number in record.texts("isi")[:1]]}


def _degree(record: Record) -> str:
    degree = record.text("degree_awarded")
    return f"{degree} thesis" if degree and "thesis" not in degree.lower() else degree


def _titles(record: Record, kind: str) -> Values:
    """What it appeared in: T2 for a part; of a conference paper T2 is the conference, C3 the proceedings."""
    container, event = record.text("container-title"), record.text("event-title")
    series = next(iter(record.texts("collection-title")), "")
    if kind in _WHOLE:
        return {"T2": series or container}
    if record.type in _CONFERENCES and event and container:
        return {"T2": event, "C3": container, "T3": series}
    return {"T2": container or event, "T3": series}


def _dates(record: Record) -> Values:
    date, accessed = record.issued, record.fields.get("accessed")
    seen = {"Y2": _slashed(accessed)} if isinstance(accessed, Date) and accessed.year else {}
    if not date.year:
        return {"PY": date.text, **seen}
    return {"PY": str(date.year), "DA": _slashed(date) if date.month else "", **seen}


def _slashed(date: Date) -> str:
    return "/".join((f"{date.year:04d}", *(f"{part:02d}" if part else "" for part in (date.month, date.day)), ""))


def _pages(record: Record) -> Values:
    pages = record.text("page") or record.text("number-of-pages")
    start, _, end = text.with_dash(pages).partition("-")
    if "-" in end or "," in pages:
        return {"SP": pages}
    return {"SP": start, "EP": end}


def _places(record: Record) -> Values:
    """For a conference CY is where people met, and C1 where the book was published."""
    published = record.text("publisher-place")
    if record.type in _CONFERENCES:
        return {"CY": record.text("event-place"), "C1": published}
    return {"CY": published}


def _addresses(record: Record) -> list[str]:
    """Addresses of the work, its own first; the DOI's need not be there twice."""
    urls = [record.text("URL"), *(link.url for link in record.links if link.relation == "main_file")]
    urls = [at_arxiv(url, record) for url in urls if not (record.doi and url.lower().endswith(record.doi.lower()))]
    urls += [f"https://arxiv.org/abs/{number}" for number in record.texts("arxiv")[:1]]
    return list(dict.fromkeys(url for url in urls if url))
