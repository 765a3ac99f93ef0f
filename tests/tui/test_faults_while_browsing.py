"""What goes wrong around a browser that is open: files that vanish, change or may not be read; clipboards that fail."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from model.cache import Cache, Request
from model.library import Library, open_library
from model.progress import Progress
from tests.tui.conftest import Browser, Open
from tui import clipboard, opening
from tui.actions import copying
from tui.config import Config
from tui.screens import copy_menu, export_menu, styles
from tui.screens.browse import BrowseScreen
from tui.screens.notices import NoticesScreen

NAMES = ("a", "b", "c")


def entry(name: str) -> str:
    return f"@book{{{name}, title={{Title {name}}}, author={{Ann Author}}, year=2001}}\n"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    folder = tmp_path / "mine"
    folder.mkdir()
    made = {name: folder / f"{name}.bib" for name in NAMES}
    for name, path in made.items():
        path.write_text(entry(name))
    return made


@pytest.fixture
def works(files: dict[str, Path]) -> Library:
    return open_library([str(path) for path in files.values()])


async def read_again(browser: Browser) -> None:
    """Press R, and wait until the browser is back."""
    await browser.pilot.press("R")
    for _ in range(2000):
        await browser.pilot.pause(0.005)
        if isinstance(browser.app.screen, BrowseScreen):
            await browser.settle()
            return
    pytest.fail("it never ends reading")


async def still_works(browser: Browser) -> None:
    """Every part of the browser takes keys as before."""
    await browser.press("g", "j", "k", "enter", "G", "escape", "slash", "t", "escape", "escape", "y", "w")
    assert isinstance(browser.app.screen, NoticesScreen)
    await browser.press("escape", "m", "escape", "s", "escape")
    assert browser.app.is_running


def during(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Have something happen when the first file is about to be read."""
    really = opening.open_kept

    def reading(request: Request, cache: Cache | None, progress: Callable[[Progress], None], *others: Any) -> Library:
        pending = [change]

        def told(now: Progress) -> None:
            if pending:
                pending.pop()()
            progress(now)

        return really(request, cache, told, *others)

    monkeypatch.setattr(opening, "open_kept", reading)


def replaced_by(path: Path, make: Callable[[Path], object]) -> None:
    path.unlink()
    make(path)


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "vanishes": (lambda path: path.unlink(), "no such file"),
    "becomes a folder": (lambda path: replaced_by(path, Path.mkdir), ""),
    "becomes a pipe": (lambda path: replaced_by(path, os.mkfifo), ""),
    "becomes a link to nothing": (lambda path: replaced_by(path, lambda p: p.symlink_to("nowhere")), ""),
    "is emptied": (lambda path: path.write_text(""), ""),
    "turns into bytes": (lambda path: path.write_bytes(bytes(range(256)) * 20), ""),
}


@pytest.mark.parametrize("when", ["before", "while"])
@pytest.mark.parametrize("how", CHANGES)
async def test_a_file_that_changes_its_nature_costs_only_its_records(
    browse: Open, works: Library, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, how: str, when: str
) -> None:
    change, message = CHANGES[how]
    async with browse(works=works) as browser:
        await browser.press("ctrl+a")
        if when == "before":
            change(files["b"])
        else:
            files["b"].write_text(entry("b") + " ")  # else it is not looked at again
            during(monkeypatch, lambda: change(files["b"]))
        await read_again(browser)
        assert set(browser.shown) == {"a", "c"}
        assert len(browser.screen.records.marks.rows) == 2
        assert "2 works, 1 fewer than before" in browser.toasts[-1]
        told = [notice for notice in browser.screen.notices if notice.file == str(files["b"])]
        assert told
        assert message in told[0].message
        await still_works(browser)


@pytest.mark.parametrize("when", ["before", "while"])
async def test_a_file_that_grows_is_read_as_far_as_it_goes(
    browse: Open, works: Library, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    def grow() -> None:
        with files["b"].open("a") as stream:
            stream.write("".join(entry(f"more{n}") for n in range(500)) + "@book{half, title={Ha")

    async with browse(works=works) as browser:
        await browser.press("G")
        here = browser.work
        if when == "before":
            grow()
        else:
            files["b"].write_text(entry("b") + " ")
            during(monkeypatch, grow)
        await read_again(browser)
        assert len(browser.shown) >= 503
        assert browser.work == here
        assert any("is broken" in notice.message for notice in browser.screen.notices)
        await still_works(browser)


async def test_a_file_that_may_not_be_read_any_more_is_told(
    browse: Open, works: Library, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(path: Path, *others: Any) -> bytes:
        if path == files["b"]:
            raise PermissionError(13, "Permission denied", str(path))
        return path.read_bytes()

    async with browse(works=works) as browser:
        files["b"].write_text(entry("b") + " ")
        monkeypatch.setattr("model.readers.files._read_file", read)
        await read_again(browser)
        assert set(browser.shown) == {"a", "c"}
        assert "not allowed to read it" in [notice.message for notice in browser.screen.notices]
        await still_works(browser)


async def test_when_all_files_are_gone_the_browser_stays_and_takes_them_back(
    browse: Open, works: Library, files: dict[str, Path]
) -> None:
    async with browse(works=works) as browser:
        for path in files.values():
            path.unlink()
        await read_again(browser)
        assert browser.shown == []
        await browser.press("j", "enter", "escape", "y", "r", "a", "o", "p", "m", "C", "x", "space", "v", "ctrl+a", "Y")
        for name, path in files.items():
            path.write_text(entry(name))
        await read_again(browser)
        assert set(browser.shown) == set(NAMES)
        await still_works(browser)


async def test_a_file_that_is_told_of_faults_by_the_thousand_gives_few_notices(
    browse: Open, works: Library, files: dict[str, Path]
) -> None:
    async with browse(works=works) as browser:
        files["b"].write_text(entry("b") + "@book{x, title = {\n" * 3000)
        await read_again(browser)
        assert len(browser.screen.notices) < 100
        await browser.press("w", "G")
        assert "more like this" in browser.text()


# -- the clipboard --------------------------------------------------------------------------------------------------


def rescued(folder: Path) -> list[str]:
    return [path.read_text() for path in folder.rglob("clipboard.txt")]


@pytest.mark.parametrize(
    "line", ["exit 1", "kill -9 $$", "exec 0<&-; exit 3", "head -c 1 >/dev/null; exit 1", "exec sleep 600", "missing"]
)
async def test_what_a_clipboard_command_does_not_take_is_told_and_in_a_file(
    browse: Open, tool: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setattr(clipboard, "TIME_LIMIT", 0.5)
    command = "/no/such/command" if line == "missing" else tool(line)
    async with browse(config=Config(clipboard=command)) as browser:
        await browser.press("y")
        (toast,) = browser.toasts
        assert "command failed" in toast
        assert "clipboard.txt" in toast
        (text,) = rescued(tmp_path)
        assert text
        await browser.press("Y", "k", "j")
        assert len(browser.toasts) == 2
        assert rescued(tmp_path) != [text]
        assert browser.app.is_running


@pytest.mark.parametrize("line", ["exit 0", "exec 0<&-; exit 0"])
async def test_a_clipboard_command_that_lies_about_much_text_or_little_ends_nothing(
    browse: Open, tool: Callable[[str], str], line: str
) -> None:
    async with browse(config=Config(clipboard=tool(line))) as browser:
        await browser.press("y", "ctrl+a", "Y", "j")
        assert len(browser.toasts) == 2
        assert all("tool" in toast for toast in browser.toasts)  # who says that it took it, is named
        assert browser.app.is_running


async def test_while_a_clipboard_command_hangs_the_browser_takes_keys(
    browse: Open, tool: Callable[[str], str], tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    async with browse(config=Config(clipboard=tool(f"cat >/dev/null; cat {gate}"))) as browser:
        first = browser.work
        await browser.pilot.press("y", "j")
        await browser.pilot.pause()
        assert browser.work != first
        assert not browser.toasts
        gate.write_text("go on")
        await browser.settle()
        assert "copied with tool" in browser.toasts[0]


@pytest.mark.parametrize("setting", ["'", "nul\0", " ", "none", "tmux"])
async def test_a_clipboard_setting_that_is_no_command_is_told(browse: Open, setting: str) -> None:
    async with browse(config=Config(clipboard=setting)) as browser:
        await browser.press("y")
        (toast,) = browser.toasts
        assert "cop" in toast or "clipboard" in toast
        assert browser.app.is_running


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("Y",), "no sample of this can be made (KeyError: 'of ours')"),
        (("Y", "b"), "Nothing copied: writing it failed (KeyError: 'of ours')."),
        (("C",), "no sample of this can be made (KeyError: 'of ours')"),
        (("x", "i", "enter"), "Not written: KeyError: 'of ours'"),
        (("y",), "Nothing copied: citing failed (KeyError: 'of ours')."),
    ],
)
async def test_a_record_that_something_stumbles_over_costs_what_was_asked_not_the_browser(
    browse: Open,
    works: Library,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    keys: tuple[str, ...],
    told: str,
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise KeyError("of ours")

    for module, names in ((copying, ("copy", "cite_many")), (copy_menu, ("copy", "cite")), (styles, ("cite",)),
                          (export_menu, ("export",))):  # fmt: skip
        for name in names:
            monkeypatch.setattr(module, name, broken)
    async with browse(works=works, config=Config(export_folder=str(tmp_path)), size=(140, 40)) as browser:
        await browser.press(*keys)
        assert told in " ".join((browser.text(), *browser.toasts))
        await browser.press("escape")
        assert browser.app.is_running and isinstance(browser.app.screen, BrowseScreen)
