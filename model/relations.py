"""How works relate: the vocabulary of relations with its inverses, and the graph of a library's works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from types import MappingProxyType

from model.columns import texts_in
from model.lazy import columns_of
from model.merge.heads import arxiv_id, normal_doi, unsuffixed
from model.record import Record, Relation, Source
from model.relation_kinds import GROUPS, KINDS, RelationKind, kind_of
from model.repositories import is_number, record_page
from model.work import Work

__all__ = ["GROUPS", "KINDS", "Dangling", "Edge", "Graph", "Node", "RelationKind", "kind_of"]

_AT_ONCE = 2_000  # works of which something is asked together

_Key = tuple[str, str]  # the sort of a target and its normal form


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation of a work as its page shows it: `label` is what the target is to the work.

    `explicit` relations are stated by a source of the work itself; the others follow from what the target states.
    `target_row` is None for a target outside the library. `target` is the id as stated, or the target's own id.
    """

    relation: str
    label: str
    group: str
    target_row: int | None
    target: str
    explicit: bool
    url: str
    title: str
    origin: Source


@dataclass(frozen=True, slots=True)
class Dangling:
    """A work outside the library that works in it refer to: `from_` says which rows, as what."""

    target: str
    from_: tuple[tuple[int, str], ...]
    url: str
    title: str = ""
    edges: tuple[Edge, ...] = ()  # what its own page would show: the inverse of each reference


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the tree of relations; `edge` leads to it from the place above and is None at the root."""

    row: int | None
    edge: Edge | None = None
    children: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Graph:
    """All relations among the works of a library, stated and inferred. Immutable; rows count the library's works."""

    by_row: Mapping[int, tuple[Edge, ...]] = field(default_factory=dict)
    dangling: Sequence[Dangling] = ()

    @classmethod
    def build(cls, works: Sequence[Work]) -> Graph:
        """Connect works. Costs what is stated: works without relations are only looked up as targets."""
        stated = list(_statements(works))
        finder = _Finder(works, {_key(each.relation) for each in stated})
        edges: defaultdict[int, list[Edge]] = defaultdict(list)
        outside: defaultdict[_Key, list[_Statement]] = defaultdict(list)
        for each in stated:
            row = finder.find(each)
            if row == each.row:
                continue
            if row is None:
                outside[_scoped(each, works)].append(each)
            edges[each.row].append(_stated_edge(each, row, works))
        _infer(edges, works)
        by_row = {row: tuple(sorted(_distinct(some), key=_edge_order)) for row, some in sorted(edges.items())}
        dangling = sorted((_stub(each, works) for each in outside.values()), key=lambda stub: _natural(stub.target))
        return cls(MappingProxyType(by_row), tuple(dangling))

    def edges(self, row: int) -> tuple[Edge, ...]:
        """The relations of a work, by group, then by kind, then as its source gives them."""
        return self.by_row.get(row, ())

    def version_chain(self, row: int) -> tuple[int, ...]:
        """The row and all rows that are versions or editions of it, the earliest first."""
        found = {row}
        frontier = [row]
        earlier: defaultdict[int, set[int]] = defaultdict(set)
        while frontier:
            here = frontier.pop()
            for other, is_later in self._versions(here):
                earlier[other if is_later else here].add(here if is_later else other)
                if other not in found:
                    found.add(other)
                    frontier.append(other)
        return tuple(_in_sequence(found, earlier))

    def _versions(self, row: int) -> Iterator[tuple[int, bool]]:
        for edge in self.edges(row):
            step = KINDS[edge.relation].step if edge.relation in KINDS else 0
            if step and edge.target_row is not None:
                yield edge.target_row, step > 0

    def tree(self, row: int, depth: int = 3, most: int = 10_000) -> Node:
        """What a work leads to, `depth` steps deep: thesis, its papers, their versions. No path meets a row twice.

        Of an endless tree, the first `most` places from top to bottom.
        """
        return Node(row, None, self._below(row, (row,), depth, iter(range(most))))

    def _below(self, row: int, path: tuple[int, ...], depth: int, places: Iterator[int]) -> tuple[Node, ...]:
        if depth < 1:
            return ()
        nodes = []
        for edge in self.edges(row):
            target = edge.target_row
            if target in path:
                continue
            if next(places, None) is None:
                break
            below = () if target is None else self._below(target, (*path, target), depth - 1, places)
            nodes.append(Node(target, edge, below))
        return tuple(nodes)


def _in_sequence(rows: set[int], earlier: Mapping[int, set[int]]) -> Iterator[int]:
    """Rows after all that are earlier. Where sources contradict each other in a circle, the last rows come first."""
    later: defaultdict[int, list[int]] = defaultdict(list)
    waits_for = dict.fromkeys(rows, 0)
    for row in rows:
        for other in earlier.get(row, ()):
            if other in rows and other != row:
                later[other].append(row)
                waits_for[row] += 1
    free = [-row for row in rows if not waits_for[row]]  # later rows of a library are the older works: these first
    heapify(free)
    last = sorted(rows)
    while waits_for:
        while not free and last[-1] not in waits_for:
            last.pop()
        row = -heappop(free) if free else last.pop()
        if row not in waits_for:
            continue
        del waits_for[row]
        yield row
        for other in later[row]:
            if other in waits_for:
                waits_for[other] -= 1
                if not waits_for[other]:
                    heappush(free, -other)


# -- what works state --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Statement:
    """One relation as one source of a work states it."""

    row: int
    relation: Relation
    record: Record


def _statements(works: Sequence[Work]) -> Iterator[_Statement]:
    """What the works' sources state, each relation of a work once.

    The winner's relations come first. Another source's relation is kept too, with that source as its origin, when
    no better source says anything of the target: an old export may know of a thesis which a new one, or BibTeX,
    leaves out.
    """
    told: set[_Key] = set()
    last = -1
    for start in range(0, len(works), _AT_ONCE):
        rows = enumerate(works[start : start + _AT_ONCE], start)
        sources = [(row, record) for row, work in rows for record in work.inputs]
        (stated,) = columns_of([record.fields for _, record in sources], ["relation"])
        for (row, record), value in zip(sources, stated, strict=True):
            if not value:
                continue
            if row != last:
                told, last = set(), row
            relations = dict.fromkeys(record.relations)
            new = [relation for relation in relations if relation.target and _key(relation) not in told]
            told.update(map(_key, new))
            yield from (_Statement(row, relation, record) for relation in new)


def _key(relation: Relation) -> _Key:
    """The target in the one form in which it is looked up."""
    target = relation.target.strip()
    if doi := normal_doi(target):
        return "doi", doi
    if relation.kind == "arxiv" or "arxiv.org/" in target.lower():
        return "arxiv", arxiv_id(target)
    if relation.kind == "citekey":
        return "citekey", target
    return ("url" if "://" in target else "id"), target


class _Finder:
    """Finds rows by id, earlier id, DOI, arXiv id, cite key or record page; knows only what was asked for."""

    def __init__(self, works: Sequence[Work], wanted: set[_Key]) -> None:
        self._works = works
        self._rows: defaultdict[_Key, dict[int, None]] = defaultdict(dict)
        names = {value for _, value in wanted}
        sorts = {one for sort, _ in wanted for one in _looked_up_as(sort)}
        for start in range(0, len(works) if wanted else 0, _AT_ONCE):
            for row, key in _named(works[start : start + _AT_ONCE], start, sorts, names):
                self._rows[key][row] = None

    def find(self, each: _Statement) -> int | None:
        """The row a statement is about; its own repository and its own file go before all others."""
        sort, target = _key(each.relation)
        for one in _looked_up_as(sort):
            rows = list(self._rows.get((one, target), ()))
            if one in ("id", "alias"):
                rows = [row for row in rows if self._in_reach(row, each)]
            elif one == "citekey" and len(rows) > 1:
                rows = [row for row in rows if each.record.source.file in self._works[row].files]
            if rows:
                return min(rows, key=lambda row: self._distance(row, each))
        return None

    def _in_reach(self, row: int, each: _Statement) -> bool:
        """A number means a record of its own repository; where one of the two is unknown they may be one."""
        here, there = self._works[each.row], self._works[row]
        return not (here.repository and there.repository) or _same(here, there)

    def _distance(self, row: int, each: _Statement) -> tuple[bool, bool, int]:
        here, there = self._works[each.row], self._works[row]
        return not _same(here, there), each.record.source.file not in there.files, row


def _same(a: Work, b: Work) -> bool:
    return a.repository == b.repository


_FIELDS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "citekey": ("citekey", str),
    "alias": ("alternative_id", str),
    "doi": ("DOI", normal_doi),
    "arxiv": ("arxiv", arxiv_id),
}
"""Under which fields records have what they may be found by, and in what form it is looked up."""


def _looked_up_as(sort: str) -> tuple[str, ...]:
    """What a target of this sort may be to the work that it means."""
    return {"id": ("id", "alias", "citekey"), "citekey": ("citekey", "id", "alias")}.get(sort, (sort,))


def _named(
    works: Sequence[Work], start: int, sorts: Container[str], names: Container[str]
) -> Iterator[tuple[int, _Key]]:
    """Which works may be found by some names, of some sorts and of others that cost nothing."""
    rows = enumerate(works, start)
    found = [
        (row, one) for row, work in rows for one in ((*work.inputs, work.record) if work.is_merged else work.inputs)
    ]
    for row, record in found:
        own = unsuffixed(record.id)
        if own in names:
            yield row, ("id" if record.id_kind == "librecat" or is_number(own) else "citekey", own)
        if "url" in sorts and (record.id_kind == "librecat" or is_number(own)):
            page = record_page(works[row - start].repository, own)
            if page in names:
                yield row, ("url", page)
    asked = [sort for sort in _FIELDS if sort in sorts]
    columns = columns_of([record.fields for _, record in found], [_FIELDS[sort][0] for sort in asked])
    for sort, values in zip(asked, columns, strict=True):
        form = _FIELDS[sort][1]
        for (row, _), value in zip(found, values, strict=True):
            for text in texts_in(value) if value else ():
                if (name := form(text)) in names:
                    yield row, (sort, name)


# -- edges -------------------------------------------------------------------------------------------------------


def _stated_edge(each: _Statement, row: int | None, works: Sequence[Work]) -> Edge:
    relation = each.relation
    kind = kind_of(relation.relation)
    title = works[row].record.title if row is not None else relation.title
    url = _address(each, works) if row is None else _page(works[row])
    target = relation.target
    return Edge(kind.name, kind.label, kind.group, row, target, True, url, title, each.record.source)


def _page(work: Work) -> str:
    """Where a work of the library is on the web: its record page, else its DOI's."""
    record = next((record for record in work.inputs if record.id_kind == "librecat"), work.inputs[0])
    is_id = record.id_kind == "librecat" or is_number(unsuffixed(record.id))
    page = record_page(work.repository, unsuffixed(record.id)) if is_id else ""
    return page or (f"https://doi.org/{work.record.doi}" if work.record.doi else "")


def _address(each: _Statement, works: Sequence[Work]) -> str:
    """Where a work outside the library may be found."""
    sort, target = _key(each.relation)
    match sort:
        case "doi":
            return f"https://doi.org/{target}"
        case "arxiv":
            return f"https://arxiv.org/abs/{target}"
        case "url":
            return target
        case "id":
            return record_page(works[each.row].repository, target)
    return ""


def _infer(edges: defaultdict[int, list[Edge]], works: Sequence[Work]) -> None:
    """Give every target the inverse of what is said about it, unless it says so itself."""
    linked = {(row, edge.target_row) for row, some in edges.items() for edge in some}
    inferred: list[tuple[int, Edge]] = []
    for row, some in edges.items():
        for edge in some:
            there = edge.target_row
            kind = kind_of(kind_of(edge.relation).inverse)
            if there is None or (kind.name == "other" and (there, row) in linked):
                continue  # what the target says itself is more exact
            work = works[row]
            back = Edge(
                kind.name, kind.label, kind.group, row, work.id, False, _page(work), work.record.title, edge.origin
            )
            inferred.append((there, back))
    for row, edge in inferred:
        edges[row].append(edge)


def _distinct(edges: Iterable[Edge]) -> Iterator[Edge]:
    """Each relation to each target once: a target may be stated by id and by DOI, and inferred besides."""
    seen: set[tuple[str, int | str]] = set()
    for edge in edges:
        key = (edge.relation, edge.target if edge.target_row is None else edge.target_row)
        if key not in seen:
            seen.add(key)
            yield edge


def _edge_order(edge: Edge) -> tuple[int, int]:
    return list(GROUPS).index(edge.group), kind_of(edge.relation).order


def _scoped(each: _Statement, works: Sequence[Work]) -> _Key:
    """What makes two statements mean one work outside the library: a number counts within its repository."""
    sort, target = _key(each.relation)
    if sort == "id":
        return works[each.row].repository, target
    return (each.record.source.file, target) if sort == "citekey" else (sort, target)


def _stub(statements: Sequence[_Statement], works: Sequence[Work]) -> Dangling:
    first = statements[0]
    title = next((each.relation.title for each in statements if each.relation.title), "")
    from_ = tuple(dict.fromkeys((each.row, kind_of(each.relation.relation).name) for each in statements))
    edges = []
    for row, name in from_:
        kind, work = kind_of(kind_of(name).inverse), works[row]
        origin = next(each.record.source for each in statements if each.row == row)
        page = _page(work)
        edges.append(Edge(kind.name, kind.label, kind.group, row, work.id, False, page, work.record.title, origin))
    return Dangling(first.relation.target, from_, _address(first, works), title, tuple(edges))


def _natural(text: str) -> tuple[int, str]:
    return (int(text), text) if is_number(text) and len(text) < 19 else (10**19, text)
