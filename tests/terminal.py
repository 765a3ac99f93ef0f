"""A terminal in the hand of a test: a pseudo-terminal that records every byte the program writes to it."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["Session"]

ROOT = Path(__file__).parent.parent
PATIENCE = 40.0  # seconds until a wait counts as failed; a busy machine may be slow
_REST = 0.5  # seconds without a byte in which the screen counts as resting
_MODES = (b"1049", b"25", b"1000", b"1002", b"1003", b"1006", b"1015", b"2004", b"1004")


class Session:
    """bibscope on a pseudo-terminal of its own, in a session of its own."""

    def __init__(
        self,
        *arguments: str,
        folder: Path,
        size: tuple[int, int] = (80, 24),
        environ: Mapping[str, str] | None = None,
        inherits: Sequence[int] = (),
    ) -> None:
        """`inherits` are descriptors that the program shall have open, as a shell's `<(command)` gives them."""
        homes = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "STATE", "CACHE", "DATA")}
        kept = {
            name: value for name, value in os.environ.items() if name not in ("TMUX", "NO_COLOR", "BIBSCOPE_CONFIG")
        }
        settings = {
            **kept,
            **homes,
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            **(environ or {}),
        }
        self.master, slave = os.openpty()
        self.resize(*size)
        self.before = termios.tcgetattr(slave)
        self.written = b""
        command = [sys.executable, "-c", "from tui.cli import main; main()", *arguments]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=settings, cwd=folder, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0), pass_fds=tuple(inherits),
        )  # fmt: skip
        self.slave = slave

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told as by a window manager."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if hasattr(self, "process"):
            self.process.send_signal(signal.SIGWINCH)

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.master, keys)

    def _read(self, patience: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65_536)
        except OSError:
            return False
        self.written += data
        return bool(data)

    def wait_for(self, words: bytes) -> None:
        """Read until these bytes are written."""
        start, seen = time.monotonic(), len(self.written)
        while words not in self.written[max(0, seen - len(words)) :]:
            assert self.process.poll() is None or self._read(0), f"it ended without {words!r}: {self.written[-800:]!r}"
            assert time.monotonic() - start < PATIENCE, f"never {words!r}: {self.written[-800:]!r}"
            self._read(0.2)

    def escape(self) -> None:
        """Press escape, and wait until it has had its effect: with a letter close behind, it would be another key."""
        self._rest()
        self.type(b"\x1b")
        assert self._read(PATIENCE), "escape does nothing"
        self._rest()

    def _rest(self) -> None:
        while self._read(_REST):
            pass

    def end(self) -> int:
        """Wait until the program has ended, read the rest, and give its exit code (minus a signal's number)."""
        start = time.monotonic()
        while self.process.poll() is None:
            assert time.monotonic() - start < PATIENCE, f"it never ends: {self.written[-800:]!r}"
            self._read(0.1)
        while self._read(0):
            pass
        return self.process.returncode

    def left_on(self) -> set[bytes]:
        """The modes that the program has switched and not switched back: alternate screen, mouse, paste."""
        states = {
            mode: max((self.written.rfind(b"\x1b[?%s%s" % (mode, on)), on) for on in (b"h", b"l")) for mode in _MODES
        }
        on = {mode for mode, (place, last) in states.items() if place >= 0 and last == b"h"}
        hidden = states[b"25"][0] >= 0 and b"25" not in on
        return (on - {b"25"}) | ({b"cursor hidden"} if hidden else set())

    def restored(self) -> bool:
        """Whether the terminal is as before: modes off, echo and line editing on."""
        return not self.left_on() and termios.tcgetattr(self.slave)[3] == self.before[3]

    def close(self) -> None:
        """Let go of everything."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for end in (self.master, self.slave):
            try:
                os.close(end)
            except OSError:
                continue
