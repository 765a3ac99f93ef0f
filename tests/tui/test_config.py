"""The configuration file: what is right is used, what is wrong is told with its line and costs only itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.config import Config, load_config


def config(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(str(path), {})


def test_every_setting_is_read(tmp_path: Path) -> None:
    found = config(
        tmp_path,
        'library = ["a.yaml", "/b.bib"]\nstyle = "ieee"\nstyles = ["apa"]\nlocale = "de-DE"\ntheme = "nord"\n'
        'clipboard = "osc52"\n[keys]\n"copy.default" = "Z"\n[repository]\n"10.1/" = "https://r.org/"\n'
        '[export]\nfolder = "out"\n[merge]\nsame = [["1", "2"]]\ndifferent = [["3", "4"]]\n',
    )
    assert found.notices == ()
    assert found.library == (str(tmp_path / "a.yaml"), "/b.bib")
    assert (found.style, found.styles, found.locale, found.theme) == ("ieee", ("apa",), "de-DE", "nord")
    assert (found.clipboard, found.export_folder) == ("osc52", "out")
    assert found.keys == {"copy.default": "Z"}
    assert found.repository == {"10.1/": "https://r.org/"}
    assert (found.merge.same, found.merge.different) == ((("1", "2"),), (("3", "4"),))


def test_the_dot_of_a_command_need_not_be_quoted(tmp_path: Path) -> None:
    assert config(tmp_path, '[keys]\ncopy.default = "Z"\nreload = "F5"\n').keys == {"copy.default": "Z", "reload": "F5"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("style = 3\n", 1, "style must be a text"),
        ('theme = "nord"\nlibrary = [1]\n', 2, "library must be a list of texts"),
        ("\n\nstile = 'apa'\n", 3, "unknown setting 'stile'"),
        ("[keys]\nreload = 5\n", 2, "keys.reload must be a text"),
        ("keys = 3\n", 1, "keys must be a table"),
        ("[merge]\nsame = [['1']]\n", 2, "merge.same must be a list of pairs"),
        ("style = 'apa'\nstyle = \n", 2, "not TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_default_kept(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    found = config(tmp_path, text)
    (notice,) = found.notices
    assert notice.line == line
    assert words in notice.message
    assert (found.style, found.library, found.merge.same) == ("apa", (), ())


def test_a_missing_file_is_told_only_when_it_was_asked_for(tmp_path: Path) -> None:
    asked = load_config(str(tmp_path / "none.toml"), {})
    assert [notice.message for notice in asked.notices] == ["no such configuration file"]
    assert load_config(None, {"BIBSCOPE_CONFIG": str(tmp_path / "none.toml")}).notices


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in load_config(str(tmp_path / "config.toml"), {}).notices[0].message
