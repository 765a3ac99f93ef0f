"""The export screen: format, records and file name; nothing is replaced without a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input

from model.citations.formats import export
from model.library import Library
from tests.tui.conftest import Open
from tests.tui.hosting import Hosted, hosted
from tui.config import Config
from tui.screens.export_menu import Exported, ExportScreen


def _screen(library: Library, folder: Path) -> ExportScreen:
    return ExportScreen(library, {"marked": (1, 2), "shown": range(len(library))}, str(folder))


def _file(it: Hosted) -> Input:
    return it.app.screen.query_one(Input)


async def test_two_enters_write_the_marked_records_as_bibtex(library: Library, tmp_path: Path) -> None:
    async with hosted(_screen(library, tmp_path)) as it:
        await it.press("enter", "enter")
    path = tmp_path / "bibliography.bib"
    assert it.results == [Exported(path, 2, "BibTeX")]
    assert path.read_text(encoding="utf-8").count("\n@") + 1 == 2
    assert isinstance(it.results[0], Exported)
    assert it.results[0].message == f"2 records written as BibTeX to {path}"


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (40, 10), (40, 8)])
async def test_records_format_file_and_keys_are_seen_at_every_size(
    size: tuple[int, int], library: Library, tmp_path: Path
) -> None:
    async with hosted(_screen(library, tmp_path), size) as it:
        assert "Export" in it.text() and "marked (2)" in it.text() and "enter on to the file" in it.text()
        await it.press("G")
        assert "▌a ○ JSON" in it.text()
        await it.press("enter")
        assert it.app.screen.focused is _file(it)
        assert "File" in it.text() and "enter on to the file" in it.text()


async def test_a_letter_takes_a_format_and_the_name_follows_it(library: Library, tmp_path: Path) -> None:
    async with hosted(_screen(library, tmp_path)) as it:
        await it.press("j")
        assert _file(it).value == str(tmp_path / "bibliography.csl.json")
        assert _file(it).has_focus


async def test_bibtex_that_latex_accepts_can_be_chosen(library: Library, tmp_path: Path) -> None:
    async with hosted(_screen(library, tmp_path)) as it:
        await it.press("t", "enter")
    written = (tmp_path / "bibliography.bib").read_text(encoding="utf-8")
    assert written == export([library.works[row].record for row in (1, 2)], "bibtex", safe=True)
    assert written != export([library.works[row].record for row in (1, 2)], "bibtex")
    assert it.results == [Exported(tmp_path / "bibliography.bib", 2, "BibTeX for LaTeX")]


async def test_a_name_of_ones_own_stays_when_the_format_changes(library: Library, tmp_path: Path) -> None:
    async with hosted(_screen(library, tmp_path)) as it:
        await it.press("b")
        _file(it).value = str(tmp_path / "mine.txt")
        await it.press("shift+tab", "i")
        assert _file(it).value == str(tmp_path / "mine.txt")
        await it.press("enter")
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8").startswith("TY  - ")


async def test_other_records_can_be_chosen(library: Library, tmp_path: Path) -> None:
    async with hosted(_screen(library, tmp_path)) as it:
        await it.press("shift+tab", "down", "enter", "b", "enter")
    assert it.results == [Exported(tmp_path / "bibliography.bib", len(library), "BibTeX")]


async def test_one_record_gives_the_file_its_name(library: Library, tmp_path: Path) -> None:
    row = library.find("brandt1999")[0]
    async with hosted(ExportScreen(library, {"this one": (row,)}, str(tmp_path))) as it:
        assert "brandt" in _file(it).value.lower()


async def test_an_existing_file_is_only_replaced_when_asked_to(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "bibliography.bib"
    path.write_text("precious")
    async with hosted(_screen(library, tmp_path)) as it:
        await it.press("enter", "enter")
        assert "exists" in it.text()
        assert path.read_text() == "precious"
        await it.press("x", "backspace", "enter")  # typing takes the consent away
        assert path.read_text() == "precious"
        await it.press("escape")
    assert it.results == [None]
    async with hosted(_screen(library, tmp_path)) as it:
        await it.press("enter", "enter", "enter")
    assert "precious" not in path.read_text()
    assert it.results == [Exported(path, 2, "BibTeX")]


@pytest.mark.parametrize(
    ("name", "told"),
    [("", "Type the name"), (".", "folder"), ("no/such/place.bib", "Not written"), ("x" * 5000, "Not written")],
)
async def test_a_name_that_cannot_be_written_is_told(library: Library, tmp_path: Path, name: str, told: str) -> None:
    async with hosted(_screen(library, tmp_path)) as it:
        await it.press("b")
        _file(it).value = str(tmp_path / name) if name else " "
        await it.press("enter")
        assert told in it.text()
        assert it.results == []


async def test_the_home_of_somebody_who_is_not_there_is_no_folder(library: Library) -> None:
    async with hosted(ExportScreen(library, {"shown": (1,)}, "~nobody-here")) as it:
        await it.press("b")
        assert _file(it).value.startswith("~nobody-here/")
        await it.press("enter")
        assert "Not written" in it.text()


async def test_without_records_nothing_is_written(library: Library, tmp_path: Path) -> None:
    async with hosted(ExportScreen(library, {"shown": ()}, str(tmp_path))) as it:
        assert "no records" in it.text()
        await it.press("enter", "enter", "escape")
    assert it.results == [None]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("keys", "name"), [(("i", "enter"), "RIS (EndNote, Zotero)"), (("enter", "enter"), "BibTeX")])
async def test_keys_in_one_burst_take_the_format_and_write(
    library: Library, tmp_path: Path, keys: tuple[str, ...], name: str
) -> None:
    async with hosted(_screen(library, tmp_path)) as it:
        await it.burst(*keys)
        await it.settle()
    assert len(it.results) == 1
    assert isinstance(it.results[0], Exported) and it.results[0].format == name


async def test_the_key_that_opens_it_may_be_in_the_burst(browse: Open, tmp_path: Path) -> None:
    async with browse(config=Config(clipboard="osc52", export_folder=str(tmp_path))) as browser:
        for key in ("x", "i", "enter"):
            browser.app.post_message(Key(key, key if len(key) == 1 else None))
        await browser.settle()
        await browser.settle()
        assert "written as RIS" in browser.toasts[-1]
    assert (tmp_path / "bibliography.ris").read_text(encoding="utf-8").startswith("TY  - ")
