"""`and others` in the browser: it is said, leads nowhere, and nothing stumbles over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.library import Library, open_library
from tests.tui.conftest import Open
from tui.rows import short_names
from tui.screens.browse import BrowseScreen

ENTRIES = """
@article{two, author = {Frost, Ida and Snow, Al and others}, title = {Two}, journal = {Tides}, year = 2020}
@article{alone, author = {others}, title = {Alone}, journal = {Tides}, year = 2019}
@article{one, author = {Jan van der Berg and others}, title = {One}, journal = {Tides}, year = 2018}
"""


@pytest.fixture
def works(tmp_path: Path) -> Library:
    path = tmp_path / "some.bib"
    path.write_text(ENTRIES)
    return open_library([str(path)])


def test_names_in_a_narrow_column_end_with_et_al(works: Library) -> None:
    two, _, one = (work.record for work in works.works)
    assert short_names(two, 30) == "Frost, Snow et al."
    assert short_names(two, 14) == "Frost et al."
    assert short_names(one, 30) == "van der Berg et al."


async def test_list_and_record_say_et_al(browse: Open, works: Library) -> None:
    async with browse(works=works) as browser:
        assert "Frost et al." in browser.text().split("\n")[1]
        assert "Ida Frost, Al Snow et al." in browser.text()
        assert "others" not in browser.text()


async def test_the_people_of_a_record_are_those_it_names(browse: Open, works: Library) -> None:
    async with browse(works=works) as browser:
        await browser.press("a")
        assert "Snow, Al" in browser.text() and "et al." not in browser.text().split("People")[1].split("esc")[0]
        await browser.press("enter")
        assert "Ida Frost" in browser.text() or "Frost, Ida" in browser.text()


async def test_a_record_that_names_nobody_else_names_no_people(browse: Open, works: Library) -> None:
    async with browse(works=works) as browser:
        await browser.press("j", "a")
        assert isinstance(browser.app.screen, BrowseScreen)
        assert browser.toasts == ["This record names no people."]


async def test_everybody_in_the_library_is_somebody(browse: Open, works: Library) -> None:
    async with browse(works=works) as browser:
        await browser.press("A")
        assert "3 people" in browser.text() or "Frost, Ida" in browser.text()
        assert "others" not in browser.text()
