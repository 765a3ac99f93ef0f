"""Every command that the README shows works, and prints what the README says it prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"(?m)^    \$ bibscope (.+)$", README)


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -c 'from tui.cli import main; main()' {line}"
    here = str(Path(__file__).parent.parent)
    env = {**os.environ, "BIBSCOPE_CONFIG": os.devnull, "PYTHONPATH": here}
    return subprocess.run(["bash", "-c", program], cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_works_and_prints_what_is_shown(line: str, tmp_path: Path) -> None:
    done = run(line, tmp_path)
    assert done.returncode == 0, done.stderr
    after = README.partition(f"    $ bibscope {line}\n")[2]
    shown = re.match(r"(?:    (?!\$).+\n|\n(?=    (?!\$)))*", after)
    for expected in (shown.group() if shown else "").splitlines():
        if expected.strip() not in ("", "..."):
            assert expected[4:] in done.stdout


def test_the_readme_shows_commands_at_all() -> None:
    assert len(COMMANDS) >= 6


@pytest.mark.parametrize("picture", re.findall(r"\((screenshots/[^)]+)\)", README))
def test_the_pictures_are_there(picture: str) -> None:
    assert (Path(__file__).parent.parent / picture).is_file()


def test_every_search_example_parses_without_complaint() -> None:
    from model.search.query import parse

    block = README.partition("## Finding\n")[2].partition("`bibscope help-search`")[0]
    for line in block.strip().splitlines():
        for example in re.split(r"\s{2,}", line.strip())[:1]:
            assert parse(example).notes == ()
