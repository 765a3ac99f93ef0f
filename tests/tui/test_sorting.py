"""Orders that take long are worked out behind the list: keys are answered meanwhile, and only the last order counts."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import pytest

from model.library import Library, open_library
from tests.tui.conftest import FILES, Browser, Open
from tests.tui.test_indexing import counted, until
from tui.app import BibscopeApp
from tui.config import Config
from tui.results import Asked, Orders, ask
from tui.screens.browse import BrowseScreen
from tui.state import State


class Gate:
    """Holds back whoever works an order out until it is opened."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.asked: list[str] = []
        self.done: list[str] = []

    def ranks(self, library: Library, key: str) -> Sequence[int]:
        """In the place of `Library.ranks`."""
        self.asked.append(key)
        assert self.opened.wait(20)
        found = _ranks(library, key)
        self.done.append(key)
        return found


_ranks = Library.ranks


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr("tui.results._FEW", 0)
    monkeypatch.setattr(Library, "ranks", lambda library, key: gate.ranks(library, key))
    yield gate
    gate.opened.set()


@pytest.fixture
def fresh() -> Library:
    return open_library(FILES)


@pytest.fixture
def titles() -> list[str]:
    """The works by title, in an order that takes no time."""
    known = open_library(FILES)
    rows = ask(known, Asked(order="title"), frozenset(), Orders(known)).rows
    return [known.works[int(row)].id for row in rows]


async def sorted_(browser: Browser) -> None:
    await until(browser, lambda: not browser.screen.results.unsorted)
    await browser.settle()


async def test_keys_are_answered_while_an_order_is_worked_out(
    browse: Open, fresh: Library, titles: list[str], gate: Gate
) -> None:
    async with browse(works=fresh) as browser:
        newest = browser.shown
        assert newest != titles
        await browser.press("s", "t")
        assert counted(browser) == "sorting · 9" and browser.shown == newest
        await browser.press("j", "j")
        assert browser.work == newest[2]
        gate.opened.set()
        await sorted_(browser)
        assert browser.shown == titles and browser.work == newest[2]
        assert counted(browser) == "9" and gate.asked == ["title"]


async def test_the_order_of_the_last_visit_does_not_hold_up_the_list(
    browse: Open, fresh: Library, titles: list[str], gate: Gate
) -> None:
    async with browse(works=fresh, state=State(sort="title")) as browser:
        assert len(browser.shown) == 9 and browser.screen.results.unsorted
        assert browser.app.remembered().sort == "title"  # whoever leaves now meant that order
        gate.opened.set()
        await sorted_(browser)
        assert browser.shown == titles and browser.work == titles[0]


async def test_what_is_under_way_leaves_the_box_its_room(
    browse: Open, fresh: Library, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.library._QUICK", 0)
    monkeypatch.setattr(Library, "tell_people_apart", lambda library: gate.opened.wait(20))
    async with browse(works=fresh, size=(80, 24)) as browser:
        assert counted(browser) == "finding people · 9"
        await browser.press("s", "t")
        assert counted(browser) == "sorting · 9"
        assert "year:2021..2023 " in browser.text()


@pytest.mark.parametrize("order", ["-relevance", "shoe size"])
async def test_an_order_that_is_none_is_forgotten(browse: Open, fresh: Library, order: str) -> None:
    async with browse(works=fresh, state=State(sort=order)) as browser:
        assert len(browser.shown) == 9 and browser.app.remembered().sort == ""


async def test_what_is_searched_meanwhile_is_sorted_at_the_end(
    browse: Open, fresh: Library, titles: list[str], gate: Gate
) -> None:
    async with browse(works=fresh, state=State(sort="title")) as browser:
        await browser.type("/moon")
        await browser.press("enter")
        expected = [each for each in titles if each in browser.shown]
        assert browser.screen.results.unsorted and browser.shown != expected and len(expected) == 3
        gate.opened.set()
        await sorted_(browser)
        assert browser.shown == expected and browser.work == expected[0]
        assert gate.asked == ["title"]


async def test_an_order_that_is_no_longer_wanted_changes_nothing(
    browse: Open, fresh: Library, titles: list[str], gate: Gate
) -> None:
    async with browse(works=fresh) as browser:
        newest = browser.shown
        await browser.press("s", "t")
        await browser.press("s", "y")
        assert counted(browser) == "9"
        gate.opened.set()
        await until(browser, lambda: gate.done == ["title"])
        await browser.settle()
        assert browser.shown == newest and browser.screen.results.asked.order == "-year"
        await browser.press("s", "t")
        await sorted_(browser)
        assert browser.shown == titles and gate.asked == ["title"]


async def test_files_read_again_are_sorted_behind_the_list(
    browse: Open, fresh: Library, titles: list[str], gate: Gate
) -> None:
    async with browse(works=fresh, state=State(sort="title")) as browser:
        gate.opened.set()
        await sorted_(browser)
        gate.opened.clear()
        await browser.press("R")
        await until(browser, lambda: isinstance(browser.app.screen, BrowseScreen))
        await until(browser, lambda: browser.screen.library is not fresh)
        assert browser.screen.results.unsorted and browser.work == titles[0]
        gate.opened.set()
        await sorted_(browser)
        assert browser.shown == titles and browser.work == titles[0]


async def test_who_leaves_does_not_wait_for_an_order(browse: Open, fresh: Library, gate: Gate) -> None:
    async with browse(works=fresh) as browser:
        await browser.press("s", "t", "q")
        assert browser.app.return_value == 0
    assert not gate.done


async def test_a_fault_of_an_order_is_not_swallowed(fresh: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(library: Library, key: str) -> Sequence[int]:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("tui.results._FEW", 0)
    monkeypatch.setattr(Library, "ranks", broken)
    app = BibscopeApp((), Config(), library=fresh, state=State(sort="title"))
    with pytest.raises(ZeroDivisionError, match="of ours"):
        async with app.run_test() as pilot:
            for _ in range(2000):
                await pilot.pause(0.005)
                if app._exception:
                    break
