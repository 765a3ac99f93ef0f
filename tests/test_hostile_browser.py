"""A library written to do harm, in the browser: every record, screen, copy and export, headless and in a live tmux."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from textual.pilot import Pilot

from model.library import Library, open_library
from model.record import Notice
from tests.hostile import MARK, PAYLOADS, acting, huge, write
from tui.app import BibscopeApp
from tui.config import Config
from tui.screens.browse import BrowseScreen

pytestmark = pytest.mark.usefixtures("cut_off")

ROOT = Path(__file__).parent.parent
SCREENS = ("r", "a", "m", "p", "w", "question_mark", "Y", "C", "s", "x", "f", "colon", "A", "enter")
COPIES = "kbdutmji"
PATIENCE = 40.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    kept, *others = write(made)
    for other in others:
        other.unlink()  # what other formats say looks the same once it is read
    assert kept.exists()
    return made


@pytest.fixture(scope="module")
def library(folder: Path) -> Library:
    return open_library([str(folder)])


class Visit:
    """The browser on the hostile library: what was pressed, opened, copied and shown."""

    def __init__(self, app: BibscopeApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot
        self.opened: list[str] = []

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        self.look()

    def look(self) -> None:
        """Nothing that is drawn acts, and the browser runs."""
        assert self.app.is_running
        assert not self.app._exit
        for strip in self.app.screen._compositor.render_strips(self.app.size):
            for segment in strip:
                assert not acting(segment.text, lines=False), repr(segment.text)

    async def home(self) -> None:
        """Back to the list, whatever is open."""
        for _ in range(6):
            if isinstance(self.app.screen, BrowseScreen):
                return
            await self.press("escape")
        raise AssertionError(f"{self.app.screen} does not close")


@asynccontextmanager
async def visit(
    library: Library, size: tuple[int, int] = (100, 30), config: Config | None = None
) -> AsyncIterator[Visit]:
    app = BibscopeApp((), config or Config(clipboard="osc52"), library=library)
    async with app.run_test(size=size) as pilot:
        it = Visit(app, pilot)
        app.open_url = lambda url, *, new_tab=True: it.opened.append(url)  # type: ignore[method-assign]
        await it.press()
        yield it


async def test_every_record_is_shown_and_opens_only_the_web(library: Library) -> None:
    async with visit(library, (120, 24)) as it:
        for _ in range(0, len(library), 4):
            await it.press(*["o", "j"] * 4)
        assert it.opened
        for address in map(urlsplit, it.opened):
            assert address.scheme in ("https", "http")
            assert address.username is None


async def test_every_screen_of_records_of_every_kind_is_shown(library: Library) -> None:
    async with visit(library) as it:
        for step, key in enumerate(SCREENS):
            await it.press("j", "j", "j", key, "down")
            if key in "raA" and step < 4:
                await it.press("enter", "down")  # a person, a relation
            await it.home()


async def test_whatever_is_copied_has_no_control_code(library: Library) -> None:
    async with visit(library) as it:
        await it.press("ctrl+a")
        for key in COPIES:
            await it.press("Y", key)
            await it.home()
            assert not acting(it.app.clipboard), key
        await it.press("c", "y")
        assert it.app.clipboard
        assert not acting(it.app.clipboard)
        for toast in it.app._notifications:
            assert not acting(toast.message)
            assert toast.markup is False


async def test_an_export_goes_to_the_folder_it_is_offered_for(library: Library, tmp_path: Path) -> None:
    async with visit(library) as it:
        for _ in range(2):
            await it.press("j", "j", "space", "x", "enter", "enter")
            await it.home()
            await it.press("space")
    written = [path for path in tmp_path.iterdir() if path.is_file()]
    assert written
    assert all(path.suffix == ".bib" and path.name.isprintable() for path in written)
    assert not Path("/tmp/bibscope-was-here").exists()


async def test_typed_and_configured_words_do_nothing_either(library: Library) -> None:
    bad = PAYLOADS["osc52"] + PAYLOADS["markup"] + PAYLOADS["action"]
    notices = (Notice(bad, 1, "error", bad, bad),)
    config = Config(theme=bad, style=bad, styles=(bad,), clipboard="osc52", keys={bad: bad, "app.quit": bad},
                    locale=bad, export_folder=bad, repository={bad: bad}, path=Path(bad), notices=notices)  # fmt: skip
    async with visit(library, config=config) as it:
        await it.press("slash", *"x[/]y", "space", *"[@click=app.quit]", "enter")
        await it.press("escape", "w", "escape", "c", "y", "Y")
        await it.home()
        await it.press("colon", *"[/]")
        await it.home()


async def test_a_record_with_more_people_and_letters_than_fit_is_shown(tmp_path: Path) -> None:
    works = open_library([str(huge(tmp_path / "huge"))])
    async with visit(works, (80, 24)) as it:
        await it.press("enter", "G", "g", "escape", "a", "G", "escape", "slash", *"name19", "enter", "y")
        await it.home()


# -- live -----------------------------------------------------------------------------------------------------------


class Tmux:
    """A tmux server of our own, with `set-clipboard on`: what a program sends as OSC 52 becomes its buffer."""

    def __init__(self, folder: Path) -> None:
        self.base = ["tmux", "-S", str(folder / "socket"), "-f", "/dev/null"]
        self.folder = folder

    def run(self, *arguments: str) -> str:
        return subprocess.run([*self.base, *arguments], capture_output=True, text=True, check=False, timeout=60).stdout

    def start(self, *arguments: str) -> None:
        homes = [f"XDG_{name}_HOME={self.folder / name}" for name in ("CONFIG", "STATE", "CACHE")]
        program = [sys.executable, "-c", "from tui.cli import main; main()", *arguments]
        line = shlex.join(["env", *homes, f"PYTHONPATH={ROOT}", "LANG=C.UTF-8", *program])
        self.run("new-session", "-d", "-x", "100", "-y", "30", "-c", str(self.folder), "sh", "-c", f"cat; {line}; cat")
        self.run("set-option", "-g", "set-clipboard", "on")
        self.run("set-buffer", "untouched")
        self.run("send-keys", "C-d")

    def wait_for(self, words: str) -> str:
        end = time.monotonic() + PATIENCE
        while words not in (pane := self.run("capture-pane", "-p")):
            assert time.monotonic() < end, pane
            time.sleep(0.05)
        return pane

    def settle(self) -> None:
        """Wait until the screen rests: an escape with a letter close behind it would be another key, alt and letter."""
        end = time.monotonic() + PATIENCE
        pane = ""
        while pane != (now := self.run("capture-pane", "-p")):
            assert time.monotonic() < end, pane
            pane = now
            time.sleep(0.3)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    made = Tmux(tmp_path)
    yield made
    made.run("kill-server")


def test_tmux_takes_an_escape_for_a_copy_so_that_the_next_test_means_something(tmux: Tmux, tmp_path: Path) -> None:
    (tmp_path / "raw").write_bytes(f"\x1b]52;c;{MARK}\x07shown".encode())
    tmux.run("new-session", "-d", "sh", "-c", f"cat; cat {shlex.quote(str(tmp_path / 'raw'))}; cat")
    tmux.run("set-option", "-g", "set-clipboard", "on")
    tmux.run("send-keys", "C-d")
    tmux.wait_for("shown")
    assert tmux.run("show-buffer") == "evil"


def test_browsing_replaces_no_clipboard_and_names_no_window(tmux: Tmux, folder: Path) -> None:
    tmux.start(str(folder))
    tmux.wait_for("Citation")
    tmux.run("send-keys", "G")
    tmux.wait_for("quietly")
    before = tmux.run("display-message", "-p", "#{pane_title}")
    for keys in (
        ["j"] * 10,
        ["Enter", "G", "Escape"],
        ["r", "Escape"],
        ["a", "Escape"],
        ["w", "Escape"],
        ["p", "Escape"],
        ["G"],
    ):
        tmux.run("send-keys", *keys)
        tmux.settle()
    tmux.run("send-keys", "?")
    tmux.wait_for("Help")
    tmux.run("send-keys", "Escape")
    assert tmux.run("show-buffer") == "untouched"
    assert tmux.run("display-message", "-p", "#{pane_title}") == before
    assert "owned" not in tmux.run("display-message", "-p", "#{pane_title} #{window_name}")


def test_printing_to_a_terminal_replaces_no_clipboard_either(tmux: Tmux, folder: Path) -> None:
    tmux.start("list", "-q", "quietly", str(folder))
    tmux.wait_for("quietly")
    assert tmux.run("show-buffer") == "untouched"
