"""What must never be loaded: textual by the model or by a command that answers without a browser."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MODEL = "import model.library, model.documents, model.describe, model.listing, model.search.engine, model.sample"
COMMAND = "import tui.cli, tui.answers, tui.checking, tui.shapes, tui.setup, tui.clipboard"


def loaded_the_second_time(program: str, file: Path) -> set[str]:
    """What a program has loaded at its end, or where it says so, after it has kept what it reads in its first run."""
    homes = {f"XDG_{name}_HOME": str(file.parent / name) for name in ("CACHE", "CONFIG", "STATE")}
    for _ in range(2):
        command = [sys.executable, "-c", program, str(file)]
        done = subprocess.run(command, env={**os.environ, **homes}, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


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


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted in /proc, which is not there")
def test_no_threads_are_started_for_algebra() -> None:
    code = (
        "import sys, contextlib, os\n"
        "sys.argv = ['bibscope', 'list', '-q', 'thesis', '--no-cache']\n"
        "import tui.cli\n"
        "with contextlib.suppress(SystemExit): tui.cli.main()\n"
        "print('numpy' in sys.modules, len(os.listdir('/proc/self/task')), file=sys.stderr)\n"
    )
    environ = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
    assert done.stderr.split("\n")[-2] == "True 1", done.stderr


BEFORE_THE_PAINT = """
import sys
from pathlib import Path
from tui.app import BibscopeApp
from tui.opening import Opener
from tui.session import Session

async def behind_the_paint(self, browse):
    print("\\n".join(sys.modules), flush=True)
    for module in [module for name, module in sys.modules.items() if name.startswith(("tui.", "model."))]:
        kinds = [each for each in vars(module).values() if isinstance(each, type)]
        kinds = [kind for kind in kinds if kind.__module__ == module.__name__]
        kinds += [inner for kind in kinds for inner in vars(kind).values() if isinstance(inner, type)]
        names = {kind.__qualname__ for kind in kinds if "__dataclass_fields__" in vars(kind)}
        print(*(f"dataclass:{name}" for name in names), flush=True)
    self.exit(0)

session = Session.start(tuple(sys.argv[1:]))
opener = Opener(session.request, session.cache)
library = opener.at_once()
if library.kept:
    BibscopeApp._behind_the_paint = behind_the_paint
    BibscopeApp(session.paths, session.config, library=library, opener=opener).run(headless=True, size=(80, 24))
else:
    opener.keep(library)
    opener.finish()
"""
NEEDED_LATER = {
    *("click", "numpy", "yaml", "bibtexparser", "rapidfuzz", "citeproc", "rispy", "tomllib", "html", "hashlib"),
    *("model.record", "model.work", "model.fields", "model.listing", "model.relations", "model.people", "model.tex"),
    *("model.merge", "model.readers", "model.describe", "model.citations", "model.search"),
    *("model.progress", "model.cache.codec", "model.cache.keeping"),
    *("tui.page", "tui.flow", "tui.palette", "tui.clipboard", "tui.history", "tui.answers", "tui.guidance"),
    *("tui.actions.finding", "tui.screens.picker", "tui.screens.loading", "tui.screens.reading", "tui.screens.person"),
    *("tui.widgets.detail_pane", "tui.widgets.facet_panel", "tui.widgets.menu", "tui.widgets.reader"),
}
"""What the list of a kept library is painted without; what comes with the first key or the first record is no loss."""


@pytest.fixture
def painted(tmp_path: Path) -> set[str]:
    """The modules with which a kept library is painted, and the dataclasses made for it."""
    file = tmp_path / "shelf.bib"
    file.write_text("@article{bee, title = {Bees {\\'a} la carte}, author = {Ann Author}, year = 2020}")
    return loaded_the_second_time(BEFORE_THE_PAINT, file)


def test_a_kept_library_is_painted_without_what_only_later_steps_need(painted: set[str]) -> None:
    assert "tui.widgets.record_list" in painted
    assert not NEEDED_LATER & painted
    assert "glob" not in painted or "glob" in loaded_by("import pathlib")  # as from Python 3.13 on


def test_few_dataclasses_are_made_for_the_first_paint(painted: set[str]) -> None:
    """Each costs every start up to a millisecond; named tuples, and messages that set what they say, cost a tenth."""
    made = {name.removeprefix("dataclass:") for name in painted if name.startswith("dataclass:")}
    assert "Library" in made
    assert made <= {"Library", "Overrides", "Results"}


LISTED = """
import contextlib, sys
from tui.cli import main
sys.argv = ["bibscope", "list", *sys.argv[1:], "-q", "bees"]
with contextlib.suppress(SystemExit):
    main()
print("\\n".join(sys.modules))
"""


def test_a_list_of_a_kept_library_is_answered_without_what_builds_and_merges_it(tmp_path: Path) -> None:
    file = tmp_path / "shelf.bib"
    entry = "@article{{bee{0}, title = {{Bees {0}}}, author = {{Ann Author}}, year = 2020, abstract = {{{1}}}}}"
    file.write_text("\n".join(entry.format(number, "It hums. " * 50) for number in range(2_000)))
    loaded = loaded_the_second_time(LISTED, file)
    assert "model.cache.kept" in loaded
    assert not {"model.merge", "model.search.build", "model.readers.bibtex", "numpy.ma", "yaml", "textual"} & loaded


def test_the_first_frame_is_drawn_without_textual() -> None:
    frame = "import tui.launch, tui.skeleton, tui.frame; tui.skeleton.painted(80, 24, tui.frame.Known(), 'x', {})"
    loaded = loaded_by(f"{frame}; import model.cache.kept")
    assert not {"textual", "click", "rich.console", "asyncio"} & loaded
