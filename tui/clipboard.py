"""The ways to a clipboard, tried in order, each saying what it did and nothing that it does not know."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.text import clipboard as copy_gate

__all__ = ["OSC52_LIMIT", "Copied", "Runner", "copy", "osc52_sequence", "run_command", "write_osc52"]

OSC52_LIMIT = 74_994
"""Bytes of UTF-8 that OSC 52 carries: terminals take 100,000 for the sequence, of which 8 frame the base64."""

PAGE_LIMIT = 5_000_000
"""Bytes of UTF-8 for a page: the terminal in it gives up on sequences of 10,000,000."""

TIME_LIMIT = 2.5  # seconds for a command to take the text; a display that is gone answers never

_PIECE = 240  # characters of one device control string: GNU screen drops those that are too long for it

Runner = Callable[[Sequence[str], bytes], bool]
"""Runs a command with this standard input, and says whether it took it; whatever goes wrong is no."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of a text. `way` is tmux, the name of a command, osc52, file or none.

    `sure` tells whether the receiver confirmed it: a terminal never does. `message` ends a sentence that begins
    with what was copied.
    """

    way: str
    sure: bool
    message: str


def copy(
    text: str,
    *,
    setting: str = "auto",
    osc52: Callable[[str], None] | None = None,
    environ: Mapping[str, str] | None = None,
    run: Runner | None = None,
    folder: Path | None = None,
) -> Copied:
    """Bring a text to the clipboard, without control codes but line feed and tab.

    `setting` is `auto` (tmux when in it, then a tool of this machine unless over ssh, then the terminal), `tmux`,
    `osc52`, `none`, or a command that reads standard input. `osc52` writes a text to the terminal as that sequence
    and raises OSError if it cannot; left out, the controlling terminal is asked. What no way takes goes to a file
    in `folder`, by default the user's state folder. `page` is for visitors of a page that we serve: as OSC 52 to
    that page, nowhere else.
    """
    words = copy_gate(text)
    if not words:
        return Copied("none", False, "nothing to copy")
    if setting == "none":
        return Copied("none", False, "not copied: the clipboard is switched off in the configuration")
    if setting == "page":
        return _to_page(words, osc52)
    environ = os.environ if environ is None else environ
    ways = _Ways(words, words.encode("utf-8", "replace"), environ, osc52 or write_osc52, run or run_command)
    tried: list[str] = []
    for way in ways.of(setting):
        result = way()
        if isinstance(result, Copied):
            return result
        tried += [result] if result else []
    return _to_file(words, folder, "; ".join(tried))


@dataclass(frozen=True, slots=True)
class _Ways:
    """One copy in progress. Each way gives what it did, or in words why it did not, or nothing worth a word."""

    words: str
    data: bytes
    environ: Mapping[str, str]
    osc52: Callable[[str], None]
    run: Runner

    def of(self, setting: str) -> Iterator[Callable[[], Copied | str]]:
        """The ways that a setting allows, best first."""
        if setting == "auto":
            yield from (self.tmux_around_us, self.tool, self.terminal)
        elif setting in ("osc52", "tmux"):
            yield self.terminal if setting == "osc52" else self.tmux
        else:
            yield lambda: self.configured(setting)

    def tmux_around_us(self) -> Copied | str:
        """Into tmux, when we run in one."""
        return self.tmux() if self.environ.get("TMUX") else ""

    def tmux(self) -> Copied | str:
        """Into tmux's buffer; `-w` has tmux pass it on to the terminal, which works at every `set-clipboard`."""
        if self.run(["tmux", "load-buffer", "-w", "-"], self.data):
            return Copied("tmux", True, "copied via tmux")
        return "tmux did not take it"

    def tool(self) -> Copied | str:
        """With a tool of this machine, which over ssh has a clipboard that nobody sits at."""
        if any(self.environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")):
            return ""
        for command in _tools(self.environ):
            data = self.words.encode("utf-16-le", "replace") if command[0] == "clip.exe" else self.data
            if self.run(command, data):
                return Copied(command[0], True, f"copied with {command[0]}")
        return ""

    def terminal(self) -> Copied | str:
        """Through the terminal by OSC 52, which answers nothing."""
        if len(self.data) > OSC52_LIMIT:
            return f"{len(self.data):,} bytes are more than a terminal takes"
        try:
            self.osc52(self.words)
        except OSError:
            return ""
        return Copied("osc52", False, "sent to the terminal (OSC 52)")

    def configured(self, setting: str) -> Copied | str:
        """With the command of the configuration, and no other."""
        try:
            command = shlex.split(setting)
        except ValueError as error:
            return f"the configured command cannot be read: {error}"
        if command and self.run(command, self.data):
            name = Path(command[0]).name
            return Copied(name, True, f"copied with {name}")
        return f"the configured command failed: {setting}"


def _tools(environ: Mapping[str, str]) -> Iterator[list[str]]:
    """The tools that could reach a clipboard from here; one that is not installed is passed over."""
    if environ.get("WSL_DISTRO_NAME") or environ.get("WSL_INTEROP"):
        yield ["clip.exe"]
    if environ.get("TERMUX_VERSION"):
        yield ["termux-clipboard-set"]
    yield ["pbcopy"]
    if environ.get("WAYLAND_DISPLAY"):
        yield ["wl-copy"]
    if environ.get("DISPLAY"):
        yield from (["xclip", "-selection", "clipboard", "-in"], ["xsel", "--clipboard", "--input"])


def run_command(command: Sequence[str], data: bytes) -> bool:
    """Run a command on these bytes. It has no pipe but its input: tools that stay behind to serve the clipboard
    would keep others open, and us waiting."""
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIME_LIMIT,
            check=False,
            start_new_session=True,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def write_osc52(text: str) -> None:
    """Write a text as OSC 52 to the controlling terminal. Raises OSError when we do not talk to one."""
    if not sys.stderr.isatty():
        raise OSError("standard error is no terminal")
    with Path("/dev/tty").open("wb", buffering=0) as terminal:
        terminal.write(osc52_sequence(text, os.environ).encode())


def osc52_sequence(text: str, environ: Mapping[str, str]) -> str:
    """OSC 52 for this text; in GNU screen as device control strings, which it hands on to the terminal around it."""
    sequence = f"\x1b]52;c;{b64encode(text.encode('utf-8', 'replace')).decode()}\x07"
    if not environ.get("STY"):
        return sequence
    return "".join(f"\x1bP{sequence[at : at + _PIECE]}\x1b\\" for at in range(0, len(sequence), _PIECE))


def _to_page(words: str, osc52: Callable[[str], None] | None) -> Copied:
    """To the clipboard of the page's visitor, which answers nothing; never to one of this machine, or to its disk."""
    if osc52 is None or len(words.encode("utf-8", "replace")) > PAGE_LIMIT:
        return Copied("none", False, "not copied: more than a page takes")
    osc52(words)
    return Copied("osc52", False, "sent to the page")


def _to_file(words: str, folder: Path | None, why: str) -> Copied:
    """The last way: a file, and where it is."""
    from model.citations.formats import write_atomically

    for temporary in (False, True):
        try:
            place = Path(tempfile.mkdtemp(prefix="bibscope-")) if temporary else folder or _state_folder()
            place.mkdir(parents=True, exist_ok=True)
            path = place / "clipboard.txt"
            write_atomically(path, words, force=True)
        except OSError:
            continue
        return Copied("file", False, f"not copied ({why or 'no clipboard was found'}); it is in {path}")
    return Copied("none", False, f"not copied: {why or 'no clipboard was found'}")


def _state_folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("bibscope")
