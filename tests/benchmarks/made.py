"""Generated libraries, each made once in a run and deleted at its end.

Imports nothing large: a child process counts the memory of the one that started it as its own peak.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["made", "shared_folder"]

_FOLDER = "BIBSCOPE_BENCH_FOLDER"


@contextmanager
def shared_folder() -> Iterator[Path]:
    """The folder of this run, for all measures in it and their processes; whoever makes it deletes it."""
    if _FOLDER in os.environ:
        yield Path(os.environ[_FOLDER])
        return
    with tempfile.TemporaryDirectory(prefix="bibscope-bench-") as folder:
        os.environ[_FOLDER] = folder
        try:
            yield Path(folder)
        finally:
            del os.environ[_FOLDER]


def made(kind: str, count: int) -> Path:
    """The file of a library of so many records, `yaml` or `bib`; to be asked for within `shared_folder`."""
    file = Path(os.environ[_FOLDER], f"made-{count}.{kind}")
    if not file.exists():
        started = file.with_suffix(f".{kind}-unfinished")
        subprocess.run((sys.executable, "-m", "tests.benchmarks.libraries", kind, str(count), started), check=True)
        started.rename(file)
    return file
