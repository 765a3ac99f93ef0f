"""The list widget by itself: it draws what is in view, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App, ComposeResult

from tui.rows import Cell, Columns
from tui.widgets.record_list import RecordList


class Host(App[None]):
    """An app with nothing but a list; remembers which rows were drawn and what was said."""

    CSS = ".record-list--match { text-style: underline; }"

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[int] = []
        self.said: list[int] = []

    def compose(self) -> ComposeResult:
        yield RecordList()

    def draw(self, row: int, marked: bool, widths: Columns) -> Sequence[Cell]:
        self.drawn.append(row)
        return [Cell("●" if marked else " ", "signs"), Cell(f"row {row}", "title", [(0, 3)])]

    def on_record_list_highlighted(self, event: RecordList.Highlighted) -> None:
        self.said.append(event.row)

    @property
    def records(self) -> RecordList:
        return self.query_one(RecordList)


async def test_a_million_rows_cost_what_is_in_view() -> None:
    app = Host()
    async with app.run_test(size=(40, 10)) as pilot:
        app.records.show(range(1_000_000), app.draw, 500_000)
        await pilot.pause()
        assert len(set(app.drawn)) <= 12
        await pilot.press("G")
        assert (app.records.row, len(set(app.drawn))) == (999_999, len(set(app.drawn)))
        assert len(set(app.drawn)) <= 24


async def test_a_step_draws_the_two_lines_it_touches() -> None:
    app = Host()
    async with app.run_test(size=(40, 10)) as pilot:
        app.records.focus()
        app.records.show(range(100), app.draw, 0)
        await pilot.pause()
        app.drawn.clear()
        await pilot.press("j")
        assert set(app.drawn) <= {0, 1}


async def test_the_cursor_stays_within_the_list_and_says_where_it_is() -> None:
    app = Host()
    async with app.run_test(size=(40, 10)) as pilot:
        app.records.show([7, 3, 9], app.draw, 1)
        await pilot.press("k", "k", "k", "j", "j", "j", "j")
        await pilot.pause()
        assert (app.records.row, app.said[-1]) == (9, 9)
        app.records.show([], app.draw, 0)
        await pilot.press("j", "space", "v", "ctrl+a", "enter")
        await pilot.pause()
        assert (app.records.row, app.said[-1]) == (-1, -1)


async def test_matched_letters_have_their_own_style() -> None:
    app = Host()
    async with app.run_test(size=(40, 10)) as pilot:
        app.records.show([4], app.draw, 0)
        await pilot.pause()
        segments = {segment.text: segment.style for segment in app.records.render_line(0)}
        assert segments["row"] != segments[" 4"]


async def test_a_range_is_shown_while_it_is_made() -> None:
    app = Host()
    async with app.run_test(size=(40, 10)) as pilot:
        app.records.show(range(9), app.draw, 2)
        await pilot.press("v", "j", "j")
        await pilot.pause()
        shown = [app.records.render_line(line).text.lstrip("▌ ")[:1] for line in range(6)]
        assert shown == ["r", "r", "●", "●", "●", "r"]
        assert app.records.marks.rows == frozenset()
