"""Inheritance between BibTeX entries: `crossref` and `xdata`, by BibLaTeX's rules, cycles and all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.readers.bibtex_split import Block

__all__ = ["Entry", "inherit"]

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

    block: Block
    names: dict[str, str]  # lower-case name -> the name as written
    written: dict[str, str]
    fields: dict[str, str] = field(default_factory=dict)


def inherit(entries: list[Entry]) -> dict[int, str]:
    """Fill in `fields` of every entry; gives what was wrong (no parent, a circle, a long chain) by its number."""
    by_key: dict[str, Entry] = {}
    for entry in entries:
        entry.fields = entry.written
        by_key.setdefault(entry.block.key.lower(), entry)
    problems: dict[int, str] = {}
    for number, entry in enumerate(entries):
        if "crossref" in entry.written or "xdata" in entry.written:
            problem = _inherit_one(entry, by_key)
            if problem:
                problems[number] = problem
    return problems


def _inherit_one(entry: Entry, by_key: Mapping[str, Entry]) -> str:
    """Walk up from an entry, nearest first, so that the nearest value wins."""
    entry.fields = dict(entry.written)
    seen = {id(entry)}
    level: list[tuple[Entry, bool, str]] = _parents(entry, by_key)
    problem = _missing(entry, by_key)
    for _ in range(_DEEPEST):
        above: list[tuple[Entry, bool, str]] = []
        for parent, is_data, child_type in level:
            if parent is entry:
                return f"entry {entry.block.key} inherits from itself"
            if id(parent) in seen:  # by another way, or a circle that others are told of
                continue
            seen.add(id(parent))
            if len(seen) > _MOST:
                return f"entry {entry.block.key} inherits from more than {_MOST} entries"
            _hand_down(parent, entry, is_data, child_type)
            above += [(up, data, type_ if not is_data else child_type) for up, data, type_ in _parents(parent, by_key)]
        if not above:
            return problem
        level = above
    return f"entry {entry.block.key} inherits over more than {_DEEPEST} entries"


def _keys(entry: Entry) -> list[tuple[str, bool]]:
    xdata = [(key.strip(), True) for key in entry.written.get("xdata", "").split(",", _MOST)[:_MOST]]
    return [(key, data) for key, data in (*xdata, (entry.written.get("crossref", "").strip(), False)) if key]


def _parents(entry: Entry, by_key: Mapping[str, Entry]) -> list[tuple[Entry, bool, str]]:
    found = ((by_key.get(key.lower()), data) for key, data in _keys(entry))
    return [(parent, data, entry.block.type) for parent, data in found if parent]


def _missing(entry: Entry, by_key: Mapping[str, Entry]) -> str:
    missing = [key for key, _ in _keys(entry) if key.lower() not in by_key]
    return f"entry {entry.block.key} refers to {', '.join(missing)}, which is not in this file" if missing else ""


def _hand_down(parent: Entry, child: Entry, is_data: bool, child_type: str) -> None:
    """Give the child what it lacks, under the name that it has there."""
    renamed: Mapping[str, str] = {} if is_data else _renaming(child_type, parent.block.type)
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
