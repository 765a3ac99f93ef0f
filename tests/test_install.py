"""What people install: wheel and source archive are built, and the wheel works alone in an environment of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
LEFT_OUT = (".*", "build", "dist", "*.egg-info", "__pycache__", "screenshots")
OURS = ("tui", "model")


def run(*command: str | Path, folder: Path, code: int = 0) -> str:
    """What a command prints, far from the sources and from this user's configuration."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG_", "BIBSCOPE"))}
    env |= {"HOME": str(folder), "PIP_DISABLE_PIP_VERSION_CHECK": "1", "BIBSCOPE_CONFIG": os.devnull}
    if cache := os.environ.get("PIP_CACHE_DIR") or str(Path("~/.cache/pip").expanduser()):
        env["PIP_CACHE_DIR"] = cache
    done = subprocess.run(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert done.returncode == code, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the source archive and with the wheel built from that."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT, folder / "source", ignore=shutil.ignore_patterns(*LEFT_OUT))
    run(sys.executable, "-m", "build", "--outdir", folder / "dist", folder / "source", folder=folder)
    return folder / "dist"


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed from the wheel into a new environment."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", folder / "venv", folder=folder)
    (wheel,) = built.glob("*.whl")
    run(folder / "venv/bin/python", "-m", "pip", "install", "--quiet", wheel, folder=folder)
    return folder / "venv/bin/bibscope"


def needed() -> set[str]:
    """The files of our packages, without what Python makes of them."""
    files = (path for package in OURS for path in (ROOT / package).rglob("*") if path.is_file())
    return {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}


def test_the_wheel_holds_every_file_of_the_packages_and_no_test(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    held = {name for name in names if ".dist-info/" not in name}
    assert held == needed()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_source_archive_holds_what_the_wheel_is_built_from(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        held = {name.partition("/")[2] for name in opened.getnames()}
    assert needed() <= held
    assert {"pyproject.toml", "README.md", "LICENSE"} <= held


def test_the_installed_command_answers(installed: Path, tmp_path: Path) -> None:
    assert run(installed, "--version", folder=tmp_path).startswith("bibscope 0.")
    assert "Usage: bibscope" in run(installed, "--help", folder=tmp_path)
    assert "year:2021..2023" in run(installed, "help-search", folder=tmp_path)


def test_the_installed_command_brings_its_sample_library(installed: Path, tmp_path: Path) -> None:
    records = json.loads(run(installed, "list", "--json", folder=tmp_path))
    assert len(records) > 20
    run(installed, "check", folder=tmp_path)


def test_the_installed_command_brings_its_citation_styles(installed: Path, tmp_path: Path) -> None:
    first = json.loads(run(installed, "list", "--json", "--limit", "1", folder=tmp_path))[0]["id"]
    plain = {
        style: run(installed, "cite", first, "-s", style, "--render", folder=tmp_path) for style in ("apa", "ista")
    }
    assert all(plain.values())
    assert plain["apa"] != plain["ista"]


def test_the_installed_command_reads_and_exports_a_file(installed: Path, tmp_path: Path) -> None:
    bib = tmp_path / "my books.bib"
    bib.write_text("@book{moon, title = {On moons}, author = {Ada Example}, year = 2020}\n")
    assert "Example" in run(installed, "cite", "moon", "--in", bib, folder=tmp_path)
    assert "TY  - BOOK" in run(installed, "export", bib, "-t", "ris", folder=tmp_path)


def test_the_installed_browser_says_what_it_lacks_to_be_served(installed: Path, tmp_path: Path) -> None:
    run(installed, "serve", folder=tmp_path, code=2)


def test_the_installed_browser_finds_its_styles_and_screens(installed: Path, tmp_path: Path) -> None:
    program = (
        "import asyncio\n"
        "from tui.app import BibscopeApp\n"
        "from tui.config import Config\n"
        "from tui.session import Session\n"
        "async def main():\n"
        "    app = BibscopeApp(Session.start(()).paths, Config())\n"
        "    async with app.run_test() as pilot:\n"
        "        await pilot.pause()\n"
        "        await app.workers.wait_for_complete()\n"
        "        await pilot.pause()\n"
        "        print(type(app.screen).__name__, app.stylesheet.source != {})\n"
        "asyncio.run(main())\n"
    )
    assert run(installed.parent / "python", "-c", program, folder=tmp_path).strip() == "BrowseScreen True"
