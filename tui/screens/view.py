"""What the main screen is made of and what it shows: results, style, history, the way back to a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from model.library import Library
from model.notice import Notice
from model.ordering import KEYS
from tui.config import Config
from tui.keymap import Keymap
from tui.marks import Marks
from tui.results import Asked, Orders, Results, ask
from tui.rows import Cell, Columns, cells
from tui.screens.parts import BrowseParts
from tui.state import State
from tui.widgets.facet_chips import FacetChips
from tui.widgets.status_bar import Facts, StatusBar

if TYPE_CHECKING:
    from tui.citing import Citer
    from tui.history import Place
    from tui.indexing import Indexing
    from tui.showing import RecordShower

__all__ = ["BrowseView"]


class BrowseView(BrowseParts):
    """Search box, list and record, and what is shown in them; `BrowseScreen` lets a person act on it."""

    def __init__(
        self,
        library: Library,
        citer: Citer,
        keymap: Keymap,
        config: Config,
        state: State,
        *,
        tell: str = "",
        told: tuple[Notice, ...] = (),
    ) -> None:
        """`tell` is one line for the beginning, `told` the notices that are not of the library."""
        super().__init__(state)
        self.library = library
        self.orders = Orders(library)
        self.citer = citer
        self.keymap = keymap
        self.config = config
        self.results = Results()
        self.before_search: Place | None = None  # where one was when the search box was entered
        self._tell = tell
        self._told = told
        self._wanted: Asked | None = None
        self._indexing: Indexing | None = None
        self._near: Sequence[int] = ()  # rows to stay near to when the one under the cursor is gone

    def on_mount(self) -> None:
        """Everything, newest first."""
        if not self.query("#query"):  # left while it was set up
            return
        order = self._state.sort
        is_one = order == "relevance" or order.removeprefix("-") in KEYS
        self.show_results(Asked(order=order if is_one else ""))

    @property
    def is_drawn(self) -> bool:
        """Whether the list has been drawn."""
        return self.is_mounted and self.results.of == len(self.library) and self.records.size.area > 0

    async def complete(self) -> None:
        """Add what the first paint does without: the record, the facets."""
        if not self.panes.is_complete and await self.panes.complete():
            self.shower.show(self.records.row)

    def get_ready(self) -> None:
        """Build what searching needs, behind the list; what is asked meanwhile is answered then."""
        from tui.indexing import Indexing
        from tui.opening import Opens

        if self._indexing:
            self._indexing.end()
        self._indexing = indexing = Indexing(self.library)

        def further() -> None:
            """On the drawing thread, after a step of the other."""
            if indexing.fault:
                raise indexing.fault
            if indexing is self._indexing:
                self._indexed_further(indexing)

        keep = self.app.opener.keep if isinstance(self.app, Opens) else bool
        indexing.begin(lambda: self.call_later(further), keep)
        if not self.library.kept:  # what was kept is opened by the other thread
            self._show_count()

    def _indexed_further(self, indexing: Indexing) -> None:
        """Say how far it is, and let names lead to their people; at the end, answer what was asked meanwhile."""
        if not indexing.leads and self.library.knows_people:
            indexing.leads = True
            self.shower.refresh()
        if self.results.waits and self.library.is_searchable:
            self.show_results(self.results.asked, self.row_to_keep, above=self.place().above)
        elif self.panes.facets_shown:
            self.panes.facets.count_on()
        self._show_count()

    @cached_property
    def shower(self) -> RecordShower:
        """What shows a record in its pane, once that is there."""
        from tui.guidance import guidance
        from tui.showing import RecordShower

        shower = RecordShower(self.panes.detail, self.library, self.citer)
        shower.otherwise = lambda width: guidance(self.results, self.notices, width)
        return shower

    def take(self, library: Library) -> None:
        """Show a library read anew at the place where one was; what is gone is left out."""
        from tui.nearby import nearby

        place, marked = self.place(), [self.library.works[row].id for row in self.records.marks.rows]
        near = nearby(self.library, self.results.rows, self.records.cursor)
        self.library, self.orders = library, Orders(library)
        self.citer.library = self.shower.library = library
        self.citer.forget()
        self.panes.facets.forget()
        self.shower.row = -1  # the same number may be another work now
        self.get_ready()
        self._near = [rows[0] for name in near if (rows := library.find(name))]
        kept = (library.find(name) for name in marked)
        self.records.marks = Marks(frozenset(rows[0] for rows in kept if rows))
        self.go_to(place if library.find(place.work) else replace(place, detail_scroll=0, stop=-1))

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All there is to tell: of the configuration, of the files, of merging."""
        return (*self._told, *self.library.notices)

    def remembered(self, theme: str) -> State:
        """What the next visit shall begin with."""
        share, order = self.panes.share, self.results.asked.order
        return State(theme, self.citer.style, order, self.panes.facets_shown, share["wide"], share["normal"])

    # -- showing ----------------------------------------------------------------------------------------------------

    def show_results(self, asked: Asked, row: int = -1, above: int | None = None) -> None:
        """Answer a question and put the cursor on a row, else on the first line; sort behind that what takes long.

        `above` is how many lines shall be seen above the cursor.
        """
        near = self._near if asked == self.results.asked else ()
        self.results = results = ask(self.library, asked, self.records.marks.rows, self.orders)
        self._wanted = None
        self.box.set_query(asked.query)
        self._show_count()
        if asked.narrows:
            self._tell = ""
        if self.panes.facets_shown:
            self.panes.facets.show(self.library, results, self.records.marks.rows)
        line = next((line for each in (row, *near) if (line := results.line_of(each)) is not None), 0)
        self._near = near if results.waits else ()
        self.records.show(results.rows, self._cells, line, top=None if above is None else line - above)

        def in_order(fault: Exception | None) -> None:
            """On the drawing thread, as soon as an order is known: it may no longer be the one that is wanted."""
            if fault:
                raise fault
            if self.results.unsorted and self.orders.is_quick(self.results.asked.order):
                self.show_results(self.results.asked, self.records.row if row >= 0 else self.row_to_keep)

        if results.unsorted:
            self.orders.begin(asked.order, lambda fault: self.call_later(in_order, fault))

    def _show_count(self) -> None:
        """Say how many are shown, and what is under way; one thing at a time, for there is little room."""
        under_way = "sorting" if self.results.unsorted else self._indexing.told if self._indexing else ""
        count = "" if self.results.waits else self.results.count
        self.box.show_count(" · ".join(filter(None, (under_way, count))))

    def _cells(self, row: int, marked: bool, widths: Columns) -> list[Cell]:
        return cells(self.library, row, marked, widths, self.results.matches)

    def search_soon(self, asked: Asked) -> None:
        """Answer after what was typed is on the screen; only the newest question counts."""
        if self._wanted is None:
            self.call_after_refresh(self._search_newest)
        self._wanted = asked

    def _search_newest(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted and wanted != self.results.asked and wanted.query == self.box.query_text:
            self.show_results(wanted, self.row_to_keep)

    @property
    def row_to_keep(self) -> int:
        """The row under the cursor; -1 when nobody moved it: then it stays on the best hit."""
        return self.records.row if self.records.cursor else -1

    def show_line_of_facts(self) -> None:
        """Bring the line under the search box up to date: chips, notes, why the row under the cursor was found."""
        self.query_one(FacetChips).show(self.results, self.results.reason(self.records.row), self._tell)

    def show_foot(self) -> None:
        """Bring the foot line up to date."""
        place = self.focused_place
        place = "found" if place == "list" and self.results.asked.narrows else place
        marks = self.records.marks
        order = self.results.asked.order
        facts = Facts(self.citer.label, order, len(marks.rows), marks.anchor is not None, len(self.notices))
        self.query_one(StatusBar).show(place, self.keymap, facts)

    def place(self) -> Place:
        """Where one is now."""
        from tui.history import Place

        row, asked, detail = self.records.row, self.results.asked, self.panes.detail
        return Place(
            query=asked.query,
            facets=asked.facets,
            order=asked.order,
            work=self.library.works[row].id if row >= 0 else "",
            above=self.records.cursor - self.records.scroll_offset.y,
            detail_scroll=detail.scroll_offset.y,
            stop=detail.selected,
            in_detail=detail.has_focus,
        )

    def go_to(self, place: Place) -> None:
        """Show a place as it was: query, facets, order, cursor, scroll and pane."""
        rows = self.library.find(place.work) if place.work else ()
        asked = Asked(place.query, place.facets, place.order)
        self.show_results(asked, rows[0] if rows else -1, above=place.above)
        if place.in_detail:
            self.panes.enter_detail()
        elif self.panes.detail.has_focus:
            self.panes.leave_detail()
        self.call_after_refresh(self.panes.detail.restore, place.detail_scroll, place.stop)
