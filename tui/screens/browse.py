"""The main screen: passes on what keys and widgets say to the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.widgets import Input

from tui import actions
from tui.commands import BY_ID, WHILE_TYPING, bindings
from tui.screens.view import BrowseView
from tui.widgets.facet_chips import FacetChips
from tui.widgets.record_list import RecordList
from tui.widgets.search_box import SearchBox
from tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from tui.widgets.detail_pane import DetailPane
    from tui.widgets.facet_panel import FacetPanel

__all__ = ["BrowseScreen"]


class BrowseScreen(BrowseView):
    """The browser. What a command does is in `tui.actions`, what a widget does in the widget."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("browse", "app")]

    def on_mount(self) -> None:
        """Open what is asked for in the list."""
        if self.query("#list"):  # not left while it was set up
            self.records.open = self._open_record

    async def _open_record(self) -> None:
        await self.complete()
        self.shower.catch_up(self.records.row)
        self.panes.enter_detail()

    async def action_run(self, command: str) -> None:
        """Carry out a command of the table."""
        await self.run_any(command)

    async def run_any(self, command: str) -> None:
        """Carry out any command of the table, as its key or a click on it would."""
        await self.complete()  # a key may come before the first paint
        known = BY_ID[command]
        if known.context in ("app", "always"):
            await self.app.run_action(known.action, self.app)
        elif known.context == "browse":
            actions.run(self, command)
        elif known.context == "box":
            self._leave_box()
        else:
            await self.app.run_action(known.action, self.target_of(known.context))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a person types into a field, letters are letters."""
        typing = isinstance(self.focused, Input)
        return not (typing and action == "run") or parameters[0] in WHILE_TYPING

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the panes for the new size."""
        self.panes.fit_size(event.size.width, event.size.height)

    def on_descendant_focus(self) -> None:
        """Other keys help elsewhere; a click may have led out of the search box."""
        if self.before_search and not self.box.field.has_focus:
            actions.end_search(self)
        self.show_foot()

    @on(SearchBox.QueryTyped)
    def _typed(self, event: SearchBox.QueryTyped) -> None:
        if event.query == self.box.query_text:  # else more was typed, and the news of it is on its way
            self.search_soon(self.results.asked._replace(query=event.query))

    def _leave_box(self) -> None:
        actions.answer_now(self)
        offer = self.results.suggestion
        if offer and not len(self.results):
            self.show_results(self.results.asked._replace(query=offer.query))
        actions.leave_search(self)

    @on(RecordList.Highlighted)
    async def _highlighted(self, event: RecordList.Highlighted) -> None:
        if event.row == self.records.row:
            if self.panes.is_complete:
                self.shower.show(event.row)
            self.show_line_of_facts()
            self.show_foot()

    @on(RecordList.Marked)
    def _marked(self) -> None:
        self.show_foot()

    # the handlers of what comes with panes that are not there yet are found by name, so that nothing is imported

    def on_detail_pane_followed(self, event: DetailPane.Followed) -> None:
        """Go where it leads."""
        actions.follow(self, event.target)

    @on(StatusBar.Pressed)
    async def _pressed(self, event: StatusBar.Pressed) -> None:
        await self.run_any(event.command)

    def on_facet_panel_changed(self, event: FacetPanel.Changed) -> None:
        """Narrow by what is chosen."""
        self.show_results(self.results.asked._replace(facets=event.facets), self.records.row)

    def on_facet_panel_left(self) -> None:
        """Undo the nearest thing."""
        actions.run(self, "back.step")

    @on(FacetChips.Removed)
    def _chip_removed(self, event: FacetChips.Removed) -> None:
        self.show_results(self.results.asked.without(event.facet, event.value), self.records.row)

    @on(FacetChips.Offered)
    def _offer_taken(self, event: FacetChips.Offered) -> None:
        self.show_results(self.results.asked._replace(query=event.query), self.records.row)
