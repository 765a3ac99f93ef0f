"""Where the seconds and the memory of a first opening go, stage by stage: `... cold yaml 20000`, `... cold FILE`."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.made import made, shared_folder

LIBRARIES = (("yaml", 20_000), ("bib", 100_000))


def main() -> None:
    """Each library in a process of its own, so that the peaks are its own."""
    chosen = [(sys.argv[1], int(sys.argv[2]))] if sys.argv[2:] else LIBRARIES
    with shared_folder():
        for kind, count in chosen:
            print(f"{kind}, {count:,} records: CPU s, and MB at the peak so far\n", flush=True)
            subprocess.run((sys.executable, "-m", "tests.benchmarks.cold", made(kind, count)), check=True)
            print()


def stages(file: str) -> None:
    """Print what each stage takes, imports not counted."""
    from model.cache.keeping import write
    from model.collector import resting_collector
    from model.library import Library
    from model.merge import Overrides, fuzzy, merge
    from model.people import People
    from model.readers import bibtex, librecat, read_paths
    from model.relations import Graph
    from model.repositories import KNOWN
    from model.search.engine import Search
    from model.stamps import stamps_of

    assert all((fuzzy, People, bibtex, librecat, Graph, Search))  # imported before the clock starts
    lap = _clock()
    print("| stage | CPU s | MB |\n|---|---|---|")
    with resting_collector(), tempfile.TemporaryDirectory() as folder:
        readings = read_paths([file])
        records = [record for reading in readings.readings for record in reading.records]
        lap("read")
        merged = merge(records, Overrides(), KNOWN)
        lap("merge")
        stamps = stamps_of([file])
        library = Library(merged.works, readings.files, paths=(file,), stamps=stamps, input_records=len(records))
        del records, readings, merged
        _ = library.people, library.graph
        lap("people, relations")
        _ = library.search
        lap("index")
        write(library, Path(folder))
        lap("keep")
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    print(f"\n{len(library):,} works; {Path(file).stat().st_size / 1e6:.0f} MB in the file, {size / 1e6:.0f} MB kept")


def _clock() -> Callable[[str], None]:
    last = time.process_time()

    def lap(stage: str) -> None:
        nonlocal last
        now = time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"| {stage} | {now - last:.2f} | {peak:,} |", flush=True)
        last = now

    return lap


if __name__ == "__main__":
    stages(sys.argv[1]) if len(sys.argv) == 2 else main()
