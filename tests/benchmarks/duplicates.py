"""How well and how fast duplicates are found, on generated sets whose duplicates are labelled."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from model.merge import Merged, merge
from model.merge.heads import normal_doi
from model.record import Record
from model.text import fold
from tests.benchmarks.duplicate_sets import Labelled, labelled, overlapping

__all__ = ["Score", "hinted", "main", "score"]

_Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of records: how many were truly one work, how many were joined, how many of those rightly."""

    true: int
    joined: int
    right: int
    wrong: tuple[tuple[str, str], ...] = ()
    missed: tuple[tuple[str, str], ...] = ()

    @property
    def precision(self) -> float:
        """How many of the joined pairs are one work."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """How many of the pairs that are one work were joined."""
        return self.right / self.true if self.true else 1.0


def _place(record: Record) -> _Place:
    return record.source.file, record.source.index


def score(groups: Iterable[Sequence[Record]], truth: Sequence[Labelled]) -> Score:
    """Compare groups of records with the labels."""
    label = {_place(each.record): each for each in truth}
    works = Counter(each.work for each in truth)
    joined = [(label[_place(a)], label[_place(b)]) for group in groups for a, b in combinations(group, 2)]
    right = [(a, b) for a, b in joined if a.work == b.work]
    wrong = tuple((f"{a.kind}: {a.record.title}", f"{b.kind}: {b.record.title}") for a, b in joined if a.work != b.work)
    found = {each.work for pair in right for each in pair}
    missed = tuple((each.kind, each.record.title) for each in truth if works[each.work] > 1 and each.work not in found)
    return Score(sum(n * (n - 1) // 2 for n in works.values()), len(joined), len(right), wrong, missed)


def hinted(merged: Merged, truth: Sequence[Labelled]) -> tuple[int, int]:
    """Of the copies that were not joined, how many have a hint; and how many hints there are."""
    label = {_place(each.record): each.work for each in truth}
    asked = 0
    for hint in merged.hints:
        one, other = ({label[_place(record)] for record in merged.works[row].inputs} for row in hint.rows)
        asked += bool(one & other)
    return asked, len(merged.hints)


def _by_key(records: Iterable[Record], key: Callable[[Record], str]) -> list[list[Record]]:
    groups: defaultdict[str, list[Record]] = defaultdict(list)
    alone = []
    for record in records:
        if name := key(record):
            groups[name].append(record)
        else:
            alone.append([record])
    return [*groups.values(), *alone]


def main() -> None:
    """Print precision, recall and speed, beside what simpler rules would give."""
    truth = labelled(6_000)
    records = [each.record for each in truth]
    merged = merge(records)
    asked, hints = hinted(merged, truth)
    rows = (
        ("bibscope", score([work.inputs for work in merged.works], truth)),
        ("equal DOI", score(_by_key(records, lambda record: normal_doi(record.doi)), truth)),
        ("equal title", score(_by_key(records, lambda record: fold(record.title)), truth)),
        ("equal title and year", score(_by_key(records, lambda one: f"{fold(one.title)} {one.year}"), truth)),
        ("equal ISBN", score(_by_key(records, lambda record: "".join(record.texts("ISBN"))), truth)),
    )
    pairs = rows[0][1].true
    print(f"duplicates: {len(records):,} records, {pairs:,} labelled pairs, look-alikes among them")
    for name, result in rows:
        print(f"  {name:<22} precision {result.precision:7.2%}   recall {result.recall:7.2%}")
    print(
        f"  {asked} of the {pairs - rows[0][1].right} pairs not joined have a `same work?` hint; {hints} hints in all"
    )
    many = overlapping(100_000)
    start, busy = time.perf_counter(), time.process_time()
    works = merge(many).works
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    print(f"  {len(many):,} records from three overlapping files into {len(works):,} works:", end=" ")
    print(f"{seconds:.1f} s, {busy:.1f} s of CPU")


if __name__ == "__main__":
    main()
