"""The menus on the picker: sort, copy, styles, people, similar records, the palette."""

from __future__ import annotations

import pytest

from model.citations.styles import all_styles
from model.library import Library
from model.merge import Hint, KeptApart
from tests.tui.hosting import hosted
from tui.keymap import keymap
from tui.palette import palette_question
from tui.sampler import excerpt
from tui.screens.copy_menu import IN_A_STYLE, copy_question
from tui.screens.people import people_question
from tui.screens.picker import Picker, Question
from tui.screens.similar import similar_question
from tui.screens.sort_menu import chosen_order, sort_question
from tui.screens.styles import style_question
from tui.widgets.menu import Menu


def _row(library: Library, name: str) -> int:
    return library.find(name)[0]


def _values(question: Question) -> list[str]:
    return [option.value for option in question.options if option.value]


# -- sort --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "current", "order"),
    [
        ("year", "", "year"),  # without a query the list is by year already: once more turns it round
        ("year", "year", "-year"),
        ("title", "", "title"),
        ("title", "title", "-title"),
        ("title", "-title", "title"),
        ("updated", "title", "-updated"),
        ("updated", "-updated", "updated"),
        ("relevance", "relevance", "relevance"),
    ],
)
def test_choosing_an_order_takes_its_natural_way_and_again_turns_it(value: str, current: str, order: str) -> None:
    assert chosen_order(value, current, has_query=False) == order


def test_the_current_order_is_marked_and_says_how_to_turn_it() -> None:
    question = sort_question("-title", has_query=False)
    marked = [option for option in question.options if option.sign == "●"]
    assert [(option.value, option.detail) for option in marked] == [("title", "Z to A; again: A to Z")]
    assert question.options[question.start].value == "title"
    assert sort_question("", has_query=True).options[0].sign == "●"


# -- copy --------------------------------------------------------------------------------------------------------


def test_the_copy_menu_has_the_letters_of_the_contract(library: Library) -> None:
    question = copy_question(library, [_row(library, "101")], "apa")
    letters = {option.key: option.value for option in question.options}
    assert letters == {
        "k": "citekey", "b": "bibtex", "r": IN_A_STYLE, "d": "doi", "u": "url", "t": "title", "m": "markdown",
        "j": "csl-json", "i": "ris", "c": "latex", "p": "pandoc", "l": "bibtex-latex",
    }  # fmt: skip


async def test_the_copy_menu_shows_what_each_choice_would_copy(library: Library) -> None:
    async with hosted(Picker(copy_question(library, [_row(library, "101")], "apa")), (100, 30)) as it:
        await it.press("down")
        text = it.text()
        assert "\\cite{101}" in text
        assert "10.5555/asm.12.201" in text
        assert "@article{101" in text
        await it.press("d")
    assert it.results == ["doi"]


def test_the_copy_menu_says_so_where_there_is_nothing(library: Library) -> None:
    question = copy_question(library, [_row(library, "anonymous")], "apa")
    assert question.sample is not None
    assert "nothing" in excerpt(question.sample("doi"))


def test_of_many_records_a_few_are_sampled_and_the_rest_counted(library: Library) -> None:
    question = copy_question(library, [0] * 5000, "apa")
    assert question.sample is not None
    assert "4,988 more" in "".join(run.text for run in question.sample("title")[-1])


def test_an_unknown_style_is_told_not_raised(library: Library) -> None:
    question = copy_question(library, [0], "no-such-style")
    assert question.sample is not None
    assert "no-such-style" in excerpt(question.sample(IN_A_STYLE))


# -- styles ------------------------------------------------------------------------------------------------------


def test_the_style_in_use_then_favourites_then_common_ones_come_first(library: Library) -> None:
    question = style_question(library, _row(library, "101"), "mla", ("nature",))
    assert _values(question)[:2] == ["mla", "nature"]
    assert len(_values(question)) == len(set(_values(question)))
    assert question.options[question.start].value == "mla"
    assert question.options[question.start].sign == "●"


async def test_styles_are_found_by_typing_each_with_this_record_in_it(library: Library) -> None:
    async with hosted(Picker(style_question(library, _row(library, "101"), "apa")), (100, 30)) as it:
        headings = [option for option in it.app.screen.query_one(Menu).options if not option.value]
        assert headings[-1].detail.startswith(f"{len(all_styles()):,}")
        assert "Okonkwo-Lindqvist, M." in it.text()
        await it.type("modern language")
        menu = it.app.screen.query_one(Menu)
        assert menu.option is not None and "modern-language-association" in menu.option.value
        assert "Okonkwo-Lindqvist, Mira" in it.text()
        await it.press("enter")
    assert it.results == ["modern-language-association"]


# -- people and similar records ----------------------------------------------------------------------------------


def test_people_come_in_the_order_of_the_record_under_their_roles(library: Library) -> None:
    question = people_question(library, _row(library, "100"))
    assert [option.label for option in question.options] == [
        *("Author", "Okonkwo-Lindqvist, Mira", "", "Supervisor", "Brandt, Tomas"),
    ]
    assert question.find is None


async def test_among_many_people_one_types_a_name(library: Library) -> None:
    async with hosted(Picker(people_question(library, _row(library, "104")))) as it:
        await it.press("slash")
        await it.type("fay")
        await it.press("enter")
    assert it.results == ["wren, fay"]


def test_similar_records_say_which_words_they_share(library: Library) -> None:
    question = similar_question(library, _row(library, "101"))
    assert f"row:{_row(library, '103')}" in _values(question)
    assert all(option.below.startswith("shares ") for option in question.options if option.value)


def test_what_may_be_the_same_work_comes_before_what_is_only_similar(library: Library) -> None:
    one, other, third = (_row(library, name) for name in ("101", "103", "102"))
    asked = Library(
        works=library.works,
        hints=(Hint(("101", "103"), 93.0, "a year is missing", (one, other)),),
        kept_apart=(KeptApart(("101", "102"), "one DOI but different types", (one, third)),),
    )
    question = similar_question(asked, one)
    assert question.options[0].label == "Perhaps the same work"
    assert [option.sign for option in question.options[1:3]] == ["?", "≠"]
    assert "93%" in question.options[1].below
    assert _values(question).count(f"row:{other}") == 1


# -- the palette -------------------------------------------------------------------------------------------------


def _palette(library: Library) -> Question:
    changed = keymap({"copy.menu": "f6"})
    return palette_question(library, changed, ["bibscope-dark", "nord"], theme="nord", style="apa")


def test_the_palette_begins_with_all_commands_and_their_keys_as_they_are(library: Library) -> None:
    question = _palette(library)
    details = {option.value: option.detail for option in question.options}
    assert details["command:copy.menu"] == "f6"
    assert "command:palette" not in details
    assert "theme:nord" in details


@pytest.mark.parametrize(
    ("typed", "first"),
    [("copy as", "command:copy.menu"), ("hollow moon", "row:1"), ("zzzqq", "")],
)
def test_the_palette_finds_commands_records_styles_and_themes(library: Library, typed: str, first: str) -> None:
    find = _palette(library).find
    assert find is not None
    values = [option.value for option in find(typed) if option.value]
    assert values[:1] == ([first] if first else [])


def test_the_palette_finds_styles_and_never_shows_more_than_fifty_records(library: Library) -> None:
    find = _palette(library).find
    assert find is not None
    assert "style:ieee" in [option.value for option in find("ieee")]
    assert "theme:nord" in [option.value for option in find("nord")]
    assert sum(option.value.startswith("row:") for option in find("e")) <= 50


async def test_the_palette_says_what_was_chosen(library: Library) -> None:
    async with hosted(Picker(_palette(library))) as it:
        await it.type("copy c")
        await it.press("enter")
    assert it.results == ["command:copy.default"]
