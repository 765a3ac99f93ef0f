"""The help screen: the keys of the place it was asked in first, then everything else."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.commands import BY_ID
from tui.keymap import Keymap
from tui.pages.help_page import help_page
from tui.screens.reading import ReadingScreen

__all__ = ["HelpScreen"]


class HelpScreen(ReadingScreen):
    """Shows the effective keys; `place` is `list`, `detail`, `box`, or empty for none of these."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(BY_ID["help.show"].keys, "close", "Close", show=False, id="help.show")
    ]

    def __init__(self, keymap: Keymap, place: str = "") -> None:
        super().__init__("Help", lambda width: help_page(keymap, place, width))
