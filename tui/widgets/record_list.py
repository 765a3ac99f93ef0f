"""The list of records: a line-API widget that draws only the lines in view, whatever the length of the list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.commands import bindings
from tui.marks import Marks
from tui.rows import Cell, Columns, Rows, columns
from tui.widgets.pane import Pane

__all__ = ["Draw", "Open", "RecordList"]

Draw: TypeAlias = Callable[[int, bool, Columns], Sequence[Cell]]
"""Gives the cells of a line: row number, whether it is marked, column widths."""

Open: TypeAlias = Callable[[], Awaitable[None]]
"""Opens the row under the cursor. No message does it: a key close behind Enter is for what that opened."""


async def _nothing() -> None:
    """Open nothing."""


class RecordList(Pane):
    """Rows as numbers, a cursor, marks. It knows nothing of records: a callback draws each line."""

    PREFIX = "record-list"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]

    cursor: reactive[int] = reactive(0, repaint=False)
    """The line the cursor is on, counted from 0; not the row number."""

    class Highlighted(Message):
        """The cursor came to another row (-1: the list is empty)."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

        def can_replace(self, message: Message) -> bool:
            """Only the newest counts when keys come faster than panes can follow."""
            return isinstance(message, RecordList.Highlighted)

    class Marked(Message):
        """Other rows are marked now, or a range was begun."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Rows = ()
        self.marks = Marks()
        self.open: Open = _nothing
        self._draw: Draw = lambda row, marked, widths: ()
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(1024)

    @property
    def row(self) -> int:
        """The row under the cursor, -1 in an empty list."""
        return int(self.rows[self.cursor]) if 0 <= self.cursor < len(self.rows) else -1

    def show(self, rows: Rows, draw: Draw, cursor: int, *, top: int | None = None) -> None:
        """Show these rows with the cursor on a line; `top` is the first line to be visible."""
        self.rows, self._draw, self.marks = rows, draw, Marks(self.marks.rows)
        self._strips.clear()
        self.virtual_size = Size(0, len(rows))
        self.set_reactive(RecordList.cursor, self.validate_cursor(cursor))
        if top is not None:
            self.scroll_to(y=top, animate=False, force=True)
        self._reveal()
        self.refresh()
        self.post_message(self.Highlighted(self.row))

    def mark(self, marks: Marks) -> None:
        """Mark exactly these rows."""
        self.marks = marks
        self.redraw()
        self.post_message(self.Marked())

    def redraw(self) -> None:
        """Draw every visible line afresh."""
        self._strips.clear()
        self.refresh()

    # -- drawing ----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the widget, from the cache where it was drawn before."""
        index = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if index >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        row, here = int(self.rows[index]), index == self.cursor
        first, last = self.marks.span(self.cursor)
        marked = row in self.marks.rows or first <= index <= last
        key = (row, width, here and (1 + self.has_focus), marked)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._drawn(row, width, here, marked)
        return strip

    def _drawn(self, row: int, width: int, here: bool, marked: bool) -> Strip:
        base = self.rich_style
        if here:
            base += self.part_style("cursor" if self.has_focus else "cursor-blurred")
        lit = here and self.has_focus  # one colour on that line: every theme's cursor goes with its own text
        match = Style(bold=True, underline=True) if lit else self.part_style("match")
        segments = [Segment("▌" if here else " ", base + self.part_style("signs"))]
        for position, cell in enumerate(self._draw(row, marked, columns(width - 2))):
            style = base if lit else base + self.part_style(cell.style)
            segments.extend([Segment(" ", base)] if position else [])
            segments.extend(_cut(cell, style, style + match))
        return Strip(segments).adjust_cell_length(width, base)

    def notify_style_update(self) -> None:
        """A theme changed: nothing drawn before holds."""
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Other widths, other columns; the cursor stays in view."""
        self._strips.clear()
        self._reveal()

    def watch_has_focus(self, focused: bool) -> None:
        """The cursor line tells where the focus is."""
        super().watch_has_focus(focused)
        self.refresh_line(self.cursor)

    # -- moving -----------------------------------------------------------------------------------------------------

    def move_by(self, lines: int) -> None:
        """Move the cursor by some lines."""
        self.cursor += lines

    def move_to_end(self, *, top: bool) -> None:
        """Put the cursor on the first or the last line."""
        self.cursor = 0 if top else len(self.rows) - 1

    def validate_cursor(self, index: int) -> int:
        """The cursor never leaves the list."""
        return max(0, min(index, len(self.rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two lines that a move touches."""
        if self.marks.anchor is None:
            self.refresh_line(old)
            self.refresh_line(new)
        else:
            self.refresh()
        self._reveal()
        self.post_message(self.Highlighted(self.row))

    def _reveal(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    # -- opening and marking ----------------------------------------------------------------------------------------

    async def action_record_open(self) -> None:
        """Open the row under the cursor."""
        if self.row >= 0:
            await self.open()

    def action_mark_toggle(self) -> None:
        """Mark the row, or take its mark away, and go on to the next."""
        if self.row >= 0:
            self.mark(self.marks.toggled(self.row))
            self.cursor += 1

    def action_mark_range(self) -> None:
        """Begin a range here, or end it here."""
        begun = self.marks.anchor is not None
        self.mark(self.marks.ended(self.cursor, self.rows) if begun else self.marks.begun(self.cursor))

    def action_mark_all(self) -> None:
        """Mark all rows shown; when they are all marked, none of them."""
        self.mark(self.marks.all_of(self.rows))

    async def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click opens."""
        index = self.scroll_offset.y + event.y
        if 0 <= index < len(self.rows):
            event.stop()
            self.cursor = index
            if event.chain >= 2:
                await self.action_record_open()


def _cut(cell: Cell, style: Style, match: Style) -> list[Segment]:
    """A cell in segments, matched parts in their own style."""
    segments, at = [], 0
    for start, end in cell.matches:
        segments += [Segment(cell.text[at:start], style), Segment(cell.text[start:end], match)]
        at = end
    return [segment for segment in (*segments, Segment(cell.text[at:], style)) if segment.text]
