"""What others take for what bibscope does: the parsers alone, fzf, and, where they are installed, coBib and papis.

BIBSCOPE_BENCH_PEERS names a virtual environment that has coBib and papis: `python -m venv DIR; DIR/bin/pip install
cobib papis`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.processes import Cost, spent

__all__ = ["beside", "fzf", "parser"]

_PATIENCE = 600.0
_PARSERS = {
    "yaml": "import gc, sys, yaml; gc.disable(); "
    "kept = list(yaml.load_all(open(sys.argv[1]), getattr(yaml, 'CBaseLoader', yaml.BaseLoader)))",
    "bib": "import gc, sys, bibtexparser; gc.disable(); kept = bibtexparser.parse_file(sys.argv[1])",
}


def parser(kind: str, file: Path) -> Cost | None:
    """The parser that our reader stands on, which keeps what it read, its garbage collector at rest like ours."""
    return spent((sys.executable, "-c", _PARSERS[kind], file), {})


def fzf(titles: Path, query: str) -> Cost | None:
    """`fzf --filter` over one line a work, if it is installed."""
    program = shutil.which("fzf")
    return spent((program, f"--filter={query}"), {}, given=titles) if program else None


def beside(entries: Path, folder: Path, query: str) -> Iterator[tuple[str, Cost | str]]:
    """What coBib and papis take for the BibTeX file: what is done, and its cost or why there is none."""
    named = os.environ.get("BIBSCOPE_BENCH_PEERS", "")
    for name, commands in (("cobib", _cobib(entries, query)), ("papis", _papis(entries, folder, query))):
        program = Path(named, "bin", name)
        if not named or not program.exists():
            yield name, "skipped: BIBSCOPE_BENCH_PEERS names no environment that has it"
            continue
        for title, words in commands:
            cost = spent((program, *words), _home(folder), _PATIENCE)
            yield title, cost or f"not done after {_PATIENCE:.0f} s"


def _home(folder: Path) -> dict[str, str]:
    places = {"HOME": "", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache"}
    return {name: str(folder / "home" / place) for name, place in places.items()} | {"LANG": "C.UTF-8"}


def _cobib(entries: Path, query: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "cobib init", ("init",)
    yield "cobib add, into its own database", ("add", "--skip-download", "--bibtex", str(entries))
    yield "cobib list, first", ("list", "++title", query, "--limit", "5")
    yield "cobib list, again", ("list", "++title", query, "--limit", "5")


def _papis(entries: Path, folder: Path, query: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    library = folder / "papis"
    library.mkdir(exist_ok=True)
    settings = folder / "home" / "config" / "papis" / "config"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f"[settings]\ndefault-library = made\n[made]\ndir = {library}\n")
    yield "papis bibtex read, keeping nothing", ("bibtex", "read", str(entries))
    yield "papis bibtex read import, into a folder each", ("bibtex", "read", str(entries), "import", "--all", "--batch")
    for before in (library, Path(_home(folder)["XDG_CACHE_HOME"], "papis")):
        shutil.rmtree(before, ignore_errors=True)
    subprocess.run((sys.executable, "-m", "tests.benchmarks.peers", entries, library), check=True)
    yield "papis list, the folders never seen", ("list", "--all", f"title:{query}")
    yield "papis list, again", ("list", "--all", f"title:{query}")


def write_papis_library(entries: str, library: str) -> None:
    """The folders that papis would make of the entries, had it the time."""
    import yaml
    from bibtexparser.entrypoint import parse_file

    for entry in parse_file(entries).entries:
        name = hashlib.md5(entry.key.encode(), usedforsecurity=False).hexdigest()
        about = {field.key.lower(): field.value for field in entry.fields}
        about |= {"ref": entry.key, "type": entry.entry_type, "papis_id": name}
        Path(library, name).mkdir(parents=True)
        with Path(library, name, "info.yaml").open("w", encoding="utf-8") as file:
            yaml.dump(about, file, getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True)


if __name__ == "__main__":
    write_papis_library(*sys.argv[1:])
