"""The screen of a person, and of those one follows from there; every step back returns to the very place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType

from model.library import Library
from tui.commands import BY_ID
from tui.page import Page
from tui.pages.person_page import Company, company_of, is_large, person_page
from tui.screens.reading import ReadingScreen
from tui.widgets.reader import Hint

__all__ = ["PersonScreen", "Spot", "Trail"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A person's page and the place on it: the selected stop and the first line in sight."""

    key: str
    selected: int = -1
    scroll: int = 0


Trail = tuple[Spot, ...]
"""The people followed one from the other, the one shown last."""


class PersonScreen(ReadingScreen):
    """Dismisses with `row:N`, `works:key` or `url:...`, or None.

    `trail` then tells where the person was: a screen made with it shows the very place again.
    """

    HINTS: ClassVar[Sequence[Hint]] = (Hint("record.open", "follow", "open"), Hint("history.back", "back", "back"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(BY_ID["history.back"].keys, "back", "Back", show=False, id="history.back"),
    ]

    def __init__(self, library: Library, trail: Trail | str) -> None:
        self.library = library
        self.trail: Trail = (Spot(trail),) if isinstance(trail, str) else trail
        self._company: dict[str, Company | None] = {}  # of those shown so far; None while it is being found
        super().__init__("Person", self._page)

    def _page(self, width: int) -> Page:
        key = self.trail[-1].key
        if key not in self._company:
            large = is_large(self.library, key)
            self._company[key] = None if large else company_of(self.library, key)
            if large:
                self.run_worker(lambda: self._find_company(key), thread=True, group="company")
        return person_page(self.library, key, width, self._company[key])

    def _find_company(self, key: str) -> None:
        company = company_of(self.library, key)
        self.app.call_from_thread(self._found_company, key, company)

    def _found_company(self, key: str, company: Company) -> None:
        self._company[key] = company
        if self.is_attached and self.trail[-1].key == key:
            self.reader.show(self._page, keep_place=True)

    def on_mount(self) -> None:
        """Return to where one was."""
        self.call_after_refresh(self.call_after_refresh, self._return)

    def _return(self) -> None:
        spot = self.trail[-1]
        self.show_page(self._page)
        if spot.selected >= 0:  # else one was never here, and the first thing to follow is selected
            self.reader.restore(spot.scroll, spot.selected)

    def _remember(self) -> None:
        here = Spot(self.trail[-1].key, self.reader.selected, self.reader.scroll_offset.y)
        self.trail = (*self.trail[:-1], here)

    def follow(self, target: str) -> None:
        """Go on to another person here; leave with anything else."""
        self._remember()
        kind, _, key = target.partition(":")
        if kind == "person":
            self.trail = (*self.trail, Spot(key))
            self.show_page(self._page)
        elif kind == "url":
            self.app.open_url(key)
        else:
            self.dismiss(target)

    def action_back(self) -> None:
        """One person back; from the first, leave."""
        if len(self.trail) > 1:
            self.trail = self.trail[:-1]
            self._return()
        else:
            self.dismiss(None)

    def action_close(self) -> None:
        """One step back, as Escape is everywhere."""
        self.action_back()
