"""`init` writes a configuration that says what was asked for, or nothing at all."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.calling import call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "one.bib"
    path.write_text("@book{one, title={One}, year=2001}")
    return path


@pytest.mark.parametrize("option", [["--config", "{}", "init"], ["--config={}", "init"], ["init", "--config", "{}"]])
def test_it_writes_the_configuration_that_was_named_wherever_that_stands(
    option: list[str], file: Path, tmp_path: Path
) -> None:
    own, others = tmp_path / "own.toml", tmp_path / "others.toml"
    words = [word.format(own) for word in option]
    assert call(*words, str(file), environ={"BIBSCOPE_CONFIG": str(others)}).code == 0
    assert own.is_file()
    assert not others.exists()


@pytest.mark.parametrize(
    "before",
    [
        "library = ['old.bib']  # mine\nstyle = 'ieee'\n",
        "\ufefflibrary = 'old.bib'\nstyle = 'ieee'\n",
        "library = [\n  'a.bib', # and\n  'b].bib',\n]\nstyle = 'ieee'",
        "style = 'ieee'\n",
    ],
)
def test_it_changes_the_library_and_nothing_else(before: str, file: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(before, encoding="utf-8")
    assert call("--config", str(config), "init", "--force", str(file)).code == 0
    after = config.read_text()
    assert tomllib.loads(after) == {"library": [str(file)], "style": "ieee"}
    assert ("# mine" in before) == ("# mine" in after)


@pytest.mark.parametrize("before", [b"'library' = ['old.bib']\n", b"style = 'ieee\n", b"# M\xfcller\n"])
def test_what_it_cannot_change_stays_as_it_is(before: bytes, file: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_bytes(before)
    done = call("--config", str(config), "init", "--force", str(file))
    assert (done.code, config.read_bytes()) == (2, before)
    assert str(config) in done.err


def test_a_name_that_toml_cannot_hold_is_refused(tmp_path: Path) -> None:
    odd = tmp_path / "odd\udcff.bib"
    odd.write_text("@book{one, title={One}}")
    config = tmp_path / "config.toml"
    assert call("--config", str(config), "init", str(odd)).code == 2
    assert not config.exists()


def test_an_empty_name_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("--config", "config.toml", "init", "").code == 2


def test_a_link_is_remembered_as_the_link_that_it_is(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "current.bib"
    link.symlink_to(file)
    config = tmp_path / "config.toml"
    assert call("--config", str(config), "init", str(link)).code == 0
    assert tomllib.loads(config.read_text())["library"] == [str(link)]
