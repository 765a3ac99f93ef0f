"""BibTeX out of records: as LibreCat writes it, as LaTeX accepts it, or an entry as its own file had it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from model import html, tex, text
from model.citations.texescape import balanced, escape, verbatim
from model.fields import TYPES
from model.record import Person, RawValue, Record

__all__ = ["cite_key", "entry", "human_key", "keys", "person_name", "write", "write_entry"]

Fields = dict[str, str]

_ORDER = {
    name: place
    for place, name in enumerate(
        (
            *("abstract", "address", "articleno", "author", "booktitle", "chapter", "day", "edition", "editor"),
            *("eprint", "archiveprefix", "primaryclass", "howpublished", "institution", "isbn", "issn", "journal"),
            *("keywords", "language", "location", "month", "note", "number", "organization", "pages", "publisher"),
            *("school", "series", "title", "translator", "type", "url", "doi", "volume", "year"),
        )
    )
}
"""The order of fields in LibreCat's BibTeX, with the few that it never writes beside their like."""

_MONTHS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ASIDE = frozenset(["ENTRYTYPE", "ID"])
_STOP_WORDS = frozenset(["a", "an", "the", "on", "of", "in", "for", "and", "to", "with", "from", "by", "at", "is"])


def write(records: Sequence[Record], *, safe: bool = False, human_keys: bool = False) -> str:
    """A BibTeX file of the records, in their order; no key comes twice.

    LibreCat's records come as LibreCat writes them, with nothing escaped; entries of a .bib file as they were; all
    others so that LaTeX accepts them. `safe` writes every entry so that LaTeX accepts it, and adds what LibreCat
    leaves out. `human_keys` names entries after author, year and title.
    """
    named = zip(records, keys(records, human=human_keys), strict=True)
    return "\n".join(entry(record, safe=safe, key=key) for record, key in named)


def entry(record: Record, *, safe: bool = False, key: str = "") -> str:
    """One entry, its last line closed. `key` defaults to the record's own."""
    key = key or cite_key(record)
    if not safe and (own := _own_fields(record)):
        return _write_own(str(record.raw["ENTRYTYPE"]), key, own)
    if not safe and record.id_kind == "librecat":
        return write_entry(_librecat_type(record), key, _librecat_fields(record))
    entry_type, fields = _safe_fields(record)
    return write_entry(entry_type, key, fields)


def write_entry(entry_type: str, key: str, fields: Mapping[str, str], order: Mapping[str, int] = _ORDER) -> str:
    """An entry in LibreCat's form. A title is braced twice, so that styles keep its case; months are macros."""
    lines = [f"@{entry_type}{{{key},\n"]
    for name in sorted(fields, key=lambda name: order.get(name, len(order))):
        value = fields[name]
        if value in ("", "0"):
            continue
        if name == "title":
            value = f"{{{value}}}"
        lines.append(f"  {name:<12} = {value if name == 'month' else f'{{{value}}}'},\n")
    return "".join([*lines, "}\n"])


# -- keys --------------------------------------------------------------------------------------------------------


def cite_key(record: Record) -> str:
    """The key a record is cited by: LibreCat's `_id`, else the key of its .bib file, else one made of its id."""
    if record.id_kind != "librecat" and (own := record.texts("citekey")):
        return _as_key(own[0])
    return _as_key(record.id) or human_key(record)


def _as_key(name: str) -> str:
    """A name without the signs that end a key in BibTeX, biber or LaTeX."""
    return re.sub(r"[\s,{}#%\\~\"'=()\[\]$&^]+", "-", name).strip("-")


def human_key(record: Record) -> str:
    """The record's own key of letters, else one of author, year and first word of the title: `peste2023cram`."""
    if own := next((key for key in record.texts("citekey") if not key.isdecimal()), ""):
        return _as_key(own)
    family = record.creators[0].family or record.creators[0].literal if record.creators else ""
    words = [word for word in text.fold(record.title).split() if word not in _STOP_WORDS]
    year = str(record.year) if record.year else ""
    return _ascii(family) + year + (_ascii(words[0]) if words else "") or "untitled"


def _ascii(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.fold(name))


def keys(records: Iterable[Record], *, human: bool = False) -> list[str]:
    """A key for each record; where two would be the same, the later one gets a letter."""
    taken: set[str] = set()
    result = []
    for record in records:
        key = wanted = human_key(record) if human else cite_key(record)
        count = 0
        while key.lower() in taken:
            count += 1
            key = f"{wanted}{_letters(count)}"
        taken.add(key.lower())
        result.append(key)
    return result


def _letters(count: int) -> str:
    """1, 2, ... 26, 27 as a, b, ... z, aa."""
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


# -- an entry as its own file had it -----------------------------------------------------------------------------


def _own_fields(record: Record) -> Fields:
    """The fields of an entry that was read from a .bib file and has nothing from elsewhere; else none."""
    if record.id_kind == "librecat" or "ENTRYTYPE" not in record.raw:
        return {}
    fields = record.raw.get("fields")
    own = fields if isinstance(fields, dict) else record.raw
    return {name: value for name, value in own.items() if name not in _ASIDE and isinstance(value, str)}


def _write_own(entry_type: str, key: str, fields: Fields) -> str:
    from bibtexparser import writer
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    form = writer.BibtexFormat()  # type: ignore[no-untyped-call]  # the library annotates most, not this
    form.indent, form.value_column, form.trailing_comma = "  ", 15, True
    written = [Field(name, f"{{{balanced(value)}}}") for name, value in fields.items()]
    return str(writer.write(Library([Entry(entry_type, key, written)]), form))


# -- as LibreCat writes it ---------------------------------------------------------------------------------------


def _librecat_type(record: Record) -> str:
    info = TYPES.get(record.type)
    return info.bibtex if info else "misc"


def _librecat_fields(record: Record) -> Fields:
    """The fields of LibreCat's own export, in the spelling of the record's file where the record still says that."""
    raw = record.raw
    fields = {
        name: _spelled(raw.get(key), record.text(field))
        for name, key, field in (
            ("title", "title", "title"),
            ("doi", "doi", "DOI"),
            ("publisher", "publisher", "publisher"),
            ("volume", "volume", "volume"),
            ("number", "issue", "issue"),
        )
    }
    entry_type = _librecat_type(record)
    container = "journal" if "article" in entry_type else "booktitle"
    fields[container] = _spelled(raw.get("publication"), record.text("container-title"))
    fields["location"] = _spelled(_inside(raw.get("conference"), "location"), record.text("event-place"))
    fields["abstract"] = _abstract(record)
    fields["pages"] = _spelled(raw.get("page"), record.text("page") or record.text("number-of-pages"))
    fields["pages"] = fields["pages"].replace("-", "--")
    fields["keywords"] = ", ".join(_plain(word) for word in record.texts("keyword"))
    fields["year"] = str(record.year) if record.year else record.issued.text
    fields["isbn"] = _first(record, "ISBN")
    fields["issn"] = _first(record, "eISSN") or _first(record, "ISSN")
    for role in ("author", "editor"):
        fields[role] = " and ".join(_full_names(record, role))
    return {name: balanced(value) for name, value in fields.items()}


def _spelled(raw: RawValue, canonical: str, clean: Callable[[str], str] = text.squeeze) -> str:
    """A value as the file spells it, blanks and HTML included, if that is still what the record says."""
    spelling = "" if raw is None or isinstance(raw, list | dict) else str(raw)
    if spelling and (clean(spelling) == canonical or clean(html.clean(tex.decode_math(spelling))) == canonical):
        return spelling.replace("\r\n", "\n")
    return _plain(canonical)


def _plain(canonical: str) -> str:
    return canonical.replace("<\u2060", "<")


def _abstract(record: Record) -> str:
    abstracts = record.raw.get("abstract")
    first = abstracts[0] if isinstance(abstracts, list) and abstracts else abstracts
    raw = _inside(first, "text") if isinstance(first, dict) else first
    return _spelled(raw, record.text("abstract"), lambda words: words.replace("\r\n", "\n").strip())


def _inside(value: RawValue, key: str) -> RawValue:
    return value.get(key) if isinstance(value, dict) else None


def _first(record: Record, name: str) -> str:
    return next(iter(record.texts(name)), "")


def _full_names(record: Record, role: str) -> list[str]:
    """LibreCat's full names, which may say more than family and given name, where they name the same people."""
    people = record.people(role)
    raw = record.raw.get(role)
    if not isinstance(raw, list) or len(raw) != len(people):
        return [person.name for person in people]
    return [
        full if isinstance(full := _inside(item, "full_name"), str) and _names(item, person) else person.name
        for item, person in zip(raw, people, strict=True)
    ]


def _names(item: RawValue, person: Person) -> bool:
    family, given = _inside(item, "last_name"), _inside(item, "first_name")
    return text.squeeze(str(family or "")) == person.family and text.squeeze(str(given or "")) == person.given


# -- as LaTeX accepts it -----------------------------------------------------------------------------------------


def _safe_fields(record: Record) -> tuple[str, Fields]:
    """Entry type and fields for LaTeX's usual styles, everything escaped that would act in TeX."""
    entry_type = _safe_type(record)
    values = _texts(record, entry_type)
    fields = {name: balanced(escape(value)) for name, value in values.items() if value}
    for role in ("author", "editor", "translator"):
        fields[role] = " and ".join(person_name(person) for person in record.people(role))
    fields["doi"] = verbatim(record.doi)
    if not record.doi:
        fields["url"] = verbatim(_address(record))
    if record.issued.month in range(1, 13):
        fields["month"] = _MONTHS[record.issued.month]
    if arxiv := record.texts("arxiv"):
        fields |= {"eprint": verbatim(arxiv[0]), "archiveprefix": "arXiv"}
    return entry_type, fields


def _safe_type(record: Record) -> str:
    if record.type == "book_chapter" and record.text("container-title"):
        return "incollection"
    if record.type == "dissertation" and "master" in record.text("degree_awarded").lower():
        return "mastersthesis"
    if record.type == "preprint" and record.texts("arxiv"):
        return "misc"
    return _librecat_type(record)


_PUBLISHER = {
    "phdthesis": "school",
    "mastersthesis": "school",
    "techreport": "institution",
}


def _texts(record: Record, entry_type: str) -> Fields:
    """The canonical texts of the entry's fields."""
    keywords = record.texts("keyword")
    pages = record.text("page")
    container = "journal" if entry_type == "article" else "booktitle"
    values = {
        "abstract": record.text("abstract"),
        "address": record.text("publisher-place"),
        "articleno": record.text("number") if entry_type != "techreport" else "",
        "edition": record.text("edition"),
        "howpublished": record.text("medium"),
        "isbn": _first(record, "ISBN") or _first(record, "eISBN"),
        "issn": _first(record, "eISSN") or _first(record, "ISSN"),
        "keywords": ("; " if any("," in word for word in keywords) else ", ").join(keywords),
        "language": _first(record, "language"),
        "location": record.text("event-place"),
        "note": record.text("note"),
        "number": record.text("issue") or record.text("report_number") or record.text("collection-number"),
        "pages": re.sub(r"\s*[-–—]+\s*", "--", pages) if pages else record.text("number-of-pages"),
        "series": _first(record, "collection-title"),
        "title": record.title,
        "type": record.text("genre"),
        "volume": record.text("volume"),
        "year": str(record.year) if record.year else record.issued.text,
        _PUBLISHER.get(entry_type, "publisher"): record.text("publisher"),
        container: record.text("container-title") or (record.text("event-title") if container == "booktitle" else ""),
    }
    return {name: value for name, value in values.items() if value}


def _address(record: Record) -> str:
    full_text = next((link.url for link in record.links if link.relation == "main_file"), "")
    return record.text("URL") or full_text


def person_name(person: Person) -> str:
    """A name as BibTeX parses it: `von Family, Jr, Given`; what must not be taken apart in braces."""
    if person.literal:
        return f"{{{balanced(escape(person.literal))}}}"
    family = _part(f"{person.particle} {person.family}".strip())
    parts = [family, *([_part(person.suffix)] if person.suffix else []), _part(person.given)]
    return ", ".join(part for part in parts if part)


def _part(name: str) -> str:
    written = escape(name)
    return f"{{{written}}}" if "," in name or re.search(r"(?i)\band\b", name) else written
