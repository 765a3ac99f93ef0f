"""Where a person has been: places to go back to and forward again, free of any widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.person import Spot

__all__ = ["History", "Place"]

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """What the browser showed: enough to show it again, even after the files were read anew."""

    query: str = ""
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    order: str = ""
    work: str = ""  # the id of the work under the cursor: row numbers change when files are read again
    above: int = 0  # how many lines of the list were to be seen above the cursor
    detail_scroll: int = 0
    stop: int = -1  # the stop selected in the record
    in_detail: bool = False  # which pane had the focus
    person: tuple[Spot, ...] = ()  # the person's page that was open over it, and those before

    def same_view(self, other: Place) -> bool:
        """Whether both show the same work in the same list, however they were scrolled."""
        mine = (self.query, self.facets, self.order, self.work, self.person)
        return mine == (other.query, other.facets, other.order, other.work, other.person)


@dataclass(frozen=True, slots=True)
class History:
    """Places behind and ahead of the present one. Every step gives a new History."""

    behind: tuple[Place, ...] = ()
    ahead: tuple[Place, ...] = ()

    def left(self, here: Place) -> History:
        """After leaving `here` for somewhere new; what was ahead is forgotten."""
        if self.behind and self.behind[-1].same_view(here):
            return History((*self.behind[:-1], here))
        return History((*self.behind, here)[-_LONGEST:])

    def back(self, here: Place) -> tuple[History, Place | None]:
        """One step back from `here`: the new history, and where to go (None at the very start)."""
        behind = self.behind
        while behind and behind[-1].same_view(here):  # a step back must be seen to go somewhere
            behind = behind[:-1]
        if not behind:
            return self, None
        return History(behind[:-1], (here, *self.ahead)), behind[-1]

    def forward(self, here: Place) -> tuple[History, Place | None]:
        """One step forward again."""
        ahead = self.ahead
        while ahead and ahead[0].same_view(here):
            ahead = ahead[1:]
        if not ahead:
            return self, None
        return History((*self.behind, here), ahead[1:]), ahead[0]
