"""What BibTeX and BibLaTeX entry types and field names mean in our vocabulary."""

from __future__ import annotations

__all__ = ["ENTRY_TYPES", "GENRES", "RENAMED", "TEXT_LISTS", "VERBATIM", "record_type"]

_TYPES = {
    "article": "journal_article",
    "suppperiodical": "journal_article",
    "periodical": "journal_editor",
    "review": "review",
    "book": "book",
    "mvbook": "book",
    "booklet": "book",
    "bookinbook": "book_chapter",
    "inbook": "book_chapter",
    "incollection": "book_chapter",
    "suppbook": "book_chapter",
    "suppcollection": "book_chapter",
    "collection": "book_editor",
    "mvcollection": "book_editor",
    "reference": "book_editor",
    "mvreference": "book_editor",
    "inreference": "encyclopedia_article",
    "inproceedings": "conference",
    "conference": "conference",
    "proceedings": "conference_editor",
    "mvproceedings": "conference_editor",
    "phdthesis": "dissertation",
    "mastersthesis": "dissertation",
    "masterthesis": "dissertation",
    "bachelorsthesis": "dissertation",
    "bachelorthesis": "dissertation",
    "thesis": "dissertation",
    "techreport": "report",
    "report": "report",
    "manual": "report",
    "standard": "standard",
    "unpublished": "preprint",
    "preprint": "preprint",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "webpage": "webpage",
    "software": "software",
    "softwareversion": "software",
    "softwaremodule": "software",
    "codefragment": "software",
    "dataset": "research_data",
    "data": "research_data",
    "patent": "patent",
    "talk": "lecture",
    "presentation": "lecture",
    "letter": "manuscript",
}

ENTRY_TYPES = frozenset(_TYPES) | {"misc"}
"""Every entry type with a meaning of its own."""

GENRES = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master’s thesis",
    "masterthesis": "Master’s thesis",
    "mathesis": "Master’s thesis",
    "bachelorsthesis": "Bachelor’s thesis",
    "bachelorthesis": "Bachelor’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
}
"""BibLaTeX's keys for kinds of theses and reports (its `type` field), and the entry types that say the same."""

RENAMED = {
    "abstract": "abstract",
    "abbrev_source_title": "container-title-short",
    "acknowledgement": "acknowledgement",
    "address": "publisher-place",
    "advisor": "supervisor",
    "article-number": "number",
    "articleno": "number",
    "art_number": "number",
    "author": "author",
    "booktitle": "container-title",
    "copyright": "license",
    "doi": "DOI",
    "edition": "edition",
    "editor": "editor",
    "eid": "number",
    "eissn": "eISSN",
    "eventtitle": "event-title",
    "isbn": "ISBN",
    "eisbn": "eISBN",
    "issn": "ISSN",
    "journal": "container-title",
    "journaltitle": "container-title",
    "license": "license",
    "note": "note",
    "numpages": "number-of-pages",
    "origtitle": "original-title",
    "pagetotal": "number-of-pages",
    "pmcid": "PMCID",
    "pmid": "PMID",
    "publisher": "publisher",
    "series": "collection-title",
    "shortjournal": "container-title-short",
    "shorttitle": "title-short",
    "supervisor": "supervisor",
    "title": "title",
    "translator": "translator",
    "urn": "urn",
    "venue": "event-place",
    "volume": "volume",
    "isi": "isi",
    "unique-id": "isi",
}
"""Field names with one meaning whatever the entry is."""

VERBATIM = frozenset(
    {"doi", "url", "eprint", "file", "pdf", "urn", "isbn", "issn", "eissn", "eisbn", "pmid", "pmcid", "isi"}
)
"""Fields whose value is no TeX: only its escapes are undone."""

TEXT_LISTS = frozenset({"groups", "tags"})
"""Fields of ours by no other name that hold lists of texts."""


def record_type(entry: str, fields: dict[str, str], preprint: bool) -> str:
    """LibreCat's type for a BibTeX entry type; `preprint` says that all it was published in is arXiv or its like."""
    subtype = fields.get("entrysubtype", "").lower()
    if entry == "article" and ("news" in subtype or "magazine" in subtype):
        return "newspaper_article"
    known = _TYPES.get(entry, "")
    if preprint and known in ("", "journal_article", "webpage", "report"):
        return "preprint"
    if known == "book" and "author" not in fields and "editor" in fields:
        return "book_editor"
    return known or "misc"
