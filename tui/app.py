"""The browser as an app: wires library, configuration, theme and screens."""

from __future__ import annotations

import gc
import os
from collections.abc import Container, Iterator
from typing import ClassVar, cast

from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.events import Event, Key
from textual.screen import Screen

from model import text
from model.cache import Request
from model.library import Library
from model.notice import Notice
from tui import themes
from tui.citing import Citer, checked_style
from tui.commands import bindings
from tui.config import Config
from tui.frame import SAMPLE, Known
from tui.keymap import keymap
from tui.opening import Opener, Watcher
from tui.screens.browse import BrowseScreen
from tui.signals import leave_on_signals, say_how_to_quit
from tui.state import State
from tui.widgets.search_box import Field

__all__ = ["BibscopeApp"]

_EARLY = 1.0  # seconds that a key waits for a list that never has the focus, in a terminal without room for one
_WATCHING = 1.0  # seconds between two looks at the files


class BibscopeApp(App[int]):
    """Reads the files, shows the browser, ends with an exit code."""

    TITLE = "bibscope"
    CSS_PATH = "bibscope.tcss"
    ENABLE_COMMAND_PALETTE = False  # ours searches records with our own search
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("app", priority=False),  # for screens with letters of their own
        *bindings("always"),
    ]

    action_help_quit = say_how_to_quit  # what Textual asks for at ctrl+c

    _has_theme = False

    def __init__(
        self,
        paths: tuple[str, ...],
        config: Config,
        *,
        sample: bool = False,
        state: State | None = None,
        library: Library | None = None,
        opener: Opener | None = None,
        driver: type[Driver] | None = None,
    ) -> None:
        """`library` is one that is read already; without it `opener` opens it behind a progress screen."""
        environ = dict(os.environ)  # Textual takes NO_COLOR out of it
        super().__init__(driver, ansi_color=True if environ.get("NO_COLOR") else None)
        self.paths = paths
        self.config = config
        self.state = state or State()
        self.keys = keymap(config.keys, config.path)
        self._told: tuple[Notice, ...] = ()
        self._tell = SAMPLE if sample else ""
        self._library = library
        self.opener = opener or Opener(Request(library.paths if library else paths, config.merge, config.repository))
        self._watcher = Watcher()
        themes.register(cast("App[object]", self))
        wanted = config.theme or self.state.theme
        self.theme = themes.theme_for(wanted, self.available_themes, environ)
        self._has_theme = True
        self.stylesheet.set_variables(self.get_css_variables())
        self._styled = False  # whether Textual has asked for what this line did
        self._painted = False
        self._early: list[Key] = []  # keys that came before the list could take them
        self._takes_keys = False
        self.set_keymap(dict(self.keys.changed))

    def get_default_screen(self) -> Screen[None]:
        """The browser itself where its library is there: to set up an empty screen before it takes time."""
        return super().get_default_screen() if self._library is None else self._browser(self._library)

    def get_css_variables(self) -> dict[str, str]:
        """The variables of the theme, all made anew each time; none before there is a theme to ask for."""
        return super().get_css_variables() if self._has_theme else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables in themes that are not ours."""
        return {"hint": "ansi_default" if self.no_color else "#808080"}

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew; not when it starts, when everything has the theme's styles anyway."""
        if self._styled:
            super().refresh_css(animate)
        self._styled = True

    def on_mount(self) -> None:
        """Read first, then browse."""
        if not self.is_headless:
            leave_on_signals(self)
            self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        if self._library is None:
            from tui.screens.loading import LoadingScreen

            start = Known(note=self._tell, shares=self.state.shares)
            self.push_screen(LoadingScreen(self.paths, self.config, start=start), self._loaded)
        else:
            self._tell_notices()
            self._library = None  # the browser has it, and lets go of it when it reads again
        self.set_interval(_WATCHING, self._look_at_files)

    async def on_event(self, event: Event) -> None:
        """Keep keys for the list until it has the focus: people type as soon as they see something."""
        opening = not self._takes_keys and (not self.screen_stack or isinstance(self.screen, BrowseScreen))
        if opening and isinstance(event, Key) and not event.is_forwarded:
            self._early.append(event)
            self.set_timer(_EARLY, self._hand_on_keys)
        else:
            if isinstance(event, Key) and isinstance(self.focused, Field):
                await self.focused.typed()
            await super().on_event(event)

    async def on_descendant_focus(self) -> None:
        """The list has the focus, or what was opened over it."""
        if not self._takes_keys and self._browse:
            await self._hand_on_keys()

    async def _hand_on_keys(self) -> None:
        while self._early:
            await super().on_event(self._early.pop(0))
        self._takes_keys = True

    def post_display_hook(self) -> None:
        """Go on with what waits for the first paint of the browser."""
        browse = None if self._painted else self._browse
        if browse is not None and browse.is_drawn:
            self._painted = True
            browse.call_later(self._behind_the_paint, browse)

    async def _behind_the_paint(self, browse: BrowseScreen) -> None:
        """Add what the first paint did without, and get ready what the first key needs."""
        await browse.complete()
        if not gc.isenabled():  # it rested on the way to here
            gc.freeze()
            gc.enable()
        browse.get_ready()

    def _look_at_files(self) -> None:
        """Tell when files change."""
        browse = self._browse
        library = browse.library if browse else None

        def tell(told: str) -> None:
            """On the drawing thread: they may have been read again meanwhile."""
            if browse and browse.library is library:
                self.notify(told, markup=False)

        if library is not None:
            self._watcher.begin(library, lambda told: self.call_later(tell, told))

    @property
    def _browse(self) -> BrowseScreen | None:
        return next((screen for screen in self.screen_stack if isinstance(screen, BrowseScreen)), None)

    def _loaded(self, library: Library | None) -> None:
        if library is None:
            self.exit(130)
            return
        self.push_screen(self._browser(library))
        self._tell_notices()

    def _browser(self, library: Library) -> BrowseScreen:
        config, state = self.config, self.state
        style = config.style if config.style != Config().style else state.style or config.style
        citer = Citer(library, checked_style(style), config.styles, config.locale)
        self._told = (*config.notices, *_unknown(config, self.available_themes, self.theme), *self.keys.notices)
        return BrowseScreen(library, citer, self.keys, config, state, tell=self._tell, told=self._told)

    def _tell_notices(self) -> None:
        for notice in self._told[:3]:
            self.notify(text.display(str(notice)), severity="warning", markup=False, timeout=10)

    async def action_run(self, command: str) -> None:
        """Carry out a command that works everywhere; over another screen, quitting leaves that screen first."""
        screen = self.screen
        if command == "app.quit" and not isinstance(screen, BrowseScreen) and hasattr(screen, "action_close"):
            screen.action_close()
        elif command == "app.quit":
            await self.action_quit()
        elif command == "app.suspend":
            from tui.suspending import suspend

            suspend(self)
        elif isinstance(screen, BrowseScreen):
            from tui.actions.looking import show_help, show_palette

            show = show_palette if command == "palette" else show_help
            show(screen)

    def copy_to_clipboard(self, text: str) -> None:
        """Send a text to the terminal's clipboard, as Textual does, and through GNU screen, as it does not."""
        from tui.clipboard import osc52_sequence

        self._clipboard = text  # what fields to type in paste
        if self._driver is not None:
            self._driver.write(osc52_sequence(text, {} if self.is_web else os.environ))

    async def action_quit(self) -> None:
        """Leave, and remember how it was."""
        self.state = self.remembered()
        self.exit(0)

    def remembered(self) -> State:
        """What the next visit shall begin with."""
        theme = self.state.theme if self.no_color else self.theme
        return self._browse.remembered(theme) if self._browse else self.state


def _unknown(config: Config, themes: Container[str], theme: str) -> Iterator[Notice]:
    """Names in the configuration that nothing goes by."""
    place = str(config.path or "configuration")
    if config.theme and config.theme not in themes:
        yield Notice(place, 0, "warning", f"no theme is called {config.theme!r}", f"{theme} is used")
    if checked_style(config.style) != config.style:
        yield Notice(place, 0, "warning", f"no citation style is called {config.style!r}", "apa is used")
