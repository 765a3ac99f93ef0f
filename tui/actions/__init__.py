"""What the browser's commands do: one function each, in modules by topic, found by the id of the command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui.actions import copying, finding, following, looking
from tui.actions.following import follow

if TYPE_CHECKING:
    from tui.screens.browse import BrowseScreen

__all__ = ["HANDLERS", "follow", "run"]

HANDLERS: Mapping[str, Callable[[BrowseScreen], None]] = {
    **finding.HANDLERS,
    **following.HANDLERS,
    **copying.HANDLERS,
    **looking.HANDLERS,
}


def run(screen: BrowseScreen, command: str) -> None:
    """Carry out a command in the browser."""
    HANDLERS[command](screen)
