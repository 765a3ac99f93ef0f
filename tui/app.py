"""The browser as an app: wires library, configuration, theme and screens."""

from __future__ import annotations

import os
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from model.library import Library
from tui import themes
from tui.citing import Citer, checked_style
from tui.commands import BY_ID, bindings
from tui.config import Config
from tui.keymap import keymap
from tui.screens.browse import BrowseScreen
from tui.screens.loading import LoadingScreen

__all__ = ["BibscopeApp", "run"]


class BibscopeApp(App[int]):
    """Reads the files, shows the browser, ends with an exit code."""

    TITLE = "bibscope"
    CSS_PATH = "bibscope.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, paths: tuple[str, ...], config: Config, *, fresh: bool = False, sample: bool = False) -> None:
        super().__init__()
        self.paths = paths
        self.config = config
        self.sample = sample
        self.keys = keymap(config.keys, config.path)
        themes.register(self)
        self.theme = themes.theme_for(config.theme, self.available_themes, os.environ)
        self.set_keymap(dict(self.keys.changed))

    def on_mount(self) -> None:
        """Read first, then browse."""
        self.push_screen(LoadingScreen(self.paths, self.config), self._loaded)

    def _loaded(self, library: Library | None) -> None:
        if library is None:
            self.exit(130)
            return
        config = self.config
        citer = Citer(library, checked_style(config.style), config.styles, config.locale)
        self.push_screen(BrowseScreen(library, citer, self.keys, clipboard=config.clipboard))

    async def run_command(self, command: str) -> None:
        """Carry out any command of the table, as its key would."""
        known = BY_ID[command]
        widget = self.screen.focused
        target = self if known.context == "app" else self.screen if known.context == "browse" else widget
        await self.run_action(known.action, target)

    async def action_run(self, command: str) -> None:
        """Carry out a command that works everywhere."""
        if command == "app.quit":
            self.exit(0)
        elif command == "palette":
            self.action_command_palette()


def run(paths: tuple[str, ...], config: Config, *, fresh: bool = False, sample: bool = False) -> int:
    """Open the browser on these files and wait until it is left. Returns the exit code."""
    code = BibscopeApp(paths, config, fresh=fresh, sample=sample).run()
    return 0 if code is None else code
