"""Words are indexed behind the list: people browse meanwhile, and what they ask is answered at the end."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator

import pytest

from model import library as libraries
from model.documents import documents
from model.library import Library, open_library
from model.search.engine import Search
from tests.tui.conftest import FILES, Browser, Open
from tui import indexing
from tui.app import BibscopeApp
from tui.config import Config
from tui.opening import Opener
from tui.screens.browse import BrowseScreen
from tui.screens.similar import similar_question
from tui.widgets.facet_chips import FacetChips


class Gate:
    """Holds indexing back after five works until it is opened."""

    def __init__(self) -> None:
        self.opened, self.reached, self.ended = threading.Event(), threading.Event(), threading.Event()

    def index(self, library: Library, progress: Callable[[int], None] | None) -> object:
        """In the place of `Library._indexed`."""
        tell = progress or (lambda done: None)
        try:
            tell(5)
            self.reached.set()
            assert self.opened.wait(20)
            tell(8)
            return _indexed(library, progress)
        finally:
            self.ended.set()


_indexed = Library._indexed


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr(libraries, "_QUICK", 0)
    monkeypatch.setattr(Library, "_indexed", lambda library, progress: gate.index(library, progress))
    yield gate
    gate.opened.set()


@pytest.fixture
def fresh() -> Library:
    return open_library(FILES)


def found(words: str) -> list[str]:
    """The works that have these words, the best first."""
    known = open_library(FILES)
    return [known.works[int(row)].id for row in Search.build(documents(known)).search(words).rows]


async def until(browser: Browser, true: Callable[[], bool]) -> None:
    for _ in range(2000):
        if true():
            return
        await browser.pilot.pause(0.005)
    pytest.fail("waited in vain")


def counted(browser: Browser) -> str:
    return browser.text().split("\n")[0].rstrip().rpartition("  ")[2].strip()


async def test_the_list_is_there_while_words_are_indexed(browse: Open, fresh: Library, gate: Gate) -> None:
    async with browse(works=fresh) as browser:
        await until(browser, lambda: counted(browser) == "indexing 55% · 9")
        assert len(browser.shown) == 9
        await browser.press("j", "j")
        assert browser.screen.records.cursor == 2
        gate.opened.set()
        await until(browser, lambda: counted(browser) == "9")


async def test_what_is_asked_meanwhile_is_answered_at_the_end(browse: Open, fresh: Library, gate: Gate) -> None:
    expected = found("moon")
    assert 0 < len(expected) < 9
    async with browse(works=fresh) as browser:
        await until(browser, gate.reached.is_set)
        await browser.type("/moo")
        assert counted(browser) == "indexing 55%" and len(browser.shown) == 9
        assert "the list narrows as soon as all words are indexed" in browser.text()
        await browser.type("n")
        await browser.press("enter")
        gate.opened.set()
        await until(browser, lambda: not browser.screen.results.waits)
        await browser.settle()
        assert browser.shown == expected and browser.work == expected[0]
        assert counted(browser) == f"{len(expected)} of 9"
        assert not browser.screen.query_one(FacetChips).display


async def test_a_cursor_that_was_moved_meanwhile_stays_on_its_work(browse: Open, fresh: Library, gate: Gate) -> None:
    last = found("moon")[-1]
    async with browse(works=fresh) as browser:
        await until(browser, gate.reached.is_set)
        await browser.type("/moon")
        await browser.press("enter")
        while browser.work != last:
            await browser.press("j")
        gate.opened.set()
        await until(browser, lambda: not browser.screen.results.waits)
        assert browser.work == last


async def test_a_question_taken_back_leaves_all(browse: Open, fresh: Library, gate: Gate) -> None:
    async with browse(works=fresh) as browser:
        await until(browser, gate.reached.is_set)
        await browser.type("/moon")
        await browser.press("enter", "escape")
        assert counted(browser) == "indexing 55% · 9"
        gate.opened.set()
        await until(browser, lambda: counted(browser) == "9")
        assert len(browser.shown) == 9


async def test_facets_are_counted_at_the_end(browse: Open, fresh: Library, gate: Gate) -> None:
    async with browse(works=fresh) as browser:
        await until(browser, gate.reached.is_set)
        await browser.press("f")
        facets = browser.screen.panes.facets
        assert facets.display and not facets.facets.counts
        gate.opened.set()
        await until(browser, lambda: "type" in facets.facets.counts and "year" in facets.facets.counts)


async def test_the_palette_says_why_it_finds_no_records(browse: Open, fresh: Library, gate: Gate) -> None:
    async with browse(works=fresh) as browser:
        await until(browser, gate.reached.is_set)
        await browser.type(":moon")
        assert "found as soon as all words are indexed" in browser.text()
        await browser.press("escape")
        gate.opened.set()
        await until(browser, lambda: fresh.is_searchable)
        await browser.type(":moon")
        assert "indexed" not in browser.text()


async def test_more_like_this_says_why_it_has_to_wait(browse: Open, fresh: Library, gate: Gate) -> None:
    async with browse(works=fresh) as browser:
        await until(browser, gate.reached.is_set)
        await browser.press("m")
        assert isinstance(browser.app.screen, BrowseScreen)
        assert any("as soon as all words are indexed" in toast for toast in browser.toasts)
        gate.opened.set()
        await until(browser, lambda: fresh.is_searchable)
        await browser.press("m")
        assert similar_question(fresh, 0).title in browser.text()


@pytest.fixture
def strangers(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Nobody is known until this is set."""
    known = threading.Event()
    whole = Library.tell_people_apart

    def slow(library: Library) -> None:
        assert known.wait(20)
        whole(library)

    monkeypatch.setattr(libraries, "_QUICK", 0)
    monkeypatch.setattr(Library, "tell_people_apart", slow)
    yield known
    known.set()


async def test_names_lead_to_their_people_as_soon_as_these_are_known(
    browse: Open, fresh: Library, strangers: threading.Event
) -> None:
    async with browse(works=fresh) as browser:
        detail = browser.screen.panes.detail
        assert detail.page.lines and not [stop for stop in detail.page.stops if stop.target.startswith("person:")]
        assert "people" not in fresh.__dict__  # nothing on the screen asked for them
        assert counted(browser) == "finding people · 9"
        while not detail.page.stops:
            await browser.press("j")
        detail.selected = len(detail.page.stops) - 1
        chosen = detail.page.stops[-1].target
        strangers.set()
        await until(browser, lambda: any(stop.target.startswith("person:") for stop in detail.page.stops))
        assert detail.page.stops[detail.selected].target == chosen


async def test_who_is_asked_about_before_is_told_of_soon(
    browse: Open, fresh: Library, strangers: threading.Event
) -> None:
    async with browse(works=fresh) as browser:
        for key in ("a", "A"):
            await browser.press(key)
            assert isinstance(browser.app.screen, BrowseScreen)
        assert browser.toasts == ["Who is who is known in a moment."] * 2
        strangers.set()
        await until(browser, lambda: fresh.knows_people)
        await browser.press("A")
        assert not isinstance(browser.app.screen, BrowseScreen)


async def test_who_leaves_does_not_wait(browse: Open, fresh: Library, gate: Gate) -> None:
    async with browse(works=fresh) as browser:
        await until(browser, gate.reached.is_set)
        await browser.press("q")
        assert browser.app.return_value == 0
    assert not gate.ended.is_set()
    gate.opened.set()
    assert gate.ended.wait(20)
    assert not fresh.is_searchable  # nobody wanted it any more


async def test_files_read_again_are_indexed_in_place_of_the_old(browse: Open, fresh: Library, gate: Gate) -> None:
    async with browse(works=fresh) as browser:
        await until(browser, gate.reached.is_set)
        await browser.type("/moon")
        await browser.press("enter", "R")
        await until(browser, lambda: isinstance(browser.app.screen, BrowseScreen))
        await until(browser, lambda: browser.screen.library is not fresh)
        assert browser.screen.results.waits
        gate.opened.set()
        await until(browser, lambda: not browser.screen.results.waits)
        assert browser.screen.library.is_searchable and 0 < len(browser.shown) < 9
        assert not fresh.is_searchable


async def test_a_library_is_kept_once_it_is_indexed(
    browse: Open, fresh: Library, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Library] = []
    monkeypatch.setattr(Opener, "keep", lambda opener, library: kept.append(library))
    async with browse(works=fresh) as browser:
        await until(browser, gate.reached.is_set)
        assert not kept
        gate.opened.set()
        await until(browser, lambda: kept == [fresh])
        assert fresh.is_searchable


async def test_a_fault_is_not_swallowed(fresh: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(library: Library, progress: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr(libraries, "_QUICK", 0)
    monkeypatch.setattr(Library, "_indexed", broken)
    app = BibscopeApp((), Config(), library=fresh)
    with pytest.raises(ZeroDivisionError, match="of ours"):
        async with app.run_test() as pilot:
            for _ in range(2000):
                await pilot.pause(0.005)
                if app._exception:
                    break


def test_how_far_it_is_never_says_that_all_is_done(fresh: Library, gate: Gate) -> None:
    told: list[str] = []
    behind = indexing.Indexing(fresh)
    over = threading.Event()
    gate.opened.set()
    assert behind.told == "finding people"
    behind.begin(lambda: told.append(behind.told) or True, lambda library: over.set())
    assert over.wait(20)
    assert told.pop(0) == "indexing 0%"  # people are told apart first
    assert told[:3] == ["indexing 55%", "indexing 88%", "indexing 99%"]  # the last words are counted, not yet in order
    assert behind.told == ""


def test_a_library_is_indexed_once_and_tells_how_far_it_is(fresh: Library) -> None:
    told: list[int] = []
    many = dataclasses.replace(fresh, works=tuple(fresh.works) * 700)
    many.index(told.append)
    assert told and told[0] <= len(many)
    known = many.search
    many.index(lambda done: pytest.fail("indexed again"))
    assert many.search is known


def test_two_that_ask_at_once_get_the_same_index(fresh: Library, gate: Gate) -> None:
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(fresh.search)) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert gate.reached.wait(20)
    gate.opened.set()
    for thread in threads:
        thread.join(20)
    assert len(found) == 4 and len(set(map(id, found))) == 1


def test_what_ends_indexing_leaves_it_to_the_next_who_asks(fresh: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "_QUICK", 0)

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fresh.index(stop)
    assert not fresh.is_searchable
    assert fresh.search.search("moon").total and fresh.is_searchable


def test_a_small_library_can_be_searched_at_once(fresh: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fresh.is_searchable
    monkeypatch.setattr(libraries, "_QUICK", len(fresh) - 1)
    assert not fresh.is_searchable
