"""Commands that look closer: the record alone, provenance, notices, reading the files again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from model.library import Library
from tui.screens.loading import LoadingScreen

if TYPE_CHECKING:
    from tui.screens.browse import BrowseScreen

__all__ = ["HANDLERS"]


def _toggle_detail(screen: BrowseScreen) -> None:
    only = not screen.panes.detail_only
    screen.panes.show_detail_only(only)
    screen.set_focus(screen.panes.detail if only else screen.records)


def _reload(screen: BrowseScreen) -> None:
    def read(library: Library | None) -> None:
        if library is None:
            screen.notify("Stopped reading; what was there stays.", markup=False, timeout=3)
            return
        before = len(screen.library)
        screen.take(library)
        more = len(library) - before
        changed = f", {abs(more):,} {'more' if more > 0 else 'fewer'} than before" if more else ""
        screen.notify(f"Read again: {len(library):,} works{changed}.", markup=False, timeout=4)

    screen.app.push_screen(LoadingScreen(screen.library.paths, screen.config), read)


HANDLERS: Mapping[str, Callable[[BrowseScreen], None]] = {
    "detail.toggle": _toggle_detail,
    "reload": _reload,
}
