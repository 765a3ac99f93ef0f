"""How well rendered citations agree with the reference processor, how fast they are, and whether every style works.

Run with `python -m tests.benchmarks.citations`; `--all-styles` renders three records in each of the
2,851 styles, `--misses STYLE` prints what differs in one style ("all" for every style).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from rapidfuzz.fuzz import ratio

from model.citations import styles
from model.citations.csl import render

GOLDEN = Path(__file__).parents[3] / "shared" / "golden" / "citations.json"
NEAR = 97
PROBES = ("y11183", "s07", "s14")
_TAG = re.compile(r"</?(?:i|b|sup|sub|span)\b[^<>]*>")


def main() -> None:
    """Print exact and near figures for each style and in all, and the time of a citation."""
    parser = argparse.ArgumentParser(description="Compare rendered citations with citeproc-js's.")
    parser.add_argument("--all-styles", action="store_true", help="render three records in every style")
    parser.add_argument("--misses", metavar="STYLE", default="", help='print what differs; "all" for every style')
    options = parser.parse_args()
    if not GOLDEN.exists():
        print(f"no reference citations at {GOLDEN}")
        return
    data = json.loads(GOLDEN.read_text(encoding="utf-8"))
    items = {item["id"]: item for item in data["items"]}
    print_agreement(items, data["expected"], options.misses)
    print_speed(items.values())
    if options.all_styles:
        print_every_style([items[key] for key in PROBES])


def print_agreement(
    items: Mapping[str, Mapping[str, object]], expected: Mapping[str, Mapping[str, str]], misses: str
) -> None:
    """Exact and near matches by style, over all, and over the records that come from LibreCat."""
    totals: dict[str, list[int]] = {"total": [0, 0, 0], "LibreCat records": [0, 0, 0]}
    print(f"{'style':45} exact  near    of")
    for style, texts in expected.items():
        counts = [0, 0, 0]
        for key, text in texts.items():
            got = plain(render(items[key], style, locale="en-US"))
            exact, near = int(got == plain(text)), int(ratio(got, plain(text)) >= NEAR)
            for row in (counts, totals["total"], *([totals["LibreCat records"]] if key[0] == "y" else [])):
                row[0], row[1], row[2] = row[0] + exact, row[1] + near, row[2] + 1
            if not exact and misses in (style, "all"):
                print(f"  {key}\n    - {plain(text)}\n    + {got}")
        print(f"{style:45} {counts[0]:5} {counts[1]:5} {counts[2]:5}")
    for name, (hits, close, count) in totals.items():
        print(f"{name:45} {hits / count:.2%} exact, {close / count:.2%} near of {count}")


def print_speed(items: Iterable[Mapping[str, object]]) -> None:
    """Milliseconds for a citation, once its style is read."""
    records = list(items)
    for style in ("apa", "chicago", "ieee", "nature"):
        start = time.perf_counter()
        for item in records:
            render(item, style)
        print(f"{style:45} {1000 * (time.perf_counter() - start) / len(records):.2f} ms a citation")


def print_every_style(probes: list[Mapping[str, object]]) -> None:
    """Render the probes in every style that is none other's alias; count what fails and what is empty."""
    start, renders, failures, empty = time.perf_counter(), 0, [], 0
    for info in styles.all_styles():
        if info.dependent_on:
            continue
        for probe in probes:
            renders += 1
            try:
                empty += not render(probe, info.name)
            except Exception as error:  # whatever it is, it is what this run looks for
                failures.append(f"{info.name}: {error!r}")
    seconds = time.perf_counter() - start
    print(f"{renders} renders in {seconds:.1f} s: {len(failures)} failed, {empty} gave nothing")
    print("\n".join(failures))


def plain(text: str) -> str:
    """A citation without its tags, its blanks collapsed."""
    return " ".join(_TAG.sub("", text).split())


if __name__ == "__main__":
    main()
