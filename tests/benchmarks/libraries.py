"""Libraries in the shape and size of real exports, as files: `python -m tests.benchmarks.libraries yaml 20000 FILE`.

Only a stretch of records is in memory at a time; the same count and seed give the same file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from tests.benchmarks.bibtex_entries import entries, head
from tests.benchmarks.librecat_records import record
from tests.benchmarks.works import SEED, works

__all__ = ["WRITERS", "librecat_text", "write_bibtex", "write_librecat"]

_STRETCH = 200
_Emitter: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _LibreCatDumper(_Emitter):  # type: ignore[misc]  # which of two it is depends on the platform
    """Quotes what the repository's own emitter quotes: numbers and nothing, but neither dates nor `No`."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def ignore_aliases(self, data: object) -> bool:
        return True


_LibreCatDumper.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))
_LibreCatDumper.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[0-9]*\.[0-9]+$"), list("0123456789."))
_LibreCatDumper.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|)$"), ["~", "n", ""])
_LibreCatDumper.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), ["t", "f"])


def write_librecat(path: str | Path, count: int, seed: int = SEED) -> None:
    """Write a LibreCat export of so many records, some 6 kB each."""
    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(librecat_text(count, seed))


def librecat_text(count: int, seed: int = SEED) -> Iterator[str]:
    """The export, some hundred records at a time."""
    records = (record(work) for work in works(count, seed))
    while stretch := list(islice(records, _STRETCH)):
        yield yaml.dump_all(stretch, Dumper=_LibreCatDumper, explicit_start=True, explicit_end=True, allow_unicode=True)


def write_bibtex(path: str | Path, count: int, seed: int = SEED) -> None:
    """Write a BibTeX file of so many entries, some 0.8 kB each, as several programs write them."""
    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.write(head())
        file.writelines(entries(works(count, seed), count))


WRITERS = {"yaml": write_librecat, "bib": write_bibtex}


def main() -> None:
    kind, count, path = sys.argv[1:4]
    WRITERS[kind](path, int(count))


if __name__ == "__main__":
    main()
