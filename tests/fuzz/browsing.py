"""A cat on the keyboard: random keys in the headless browser, at random sizes, over a hostile library."""

# ruff: noqa: E501 (keys read best as a list)

from __future__ import annotations

import asyncio
import os
import random
import tempfile
from functools import cache
from pathlib import Path
from unittest import mock

from hypothesis import strategies as st

from model.library import Library, open_library
from tests.fuzz import strategies
from tests.hostile import PAYLOADS, acting, write
from tui.app import BibscopeApp
from tui.config import Config

__all__ = ["browsing", "press_all", "visits"]

SIZES = ((80, 24), (120, 40), (20, 6), (200, 50), (1, 1), (45, 12))
_SOME = ("osc52", "csi", "surrogates", "markup", "action", "html", "traversal", "wide", "nothing", "breaks")


@cache
def _library() -> Library:
    folder = Path(tempfile.mkdtemp(prefix="bibscope-keys-"))
    *files, _flat = write(folder, {name: PAYLOADS[name] for name in _SOME})
    own = strategies.DATA / "browser"
    return open_library([*map(str, files), str(own)])


def visits() -> st.SearchStrategy[list[tuple[tuple[int, int], list[str]]]]:
    """A visit: sizes the terminal has one after the other, and the keys pressed at each."""
    return st.lists(st.tuples(st.sampled_from(SIZES), strategies.keys()), min_size=1, max_size=3)


async def press_all(visit: list[tuple[tuple[int, int], list[str]]], works: Library | None = None) -> None:
    """Open the browser, press, resize; it runs on until it is left, and shows nothing that acts."""
    opened: list[str] = []
    app = BibscopeApp((), Config(clipboard="none"), library=works or _library())
    app.open_url = lambda url, *, new_tab=True: opened.append(url)  # type: ignore[method-assign]
    async with app.run_test(size=visit[0][0]) as pilot:
        for size, keys in visit:
            await pilot.resize_terminal(*size)
            for key in keys:
                if app.is_running and not app._exit:
                    await pilot.press(key)
            await pilot.pause()
            if not app._exit:
                for strip in app.screen._compositor.render_strips(app.size):
                    assert not acting(strip.text, lines=False), repr(strip.text)
        if not app._exit:
            await app.workers.wait_for_complete()
            await pilot.pause()
    assert app.return_code in (0, None), app.return_code
    assert all(url.startswith(("https://", "http://")) for url in opened), opened


def isolated(folder: Path) -> mock._patch_dict:
    """The environment of a browser that leaves the person's own files alone."""
    homes = {f"XDG_{name}_HOME": str(folder / name) for name in ("CONFIG", "STATE", "CACHE", "DATA")}
    return mock.patch.dict(os.environ, {**homes, "TMUX": "", "HOME": str(folder)})


def browsing(seed: int, visits_made: int = 3) -> int:
    """Some visits made of a seed; returns how many keys were pressed. What is exported goes to a folder of its own."""
    chance = random.Random(seed)
    keys = [*"jkgG/rampwyYcvsfoxR?:[]uCAn1", "down", "up", "enter", "enter", "escape", "escape", "tab", "space", "ctrl+a",
            "ctrl+d", "pagedown", "end", "home", "left", "right", "backspace", "ctrl+p", "alt+left", "a", "é", "[", "\\"]  # fmt: skip
    pressed = 0
    here = Path.cwd()
    for _ in range(visits_made):
        visit = [(chance.choice(SIZES), chance.choices(keys, k=chance.randint(5, 30))) for _ in range(3)]
        library = _library()
        with tempfile.TemporaryDirectory() as folder, isolated(Path(folder)):
            os.chdir(folder)
            try:
                asyncio.run(press_all(visit, library))
            except BaseException:
                print("visit:", visit)
                raise
            finally:
                os.chdir(here)
        pressed += sum(len(keys) for _, keys in visit)
    return pressed
