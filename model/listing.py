"""One line of a list: the few words by which a person recognises a work, cleaned for the screen."""

from __future__ import annotations

from typing import NamedTuple

from model import text
from model.fields import TYPES
from model.record import Person, Record
from model.work import Work

__all__ = ["MARKS", "Row", "container", "names", "row_of", "title", "type_label"]

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


def row_of(work: Work) -> Row:
    """The line of a work, nothing shortened: the list crops to its width."""
    record = work.record
    info = TYPES.get(record.type)
    mark = MARKS[info.family] if info else "?"
    return Row(str(record.year or "····"), mark, title(record), names(record), container(record))


def title(record: Record) -> str:
    """The title for the screen; what has none is called by what it is and where it lies."""
    shown = text.display(text.linear(record.title))
    if shown.strip():
        return shown
    what = "untitled text" if record.source.format == "text" else "untitled"
    return text.display(f"[{what}, {record.source.file.rpartition('/')[2]}]")


def names(record: Record, limit: int = 0) -> str:
    """The people a list names, `Family, Given; Family, Given`; after `limit` names, how many more there are."""
    people = record.creators
    shown = people[:limit] if limit and len(people) > limit + 1 else people
    line = "; ".join(map(_display_name, shown))
    return f"{line}; +{len(people) - len(shown)} more" if len(shown) < len(people) else line


def _display_name(person: Person) -> str:
    return text.display(person.name)


def container(record: Record) -> str:
    """Where it appeared: journal, proceedings or book; else the series, the institution, the publisher."""
    series = record.texts("collection-title")
    found = record.text("container-title") or (series[0] if series else "") or record.text("publisher")
    return text.display(text.linear(found))


def type_label(record: Record) -> str:
    """The type in words: `Conference paper`, `PhD thesis`."""
    info = TYPES.get(record.type)
    if record.type == "dissertation" and record.text("degree_awarded"):
        return text.display(f"{record.text('degree_awarded')} thesis")
    return info.label if info else text.display(record.type.replace("_", " ").capitalize()) or "Unknown type"
