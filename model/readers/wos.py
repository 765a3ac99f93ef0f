"""Web of Science's tagged files ("plain text"), which librarians export: most tags have their like in RIS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from model.readers.base import Document, Reading
from model.readers.dates import parse_date, with_month
from model.readers.gathered import Gathered
from model.readers.identifiers import serial_numbers
from model.readers.ris_fields import record_fields
from model.record import Date, Person, RawValue, Value
from model.text import squeeze

__all__ = ["FORMAT", "read", "sniff"]

FORMAT = "wos"

_LINE_END = re.compile(r"\r\n|\r|\n")
_START = re.compile(r"\ufeff?\s*(?:FN [^\r\n]+[\r\n]+(?:VR [^\r\n]+[\r\n]+)?)?PT [A-Z]\s*?[\r\n]")
_LINE = re.compile(r"\ufeff?([A-Z][A-Z0-9])(?: (.*)|$)")
_ORCID = re.compile(r"([^;/]+)/(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])")
_MOST_INITIALS = 4

_TYPES = (
    ("book chapter", "CHAP"), ("proceedings paper", "CPAPER"), ("meeting abstract", "ABST"), ("data set", "DATA"),
    ("data study", "DATA"), ("software", "COMP"), ("book", "BOOK"),
)  # fmt: skip
_TYPES_BY_PUBLICATION = {"J": "JOUR", "B": "BOOK", "S": "CHAP", "P": "PAT", "C": "CPAPER"}
_CONFERENCES = ("CPAPER", "ABST")
_TAGS = {
    "TI": "TI", "SO": "T2", "JI": "JA", "SE": "T3", "PU": "PB", "VL": "VL", "IS": "IS", "BP": "SP", "EP": "EP",
    "AR": "C7", "PY": "PY", "DI": "DO", "AB": "AB", "LA": "LA", "SN": "SN", "BN": "SN",
}  # fmt: skip
_LINES = frozenset(("AU", "AF", "CA", "GP", "BA", "BF", "BE", "ED", "CR"))  # a value stands in each of their lines
_AUTHORS, _BOOK_AUTHORS, _EDITORS = ("AF", "AU"), ("BF", "BA"), ("BE", "ED")
# how Web of Science counts and classes works; what the record was written from has all of it
_ADMINISTRATION = frozenset(
    (
        *("PT", "DT", "C1", "C3", "RP", "EM", "RI", "FU", "CR", "NR", "TC", "Z9", "U1", "U2", "GA", "WC", "SC", "WE"),
        *("DA", "HC", "HP", "PN", "SI", "SU", "MA", "PA", "PI", "J9", "PG", "P2", "EA", "SP", "D2", "HO"),
    )
)
_KNOWN = frozenset(
    (
        *(*_TAGS, *_LINES, *_ADMINISTRATION),
        *("PD", "EI", "DE", "ID", "OI", "UT", "PM", "OA", "FX", "CT", "CY", "CL"),
    )
)


@dataclass(slots=True)
class _Entry:
    """The lines of one record by tag, in order, and where and how it stood in the file."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    damage: str = ""


def sniff(head: str) -> bool:
    """Whether it begins with a record of Web of Science: `PT J`, after the lines `FN` and `VR` of the file."""
    return bool(_START.match(head))


def read(document: Document) -> Reading:
    """Read all records. One without its `ER` line is kept and marked damaged."""
    found = Gathered(document, FORMAT, document.text.count("\n") + 1)
    for entry in _entries(document.text):
        raw: dict[str, RawValue] = {tag: list[RawValue](lines) for tag, lines in entry.values.items()}
        found.add(_one(entry.values, "UT"), FORMAT, entry.line, _fields(entry.values), raw, entry.damage)
    return Reading(FORMAT, tuple(found.records), tuple(found.notices))


def _entries(text: str) -> Iterator[_Entry]:
    """Records from `PT` to `ER`; a `PT` before the `ER` ends the record before it."""
    entry: _Entry | None = None
    tag = ""
    for number, content in enumerate(_LINE_END.split(text), 1):
        found = _LINE.match(content)
        if found and found[1] in ("PT", "ER", "EF"):
            if entry:
                entry.damage = "" if found[1] == "ER" else _ENDLESS
                yield entry
            entry = _Entry(number) if found[1] == "PT" else None
        if entry is None:
            continue
        if found:
            tag = found[1]
            entry.values.setdefault(tag, []).append((found[2] or "").strip())
        elif content.strip():
            entry.values[tag].append(content.strip())
    if entry:
        entry.damage = _ENDLESS
        yield entry


_ENDLESS = "it never ends, its ER line is missing"


def _fields(values: Mapping[str, list[str]]) -> dict[str, Value]:
    """The fields of a record, by what RIS makes of it. Tags without a meaning here are kept as `wos-XX`."""
    ris = {"TY": [_type(values)]}
    for tag, target in _TAGS.items():
        if value := _one(values, tag):
            ris.setdefault(target, []).append(value)
    for tags, target in ((_AUTHORS, "AU"), (_BOOK_AUTHORS, "AU"), (_EDITORS, "A2")):
        named = next((values[tag] for tag in tags if tag in values), [])
        ris.setdefault(target, []).extend(named)
    place, met = ("C1", "CY") if ris["TY"][0] in _CONFERENCES else ("CY", "")
    ris[place] = [_one(values, "PI")]
    if met:
        ris[met] = [_one(values, "CL")]
    if ris["TY"] == ["BOOK"]:
        ris["SP"] = [_one(values, "PG")]
    ris["KW"] = _keywords(values)
    fields = record_fields({tag: [value for value in some if value] for tag, some in ris.items()})
    groups = [Person(literal=name) for name in _lines(values, "CA", "GP")]
    fields["author"] = (*map(_with_initials, _people(fields, "author")), *groups)
    _identified(fields, values)
    fields["issued"] = _issued(fields.get("issued"), _one(values, "PD"), _one(values, "EA"))
    fields["event-title"] = _one(values, "CT")
    fields["acknowledgement"] = _one(values, "FX")
    for tag in values.keys() - _KNOWN:
        fields[f"wos-{tag}"] = _one(values, tag)
    if _one(values, "OA"):
        fields["oa"] = True
    if _one(values, "DT").lower().startswith("review") and ris["TY"] == ["JOUR"]:
        fields["article_type"] = "review"
    return {name: value for name, value in fields.items() if value not in ("", (), Date())}


def _one(values: Mapping[str, list[str]], tag: str) -> str:
    """A value that goes over several lines."""
    return squeeze(" ".join(values.get(tag, [])))


def _lines(values: Mapping[str, list[str]], *tags: str) -> list[str]:
    return [name for tag in tags for line in values.get(tag, []) if (name := squeeze(line))]


def _keywords(values: Mapping[str, list[str]]) -> list[str]:
    """The authors' keywords, and of those that were added to them the ones that differ in more than capitals."""
    found: dict[str, str] = {}
    for tag in ("DE", "ID"):
        for word in _one(values, tag).split(";"):
            found.setdefault(_same(word), word)
    return list(found.values())


def _type(values: Mapping[str, list[str]]) -> str:
    """What RIS calls it: by what kind of document it is, else by what it was published in."""
    kinds = _one(values, "DT").lower()
    by_publication = _TYPES_BY_PUBLICATION.get(_one(values, "PT"), "GEN")
    if kinds.startswith("article") and by_publication == "JOUR":
        return by_publication
    return next((type_ for kind, type_ in _TYPES if kind in kinds and "book review" not in kinds), by_publication)


def _people(fields: Mapping[str, Value], role: str) -> Sequence[Person]:
    found = fields.get(role)
    return [one for one in found if isinstance(one, Person)] if isinstance(found, tuple) else ()


def _with_initials(one: Person) -> Person:
    """`Shannon, CE`, as where full names are not known: the letters apart."""
    if one.given.isalpha() and one.given.isupper() and len(one.given) <= _MOST_INITIALS:
        return replace(one, given=" ".join(f"{letter}." for letter in one.given))
    return one


def _issued(issued: Value | None, day: str, early: str) -> Date:
    """`MAR 15`, `JAN-FEB`, `WIN` in the year that is known; where none is, when it could be read early: `MAY 2021`."""
    return with_month(issued, day) if isinstance(issued, Date) else parse_date(early)


def _identified(fields: dict[str, Value], values: Mapping[str, list[str]]) -> None:
    """The numbers of the work, and the ORCIDs of its people."""
    fields["isi"] = tuple(number.removeprefix("WOS:") for number in _lines(values, "UT"))
    fields["PMID"] = tuple(_lines(values, "PM"))
    _, fields["eISSN"], _ = serial_numbers(_one(values, "EI"))
    known = {_same(name): orcid.upper() for name, orcid in _ORCID.findall(_one(values, "OI"))}
    for role in ("author", "editor"):
        if people := _people(fields, role):
            fields[role] = tuple(replace(one, orcid=known.get(_same(one.name), "")) for one in people)


def _same(name: str) -> str:
    return squeeze(name).casefold()
