"""The door to merging: records in; works, what was kept apart, hints and notices out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from model.apart import Hint, KeptApart
from model.merge.clusters import Apart, Clusters, Likely, cluster
from model.merge.heads import Heads
from model.merge.identity import exact_edges
from model.merge.overrides import Overrides, rows_of
from model.merge.precedence import by_content
from model.merge.provenance import united
from model.record import Notice, Record
from model.repositories import KNOWN, Repository, placed
from model.text import fold
from model.work import Join, Work

__all__ = ["Hint", "Join", "KeptApart", "Merged", "Work", "merge"]

_NONE = Overrides()


@dataclass(frozen=True, slots=True)
class Merged:
    """The works in the library's default order: newest first, then by title, then by id; those without year last."""

    works: tuple[Work, ...]
    kept_apart: tuple[KeptApart, ...] = ()
    hints: tuple[Hint, ...] = ()
    notices: tuple[Notice, ...] = ()


def merge(records: Iterable[Record], overrides: Overrides = _NONE, known: Iterable[Repository] = KNOWN) -> Merged:
    """Make works of records. The result does not depend on the order in which files or records come."""
    ordered = by_content(records)
    heads = Heads(ordered, known)
    joined, refused = exact_edges(heads, ordered)
    clusters = cluster(heads, joined, refused)
    notices: list[Notice] = []
    if overrides:
        groups = clusters.groups
        shown = [work.id for work in _with_unique_ids(_works(ordered, heads, clusters))[0]]
        same, different = _decided(overrides, heads, groups, shown, notices)
        clusters = cluster(heads, joined, refused, same, different)
    return _merged(ordered, heads, clusters, notices)


def _merged(ordered: Sequence[Record], heads: Heads, clusters: Clusters, notices: list[Notice]) -> Merged:
    works, clashes = _with_unique_ids(_works(ordered, heads, clusters))
    order = _in_order(works, heads, clusters.groups)
    row_of = {place: row for row, place in enumerate(order)}
    sorted_works = tuple(works[place] for place in order)
    group_of = {member: row_of[place] for place, group in enumerate(clusters.groups) for member in group}
    apart = tuple(_kept_apart(sorted_works, group_of, clusters.apart))
    told = [*notices, *_notices(apart, clusters.apart, ordered)]
    told += [_clash(sorted_works, sorted(row_of[place] for place in places)) for places in clashes]
    return Merged(sorted_works, apart, tuple(_hints(sorted_works, group_of, clusters.likely)), tuple(told))


# -- works -------------------------------------------------------------------------------------------------------


def _works(ordered: Sequence[Record], heads: Heads, clusters: Clusters) -> list[Work]:
    works = []
    for group, edges in zip(clusters.groups, clusters.joins, strict=True):
        if len(group) == 1:
            (row,) = group
            record = placed(ordered[row], heads.scopes[row])
            works.append(Work(record, (ordered[row],), (), heads.scopes[row]))
            continue
        base = next((heads.scopes[row] for row in group if heads.scopes[row]), "")
        joins = tuple(Join(ordered[edge.a].source, ordered[edge.b].source, edge.why) for edge in edges)
        works.append(united((ordered[row] for row in group), base, joins))
    return works


def _with_unique_ids(works: list[Work]) -> tuple[list[Work], list[list[int]]]:
    """Works whose ids are all different, and for each id that several had, their places.

    The one that keeps the plain id is the repository's own record before a cite key, the newest before the older;
    then content decides. The others are numbered from `~2`.
    """
    if len({work.record.id for work in works}) == len(works):
        return works, []
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, work in enumerate(works):
        places[work.id].append(place)
    clashes = [some for some in places.values() if len(some) > 1]
    taken = set(places)
    for some in clashes:
        some.sort(key=lambda place: _claim(works[place]))
        some.sort(key=lambda place: works[place].record.source.date_updated, reverse=True)
        some.sort(key=lambda place: works[place].record.id_kind != "librecat")
        number = 2
        for place in some[1:]:
            while (id_ := f"{works[place].id}~{number}") in taken:
                number += 1
            taken.add(id_)
            works[place] = replace(works[place], record=replace(works[place].record, id=id_))
    return works, clashes


def _claim(work: Work) -> tuple[str, ...]:
    record = work.record
    return (work.repository, record.doi.lower(), record.title, str(record.issued), repr(sorted(record.fields.items())))


def _in_order(works: Sequence[Work], heads: Heads, groups: Sequence[Sequence[int]]) -> list[int]:
    """The places of works, newest first, then by title, then by id; what is known of one record need not be made."""
    keys: list[str] = []
    years: defaultdict[int, list[int]] = defaultdict(list)
    for place, (work, group) in enumerate(zip(works, groups, strict=True)):
        record, row = work.record, group[0]
        alone = len(group) == 1
        title, year = (heads.titles[row], heads.years[row]) if alone else (fold(record.title), record.year)
        keys.append(f"{title}\0{record.id}")  # no folded title has a control code
        years[year].append(place)
    return [place for year in sorted(years, reverse=True) for place in sorted(years[year], key=keys.__getitem__)]


# -- reports -----------------------------------------------------------------------------------------------------


def _kept_apart(works: Sequence[Work], row_of: Mapping[int, int], apart: Iterable[Apart]) -> Iterator[KeptApart]:
    for each in apart:
        rows = tuple(sorted((row_of[each.a], row_of[each.b])))
        yield KeptApart(tuple(works[row].id for row in rows), each.why, rows)


def _notices(kept: Sequence[KeptApart], apart: Sequence[Apart], ordered: Sequence[Record]) -> Iterator[Notice]:
    """What a reader of the files should know. Versions that share an arXiv id are as they should be."""
    for entry, each in zip(kept, apart, strict=True):
        if "arXiv" in each.why or "told to be" in each.why:
            continue
        source = max((ordered[each.a].source, ordered[each.b].source), key=lambda one: (one.file, one.line))
        message = (
            f"{' and '.join(entry.ids)} have {each.why}" if not each.cut else f"{' and '.join(entry.ids)}: {each.why}"
        )
        yield Notice(source.file, source.line, "warning", message, "kept them as two works", entry.ids[0])


def _clash(works: Sequence[Work], rows: Sequence[int]) -> Notice:
    """One id that several works have."""
    by_id = sorted((works[row] for row in rows), key=lambda work: (len(work.id), work.id))
    source = by_id[-1].record.source
    message = f"{len(by_id)} works are called {by_id[0].id}"
    action = f"shown as {', '.join(work.id for work in by_id)}"
    return Notice(source.file, source.line, "warning", message, action, by_id[-1].id)


def _hints(works: Sequence[Work], row_of: Mapping[int, int], likely: Iterable[Likely]) -> Iterator[Hint]:
    for each in likely:
        one, other = sorted((row_of[each.a], row_of[each.b]))
        if not _related(works[one], works[other]) and not _related(works[other], works[one]):
            yield Hint((works[one].id, works[other].id), each.ratio, each.why, (one, other))


def _related(work: Work, other: Work) -> bool:
    """Whether a work says itself how it relates to another, which answers the question."""
    names = {record.id for record in other.inputs} | {record.doi.lower() for record in other.inputs}
    return any(relation.target.lower() in names for record in work.inputs for relation in record.relations)


# -- overrides ---------------------------------------------------------------------------------------------------

_Rows = list[tuple[int, int]]


def _decided(
    overrides: Overrides,
    heads: Heads,
    groups: Sequence[Sequence[int]],
    shown: Sequence[str],
    notices: list[Notice],
) -> tuple[_Rows, _Rows]:
    """The pairs of records that the overrides join and part; a name that means nothing is told."""
    same: _Rows = []
    different: _Rows = []
    for pairs, out in ((overrides.same, same), (overrides.different, different)):
        for one, other in pairs:
            some, others = rows_of(one, heads, groups, shown), rows_of(other, heads, groups, shown)
            for name, rows in ((one, some), (other, others)):
                if not rows:
                    notices.append(Notice(overrides.file, 0, "warning", f"no record is called {name}", "ignored it"))
            out += [(a, b) for a in some for b in others if a != b]
    return same, different
