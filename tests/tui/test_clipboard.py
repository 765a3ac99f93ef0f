"""Tests of the ways to a clipboard; none touches the real one."""

import base64
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field

import pytest

from tui import clipboard
from tui.clipboard import OSC52_LIMIT, copy, osc52_sequence, run_command

LOCAL = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
SSH = {**LOCAL, "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}


@dataclass
class World:
    """A machine with some commands, a terminal and a folder, which remembers what reached it."""

    folder: os.PathLike
    commands: tuple[str, ...] = ()
    terminal: bool = True
    ran: list[tuple[list[str], bytes]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    def run(self, command, data):
        if command[0] not in self.commands:
            return False
        self.ran.append((list(command), data))
        return True

    def osc52(self, text):
        if not self.terminal:
            raise OSError("no terminal")
        self.shown.append(text)

    def copy(self, text="a citation", setting="auto", environ=LOCAL):
        return copy(text, setting=setting, osc52=self.osc52, environ=environ, run=self.run, folder=self.folder)


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


# --- auto ---


def test_inside_tmux_its_buffer_comes_first_and_is_passed_on_to_the_terminal(world):
    world.commands = ("tmux", "wl-copy")
    copied = world.copy("é – „x“", environ={**SSH, "TMUX": "/tmp/tmux-1/default,1,0"})
    assert world.ran == [(["tmux", "load-buffer", "-w", "-"], "é – „x“".encode())]
    assert (copied.way, copied.sure, copied.message) == ("tmux", True, "copied via tmux")


def test_a_tmux_that_refuses_is_passed_over(world):
    world.commands = ("wl-copy",)
    assert world.copy(environ={**LOCAL, "TMUX": "x"}).way == "wl-copy"


def test_outside_tmux_it_is_not_asked(world):
    world.commands = ("tmux", "xclip")
    assert world.copy().way == "xclip"


@pytest.mark.parametrize(
    ("environ", "way"),
    [
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "wl-copy"),
        ({"DISPLAY": ":0"}, "xclip"),
        ({"WSL_DISTRO_NAME": "Debian", "DISPLAY": ":0"}, "clip.exe"),
        ({"TERMUX_VERSION": "0.1"}, "termux-clipboard-set"),
    ],
)
def test_the_tool_is_that_of_the_display(world, environ, way):
    world.commands = ("wl-copy", "xclip", "xsel", "clip.exe", "termux-clipboard-set")
    copied = world.copy(environ=environ)
    assert (copied.way, copied.sure, copied.message) == (way, True, f"copied with {way}")


def test_a_mac_has_its_own_tool(world):
    world.commands = ("pbcopy",)
    assert world.copy(environ={}).way == "pbcopy"


def test_a_tool_that_fails_gives_way_to_the_next(world):
    world.commands = ("xsel",)
    assert world.copy().way == "xsel"


def test_windows_takes_its_own_encoding(world):
    world.commands = ("clip.exe",)
    world.copy("ü", environ={"WSL_INTEROP": "/run/WSL/1"})
    assert world.ran[0][1] == "ü".encode("utf-16-le")


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"])
def test_over_ssh_the_tools_of_the_far_machine_are_skipped(world, name):
    world.commands = ("wl-copy", "xclip", "pbcopy")
    copied = world.copy(environ={**LOCAL, name: "x"})
    assert world.ran == []
    assert copied.way == "osc52"


def test_what_went_to_the_terminal_is_not_called_copied(world):
    copied = world.copy(environ={})
    assert world.shown == ["a citation"]
    assert (copied.way, copied.sure) == ("osc52", False)
    assert copied.message == "sent to the terminal (OSC 52)"


@pytest.mark.parametrize(("size", "way"), [(OSC52_LIMIT, "osc52"), (OSC52_LIMIT + 1, "file")])
def test_the_terminal_gets_no_more_than_it_takes(world, size, way):
    assert world.copy("x" * size, environ={}).way == way


def test_the_limit_counts_bytes_and_keeps_the_whole_sequence_below_100_000(world):
    assert world.copy("é" * (OSC52_LIMIT // 2 + 1), environ={}).way == "file"
    assert len("\x1b]52;c;" + base64.b64encode(b"x" * OSC52_LIMIT).decode() + "\x07") == 100_000


def test_the_last_way_is_a_file_and_it_says_where(world, tmp_path):
    world.terminal = False
    copied = world.copy("a citation", environ={})
    assert (tmp_path / "clipboard.txt").read_text() == "a citation"
    assert (copied.way, copied.sure) == ("file", False)
    assert copied.message == f"not copied (no clipboard was found); it is in {tmp_path / 'clipboard.txt'}"


def test_the_file_of_the_copy_before_is_replaced(world, tmp_path):
    world.terminal = False
    world.copy("one", environ={})
    world.copy("two", environ={})
    assert (tmp_path / "clipboard.txt").read_text() == "two"


def test_where_no_file_can_be_written_the_temporary_folder_takes_it(world, tmp_path, monkeypatch):
    (tmp_path / "taken").touch()
    monkeypatch.setattr(clipboard.tempfile, "tempdir", str(tmp_path))
    world.terminal, world.folder = False, tmp_path / "taken"
    copied = world.copy(environ={})
    assert copied.way == "file"
    (written,) = tmp_path.glob("bibscope-*/clipboard.txt")
    assert written.read_text() == "a citation"
    assert str(written) in copied.message


def test_where_nothing_works_nothing_is_claimed(world, tmp_path, monkeypatch):
    (tmp_path / "taken").touch()
    monkeypatch.setattr(clipboard.tempfile, "tempdir", str(tmp_path / "taken"))
    world.terminal, world.folder = False, tmp_path / "taken"
    assert world.copy(environ={}) == clipboard.Copied("none", False, "not copied: no clipboard was found")


# --- settings ---


def test_none_copies_nothing(world):
    world.commands = ("tmux", "wl-copy")
    copied = world.copy(setting="none", environ={**LOCAL, "TMUX": "x"})
    assert (world.ran, world.shown, copied.way, copied.sure) == ([], [], "none", False)
    assert copied.message.startswith("not copied")


def test_osc52_goes_to_the_terminal_even_where_there_are_tools(world):
    world.commands = ("tmux", "wl-copy")
    assert world.copy(setting="osc52", environ={**LOCAL, "TMUX": "x"}).way == "osc52"


def test_tmux_is_asked_even_from_outside_and_then_nobody_else(world):
    world.commands = ("tmux", "wl-copy")
    assert world.copy(setting="tmux").way == "tmux"
    world.commands = ("wl-copy",)
    copied = world.copy(setting="tmux")
    assert copied.way == "file"
    assert "tmux did not take it" in copied.message


def test_a_configured_command_is_run_with_its_arguments_and_no_shell(world):
    world.commands = ("/opt/my copy/put",)
    copied = world.copy(setting="'/opt/my copy/put' --to $HOME 'a b'", environ=SSH)
    assert world.ran == [(["/opt/my copy/put", "--to", "$HOME", "a b"], b"a citation")]
    assert (copied.way, copied.message) == ("put", "copied with put")


@pytest.mark.parametrize(
    ("setting", "why"), [("nope --x", "command failed: nope --x"), ("'broken", "cannot be read"), (" ", "failed")]
)
def test_a_configured_command_that_fails_is_named_and_the_text_kept(world, setting, why):
    world.commands = ("wl-copy",)
    copied = world.copy(setting=setting)
    assert copied.way == "file"
    assert why in copied.message
    assert world.ran == []


# --- the gate ---


def test_what_is_copied_has_no_control_codes_but_line_feed_and_tab(world):
    world.copy("a\x1b]52;c;eA==\x07\x9b\u202e\x00\r\nb\tc\ud800", environ={})
    assert not set(world.shown[0]) & set("\x1b\x07\x9b\u202e\x00\r\ud800")
    assert world.shown[0].endswith("\nb\tc\ufffd")


def test_nothing_is_not_copied(world):
    assert world.copy("").message == "nothing to copy"
    assert world.shown == []


# --- running commands ---


def test_a_command_gets_the_bytes_and_its_exit_code_counts(tmp_path):
    target = tmp_path / "got"
    program = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    assert run_command([sys.executable, "-c", program, str(target)], "é\n".encode())
    assert target.read_bytes() == "é\n".encode()
    assert not run_command([sys.executable, "-c", "raise SystemExit(3)"], b"x" * 200_000)
    assert not run_command(["no-such-command-of-ours"], b"x")
    assert not run_command(["bad\0name"], b"x")


def test_a_command_that_never_takes_the_text_is_given_up(monkeypatch):
    monkeypatch.setattr(clipboard, "TIME_LIMIT", 0.2)
    assert not run_command([sys.executable, "-c", "import signal; signal.pause()"], b"x" * 200_000)


def test_a_tool_that_stays_behind_to_serve_the_clipboard_does_not_hold_us(tmp_path):
    program = """
import pathlib, subprocess, sys
sys.stdin.buffer.read()
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
"""
    try:
        assert run_command([sys.executable, "-c", program, str(tmp_path / "pid")], b"x")
    finally:
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)


def test_without_a_terminal_the_sequence_is_not_written():
    code = "from tui.clipboard import write_osc52; write_osc52('x')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "OSError: standard error is no terminal" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_the_sequence_is_written_to_the_controlling_terminal():
    import pty

    pid, terminal = pty.fork()
    if not pid:
        os.execv(sys.executable, [sys.executable, "-c", "from tui.clipboard import write_osc52; write_osc52('é')"])
    written = b""
    try:
        while chunk := os.read(terminal, 1000):
            written += chunk
    except OSError:
        pass  # the child has gone
    os.waitpid(pid, 0)
    os.close(terminal)
    assert b"\x1b]52;c;" + base64.b64encode("é".encode()) + b"\x07" in written


def test_importing_the_clipboard_imports_no_textual():
    code = "import sys, tui.clipboard; print([m for m in ('textual', 'rich', 'platformdirs') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_inside_gnu_screen_the_sequence_goes_through_in_pieces():
    whole = osc52_sequence("é" * 400, {})
    pieces = osc52_sequence("é" * 400, {"STY": "1.pts-1.host"}).split("\x1b\\")
    assert pieces.pop() == ""
    assert all(piece.startswith("\x1bP") and len(piece) <= 242 for piece in pieces)
    assert "".join(piece.removeprefix("\x1bP") for piece in pieces) == whole


@pytest.mark.parametrize(("screen", "start"), [("1.pts-1.host", "\x1bP\x1b]52;c;"), ("", "\x1b]52;c;")])
async def test_the_browser_copies_through_gnu_screen(screen, start, browse, monkeypatch):
    monkeypatch.setenv("STY", screen)
    sent = []
    async with browse() as browser:
        monkeypatch.setattr(browser.app._driver, "write", sent.append)
        await browser.press("y")
    assert [text.startswith(start) for text in sent if "]52;" in text] == [True]
