"""What commands write fits the terminal and says where to read more."""

from __future__ import annotations

import fcntl
import io
import os
import struct
import termios

import pytest
from rich.cells import cell_len

from model.readers import Progress
from model.record import Notice
from tui.console import LoadingLine, columns, tell_notices


def test_columns_fit_the_width_and_long_cells_end_in_an_ellipsis() -> None:
    line = columns(("1", "Peste, Elena-Alexandra", "A title that is far too long to fit"), (3, 10), 40)
    assert line == "1    Peste, El…  A title that is far to…"
    assert cell_len(line) == 40


def test_columns_measure_wide_characters_as_the_terminal_does() -> None:
    assert cell_len(columns(("1", "漢字漢字漢字", "題" * 60), (3, 9), 40)) == 40


def test_a_title_of_a_megabyte_is_no_trouble() -> None:
    assert cell_len(columns(("1", "x" * 1_000_000), (3,), 40)) == 40


def test_many_notices_are_told_in_part_errors_first(capsys: object) -> None:
    notices = [Notice("f", n, "warning", "odd") for n in range(30)] + [Notice("f", 99, "error", "broken")]
    tell_notices(notices)
    lines = capsys.readouterr().err.splitlines()  # type: ignore[attr-defined]
    assert lines[0] == "f:99: error: broken"
    assert lines[-1] == "... and 19 more; `bibscope check` lists all"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_after_a_while_on_a_terminal_and_is_removed() -> None:
    stream = _Terminal()
    line = LoadingLine(stream)
    line(Progress("a.bib", 0, 2, 0))
    assert stream.getvalue() == ""
    line.started -= 1
    line(Progress("folder/b\x1b[31m.bib", 1, 2, 1200))
    assert "2/2 b\ufffd[31m.bib, 1,200 records" in stream.getvalue()
    line(Progress("", 2, 2, 2400))
    assert stream.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("width", [1, 2, 30, 60])
def test_progress_stays_in_one_row_of_the_terminal_that_it_is_written_to(width: int) -> None:
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    with os.fdopen(slave, "w") as stream, os.fdopen(master, "rb"):
        stream.write = (written := []).append  # type: ignore[method-assign, assignment]
        line = LoadingLine(stream)
        line.started -= 1
        line(Progress("漢字" * 20, 1, 2, 1200))
    shown = "".join(written).removeprefix("\r\x1b[K")
    assert cell_len(shown) < max(width, 2)
    assert width < 60 or "漢字漢字" in shown


def test_progress_stays_away_from_what_is_no_terminal() -> None:
    stream = io.StringIO()
    line = LoadingLine(stream)
    line.started -= 1
    line(Progress("a.bib", 0, 2, 0))
    assert stream.getvalue() == ""
