"""A line made of parts, some of which do something when clicked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tui.looks import look
from tui.rows import fit

__all__ = ["Part", "PartsLine"]


class Part(NamedTuple):
    """A piece of the line, safe to print; `does` is what a click on it means, empty for nothing."""

    text: str
    style: str = ""
    does: str = ""


class PartsLine(Widget):
    """One line: parts on the left, parts on the right; the left gives way when there is not room for both."""

    PREFIX: ClassVar[str] = ""  # of the names of its parts in `tui.looks`

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: Sequence[Part] = ()
        self._right: Sequence[Part] = ()

    def set_parts(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Show these parts."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def pressed(self, does: str) -> None:
        """A part was clicked."""

    def _laid_out(self) -> list[Part]:
        """All parts with what lies between them, exactly as wide as the line."""
        width = self.size.width
        right = list(self._right)
        while right and _width(right) > max(4, width * 3 // 5):
            right.pop(0)
        room = width - _width(right) - (2 if right else 0)
        left: list[Part] = []
        for part in self._left:
            used = _width(left)
            if used + cell_len(part.text) > room:
                if not part.does and room - used > 8:
                    left.append(part._replace(text=fit(part.text, room - used - 1)))
                while part.does and left and left[-1].does in ("", part.does):  # a key without its word says nothing
                    left.pop()
                break
            left.append(part)
        gap = width - _width(left) - _width(right)
        return [*left, Part(" " * max(0, gap)), *right]

    def render_line(self, y: int) -> Strip:
        """The line."""
        base = self.rich_style
        if y:
            return Strip.blank(self.size.width, base)
        segments = []
        for part in self._laid_out():
            style = base + look(self.app, f"{self.PREFIX}--{part.style}") if part.style else base
            segments.append(Segment(part.text, style))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Find the part under the pointer."""
        at = self.gutter.left
        for part in self._laid_out():
            at += cell_len(part.text)
            if event.x < at:
                if part.does:
                    event.stop()
                    self.pressed(part.does)
                return


def _width(parts: Sequence[Part]) -> int:
    return sum(cell_len(part.text) for part in parts)
