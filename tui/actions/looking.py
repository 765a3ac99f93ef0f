"""Commands that look closer: the record alone, provenance, notices, reading the files again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from model.library import Library
from tui.actions.copying import use_style
from tui.actions.following import follow_if, go_to_row
from tui.palette import palette_question
from tui.screens.help import HelpScreen
from tui.screens.loading import LoadingScreen
from tui.screens.notices import NoticesScreen
from tui.screens.picker import Picker
from tui.screens.provenance import ProvenanceScreen

if TYPE_CHECKING:
    from tui.screens.browse import BrowseScreen

__all__ = ["HANDLERS", "show_help", "show_palette"]


def _toggle_detail(screen: BrowseScreen) -> None:
    only = not screen.panes.detail_only
    screen.panes.show_detail_only(only)
    screen.set_focus(screen.panes.detail if only else screen.records)


def _reload(screen: BrowseScreen) -> None:
    def read(library: Library | None) -> None:
        """Show what was read, and say how it differs."""
        if library is None:
            screen.notify("Stopped reading; what was there stays.", markup=False, timeout=3)
            return
        before = len(screen.library)
        screen.take(library)
        screen.app.clear_notifications()  # they are about the files as they were
        more = len(library) - before
        changed = f", {abs(more):,} {'more' if more > 0 else 'fewer'} than before" if more else ""
        screen.notify(f"Read again: {len(library):,} works{changed}.", markup=False, timeout=4)

    screen.app.push_screen(LoadingScreen(screen.library.paths, screen.config, previous=screen.library), read)


def _show_provenance(screen: BrowseScreen) -> None:
    if screen.records.row >= 0:
        screen.app.push_screen(ProvenanceScreen(screen.library, screen.records.row), follow_if(screen))


def _show_notices(screen: BrowseScreen) -> None:
    library = screen.library
    if len(screen.notices) > len(library.notices):
        library = replace(library, notices=screen.notices)
    screen.app.push_screen(NoticesScreen(library), follow_if(screen))


def show_help(screen: BrowseScreen) -> None:
    """All keys, those of this place first."""
    screen.app.push_screen(HelpScreen(screen.keymap, screen.focused_place))


def show_palette(screen: BrowseScreen) -> None:
    """Everything that can be done, found by typing."""
    app = screen.app

    def chosen(choice: str | None) -> None:
        """Do what was chosen, if anything."""
        kind, _, value = (choice or "").partition(":")
        if kind == "command":
            screen.call_later(screen.run_any, value)
        elif kind == "style":
            use_style(screen, value)
        elif kind == "theme":
            app.theme = value
        elif kind == "row":
            go_to_row(screen, int(value))

    asked = palette_question(screen.library, screen.keymap, app.available_themes, app.theme, screen.citer.style)
    app.push_screen(Picker(asked), chosen)


HANDLERS: Mapping[str, Callable[[BrowseScreen], None]] = {
    "detail.toggle": _toggle_detail,
    "provenance.show": _show_provenance,
    "notices.show": _show_notices,
    "reload": _reload,
}
