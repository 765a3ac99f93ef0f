"""The facet panel: live counts, several values of a facet, values found by typing."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen

from model.library import Library
from tests.tui.hosting import hosted
from tui.facets import FACETS, Facets, counted
from tui.results import Asked, Orders, ask
from tui.widgets.facet_panel import FacetPanel


class _Beside(Screen[object]):
    """A screen that does with the panel what the browser does."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.asked = Asked()
        self.left = 0

    def compose(self) -> ComposeResult:
        yield FacetPanel()

    def on_mount(self) -> None:
        self.search()
        self.query_one(FacetPanel).enter()

    def search(self) -> None:
        results = ask(self.library, self.asked, frozenset(), Orders(self.library))
        self.query_one(FacetPanel).show(self.library, results)

    def on_facet_panel_changed(self, event: FacetPanel.Changed) -> None:
        self.asked = Asked(self.asked.query, event.facets)
        self.search()

    def on_facet_panel_left(self) -> None:
        self.left += 1


def _counts(library: Library, asked: Asked, name: str) -> dict[str, int]:
    results = ask(library, asked, frozenset(), Orders(library))
    return dict(counted(library, results, frozenset(), name))


def test_counts_are_those_of_the_result(library: Library) -> None:
    everything = _counts(library, Asked(), "type")
    assert sum(everything.values()) == len(library)
    assert sum(_counts(library, Asked("tides"), "type").values()) < len(library)


def test_a_chosen_value_leaves_the_counts_of_its_own_facet_alone(library: Library) -> None:
    chosen = Asked(facets={"type": frozenset({"Journal article"})})
    assert _counts(library, chosen, "type") == _counts(library, Asked(), "type")
    assert _counts(library, chosen, "year") != _counts(library, Asked(), "year")


def test_years_are_listed_newest_first(library: Library) -> None:
    *years, last = _counts(library, Asked(), "year")
    assert years == sorted(years, reverse=True)
    assert last == "no year"


def test_what_is_chosen_stays_in_sight_even_where_nothing_has_it() -> None:
    facets = Facets({"type": (("Book", 3),)}, {"type": frozenset({"Patent"}), "person": frozenset({"Noe, Eva"})})
    lines = [(option.label, option.detail, option.sign) for option in facets.options()]
    assert lines[:3] == [("Type", "1 chosen", "▾"), ("Patent", "0", "●"), ("Book", "3", "○")]
    assert ("Noe, Eva", "0", "●") in lines


def test_more_values_than_eight_wait_behind_a_line() -> None:
    facets = Facets({"year": tuple((str(year), 1) for year in range(2000, 2020))}, {})
    assert "… 12 more" in [option.label for option in facets.options()]
    assert "… 12 more" not in [option.label for option in Facets(facets.counts, {}, full=frozenset({"year"})).options()]


async def test_choosing_two_values_of_a_facet_narrows_to_either(library: Library) -> None:
    screen = _Beside(library)
    async with hosted(screen, (80, 40)) as it:
        text = it.text()
        assert all(name.capitalize() in text for name in FACETS)
        await it.press("down", "enter", "down", "space")
        assert len(screen.asked.facets["type"]) == 2
        assert "2 chosen" in it.text()
        await it.press("space")
        assert len(screen.asked.facets["type"]) == 1


async def test_values_are_found_by_typing_in_all_facets(library: Library) -> None:
    screen = _Beside(library)
    async with hosted(screen) as it:
        await it.type("brandt")
        assert "Brandt, Tomas" in it.text()
        assert "Year" not in it.text()
        await it.press("enter")
        assert screen.asked.facets == {"person": frozenset({"Brandt, Tomas"})}
        await it.press("escape")
        assert screen.left == 0
        assert "Year" in it.text()
        await it.press("escape")
        assert screen.left == 1


async def test_enter_on_a_facet_opens_and_shuts_it(library: Library) -> None:
    screen = _Beside(library)
    async with hosted(screen, (80, 40)) as it:
        assert "Annals" not in it.text()
        while "container" not in (screen.query_one(FacetPanel).menu.option or Facets({}, {}).options()[0]).value:
            await it.press("down")
        await it.press("enter")
        assert "Annals" in it.text()
        await it.press("enter")
        assert "Annals" not in it.text()
