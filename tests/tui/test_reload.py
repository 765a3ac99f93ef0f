"""Reading the files again while one is somewhere in the list: the place is kept, or the nearest to it that is left."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest

from model.library import Library, open_library
from tests.tui.conftest import Browser, Open


def _write(path: Path, without: Collection[int] = (), more: str = "", title: str = "Paper") -> None:
    words = "Words that fill the page. " * 40
    entries = (
        f"@article{{key{number:02}, title = {{{title} {number:02}}}, year = {{2000}}, abstract = {{{words}}}}}"
        for number in range(60)
        if number not in without
    )
    path.write_text("\n".join((*entries, more)), encoding="utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of sixty papers, `key00` to `key59` in the order of the list."""
    path = tmp_path / "papers.bib"
    _write(path)
    return path


@pytest.fixture
def works(path: Path) -> Library:
    """Those papers."""
    return open_library([str(path)])


async def _read_again(browser: Browser) -> None:
    await browser.press("R")
    for _ in range(500):
        if browser.app.screen is browser.screen and not browser.screen.results.waits:
            break
        await browser.pilot.pause(0.01)
    await browser.settle()


def _above(browser: Browser) -> int:
    return browser.screen.records.cursor - browser.screen.records.scroll_offset.y


async def test_the_cursor_stays_where_a_work_went(browse: Open, works: Library, path: Path) -> None:
    async with browse(works=works, size=(80, 24)) as browser:
        await browser.press(*["j"] * 24, *["k"] * 4)
        assert browser.work == "key20"
        above = _above(browser)
        assert above > 0
        _write(path, without=(3, 20, 21))
        await _read_again(browser)
        assert browser.work == "key22"
        assert _above(browser) == above
        _write(path, without=range(15, 60))
        await _read_again(browser)
        assert browser.work == "key14"


async def test_what_comes_before_the_place_does_not_move_it(browse: Open, works: Library, path: Path) -> None:
    async with browse(works=works, size=(80, 24)) as browser:
        await browser.press(*["j"] * 24, *["k"] * 4)
        above = _above(browser)
        _write(
            path, more="".join(f"@book{{new{number}, title={{A{number}}}, year={{2020}}}}\n" for number in range(30))
        )
        await _read_again(browser)
        assert (browser.work, _above(browser)) == ("key20", above)


async def test_a_work_that_no_longer_answers_the_question_gives_way_to_the_next(
    browse: Open, works: Library, path: Path
) -> None:
    async with browse(works=works) as browser:
        await browser.type("/title:paper")
        await browser.press("enter", *["j"] * 30, *["k"] * 3)
        assert browser.work == "key27"
        above = _above(browser)
        _write(path, without=(27,), more="@article{key27, title={Mended}, year={2000}}")
        await _read_again(browser)
        assert (browser.work, _above(browser)) == ("key28", above)
        assert len(browser.shown) == 59


async def test_another_record_in_the_place_of_the_old_is_shown_from_its_top(
    browse: Open, works: Library, path: Path
) -> None:
    async with browse(works=works, size=(80, 24)) as browser:
        await browser.press(*["j"] * 5, "enter", "G")
        detail = browser.screen.panes.detail
        assert detail.scroll_offset.y > 0
        _write(path, without=(5,))
        await _read_again(browser)
        assert browser.work == "key06"
        assert detail.scroll_offset.y == 0
        assert "Paper 06" in browser.text()


async def test_what_was_told_of_the_old_files_is_taken_away(browse: Open, works: Library) -> None:
    async with browse(works=works) as browser:
        browser.app.notify("1 file has changed: R reads again")
        await _read_again(browser)
        assert browser.toasts == ["Read again: 60 works."]


async def test_a_question_asked_after_reading_begins_at_its_best_answer(
    browse: Open, works: Library, path: Path
) -> None:
    async with browse(works=works) as browser:
        await browser.press("G")
        _write(path, without=(59,))
        await _read_again(browser)
        assert browser.work == "key58"
        await browser.type("/12")
        assert browser.work == "key12"
