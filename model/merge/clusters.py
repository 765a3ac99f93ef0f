"""Which records are one work: links followed from the strongest to the weakest, none against a contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, product

from model.merge.fuzzy import HINT, Alike, alike, contradiction
from model.merge.heads import Head, Heads
from model.merge.identity import Edge, conflicting_ids

__all__ = ["Apart", "Clusters", "Likely", "cluster"]

_OVERRIDE = 1000.0
_LARGE = 10_000  # pairs across two groups that likeness would join; nobody has a work in that many files


@dataclass(frozen=True, slots=True)
class Apart:
    """Two records that something says are one work and something else says are not."""

    a: int
    b: int
    why: str
    cut: bool = False  # the two agree; it is others, joined to them, who do not


@dataclass(frozen=True, slots=True)
class Likely:
    """Two records of different works that may be one."""

    a: int
    b: int
    ratio: float
    why: str


@dataclass(frozen=True, slots=True)
class Clusters:
    """The outcome, in numbers of records: groups, the links inside them, what was kept apart, what to look at."""

    groups: tuple[tuple[int, ...], ...]
    joins: tuple[tuple[Edge, ...], ...]  # parallel to groups
    apart: tuple[Apart, ...]
    likely: tuple[Likely, ...]


@dataclass(slots=True)
class _Forest:
    """Groups while they grow. Every record starts as its own; what is known of a group is kept under its root."""

    heads: Heads
    parent: list[int]
    grown: dict[int, list[int]]  # the members of groups of several
    dois: dict[int, str]
    numbered: dict[int, list[Head]]  # of groups of several, those that have an _id or know an earlier one
    told_apart: dict[int, set[int]] = field(default_factory=dict)  # of root: records that may not join it
    joins: list[Edge] = field(default_factory=list)
    apart: list[Apart] = field(default_factory=list)

    @classmethod
    def of(cls, heads: Heads, different: Iterable[tuple[int, int]]) -> _Forest:
        """Each record by itself, with what it must not be joined with."""
        dois = {row: doi for row, doi in enumerate(heads.dois) if doi}
        forest = cls(heads, list(range(len(heads))), {}, dois, {})
        for a, b in different:
            forest.told_apart.setdefault(a, set()).add(b)
            forest.told_apart.setdefault(b, set()).add(a)
        return forest

    def root(self, row: int) -> int:
        while self.parent[row] != row:
            self.parent[row] = row = self.parent[self.parent[row]]
        return row

    def members(self, root: int) -> Sequence[int]:
        """The rows of the group of a root."""
        return self.grown.get(root) or (root,)

    def having_id(self, root: int) -> list[Head]:
        """Those of the group of a root that have an _id or know an earlier one."""
        found = self.numbered.get(root)
        if found is None:
            found = [self.heads[root]] if self.heads.ranks[root] == 2 or root in self.heads.aliases else []
        return found

    def join(self, edge: Edge) -> None:
        """Make two groups one; the smaller row becomes the root, so that the outcome depends on no order."""
        root, other = sorted((self.root(edge.a), self.root(edge.b)))
        self.parent[other] = root
        self.grown.setdefault(root, [root]).extend(self.members(other))
        self.grown.pop(other, None)
        if other in self.dois:
            self.dois.setdefault(root, self.dois.pop(other))
        self.numbered[root] = _each_once((*self.having_id(root), *self.having_id(other)))
        self.numbered.pop(other, None)
        if other in self.told_apart:
            self.told_apart.setdefault(root, set()).update(self.told_apart.pop(other))
        self.joins.append(edge)

    def against(self, edge: Edge) -> str:
        """What forbids joining the groups of an edge; empty when nothing does."""
        a, b = self.root(edge.a), self.root(edge.b)
        if not self.told_apart.get(a, set()).isdisjoint(self.members(b)):
            return "told to be different"
        if edge.strength >= _OVERRIDE:
            return ""
        if edge.likeness:
            return _unlike(*([self.heads[row] for row in self.members(root)] for root in (a, b)))
        if a in self.dois and b in self.dois and self.dois[a] != self.dois[b]:
            return "their DOIs differ"
        two = conflicting_ids(self.having_id(a), self.having_id(b), by_likeness=False)
        return "they have different ids in one repository" if two else ""

    def try_join(self, edge: Edge) -> None:
        """Join what an edge links unless something forbids it; then remember that."""
        if self.root(edge.a) == self.root(edge.b):
            return
        if against := self.against(edge):
            direct = contradiction(self.heads[edge.a], self.heads[edge.b]) or against == "told to be different"
            self.apart.append(Apart(edge.a, edge.b, f"{edge.why}, but {against}", cut=not direct))
        else:
            self.join(edge)


def _each_once(heads: Iterable[Head]) -> list[Head]:
    """Of heads that say the same of ids one: nobody need ask the others."""
    return list({(head.id, head.id_rank, head.scope, head.file, head.aliases): head for head in heads}.values())


def _unlike(some: Sequence[Head], others: Sequence[Head]) -> str:
    """Before likeness joins two groups, everybody is asked: nobody may contradict, no file may be in both."""
    if len(some) * len(others) > _LARGE:
        return "too many records would become one"
    if not {head.file for head in some}.isdisjoint(head.file for head in others):
        return "two entries of one file would become one"
    return next((against for a, b in product(some, others) if (against := contradiction(a, b))), "")


def cluster(
    heads: Heads,
    joined: Iterable[Edge],
    refused: Iterable[Edge] = (),
    same: Iterable[tuple[int, int]] = (),
    different: Iterable[tuple[int, int]] = (),
) -> Clusters:
    """Group records into works. `heads` must come in an order that does not depend on the order of files."""
    different = tuple(different)
    forest = _Forest.of(heads, different)
    edges = [*joined, *(Edge(_OVERRIDE, a, b, "told to be the same") for a, b in same)]
    for edge in sorted(edges, key=lambda edge: (-edge.strength, edge.a, edge.b)):
        forest.try_join(edge)
    pairs = alike(heads, forest.root)
    _join_alike(forest, [pair for pair in pairs if not pair.verdict])
    apart = [*forest.apart, *(Apart(edge.a, edge.b, edge.why) for edge in refused)]
    return _outcome(forest, apart, pairs)


def _join_alike(forest: _Forest, pairs: list[Alike]) -> None:
    """Join alike records, best first. A record equally like two that cannot be one is left alone."""
    pairs.sort(key=lambda pair: (-pair.score, pair.a, pair.b))
    for _, level in groupby(pairs, key=lambda pair: pair.score):
        edges = [
            Edge(pair.score / 2, pair.a, pair.b, _why(pair.ratio), True)
            for pair in level
            if forest.root(pair.a) != forest.root(pair.b)
        ]
        rivals = _rivals(forest, [edge for edge in edges if not forest.against(edge)])
        for edge in edges:
            if edge in rivals:
                forest.apart.append(Apart(edge.a, edge.b, f"{edge.why}, but equally like another work", cut=True))
            else:
                forest.try_join(edge)


def _why(ratio: float) -> str:
    title = "the same title" if ratio == 100.0 else f"titles alike to {ratio:.0f}%"
    return f"{title}, the same first author, year and type"


def _rivals(forest: _Forest, edges: list[Edge]) -> set[Edge]:
    """Edges of one strength that lead from one group to two which contradict each other."""
    out: defaultdict[int, list[tuple[int, Edge]]] = defaultdict(list)
    for edge in edges:
        a, b = forest.root(edge.a), forest.root(edge.b)
        out[a].append((b, edge))
        out[b].append((a, edge))
    rivals: set[Edge] = set()
    for ends in out.values():
        for (one, first), (other, second) in product(ends, ends) if 1 < len(ends) < 20 else ():
            if one < other and _contradict(forest, one, other):
                rivals |= {first, second}
    return rivals


def _contradict(forest: _Forest, one: int, other: int) -> bool:
    some, others = ([forest.heads[row] for row in forest.members(root)] for root in (one, other))
    return bool(_unlike(some, others))


# -- the outcome -------------------------------------------------------------------------------------------------


def _outcome(forest: _Forest, apart: list[Apart], pairs: Iterable[Alike]) -> Clusters:
    roots = [row for row, parent in enumerate(forest.parent) if row == parent]
    joins: defaultdict[int, list[Edge]] = defaultdict(list)
    for edge in forest.joins:
        joins[forest.root(edge.a)].append(edge)
    kept = tuple(_once(forest, apart))
    return Clusters(
        groups=tuple(tuple(sorted(forest.members(root))) for root in roots),
        joins=tuple(tuple(joins.get(root, ())) for root in roots),
        apart=kept,
        likely=tuple(_hints(forest, pairs)),
    )


def _once(forest: _Forest, apart: Iterable[Apart]) -> Iterator[Apart]:
    """Each pair of works once, with the first and so the strongest of its reasons."""
    seen: set[tuple[int, int]] = set()
    for each in apart:
        pair = _work_pair(forest, each.a, each.b)
        if pair[0] != pair[1] and pair not in seen:
            seen.add(pair)
            yield each


def _work_pair(forest: _Forest, a: int, b: int) -> tuple[int, int]:
    one, other = forest.root(a), forest.root(b)
    return (one, other) if one < other else (other, one)


def _hints(forest: _Forest, pairs: Iterable[Alike]) -> Iterator[Likely]:
    """The best pair for every two works that look like one and stayed two."""
    best: dict[tuple[int, int], Alike] = {}
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.a, pair.b)):
        works = _work_pair(forest, pair.a, pair.b)
        if works[0] != works[1] and pair.ratio >= HINT:
            best.setdefault(works, pair)
    for (one, other), pair in best.items():
        if forest.told_apart.get(one, set()).isdisjoint(forest.members(other)):
            yield Likely(pair.a, pair.b, pair.ratio, _hint(pair))


def _hint(pair: Alike) -> str:
    title = "the same title and first author" if pair.ratio == 100.0 else f"titles alike to {pair.ratio:.0f}%"
    return f"{title}; {pair.verdict or 'joining them would join others that differ'}"
