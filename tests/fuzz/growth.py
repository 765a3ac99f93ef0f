"""What hostile structures cost at n and at 2n bytes: CPU time is printed for people to judge, and fails nothing."""

from __future__ import annotations

import gc
import tempfile
import time
from pathlib import Path

from model.library import open_library
from tests.hostile import STRUCTURES

__all__ = ["growth"]

_SIZE = 20_000
_WORTH = 0.1  # seconds below which a ratio says nothing


def _cost(name: str, size: int, path: Path) -> float:
    path.write_bytes(STRUCTURES[name](size))
    gc.collect()
    start = time.process_time()
    library = open_library([str(path)])
    _ = library.graph, library.people, library.search
    return time.process_time() - start


def growth() -> None:
    """Print the structures that cost most, and those that more than double with their size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        _cost("same titles", 1000, path)  # imports
        costs = [
            (*(min(_cost(name, size, path) for _ in "12") for size in (2 * _SIZE, _SIZE)), name) for name in STRUCTURES
        ]
    print(f"{'structure':34}{f'{_SIZE:,} bytes':>14}{f'{2 * _SIZE:,} bytes':>14}{'ratio':>7}")
    for double, single, name in sorted(costs, reverse=True)[:12]:
        ratio = f"{double / single:.1f}" if double > _WORTH else "-"
        print(f"{name:34}{single:>12.2f} s{double:>12.2f} s{ratio:>7}")
    faster = sum(double > _WORTH and double > 3 * single for double, single, _ in costs)
    print(f"{len(costs)} structures, {faster} grow faster than their size")
