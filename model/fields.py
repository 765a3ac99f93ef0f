"""The one table of fields: name, label, kind, where LibreCat keeps it, and how a difference between sources counts."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "BY_LIBRECAT",
    "BY_NAME",
    "FIELDS",
    "NUMBERED_TYPES",
    "PEOPLE_ROLES",
    "TYPES",
    "Field",
    "TypeInfo",
    "csl_type",
    "label",
]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record. `kind` says what its value is:

    text (canonical text), word (an identifier or code word, compared as it is), words (a list of such), texts (a
    list of canonical texts), block (text of several paragraphs), names, date, flag, map, relations, links, files,
    projects. `volatile` fields (time stamps, spacing, who looked when) never count as a conflict between sources.
    """

    name: str
    label: str
    kind: str
    librecat: str = ""
    volatile: bool = False


_F = Field
FIELDS: tuple[Field, ...] = (
    _F("type", "Type", "word", "type"),
    _F("title", "Title", "text", "title"),
    _F("title-short", "Short title", "text"),
    _F("original-title", "Original title", "text", "original_title"),
    _F("author", "Author", "names", "author"),
    _F("editor", "Editor", "names", "editor"),
    _F("translator", "Translator", "names", "translator"),
    _F("supervisor", "Supervisor", "names", "supervisor"),
    _F("reviewer", "Reviewer", "names", "reviewer"),
    _F("applicant", "Applicant", "texts", "applicant"),
    _F("corporate_editor", "Corporate editor", "texts", "corporate_editor"),
    _F("issued", "Published", "date", "date_published"),
    _F("submitted", "Submitted", "date", "date_submitted"),
    _F("defense_date", "Defended", "date", "defense_date"),
    _F("accessed", "Accessed", "date", volatile=True),
    _F("original-date", "First published", "date"),
    _F("container-title", "Container", "text", "publication"),
    _F("container-title-short", "Abbreviation", "text"),
    _F("collection-title", "Series", "texts", "alternative_title"),
    _F("collection-number", "Series volume", "text", "series_volume"),
    _F("publisher", "Publisher", "text", "publisher"),
    _F("publisher-place", "Place", "text", "place"),
    _F("event-title", "Conference", "text"),
    _F("event-place", "Conference location", "text"),
    _F("event-date", "Conference date", "date"),
    _F("edition", "Edition", "text", "edition"),
    _F("volume", "Volume", "text", "volume"),
    _F("issue", "Issue", "text", "issue"),
    _F("page", "Pages", "text"),
    _F("number-of-pages", "Number of pages", "text"),
    _F("number", "Article number", "text", "article_number"),
    _F("report_number", "Report number", "text", "report_number"),
    _F("genre", "Genre", "text"),
    _F("degree_awarded", "Degree", "text", "degree_awarded"),
    _F("status", "Record status", "word", "status"),
    _F("publication_status", "Publication status", "word", "publication_status"),
    _F("article_type", "Article type", "word", "article_type"),
    _F("abstract", "Abstract", "block"),
    _F("keyword", "Keywords", "texts", "keyword"),
    _F("language", "Language", "words"),
    _F("DOI", "DOI", "word", "doi"),
    _F("arxiv", "arXiv", "words"),
    _F("isi", "Web of Science", "words"),
    _F("PMID", "PubMed", "words"),
    _F("PMCID", "PubMed Central", "words"),
    _F("ISBN", "ISBN", "words"),
    _F("eISBN", "eISBN", "words"),
    _F("ISSN", "ISSN", "words"),
    _F("eISSN", "eISSN", "words"),
    _F("urn", "URN", "word", "urn"),
    _F("URL", "Address", "word"),
    _F("citekey", "Cite key", "words"),
    _F("alternative_id", "Earlier ids", "words", "alternative_id"),
    _F("external_id", "Other identifiers", "map"),
    _F("oa", "Open access", "flag"),
    _F("oa_version", "Version", "text", "oa_version"),
    _F("OA_type", "Open access type", "word", "OA_type"),
    _F("OA_place", "Open access place", "word", "OA_place"),
    _F("license", "Licence", "text"),
    _F("article_processing_charge", "Processing charge", "text", "article_processing_charge"),
    _F("corr_author", "Corresponding author", "flag", "corr_author"),
    _F("ec_funded", "EC funded", "flag", "ec_funded"),
    _F("extern", "From elsewhere", "flag", "extern"),
    _F("has_accepted_license", "Licence accepted", "flag", "has_accepted_license"),
    _F("PlanS_conform", "Plan S", "flag", "PlanS_conform"),
    _F("quality_controlled", "Peer reviewed", "flag", "quality_controlled"),
    _F("scopus_import", "In Scopus", "flag", "scopus_import"),
    _F("relation", "Related", "relations"),
    _F("link", "Links", "links"),
    _F("file", "Files", "files"),
    _F("project", "Projects", "projects"),
    _F("department", "Departments", "words"),
    _F("acknowledged_ssus", "Supported by", "words"),
    _F("ddc", "Dewey class", "words", "ddc"),
    _F("acknowledgement", "Acknowledgement", "block", "acknowledgement"),
    _F("note", "Note", "block", "note"),
    _F("citation", "Citations as supplied", "map"),
    _F("date_created", "Record created", "word", "date_created", volatile=True),
    _F("date_updated", "Record updated", "word", "date_updated", volatile=True),
    _F("file_date_updated", "Files updated", "word", "file_date_updated", volatile=True),
    _F("intvolume", "Volume for sorting", "word", "intvolume", volatile=True),
    _F("user_id", "Record owner", "word", "user_id", volatile=True),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
BY_LIBRECAT: dict[str, Field] = {field.librecat: field for field in FIELDS if field.librecat}
PEOPLE_ROLES: tuple[str, ...] = tuple(field.name for field in FIELDS if field.kind == "names")


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """A type of LibreCat's vocabulary: its label, its letter mark in lists, CSL's name, BibTeX's, and its class.

    `family` groups types that may describe one work (a conference paper and its abstract are of one family);
    merging never joins records of different families on likeness alone. `paged` types count pages instead of
    giving a range.
    """

    name: str
    label: str
    csl: str
    bibtex: str
    family: str
    container: str = "Published in"
    paged: bool = False


_T = TypeInfo
TYPES: dict[str, TypeInfo] = {
    info.name: info
    for info in (
        _T("journal_article", "Journal article", "article-journal", "article", "article", "Journal"),
        _T("review", "Review", "review", "misc", "article", "Journal"),
        _T("newspaper_article", "Newspaper article", "article-newspaper", "misc", "article", "Newspaper"),
        _T("journal_editor", "Journal issue (edited)", "periodical", "misc", "editor", "Journal"),
        _T("conference", "Conference paper", "paper-conference", "inproceedings", "conference", "Proceedings"),
        _T(
            "conference_abstract",
            "Conference abstract",
            "paper-conference",
            "inproceedings",
            "conference",
            "Proceedings",
        ),
        _T("conference_editor", "Proceedings (edited)", "book", "proceedings", "editor", "Series"),
        _T("book", "Book", "book", "book", "book", "Series", True),
        _T("book_editor", "Book (edited)", "book", "book", "book", "Series", True),
        _T("book_chapter", "Book chapter", "chapter", "inbook", "chapter", "Book"),
        _T(
            "encyclopedia_article",
            "Encyclopedia article",
            "entry-encyclopedia",
            "misc",
            "chapter",
            "Encyclopedia",
        ),
        _T("dissertation", "Thesis", "thesis", "phdthesis", "thesis", "Series", True),
        _T("preprint", "Preprint", "article", "unpublished", "preprint", "Repository", True),
        _T("working_paper", "Working paper", "report", "techreport", "report", "Series", True),
        _T("report", "Report", "report", "techreport", "report", "Series", True),
        _T("patent", "Patent", "patent", "misc", "patent", "Published in", True),
        _T("software", "Software", "software", "misc", "software"),
        _T("research_data", "Research data", "dataset", "misc", "data"),
        _T("translation", "Translation", "book", "misc", "book", "Series", True),
        _T("translation_chapter", "Translated chapter", "chapter", "misc", "chapter", "Book"),
        # not LibreCat's, but what other formats hold
        _T("lecture", "Lecture", "speech", "misc", "other"),
        _T("webpage", "Web page", "webpage", "misc", "other", "Website"),
        _T("manuscript", "Manuscript", "manuscript", "unpublished", "other"),
        _T("standard", "Standard", "standard", "misc", "report"),
        _T("misc", "Publication", "document", "misc", "other"),
    )
}

NUMBERED_TYPES = frozenset({"report", "patent", "standard", "working_paper"})
"""Types whose number is their own, not that of an issue they appeared in."""


def csl_type(type_: str) -> str:
    """CSL's name for one of our types; `document` for what CSL has no word for."""
    info = TYPES.get(type_)
    return info.csl if info else "document"


def label(name: str, type_: str = "") -> str:
    """What to call a field on the screen; containers are named after what they are: journal, proceedings, book."""
    if name == "container-title" and type_ in TYPES:
        return TYPES[type_].container
    field = BY_NAME.get(name)
    return field.label if field else (name[:1].upper() + name[1:]).replace("_", " ")
