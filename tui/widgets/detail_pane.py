"""Everything about one record: a page of lines with stops that keyboard and mouse walk through and follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.flow import Run
from tui.page import Page
from tui.widgets.pane import Pane

__all__ = ["DetailPane", "SetPage"]

SetPage: TypeAlias = Callable[[int], Page]
"""Sets the page for a width in cells."""

_MARKS = {"i": Style(italic=True), "b": Style(bold=True)}
_EMPTY = Page()


class DetailPane(Pane):
    """Shows a page; j and k go from stop to stop and scroll where there is none in sight, Enter follows."""

    PREFIX = "detail-pane"
    DEFAULT_CSS = """
    DetailPane { background: $background; padding: 0 1; width: 1fr; height: 1fr; scrollbar-size-vertical: 1;
                 overflow-x: hidden; scrollbar-gutter: stable; }
    """

    selected: reactive[int] = reactive(-1, repaint=False)
    """The number of the selected stop, -1 for none."""

    @dataclass
    class Followed(Message):
        """A stop was asked for: `row:12`, `url:...`, `person:key` or `people:`."""

        target: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page = _EMPTY
        self._set: SetPage = lambda width: _EMPTY
        self._width = 0

    def show(self, set_page: SetPage, *, keep_place: bool = False) -> None:
        """Show a page; `keep_place` when it is the same record once more, with its citation made for instance."""
        was = (
            [stop.target for stop in self.page.stops[self.selected :][:1]] if keep_place and self.selected >= 0 else []
        )
        self._set = set_page
        self._lay_out()
        again = (number for number, stop in enumerate(self.page.stops) if stop.target in was)
        self.set_reactive(DetailPane.selected, next(again, -1))
        if not keep_place:
            self.scroll_to(y=0, animate=False, force=True)
        self.refresh()

    def restore(self, scroll: int, selected: int) -> None:
        """Return to a place on the page."""
        self.selected = selected if selected < len(self.page.stops) else -1
        self.scroll_to(y=scroll, animate=False, force=True)

    def show_section(self, title: str) -> bool:
        """Scroll to a section and select its first stop; False when the page has no such section."""
        line = self.page.sections.get(title)
        if line is None:
            return False
        self.scroll_to(y=max(0, line - 1), animate=False, force=True)
        self.selected = next((n for n, stop in enumerate(self.page.stops) if stop.first > line), -1)
        return True

    # -- drawing ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._width = self.scrollable_content_region.width
        self.page = self._set(self._width - 1) if self._width > 1 else _EMPTY  # a blank before the scrollbar
        self.virtual_size = Size(0, len(self.page.lines))

    def on_resize(self) -> None:
        """Flow the text anew when the width changed."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the page."""
        number = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        base = self.rich_style
        if number >= len(self.page.lines):
            return Strip.blank(width, base)
        segments = [Segment(run.text, self._style_of(run, base)) for run in self.page.lines[number]]
        return Strip(segments).adjust_cell_length(width, base)

    def _style_of(self, run: Run, base: Style) -> Style:
        style = base + self.part_style(run.style) if run.style else base
        for mark in run.marks:
            style += _MARKS.get(mark, Style())
        if run.stop >= 0 and run.stop == self.selected:
            style += self.part_style("selected" if self.has_focus else "selected-blurred")
        return style

    def watch_has_focus(self, focused: bool) -> None:
        """The selected stop tells where the focus is; the first focus selects the first stop in sight."""
        super().watch_has_focus(focused)
        if focused:
            self.select_in_sight()
        self.refresh()

    def select_in_sight(self) -> None:
        """Select the first stop in sight, unless the selected one is."""
        if not self._in_sight(self.selected):
            self.selected = self._first_in_sight()

    # -- moving -----------------------------------------------------------------------------------------------------

    def _in_sight(self, number: int, slack: int = 0) -> bool:
        if not 0 <= number < len(self.page.stops):
            return False
        stop, top = self.page.stops[number], self.scroll_offset.y
        return top - slack <= stop.first and stop.last < top + self.scrollable_content_region.height + slack

    def _first_in_sight(self) -> int:
        return next((number for number in range(len(self.page.stops)) if self._in_sight(number)), -1)

    def move_by(self, lines: int) -> None:
        """A single step goes to the next stop when it is near, else scrolls; more than one step scrolls."""
        if abs(lines) > 1:
            self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)
            return
        following = self._next(lines)
        if following is not None and self._in_sight(following, slack=3):
            self.selected = following
        else:
            self.scroll_to(y=self.scroll_offset.y + 3 * lines, animate=False, force=True)

    def _next(self, step: int) -> int | None:
        """The stop after or before the selected one; from a selection out of sight, the nearest in that direction."""
        if self._in_sight(self.selected, slack=3):
            following = self.selected + step
            return following if 0 <= following < len(self.page.stops) else None
        numbers = range(len(self.page.stops))[::step]
        return next((number for number in numbers if self._in_sight(number)), None)

    def move_to_end(self, *, top: bool) -> None:
        """To the first or the last line, and the stop in sight that is nearest to it."""
        self.scroll_to(y=0 if top else len(self.page.lines), animate=False, force=True)
        numbers = range(len(self.page.stops))[:: 1 if top else -1]
        self.selected = next((number for number in numbers if self._in_sight(number)), -1)

    def watch_selected(self, selected: int) -> None:
        """Draw the selection and keep it in sight."""
        if 0 <= selected < len(self.page.stops):
            stop = self.page.stops[selected]
            region = Region(0, stop.first, 1, stop.last - stop.first + 1)
            self.scroll_to_region(region, animate=False, force=True)
        self.refresh()

    # -- following --------------------------------------------------------------------------------------------------

    def action_record_open(self) -> None:
        """Follow the selected stop; one that was scrolled away is not what a person means."""
        if self._in_sight(self.selected, slack=1):
            self.post_message(self.Followed(self.page.stops[self.selected].target))
        else:
            self.selected = self._first_in_sight()

    def on_click(self, event: events.Click) -> None:
        """A click on a stop follows it."""
        stop = self._stop_at(event.x, self.scroll_offset.y + event.y)
        if stop >= 0:
            event.stop()
            self.selected = stop
            self.action_record_open()

    def _stop_at(self, x: int, line: int) -> int:
        content = self.gutter.left
        at = content
        for run in self.page.lines[line] if 0 <= line < len(self.page.lines) else ():
            at += Segment(run.text).cell_length
            if x < at:
                return run.stop
        return -1
