"""What a shell completes: the protocol with each shell, and real bashes that are asked what they would insert."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.test_cli import SMALL, run

COLONS = """
@book{DBLP:books/Amber, title={One, and: more}, year=2001}
@book{DBLP:books/Birch, title={Two}, year=2002}
@book{DBLP:conf/Cedar, title={Three}, year=2003}
"""
REPLACED = """
breaks() {{ COMP_LINE="$1"; COMP_POINT=${{#1}}; COMP_CWORD=1; _bibscope_completion bibscope "${{1##*[ :=]}}"; }}
compopt() {{ echo "compopt $*"; }}
bibscope() {{ {python} -c 'from tui.cli import main; main()' "$@"; }}
source <(bibscope completion bash); breaks {line}; printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def completions(words: str) -> list[str]:
    environ = {"_BIBSCOPE_COMPLETE": "bash_complete", "COMP_WORDS": f"bibscope {words}"}
    environ["COMP_CWORD"] = str(len(environ["COMP_WORDS"].split(" ")) - 1)
    return [line.partition(",")[2] for line in run(env=environ).stdout.splitlines()]


def test_a_shell_completes_commands_ids_and_styles(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f"library = ['{SMALL[0]}', '{SMALL[1]}']\n")
    assert {"check", "cite"} <= set(completions("c"))
    assert completions(f"cite --config {config} 1") == ["101", "102", "103"]
    assert completions(f"show --config {config} noe") == ["noether1921"]
    assert "ieee" in completions("cite -s iee")


def replacements(line: str, folder: Path) -> list[str]:
    """What bash would put in the place of the part of the line behind its last blank, colon or equals sign."""
    script = REPLACED.format(python=sys.executable, line=repr(f"bibscope {line}"))
    environ = {
        **os.environ,
        "BIBSCOPE_CONFIG": str(folder / "config.toml"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environ, cwd=folder, check=True)
    return done.stdout.split("\n")[:-1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_text("library = ['keys.bib']")
    (tmp_path / "keys.bib").write_text(COLONS)
    (tmp_path / "cited by *.bib").write_text("")
    return tmp_path


@pytest.mark.skipif(not shutil.which("bash"), reason="asks bash")
class TestBash:
    """The script in a bash of its own."""

    def test_commands_come_with_the_files_that_need_none(self, folder: Path) -> None:
        assert replacements("cit", folder) == ["compopt -o filenames", "cite", "cited by *.bib"]

    def test_files_alone_are_left_to_bash(self, folder: Path) -> None:
        assert replacements("list key", folder) == ["compopt -o default", ""]
        assert replacements("list --config con", folder) == ["compopt -o default", ""]

    def test_an_id_goes_on_behind_its_colon(self, folder: Path) -> None:
        assert sorted(replacements("show DB", folder)) == ["DBLP:books/Amber", "DBLP:books/Birch", "DBLP:conf/Cedar"]
        assert sorted(replacements("show DBLP:b", folder)) == ["books/Amber", "books/Birch"]
        assert replacements('show "DBLP:c', folder) == ["conf/Cedar"]

    def test_the_value_of_an_option_may_stand_behind_its_equals_sign(self, folder: Path) -> None:
        assert replacements("export --to=bibt", folder) == ["bibtex"]
        assert replacements("export --to bibt", folder) == ["bibtex"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_value_keeps_the_option_it_belongs_to_where_the_whole_word_is_replaced(shell: str) -> None:
    told = {"COMP_WORDS": "bibscope export --to=bibt", "COMP_CWORD": {"zsh": "2", "fish": "--to=bibt"}[shell]}
    assert "--to=bibtex" in run(env={"_BIBSCOPE_COMPLETE": f"{shell}_complete", **told}).stdout
    told = {"COMP_WORDS": "bibscope export -t bibt", "COMP_CWORD": {"zsh": "3", "fish": "bibt"}[shell]}
    assert "=" not in run(env={"_BIBSCOPE_COMPLETE": f"{shell}_complete", **told}).stdout


def test_ids_are_those_of_the_files_that_the_line_names(folder: Path) -> None:
    file = str(folder / "keys.bib")
    assert completions(f"export {file} -i DBLP:c") == ["DBLP:conf/Cedar"]
    assert completions(f"cite {file} DBLP:c") == ["DBLP:conf/Cedar"]
    assert completions(f"--config {folder / 'config.toml'} show DBLP:c") == ["DBLP:conf/Cedar"]
