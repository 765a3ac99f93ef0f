"""A person's screen, the list of all people, and the way back to the very place."""

from __future__ import annotations

from model.library import Library
from model.merge import merge
from model.record import Person, Record, Source
from tests.tui.hosting import hosted
from tui.page import Page
from tui.pages.person_page import company_of, person_page
from tui.people_directory import Directory
from tui.screens.people_list import PeopleList
from tui.screens.person import PersonScreen, Spot
from tui.widgets.menu import Menu

OKONKWO = "0000-0002-1825-0097"


def _text(page: Page) -> str:
    return "\n".join("".join(run.text for run in line) for line in page.lines)


def _page(library: Library, key: str) -> Page:
    return person_page(library, key, 92, company_of(library, key))


def _library(*people: Person) -> Library:
    records = [
        Record(f"r{number}", "citekey", Source("f.bib", number, "bibtex", index=number),
               {"title": f"Quiet work {number}", "author": (person,)})
        for number, person in enumerate(people)
    ]  # fmt: skip
    return Library(works=merge(records).works)


def test_a_person_has_works_by_year_roles_coauthors_and_orcid(library: Library) -> None:
    page = _page(library, "P2")
    text = _text(page)
    assert "Brandt, Tomas" in text
    assert "supervisor of 1" in text and "author of 2" in text
    assert text.index("\n2021") < text.index("\n1999")
    assert "Together with" in text
    targets = [stop.target for stop in page.stops]
    assert f"row:{library.find('brandt1999')[0]}" in targets
    assert f"person:{OKONKWO}" in targets
    assert "works:P2" in targets
    assert f"url:https://orcid.org/{OKONKWO}" in [stop.target for stop in _page(library, OKONKWO).stops]


def test_a_name_that_may_be_of_several_people_is_told_with_those_people() -> None:
    library = _library(Person("Noe", "Eva", id="1"), Person("Noe", "Emil", id="2"), Person("Noe", "E"))
    key = library.people.key_of(Person("Noe", "E"))
    page = _page(library, key)
    assert "may mean one of several people" in _text(page)
    assert {"person:1", "person:2"} <= {stop.target for stop in page.stops}


def test_other_spellings_are_named() -> None:
    library = _library(Person("Noe", "Eva", id="1"), Person("Noe", "E.", id="1"))
    assert "also written  Noe, E." in _text(_page(library, "1"))


async def test_enter_follows_at_once_what_is_selected_when_it_opens(library: Library) -> None:
    screen = PersonScreen(library, "P2")
    async with hosted(screen) as it:
        await it.press("enter")
    assert it.results == ["works:P2"]


async def test_following_coauthors_and_going_back_returns_to_the_very_place(library: Library) -> None:
    screen = PersonScreen(library, OKONKWO)
    async with hosted(screen, (80, 12)) as it:
        await it.press("G")
        selected, scroll = screen.reader.selected, screen.reader.scroll_offset.y
        assert scroll > 0
        await it.press("enter")
        assert len(screen.trail) == 2
        assert "Okonkwo-Lindqvist, Mira" not in it.text().splitlines()[2]
        await it.press("escape")
        assert (screen.reader.selected, screen.reader.scroll_offset.y) == (selected, scroll)
        await it.press("left_square_bracket")
    assert it.results == [None]


async def test_a_work_leaves_with_its_row_and_the_trail_leads_back(library: Library) -> None:
    screen = PersonScreen(library, "P2")
    row = library.find("101")[0]
    async with hosted(screen) as it:
        stops = [stop.target for stop in screen.reader.page.stops]
        screen.reader.selected = stops.index(f"row:{row}")
        await it.press("enter")
    assert it.results == [f"row:{row}"]
    assert screen.trail == (Spot("P2", stops.index(f"row:{row}"), 0),)
    again = PersonScreen(library, screen.trail)
    async with hosted(again) as it:
        assert again.reader.selected == stops.index(f"row:{row}")


async def test_an_orcid_is_opened_without_leaving(library: Library) -> None:
    screen = PersonScreen(library, OKONKWO)
    async with hosted(screen) as it:
        screen.reader.selected = 0
        await it.press("enter")
        assert it.app.opened == [f"https://orcid.org/{OKONKWO}"]
        assert it.results == []


# -- all people --------------------------------------------------------------------------------------------------


def test_people_are_found_by_the_starts_of_words_of_any_spelling(library: Library) -> None:
    directory = Directory(library)
    assert len(directory) == len(library.people)
    assert [option.label for option in directory.find("mira okon")] == ["Okonkwo-Lindqvist, Mira"]
    assert [option.label for option in directory.find("elan")] == ["Élan, Jean"]
    assert [option.label for option in directory.find("konkwo")] == []


def test_finding_after_finding_gives_what_finding_afresh_gives(library: Library) -> None:
    directory = Directory(library)
    for typed in ("b", "br", "bra", "br t", "", "t", "br"):
        assert list(directory.find(typed)) == list(Directory(library).find(typed)), typed


def test_people_can_be_listed_with_most_works_first(library: Library) -> None:
    counts = [
        len(library.people.individual(option.value).rows) for option in Directory(library).find("", by_works=True)
    ]
    assert counts == sorted(counts, reverse=True)


async def test_the_list_of_all_people_is_gathered_in_a_thread_and_kept(library: Library) -> None:
    kept: list[Directory] = []
    async with hosted(PeopleList(library, made=kept.append)) as it:
        assert "Beck, Max" in it.text()
        await it.press("ctrl+o")
        assert it.app.screen.query_one(Menu).options[0].detail == "3 works"
        await it.press("ctrl+o")
        await it.type("stone")
        await it.press("enter")
    assert it.results == ["stone, cy"]
    assert len(kept) == 1
    async with hosted(PeopleList(library, kept[0])) as it:
        assert "Beck, Max" in it.text()


async def test_a_hundred_thousand_people_are_only_drawn_where_they_are_seen() -> None:
    library = _library(*(Person(f"Name{number:05}", "Ada") for number in range(20_000)))
    directory = Directory(library)
    async with hosted(PeopleList(library, directory)) as it:
        await it.type("name19999")
        assert it.app.screen.query_one(Menu).options[0].label == "Name19999, Ada"
