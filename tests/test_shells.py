"""What shells, services and containers do to a command: streams under other names, no home, names that are empty."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from model.library import open_library
from model.paths import descriptor
from tests.calling import Answer, call
from tui import cli

ONE = "@book{one, title={One}, year=2001}\n"
TWO = "@book{two, title={Two}, year=2002}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "one.bib"
    path.write_text(ONE)
    return path


def in_shell(line: str, shell: str = "sh", **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell, in which `bibscope` is what is tested."""
    root = str(Path(__file__).parent.parent)
    line = line.replace("bibscope", f"{sys.executable} -c 'from tui.cli import main; main()'")
    settings = {**os.environ, "BIBSCOPE_CONFIG": os.devnull, "PYTHONPATH": root, **environ}
    return subprocess.run([shell, "-c", line], capture_output=True, text=True, env=settings, check=False, timeout=60)


# -- streams -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"])
def test_standard_input_has_other_names(name: str, file: Path) -> None:
    if not Path(name).exists():
        pytest.skip("this system has no such name")
    for line in (f"cat {file} | bibscope list {name}", f"bibscope list {name} < {file}"):
        assert in_shell(line).stdout.startswith("one\t2001")


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_output_of_a_command_is_a_file_in_each_shell(shell: str, file: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell}")
    assert in_shell(f"bibscope list <(cat {file})", shell).stdout.startswith("one\t2001")


def test_a_socket_that_is_open_already_is_read_to_its_end() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(ONE.encode())
        ours.shutdown(socket.SHUT_WR)
        assert [work.id for work in open_library([f"/dev/fd/{theirs.fileno()}"]).works] == ["one"]


def test_no_other_name_is_one_of_a_stream() -> None:
    names = (
        "/dev/stdin",
        "/dev/fd/63",
        "/proc/self/fd/12",
        "/dev/fd/",
        "/dev/fd/x",
        "/dev/stdout",
        "/proc/1/fd/0",
        "-",
    )
    assert [descriptor(name) for name in names] == [0, 63, 12, None, None, None, None, None]


def test_an_export_goes_into_the_pipe_that_standard_output_is(file: Path) -> None:
    done = in_shell(f"bibscope export {file} -t bibtex --force -o /dev/stdout | cat")
    assert "title" in done.stdout


@pytest.mark.parametrize("name", ["-", "/dev/stdin", "/dev/fd/63"])
def test_a_page_is_not_served_of_what_can_be_read_once(name: str) -> None:
    assert "reads the files again" in _failing("serve", name).err


def _failing(*arguments: str) -> Answer:
    done = call(*arguments)
    assert done.code == 2
    return done


def test_a_dumb_terminal_is_shown_the_query_language_without_escapes(tmp_path: Path) -> None:
    if sys.platform != "linux" or not shutil.which("script"):
        pytest.skip("there is no script(1) that takes these options")
    program = f'{sys.executable} -c "from tui.cli import main; main()" help-search'
    root = str(Path(__file__).parent.parent)
    shown = [
        subprocess.run(
            ["script", "-qec", program, os.devnull], capture_output=True, check=True,
            stdin=subprocess.DEVNULL, env={**os.environ, "TERM": term, "PYTHONPATH": root},
        ).stdout
        for term in ("dumb", "xterm")
    ]  # fmt: skip
    assert [b"\x1b" in each for each in shown] == [False, True]


# -- names ---------------------------------------------------------------------------------------------------------


def test_an_empty_name_is_not_the_folder_one_is_in(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    assert _failing("list", "").out == ""
    assert call("list", "", "one.bib").out.startswith("one")
    assert "is a file" not in call("show", "", "one.bib").err


def test_an_empty_name_in_a_configuration_is_told(file: Path) -> None:
    config = file.parent / "config.toml"
    config.write_text("library = ['', 'one.bib']")
    done = call("--config", str(config), "list")
    assert done.out.startswith("one")
    assert f"{config}:1: warning: library names a file that cannot be" in done.err


def test_a_first_word_behind_a_configuration_is_a_command_however_that_is_written(file: Path) -> None:
    for option in (["--config", os.devnull], [f"--config={os.devnull}"]):
        assert call(*option, "list", str(file)).err == ""


def looks_forbidden(monkeypatch: pytest.MonkeyPatch, hidden: Path) -> None:
    """Nobody may look into the folder of a file from here on, the administrator who runs the tests included."""
    look: Callable[..., os.stat_result] = os.stat

    def stat(path: object, *more: object, **rest: object) -> os.stat_result:
        if isinstance(path, str | Path) and str(path).startswith(str(hidden.parent)):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, *more, **rest)

    monkeypatch.setattr(os, "stat", stat)
    monkeypatch.setattr(os, "access", lambda *_, **__: False)


def test_a_file_in_a_forbidden_folder_costs_no_neighbour(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = tmp_path / "secret" / "two.bib"
    hidden.parent.mkdir()
    with monkeypatch.context() as patch:
        looks_forbidden(patch, hidden)
        done = call("list", str(file), str(hidden))
    assert done.out == "one\t2001\tbook\t\tOne\t\n"
    assert (done.code, len(done.err.splitlines())) == (0, 1)
    assert done.err.startswith(f"{hidden}: error: ")


def test_a_name_that_is_too_long_costs_no_neighbour(file: Path) -> None:
    done = call("list", str(file), "x" * 5000)
    assert (done.code, done.out) == (0, "one\t2001\tbook\t\tOne\t\n")
    assert "error: File name too long; left it out" in done.err


# -- homes ---------------------------------------------------------------------------------------------------------


def test_nobody_needs_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    with mock.patch("pwd.getpwuid", side_effect=KeyError("no such user")):
        cli._have_a_home()
        assert os.environ["HOME"] == "/"
        assert call("cache", "info", environ={"XDG_CACHE_HOME": "", "BIBSCOPE_CONFIG": ""}).out.startswith("/.cache/")


def test_a_home_that_is_there_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    cli._have_a_home()
    assert os.environ["HOME"] == "/somewhere"


def test_the_home_of_somebody_who_is_not_there_is_told_as_a_missing_file(file: Path) -> None:
    config = file.parent / "config.toml"
    config.write_text("library = ['~nobody-here/two.bib', 'one.bib']")
    done = call("--config", str(config), "list")
    assert done.out.startswith("one")
    assert "~nobody-here/two.bib: error: no such file" in done.err
    assert "no such configuration file" in call("--config", "~nobody-here/x.toml", "list", str(file)).err


# -- configuration -------------------------------------------------------------------------------------------------


def test_a_configuration_may_begin_with_a_byte_order_mark(file: Path) -> None:
    config = file.parent / "config.toml"
    config.write_text("library = 'one.bib'\r\n", encoding="utf-8-sig")
    assert call("--config", str(config), "list").out.startswith("one")


def test_a_configured_style_that_is_none_is_told_and_the_default_taken(file: Path) -> None:
    config = file.parent / "config.toml"
    config.write_text("style = 'nosuch'")
    done = call("--config", str(config), "cite", "one", str(file))
    assert (done.code, done.out) == (0, "One. (2001).\n")
    assert done.err == f"{config}: warning: no citation style is called 'nosuch'; apa is used\n"
    assert call("--config", str(config), "cite", "-s", "nosuch", "one", str(file)).code == 2
