"""The relations screen: what a work belongs to, contains, comes from, and links to, as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from model.library import Library
from tui.commands import BY_ID
from tui.pages.relations_page import relations_page
from tui.screens.reading import ReadingScreen
from tui.widgets.reader import Hint

__all__ = ["RelationsScreen"]


class RelationsScreen(ReadingScreen):
    """Dismisses with `row:N` or `url:...` when something was followed."""

    HINTS: ClassVar[Sequence[Hint]] = (Hint("record.open", "follow", "open"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(BY_ID["relations.focus"].keys, "close", "Close", show=False, id="relations.focus")
    ]

    def __init__(self, library: Library, row: int) -> None:
        super().__init__("Relations", lambda width: relations_page(library, row, width))
