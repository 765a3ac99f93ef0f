"""BibTeX out of records: as LibreCat writes it, as LaTeX accepts it, or an entry as its own file had it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from model import text
from model.citations.item import own_id
from model.citations.latexfields import MONTHS, bibtex_fields, bibtex_type
from model.citations.texescape import balanced
from model.fields import TYPES
from model.readers.librecat_values import block, canonical
from model.record import Person, RawValue, Record

__all__ = ["cite_key", "entry", "human_key", "keys", "write", "write_entry"]

Fields = dict[str, str]

_ORDER = {
    name: place
    for place, name in enumerate(
        (
            *("abstract", "address", "articleno", "author", "booktitle", "chapter", "day", "edition", "editor"),
            *("eprint", "archiveprefix", "primaryclass", "eventdate", "eventtitle", "howpublished", "institution"),
            *("isbn", "issn", "journal", "keywords", "language", "location", "venue", "month", "note", "number"),
            *("organization", "pages", "pagetotal", "publisher", "school", "series", "title", "shorttitle"),
            *(
                "origtitle",
                "origdate",
                "translator",
                "type",
                "url",
                "urldate",
                "doi",
                "pmid",
                "pmcid",
                "isi",
                "version",
                "volume",
                "year",
            ),
        )
    )
}
"""The order of fields in LibreCat's BibTeX, with the few that it never writes beside their like."""

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
    if not safe and record.id_kind == "librecat":
        return write_entry(_librecat_type(record), key, _librecat_fields(record))
    if not safe and "ENTRYTYPE" in record.raw:
        return _write_own(str(record.raw["ENTRYTYPE"]), key, _own_fields(record))
    return write_entry(bibtex_type(record), key, bibtex_fields(record))


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
    return _as_key(own_id(record)) or human_key(record)


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
    """The fields of an entry of a .bib file as they are there, with what the record has from elsewhere.

    What the record says that the entry itself does not (inherited from a cross-reference, added or corrected by
    another file) is found by reading the entry again, and written so that LaTeX accepts it.
    """
    from model.readers.bibtex_fields import record_fields

    own = {name: value for name, value in record.raw.items() if name not in _ASIDE and isinstance(value, str)}
    lowered = {name.lower(): value for name, value in own.items()}
    alone = record_fields(str(record.raw["ENTRYTYPE"]), str(record.raw.get("ID", "")), lowered)
    if alone == record.fields:
        return own
    before, now = bibtex_fields(replace(record, fields=alone)), bibtex_fields(record)
    changed = {name for name in now if now[name] != before.get(name)}
    if not changed:
        return own
    together = changed | {name for group in _SAME if changed & group for name in group}
    kept = {name: value for name, value in own.items() if not _replaced(name.lower(), together, now, record)}
    if parent := lowered.get("crossref"):
        kept.setdefault("xref", parent)  # names the entry it is part of, and inherits nothing
    new = {name: now[name] for name in now if name in together}
    if kept.keys() & {"institution", "organization"} and "school" in new:
        new["publisher"] = new.pop("school")  # or the entry's own would be taken for it
    return kept | new


def _replaced(name: str, together: set[str], now: Fields, record: Record) -> bool:
    """Whether one of the entry's own fields makes room for what the record says now."""
    return name in _INHERITING or (name in together and (name in now or name not in record.fields))


_INHERITING = frozenset(["crossref", "xdata"])
_SAME = tuple(
    frozenset(group)
    for group in (
        ("journal", "journaltitle", "journalsubtitle"),
        ("booktitle", "booksubtitle"),
        ("title", "subtitle"),
        ("year", "month", "day", "date"),
        ("publisher", "school", "institution", "organization"),
        ("keywords", "keyword"),
        ("number", "issue"),
        ("articleno", "eid"),
        ("pages", "page"),
        ("eprint", "archiveprefix", "eprinttype"),
    )
)
"""Names under which BibTeX and BibLaTeX keep the same thing."""


_MONTH_AND_DAY = re.compile(rf"(\d\d?\.?[~ ])?({'|'.join(MONTHS)})([~ ]\d\d?)?")


def _write_own(entry_type: str, key: str, fields: Fields) -> str:
    from bibtexparser import writer
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    form = writer.BibtexFormat()  # type: ignore[no-untyped-call]  # the library annotates most, not this
    form.indent, form.value_column, form.trailing_comma = "  ", 15, True
    written = [Field(name, _enclosed(name, value)) for name, value in fields.items()]
    return str(writer.write(Library([Entry(entry_type, key, written)]), form))


def _enclosed(name: str, value: str) -> str:
    """A value between braces; the macro of a month stands outside, or styles would print it as it is."""
    month = _MONTH_AND_DAY.fullmatch(value) if name.lower() == "month" else None
    if not month:
        return f"{{{balanced(value)}}}"
    before, macro, behind = month.groups()
    return " # ".join([*([f"{{{before}}}"] if before else []), macro, *([f"{{{behind}}}"] if behind else [])])


# -- as LibreCat writes it ---------------------------------------------------------------------------------------


def _librecat_type(record: Record) -> str:
    info = TYPES.get(record.type)
    return info.bibtex if info else "misc"


def _librecat_fields(record: Record) -> Fields:
    """The fields of LibreCat's own export, in the spelling of the record's file where the record still says that."""
    raw: Mapping[str, RawValue] = {} if "ENTRYTYPE" in record.raw else record.raw
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
    fields["abstract"] = _abstract(raw.get("abstract"), record.text("abstract"))
    fields["pages"] = _spelled(raw.get("page"), record.text("page") or record.text("number-of-pages"))
    fields["pages"] = fields["pages"].replace("-", "--")
    fields["keywords"] = ", ".join(_plain(word) for word in record.texts("keyword"))
    fields["year"] = str(record.year) if record.year else record.issued.text
    fields["isbn"] = _first(record, "ISBN")
    fields["issn"] = _first(record, "eISSN") or _first(record, "ISSN")
    for role in ("author", "editor"):
        fields[role] = " and ".join(_full_names(raw.get(role), record.people(role)))
    return {name: balanced(value) for name, value in fields.items()}


def _spelled(raw: RawValue, value: str, read: Callable[[RawValue], str] = canonical) -> str:
    """A value as the file spells it, blanks and HTML included, if that is still what the record says."""
    spelling = "" if raw is None or isinstance(raw, list | dict) else str(raw)
    if spelling and read(spelling) == value:
        return spelling.replace("\r\n", "\n")
    return _plain(value)


def _plain(value: str) -> str:
    return value.replace("<\u2060", "<")


def _abstract(abstracts: RawValue, value: str) -> str:
    first = abstracts[0] if isinstance(abstracts, list) and abstracts else abstracts
    raw = _inside(first, "text") if isinstance(first, dict) else first
    return _spelled(raw, value, block)


def _inside(value: RawValue, key: str) -> RawValue:
    return value.get(key) if isinstance(value, dict) else None


def _first(record: Record, name: str) -> str:
    return next(iter(record.texts(name)), "")


def _full_names(raw: RawValue, people: Sequence[Person]) -> list[str]:
    """LibreCat's full names, which may say more than family and given name, where they name the same people."""
    if not isinstance(raw, list) or len(raw) != len(people):
        return [person.name for person in people]
    return [
        full if isinstance(full := _inside(item, "full_name"), str) and _names(item, person) else person.name
        for item, person in zip(raw, people, strict=True)
    ]


def _names(item: RawValue, person: Person) -> bool:
    family, given = _inside(item, "last_name"), _inside(item, "first_name")
    return text.squeeze(str(family or "")) == person.family and text.squeeze(str(given or "")) == person.given
