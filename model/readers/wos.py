"""Web of Science's tagged files ("plain text"), which librarians export: most tags have their like in RIS."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from model.names import person
from model.readers.base import Document, Reading
from model.readers.dates import parse_date, with_month
from model.readers.gathered import Gathered, filled
from model.readers.identifiers import serial_numbers
from model.readers.ris_fields import record_fields
from model.readers.tagged import entries, raw
from model.record import Date, Person, Value
from model.text import squeeze

__all__ = ["FORMAT", "read", "sniff"]

FORMAT = "wos"

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
        *("C1", "C3", "RP", "EM", "RI", "FU", "CR", "NR", "TC", "Z9", "U1", "U2", "GA", "WC", "SC", "WE", "DA", "HC"),
        *("HP", "PN", "SI", "SU", "MA", "PA", "J9", "P2", "SP", "D2", "HO"),
    )
)
_KNOWN = frozenset(
    (
        *(*_TAGS, *_LINES, *_ADMINISTRATION),
        *("PT", "DT", "PD", "EA", "EI", "DE", "ID", "OI", "UT", "PM", "OA", "FX", "CT", "CY", "CL", "PI", "PG"),
    )
)


def sniff(head: str) -> bool:
    """Whether it begins with a record of Web of Science: `PT J`, after the lines `FN` and `VR` of the file."""
    return bool(_START.match(head))


def read(document: Document) -> Reading:
    """Read all records. One without its `ER` line is kept and marked damaged."""
    found = Gathered(document, FORMAT)
    for entry in entries(document.text, _LINE, start="PT", end="ER", end_of_file="EF"):
        values: dict[str, list[str]] = {}
        for value in entry.values:
            values.setdefault(value.tag, []).extend(value.lines)
        found.add(_one(values, "UT"), FORMAT, entry.line, _fields(values), raw(values), entry.damage)
    return found.reading()


def _fields(values: Mapping[str, list[str]]) -> dict[str, Value]:
    """The fields of a record, by what RIS makes of it. Tags without a meaning here are kept as `wos-XX`."""
    ris = {"TY": [_type(values)]}
    for tag, target in _TAGS.items():
        if value := _one(values, tag):
            ris.setdefault(target, []).append(value)
    own, of_book = _named(values, _AUTHORS), _named(values, _BOOK_AUTHORS)
    ris["AU"], ris["A2"] = own or of_book, _named(values, _EDITORS)
    place, met = ("C1", "CY") if ris["TY"][0] in _CONFERENCES else ("CY", "")
    ris[place] = [_one(values, "PI")]
    if met:
        ris[met] = [_one(values, "CL")]
    if ris["TY"] == ["BOOK"]:
        ris["SP"] = [_one(values, "PG")]
    ris["KW"] = _keywords(values)
    fields = record_fields({tag: [value for value in some if value] for tag, some in ris.items()})
    # of a part with authors of its own, GP and BF are whose book it is: often IEEE's
    groups = [Person(literal=name) for name in _lines(values, "CA", *(() if own or of_book else ("GP",)))]
    fields["author"] = (*map(_with_initials, _people(fields, "author")), *groups)
    if own:
        if ris["TY"] != ["BOOK"]:
            fields["container-author"] = tuple(map(person, of_book))
        fields["wos-GP"] = "; ".join(_lines(values, "GP"))
    _identified(fields, values)
    fields["issued"] = _issued(fields.get("issued"), _one(values, "PD"), _one(values, "EA"))
    fields["event-title"] = _one(values, "CT")
    fields["acknowledgement"] = _one(values, "FX")
    fields |= {f"wos-{tag}": _one(values, tag) for tag in values if tag not in _KNOWN}
    if _one(values, "OA"):
        fields["oa"] = True
    if _one(values, "DT").lower().startswith("review") and ris["TY"] == ["JOUR"]:
        fields["article_type"] = "review"
    return filled(fields)


def _named(values: Mapping[str, list[str]], tags: Sequence[str]) -> list[str]:
    """Who stands under the first of some tags that is there."""
    return next((values[tag] for tag in tags if tag in values), [])


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
