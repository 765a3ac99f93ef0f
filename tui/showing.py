"""Shows a record in the record pane at once, and its citation as soon as it is made."""

from __future__ import annotations

from model.library import Library
from tui.citing import Citer
from tui.page import Citing, Page, page_of
from tui.widgets.detail_pane import DetailPane, SetPage

__all__ = ["RecordShower"]

_REST = 0.06  # seconds the cursor must rest before a citation is made: held down, a key passes many records


class RecordShower:
    """Keeps a pane on one record of a library. Citations are made off the drawing thread, only the newest wanted."""

    def __init__(self, pane: DetailPane, library: Library, citer: Citer) -> None:
        self.pane = pane
        self.library = library
        self.citer = citer
        self.row = -1
        self.otherwise: SetPage = lambda width: Page()  # the page for no record
        self._making = False

    def show(self, row: int) -> None:
        """Show a record, or nothing for -1."""
        again, self.row = row == self.row, row
        self._draw(keep_place=again)
        if row >= 0 and self.citer.known(row) is None:
            self.pane.set_timer(_REST, lambda: self._make_if_still(row))

    def catch_up(self, row: int) -> None:
        """Show a record now: a key may come before the news of where the cursor went."""
        if row != self.row:
            self.show(row)

    def refresh(self) -> None:
        """Show the same record again, in another style for instance."""
        self.show(self.row)

    def _draw(self, *, keep_place: bool) -> None:
        row = self.row
        if row < 0:
            self.pane.show(self.otherwise)
            return
        citing = self.citer.known(row) or self.citer.pending()
        self.pane.show(lambda width: page_of(self.library, row, width, citing), keep_place=keep_place)

    def _make_if_still(self, row: int) -> None:
        if row == self.row and not self._making and self.citer.known(row) is None:
            self._making = True
            style = self.citer.style
            self.pane.run_worker(lambda: self._make(row, style), thread=True, exit_on_error=True, group="citation")

    def _make(self, row: int, style: str) -> Citing:
        citing = self.citer.make(row, style)
        self.pane.app.call_from_thread(self._made)
        return citing

    def _made(self) -> None:
        self._making = False
        if self.row >= 0 and self.citer.known(self.row):
            self._draw(keep_place=True)
        elif self.row >= 0:
            self._make_if_still(self.row)
