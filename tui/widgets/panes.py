"""Facets, list and record arranged for the terminal's size: beside each other, one over the other, or one at a time."""

from __future__ import annotations

from asyncio import Lock
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.widget import Widget

from tui.layout import SHARES, Layout, layout_for
from tui.widgets.divider import Divider
from tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from tui.widgets.detail_pane import DetailPane
    from tui.widgets.facet_panel import FacetPanel

__all__ = ["Panes"]

_LEAST, _MOST = 15, 85  # percent


class Panes(Container):
    """The facets, the list, the divider and the record. `share` is the list's part in percent, kept for each layout.

    It begins with the list alone, which is what a person waits for; `complete` adds the rest.
    """

    def __init__(self, size: Size, *, facets: bool = False, id: str | None = None) -> None:
        """`size` is the terminal's; `facets` says whether these are shown from the beginning, if they fit."""
        self.arrangement: Layout = layout_for(*size)
        open_ = " -facets" if facets and self.arrangement == "wide" else ""
        super().__init__(id=id, classes=f"-{self.arrangement}{open_}")
        self.share = dict(SHARES)
        self.records = RecordList(id="list")
        self._facets: FacetPanel | None = None
        self._detail: DetailPane | None = None
        self._lock = Lock()
        self.is_complete = False

    def compose(self) -> ComposeResult:
        """The list, and the line between it and the record."""
        self._divide()
        if self.facets_shown:
            from tui.widgets.facet_panel import FacetPanel

            self._facets = FacetPanel(id="facets")
            yield self._facets
        with Container(id="main"):
            yield self.records
            yield Divider(id="divider")

    async def complete(self) -> bool:
        """Add what the first paint does without: the record and the facets. False where the browser is left already."""
        async with self._lock:  # a key may come while this is under way
            if self.is_complete or not self.is_attached:
                return self.is_complete
            from tui.widgets.detail_pane import DetailPane
            from tui.widgets.facet_panel import FacetPanel

            if self._facets is None:
                self._facets = FacetPanel(id="facets")
                await self.mount(self._facets, before="#main")
            if self.is_attached:
                self._detail = DetailPane(id="detail")
                await self.query_one("#main").mount(self._detail)
                self.is_complete = True
            return self.is_complete

    @property
    def facets(self) -> FacetPanel:
        """The facets, whether they are shown or not; there once this is complete, like the record."""
        assert self._facets is not None
        return self._facets

    @property
    def in_facets(self) -> bool:
        """Whether the facets have the focus."""
        return self.is_complete and self.facets.has_focus_within

    @property
    def facets_shown(self) -> bool:
        """Whether the facets are shown."""
        return self.has_class("-facets")

    def show_facets(self, shown: bool) -> None:
        """Show the facets, or hide them and go to the list if that is where one was."""
        if not shown and self.in_facets:
            self.screen.set_focus(self.records)
        self.set_class(shown, "-facets")

    @property
    def detail(self) -> DetailPane:
        """The record; there once this is complete."""
        assert self._detail is not None
        return self._detail

    @property
    def in_detail(self) -> bool:
        """Whether the record has the focus."""
        return self.is_complete and self.detail.has_focus

    @property
    def order(self) -> list[Widget]:
        """The panes that the tab key goes through."""
        shown: list[Widget] = [self.facets] if self.facets_shown else []
        return [*shown, self.records, self.detail]

    def fit_size(self, width: int, height: int) -> None:
        """Fit the size of the terminal."""
        self.arrangement = layout_for(width, height)
        for name in ("wide", "normal", "single"):
            self.set_class(name == self.arrangement, f"-{name}")
        self._divide()

    def _divide(self) -> None:
        share = self.share[self.arrangement]
        self.records.styles.width = f"{share}%" if self.arrangement == "wide" else "100%"
        self.records.styles.height = f"{share}%" if self.arrangement == "normal" else "100%"

    @property
    def detail_only(self) -> bool:
        """Whether the record has the room for itself."""
        return self.has_class("-detail-only")

    def show_detail_only(self, only: bool) -> None:
        """Give the record all the room, or take it back."""
        self.set_class(only, "-detail-only")

    def enter_detail(self) -> None:
        """Go into the record, which comes up first where only one pane fits."""
        if self.arrangement == "single":
            self.show_detail_only(True)
        self.screen.set_focus(self.detail)
        self.detail.select_in_sight()

    def leave_detail(self) -> bool:
        """Go back to the list; False when that is where one is."""
        if not self.detail.has_focus and not self.detail_only:
            return False
        self.show_detail_only(False)
        self.screen.set_focus(self.records)
        return True

    def on_divider_dragged(self, event: Divider.Dragged) -> None:
        """Move the border between the panes."""
        event.stop()
        area = self.query_one("#main").content_region
        first = self.records.region
        if self.arrangement == "wide" and area.width:
            share = 100 * (event.x - first.x) // area.width
        elif self.arrangement == "normal" and area.height:
            share = 100 * (event.y - first.y) // area.height
        else:
            return
        self.share[self.arrangement] = max(_LEAST, min(share, _MOST))
        self._divide()
