"""The cache as a person meets it: commands answer the same with it and without, and it can be seen and cleared."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import click
import pytest

from model.cache import Cache, default_folder
from model.cache.works import Works
from model.library import Library
from tui import arguments
from tui import cli as command
from tui.app import BibscopeApp
from tui.completing import complete_ids
from tui.config import Config
from tui.opening import Opener, Watcher
from tui.screens.browse import BrowseScreen
from tui.session import Session

ENTRIES = 1500


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is large enough to be kept."""
    path = tmp_path / "shelf.bib"
    path.write_text("".join(map(_entry, range(ENTRIES))))
    return path


def _entry(number: int) -> str:
    title = f"Bees of valley number {number}"
    note = "Seen on a walk in early spring, between two showers of rain, under a hedge of hawthorn in bloom."
    fields = {"author": "Ann Author", "title": title, "year": "2020", "journal": "Hive", "note": note}
    return f"@article{{bee{number}, {', '.join(f'{name} = {{{value}}}' for name, value in fields.items())}}}\n"


def run(*args: str) -> int:
    """The exit code of a command."""
    return command._run(list(args))


def is_kept(file: Path) -> bool:
    session = Session.start((str(file),))
    assert session.cache is not None
    return session.cache.open(session.request)[0] is not None


def test_the_second_answer_is_the_first(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ("list", str(file), "-q", "valley 17", "--sort", "title")
    assert run(*args) == 0
    first = capsys.readouterr()
    assert is_kept(file)
    assert run(*args) == 0
    assert capsys.readouterr() == first
    assert "bee17" in first.out


@pytest.mark.parametrize(
    "args",
    [
        ("show", "bee7"),
        ("export", "-t", "bibtex", "-i", "bee9"),
        ("check", "--json"),
        ("list", "--limit", "3", "--json"),
    ],
)
def test_every_command_answers_alike_from_what_was_kept(
    file: Path, args: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    run(*args, str(file), "--no-cache")
    afresh = capsys.readouterr()
    run(*args, str(file))
    run(*args, str(file))
    assert capsys.readouterr().out == afresh.out * 2
    assert afresh.out


def test_no_cache_neither_uses_nor_keeps_anything(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", str(file), "--no-cache", "--limit", "1") == 0
    assert not default_folder().exists()
    assert run("list", str(file), "--limit", "1") == 0
    next(default_folder().glob("*.json")).write_text("damaged")
    capsys.readouterr()
    assert run("list", str(file), "--no-cache", "--limit", "1") == 0
    assert capsys.readouterr().err == ""


def test_damage_is_told_once_and_mended(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("list", str(file), "--limit", "1")
    next(default_folder().glob("*.json")).write_text("damaged")
    capsys.readouterr()
    assert run("list", str(file), "--limit", "1") == 0
    assert capsys.readouterr().err.count("damaged") == 1
    assert run("list", str(file), "--limit", "1") == 0
    assert capsys.readouterr().err == ""


def test_info_lists_what_is_kept_and_clear_deletes_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("cache", "info") == 0
    assert "0 kept" in capsys.readouterr().out
    run("list", str(file), "--limit", "1")
    capsys.readouterr()
    assert run("cache", "info") == 0
    told = capsys.readouterr().out
    assert "1 kept" in told and f"{ENTRIES:,} works" in told and str(file) in told
    assert run("cache", "clear") == 0
    assert "MB freed" in capsys.readouterr().err
    assert not is_kept(file)


def test_the_browser_opens_what_was_kept_without_reading(file: Path) -> None:
    session = Session.start((str(file),))
    opener = Opener(session.request, session.cache)
    assert opener.at_once() is None
    opener.keep(opener.read(lambda _: None))
    opener.finish()
    library = opener.at_once()
    assert library is not None and library.kept is not None and len(library) == ENTRIES


async def test_the_browser_shows_what_was_kept(file: Path) -> None:
    session = Session.start((str(file),))
    assert session.cache is not None
    session.cache.keep(session.request, session.request.read())
    opener = Opener(session.request, session.cache)
    app = BibscopeApp(session.paths, Config(), library=opener.at_once(), opener=opener)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, BrowseScreen)
        await pilot.press("/", *"17", "enter")
        await pilot.pause()
        assert app.screen.library.works[app.screen.records.row].id == "bee17"


def test_a_change_of_files_is_told_once(file: Path) -> None:
    library = Session.start((str(file),), no_cache=True).request.read()
    watcher = Watcher()
    assert watcher.look(library) == ""
    file.write_text(_entry(1))
    assert watcher.look(library) == "1 file has changed: R reads again"
    assert watcher.look(library) == ""
    (file.parent / "bibscope-merge.toml").write_text("")
    assert watcher.look(library) == "2 files have changed: R reads again"
    assert watcher.look(Library()) == ""


def test_what_was_kept_is_let_go_when_nobody_shows_it(file: Path) -> None:
    session = Session.start((str(file),))
    opener = Opener(session.request, session.cache)
    library = opener.read(lambda _: None)
    opener.keep(library)
    opener.finish()
    shown = weakref.ref(library)
    del library
    gc.collect()
    assert shown() is None


def test_the_folder_is_for_its_owner_only(file: Path) -> None:
    cache = Cache(default_folder())
    session = Session.start((str(file),))
    cache.keep(session.request, session.request.read())
    assert all(path.stat().st_mode & 0o077 == 0 for path in (cache.folder, *cache.folder.iterdir()))


def test_a_small_library_is_read_before_the_first_paint_and_not_kept(tmp_path: Path) -> None:
    small = tmp_path / "small.bib"
    small.write_text(_entry(1))
    session = Session.start((str(small),))
    library = Opener(session.request, session.cache).at_once()
    assert library is not None and library.kept is None and len(library) == 1
    assert Opener(Session.start(("-",)).request).at_once() is None  # standard input may take its time
    assert Opener(Session.start((str(tmp_path / "missing.bib"),)).request).at_once() is None


def test_ids_are_completed_without_decoding_other_works(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("list", str(file), "--limit", "1") == 0
    assert is_kept(file)

    decoded: list[int] = []
    decode = Works.work
    monkeypatch.setattr(Works, "work", lambda self, at: decoded.append(at) or decode(self, at))
    context = click.Context(arguments.cli)
    context.params["paths"] = (str(file),)
    found = complete_ids(context, click.Argument(["identifier"]), "bee149")
    assert sorted(item.value for item in found) == ["bee149", *(f"bee149{digit}" for digit in range(10))]
    assert all(item.help for item in found) and len(decoded) <= len(found)  # for their titles


def test_a_small_library_is_kept_by_the_browser_and_opened_from_there(tmp_path: Path) -> None:
    small = tmp_path / "small.bib"
    small.write_text(_entry(1))
    session = Session.start((str(small),))
    opener = Opener(session.request, session.cache)
    library = opener.at_once()
    assert library is not None and not library.kept
    opener.keep(library)
    opener.finish()
    again = opener.at_once()
    assert again is not None and again.kept and list(again.works) == list(library.works)
