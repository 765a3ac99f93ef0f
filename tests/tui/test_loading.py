"""Reading behind a progress screen: it can be waited for and cancelled, and faults are not swallowed."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from model.cache import Cache, Request
from model.library import Library, open_library
from model.progress import Progress
from model.record import Record, Source
from tests.tui.conftest import FILES
from tui import opening
from tui.app import BibscopeApp
from tui.config import Config
from tui.screens import loading
from tui.screens.browse import BrowseScreen
from tui.screens.loading import LoadingScreen


async def _until(pilot: Any, true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        await pilot.pause(0.005)
    pytest.fail("waited in vain")


async def test_files_are_read_and_then_browsed() -> None:
    app = BibscopeApp(FILES, Config())
    async with app.run_test() as pilot:
        await _until(pilot, lambda: isinstance(app.screen, BrowseScreen))
        assert isinstance(app.screen, BrowseScreen) and len(app.screen.library) == 9


async def test_progress_is_shown_and_escape_cancels_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, stopped = threading.Event(), threading.Event()

    def slow(request: Request, cache: Cache | None, progress: Callable[[Progress], None], _: object) -> Library:
        progress(Progress("a[b].yaml", 1, 4, 1234))
        go_on.wait(20)
        try:
            progress(Progress("second.bib", 2, 4, 2000))
        finally:
            stopped.set()
        return Library()

    monkeypatch.setattr(opening, "open_kept", slow)
    monkeypatch.setattr(loading, "_PATIENCE", 0.01)
    app = BibscopeApp(FILES, Config())
    async with app.run_test() as pilot:
        await _until(pilot, lambda: app.screen.has_class("-shown"))
        await _until(pilot, lambda: "file 2 of 4, 1,234 records" in _text(app))
        assert "a[b].yaml" in _text(app)
        await pilot.press("escape")
        assert app.return_value == 130
    go_on.set()
    assert stopped.wait(20)


async def test_the_first_rows_are_there_while_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    library = open_library(FILES)
    records = [work.record for work in library.works]
    hostile = Record("h", "file", Source("x.bib"), {"title": "\x1b]52;c;eA==\x07[b]x[/]"})

    def slow(request: Request, cache: Cache | None, progress: Callable[[Progress], None], _: object) -> Library:
        progress(Progress("one.bib", 0, 2, 0))
        progress(Progress("one.bib", 0, 2, 3, 0.5, records[:3]))
        progress(Progress("one.bib", 0, 2, 4, 0.9, records[:4]))
        progress(Progress("two.bib", 1, 2, 4))
        progress(Progress("two.bib", 1, 2, 5, 0.5, [hostile]))
        go_on.wait(20)
        progress(Progress("", 2, 2, 5))
        return library

    monkeypatch.setattr(opening, "open_kept", slow)
    monkeypatch.setattr(loading, "_PATIENCE", 0.01)
    app = BibscopeApp(FILES, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await _until(pilot, lambda: "file 2 of 2, 5 records" in _text(app))
        lines = _text(app).split("\n")
        for place, record in enumerate(records[:4], 1):
            assert record.title[:12] in lines[place], lines
        assert "[b]x[/]" in lines[5] and "\x1b" not in _text(app)
        assert lines[0].startswith(" / search:") and lines[10] == "─" * 80
        bar = next(line for line in lines if "━" in line)
        assert bar.count("━") == 27 and bar.count("─") == 9  # three quarters
        go_on.set()
        await _until(pilot, lambda: isinstance(app.screen, BrowseScreen))
        await _until(pilot, lambda: "9 " in _text(app).split("\n")[0])


@pytest.mark.parametrize("key", ["escape", "q", "ctrl+c"])
async def test_a_reader_that_is_cancelled_ends_when_it_next_says_how_far_it_is(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0
    ended = threading.Event()

    def endless(request: Request, cache: Cache | None, progress: Callable[[Progress], None], _: object) -> Library:
        nonlocal steps
        try:
            while True:
                steps += 1
                progress(Progress("endless.bib", 0, 1, steps, 0.5))
        finally:
            ended.set()

    monkeypatch.setattr(opening, "open_kept", endless)
    app = BibscopeApp(FILES, Config())
    async with app.run_test() as pilot:
        await _until(pilot, lambda: steps > 2)
        await pilot.press(key)
        assert app.return_value == 130
    assert ended.wait(20)


async def test_reading_again_spares_files_that_have_not_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []

    def read(request: Request, cache: Cache | None, progress: Callable[[Progress], None], previous: object) -> Library:
        given.append(previous)
        return open_library(FILES)

    monkeypatch.setattr(opening, "open_kept", read)
    library = open_library(FILES)
    app = BibscopeApp(FILES, Config(), library=library)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("R")
        await _until(pilot, lambda: isinstance(app.screen, BrowseScreen) and app.screen.library is not library)
    assert given == [library]


async def test_a_cancelled_reload_keeps_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    library = open_library(FILES)

    def slow(*_: object) -> Library:
        go_on.wait(20)
        return Library()

    monkeypatch.setattr(opening, "open_kept", slow)
    app = BibscopeApp(FILES, Config(), library=library)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("j", "R")
        assert isinstance(app.screen, LoadingScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, BrowseScreen) and app.screen.library is library
        assert app.screen.records.cursor == 1
        go_on.set()
        await pilot.pause()
        assert isinstance(app.screen, BrowseScreen) and app.screen.library is library


@pytest.mark.parametrize("before_keys", [(), ("f", "left", "escape", "f")])
async def test_what_was_read_before_is_let_go(before_keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """At once: the collector looks for nothing among what was there when a library was read."""
    for name in ("disable", "enable", "freeze"):
        monkeypatch.setattr(gc, name, lambda: None)
    read = [open_library(FILES)]
    before = [weakref.ref(read[0])]
    app = BibscopeApp(FILES, Config(), library=read.pop())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*before_keys)
        await pilot.pause()
        assert isinstance(app.screen, BrowseScreen) and not app.screen.panes.facets_shown
        thresholds = gc.get_threshold()
        gc.set_threshold(0)
        try:
            for _ in range(2):
                await pilot.press("R")
                await _until(pilot, lambda: isinstance(app.screen, BrowseScreen) and not before[-1]())
                assert isinstance(app.screen, BrowseScreen)
                before.append(weakref.ref(app.screen.library))
        finally:
            gc.set_threshold(*thresholds)
    assert [one() is None for one in before] == [True, True, False]


async def test_a_file_that_is_gone_is_told_and_the_rest_stays(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("files")
    kept, gone = folder / "kept.bib", folder / "gone.bib"
    kept.write_text("@misc{a, title = {Kept}, year = 2020}")
    gone.write_text("@misc{b, title = {Gone}, year = 2021}")
    app = BibscopeApp((), Config(), library=open_library([str(kept), str(gone)]))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, BrowseScreen) and len(app.screen.library) == 2
        gone.unlink()
        await pilot.press("R")
        await _until(pilot, lambda: isinstance(app.screen, BrowseScreen) and len(app.screen.library) == 1)
        assert isinstance(app.screen, BrowseScreen)
        assert any("no such file" in notice.message for notice in app.screen.notices)


def _text(app: BibscopeApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips(app.size))


@pytest.mark.parametrize("fault", [ZeroDivisionError, RuntimeError])
@pytest.mark.parametrize("again", [False, True])
async def test_a_fault_is_not_swallowed(fault: type[Exception], again: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Library:
        raise fault("of ours")

    library = open_library(FILES) if again else None
    monkeypatch.setattr(opening, "open_kept", broken)
    app = BibscopeApp(FILES, Config(), library=library)
    with pytest.raises(fault, match="of ours"):
        async with app.run_test() as pilot:
            await pilot.pause()
            if again:
                await pilot.press("R")
            await _until(pilot, lambda: app._exception is not None)
