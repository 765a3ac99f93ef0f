"""Cuts the browser's tests off the machine, and opens the browser on a small library of our own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, chdir
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from model.library import Library, open_library
from tui.app import BibscopeApp
from tui.config import Config
from tui.screens.browse import BrowseScreen
from tui.state import State

ROOT = Path(__file__).parent.parent.parent
FILES = ("tests/data/browser/observatory.yaml", "tests/data/browser/desk.bib")  # as a person would name them
Open = Callable[..., AbstractAsyncContextManager["Browser"]]

_NAMES = {":": "colon", "?": "question_mark", "/": "slash", "\r": "enter", " ": "space"}
_MACHINE = (
    *("NO_COLOR", "TMUX", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY", "LC_ALL"),
    *("BIBSCOPE_CONFIG", "TEXTUAL_THEME", "COLORTERM", "WSL_DISTRO_NAME", "WSL_INTEROP", "TERMUX_VERSION"),
)


@pytest.fixture(autouse=True)
def _cut_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable, folder, clipboard or blinking cursor of this machine reaches a test."""
    for name in _MACHINE:
        monkeypatch.delenv(name, raising=False)
    for name in ("CONFIG", "STATE", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)


@pytest.fixture(scope="session")
def library() -> Library:
    """Nine works in two files that overlap: a thesis with its papers, a conflict, a missing relation, odd records."""
    with chdir(ROOT):
        return open_library(FILES)


class Browser:
    """The browser under test, and what tests ask of it."""

    def __init__(self, app: BibscopeApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> BrowseScreen:
        """The main screen, whatever is open over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, BrowseScreen))

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait until everything they set off is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def burst(self, keys: str) -> None:
        """Press letters so fast that none has done its work when the next one comes."""
        for key in keys:
            self.app.post_message(Key(_NAMES.get(key, key), key))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def settle(self) -> None:
        """Wait for messages and workers."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    @property
    def work(self) -> str:
        """The id of the work under the cursor."""
        row = self.screen.records.row
        return self.screen.library.works[row].id if row >= 0 else ""

    @property
    def shown(self) -> list[str]:
        """The ids of the works in the list, in order."""
        return [self.screen.library.works[int(row)].id for row in self.screen.results.rows]

    @property
    def toasts(self) -> list[str]:
        """What was told in toasts, the newest last."""
        return [notification.message for notification in self.app._notifications]

    def text(self) -> str:
        """What is on the screen, without styles."""
        app = self.app
        strips = app.screen._compositor.render_strips(app.size)
        return "\n".join(strip.text.rstrip() for strip in strips)


@pytest.fixture
def browse(library: Library) -> Open:
    """Opens the browser: `async with browse(size=(80, 24)) as browser`."""

    @asynccontextmanager
    async def opened(
        *,
        size: tuple[int, int] = (120, 40),
        config: Config | None = None,
        state: State | None = None,
        works: Library | None = None,
        sample: bool = False,
    ) -> AsyncIterator[Browser]:
        config = config or Config(clipboard="osc52")
        app = BibscopeApp((), config, state=state, library=library if works is None else works, sample=sample)
        async with app.run_test(size=size) as pilot:
            browser = Browser(app, pilot)
            await browser.settle()
            yield browser

    return opened
