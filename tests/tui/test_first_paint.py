"""What the first paint does once only: people wait for it."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from types import SimpleNamespace

import pytest
from textual.css.stylesheet import Stylesheet
from textual.design import ColorSystem
from textual.dom import DOMNode

from model.library import Library
from tui.app import BibscopeApp
from tui.cli import main
from tui.config import Config
from tui.screens.browse import BrowseScreen


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each widget is styled and the theme's colours are made, until the first paint."""
    counts: Counter[str] = Counter()
    apply, generate = Stylesheet.apply, ColorSystem.generate

    def styled(self: Stylesheet, node: DOMNode, **more: object) -> None:
        counts[node.id or node.css_identifier] += 1
        apply(self, node, **more)  # type: ignore[arg-type]

    def generated(self: ColorSystem) -> dict[str, str]:
        counts["colours"] += 1
        return generate(self)

    async def stop(self: BibscopeApp, browse: BrowseScreen) -> None:
        """What comes behind the paint is not counted, so it does not come."""

    monkeypatch.setattr(Stylesheet, "apply", styled)
    monkeypatch.setattr(ColorSystem, "generate", generated)
    monkeypatch.setattr(BibscopeApp, "_behind_the_paint", stop)
    return counts


async def test_everything_is_styled_once_before_the_first_paint(library: Library, done: Counter[str]) -> None:
    app = BibscopeApp((), Config(), library=library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        parts = ("search", "prompt", "query", "count", "chips", "panes", "main", "divider", "status", "colours")
        assert {part: done[part] for part in parts} == dict.fromkeys(parts, 1)
        assert done["list"] == 2  # it gets the focus


async def test_a_change_of_the_screen_styles_what_is_in_it_anew(library: Library) -> None:
    app = BibscopeApp((), Config(), library=library)
    app.stylesheet.add_source("BrowseScreen.-red #count { color: red; }", read_from=("", "test"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        count = app.screen.query_one("#count")
        before = count.rich_style.color
        app.screen.add_class("-red")
        assert count.rich_style.color != before


def test_the_collector_rests_before_the_browser_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    rested: list[bool] = []

    def browse(paths: tuple[str, ...]) -> int:
        rested.append(not gc.isenabled())
        return len(paths)

    monkeypatch.setitem(sys.modules, "tui.launch", SimpleNamespace(browse=browse))
    monkeypatch.setattr("tui.cli.can_show", lambda: True)
    monkeypatch.setattr(sys, "argv", ["bibscope", "shelf.bib"])
    try:
        with pytest.raises(SystemExit, match="1"):
            main()
    finally:
        gc.enable()
    assert rested == [True]
