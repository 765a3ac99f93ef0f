"""The browser as lines of text before it is there: where its parts will be, with the rows that are known by then.

The same lines are written to the terminal before Textual is imported, and drawn by it while files are read, so that
nothing jumps when the browser takes their place. Free of any widget.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.layout import SHARES, Layout, layout_for
from tui.rows import Columns, cells_of, columns, fit

if TYPE_CHECKING:
    from model.lines import Line

__all__ = ["PLACEHOLDER", "SAMPLE", "Known", "Piece", "frame", "rows_in"]

PLACEHOLDER = "search: words, author:name, year:2021..2023"
SAMPLE = "The built-in sample library: `bibscope FILE ...` opens yours, ? shows all keys"


class Piece(NamedTuple):
    """Text in a look of `tui.looks` on a ground: the theme's background, surface or panel."""

    text: str
    look: str = ""
    ground: str = "background"


class Known(NamedTuple):
    """What is known so far: the first lines of the list, its length, and what there is to say meanwhile."""

    lines: Sequence[Line] = ()
    total: str = ""  # how many rows there are
    note: str = ""  # under the search box
    told: Sequence[tuple[str, str]] = ()  # where the record will be: texts and their looks
    shares: Mapping[Layout, int] = SHARES  # the list's part, in percent
    cursor: bool = True  # whether it is on the first row already


class _Places(NamedTuple):
    """How wide and high the list is, and whether the record is beside it or below."""

    width: int
    height: int
    top: int
    layout: str


def _places(width: int, height: int, known: Known) -> _Places:
    layout = layout_for(width, height)
    share = known.shares[layout]
    top = 2 if known.note else 1
    room = max(0, height - top - 1)
    across = width * share // 100 if layout == "wide" else width
    down = room * share // 100 if layout == "normal" else room
    return _Places(across, down, top, layout)


def rows_in(width: int, height: int) -> int:
    """How many rows of the list a terminal shows at most."""
    return _places(width, height, Known()).height


def frame(width: int, height: int, known: Known) -> list[list[Piece]]:
    """The lines of a terminal of this size, each exactly as wide as it is."""
    places = _places(width, height, known)
    room = height - places.top - 1
    shown = [_search_line(width, known.total)]
    if known.note:
        note = f" {known.note}"
        cut = len(note) > width  # to end before the last column, as the browser's own line does
        shown.append([Piece(fit(fit(note, width - cut), width), "facet-chips--note")])
    rows = [
        _row(line, places.width, lit=known.cursor and not number)
        for number, line in enumerate(known.lines[: places.height])
    ]
    rows += [[Piece(" " * places.width)] for _ in range(places.height - len(rows))]
    if places.layout == "wide":
        beside = _told(known.told, width - places.width - 1, room)
        shown += [[*row, Piece("│", "divider"), *other] for row, other in zip(rows, beside, strict=True)]
    elif places.layout == "normal":
        shown += [*rows, [Piece("─" * width, "divider")], *_told(known.told, width, room - places.height - 1)]
    else:
        below = _told(known.told, width, min(len(known.told), room)) if known.told else []
        shown += [*rows[: room - len(below)], *below]
    return [*shown, [Piece(" " * width, "", "panel")]][:height]


def _search_line(width: int, count: str) -> list[Piece]:
    right = f" {count} " if count else "  "
    field = max(0, width - 3 - len(right))
    return [
        Piece(" / "[:width], "search--prompt", "surface"),
        Piece(fit(PLACEHOLDER, field) if field > len(PLACEHOLDER) else PLACEHOLDER[:field], "search--hint", "surface"),
        Piece(right, "search--count", "surface"),
    ]


def _row(line: Line, width: int, *, lit: bool) -> list[Piece]:
    """A line of the list; `lit` when the cursor is on it."""
    widths: Columns = columns(max(1, width - 3))  # the cursor's edge, a blank at the end, the scrollbar
    cursor = "record-list--cursor" if lit else ""
    pieces = [Piece("▌" if lit else " ", "record-list--edge" if lit else "")]
    for position, cell in enumerate(cells_of(line, False, widths, lambda shown, part: ())):
        pieces += [Piece(" ", cursor)] if position else []
        pieces.append(Piece(cell.text, cursor or f"record-list--{cell.style}"))
    return [*pieces, Piece(" ", cursor), Piece(" ")]


def _told(told: Sequence[tuple[str, str]], width: int, height: int) -> list[list[Piece]]:
    """What is said in the record's place, and blank lines."""
    inner = max(0, width - 2)
    lines = [[Piece(" "), Piece(fit(text, inner), look), Piece(" ")] for text, look in told[:height]] if inner else []
    return [*lines, *([Piece(" " * width)] for _ in range(height - len(lines)))]
