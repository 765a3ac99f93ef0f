"""Tests of the table of formats, of what is copied, and of how files are written."""

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from model.citations import formats
from model.readers.librecat_fields import record_from_librecat
from model.record import Source
from tests.model.citations.examples import article, librecat_records, record

REEDS, GROUND, THESIS = librecat_records()


@pytest.mark.parametrize("form", formats.MENU_FORMATS, ids=lambda form: form.name)
def test_every_format_of_the_table_can_be_written_and_ends_its_last_line(form):
    assert formats.export(librecat_records(), form.name).endswith("\n")


@pytest.mark.parametrize("form", formats.FORMATS, ids=lambda form: form.name)
def test_every_format_can_be_written_of_no_record_and_of_an_empty_one(form):
    assert isinstance(formats.export([], form.name), str)
    assert formats.export([record("e", "file")], form.name)


def test_safe_concerns_bibtex_alone():
    assert "\\emph" in formats.export([REEDS], "bibtex", safe=True)
    assert formats.export([REEDS], "ris", safe=True) == formats.export([REEDS], "ris")


@pytest.mark.parametrize("form", formats.FORMATS, ids=lambda form: form.name)
def test_nothing_exported_has_control_codes_but_line_feed_and_tab(form):
    hostile = "x\x1b]52;c;eA==\x07\x9b\u202e\x00y"
    raw = {"_id": "9", "type": "book", "title": hostile, "unheard_of": hostile}
    written = formats.export(
        [article(title=hostile, abstract=hostile), record_from_librecat(raw, Source("made.yaml"))], form.name
    )
    assert not set(written) & set("\x1b\x07\x9b\u202e\x00")


def test_a_record_that_shares_its_id_goes_out_under_the_id_of_its_own_file():
    second = replace(REEDS, id="501~2")
    assert formats.export([REEDS, second], "yaml").count("_id: '501'") == 2
    assert formats.copy([REEDS, second], "citekey") == "501\n501a"


def test_a_menu_has_bibtex_for_latex_as_a_format_of_its_own():
    safe = formats.export([REEDS], "bibtex", safe=True)
    assert formats.export([REEDS], "bibtex-latex") == formats.copy(REEDS, "bibtex-latex") == safe
    assert formats.default_name([REEDS], "bibtex-latex").endswith(".bib")


def test_keys_for_people_can_be_asked_for():
    assert "{quill2021counting," in formats.export([REEDS], "bibtex", human_keys=True)
    assert "{quill2021counting," in formats.export([REEDS], "biblatex", human_keys=True)


def test_an_unknown_format_is_an_error_that_names_the_known_ones():
    with pytest.raises(formats.FormatError, match="bibtex, biblatex, csl-json"):
        formats.export([REEDS], "docx")
    with pytest.raises(formats.FormatError):
        formats.copy([REEDS], "docx")


@pytest.mark.parametrize(
    ("records", "form", "name"),
    [
        ([REEDS], "bibtex", "quill2021counting.bib"),
        ([REEDS, GROUND], "ris", "bibliography.ris"),
        ([REEDS], "csl-json", "quill2021counting.csl.json"),
        ([record("../../etc/passwd", title="")], "yaml", "untitled.yaml"),
        ([article(citekey=("../../x",))], "yaml", "x.yaml"),
    ],
)
def test_the_name_offered_for_a_file_is_safe_and_says_what_is_in_it(records, form, name):
    assert formats.default_name(records, form) == name


# --- copying ---


@pytest.mark.parametrize(
    ("kind", "one", "two"),
    [
        ("citekey", "501", "501\n502"),
        ("latex", "\\cite{501}", "\\cite{501,502}"),
        ("pandoc", "[@501]", "[@501; @502]"),
        ("doi", "10.5555/marsh.501", "10.5555/marsh.501"),
        ("url", "https://doi.org/10.5555/marsh.501", "https://doi.org/10.5555/marsh.501"),
        ("title", "Counting reeds_in situ", "Counting reeds_in situ\nSoft ground : A survey"),
        (
            "markdown",
            "[Counting reeds\\_*in situ*](https://doi.org/10.5555/marsh.501)",
            "- [Counting reeds\\_*in situ*](https://doi.org/10.5555/marsh.501)\n- Soft ground : A survey\n",
        ),
    ],
)
def test_one_or_several_records_are_copied_in_their_order(kind, one, two):
    assert formats.copy(REEDS, kind) == one
    assert formats.copy([REEDS, GROUND], kind) == two


def test_whole_formats_are_copied_as_they_are_exported():
    assert formats.copy([REEDS, GROUND], "bibtex") == formats.export([REEDS, GROUND], "bibtex")
    assert [item["id"] for item in json.loads(formats.copy([REEDS, GROUND], "csl-json"))] == ["501", "502"]
    assert formats.copy(REEDS, "ris").startswith("TY  - JOUR")


def test_what_records_lack_is_left_out_and_counted():
    assert formats.lacking([REEDS, GROUND, THESIS], "doi") == 2
    assert formats.lacking([REEDS, GROUND], "title") == 0
    assert formats.copy([GROUND], "doi") == ""


@pytest.mark.parametrize("kind", [form.name for form in formats.COPY_FORMATS])
def test_nothing_copied_has_control_codes(kind):
    hostile = "x\x1b]52;c;eA==\x07\x9b\u202ey"
    copied = formats.copy(article(title=hostile, DOI=f"10.5555/{hostile}", citekey=(hostile,)), kind)
    assert not set(copied) & set("\x1b\x07\x9b\u202e")


def test_the_menu_has_a_letter_for_what_the_contract_names():
    assert {form.key: form.name for form in formats.COPY_FORMATS if form.key} == {
        "k": "citekey",
        "b": "bibtex",
        "d": "doi",
        "u": "url",
        "t": "title",
        "m": "markdown",
        "j": "csl-json",
        "i": "ris",
    }


# --- files ---


def test_a_file_is_written_as_it_is_with_the_rights_of_new_files(tmp_path):
    path = tmp_path / "out.bib"
    formats.write_atomically(path, "a\r\nü\n")
    assert path.read_bytes() == "a\r\nü\n".encode()
    (tmp_path / "other").touch()
    assert path.stat().st_mode == (tmp_path / "other").stat().st_mode
    assert sorted(child.name for child in tmp_path.iterdir()) == ["other", "out.bib"]


def test_an_existing_file_is_left_alone_without_force(tmp_path):
    path = tmp_path / "out.bib"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        formats.write_atomically(path, "theirs")
    assert path.read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_force_replaces_a_file_and_keeps_its_rights(tmp_path):
    path = tmp_path / "out.bib"
    path.write_text("old")
    path.chmod(0o600)
    formats.write_atomically(path, "new", force=True)
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_replaced_stays_whose_it_was(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_text("old")
    path.chmod(0o640)
    given = []
    monkeypatch.setattr(os, "chown", lambda _, *owner: given.append(owner), raising=False)
    formats.write_atomically(path, "new", force=True)
    assert given == [(path.stat().st_uid, path.stat().st_gid)]
    monkeypatch.setattr(os, "chown", Mock(side_effect=PermissionError))
    formats.write_atomically(path, "newer", force=True)
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("newer", 0o640)


def test_a_link_to_a_file_stays_a_link(tmp_path):
    (tmp_path / "real.bib").write_text("old")
    link = tmp_path / "link.bib"
    link.symlink_to("real.bib")
    with pytest.raises(FileExistsError):
        formats.write_atomically(link, "new")
    formats.write_atomically(link, "new", force=True)
    assert link.is_symlink()
    assert (tmp_path / "real.bib").read_text() == "new"


def test_a_folder_is_no_file_and_nothing_is_put_into_it(tmp_path):
    with pytest.raises(IsADirectoryError):
        formats.write_atomically(tmp_path, "x", force=True)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    path = tmp_path / "out.bib"
    path.write_text("old")

    def fails(self, target):
        raise OSError("the disk is gone")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="gone"):
        formats.write_atomically(path, "new", force=True)
    assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "out.bib"
    monkeypatch.setattr(formats, "_give_mode", lambda temporary, target: target.write_text("quicker"))
    with pytest.raises(FileExistsError):
        formats.write_atomically(path, "new")
    assert path.read_text() == "quicker"
    assert len(list(tmp_path.iterdir())) == 1


def test_importing_the_exports_imports_no_parser_and_no_processor():
    heavy = ("yaml", "rispy", "bibtexparser", "citeproc", "lxml", "numpy", "textual", "rich")
    code = f"import sys, model.citations.formats, model.citations.cite; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
