"""Commands that look closer: the record alone, provenance, notices, reading the files again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.browse import BrowseScreen

__all__ = ["HANDLERS"]


def _toggle_detail(screen: BrowseScreen) -> None:
    only = not screen.panes.detail_only
    screen.panes.show_detail_only(only)
    (screen.panes.detail if only else screen.records).focus()


HANDLERS: Mapping[str, Callable[[BrowseScreen], None]] = {
    "detail.toggle": _toggle_detail,
}
