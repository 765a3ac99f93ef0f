"""Writing to a person or a script: the answer on stdout, what there is to say about it on stderr."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from model import text

if TYPE_CHECKING:
    from model.progress import Progress
    from model.record import Notice

__all__ = [
    "Failure",
    "LoadingLine",
    "can_show",
    "columns",
    "emit",
    "emit_json",
    "lead_nowhere",
    "prepare_streams",
    "tell",
    "tell_notices",
    "width",
]

_NOTICES_SHOWN = 12
_COLUMNS = 80  # of a terminal that does not tell
_PATIENCE = 0.5  # seconds before progress is worth a line


class Failure(Exception):  # noqa: N818 (it is how a command ends, not an error of ours)
    """A command that ends early: what to say on stderr and the exit code of the contract."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


def prepare_streams() -> None:
    """Make both streams UTF-8 whatever the locale says, and unable to fail on a stray character.

    A stream that the caller has closed leads nowhere from here on; otherwise the next file opened would take its place.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 (open as long as the program runs)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def can_show() -> bool:
    """Whether a browser can be shown: Textual hangs where it cannot (stdin or stderr redirected, TERM=dumb)."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream.isatty() for stream in streams) and os.environ.get("TERM", "") not in ("", "dumb")


def emit(line: str = "") -> None:
    """Write a line of the answer, or several; no control code leaves, wherever the words come from."""
    sys.stdout.write(text.clipboard(line) + "\n")


def emit_json(value: object) -> None:
    """Write the answer as JSON, readable by people too; control codes are escaped, as a terminal may show it."""
    from model.citations.jsonout import dumps

    sys.stdout.write(dumps(value).rstrip("\n") + "\n")


def tell(message: str) -> None:
    """Say something about the answer on stderr, cleaned, since it may quote a file."""
    try:
        sys.stderr.write(text.display_block(message) + "\n")
        sys.stderr.flush()
    except OSError:  # nobody can be told that nobody can be told
        lead_nowhere(sys.stderr)


def lead_nowhere(stream: TextIO) -> None:
    """Let a stream that cannot be written end quietly: what it still holds would fail once more as Python leaves."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell_notices(notices: Iterable[Notice]) -> None:
    """Say what is wrong with the input, errors first, and where to read the rest."""
    order = {"error": 0, "warning": 1}
    worth = sorted((n for n in notices if n.severity in order), key=lambda notice: order[notice.severity])
    for notice in worth[:_NOTICES_SHOWN]:
        tell(str(notice))
    if len(worth) > _NOTICES_SHOWN:
        tell(f"... and {len(worth) - _NOTICES_SHOWN} more; `bibscope check` lists all")


def width() -> int:
    """Columns of the terminal on stdout; 0 when stdout is no terminal."""
    if not sys.stdout.isatty():
        return 0
    from shutil import get_terminal_size

    return get_terminal_size().columns


def columns(cells: tuple[str, ...], widths: tuple[int, ...], total: int) -> str:
    """Cells in columns of these widths, the last one in what is left of `total`; what is too long ends in `…`."""
    rest = max(total - sum(widths) - 2 * len(widths), 10)
    return "  ".join(_fitted(cell, size) for cell, size in zip(cells, (*widths, rest), strict=True)).rstrip()


def _fitted(cell: str, size: int) -> str:
    from rich.cells import cell_len, set_cell_size

    cell = cell[: 4 * size]  # measuring a title of a megabyte would take seconds
    return set_cell_size(cell, size) if cell_len(cell) <= size else set_cell_size(cell, size - 1) + "…"


def _columns_of(stream: TextIO) -> int:
    """Columns of the terminal that a stream leads to, whatever stands on standard output."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or _COLUMNS
    except OSError:
        return _COLUMNS


class LoadingLine:
    """One line on stderr that shows how far loading is, written only on a terminal and only if it takes a while.

    It is never longer than the terminal is wide: what goes on in the next row would stay there.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.started = time.monotonic()
        self.shown = False

    def __call__(self, progress: Progress) -> None:
        """Take a step of progress; the last one removes the line."""
        if not self.stream.isatty() or os.environ.get("TERM") == "dumb":
            return
        if progress.done >= progress.total:
            self.clear()
        elif time.monotonic() - self.started >= _PATIENCE:
            name = text.display(progress.file.rpartition("/")[2])[:40]
            counted = f"{progress.records:,} records{progress.rate(time.monotonic() - self.started)}"
            line = f"{progress.bar(20)} {progress.done + 1}/{progress.total} {name}, {counted}"
            self.stream.write(f"\r\x1b[K{_fitted(line, _columns_of(self.stream) - 1).rstrip()}")
            self.stream.flush()
            self.shown = True

    def clear(self) -> None:
        """Remove the line."""
        if self.shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self.shown = False
