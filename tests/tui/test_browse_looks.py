"""What the main screen looks like at several sizes, and that it stands every size."""

from __future__ import annotations

import pytest

from model.library import Library
from tests.tui.conftest import Open
from tests.tui.snapshot import compare
from tui.config import Config

SIZES = [(80, 24), (120, 40), (200, 50)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_main_screen_looks_as_when_last_seen(browse: Open, size: tuple[int, int]) -> None:
    async with browse(size=size) as browser:
        await browser.press("j", "j")
        compare(f"browse-{size[0]}x{size[1]}", browser.app.export_screenshot())


async def test_a_search_looks_as_when_last_seen_in_the_light_theme(browse: Open) -> None:
    async with browse(config=Config(theme="bibscope-light", clipboard="osc52")) as browser:
        await browser.press("slash")
        await browser.type("tides ice")
        await browser.press("enter", "space", "r")
        compare("search-light-120x40", browser.app.export_screenshot())


@pytest.mark.parametrize("size", [(20, 6), (1, 1), (40, 10), (60, 20), (250, 60)])
async def test_every_size_is_stood_and_shows_the_record_on_enter(browse: Open, size: tuple[int, int]) -> None:
    async with browse(size=size) as browser:
        await browser.press("j", "enter", "j", "tab", "slash", "x", "escape", "escape")
        assert browser.app.is_running


async def test_resizing_keeps_the_place_and_changes_the_panes(browse: Open) -> None:
    async with browse(size=(130, 40)) as browser:
        await browser.press("j", "j")
        screen = browser.screen
        assert screen.panes.detail.region.x > screen.records.region.x
        await browser.pilot.resize_terminal(90, 30)
        await browser.settle()
        assert screen.panes.detail.region.y > screen.records.region.y
        await browser.pilot.resize_terminal(50, 15)
        await browser.settle()
        assert not screen.panes.detail.display
        await browser.press("enter")
        assert screen.panes.detail.display and not screen.records.display
        await browser.press("escape")
        assert screen.records.display and browser.work == "101"


async def test_an_empty_library_says_what_to_do(browse: Open) -> None:
    async with browse(works=Library()) as browser:
        assert "There is no record to show." in browser.text()
        assert "bibscope FILE ..." in browser.text()
        await browser.press("j", "enter", "y", "space", "ctrl+a", "v", "r", "o", "c")
        assert browser.app.is_running


async def test_an_empty_result_says_what_would_match(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("slash")
        await browser.type("crater zzzzzzzz")
        assert "Nothing matches in 9 records." in browser.text()
        assert "1 without zzzzzzzz" in browser.text()
        await browser.press("enter")
        assert (browser.screen.box.query_text, browser.shown) == ("crater", ["104"])


async def test_the_sample_says_that_it_is_one_until_something_is_searched(browse: Open) -> None:
    async with browse(sample=True) as browser:
        assert "built-in sample library" in browser.text()
        await browser.press("slash")
        await browser.type("moon")
        assert "built-in sample library" not in browser.text()


async def test_without_colours_no_colour_is_sent(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with browse() as browser:
        assert browser.app.theme == "ansi-dark"
        strips = browser.app.screen._compositor.render_strips(browser.app.size)
        colours = {segment.style.color for strip in strips for segment in strip if segment.style}
        assert all(colour is None or colour.is_default or colour.number is not None for colour in colours)


async def test_without_colours_one_sees_which_of_two_menus_has_the_focus(
    browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    def reversed_texts() -> str:
        strips = browser.app.screen._compositor.render_strips(browser.app.size)
        return "".join(segment.text for strip in strips for segment in strip if segment.style and segment.style.reverse)

    async with browse() as browser:
        await browser.press("space", "x")
        assert "BibTeX" in reversed_texts() and "marked" not in reversed_texts()
        await browser.press("shift+tab")
        assert "marked" in reversed_texts() and "BibTeX" not in reversed_texts()
