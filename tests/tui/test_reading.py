"""The screens that are read: help, provenance, relations, notices."""

from __future__ import annotations

from model.library import Library
from model.listing import MARKS
from model.merge import Hint, KeptApart, merge
from model.record import Notice, Record, Relation, Source
from model.search.query import CHEAT_SHEET
from tests.tui.hosting import hosted
from tui.commands import COMMANDS
from tui.keymap import keymap
from tui.page import Page
from tui.pages.help_page import help_page
from tui.pages.provenance_page import provenance_page
from tui.pages.relations_page import relations_page
from tui.rows import SIGNS
from tui.screens.help import HelpScreen
from tui.screens.notices import NoticesScreen
from tui.screens.provenance import ProvenanceScreen
from tui.screens.relations import RelationsScreen


def _text(page: Page) -> str:
    return "\n".join("".join(run.text for run in line) for line in page.lines)


def _words(page: Page) -> str:
    return " ".join(_text(page).split())


def _row(library: Library, name: str) -> int:
    return library.find(name)[0]


# -- help --------------------------------------------------------------------------------------------------------


def test_help_names_every_command_with_its_keys_as_they_are_now() -> None:
    text = _words(help_page(keymap({"copy.default": "f7"}), "list", 200))
    assert all(command.title in text and command.help in text for command in COMMANDS)
    assert "f7" in text


def test_help_begins_with_the_keys_of_the_place() -> None:
    place = help_page(keymap({}), "box", 80)
    assert next(iter(place.sections)) == "In the search box"
    assert next(iter(help_page(keymap({}), "elsewhere", 80).sections)) == "Find"


def test_help_explains_signs_letters_and_the_query_language() -> None:
    text = _text(help_page(keymap({}), "list", 200))
    assert all(f"{sign}    {meaning}" in text for sign, meaning in SIGNS.items())
    assert all(f"\n{sign}    " in text for sign in MARKS.values())
    words = " ".join(text.split())
    assert all(" ".join(part.split()) in words for pair in CHEAT_SHEET for part in pair)


async def test_help_scrolls_and_closes_by_the_key_that_opened_it() -> None:
    async with hosted(HelpScreen(keymap({}), "list")) as it:
        assert "In the list" in it.text()
        await it.press("G")
        assert "type unknown" in it.text()
        await it.press("question_mark")
    assert it.results == [None]


async def test_help_opens_over_other_pages_too(library: Library) -> None:
    async with hosted(RelationsScreen(library, _row(library, "100"))) as it:
        await it.press("question_mark")
        assert "On a page" in it.text()
        await it.press("escape")
        assert "Papers in this thesis" in it.text()
        assert it.results == []


async def test_the_foot_names_the_keys_as_they_are_and_is_pressed_like_them(library: Library) -> None:
    screen = RelationsScreen(library, _row(library, "100"))
    async with hosted(screen) as it:
        assert "enter follow" in it.text().splitlines()[-1]
        it.app.keys = keymap({"record.open": "f9", "back.step": "f8"})  # type: ignore[attr-defined]  # as our app has it
        screen.show_hints()
        await it.settle()
        assert "f9 follow" in it.text().splitlines()[-1]
        place = it.text().splitlines()[-1].index("f8")
        await it.pilot.click(offset=(place, 23))
        await it.settle()
    assert it.results == [None]


# -- provenance --------------------------------------------------------------------------------------------------


def test_provenance_names_the_sources_and_what_they_disagree_about_first(library: Library) -> None:
    page = provenance_page(library, _row(library, "101"), 100)
    assert list(page.sections) == ["Sources", "Conflicts", "Every field"]
    text = _text(page)
    assert "tests/data/browser/observatory.yaml:" in text
    assert "tests/data/browser/desk.bib:" in text
    conflicts = text[text.index("Conflicts") : text.index("Every field")]
    assert "! Issue" in conflicts
    assert "A  3" in conflicts
    assert "B  4" in conflicts


def test_provenance_of_one_source_speaks_of_no_conflicts(library: Library) -> None:
    page = provenance_page(library, _row(library, "100"), 100)
    assert list(page.sections) == ["Sources", "Every field"]


async def test_from_provenance_one_goes_to_works_that_were_kept_apart_or_may_be_the_same(library: Library) -> None:
    one, other, third = (_row(library, name) for name in ("104", "103", "102"))
    apart = Library(
        works=library.works,
        kept_apart=(KeptApart(("104", "103"), "one ISBN but different titles", (one, other)),),
        hints=(Hint(("104", "102"), 91.0, "their years differ", (one, third)),),
    )
    async with hosted(ProvenanceScreen(apart, one), (80, 40)) as it:
        assert "Kept apart from" in it.text()
        assert "titles 91% alike; their years differ" in " ".join(it.text().split())
        await it.press("j", "enter")
    assert it.results == [f"row:{other}"]


# -- relations ---------------------------------------------------------------------------------------------------


def test_relations_are_a_tree_with_those_outside_the_library_at_their_address(library: Library) -> None:
    page = relations_page(library, _row(library, "100"), 100)
    text = _text(page)
    assert "└─ " in text and "├─ " in text
    assert "Measuring tides through ice" in text
    assert "not in this library" in text
    targets = {stop.target for stop in page.stops}
    assert f"row:{_row(library, '101')}" in targets


def test_relations_in_a_circle_end() -> None:
    records = [
        Record(str(n), "librecat", Source("f", n, "librecat-yaml", index=n),
               {"title": f"Title number {n}", "relation": (Relation("cites", str((n + 1) % 3)),)})
        for n in range(3)
    ]  # fmt: skip
    library = Library(works=merge(records).works)
    assert _text(relations_page(library, 0, 80)).count("Title number") < 20


def test_very_many_relations_are_cut() -> None:
    hub = Record("0", "librecat", Source("f", 0, "librecat-yaml"),
                 {"title": "Hub", "relation": tuple(Relation("cites", str(n)) for n in range(1, 3000))})  # fmt: skip
    library = Library(works=merge([hub]).works)
    page = relations_page(library, 0, 80)
    assert len(page.lines) < 900
    assert "and more" in _text(page)


async def test_enter_on_a_relation_leaves_with_it(library: Library) -> None:
    async with hosted(RelationsScreen(library, _row(library, "100"))) as it:
        await it.press("enter")
    assert it.results == [f"row:{_row(library, '101')}"]


async def test_a_work_without_relations_says_so(library: Library) -> None:
    async with hosted(RelationsScreen(library, _row(library, "anonymous"))) as it:
        assert "no relations" in it.text()
        await it.press("r")
    assert it.results == [None]


# -- notices -----------------------------------------------------------------------------------------------------

NOTICES = (
    Notice("a.bib", 3, "info", "entry x has no year", "kept without", "anonymous"),
    Notice("a.bib", 9, "error", "the file ends in an entry", "left it out"),
    Notice("b.yaml", 1, "warning", "two keys are called title", "took the last", "101"),
)


async def test_notices_come_worst_first_with_place_and_what_was_done(library: Library) -> None:
    told = Library(works=library.works, notices=NOTICES)
    async with hosted(NoticesScreen(told)) as it:
        text = it.text()
        assert "1 error, 1 warning, 1 for information" in text
        assert text.index("the file ends") < text.index("two keys") < text.index("no year")
        assert "a.bib:9  left it out" in text
        await it.press("enter")
        assert it.results == []  # an error about a file leads nowhere
        await it.press("down", "enter")
    assert it.results == [f"row:{_row(library, '101')}"]


async def test_notices_narrow_by_severity_and_by_words(library: Library) -> None:
    told = Library(works=library.works, notices=NOTICES)
    async with hosted(NoticesScreen(told)) as it:
        await it.press("s", "s")
        assert "two keys" in it.text()
        assert "no year" not in it.text()
        await it.press("s", "s", "slash")
        await it.type("anonymous")
        assert "no year" in it.text()
        assert "two keys" not in it.text()
        await it.press("escape", "escape")
    assert it.results == [None]


async def test_without_notices_the_screen_says_that_all_is_well(library: Library) -> None:
    async with hosted(NoticesScreen(Library(works=library.works))) as it:
        assert "Nothing is wrong" in it.text()
        await it.press("w")
    assert it.results == [None]


async def test_where_there_is_little_room_the_notices_have_it(library: Library) -> None:
    async with hosted(NoticesScreen(Library(works=library.works, notices=NOTICES)), (40, 10)) as it:
        assert "the file ends in an entry" in it.text() and "two keys are called title" in it.text()
    async with hosted(NoticesScreen(Library(works=library.works)), (36, 10)) as it:
        assert "Nothing is wrong: every file was read whole." in " ".join(it.text().split())


async def test_a_key_is_named_with_its_word_or_not_at_all(library: Library) -> None:
    for width in (48, 49, *range(55, 62)):
        async with hosted(NoticesScreen(Library(works=library.works, notices=NOTICES)), (width, 12)) as it:
            foot = it.text().splitlines()[-1].split()
        assert ("esc" in foot) is ("close" in foot) and ("/" in foot) is ("find" in foot), width
