"""What opening a library costs: cold, warm, to the first paint and to the paint after a key, in CPU time and memory.

Each figure is of a process of its own, from its start. The browser runs in a terminal of 80 by 24; first paint is when
the title of a record has been written to it. Beside it, in the same run, an empty Textual app and the parsers alone.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SIZES = (30, 1_000, 20_000)
_PATIENCE = 300.0  # seconds
_TICK = os.sysconf("SC_CLK_TCK")
_BIBSCOPE = (sys.executable, "-c", "from tui.cli import main; main()")
_EMPTY = (
    sys.executable,
    "-c",
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Empty(App):\n"
    "    def compose(self): yield Static('nothing but this')\n"
    "Empty().run()",
)
_PARSERS = {
    "yaml": "import sys, yaml; list(yaml.load_all(open(sys.argv[1]), getattr(yaml, 'CBaseLoader', yaml.BaseLoader)))",
    "bib": "import sys, bibtexparser; bibtexparser.parse_file(sys.argv[1])",
}
_MAKERS = {"yaml": "librecat_yaml", "bib": "bibtex_text"}


class Cost(NamedTuple):
    """What a process took: CPU seconds, seconds on the wall, and MB, at its peak or (the browser) in the end."""

    cpu: float
    wall: float
    memory: float


def main(sizes: Sequence[int] = SIZES) -> None:
    """Print the figures for generated libraries of these sizes."""
    print("start-up, each in a process of its own: CPU s / wall s / MB")
    floor = painted(_EMPTY, "nothing but this", {})[0]
    print(f"  an empty Textual app to its first paint: {_shown(floor)}")
    print(f"  {'':>18}{'cold':>20}{'warm list -q':>20}{'first paint, warm':>20}{'ms CPU a key':>14}   parser alone")
    for kind in ("yaml", "bib"):
        for size in sizes:
            if kind == "yaml" and size > 70_000:
                continue  # 6 kB a record: no LibreCat is larger
            _library(kind, size, floor)


def _library(kind: str, size: int, floor: Cost) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"library.{kind}")
        _make(kind, size, file)
        own = {"XDG_CACHE_HOME": folder, "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder, "LANG": "C.UTF-8"}
        ask = (*_BIBSCOPE, "list", str(file), "-q", "sparse", "--limit", "5")
        cold, warm = spent(ask, own), spent(ask, own)
        paint, key = painted((*_BIBSCOPE, str(file)), "daptive", own)
        alone = spent((sys.executable, "-c", _PARSERS[kind], str(file)), own) if size <= 20_000 else None
    parser = _shown(alone) if alone else "-"
    ratio = f"{paint.cpu / floor.cpu:.2f}x empty"
    print(
        f"  {kind:>5} {size:>12,}{_shown(cold):>20}{_shown(warm):>20}{_shown(paint):>20}{key * 1000:>14.0f}   {parser}"
        f"   {ratio}",
        flush=True,
    )


def _make(kind: str, size: int, file: Path) -> None:
    """Write a library, in a process of its own: a child counts its parent's memory as its own peak."""
    making = f"import sys, tests.benchmarks.readers as r; open(sys.argv[1], 'w').write(r.{_MAKERS[kind]}({size}))"
    subprocess.run((sys.executable, "-c", making, str(file)), check=True)


def _shown(cost: Cost) -> str:
    return f"{cost.cpu:.2f} / {cost.wall:.2f} / {cost.memory:.0f}"


def spent(command: Sequence[str], environ: dict[str, str]) -> Cost:
    """What a command takes from start to end, its memory at the peak."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **environ}, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command[-5:]} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024)


def painted(command: Sequence[str], awaited: str, environ: dict[str, str]) -> tuple[Cost, float]:
    """What a command in a terminal takes until it has written a text, and then the CPU seconds of a key.

    Its memory is what is resident in the end, with the index open and a score of records looked at.
    """
    with _terminal(command, environ) as (process, terminal, start):
        _read_until(terminal, awaited.encode())
        cpu, wall = _cpu(process), time.perf_counter() - start
        _settle(terminal)
        settled, keys = _cpu(process), 20
        for _ in range(keys):
            os.write(terminal, b"j")
            _settle(terminal, 0.05)
        return Cost(cpu, wall, _resident(process)), (_cpu(process) - settled) / keys


@contextmanager
def _terminal(command: Sequence[str], environ: dict[str, str]) -> Iterator[tuple[int, int, float]]:
    start = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, {**os.environ, **environ, "TERM": "xterm-256color"})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        yield process, terminal, start
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _read_until(terminal: int, awaited: bytes) -> None:
    written = b""
    give_up = time.perf_counter() + _PATIENCE
    while awaited not in written:
        if time.perf_counter() > give_up:
            raise TimeoutError(f"{awaited!r} was never painted")
        if select.select([terminal], [], [], 1.0)[0]:
            written += os.read(terminal, 65_536)


def _settle(terminal: int, quiet: float = 1.0) -> None:
    """Read until nothing has been written for so many seconds."""
    while select.select([terminal], [], [], quiet)[0]:
        os.read(terminal, 65_536)


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _resident(process: int) -> float:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
