"""Facets, list and record arranged for the terminal's size: beside each other, one over the other, or one at a time."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from tui.layout import Layout, layout_for
from tui.widgets.detail_pane import DetailPane
from tui.widgets.divider import Divider
from tui.widgets.facet_panel import FacetPanel
from tui.widgets.record_list import RecordList

__all__ = ["Panes"]

_LEAST, _MOST = 15, 85  # percent


class Panes(Container):
    """The facets, the list, the divider and the record. `share` is the list's part in percent, kept for each layout."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.arrangement: Layout = "normal"
        self.share: dict[Layout, int] = {"wide": 50, "normal": 42, "single": 100}

    def compose(self) -> ComposeResult:
        """The facets beside the rest."""
        yield FacetPanel(id="facets")
        with Container(id="main"):
            yield RecordList(id="list")
            yield Divider(id="divider")
            yield DetailPane(id="detail")

    @property
    def facets(self) -> FacetPanel:
        """The facets, whether they are shown or not."""
        return self.query_one(FacetPanel)

    @property
    def facets_shown(self) -> bool:
        """Whether the facets are shown."""
        return self.has_class("-facets")

    def show_facets(self, shown: bool) -> None:
        """Show the facets, or hide them and go to the list if that is where one was."""
        if not shown and self.facets.has_focus_within:
            self.screen.set_focus(self.records)
        self.set_class(shown, "-facets")

    @property
    def records(self) -> RecordList:
        """The list."""
        return self.query_one(RecordList)

    @property
    def detail(self) -> DetailPane:
        """The record."""
        return self.query_one(DetailPane)

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
