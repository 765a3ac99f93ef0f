"""EndNote's tagged files (.enw), as Google Scholar and publishers give them: each tag has its like in RIS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.readers.base import Document, Reading
from model.readers.gathered import Gathered, one_or_all
from model.readers.ris_fields import record_fields
from model.readers.tagged import Entry, Tagged, by_tag, raw, values
from model.record import Value
from model.text import squeeze

__all__ = ["FORMAT", "read", "sniff"]

FORMAT = "endnote"

_LINE = re.compile(r"\ufeff?%([0-9A-Z@!?+&#$*^(~)<>\[\]|=:])(?:[ \t]+(.*)|$)")
_START = re.compile(r"\ufeff?\s*%(?:0 +[A-Z]|[AT] [^\r\n]+(?:\r\n|\r|\n)%[A-Z0-9@] )")
_YEAR = re.compile(r"\d{4}")
_WORDS = re.compile(r"[;\n]")

_TYPES = {
    "journal article": "JOUR", "electronic article": "EJOUR", "book": "BOOK", "book section": "CHAP",
    "edited book": "EDBOOK", "electronic book": "EBOOK", "electronic book section": "ECHAP", "thesis": "THES",
    "conference paper": "CPAPER", "conference proceedings": "CONF", "report": "RPRT", "government document": "GOVDOC",
    "web page": "ELEC", "blog": "BLOG", "computer program": "COMP", "dataset": "DATA", "online database": "DBASE",
    "patent": "PAT", "unpublished work": "UNPB", "manuscript": "MANSCPT", "newspaper article": "NEWS",
    "magazine article": "MGZN", "standard": "STAND", "encyclopedia": "ENCYC", "dictionary": "DICT", "serial": "SER",
    "pamphlet": "PAMP", "classical work": "CLSWK", "ancient text": "ANCIENT", "personal communication": "PCOMM",
}  # fmt: skip
_TAGS = {
    "A": "AU", "E": "A2", "Y": "A3", "?": "A4", "T": "TI", "J": "T2", "B": "T2", "S": "T3", "V": "VL", "N": "IS",
    "P": "SP", "D": "PY", "8": "DA", "I": "PB", "C": "CY", "@": "SN", "U": "UR", "R": "DO", "X": "AB", "K": "KW",
    "G": "LA", "9": "M3", "7": "ET", "Z": "N1", "Q": "OP", "!": "ST", "[": "Y2", ">": "L1",
    "M": "AN", "2": "C2", "W": "DP", "~": "DB",
}  # fmt: skip
_THESIS_TAGS = {"Y": "A2"}  # who supervised it
_KEYS = ("F", "L")  # what a record is called: its label, else its call number
_NO_TYPE = "GEN"


def sniff(head: str) -> bool:
    """Whether it begins with a record of EndNote: `%0 Journal Article`, or two tags in a row."""
    return bool(_START.match(head))


def read(document: Document) -> Reading:
    """Read all records."""
    found = Gathered(document, FORMAT)
    for entry in _entries(document.text):
        tagged = by_tag(entry.values, "\n")
        named = squeeze(next((tagged[tag][0] for tag in _KEYS if tag in tagged), ""))
        found.add(named, FORMAT, entry.line, _fields(tagged, named), raw(tagged))
    return found.reading()


def _entries(text: str) -> Iterator[Entry]:
    """Records, each from its `%0`; those that begin with another tag each from the first one after a blank line."""
    entry: list[Tagged] = []
    for value in values(text, _LINE):
        if entry and _begins(value, entry):
            yield Entry(entry)
            entry = []
        entry.append(value)
    if entry:
        yield Entry(entry)


def _begins(value: Tagged, entry: list[Tagged]) -> bool:
    """Whether a value is the first of the record after this one, of which these are the values so far."""
    if value.tag == "0":
        return value.after_blank or any(other.tag == "0" for other in entry)
    return value.after_blank and entry[0].tag != "0"


def _fields(values: dict[str, list[str]], named: str) -> dict[str, Value]:
    """The fields of a record, by what RIS makes of it. Tags that RIS has no like of are kept as `endnote-X`."""
    kind = squeeze(" ".join(values.get("0", [])))
    type_ = _TYPES.get(kind.lower(), _NO_TYPE)
    tags = _TAGS | _THESIS_TAGS if type_ == "THES" else _TAGS
    ris: dict[str, list[str]] = {"TY": [type_]}
    others: dict[str, Value] = {}
    for tag, found in values.items():
        kept = [value for value in found if value]
        if tag == "K":
            kept = [word for value in kept for word in _WORDS.split(value) if word.strip()]
        if tag == "8" and values.get("D"):
            kept = [value if _YEAR.search(value) else f"{value} {values['D'][0]}" for value in kept]
        if tag in tags:
            ris.setdefault(tags[tag], []).extend(kept)
        elif tag not in ("0", *_KEYS) and kept:
            others[f"endnote-{tag}"] = one_or_all(map(squeeze, kept))
    fields = record_fields(ris)
    for tag, target in tags.items():  # what means nothing to RIS either keeps its own tag
        if f"ris-{target}" in fields:
            fields[f"endnote-{tag}"] = fields.pop(f"ris-{target}")
    if kind and type_ == _NO_TYPE and kind.lower() != "generic":
        fields.setdefault("genre", kind)
    if named:
        fields["citekey"] = (named,)
    return fields | others
