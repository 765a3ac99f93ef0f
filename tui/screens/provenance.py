"""The provenance screen: which file said what of one work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from model import text
from model.library import Library
from tui.commands import BY_ID
from tui.pages.provenance_page import provenance_page
from tui.screens.reading import ReadingScreen
from tui.widgets.reader import Hint

__all__ = ["ProvenanceScreen"]


class ProvenanceScreen(ReadingScreen):
    """Dismisses with `row:N` when another work was followed."""

    HINTS: ClassVar[Sequence[Hint]] = (Hint("record.open", "go to the work", "open"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(BY_ID["provenance.show"].keys, "close", "Close", show=False, id="provenance.show")
    ]

    def __init__(self, library: Library, row: int) -> None:
        title = f"Provenance of {text.display(library.works[row].id)}"
        super().__init__(title, lambda width: provenance_page(library, row, width))
