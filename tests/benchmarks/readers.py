"""Speed of each reader beside the parser it stands on, on files like real ones; growth on inputs made to be slow.

Each figure is of a process of its own, without its start: `... tests.benchmarks.readers alone read FILE`.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from tests.benchmarks.made import made, shared_folder

COUNTS = {"yaml": 20_000, "bib": 100_000}
FLAT = 2_000
ROUNDS = 3
_READ, _ALL = "read", "read, every field asked for"
_NAMES = {"yaml": "LibreCat YAML", "bib": "BibTeX"}


def main(counts: Mapping[str, int] = COUNTS) -> None:
    with shared_folder():
        for kind, peer in (("yaml", "PyYAML CBaseLoader"), ("bib", "bibtexparser")):
            _beside(kind, counts[kind], peer)
        flat = made("yaml", FLAT)
        print(f"LibreCat YAML on one line, {FLAT:,} records: {_alone('flattened', flat):.1f} CPU s")
    print("\nTime when an input made to be slow grows 2x (about 2 is linear):\n")
    print("| input | growth |\n|---|---|")
    for name, make, reader in ADVERSARIES:
        print(f"| {name} | {_growth(make, reader):.1f} |")


def _beside(kind: str, count: int, peer: str) -> None:
    """Ours and the peer's in turns, the least of some rounds."""
    file = made(kind, count)
    megabytes = file.stat().st_size / 1e6
    ways = (_READ, _ALL, peer)
    rounds = [[_alone(way, file) for way in ways] for _ in range(ROUNDS)]
    least = dict(zip(ways, map(min, zip(*rounds, strict=True)), strict=True))
    print(f"{_NAMES[kind]}, {count:,} records, {megabytes:.0f} MB, CPU s, the least of {ROUNDS}\n")
    print(f"| | CPU s | MB/s | records/s | {peer} takes |\n|---|---|---|---|---|")
    for way, seconds in least.items():
        speed = f"{megabytes / seconds:.1f} | {count / seconds:,.0f} | {least[peer] / seconds:.2f} times as much"
        print(f"| {way if way == peer else f'bibscope, {way}'} | {seconds:.2f} | {speed} |")
    print(flush=True)


def _alone(way: str, file: Path) -> float:
    command = (sys.executable, "-m", "tests.benchmarks.readers", "alone", way, file)
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def alone(way: str, file: str) -> None:
    """Print the CPU seconds that one way of reading takes, imports not counted, the garbage collector at rest."""
    work = _WAYS[way](file)
    gc.disable()
    started = time.process_time()
    kept = work()
    print(time.process_time() - started)
    del kept


def _reading(file: str) -> Callable[[], object]:
    from model.readers import bibtex, librecat, read_paths

    assert bibtex and librecat  # imported before the clock starts
    return lambda: read_paths([file])


def _asking(file: str) -> Callable[[], object]:
    """Every value of every record, as it is understood and as it was written, kept."""
    from model.readers import bibtex, librecat, read_paths

    assert bibtex and librecat

    def work() -> object:
        readings = read_paths([file])
        records = [record for reading in readings.readings for record in reading.records]
        return [(record, dict(record.fields), dict(record.raw)) for record in records]

    return work


def _flattened(file: str) -> Callable[[], object]:
    from model.readers import librecat_flat
    from model.readers.base import Document

    text = " ".join(Path(file).read_text(encoding="utf-8").split())
    return lambda: librecat_flat.read(Document("x", text))


def _pyyaml(file: str) -> Callable[[], object]:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return lambda: list(yaml.load_all(Path(file).read_text(encoding="utf-8"), loader))


def _bibtexparser(file: str) -> Callable[[], object]:
    parse = import_module("bibtexparser").parse_file
    return lambda: parse(file)


_WAYS: dict[str, Callable[[str], Callable[[], object]]] = {
    _READ: _reading,
    _ALL: _asking,
    "flattened": _flattened,
    "PyYAML CBaseLoader": _pyyaml,
    "bibtexparser": _bibtexparser,
}


def _growth(make: Callable[[int], str], reader: str) -> float:
    from model.readers.base import Document

    read, times = import_module(f"model.readers.{reader}").read, []
    for size in (20_000, 40_000):
        document, rounds = Document("x", make(size)), []
        for _ in range(3):
            started = time.process_time()
            read(document)
            rounds.append(time.process_time() - started)
        times.append(min(rounds))
    return float(times[1] / max(times[0], 1e-4))


ADVERSARIES: tuple[tuple[str, Callable[[int], str], str], ...] = (
    ("BibTeX: only opening braces", lambda n: "@article{a, title = " + "{" * n, "bibtex"),
    ("BibTeX: a quote that never closes", lambda n: '@article{a, title = "' + "x " * n, "bibtex"),
    ("BibTeX: entries that never close", lambda n: "@article{a,\n title={b\n" * (n // 10), "bibtex"),
    ("BibTeX: only at-signs", lambda n: "@" * n, "bibtex"),
    ("BibTeX: backslashes", lambda n: "@article{a, title={" + "\\" * n + "}}", "bibtex"),
    ("YAML: opening brackets", lambda n: "_id: '1'\ntitle: " + "[" * n, "librecat"),
    ("YAML: document marks", lambda n: "_id: '1'\ntitle: t\n" + "---\n" * n, "librecat"),
    ("YAML: one key again and again", lambda n: "_id: '1'\n" + "title: t\n" * n, "librecat"),
    ("flat: keys without values", lambda n: "--- _id: '1' " + "title: " * n, "librecat_flat"),
    ("flat: quotes", lambda n: "--- _id: '1' title: " + "'" * n, "librecat_flat"),
    ("flat: dashes", lambda n: "--- _id: '1' author: " + "- " * n, "librecat_flat"),
)

if __name__ == "__main__":
    alone(*sys.argv[2:]) if sys.argv[1:2] == ["alone"] else main()
