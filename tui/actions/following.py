"""Commands that go somewhere: relations, people, addresses, and back and forward through where one has been."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from model.library import Library
from model.repositories import record_page
from model.text import safe_url
from tui.history import Place
from tui.page import ALL_PEOPLE
from tui.results import Asked
from tui.screens.people import people_question
from tui.screens.people_list import PeopleList
from tui.screens.person import PersonScreen, Spot, Trail
from tui.screens.picker import Picker
from tui.screens.relations import RelationsScreen
from tui.screens.similar import similar_question

if TYPE_CHECKING:
    from tui.screens.browse import BrowseScreen

__all__ = ["HANDLERS", "address_of", "follow", "follow_if", "go_to_row", "open_person", "search_for"]

_SOON = "Who is who is known in a moment."


def follow(screen: BrowseScreen, target: str) -> None:
    """Go where a stop leads: a record, a person, an address."""
    kind, _, value = target.partition(":")
    if kind == "row":
        go_to_row(screen, int(value))
    elif kind == "url":
        _open(screen, value)
    elif kind == "person":
        open_person(screen, (Spot(value),))
    elif target == ALL_PEOPLE:
        _show_people(screen)


def follow_if(screen: BrowseScreen) -> Callable[[str | None], None]:
    """What to do with the answer of a screen that was opened: go there, if anywhere."""

    def left(target: str | None) -> None:
        if target:
            follow(screen, target)

    return left


def open_person(screen: BrowseScreen, trail: Trail) -> None:
    """Show a person's page; going on from it, the way back leads to it again."""
    page = PersonScreen(screen.library, trail)

    def left(target: str | None) -> None:
        """Go on from the page to what was chosen there."""
        if not target:
            return
        screen.history = screen.history.left(replace(screen.place(), person=page.trail))
        kind, _, value = target.partition(":")
        if kind == "works":
            name = screen.library.people.individual(value).name
            screen.show_results(Asked(f'person:"{name}"'))
            screen.set_focus(screen.records)
        elif kind == "row":
            _show_row(screen, int(value))

    screen.app.push_screen(page, left)


def go_to_row(screen: BrowseScreen, row: int) -> None:
    """Put the cursor on a record; where the list does not show it, the list shows everything again."""
    screen.history = screen.history.left(screen.place())
    _show_row(screen, row)


def _show_row(screen: BrowseScreen, row: int) -> None:
    line = screen.results.line_of(row)
    if line is None:
        screen.show_results(screen.results.asked._replace(query="", facets={}), row)
    else:
        screen.records.cursor = line


def search_for(screen: BrowseScreen, asked: Asked, row: int = -1) -> None:
    """Ask something new, as a place of its own."""
    screen.history = screen.history.left(screen.place())
    screen.show_results(asked, row)


def _back(screen: BrowseScreen) -> None:
    screen.history, place = screen.history.back(screen.place())
    _return(screen, place, "This is where you began.")


def _forward(screen: BrowseScreen) -> None:
    screen.history, place = screen.history.forward(screen.place())
    _return(screen, place, "Nothing further on.")


def _return(screen: BrowseScreen, place: Place | None, otherwise: str) -> None:
    if place is None:
        screen.notify(otherwise, markup=False, timeout=3)
        return
    screen.go_to(place)
    if place.person and screen.library.knows_people and all(spot.key in screen.library.people for spot in place.person):
        open_person(screen, place.person)


def _show_relations(screen: BrowseScreen) -> None:
    """The relations in the record; from there, the tree of them."""
    row, detail = screen.records.row, screen.panes.detail
    if row < 0 or not screen.library.graph.edges(row):
        screen.notify("This record states no relations to others.", markup=False, timeout=3)
    elif detail.has_focus:
        screen.app.push_screen(RelationsScreen(screen.library, row), follow_if(screen))
    else:
        screen.shower.catch_up(row)
        screen.panes.enter_detail()
        if not detail.show_section("Relations"):  # it was hidden so far, and has to be laid out
            screen.call_after_refresh(detail.show_section, "Relations")


def _show_people(screen: BrowseScreen) -> None:
    row = screen.records.row
    if not screen.library.knows_people:
        screen.notify(_SOON, markup=False, timeout=3)
        return
    asked = people_question(screen.library, row) if row >= 0 else None
    if asked is None or not asked.options:
        screen.notify("This record names no people.", markup=False, timeout=3)
    else:
        screen.app.push_screen(Picker(asked), _open_if(screen))


def _all_people(screen: BrowseScreen) -> None:
    if not screen.library.knows_people:
        screen.notify(_SOON, markup=False, timeout=3)
        return
    screen.app.push_screen(PeopleList(screen.library), _open_if(screen))


def _open_if(screen: BrowseScreen) -> Callable[[str | None], None]:
    def chosen(key: str | None) -> None:
        if key:
            open_person(screen, (Spot(key),))

    return chosen


def _show_similar(screen: BrowseScreen) -> None:
    if not screen.library.is_searchable:
        screen.notify("Likeness is known as soon as all words are indexed.", markup=False, timeout=3)
    elif screen.records.row >= 0:
        screen.app.push_screen(Picker(similar_question(screen.library, screen.records.row)), follow_if(screen))


def _open_url(screen: BrowseScreen) -> None:
    row = screen.records.row
    address = address_of(screen.library, row) if row >= 0 else None
    if address:
        _open(screen, address)
    else:
        screen.notify("This record has no address to open.", markup=False, timeout=3)


def address_of(library: Library, row: int) -> str | None:
    """Where a record can be read: its DOI, else full text, else its page; only what is safe to open."""
    record = library.works[row].record
    doi = f"doi:{record.doi}" if record.doi else ""
    arxiv = [f"https://arxiv.org/abs/{number}" for number in record.texts("arxiv")]
    files = [file.url for file in record.files]
    links = [link.url for link in record.links]
    page = record_page(library.works[row].repository, library.works[row].id)
    found = (safe_url(value) for value in (doi, *files, *arxiv, *links, record.text("URL"), page) if value)
    return next((url for url in found if url), None)


def _open(screen: BrowseScreen, address: str) -> None:
    url = safe_url(address)
    if url is None:
        screen.notify("That address is not safe to open.", severity="warning", markup=False)
        return
    screen.app.open_url(url)
    screen.notify(f"Asked the system to open {url}", markup=False, timeout=3)


HANDLERS: Mapping[str, Callable[[BrowseScreen], None]] = {
    "history.back": _back,
    "history.forward": _forward,
    "relations.focus": _show_relations,
    "people.show": _show_people,
    "people.all": _all_people,
    "similar.show": _show_similar,
    "open.url": _open_url,
}
