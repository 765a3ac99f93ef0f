"""The whole program in a real terminal: started, used and left in tmux."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tui.conftest import FILES, ROOT

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

PATIENCE = 30.0  # seconds until a wait counts as failed; a busy machine may be slow


class Terminal:
    """A tmux server of our own with one pane."""

    def __init__(self, folder: Path) -> None:
        self.socket = str(folder / "tmux")
        self.folder = folder

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", self.socket, "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE).stdout

    def start(
        self,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        environ: dict[str, str] | None = None,
        job: bool = False,
    ) -> None:
        """Run bibscope, as a job that can be stopped or not, and then say with which code it ended."""
        folders = {f"XDG_{name}_HOME": str(self.folder / name) for name in ("CONFIG", "STATE", "CACHE")}
        settings = {**folders, "TERM": "tmux-256color", "LANG": "C.UTF-8", **(environ or {})}
        program = [sys.executable, "-c", "from tui.cli import main; main()", *arguments]
        # readline may have put the size of another terminal into our environment
        assigned = " ".join(f"{name}={shlex.quote(value)}" for name, value in settings.items())
        line = f"env -u COLUMNS -u LINES {assigned} {shlex.join(program)}"
        width, height = map(str, size)
        line = f"set -m; {line}; echo stopped; read -r _; fg" if job else line
        shell = f"cd {shlex.quote(str(ROOT))}; {line}; echo ended with $?; exec cat"
        self.tmux("new-session", "-d", "-x", width, "-y", height, "sh", "-c", shell)

    def keys(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def pane(self, *options: str) -> str:
        return self.tmux("capture-pane", "-p", *options)

    def wait(self, shows: Callable[[str], bool], *options: str) -> str:
        """Look at the pane until it shows something, and give what it shows."""
        end = time.monotonic() + PATIENCE
        while not shows(pane := self.pane(*options)):
            if time.monotonic() > end:
                pytest.fail(f"never shown; the pane says:\n{pane}")
            time.sleep(0.03)
        return pane

    def wait_for(self, text: str) -> str:
        return self.wait(lambda pane: text in pane)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path)
    yield made
    made.tmux("kill-server")


def test_a_person_searches_follows_copies_and_quits(terminal: Terminal) -> None:
    terminal.start(*FILES)
    terminal.wait_for("icestring: time a tide with a string")
    terminal.keys("/")
    terminal.keys("-l", "hollow moon")
    terminal.wait_for("1 of 9")
    terminal.wait_for("Mira Okonkwo-Lindqvist")
    terminal.keys("Enter")
    terminal.wait_for("y copy")
    terminal.keys("r")
    terminal.wait_for("Measuring tides through ice (2021)")
    terminal.keys("Enter")
    terminal.wait_for("Annals of Small Moons · open access")
    terminal.keys("y")
    terminal.wait_for("copied via tmux")
    assert terminal.tmux("show-buffer").startswith("Okonkwo-Lindqvist, M., Brandt, T., & Sato, A. (2021).")
    terminal.keys("[")
    terminal.wait_for("1 of 9")
    terminal.keys("q")
    terminal.wait_for("ended with 0")


def test_the_terminal_is_left_as_it_was(terminal: Terminal) -> None:
    terminal.start(*FILES)
    terminal.wait_for("icestring")
    terminal.keys("C-q")
    pane = terminal.wait_for("ended with 0")
    assert "icestring" not in pane
    assert terminal.tmux("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}").strip() == "0 0 1"


def test_ctrl_z_leads_to_the_shell_and_fg_back_to_what_was_open(terminal: Terminal) -> None:
    terminal.start(*FILES, job=True)
    terminal.wait_for("icestring: time a tide with a string")
    terminal.keys("j", "Y")
    menu = ("Tides of a hollow moon", "TY - THES", "Outer Isles]. https", "enter copy   esc close")
    terminal.wait(lambda pane: all(part in pane for part in menu))
    terminal.keys("C-z")
    assert "icestring" not in terminal.wait_for("stopped")
    assert terminal.tmux("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}").strip() == "0 0 1"
    terminal.keys("Enter")
    terminal.wait(lambda pane: all(part in pane for part in menu))
    terminal.keys("Escape")
    terminal.wait_for("q quit")
    terminal.keys("q")
    terminal.wait_for("ended with 0")


def test_without_a_shell_ctrl_z_says_so(terminal: Terminal) -> None:
    terminal.start(*FILES)
    terminal.wait_for("icestring: time a tide with a string")
    terminal.keys("/", "C-z")
    terminal.wait_for("There is no shell here to go to.")
    terminal.keys("C-q")
    terminal.wait_for("ended with 0")


def test_without_colours_not_one_is_sent(terminal: Terminal) -> None:
    terminal.start(*FILES, environ={"NO_COLOR": "1"})
    # the cursor line is reversed once the list has the focus; what is painted before that has no colour either
    pane = terminal.wait(lambda pane: "Citation" in pane and "[7m" in pane, "-e")
    assert not any(code in pane for code in ("[38;", "[48;", ";38;", ";48;"))


def test_resizing_to_almost_nothing_and_back_keeps_the_screen_whole(terminal: Terminal) -> None:
    terminal.start(*FILES, size=(120, 40))
    terminal.wait_for("icestring: time a tide with a string")
    terminal.keys("j")
    terminal.tmux("resize-window", "-x", "20", "-y", "6")
    terminal.wait(lambda pane: max(map(len, pane.splitlines())) <= 20 and "Tides" in pane)
    terminal.tmux("resize-window", "-x", "120", "-y", "40")
    terminal.wait_for("2022 · PhD thesis · University of the Outer Isles")
    terminal.keys("q")
    terminal.wait_for("ended with 0")


def test_a_title_that_writes_to_the_clipboard_does_not(terminal: Terminal, tmp_path: Path) -> None:
    evil = tmp_path / "evil.bib"
    evil.write_bytes(b"@misc{a, title = {Harmless \x1b]52;c;ZXZpbA==\x07 looking}, author = {Mal \x1b[2JOry}}\n")
    terminal.start(str(evil))
    terminal.tmux("set-option", "-g", "set-clipboard", "on")
    terminal.wait_for("Harmless")
    terminal.keys("Enter")
    terminal.wait_for("Ory")
    assert terminal.tmux("show-buffer") == ""
