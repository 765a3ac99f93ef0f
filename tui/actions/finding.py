"""Commands that find: the search box, undoing a step, moving between the panes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.marks import Marks

if TYPE_CHECKING:
    from tui.screens.browse import BrowseScreen

__all__ = ["HANDLERS"]


def _focus_search(screen: BrowseScreen) -> None:
    screen.panes.show_detail_only(False)
    screen.box.field.focus()


def _step_back(screen: BrowseScreen) -> None:
    """Undo the one thing that is nearest; with nothing left to undo, nothing happens."""
    records, asked = screen.records, screen.results.asked
    if records.marks.anchor is not None:
        records.mark(Marks(records.marks.rows))
    elif screen.box.field.has_focus:
        records.focus()
    elif screen.panes.leave_detail():
        return
    elif asked.query:
        screen.history = screen.history.left(screen.place())
        screen.show_results(replace(asked, query=""), records.row)
    elif asked.facets:
        screen.history = screen.history.left(screen.place())
        screen.show_results(replace(asked, facets={}), records.row)
    elif records.marks.rows:
        records.mark(Marks())


def _next_pane(screen: BrowseScreen) -> None:
    _enter(screen, 1)


def _previous_pane(screen: BrowseScreen) -> None:
    _enter(screen, -1)


def _enter(screen: BrowseScreen, step: int) -> None:
    """Go round search box, list and record."""
    if screen.box.field.has_focus:
        here = 0
    else:
        here = 2 if screen.panes.detail.has_focus else 1
    there = (here + step) % 3
    if there == 2:
        screen.panes.enter_detail()
        return
    screen.panes.show_detail_only(False)
    (screen.box.field if there == 0 else screen.records).focus()


HANDLERS: Mapping[str, Callable[[BrowseScreen], None]] = {
    "search.focus": _focus_search,
    "back.step": _step_back,
    "focus.next": _next_pane,
    "focus.previous": _previous_pane,
}
