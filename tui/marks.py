"""Which rows are marked, and the range being marked; free of any widget."""

from __future__ import annotations

from typing import NamedTuple

from tui.rows import Rows

__all__ = ["Marks"]


class Marks(NamedTuple):
    """Marked rows, by row number; `anchor` is the line where a range was begun. Every change gives new Marks."""

    rows: frozenset[int] = frozenset()
    anchor: int | None = None

    def toggled(self, row: int) -> Marks:
        """With `row` marked if it was not, unmarked if it was."""
        return Marks(self.rows ^ {row})

    def begun(self, line: int) -> Marks:
        """With a range begun on a line of the list."""
        return Marks(self.rows, line)

    def ended(self, line: int, shown: Rows) -> Marks:
        """With everything marked from the line where the range was begun to this one."""
        first, last = self.span(line)
        return Marks(self.rows | {int(row) for row in shown[first : last + 1]})

    def all_of(self, shown: Rows) -> Marks:
        """With all of these marked, or none of them when they all were."""
        rows = frozenset(int(row) for row in shown)
        return Marks(self.rows - rows if rows <= self.rows else self.rows | rows)

    def span(self, line: int) -> tuple[int, int]:
        """First and last line of the range up to `line`; an empty span when none was begun."""
        if self.anchor is None:
            return 0, -1
        return min(self.anchor, line), max(self.anchor, line)
