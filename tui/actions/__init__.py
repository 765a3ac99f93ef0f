"""What the browser's commands do: one function each, in modules by topic, found by the id of the command.

The modules bring menus, styles and exports with them, so they are imported when the first command is carried out, or
behind the first paint, whichever comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.browse import BrowseScreen

__all__ = ["answer_now", "end_search", "follow", "handlers", "leave_search", "run"]


@cache
def handlers() -> Mapping[str, Callable[[BrowseScreen], None]]:
    """What each command does, by its id."""
    from tui.actions import copying, finding, following, looking

    return {**finding.HANDLERS, **following.HANDLERS, **copying.HANDLERS, **looking.HANDLERS}


def run(screen: BrowseScreen, command: str) -> None:
    """Carry out a command in the browser."""
    handlers()[command](screen)


def follow(screen: BrowseScreen, target: str) -> None:
    """Go where an item of the record leads: `row:3`, `person:...`, `url:...`."""
    from tui.actions import following

    following.follow(screen, target)


def answer_now(screen: BrowseScreen) -> None:
    """Answer all that is typed in the search box."""
    from tui.actions import finding

    finding.answer_now(screen)


def end_search(screen: BrowseScreen) -> None:
    """After the search box was left."""
    from tui.actions import finding

    finding.end_search(screen)


def leave_search(screen: BrowseScreen) -> None:
    """From the search box to what it found."""
    from tui.actions import finding

    finding.leave_search(screen)
