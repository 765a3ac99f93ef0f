"""Inheritance between BibTeX entries: `crossref` and `xdata`, by BibLaTeX's rules, cycles and all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["Entry", "Family"]

_MOST = 50
_DEEPEST = 8  # real libraries chain two or three: chapter, volume, series

# BibLaTeX never hands these on
_PRIVATE = """ids crossref xref entryset entrysubtype execute label options presort related relatedoptions relatedstring
    relatedtype shorthand shorthandintro sortkey xdata"""
# nor do we hand on what says which work this is, or describes that one work
_IDENTITY = """doi eprint eprinttype eprintclass archiveprefix primaryclass pmid pmcid isi arxiv arxivid url urldate urn
    file pdf abstract keywords keyword groups note annote annotation pages page pagetotal numpages timestamp owner"""
_PART_TYPES = "inbook incollection inproceedings conference inreference suppbook suppcollection bookinbook"
_OWN = frozenset((*_PRIVATE.split(), *_IDENTITY.split()))
_PARTS = frozenset(_PART_TYPES.split())
_MULTIVOLUME = frozenset({"mvbook", "mvcollection", "mvproceedings", "mvreference"})
_TO_BOOK = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon", "author": "bookauthor"}
_TO_MAIN = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
_TO_JOURNAL = {"title": "journaltitle", "subtitle": "journalsubtitle"}
_NOT_AS_ITSELF = frozenset({"shorttitle", "sorttitle", "indextitle", "indexsorttitle"})


@dataclass(slots=True)
class Entry:
    """An entry as written and, after inheriting, with what others give it. Field names are lower case."""

    number: int
    type: str
    key: str
    written: dict[str, str]
    fields: dict[str, str] = field(default_factory=dict)


class Family:
    """The entries of a file, of which some inherit from others."""

    def __init__(self, keys: Iterable[str], entry: Callable[[int], Entry]) -> None:
        """`keys` are the cite keys of all entries in their order, `entry` gives one by its number."""
        self._number: dict[str, int] = {}
        for number, key in enumerate(keys):
            self._number.setdefault(key.lower(), number)
        self._entry = entry
        self._parents: dict[str, Entry] = {}

    def heir(self, number: int) -> tuple[Entry, str]:
        """An entry with all that it inherits, and what was wrong: no parent, a circle, a long chain."""
        entry = self._entry(number)
        return entry, _inherit_one(entry, self)

    def get(self, key: str) -> Entry | None:
        """The first entry with a key, in whatever case."""
        key = key.lower()
        if key not in self._parents and key in self._number:
            self._parents[key] = self._entry(self._number[key])
        return self._parents.get(key)


def _inherit_one(entry: Entry, family: Family) -> str:
    """Walk up from an entry, nearest first, so that the nearest value wins."""
    entry.fields = dict(entry.written)
    seen = {entry.number}
    level: list[tuple[Entry, bool, str]] = _parents(entry, family)
    problem = _missing(entry, family)
    for _ in range(_DEEPEST):
        above: list[tuple[Entry, bool, str]] = []
        for parent, is_data, child_type in level:
            if parent.number == entry.number:
                return f"entry {entry.key} inherits from itself"
            if parent.number in seen:  # by another way, or a circle that others are told of
                continue
            seen.add(parent.number)
            if len(seen) > _MOST:
                return f"entry {entry.key} inherits from more than {_MOST} entries"
            _hand_down(parent, entry, is_data, child_type)
            above += [(up, data, type_ if not is_data else child_type) for up, data, type_ in _parents(parent, family)]
        if not above:
            return problem
        level = above
    return f"entry {entry.key} inherits over more than {_DEEPEST} entries"


def _keys(entry: Entry) -> list[tuple[str, bool]]:
    xdata = [(key.strip(), True) for key in entry.written.get("xdata", "").split(",", _MOST)[:_MOST]]
    return [(key, data) for key, data in (*xdata, (entry.written.get("crossref", "").strip(), False)) if key]


def _parents(entry: Entry, family: Family) -> list[tuple[Entry, bool, str]]:
    found = ((family.get(key), data) for key, data in _keys(entry))
    return [(parent, data, entry.type) for parent, data in found if parent]


def _missing(entry: Entry, family: Family) -> str:
    missing = [key for key, _ in _keys(entry) if not family.get(key)]
    return f"entry {entry.key} refers to {', '.join(missing)}, which is not in this file" if missing else ""


def _hand_down(parent: Entry, child: Entry, is_data: bool, child_type: str) -> None:
    """Give the child what it lacks, under the name that it has there."""
    renamed: Mapping[str, str] = {} if is_data else _renaming(child_type, parent.type)
    for name, value in parent.written.items():
        if is_data and name not in ("xdata", "crossref", "ids"):
            child.fields.setdefault(name, value)
        elif name in renamed:
            child.fields.setdefault(renamed[name], value)
        elif name not in _OWN and not (renamed and name in _NOT_AS_ITSELF):
            child.fields.setdefault(name, value)


def _renaming(child: str, parent: str) -> Mapping[str, str]:
    if parent in _MULTIVOLUME:
        return _TO_MAIN
    if child in _PARTS and parent not in _PARTS:
        return _TO_BOOK
    return _TO_JOURNAL if child == "article" and parent == "periodical" else {}
