"""What the screens over the browser look like, compared with what a person last found good."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.screen import Screen

from model.library import Library
from tests.tui.hosting import hosted
from tests.tui.snapshot import compare
from tests.tui.test_facet_panel import _Beside
from tui.screens.export_menu import ExportScreen
from tui.screens.people import people_question
from tui.screens.person import PersonScreen
from tui.screens.picker import Picker
from tui.screens.provenance import ProvenanceScreen
from tui.screens.relations import RelationsScreen
from tui.screens.sort_menu import sort_question

SCREENS: dict[str, Callable[[Library], Screen[object]]] = {
    "sort": lambda library: Picker(sort_question("-title", has_query=False)),
    "people": lambda library: Picker(people_question(library, library.find("100")[0])),
    "export": lambda library: ExportScreen(library, {"marked": (1, 2), "shown": range(len(library))}),
    "provenance": lambda library: ProvenanceScreen(library, library.find("101")[0]),
    "relations": lambda library: RelationsScreen(library, library.find("100")[0]),
    "person": lambda library: PersonScreen(library, "P2"),
    "facets": _Beside,
}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", SCREENS)
async def test_screens_look_as_they_did(library: Library, name: str, size: tuple[int, int]) -> None:
    async with hosted(SCREENS[name](library), size) as it:
        compare(f"over-{name}-{size[0]}x{size[1]}", it.app.export_screenshot())
