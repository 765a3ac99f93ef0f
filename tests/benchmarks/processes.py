"""What a process costs, from outside: CPU time, wall time, memory; in a terminal also what a key costs."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import tempfile
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

__all__ = ["Browsed", "Cost", "answered", "browsed", "middle", "painted", "spent"]

_PATIENCE = 3_600.0  # seconds
_KEYS = 20
_LISTENING = b"\x1b[?1000h"  # the mouse is asked for


class Cost(NamedTuple):
    """CPU seconds with those of child processes, seconds on the wall, and MB at the peak."""

    cpu: float
    wall: float
    memory: float

    def __str__(self) -> str:
        return f"{self.cpu:.2f} / {self.wall:.2f} / {self.memory:.0f}"


class Browsed(NamedTuple):
    """What browsing costs: milliseconds on the wall and of CPU for a key and for a letter of a search, and MB."""

    key_wall: float
    key_cpu: float
    letter_wall: float
    letter_cpu: float
    resident: float


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(median(figures) for figures in zip(*costs, strict=True)))


def spent(
    command: Sequence[str | Path], environ: Mapping[str, str], patience: float = _PATIENCE, given: Path | None = None
) -> Cost | None:
    """What a command takes from start to end; None when it does not end in time. `given` is a file for its input."""
    with Path(given or os.devnull).open("rb") as source, tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            env=_environ(environ),
            stdin=source,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        ended = _waited(process.pid, start + patience)
        wall = time.perf_counter() - start
        process.returncode = 0  # it was waited for here
        if ended is None:
            return None
        code, cpu, memory = ended
        if code not in (0, 1):
            said.seek(0)
            raise RuntimeError(f"{command} ended with {code}: {said.read()[-500:].decode(errors='replace')}")
        return Cost(cpu, wall, memory)


def _environ(own: Mapping[str, str]) -> dict[str, str]:
    """This process's and one's own; compiled modules are written and found, as wherever a program is installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | dict(own)


def _waited(process: int, until: float) -> tuple[int, float, float] | None:
    descriptor = os.pidfd_open(process)
    try:
        in_time = select.select([descriptor], [], [], until - time.perf_counter())[0]
    finally:
        os.close(descriptor)
    if not in_time:
        os.killpg(process, signal.SIGKILL)
    _, status, usage = os.wait4(process, 0)
    if not in_time:
        return None
    return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def painted(command: Sequence[str], awaited: str, environ: Mapping[str, str], *, by_textual: bool = True) -> Cost:
    """What a command in a terminal takes until it has written a text, with the memory that is resident then.

    `by_textual`: not in a frame that is drawn before Textual is there, but once keys and mouse are listened to.
    """
    with _terminal(command, environ) as (process, terminal, start):
        _read_until(terminal, _words(awaited), _LISTENING if by_textual else b"")
        wall = time.perf_counter() - start
        return Cost(_cpu(process), wall, _resident(process))


def answered(
    command: Sequence[str], awaited: str, environ: Mapping[str, str], query: str, answer: re.Pattern[bytes]
) -> tuple[Cost, Cost]:
    """What a browser takes until it has painted a text, and until it answers a query typed as soon as it has."""
    with _terminal(command, environ) as (process, terminal, start):

        def cost() -> Cost:
            return Cost(_cpu(process), time.perf_counter() - start, _resident(process))

        _read_until(terminal, _words(awaited), _LISTENING)
        shown = cost()
        os.write(terminal, f"/{query}".encode())
        _read_until(terminal, answer)
        return shown, cost()


def browsed(command: Sequence[str], awaited: str, environ: Mapping[str, str], query: str) -> Browsed:
    """What keys cost in the browser once it is at rest: down, down, ..., then a search, letter by letter.

    For a key the wall time is that to the first byte written, for a letter to the last, when its rows are there. The
    memory is what is resident in the end.
    """
    with _terminal(command, environ) as (process, terminal, _):
        _read_until(terminal, _words(awaited))
        _settle(terminal, 2.0)
        keys = [_pressed(process, terminal, "j") for _ in range(_KEYS)]
        _pressed(process, terminal, "/")
        letters = [_pressed(process, terminal, letter) for letter in query]
        firsts, _, busy = zip(*keys, strict=True)
        _, lasts, sought = zip(*letters, strict=True)
        return Browsed(*_milliseconds(firsts, busy, lasts, sought), resident=_resident(process))


def _milliseconds(*figures: Sequence[float]) -> tuple[float, float, float, float]:
    one, two, three, four = (1000 * median(figure) for figure in figures)
    return one, two, three, four


def _pressed(process: int, terminal: int, key: str) -> tuple[float, float, float]:
    """Seconds from a key to the first byte written and to the last, and CPU seconds until all is quiet."""
    cpu, start = _cpu(process), time.perf_counter()
    os.write(terminal, key.encode())
    select.select([terminal], [], [], _PATIENCE)
    first = time.perf_counter() - start
    return first, _settle(terminal, 0.2) - start, _cpu(process) - cpu


@contextmanager
def _terminal(command: Sequence[str], environ: Mapping[str, str]) -> Iterator[tuple[int, int, float]]:
    start = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], list(command), {**_environ(environ), "TERM": "xterm-256color"})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        yield process, terminal, start
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _words(text: str) -> re.Pattern[bytes]:
    return re.compile(re.escape(text.encode()))


def _read_until(terminal: int, awaited: re.Pattern[bytes], after: bytes = b"") -> None:
    written = b""
    give_up = time.perf_counter() + _PATIENCE
    while not awaited.search(written.partition(after)[2] if after else written):
        if time.perf_counter() > give_up:
            raise TimeoutError(f"{awaited.pattern!r} was never painted")
        if select.select([terminal], [], [], 1.0)[0]:
            written += os.read(terminal, 65_536)


def _settle(terminal: int, quiet: float) -> float:
    """Read until nothing has been written for so many seconds; when the last was."""
    last = time.perf_counter()
    while select.select([terminal], [], [], quiet)[0]:
        os.read(terminal, 65_536)
        last = time.perf_counter()
    return last


def _cpu(process: int) -> float:
    """The process's CPU seconds so far, from its own clock: finer than the ticks that /proc counts."""
    return time.clock_gettime(~process << 3 | 2)


def _resident(process: int) -> float:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
