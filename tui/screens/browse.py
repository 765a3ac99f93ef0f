"""The main screen: search box, list and record, wired together."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from model.library import Library
from tui import actions
from tui.citing import Citer
from tui.commands import HINTS, bindings
from tui.history import History, Place
from tui.keymap import Keymap
from tui.results import Asked, Orders, Results, ask
from tui.rows import Cell, Columns, cells
from tui.showing import RecordShower
from tui.widgets.detail_pane import DetailPane
from tui.widgets.facet_chips import FacetChips
from tui.widgets.panes import Panes
from tui.widgets.record_list import RecordList
from tui.widgets.search_box import SearchBox
from tui.widgets.status_bar import Facts, StatusBar

__all__ = ["BrowseScreen"]


class BrowseScreen(Screen[None]):
    """Holds what is shown (results, style, history) and passes on what the widgets say; commands are in `actions`."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("browse")]
    AUTO_FOCUS = "#list"

    def __init__(
        self, library: Library, citer: Citer, keymap: Keymap, *, clipboard: str = "auto", tell: str = ""
    ) -> None:
        super().__init__()
        self.library = library
        self.orders = Orders(library)
        self.citer = citer
        self.keymap = keymap
        self.results = Results()
        self.history = History()
        self.clipboard = clipboard
        self.notice_count = sum(notice.severity != "info" for notice in library.notices)
        self._tell = tell
        self._wanted: Asked | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield SearchBox(id="search")
        yield FacetChips(id="chips")
        yield Panes(id="panes")
        yield StatusBar(id="status")

    def on_mount(self) -> None:
        """Everything, newest first, and the first record."""
        self.panes.fit_size(self.size.width, self.size.height)
        self.shower = RecordShower(self.panes.detail, self.library, self.citer)
        self.show_results(Asked())

    # -- its parts --------------------------------------------------------------------------------------------------

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

    # -- showing ----------------------------------------------------------------------------------------------------

    def show_results(self, asked: Asked, row: int = -1, top: int | None = None) -> None:
        """Answer a question and put the cursor on a row, else on the first line."""
        self.results = results = ask(self.library, asked, self.records.marks.rows, self.orders)
        self._wanted = None
        self.box.set_query(asked.query)
        self.box.show_count(results.count)
        self.query_one(FacetChips).show(results, self._tell)
        line = results.line_of(row) if row >= 0 else None
        self.records.show(results.rows, self._cells, line or 0, top=top)

    def _cells(self, row: int, marked: bool, widths: Columns) -> list[Cell]:
        return cells(self.library, row, marked, widths, self.results.matches)

    def search_soon(self, asked: Asked) -> None:
        """Answer after what was typed is on the screen; only the newest question counts."""
        if self._wanted is None:
            self.call_after_refresh(self._search_newest)
        self._wanted = asked

    def _search_newest(self) -> None:
        if self._wanted is not None and self._wanted != self.results.asked:
            keep = self.records.row if self.records.cursor else -1  # a cursor nobody moved stays on the best hit
            self.show_results(self._wanted, keep)
        self._wanted = None

    def show_foot(self) -> None:
        """Bring the foot line up to date."""
        where = "box" if self.box.field.has_focus else "detail" if self.panes.detail.has_focus else "list"
        marks = self.records.marks
        order = self.results.asked.order
        facts = Facts(self.citer.label, order, len(marks.rows), marks.anchor is not None, self.notice_count)
        self.query_one(StatusBar).show(HINTS[where], self.keymap, facts)

    def place(self) -> Place:
        """Where one is now."""
        row, asked = self.records.row, self.results.asked
        work = self.library.works[row].id if row >= 0 else ""
        top, detail = self.records.scroll_offset.y, self.panes.detail
        return Place(asked.query, asked.facets, asked.order, work, top, detail.scroll_offset.y, detail.has_focus)

    # -- what the widgets say ---------------------------------------------------------------------------------------

    async def action_run(self, command: str) -> None:
        """Carry out a command of the table."""
        actions.run(self, command)

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the panes for the new size."""
        self.panes.fit_size(event.size.width, event.size.height)

    def on_descendant_focus(self) -> None:
        """Other keys help elsewhere."""
        self.show_foot()

    @on(SearchBox.QueryTyped)
    def _typed(self, event: SearchBox.QueryTyped) -> None:
        self.search_soon(replace(self.results.asked, query=event.query))

    @on(SearchBox.Left)
    def _left_box(self) -> None:
        self.records.focus()

    @on(RecordList.Highlighted)
    async def _highlighted(self, event: RecordList.Highlighted) -> None:
        if event.row == self.records.row:
            self.shower.show(event.row)
            self.show_foot()

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.panes.enter_detail()

    @on(RecordList.Marked)
    def _marked(self) -> None:
        self.show_foot()

    @on(DetailPane.Followed)
    def _followed(self, event: DetailPane.Followed) -> None:
        actions.follow(self, event.target)

    @on(StatusBar.Pressed)
    async def _pressed(self, event: StatusBar.Pressed) -> None:
        await self.app.run_command(event.command)  # type: ignore[attr-defined]  # this screen belongs to our app

    @on(FacetChips.Removed)
    def _chip_removed(self, event: FacetChips.Removed) -> None:
        self.show_results(self.results.asked.without(event.facet, event.value), self.records.row)

    @on(FacetChips.Offered)
    def _offer_taken(self, event: FacetChips.Offered) -> None:
        self.show_results(replace(self.results.asked, query=event.query), self.records.row)
