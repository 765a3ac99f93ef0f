"""Where to stay in a list when what one was on is gone: on the nearest that is left."""

from __future__ import annotations

from model.library import Library
from tui.rows import Rows

__all__ = ["nearby"]

_FAR = 200  # lines in each direction


def nearby(library: Library, rows: Rows, line: int) -> list[str]:
    """The ids of the works around a line of the list: that on it, those below, then those above."""
    below, above = rows[line : line + _FAR], rows[max(0, line - _FAR) : line][::-1]
    return [library.works[int(row)].id for row in (*below, *above)]
