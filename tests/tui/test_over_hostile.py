"""Records written to do harm, on every screen that opens over the browser: nothing in them acts or breaks anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.screen import Screen

from model.library import Library
from model.merge import Hint, KeptApart, merge
from model.record import Date, File, Link, Notice, Person, Project, Record, Relation, Source
from tests.tui.hosting import hosted
from tests.tui.test_facet_panel import _Beside
from tui.keymap import keymap
from tui.palette import palette_question
from tui.screens.copy_menu import copy_question
from tui.screens.export_menu import ExportScreen
from tui.screens.notices import NoticesScreen
from tui.screens.people import people_question
from tui.screens.people_list import PeopleList
from tui.screens.person import PersonScreen
from tui.screens.picker import Picker
from tui.screens.provenance import ProvenanceScreen
from tui.screens.relations import RelationsScreen
from tui.screens.similar import similar_question
from tui.screens.styles import style_question

EVIL = (
    "\x1b]52;c;aGFja2Vk\x07 \x9b2J \x1b[31m [/]x [@click=app.quit]y[/] \u202egnp\u2066 "
    "\x00\x08\x7f\r\n\tz\u2028 \u200b\ud800"
)


def _record(number: int, title: str, file: str) -> Record:
    source = Source(f"{EVIL}/{file}", number, "bibtex", damage=EVIL, index=number)
    fields = {
        "title": title,
        "type": f"odd{EVIL}",
        "author": (Person(f"Mal{EVIL}", f"Ory{EVIL}"), Person(literal=EVIL)),
        "supervisor": (Person("Mal", "Or", id=EVIL, orcid=EVIL),),
        "issued": Date(2020, text=EVIL),
        "container-title": f"Journal {EVIL}",
        "abstract": EVIL * 30,
        "keyword": (EVIL,),
        "DOI": f"10.5555/{EVIL}{number // 2}",
        "relation": (Relation(f"part{EVIL}", "id1", title=EVIL), Relation("cites", EVIL, "url", EVIL)),
        "link": (Link(EVIL, f"javascript:{EVIL}", EVIL), Link("software", "https://user:pw@example.org/")),
        "file": (File(EVIL, 10, EVIL, EVIL),),
        "project": (Project(EVIL, EVIL, EVIL, EVIL),),
        f"field{EVIL}": EVIL,
        "volume": f"{number}{EVIL}",
    }
    return Record(f"id{number}{EVIL if number else ''}", "citekey", source, fields)


@pytest.fixture(scope="module")
def hostile() -> Library:
    titles = (
        f"Quiet tides {EVIL}",
        f"Quiet tides {EVIL}",
        f"Quiet tides and {EVIL} shells",
        "<i>never <b>closed",
        "",
        "y" * 300_000,
    )
    merged = merge([_record(number, title, f"{number % 2}.bib") for number, title in enumerate(titles)])
    ids = (merged.works[0].id, merged.works[1].id)
    return Library(
        works=merged.works,
        notices=tuple(Notice(EVIL, 3, severity, EVIL, EVIL, ids[0]) for severity in ("error", "warning", "info", EVIL)),
        hints=(Hint(ids, 90.0, EVIL, (0, 1)),),
        kept_apart=(KeptApart(ids, EVIL, (0, 1)),),
    )


def _keys(library: Library) -> list[str]:
    return [person.key for person in library.people]


SCREENS: dict[str, Callable[[Library], Screen[object]]] = {
    "copy": lambda library: Picker(copy_question(library, [0], "apa")),
    "copy several": lambda library: Picker(copy_question(library, [0, 1, 2], "apa")),
    "styles": lambda library: Picker(style_question(library, 0, "apa", (EVIL,))),
    "people": lambda library: Picker(people_question(library, 0)),
    "similar": lambda library: Picker(similar_question(library, 0)),
    "palette": lambda library: Picker(palette_question(library, keymap({}), ["nord"])),
    "export": lambda library: ExportScreen(library, {"shown": range(len(library))}, EVIL),
    "provenance": lambda library: ProvenanceScreen(library, 0),
    "relations": lambda library: RelationsScreen(library, 0),
    "notices": NoticesScreen,
    "all people": PeopleList,
    "person": lambda library: PersonScreen(library, _keys(library)[0]),
    "facets": _Beside,
}  # fmt: skip


@pytest.mark.parametrize("name", SCREENS)
async def test_hostile_text_is_shown_harmlessly(
    hostile: Library, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with hosted(SCREENS[name](hostile), (100, 40)) as it:
        it.assert_harmless()
        await it.press("down", "down", "pagedown")
        it.assert_harmless()
        if name in ("palette", "styles", "all people", "facets"):
            await it.type("mal ti")
            it.assert_harmless()
        await it.press("end", "up")
        it.assert_harmless()
        assert it.app.is_running
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["provenance", "relations", "person", "people", "similar"])
async def test_every_record_of_a_hostile_library_can_be_looked_at(hostile: Library, name: str) -> None:
    screens: dict[str, Callable[[int], Screen[object]]] = {
        "provenance": lambda row: ProvenanceScreen(hostile, row),
        "relations": lambda row: RelationsScreen(hostile, row),
        "person": lambda row: PersonScreen(hostile, _keys(hostile)[row % len(_keys(hostile))]),
        "people": lambda row: Picker(people_question(hostile, row)),
        "similar": lambda row: Picker(similar_question(hostile, row)),
    }
    for row in range(len(hostile)):
        async with hosted(screens[name](row), (30, 10)) as it:
            it.assert_harmless()
            await it.press("G")
            it.assert_harmless()


async def test_only_safe_addresses_can_be_followed(hostile: Library) -> None:
    for row in range(len(hostile)):
        screen = RelationsScreen(hostile, row)
        async with hosted(screen):
            assert all(stop.target.startswith("row:") for stop in screen.reader.page.stops)
