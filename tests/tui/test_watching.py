"""Watching the files of a library: what is told, how often somebody looks, and what comes too late."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Semaphore

import pytest

from model.library import Library, open_library
from tests.tui.conftest import Open
from tui import opening
from tui.opening import Watcher


def _entry(number: int) -> str:
    return f"@book{{key{number}, title = {{Title {number}}}, year = 2001}}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.bib"
    path.write_text(_entry(0))
    return path


@pytest.fixture
def works(file: Path) -> Library:
    return open_library([str(file)])


def test_a_file_that_changes_while_it_is_read_again_is_told_again(works: Library, file: Path) -> None:
    watcher = Watcher()
    file.write_text(_entry(1) * 2)
    assert watcher.look(works) == "1 file has changed: R reads again"
    again = open_library([str(file)])
    file.write_text(_entry(1) * 3)
    assert watcher.look(again) == "1 file has changed: R reads again"
    assert watcher.look(again) == ""


def test_nobody_looks_twice_at_a_time_or_right_after_a_long_look(
    works: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, go_on = iter((0.0, 0.0, 3.0, 62.9, 63.1, 63.1, 63.1)), Event()
    told: list[str] = []
    ended = Semaphore(0)

    def look(_: Watcher, library: Library) -> str:
        assert go_on.wait(20)
        return "something"

    def tell(words: str) -> None:
        told.append(words)
        ended.release()

    monkeypatch.setattr(Watcher, "look", look)
    monkeypatch.setattr(opening, "monotonic", lambda: next(clock))
    watcher = Watcher()
    for _ in range(3):  # one look, which takes three seconds
        watcher.begin(works, tell)
    go_on.set()
    assert ended.acquire(timeout=20)
    watcher.begin(works, tell)  # a minute later, too soon by a blink
    watcher.begin(works, tell)
    assert ended.acquire(timeout=20)
    assert told == ["something", "something"]
    assert next(clock, None) is None


def test_files_that_cannot_be_looked_at_are_no_end_of_looking(works: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Semaphore(0)

    def look(_: Watcher, library: Library) -> str:
        looked.release()
        raise OSError("the disk is gone")

    monkeypatch.setattr(Watcher, "look", look)
    monkeypatch.setattr(opening, "_REST", 0)
    watcher = Watcher()
    watcher._work(works, lambda words: pytest.fail(words))
    watcher._work(works, lambda words: pytest.fail(words))
    assert looked.acquire(timeout=0) and looked.acquire(timeout=0)
    assert not watcher._is_looking


async def test_what_is_seen_of_files_is_not_told_once_they_are_read_again(
    browse: Open, works: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell: list[object] = []
    monkeypatch.setattr(Watcher, "begin", lambda watcher, library, then: tell.append(then))
    async with browse(works=works) as browser:
        for again in (False, True):
            browser.app._look_at_files()
            if again:
                browser.screen.take(open_library(works.paths))
            then = tell[-1]
            assert callable(then)
            then(f"changed, read again: {again}")
            await browser.settle()
        assert browser.toasts == ["changed, read again: False"]
