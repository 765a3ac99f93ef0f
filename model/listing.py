"""One line of a list: the few words by which a person recognises a work, cleaned for the screen."""

from __future__ import annotations

from typing import NamedTuple

from model import text
from model.fields import TYPES
from model.lines import ET_AL
from model.record import Record
from model.work import Work

__all__ = ["MARKS", "Row", "container", "names", "row_of", "title", "type_label"]

_LETTERS = 1_000
_NAMES = 20
_LABEL = 200  # what is longer names no kind of work

MARKS = {
    "article": "A",
    "conference": "C",
    "thesis": "T",
    "book": "B",
    "chapter": "b",
    "preprint": "P",
    "report": "R",
    "editor": "E",
    "data": "D",
    "software": "S",
    "patent": "N",
    "other": "·",
}
"""A letter for each family of types, shown in the list's second column and explained in the help."""


class Row(NamedTuple):
    """What a list shows of a work; every string is safe to print."""

    year: str
    mark: str
    title: str
    people: str
    container: str


def row_of(work: Work, *, brief: bool = False) -> Row:
    """The line of a work, nothing shortened; in `brief` no longer than any screen, and the people's first names."""
    record = work.record
    info = TYPES.get(record.type)
    mark = MARKS[info.family] if info else "?"
    people = names(record, _NAMES if brief else 0)
    return Row(str(record.year or "····"), mark, title(record, brief=brief), people, container(record, brief=brief))


def title(record: Record, *, brief: bool = False) -> str:
    """The title on one line; what has none is called by what it is and where it lies.

    In `brief`, for a screen, a title that nobody would read to its end is cut.
    """
    whole = record.title
    head = text.beginning(whole, _LETTERS) if brief else whole
    shown = text.display(text.linear(head))
    if shown.strip():
        return f"{shown} …" if len(head) < len(whole) else shown
    what = "untitled text" if record.source.format == "text" else "untitled"
    return text.display(f"[{what}, {record.source.file.rpartition('/')[2]}]")


def names(record: Record, limit: int = 0) -> str:
    """The people a list names, `Family, Given; Family, Given`; after `limit` names, how many more there are."""
    people = record.creators
    is_open = len(people) > 1 and people[-1].is_others
    people = people[:-1] if is_open else people
    shown = people[:limit] if limit and len(people) > limit + 1 else people
    line = text.display("; ".join([person.name for person in shown]))
    more = len(people) - len(shown)
    return f"{line}; +{more:,} more" if more else f"{line} {ET_AL}" if is_open else line


def container(record: Record, *, brief: bool = False) -> str:
    """Where it appeared: journal, proceedings or book; else the series, the institution, the publisher.

    In `brief`, no longer than any screen.
    """
    series = record.texts("collection-title")
    found = record.text("container-title") or (series[0] if series else "") or record.text("publisher")
    return text.display(text.linear(text.beginning(found, _LETTERS) if brief else found))


def type_label(record: Record) -> str:
    """The type in words: `Conference paper`, `PhD thesis`."""
    info = TYPES.get(record.type)
    if record.type == "dissertation" and record.text("degree_awarded"):
        return text.display(f"{record.text('degree_awarded')[:_LABEL]} thesis")
    return info.label if info else text.display(record.type[:_LABEL].replace("_", " ").capitalize()) or "Unknown type"
