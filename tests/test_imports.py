"""What must never be loaded: textual by the model or by a command that answers without a browser."""

from __future__ import annotations

import subprocess
import sys

import pytest

MODEL = "import model.library, model.documents, model.describe, model.listing, model.search.engine, model.sample"
COMMAND = "import tui.cli, tui.answers, tui.checking, tui.shapes, tui.setup, tui.clipboard"


def loaded_by(statements: str) -> set[str]:
    code = f"{statements}; import sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("package", ["textual", "rich", "click", "tui"])
def test_the_model_loads_nothing_of_the_terminal(package: str) -> None:
    assert package not in loaded_by(MODEL)


def test_commands_do_not_load_textual() -> None:
    assert "textual" not in loaded_by(COMMAND)


def test_help_loads_neither_textual_nor_a_parser_nor_numpy() -> None:
    loaded = loaded_by("import sys; sys.argv = ['bibscope', '--version']; import tui.cli")
    assert not {"textual", "yaml", "bibtexparser", "numpy", "citeproc"} & loaded


@pytest.mark.parametrize("command", ["--help", "--version", "list", "check"])
def test_running_a_command_does_not_load_textual(command: str) -> None:
    code = (
        "import sys, contextlib\n"
        f"sys.argv = ['bibscope', '{command}']\n"
        "import tui.cli\n"
        "with contextlib.suppress(SystemExit): tui.cli.main()\n"
        "sys.exit('textual' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
