"""What opening and browsing a library costs: cold, warm, first paint, a key, memory; beside parsers and programs.

Each figure is of a process of its own, from its start; the files are in the page cache. The browser runs in a terminal
of 80 by 24. `python -m tests.benchmarks.startup 1000000` measures another size.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.benchmarks.made import made, shared_folder
from tests.benchmarks.peers import beside, fzf, parser
from tests.benchmarks.processes import Cost, answered, browsed, middle, painted, spent

SIZES = {"yaml": (30, 1_000, 20_000, 70_000), "bib": (30, 1_000, 20_000, 100_000)}
_QUERY = "sparse"
_LARGEST_YAML = 70_000  # 420 MB: no LibreCat is larger
_PARSED = {"yaml": 20_000, "bib": 100_000}
_BESIDE = 20_000
_ROUNDS = 7
_BIBSCOPE = (sys.executable, "-c", "from tui.cli import main; main()")
_EMPTY = (
    sys.executable,
    "-c",
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Empty(App):\n"
    "    def compose(self): yield Static('nothing but this')\n"
    "Empty().run()",
)
_OPENING = "| library | MB | cold | warm | the parser alone | `fzf --filter` |\n|---|---|---|---|---|---|"
_BROWSING = (
    "| library | whole list, never seen: CPU / wall | a search answered, never seen: CPU / wall "
    "| first frame, warm: CPU / wall | first paint, warm: CPU / wall "
    "| an empty Textual app | ratio | a key: first byte / CPU, ms | a letter: last byte / CPU, ms | resident MB |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)
_COUNTED = re.compile(rb"[\d,]+ of [\d,]+")  # what stands beside a query that is answered


def main(sizes: Mapping[str, Sequence[int]] = SIZES) -> None:
    """Print the figures for generated libraries of these sizes."""
    opening, browsing, others = [], [], []
    with shared_folder():
        for kind, count in ((kind, count) for kind, counts in sizes.items() for count in counts):
            print(f"measuring {kind}, {count:,}", file=sys.stderr, flush=True)
            file = made(kind, count)
            name = f"{'LibreCat YAML' if kind == 'yaml' else 'BibTeX'}, {count:,}"
            with _own_folders() as own:
                opening.append(f"| {name} | {file.stat().st_size / 1e6:.1f} | {_opened(kind, count, file, own)} |")
                browsing.append(f"| {name} | {_browsed(file, own)} |")
                if (kind, count) == ("bib", _BESIDE):
                    others = list(beside(file, Path(own["XDG_CACHE_HOME"]), _QUERY))
    print(f"CPU s / wall s / MB at the peak; `list -q {_QUERY}`, cold: never seen, warm: seen before\n\n{_OPENING}")
    print("\n".join(opening))
    print(f"\nThe browser; medians of {_ROUNDS}, in turns with the empty app; seconds unless said\n\n{_BROWSING}")
    print("\n".join(browsing))
    if others:
        print(f"\nOthers, with the {_BESIDE:,} BibTeX entries: CPU s / wall s / MB at the peak\n")
        print("\n".join(f"- {name}: {cost}" for name, cost in others))
    print("\nOther sizes: python -m tests.benchmarks.startup 1000000 (BibTeX; LibreCat too up to 70,000)")


@contextmanager
def _own_folders() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield {"XDG_CACHE_HOME": folder, "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder, "LANG": "C.UTF-8"}


def _opened(kind: str, count: int, file: Path, own: Mapping[str, str]) -> str:
    """Cells: cold, warm, the parser, fzf on the titles."""
    ask = (*_BIBSCOPE, "list", str(file), "-q", _QUERY, "--limit", "5")
    colds = []
    for _ in range(1 if count > 1_000 else 5):
        subprocess.run((*_BIBSCOPE, "cache", "clear"), env=own, capture_output=True, check=False)
        colds.append(_needed(spent(ask, own)))
    warm = middle([_needed(spent(ask, own)) for _ in range(5)])
    alone = parser(kind, file) if count <= _PARSED[kind] else None
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as lines:
        subprocess.run((*_BIBSCOPE, "list", str(file)), env=own, stdout=lines, check=True)
        sieve = fzf(Path(lines.name), _QUERY)
    return " | ".join((str(middle(colds)), str(warm), str(alone or "-"), str(sieve or "-")))


def _browsed(file: Path, own: Mapping[str, str]) -> str:
    """Cells: the first paints, the empty app's, their ratio, keys, letters, memory."""
    browse, title = (*_BIBSCOPE, str(file)), _first_title(file, own)
    keys = browsed(browse, title, own, _QUERY)  # first: a small library is kept by the browser, behind the paint
    warm, empty, frames = [], [], []
    for _ in range(_ROUNDS):
        empty.append(painted(_EMPTY, "nothing but this", own))
        warm.append(painted(browse, title, own))
        frames.append(painted(browse, title, own, by_textual=False))
    with _own_folders() as fresh:
        unseen, found = answered(browse, title, fresh, _QUERY, _COUNTED)
    ours, floor = middle(warm), middle(empty)
    ratios = [median(one[at] / other[at] for one, other in zip(warm, empty, strict=True)) for at in (0, 1)]
    cells = (
        _pair(unseen),
        _pair(found),
        _pair(middle(frames)),
        _pair(ours),
        _pair(floor),
        f"{ratios[0]:.2f} / {ratios[1]:.2f}",
        f"{keys.key_wall:.0f} / {keys.key_cpu:.0f}",
        f"{keys.letter_wall:.0f} / {keys.letter_cpu:.0f}",
        f"{keys.resident:.0f}",
    )
    return " | ".join(cells)


def _first_title(file: Path, own: Mapping[str, str]) -> str:
    """How the title of the first row begins: the first word or two, that no narrow column cuts."""
    listed = subprocess.run((*_BIBSCOPE, "list", str(file), "--limit", "1"), env=own, capture_output=True, check=True)
    return listed.stdout.decode().split("\t")[4][:10].strip()


def _pair(cost: Cost) -> str:
    return f"{cost.cpu:.2f} / {cost.wall:.2f}"


def _needed(cost: Cost | None) -> Cost:
    if cost is None:
        raise TimeoutError("bibscope did not end in time")
    return cost


def asked(words: Sequence[str]) -> dict[str, list[int]]:
    """Sizes from the command line, each for both kinds; a LibreCat only as large as they are."""
    counts = [int(word.replace(",", "").replace("_", "")) for word in words]
    return {"yaml": [count for count in counts if count <= _LARGEST_YAML], "bib": counts}


if __name__ == "__main__":
    main(asked(sys.argv[1:]) if len(sys.argv) > 1 else SIZES)
