"""What goes wrong around the browser in a terminal: signals, odd terminals, folders that cannot be, other visits."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal import Session

ROOT = Path(__file__).parent.parent
FILES = tuple(str(path) for path in sorted((ROOT / "tests" / "data" / "browser").iterdir()))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Session]]:
    """Opens the browser on a pseudo-terminal."""
    started: list[Session] = []

    def begin(*paths: str, **options: object) -> Session:
        session = Session(*(paths or FILES), folder=tmp_path, **options)  # type: ignore[arg-type]
        started.append(session)
        return session

    yield begin
    for session in started:
        session.close()


SHOWN = b"icestring"  # a cite key in the first row
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_the_browser_and_restores_the_terminal(
    number: signal.Signals, start: Callable[..., Session]
) -> None:
    session = start()
    session.wait_for(SHOWN)
    assert session.left_on()
    session.process.send_signal(number)
    assert session.end() == 128 + number
    assert session.restored(), session.left_on()
    assert b"Traceback" not in session.written


def test_bytes_of_another_encoding_end_nothing(start: Callable[..., Session]) -> None:
    session = start()
    session.wait_for(SHOWN)
    session.type("/hollow mü".encode("latin-1"))
    session.wait_for("hollow m\N{REPLACEMENT CHARACTER}".encode())
    session.type(b"\rq")
    assert session.end() == 0
    assert session.restored(), session.left_on()


@pytest.fixture
def endless() -> Iterator[int]:
    """A pipe that somebody might write to, but never does: reading it lasts until it is stopped."""
    read, write = os.pipe()
    yield read
    os.close(read)
    os.close(write)


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, b"\x03", b"\x1b", b"q", b"\x11"])
def test_loading_can_be_interrupted(way: signal.Signals | bytes, start: Callable[..., Session], endless: int) -> None:
    session = start(f"/dev/fd/{endless}", inherits=[endless])
    session.wait_for(b"stops reading")
    if isinstance(way, bytes):
        session.type(way)
    else:
        session.process.send_signal(way)
    assert session.end() == (130 if isinstance(way, bytes) else 128 + way)
    assert session.restored(), session.left_on()
    assert b"Traceback" not in session.written


def test_a_terminal_that_is_closed_ends_the_browser(start: Callable[..., Session]) -> None:
    session = start()
    session.wait_for(SHOWN)
    os.close(session.master)
    session.master = os.open(os.devnull, os.O_RDONLY)
    assert session.end() == 128 + signal.SIGHUP


@pytest.mark.parametrize(
    ("environ", "size"),
    [
        ({"TERM": "linux", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, (20, 6)),
        ({"TERM": "screen", "NO_COLOR": "1", "LC_ALL": "C"}, (80, 24)),
        ({"TERM": "no-such-terminal"}, (1, 1)),
    ],
)
def test_odd_terminals_are_used_and_restored(
    environ: dict[str, str], size: tuple[int, int], start: Callable[..., Session]
) -> None:
    session = start(environ=environ, size=size)
    session.wait_for(b"\x1b[?1049h" if size == (1, 1) else b"Tides" if size == (20, 6) else SHOWN)
    for step in range(60):
        session.resize(1 + step * 37 % 180, 1 + step * 11 % 60)
    session.resize(80, 24)
    session.wait_for(SHOWN)
    session.type(b"q")
    assert session.end() == 0
    assert session.restored(), session.left_on()


@pytest.mark.parametrize("at", [b"\x1b[?1049h", SHOWN])
def test_keys_typed_at_the_first_sign_of_the_browser_are_not_lost(at: bytes, start: Callable[..., Session]) -> None:
    session = start()
    session.wait_for(at)
    session.type(b"j x")
    session.wait_for(b"marked (1)")  # on the screen that x opens
    session.escape()
    session.type(b"q")
    assert session.end() == 0


def test_a_key_is_taken_where_there_is_no_room_for_a_list(start: Callable[..., Session]) -> None:
    session = start(size=(1, 1))
    session.type(b"q")
    assert session.end() == 0


def test_a_dumb_terminal_gets_the_plain_list_and_not_one_escape(start: Callable[..., Session]) -> None:
    session = start(environ={"TERM": "dumb"})
    assert session.end() == 0
    assert SHOWN in session.written
    assert b"\x1b" not in session.written


def test_nothing_of_the_users_is_changed_by_a_visit(start: Callable[..., Session], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    for file in FILES:
        (mine / Path(file).name).write_bytes(Path(file).read_bytes())
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in mine.iterdir()}
    session = start(str(mine))
    session.wait_for(SHOWN)
    for key, shows in ((b" ", b"1 marked"), (b"y", b"characters"), (b"w", b"Notices")):
        session.type(key)
        session.wait_for(shows)
    session.escape()
    session.type(b"R")
    session.wait_for(b"Read again")
    session.type(b"x")
    session.wait_for(b"Export")
    session.escape()
    session.type(b"q")
    assert session.end() == 0
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in mine.iterdir()} == before


# -- folders of our own ---------------------------------------------------------------------------------------------


def walk_through(session: Session) -> None:
    """Search, read again and leave: what uses the cache, the state and the files."""
    session.type(b"/ice")
    session.wait_for(b" of ")
    session.type(b"\r")
    session.wait_for(b"enter")
    session.type(b"R")
    session.wait_for(b"Read again")
    session.type(b"q")
    assert session.end() == 0
    assert session.restored(), session.left_on()
    assert b"Traceback" not in session.written


def test_a_cache_that_is_deleted_under_the_browser_is_not_missed(start: Callable[..., Session], tmp_path: Path) -> None:
    for _ in range(2):  # the second visit opens what the first has kept
        session = start()
        session.wait_for(SHOWN)
        walk_through(session)
    kept = tmp_path / "cache"
    assert any(path.is_file() for path in kept.rglob("*"))
    session = start()
    session.wait_for(SHOWN)
    shutil.rmtree(kept)
    walk_through(session)
    session = start()
    session.wait_for(SHOWN)
    walk_through(session)


@pytest.mark.parametrize("name", ["cache", "state", "config", "data"])
def test_a_folder_of_ours_that_cannot_be_is_no_reason_to_stop(
    name: str, start: Callable[..., Session], tmp_path: Path
) -> None:
    (tmp_path / name).write_text("a file where a folder should be")
    session = start()
    session.wait_for(SHOWN)
    walk_through(session)
    assert (tmp_path / name).read_text() == "a file where a folder should be"


def test_two_browsers_on_one_library_do_not_disturb_each_other(start: Callable[..., Session]) -> None:
    sessions = [start(), start()]
    for session in sessions:
        session.wait_for(SHOWN)
    for session in sessions:
        walk_through(session)
    session = start()
    session.wait_for(SHOWN)
    walk_through(session)
