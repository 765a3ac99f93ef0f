"""The picker: choosing by keys, letters and mouse, finding by typing, samples made off the drawing thread."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from tests.tui.hosting import hosted
from tui.flow import Run
from tui.options import Option
from tui.sampler import Sample, excerpt, plain_sample
from tui.screens.picker import Picker, Question
from tui.widgets.finder import Finder
from tui.widgets.menu import Menu

FRUIT = (
    Option("Stone fruit"),
    Option("Apricot", "apricot", "a", detail="orange"),
    Option("Cherry", "cherry", "j", detail="red"),
    Option(""),
    Option("Others"),
    Option("Quince", "quince", "q", detail="yellow"),
)


def _find(typed: str) -> Sequence[Option]:
    return [option for option in FRUIT if option.value and typed in option.value]


def _sample(value: str) -> Sample:
    return ((Run(f"made of {value}"),), (Run(f"thread {threading.current_thread() is threading.main_thread()}"),))


async def test_the_cursor_passes_over_headings_and_enter_chooses() -> None:
    async with hosted(Picker(Question("Fruit", FRUIT))) as it:
        assert it.app.screen.query_one(Menu).option == FRUIT[1]
        await it.press("down", "down")
        assert it.app.screen.query_one(Menu).option == FRUIT[5]
        await it.press("up", "up", "up", "down")
        await it.press("enter")
    assert it.results == ["cherry"]


async def test_a_letter_chooses_at_once_even_one_that_moves_or_leaves_elsewhere() -> None:
    for key, value in (("j", "cherry"), ("q", "quince")):
        async with hosted(Picker(Question("Fruit", FRUIT))) as it:
            await it.press(key)
        assert it.results == [value]


async def test_escape_and_a_click_beside_the_box_choose_nothing() -> None:
    async with hosted(Picker(Question("Fruit", FRUIT))) as it:
        await it.press("escape")
    assert it.results == [None]
    async with hosted(Picker(Question("Fruit", FRUIT))) as it:
        await it.pilot.click(offset=(0, 0))
        await it.settle()
    assert it.results == [None]


async def test_a_click_on_an_option_chooses_it() -> None:
    async with hosted(Picker(Question("Fruit", FRUIT))) as it:
        menu = it.app.screen.query_one(Menu)
        await it.pilot.click(menu, offset=(4, 2))
        await it.settle()
    assert it.results == ["cherry"]


async def test_typing_finds_and_arrows_walk_without_leaving_the_field() -> None:
    async with hosted(Picker(Question("Fruit", FRUIT, find=_find, typing=True))) as it:
        await it.type("c")
        assert [option.value for option in it.app.screen.query_one(Menu).options] == ["apricot", "cherry", "quince"]
        await it.press("down", "down", "up")
        assert it.app.screen.query_one(Finder).field.has_focus
        assert it.app.screen.query_one(Menu).option == FRUIT[2]
        await it.type("zz")
        assert "nothing found" in it.text()
        await it.press("enter", "backspace", "backspace", "enter")
    assert it.results == ["apricot"]


async def test_enter_right_behind_what_was_typed_chooses_among_what_that_finds() -> None:
    async with hosted(Picker(Question("Fruit", FRUIT, find=_find, typing=True))) as it:
        await it.burst("q", "u", "i", "enter")
    assert it.results == ["quince"]


async def test_enter_before_the_options_are_there_waits_for_them() -> None:
    ready = threading.Event()

    def complete() -> Sequence[Option]:
        ready.wait(5)
        return FRUIT

    app = hosted(Picker(Question("Fruit", FRUIT[:2], find=_find, complete=complete, typing=True)), settle=False)
    async with app as it:
        await it.pilot.press("q", "u", "i", "enter")
        assert it.results == []
        ready.set()
        await it.settle()
    assert it.results == ["quince"]


async def test_a_slash_leads_from_the_list_to_the_field() -> None:
    async with hosted(Picker(Question("Fruit", FRUIT, find=_find))) as it:
        assert it.app.screen.query_one(Menu).has_focus
        await it.press("slash")
        assert it.app.screen.query_one(Finder).field.has_focus


async def test_options_that_take_time_come_later_and_keep_the_cursor() -> None:
    ready = threading.Event()

    def complete() -> Sequence[Option]:
        ready.wait(5)
        return (*FRUIT, Option("Medlar", "medlar"))

    question = Question("Fruit", FRUIT, find=_find, complete=complete, typing=True)
    async with hosted(Picker(question), settle=False) as it:
        ready.set()
        await it.settle()
        menu = it.app.screen.query_one(Menu)
        assert menu.options[-1].value == "medlar"
        assert menu.option == FRUIT[1]


async def test_samples_are_made_in_a_thread_and_shown_beside_and_whole() -> None:
    async with hosted(Picker(Question("Fruit", FRUIT[5:], sample=_sample, preview=4, label_width=10))) as it:
        text = it.text()
    assert "Quince" in text
    bare = Question("Fruit", (Option("Quince", "quince"),), sample=_sample, preview=4, label_width=10)
    async with hosted(Picker(bare)) as it:
        shown = it.text()
        assert shown.count("made of quince") == 2  # beside the option, and in the preview
        assert "thread False" in shown


async def test_only_what_is_in_sight_is_sampled() -> None:
    made: list[str] = []

    def sample(value: str) -> Sample:
        made.append(value)
        return plain_sample(value)

    options = tuple(Option(f"Option {number}", f"v{number}") for number in range(500))
    async with hosted(Picker(Question("Many", options, sample=sample, preview=3))) as it:
        assert "v0" in made
        assert len(made) < 40
        await it.press("end")
        assert "v499" in made
        assert "v250" not in made
        assert len(made) == len(set(made))


async def test_without_options_it_says_so_and_closes() -> None:
    async with hosted(Picker(Question("Fruit", (), empty="no fruit today", sample=_sample, preview=3))) as it:
        assert "no fruit today" in it.text()
        await it.press("enter", "a", "down", "slash", "tab", "escape")
    assert it.results == [None]


async def test_a_hundred_thousand_options_are_only_looked_at_where_they_are_drawn() -> None:
    looked = set()

    class Many(Sequence[Option]):
        def __len__(self) -> int:
            return 100_000

        def __getitem__(self, at):  # type: ignore[no-untyped-def]
            if isinstance(at, slice):
                return [self[number] for number in range(*at.indices(100_000))]
            looked.add(at)
            return Option(f"Option {at}", f"v{at}")

    async with hosted(Picker(Question("Many", Many(), find=lambda typed: Many(), typing=True))) as it:
        assert "100,000" in it.text()
        await it.press("end", "pageup")
    assert len(looked) < 300


async def test_it_fits_a_tiny_terminal() -> None:
    for size in ((20, 6), (5, 3), (1, 1)):
        question = Question("Fruit", FRUIT, about="what to eat", find=_find, sample=_sample, preview=5)
        async with hosted(Picker(question), size) as it:
            await it.press("down", "enter")
        assert it.results == ["cherry"]


async def test_where_there_is_little_room_the_options_have_it_before_the_preview() -> None:
    question = Question("Fruit", FRUIT, about="what to eat", find=_find, sample=_sample, preview=5, height=2)
    async with hosted(Picker(question), (40, 10)) as it:
        assert "Apricot" in it.text() and "esc close" in it.text()
        await it.pilot.resize_terminal(40, 24)
        await it.settle()
        assert "made of apricot" in it.text() and "Cherry" in it.text()


def test_an_excerpt_is_one_line_without_the_blanks_of_a_layout() -> None:
    assert excerpt(plain_sample("@book{x,\n  title    = {A},\n\n}")) == "@book{x, title = {A}, }"
