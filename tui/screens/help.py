"""The help screen: the keys of the place it was asked in first, then everything else."""

from __future__ import annotations

from tui.keymap import Keymap
from tui.pages.help_page import help_page
from tui.screens.reading import ReadingScreen

__all__ = ["HelpScreen"]


class HelpScreen(ReadingScreen):
    """Shows the effective keys; `place` is one of `help_page.PLACES`, or empty for none of these."""

    def __init__(self, keymap: Keymap, place: str = "") -> None:
        super().__init__("Help", lambda width: help_page(keymap, place, width))

    def action_help(self) -> None:
        """The key that opened the help closes it."""
        self.action_close()
