"""Commands that find: the search box, undoing a step, moving between the panes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui.marks import Marks
from tui.screens.picker import Picker
from tui.screens.sort_menu import chosen_order, sort_question

if TYPE_CHECKING:
    from tui.screens.browse import BrowseScreen

__all__ = ["HANDLERS", "answer_now", "end_search", "leave_facets", "leave_search"]


def _focus_search(screen: BrowseScreen) -> None:
    screen.panes.show_detail_only(False)
    screen.before_search = screen.place()
    screen.set_focus(screen.box.field)


def answer_now(screen: BrowseScreen) -> None:
    """Answer all that is typed, however fast the next key came: it is meant for what that finds."""
    typed = screen.box.query_text
    if typed != screen.results.asked.query:
        screen.show_results(screen.results.asked._replace(query=typed), screen.row_to_keep)


def leave_search(screen: BrowseScreen) -> None:
    """From the search box to the list."""
    end_search(screen)
    screen.set_focus(screen.records)


def end_search(screen: BrowseScreen) -> None:
    """After the search box was left. Another query than before is another place: the way back leads to the old."""
    answer_now(screen)
    before, screen.before_search = screen.before_search, None
    if before and before.query != screen.results.asked.query:
        screen.history = screen.history.left(before)


def _step_back(screen: BrowseScreen) -> None:
    """Undo the one thing that is nearest; with nothing left to undo, nothing happens."""
    records, asked = screen.records, screen.results.asked
    if records.marks.anchor is not None:
        records.mark(Marks(records.marks.rows))
    elif screen.box.field.has_focus:
        leave_search(screen)
    elif screen.panes.facets.has_focus_within:
        if not screen.panes.facets.step_back():
            leave_facets(screen)
    elif screen.panes.leave_detail():
        return
    elif screen.panes.facets_shown:
        screen.panes.show_facets(False)
    elif asked.query:
        screen.history = screen.history.left(screen.place())
        screen.show_results(asked._replace(query=""), records.row)
    elif asked.facets:
        screen.history = screen.history.left(screen.place())
        screen.show_results(asked._replace(facets={}), records.row)
    elif records.marks.rows:
        records.mark(Marks())


def _toggle_facets(screen: BrowseScreen) -> None:
    panes = screen.panes
    panes.show_facets(not panes.facets_shown)
    if panes.facets_shown:
        panes.show_detail_only(False)
        panes.facets.show(screen.library, screen.results, screen.records.marks.rows)
        panes.facets.enter()


def leave_facets(screen: BrowseScreen) -> None:
    """Back to the list; where only one pane fits, the facets give way to it."""
    if screen.panes.arrangement == "single":
        screen.panes.show_facets(False)
    screen.set_focus(screen.records)


def _sort(screen: BrowseScreen) -> None:
    asked = screen.results.asked
    has_query = bool(asked.query.strip())

    def chosen(value: str | None) -> None:
        if value:
            order = chosen_order(value, asked.order, has_query=has_query)
            screen.show_results(screen.results.asked._replace(order=order), screen.records.row)
            screen.show_foot()

    screen.app.push_screen(Picker(sort_question(asked.order, has_query=has_query)), chosen)


def _next_pane(screen: BrowseScreen) -> None:
    _enter(screen, 1)


def _previous_pane(screen: BrowseScreen) -> None:
    _enter(screen, -1)


def _enter(screen: BrowseScreen, step: int) -> None:
    """Go round the panes; the search box has a key of its own and leads to the list."""
    if screen.box.field.has_focus:
        leave_search(screen)
        return
    panes = screen.panes.order
    here = next((place for place, pane in enumerate(panes) if pane.has_focus_within), -1)
    there = panes[(here + step) % len(panes)] if here >= 0 else screen.records
    if there is screen.panes.detail:
        screen.panes.enter_detail()
    else:
        screen.panes.show_detail_only(False)
        if there is screen.panes.facets:
            screen.panes.facets.enter()
        else:
            screen.set_focus(there)


HANDLERS: Mapping[str, Callable[[BrowseScreen], None]] = {
    "search.focus": _focus_search,
    "facets.toggle": _toggle_facets,
    "sort.menu": _sort,
    "back.step": _step_back,
    "focus.next": _next_pane,
    "focus.previous": _previous_pane,
}
