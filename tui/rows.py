"""One line of the record list: its columns, its signs, and what is cropped to fit; free of any widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rich.cells import cell_len, set_cell_size

from model.library import Library
from model.lines import ET_AL, shown_names

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from model.lines import Line
    from model.record import Record

__all__ = ["SIGNS", "Cell", "Columns", "Matches", "Rows", "cells", "cells_of", "columns", "fit", "short_names", "signs"]

SIGNS = {
    "●": "marked",
    "!": "merged, and its sources disagree",
    "+": "merged from several sources",
    "○": "open access",
    "→": "refers to a work that is not in the library",
}
"""The signs in front of a line and what they mean, for the help."""

Matches: TypeAlias = Callable[[str, str], Sequence[tuple[int, int]]]
"""Tells which parts of a text the query matched, as offsets."""


Rows: TypeAlias = "Sequence[int] | NDArray[np.integer]"
"""Row numbers in the order of a list; only those in view are looked at."""


class Columns(NamedTuple):
    """Widths in cells, 0 for a column that is left out; one blank stands between columns."""

    signs: int
    year: int
    mark: int
    title: int
    people: int
    container: int


class Cell(NamedTuple):
    """A column's text, cropped and padded, its style, and the matched parts."""

    text: str
    style: str
    matches: Sequence[tuple[int, int]] = ()


def columns(width: int) -> Columns:
    """What fits into `width` cells: title always, then year and type, people, and the container last."""
    if width < 28:
        return Columns(1, 0, 0, max(width - 2, 1), 0, 0)
    signs = 4 if width >= 64 else 2
    left = width - (signs + 1) - 5 - 2  # signs, year and mark with a blank each
    if width < 46:
        return Columns(signs, 4, 1, left, 0, 0)
    if width < 92:
        people = max(13, left * 3 // 10)
        return Columns(signs, 4, 1, left - people - 1, people, 0)
    people = min(left * 22 // 100, 40)
    container = min(left * 24 // 100, 44)
    return Columns(signs, 4, 1, left - people - container - 2, people, container)


def fit(value: str, width: int) -> str:
    """`value` in exactly `width` cells: padded, or cut with an ellipsis. Long strings are never measured whole."""
    head = value[: width * 4]
    if len(head) == len(value) and cell_len(head) <= width:
        return set_cell_size(head, width)
    return set_cell_size(set_cell_size(head, width - 1).rstrip() + "…", width) if width > 1 else "…"[:width]


def signs(line: Line, marked: bool, width: int = 4) -> str:
    """The signs of a work, each in its place; with less room only the mark and the weightiest."""
    mark = "●" if marked else " "
    merged = "!" if line.conflict else "+" if line.merged else " "
    access = "○" if line.open_access else " "
    dangling = "→" if line.dangling else " "
    others = merged + access + dangling
    if width >= 4:
        return mark + others
    first = others.strip()[:1] or " "
    return mark + first if width > 1 else mark if marked else first


def short_names(record: Record, width: int) -> str:
    """Family names for a narrow column: all when they fit, else the first and how many more: `Frantar +3`."""
    creators = record.creators
    return _fitting(shown_names(creators[:20]), len(creators), width)


def _fitting(people: Sequence[str], count: int, width: int) -> str:
    is_open = count > 1 and people[-1] == ET_AL
    line = ", ".join(people[:-1]) + f" {ET_AL}" if is_open else ", ".join(people)
    if count < 2 or (len(people) == count and cell_len(line) <= width):
        return line
    more = f" {ET_AL}" if is_open else f" +{count - 1:,}"
    first = (
        people[0] if cell_len(people[0]) <= width - len(more) else fit(people[0], max(1, width - len(more))).rstrip()
    )
    return first + more


def cells(library: Library, row: int, marked: bool, widths: Columns, matches: Matches) -> list[Cell]:
    """The cells of a row's line."""
    return cells_of(library.line(row), marked, widths, matches)


def cells_of(line: Line, marked: bool, widths: Columns, matches: Matches) -> list[Cell]:
    """The cells of a line, in order; columns of no width are left out."""
    made = [Cell(signs(line, marked, widths.signs), "signs")]
    if widths.year:
        made.append(_cell(line.year, "year", widths.year, matches))
        made.append(Cell(line.mark, "type"))
    made.append(_cell(line.title, "title", widths.title, matches))
    if widths.people:
        made.append(_cell(_fitting(line.people, line.creators, widths.people), "people", widths.people, matches))
    if widths.container:
        made.append(_cell(line.container, "container", widths.container, matches))
    return made


def _cell(value: str, style: str, width: int, matches: Matches) -> Cell:
    shown = fit(value, width)
    return Cell(shown, style, matches(shown.rstrip(), style))
