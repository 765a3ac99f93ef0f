"""The first frame: where everything will be, in the theme's colours or in none, harmless, and never in the way."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from model.lines import Line
from tests.terminal import Session
from tests.tui.conftest import FILES, ROOT, Open
from tui.colours import COLOURS
from tui.frame import SAMPLE, Known, frame, rows_in
from tui.skeleton import ALTERNATE, painted
from tui.state import State

SIZES = [(80, 24), (120, 40), (200, 50), (79, 24), (60, 20), (80, 15), (100, 31), (121, 33)]
LINE = Line("2020", "A", "氷の下の潮汐 of moons", "Icarus", ("Sato", "Brandt"), 9, False, False, True, False)


def lines_of(width: int, height: int, known: Known) -> list[str]:
    return ["".join(piece.text for piece in line) for line in frame(width, height, known)]


@pytest.mark.parametrize("share", [0, 30])
@pytest.mark.parametrize("size", SIZES)
async def test_what_is_drawn_first_is_where_the_browser_has_it(browse: Open, size: tuple[int, int], share: int) -> None:
    state = State(split=share, split_down=share)
    async with browse(size=size, sample=True, state=state) as browser:
        library = browser.screen.library
        known = Known(
            [library.line(row) for row in range(len(library))], str(len(library)), SAMPLE, shares=state.shares
        )
        shown = browser.text().split("\n")
        for number, line in enumerate(lines_of(*size, known)[:-1]):  # the foot line stays blank
            real = f"{shown[number]:<{len(line)}}"
            differing = [here for here, letter in enumerate(line) if letter not in (" ", real[here])]
            assert not differing, (number, line, real)
        assert any("The Tides" in line or "tides" in line.lower() for line in lines_of(*size, known))


@pytest.mark.parametrize("size", [*SIZES, (20, 6), (28, 7), (119, 16)])
@pytest.mark.parametrize("told", [(), tuple((f"line {number}", "") for number in range(30))])
def test_every_line_is_exactly_as_wide_as_the_terminal(
    size: tuple[int, int], told: tuple[tuple[str, str], ...]
) -> None:
    known = Known([LINE] * 99, "99", "note", told)
    lines = lines_of(*size, known)
    assert len(lines) == size[1]
    assert {cell_len(line) for line in lines} == {size[0]}
    assert rows_in(*size) <= size[1]


def test_without_colours_the_cursor_is_reversed_and_nothing_is_coloured() -> None:
    written = painted(80, 24, Known([LINE]), "bibscope-dark", {"NO_COLOR": "1", "COLORTERM": "truecolor"})
    assert "[0;7m▌" in written or "[0;7m " in written
    assert not re.search(r"[34]8;", written)


def test_colours_are_as_many_as_the_terminal_has() -> None:
    known = Known([LINE])
    assert "48;2;22;24;29" in painted(80, 24, known, "bibscope-dark", {"COLORTERM": "truecolor"})
    assert re.search(r"48;5;\d+", painted(80, 24, known, "bibscope-light", {"TERM": "xterm-256color"}))
    assert not re.search(r"[34]8;", painted(80, 24, known, "bibscope-dark", {"TERM": "xterm"}))
    assert not re.search(r"[34]8;", painted(80, 24, known, "nord", {"COLORTERM": "truecolor"}))


@pytest.mark.parametrize("theme", COLOURS)
def test_no_sequence_is_longer_than_tmux_takes(theme: str) -> None:
    known = Known([LINE] * 9, "9", "note", (("told", "detail-pane--title"),))
    written = painted(120, 40, known, theme, {"COLORTERM": "truecolor"})
    assert max(map(len, re.findall(r"\x1b\[([^A-Za-z]*)[A-Za-z]", written))) < 64


# -- in a terminal ---------------------------------------------------------------------------------------------------


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Session]]:
    started: list[Session] = []

    def begin(*arguments: str, **more: object) -> Session:
        session = Session(*arguments, folder=tmp_path, **more)  # type: ignore[arg-type]
        started.append(session)
        return session

    yield begin
    for session in started:
        session.close()


PATHS = [str(ROOT / name) for name in FILES]
SEARCH = b"search: words"


def test_it_is_there_before_textual_and_taken_over_without_a_flash(start: Callable[..., Session]) -> None:
    session = start(*PATHS, environ={"COLORTERM": "truecolor"})
    session.wait_for(b"quit")
    before, _, after = session.written.partition(b"\x1b[?1000h")  # the mouse is Textual's
    assert SEARCH in before and ALTERNATE.encode() in before
    assert ALTERNATE.encode() not in after and b"\x1b[2J" not in session.written
    session.type(b"q")
    assert session.end() == 0
    assert session.restored(), session.left_on()


def test_rows_of_a_library_that_was_kept_are_in_it(start: Callable[..., Session]) -> None:
    first = start(*PATHS)
    first.wait_for(b"quit")
    first.type(b"q")
    assert first.end() == 0
    again = start(*PATHS)
    again.wait_for(b"quit")
    before = again.written.partition(b"\x1b[?1000h")[0]
    assert b"Okonkwo-L" in before and "●".encode() not in before
    again.type(b"q")
    assert again.end() == 0


def test_keys_typed_before_textual_is_there_are_neither_echoed_nor_lost(start: Callable[..., Session]) -> None:
    session = start(*PATHS)
    session.wait_for(SEARCH)
    session.type(b"/tides\rq")
    assert session.end() == 0
    before = session.written.partition(b"\x1b[?1000h")[0]
    assert b"/tides" not in before and b"^M" not in before
    assert session.restored(), session.left_on()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_while_only_the_first_frame_is_there_restores_the_terminal(
    number: signal.Signals, start: Callable[..., Session], tmp_path: Path
) -> None:
    (tmp_path / "textual.py").write_text("import time\ntime.sleep(60)\n")  # it never comes
    session = start(*PATHS, environ={"PYTHONPATH": f"{tmp_path}:{ROOT}"})
    session.wait_for(SEARCH)
    session.process.send_signal(number)
    assert session.end() == 128 + number
    assert session.restored(), session.left_on()
    assert b"Traceback" not in session.written


def test_a_fault_before_textual_is_there_restores_the_terminal(start: Callable[..., Session], tmp_path: Path) -> None:
    (tmp_path / "textual.py").write_text("raise RuntimeError('broken')\n")
    session = start(*PATHS, environ={"PYTHONPATH": f"{tmp_path}:{ROOT}"})
    assert session.end() == 2
    assert session.restored(), session.left_on()
    assert b"a fault of bibscope itself: RuntimeError: broken" in session.written


@pytest.mark.parametrize("size", [(10, 4), (80, 3)])
def test_a_tiny_terminal_has_none(start: Callable[..., Session], size: tuple[int, int]) -> None:
    session = start(*PATHS, size=size, environ={"COLUMNS": "", "LINES": ""})  # runners of tests set them
    session.wait_for(b"\x1b[?1000h")
    assert not session.written.partition(b"\x1b[?1000h")[0].replace(ALTERNATE.encode(), b"")
    session.type(b"q")
    assert session.end() == 0
