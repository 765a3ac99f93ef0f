"""A small app that holds one screen, so that it is tested without the browser under it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

import tui
from tui import themes

__all__ = ["Hosted", "hosted"]


class _Host(App[None]):
    CSS_PATH = Path(tui.__file__).parent / "bibscope.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        themes.register(self)
        self.theme = themes.DEFAULT
        self.opened: list[str] = []

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        self.opened.append(url)


class Hosted:
    """The screen under test: keys go in, what is drawn and what it dismissed with come out."""

    def __init__(self, app: _Host, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.results: list[object] = []

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until everything they set off is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def burst(self, *keys: str) -> None:
        """Press keys so fast that none has done its work when the next one comes."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def settle(self) -> None:
        """Wait for messages and workers."""
        for _ in range(2):
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    def text(self) -> str:
        """What is on the screen, without styles."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips(self.app.size))

    def assert_harmless(self) -> None:
        """Nothing that acts on a terminal is in what is drawn or exported."""
        for strip in self.app.screen._compositor.render_strips(self.app.size):
            for segment in strip:
                assert segment.text.replace("\u200d", "").replace("\u200c", "").isprintable(), repr(segment.text)
        assert "\x1b" not in self.app.export_screenshot()


@asynccontextmanager
async def hosted(
    screen: Screen[object], size: tuple[int, int] = (80, 24), *, settle: bool = True
) -> AsyncIterator[Hosted]:
    """Show a screen over an empty app."""
    app = _Host()
    async with app.run_test(size=size) as pilot:
        it = Hosted(app, pilot)
        app.push_screen(screen, it.results.append)
        await (it.settle() if settle else pilot.pause())
        yield it
