"""What the main screen is made of, from top to bottom, and which of it has the focus."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from tui.state import State
from tui.widgets.facet_chips import FacetChips
from tui.widgets.panes import Panes
from tui.widgets.record_list import RecordList
from tui.widgets.search_box import SearchBox
from tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from tui.history import History

__all__ = ["BrowseParts"]


class BrowseParts(Screen[None]):
    """Search box, panes and foot line, arranged as they were in the last visit."""

    AUTO_FOCUS = "#list"

    def __init__(self, state: State) -> None:
        """`state` is what was remembered of that visit."""
        super().__init__()
        self._state = state
        self._styled = False  # whether Textual has asked for what being set up did

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield SearchBox(id="search")
        yield FacetChips(id="chips")
        panes = Panes(self.app.size, facets=self._state.facets, id="panes")
        panes.share = self._state.shares
        yield panes
        yield StatusBar(id="status")

    def update_node_styles(self, animate: bool = True) -> None:
        """Style everything anew; not when it is shown first, when everything has just been styled."""
        if self._styled:
            super().update_node_styles(animate)
        self._styled = True

    @cached_property
    def history(self) -> History:
        """Where the person has been."""
        from tui.history import History

        return History()

    @property
    def box(self) -> SearchBox:
        """The search box."""
        return self.query_one(SearchBox)

    @property
    def panes(self) -> Panes:
        """List and record."""
        return self.query_one(Panes)

    @property
    def records(self) -> RecordList:
        """The list."""
        return self.panes.records

    @property
    def chosen(self) -> tuple[int, ...]:
        """The rows a command is about: those marked, in the order of the list, else the one under the cursor."""
        if self.records.marks.rows:
            return tuple(sorted(self.records.marks.rows))
        return (self.records.row,) if self.records.row >= 0 else ()

    def target_of(self, context: str) -> Widget:
        """The widget that carries out commands of a context: the focused pane where it can, else the list."""
        if context in ("pane", "item") and self.panes.in_detail:
            return self.panes.detail
        return self.records

    @property
    def focused_place(self) -> str:
        """Which part has the focus: list, detail, box or facets."""
        if self.panes.in_facets:
            return "facets"
        return "box" if self.box.field.has_focus else "detail" if self.panes.in_detail else "list"
