"""A record as a CSL-JSON item: what citation styles render, and what CSL-JSON exports hold."""

from __future__ import annotations

import re

from model.fields import csl_type
from model.record import Date, Person, Record, Value

__all__ = ["at_arxiv", "csl_item", "date_value", "edition_number", "name_value", "own_id", "season_of", "two_letter"]

CslItem = dict[str, object]

_NAMES = frozenset({
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
    "director", "editor", "editorial-director", "editor-translator", "executive-producer", "guest", "host",
    "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
    "reviewed-author", "script-writer", "series-creator", "translator",
})  # fmt: skip
_DATES = frozenset(["accessed", "available-date", "event-date", "issued", "original-date", "submitted"])
_TEXTS = frozenset({
    "abstract", "annote", "archive", "archive_collection", "archive_location", "archive-place", "authority",
    "call-number", "chapter-number", "citation-key", "collection-number", "collection-title", "container-title",
    "container-title-short", "dimensions", "division", "DOI", "edition", "event-place", "event-title", "genre",
    "issue", "jurisdiction", "keyword", "license", "medium", "note", "number", "number-of-pages", "number-of-volumes",
    "original-publisher", "original-publisher-place", "original-title", "page", "page-first", "part-number",
    "part-title", "PMCID", "PMID", "printing-number", "publisher", "publisher-place", "references", "reviewed-genre",
    "reviewed-title", "scale", "section", "source", "supplement-number", "title", "title-short", "URL", "version",
    "volume", "volume-title",
})  # fmt: skip
"""CSL 1.0.2's variables, without those that only a processor sets, and those that need more than a copy."""

_ARXIV = re.compile(r"\barxiv\b|\bcorr$|\bcomputing research repository\b", re.IGNORECASE)

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_EDITION = re.compile(
    rf"(?:(\d+)(?:st|nd|rd|th|\.)?|({'|'.join(_ORDINALS)}))(?:\s+(?:ed(?:itio)?n?|aufl(?:age)?)\.?)?", re.IGNORECASE
)

_STATUS = {
    "accepted": "accepted",
    "draft": "draft",
    "epub_ahead": "advance online publication",
    "advance_online_publication": "advance online publication",
    "forthcoming": "forthcoming",
    "in_press": "in press",
    "inpress": "in press",
    "submitted": "submitted",
    "unpublished": "unpublished",
}
"""LibreCat's publication status as CSL's `status`; that something is published goes without saying."""

_DEGREES = {
    "bachelor": "Bachelor’s thesis",
    "bsc": "Bachelor’s thesis",
    "ba": "Bachelor’s thesis",
    "habilitation": "Habilitation",
    "ma": "Master’s thesis",
    "master": "Master’s thesis",
    "ms": "Master’s thesis",
    "msc": "Master’s thesis",
    "diploma": "Diploma thesis",
}

_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}

_LANGUAGES = {
    "ara": "ar", "bul": "bg", "cat": "ca", "ces": "cs", "chi": "zh", "cze": "cs", "dan": "da", "deu": "de",
    "dut": "nl", "ell": "el", "eng": "en", "est": "et", "fin": "fi", "fra": "fr", "fre": "fr", "ger": "de",
    "gle": "ga", "gre": "el", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "ice": "is", "ind": "id",
    "isl": "is", "ita": "it", "jpn": "ja", "kor": "ko", "lat": "la", "lav": "lv", "lit": "lt", "nld": "nl",
    "nob": "nb", "nor": "no", "per": "fa", "fas": "fa", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro",
    "rus": "ru", "slk": "sk", "slo": "sk", "slv": "sl", "spa": "es", "srp": "sr", "swe": "sv", "tha": "th",
    "tur": "tr", "ukr": "uk", "vie": "vi", "zho": "zh",
}  # fmt: skip
"""ISO 639-2 codes, as LibreCat keeps languages, to the two letters that CSL locales are named by."""


def csl_item(record: Record) -> CslItem:
    """The record as a CSL-JSON item; texts are canonical text, whose tags are those that CSL-JSON allows."""
    item: CslItem = {"id": record.id, "type": csl_type(record.type)}
    for name, value in record:
        if (converted := _converted(name, value)) is not None:
            item[name] = converted
    _add_identifiers(item, record)
    _add_numbers(item, record)
    _add_event(item)
    _add_thesis(item, record)
    _add_preprint(item, record)
    _add_address(item, record)
    _add_publisher(item, record)
    if status := _STATUS.get(record.text("publication_status").replace(" ", "_").lower()):
        item["status"] = status
    if languages := record.texts("language"):
        item["language"] = two_letter(languages[0])
    return item


def two_letter(language: str) -> str:
    """A language code as CSL wants it: `eng` becomes `en`; what is unknown stays."""
    return _LANGUAGES.get(language.lower(), language)


def _converted(name: str, value: Value) -> object:
    """The value of a field that CSL names as we do, in CSL-JSON's shape; None for all other fields."""
    if name in _TEXTS:
        return _text(name, value)
    if name in _NAMES and isinstance(value, tuple):
        return [name_value(person) for person in value if isinstance(person, Person)] or None
    if name in _DATES and isinstance(value, Date):
        return date_value(value)
    return None


def _text(name: str, value: Value) -> str | None:
    if isinstance(value, str):
        return value or None
    words = [word for word in value if isinstance(word, str)] if isinstance(value, tuple) else []
    if name == "keyword":
        return ("; " if any("," in word for word in words) else ", ").join(words) or None
    return words[0] if words else None


def name_value(person: Person) -> dict[str, str]:
    """A person as a CSL name."""
    if person.literal:
        return {"literal": person.literal}
    parts = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.particle,
        "suffix": person.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def date_value(date: Date) -> dict[str, object] | None:
    """A date as a CSL date: parts as numbers, two lists of them for a range, a season, `circa`; else the text."""
    if not date.year:
        return {"literal": date.text} if date.text else None
    parts = [_parts(date.year, date.month, date.day)]
    if date.end[0]:
        parts.append(_parts(*date.end))
    return {"date-parts": parts} | ({} if date.month else _about(date.text))


def _about(text: str) -> dict[str, object]:
    """What the text of a date says beside its year."""
    if season := season_of(text):
        return {"season": _SEASONS[season.lower()]}
    return {"circa": True} if text.startswith("ca. ") else {}


def season_of(text: str) -> str:
    """The season that the text of a date begins with, in the same word: `Autumn 2019`."""
    word = text.partition(" ")[0]
    return word if word.lower() in _SEASONS else ""


def _parts(year: int, month: int, day: int) -> list[int]:
    return [year, *([month, *([day] if day else [])] if month else [])]


def _add_identifiers(item: CslItem, record: Record) -> None:
    """CSL knows one ISBN and one ISSN; the printed one comes first, as in LibreCat."""
    for name, electronic in (("ISBN", "eISBN"), ("ISSN", "eISSN")):
        if numbers := record.texts(name) or record.texts(electronic):
            item[name] = numbers[0]


def _add_numbers(item: CslItem, record: Record) -> None:
    if edition := item.get("edition"):
        item["edition"] = edition_number(str(edition))
    if "chapter-number" not in item and (chapter := record.text("chapter")):
        item["chapter-number"] = chapter
    if "number" not in item and (number := record.text("report_number")):
        item["number"] = number
    applicants = record.texts("applicant")
    if applicants and record.type == "patent":
        item.setdefault("author", [{"literal": name} for name in applicants])
    if editors := record.texts("corporate_editor"):
        known = item.get("editor")
        item["editor"] = [*(known if isinstance(known, list) else []), *({"literal": name} for name in editors)]


def edition_number(edition: str) -> str:
    """An edition as the number that styles put into words themselves; BibTeX has `Second`. Other names stay."""
    found = _EDITION.fullmatch(edition.strip())
    if not found:
        return edition
    return found[1] or str(_ORDINALS.index(found[2].lower()) + 1)


def _add_event(item: CslItem) -> None:
    """Styles older than CSL 1.0.2 ask for `event`."""
    if "event-title" in item:
        item["event"] = item["event-title"]


def _add_thesis(item: CslItem, record: Record) -> None:
    if record.type != "dissertation":
        return
    if "genre" not in item and (genre := _genre_of_thesis(record)):
        item["genre"] = genre
    if "publisher" not in item and (school := record.text("school") or record.text("institution")):
        item["publisher"] = school


def _genre_of_thesis(record: Record) -> str:
    degree = record.text("degree_awarded")
    entry_type = record.raw.get("ENTRYTYPE")
    if not degree and entry_type:
        return {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}.get(str(entry_type).lower(), "")
    if not degree:
        return ""
    plain = re.sub(r"[^a-z]", "", degree.lower())
    if plain in {"phd", "drphil", "dphil"}:
        return "PhD thesis"
    return degree if "thesis" in plain else _DEGREES.get(plain, f"{degree} thesis")


def _add_preprint(item: CslItem, record: Record) -> None:
    """A preprint known only by its arXiv id is arXiv's, under that number, whatever journal databases make of that."""
    arxiv = record.texts("arxiv")
    if not arxiv or record.type not in ("preprint", "working_paper", "manuscript"):
        return
    if _ARXIV.search(str(item.get("container-title", ""))):
        for name in ("container-title", "container-title-short", "volume", "issue", "page", "number", "publisher"):
            item.pop(name, None)  # DBLP: CoRR, abs/1706.03762; ADS: arXiv e-prints, p. arXiv:1706.03762
    elsewhere = "container-title" in item or not _ARXIV.search(str(item.get("publisher", "arXiv")))
    if not elsewhere and "number" not in item:
        item |= {"publisher": "arXiv", "number": f"arXiv:{arxiv[0]}"}
    if not item.keys() & {"DOI", "URL"}:
        item["URL"] = f"https://arxiv.org/abs/{arxiv[0]}"


def _add_publisher(item: CslItem, record: Record) -> None:
    """Where a .bib file says how a work was published, that is what it has for a publisher."""
    published = record.text("howpublished")
    if published and not item.keys() & {"publisher", "container-title"} and "://" not in published:
        item["publisher"] = published


def _add_address(item: CslItem, record: Record) -> None:
    """Where a work without a DOI is found: its own address, else that of the full text, open access first."""
    if item.keys() & {"DOI", "URL"}:
        return
    full_texts = [link for link in record.links if link.relation == "main_file"]
    if full_texts:
        item["URL"] = max(full_texts, key=lambda link: link.open_access).url


def at_arxiv(url: str, record: Record) -> str:
    """The address of an arXiv page where `url` leads there: arXiv's DOIs are not those of the published work."""
    numbers = record.texts("arxiv")
    found = re.fullmatch(r"https?://(?:dx\.)?doi\.org/10\.48550/arxiv\.(\S+)", url, re.IGNORECASE)
    return f"https://arxiv.org/abs/{found[1]}" if found and numbers else url


def own_id(record: Record) -> str:
    """The id under which its own file has the record: a library that has it twice shows the second as `13053~2`."""
    id_ = record.raw.get("_id")
    return id_ if isinstance(id_, str) and record.id.startswith(f"{id_}~") else record.id
