"""The browser as a person uses it: keys in, what the screen shows out."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual.events import Paste

from tests.tui.conftest import Open
from tui.commands import COMMANDS
from tui.config import Config


async def test_it_opens_on_the_list_newest_first_with_the_first_record_shown(browse: Open) -> None:
    async with browse() as browser:
        assert browser.app.focused is browser.screen.records
        assert browser.shown[:3] == ["icestring", "100", "101"]
        assert browser.shown[-1] == "anonymous"
        assert "icestring: time a tide with a string" in browser.text().split("│")[1]


async def test_typing_narrows_live_and_the_count_says_how_many_of_all(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("slash")
        await browser.type("tides ice")
        assert "2 of 9" in browser.text()
        assert set(browser.shown) == {"101", "103"}
        await browser.press("enter")
        assert browser.app.focused is browser.screen.records
        assert browser.screen.results.asked.query == "tides ice"


async def test_what_is_pasted_is_searched_for_whole_however_many_lines_it_has(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("slash", "x", "y", "left")
        browser.app.post_message(Paste("tides\r\nthrough\x1b\nice\n"))
        await browser.settle()
        assert browser.screen.results.asked.query == "xtides through\N{REPLACEMENT CHARACTER} icey"


async def test_keys_right_behind_enter_are_for_what_it_found_or_opened(browse: Open) -> None:
    async with browse(size=(80, 24)) as browser:
        await browser.burst("/moon\rj")
        assert browser.screen.results.asked.query == "moon"
        assert browser.work == browser.shown[1]
        await browser.press("escape")
        await browser.burst("/hollow moon\ry")
        assert browser.work == "100"
        copied = browser.app.clipboard
        await browser.press("y")
        assert browser.app.clipboard == copied
        await browser.press("escape", "g")
        await browser.burst("j\rj")
        assert browser.work == "100"
        detail = browser.screen.panes.detail
        assert detail.has_focus and detail.selected == 1
        await browser.press("escape", "g")
        await browser.burst("jr\r")
        assert browser.work == "101"


@pytest.mark.parametrize("way", ["tab", "escape", "click"])
async def test_however_the_search_box_is_left_the_way_back_leads_to_before(browse: Open, way: str) -> None:
    async with browse() as browser:
        await browser.press("j")
        await browser.type("/moon")
        if way == "click":
            await browser.pilot.click("#list", offset=(5, 0))
            await browser.settle()
        else:
            await browser.press(way)
        assert browser.screen.results.asked.query == "moon" and browser.screen.records.has_focus
        await browser.press("left_square_bracket")
        assert (browser.screen.results.asked.query, browser.work) == ("", "100")


async def test_the_end_of_a_record_is_reached_where_nothing_there_can_be_followed(browse: Open) -> None:
    async with browse(size=(80, 24)) as browser:
        for _ in browser.shown:
            await browser.press("enter", "G")
            detail = browser.screen.panes.detail
            assert detail.scroll_offset.y == detail.max_scroll_y
            await browser.press("escape", "j")


async def test_escape_undoes_one_step_at_a_time_and_never_quits(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("space", "slash")
        await browser.type("moon")
        await browser.press("escape")
        assert browser.app.focused is browser.screen.records
        assert browser.screen.results.asked.query == "moon"
        await browser.press("escape")
        assert browser.screen.results.asked.query == ""
        assert len(browser.screen.records.marks.rows) == 1
        await browser.press("escape")
        assert not browser.screen.records.marks.rows
        await browser.press("escape")
        assert browser.app.is_running


async def test_enter_on_a_relation_goes_there_and_the_history_comes_back_with_the_query(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("slash")
        await browser.type("hollow moon")
        await browser.press("enter", "r", "enter")
        assert browser.work == "101"
        assert browser.screen.results.asked.query == ""
        await browser.press("left_square_bracket")
        assert (browser.work, browser.screen.results.asked.query) == ("100", "hollow moon")
        detail = browser.screen.panes.detail
        assert detail.has_focus and detail.page.stops[detail.selected].target.startswith("row:")
        await browser.press("right_square_bracket")
        assert (browser.work, browser.screen.results.asked.query) == ("101", "")
        await browser.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
        assert "This is where you began." in browser.toasts


async def test_the_way_back_leads_through_the_searches_one_made(browse: Open) -> None:
    async with browse() as browser:
        for query in ("tides", "crater"):
            await browser.press("slash", "ctrl+a", "ctrl+k")
            await browser.type(query)
            await browser.press("enter")
        await browser.press("left_square_bracket")
        assert browser.screen.box.query_text == "tides"
        await browser.press("left_square_bracket")
        assert browser.screen.box.query_text == ""
        await browser.press("right_square_bracket", "right_square_bracket")
        assert (browser.screen.box.query_text, browser.shown) == ("crater", ["104"])


async def test_copying_says_what_how_much_and_which_way(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("j", "j", "y")
        assert browser.app.clipboard.startswith("Okonkwo-Lindqvist, M., Brandt, T., & Sato, A. (2021).")
        length = len(browser.app.clipboard)
        assert browser.toasts[-1] == f"APA citation, {length} characters, sent to the terminal (OSC 52)"
        await browser.press("space", "space", "y")
        assert browser.toasts[-1].startswith("APA citation of 2 records, ")
        assert len(browser.app.clipboard.splitlines()) == 2


async def test_a_record_that_cannot_be_cited_costs_its_citation_only(
    browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("[b]\x1b")

    monkeypatch.setattr("model.citations.cite.cite", broken)
    monkeypatch.setattr("tui.actions.copying.cite_many", broken)
    async with browse() as browser:
        await browser.press("j", "y")
        assert "cannot be cited in this style (KeyError" in browser.text()
        assert browser.toasts[-1].startswith("Nothing copied: citing failed (KeyError: '[b]")
        assert "\x1b" not in browser.text() and browser.app.is_running


async def test_the_next_style_shows_in_the_record_and_in_the_foot_line(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("j", "j", "c")
        assert browser.screen.citer.style == "ieee"
        assert "Citation  IEEE" in browser.text()
        assert browser.text().splitlines()[-1].endswith("IEEE")
        assert "M. Okonkwo-Lindqvist, T. Brandt, and A. Sato" in browser.text()


async def test_marks_are_toggled_ranged_and_set_for_all(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("space")
        assert (browser.screen.records.marks.rows, browser.screen.records.cursor) == (frozenset({0}), 1)
        await browser.press("v", "j", "j", "v")
        assert browser.screen.records.marks.rows == frozenset({0, 1, 2, 3})
        assert "● 4 marked" in browser.text()
        await browser.press("ctrl+a")
        assert len(browser.screen.records.marks.rows) == 9
        await browser.press("ctrl+a")
        assert not browser.screen.records.marks.rows


async def test_reload_keeps_query_cursor_and_marks(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("slash")
        await browser.type("tides")
        await browser.press("enter", "j", "space")
        before = (browser.work, browser.screen.results.asked, browser.screen.records.marks.rows)
        await browser.press("R")
        for _ in range(200):
            if browser.app.screen is browser.screen:
                break
            await browser.pilot.pause(0.01)
        await browser.settle()
        assert (browser.work, browser.screen.results.asked, browser.screen.records.marks.rows) == before
        assert any("Read again: 9 works" in toast for toast in browser.toasts)


async def test_a_storm_of_keys_at_any_size_breaks_nothing(
    browse: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keys = [key for command in COMMANDS if command.id != "app.quit" for key in command.keys.split(",")]
    keys += [*"abz 1", "left", "right", "backspace", *["escape", "enter", "down"] * 3]
    dice = random.Random(7)
    async with browse(config=Config(clipboard="osc52", export_folder=str(tmp_path))) as browser:
        monkeypatch.setattr(browser.app, "open_url", lambda url, new_tab=True: None)
        for _ in range(70):
            if dice.random() < 0.05:
                await browser.pilot.resize_terminal(dice.randint(1, 160), dice.randint(1, 50))
            await browser.pilot.press(dice.choice(keys))
            assert browser.app.is_running
