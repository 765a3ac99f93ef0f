"""How fast the search answers a keystroke and how often it is right, beside fzf in the same run."""

import gc
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from model.search.engine import Search
from tests.benchmarks.document import Document, by_column
from tests.benchmarks.generate import documents
from tests.benchmarks.known_items import KnownItem, keystrokes, known_items

T = TypeVar("T")

_FZF_QUERIES = 12


def main(count: int = 100_000) -> None:
    """Print the figures for a library of `count` records."""
    library = list(documents(count))
    batches = list(by_column(library))
    gc.collect()
    gc.freeze()  # the library that this run holds is not the search's to look after
    built, search = _timed(lambda: Search.build(batches))
    print(f"search, {count:,} generated records, {_line_bytes(library):.0f} bytes of text each; CPU time")
    print(f"  first index            {built:8.2f} s    peak memory {_peak():,} MB, the library itself included")
    search = _reopened(search)
    items = known_items(library, max(20, min(240, count // 100)))
    _speed(search, items)
    _quality(search, items)
    _others(search)
    _beside_fzf(search, library, items)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _line(document: Document) -> str:
    parts = (document.title, document.people, document.container, str(document.year), *document.ids)
    return " ".join(parts).replace("\n", " ")


def _line_bytes(library: Sequence[Document]) -> float:
    return sum(len(_line(document)) + len(document.abstract) for document in library) / max(len(library), 1)


def _reopened(search: Search) -> Search:
    folder = Path(tempfile.mkdtemp())
    try:
        saved, _ = _timed(lambda: search.save(folder))
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        opened, again = _timed(lambda: Search.load(folder))
        print(f"  save, reopen           {saved:8.2f} s    {opened * 1000:.0f} ms, {size:.0f} MB on disk")
        return again
    finally:
        shutil.rmtree(folder)


def _speed(search: Search, items: Sequence[KnownItem]) -> None:
    """Some of the known items typed letter by letter, with the memory of words a person's typing leaves."""
    typed = list(keystrokes(items[:: max(1, len(items) // 40)]))
    for name, deep in (("first rows", False), ("all rows", True)):
        fresh = Search(search.index)
        fresh.search("warm up")
        times = sorted(_timed(partial(fresh.search, query, deep=deep))[0] * 1000 for query in typed)
        shares = "   ".join(f"p{share} {times[len(times) * share // 100]:.1f}" for share in (50, 95, 99))
        print(f"  a keystroke, {name:<11}{shares}   max {times[-1]:.1f} ms   ({len(times):,} keystrokes)")


def _quality(search: Search, items: Sequence[KnownItem]) -> None:
    ranks: dict[str, list[int]] = defaultdict(list)
    for item in items:
        rows = search.search(item.query, limit=5).rows.tolist()
        ranks[item.kind].append(rows.index(item.row) if item.row in rows else 99)
    for kind, found in ranks.items():
        first = sum(rank == 0 for rank in found) / len(found)
        five = sum(rank < 5 for rank in found) / len(found)
        print(f"  {kind:<26} first {first:6.1%}   in the first five {five:6.1%}   of {len(found)}")


def _others(search: Search) -> None:
    everything = search.search("").rows
    for name in search.index.facets:
        cost, _ = _timed(partial(search.facet_counts, everything, name, 20))
        half, _ = _timed(partial(search.facet_counts, everything[::2], name, 20))
        print(f"  facet {name:<16} {cost * 1000:8.1f} ms all, {half * 1000:.1f} ms half of the records")
    rows = range(0, search.index.count, max(1, search.index.count // 50))
    times = sorted(_timed(partial(search.similar, row))[0] * 1000 for row in rows)
    print(f"  similar records        p50 {times[len(times) // 2]:.1f}   max {times[-1]:.1f} ms")


def _beside_fzf(search: Search, library: Sequence[Document], items: Sequence[KnownItem]) -> None:
    """The same queries on the same lines, each with nothing remembered from the one before."""
    fzf = shutil.which("fzf")
    if not fzf:
        print("  fzf                    skipped: fzf is not installed")
        return
    lines = "\n".join(map(_line, library)).encode()
    some = items[:: max(1, len(items) // _FZF_QUERIES)][:_FZF_QUERIES]
    ours, theirs, right = 0.0, 0.0, 0
    for item in some:
        fresh = Search(search.index)
        ours += _timed(partial(fresh.search, item.query))[0]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        found = subprocess.run([fzf, f"--filter={item.query}"], input=lines, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        theirs += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        right += found.stdout.partition(b"\n")[0] == _line(library[item.row]).encode()
    print(
        f"  beside fzf --filter    {theirs / len(some) * 1000:.0f} ms a query, ours"
        f" {ours / len(some) * 1000:.1f} ms: {theirs / max(ours, 1e-9):.0f} times less;"
        f" fzf has the known item first in {right} of {len(some)}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 100_000)
