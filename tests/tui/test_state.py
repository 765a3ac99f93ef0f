"""What is remembered between runs comes back, and what is damaged is forgotten without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import Open
from tui.layout import SHARES
from tui.state import State, load_state, save_state


def test_what_was_remembered_comes_back(tmp_path: Path) -> None:
    state = State(theme="nord", style="ieee", sort="title", facets=True, split=40, split_down=60)
    save_state(state, tmp_path / "deep" / "state.json")
    assert load_state(tmp_path / "deep" / "state.json") == state


@pytest.mark.parametrize("content", ["", "[]", "{", "[" * 100_000, '{"theme": 3, "split": true}', "\x00"])
def test_a_damaged_state_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content)
    assert load_state(tmp_path / "state.json") == State()


def test_a_wrong_value_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"theme": "nord", "split": "wide", "unknown": 1}')
    assert load_state(tmp_path / "state.json") == State(theme="nord")


@pytest.mark.parametrize("share", [-5, 0, 100, 10**9])
def test_a_share_that_hides_the_list_or_the_record_is_not_taken(share: int) -> None:
    assert State(split=share, split_down=share).shares == SHARES


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    save_state(State(), tmp_path / "file" / "state.json")


async def test_what_is_remembered_of_another_version_is_not_blamed_on_the_configuration(browse: Open) -> None:
    odd = State(theme="\ud800", style="\ud800gone.csl", sort="\ud800", split=1000, split_down=-1)
    async with browse(state=odd) as browser:
        assert browser.toasts == []
        assert browser.screen.citer.style == "apa"
        assert browser.screen.results.asked.order == ""
