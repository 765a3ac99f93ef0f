"""Whether two records are one work as far as their heads tell, and the links that identifiers make between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from model.fields import TYPES
from model.merge.heads import Head, Heads, Texts
from model.record import Record

__all__ = ["Edge", "conflicting_ids", "exact_edges", "other_pages", "same_family", "same_kind", "titles_agree"]

TITLES_AGREE = 85.0  # of 100: two titles of one _id
TITLES_DIFFER = 60.0  # below this, two titles under one DOI may be two chapters that carry their book's
FAMILIES_AGREE = 80.0


class Edge(NamedTuple):
    """A reason to take two records for one work; the stronger ones are followed first."""

    strength: float
    a: int
    b: int
    why: str
    likeness: bool = False  # found by likeness, not by an identifier


# -- comparisons -------------------------------------------------------------------------------------------------


def titles_agree(a: Head, b: Head, least: float = TITLES_AGREE) -> bool:
    """Whether two titles are alike enough; one that was cut off agrees with what starts like it."""
    if a.title == b.title:
        return bool(a.title)
    if not a.title or not b.title:
        return False
    if (a.damaged and b.title.startswith(a.title)) or (b.damaged and a.title.startswith(b.title)):
        return True
    return fuzz.ratio(a.title, b.title, score_cutoff=least) > 0


def same_family(a: Head, b: Head) -> bool:
    """Whether the first authors' family names agree, a particle that only one side has left aside."""
    longer, shorter = (a.family, b.family) if len(a.family) >= len(b.family) else (b.family, a.family)
    if not shorter:
        return False
    return longer.endswith(" " + shorter) or fuzz.ratio(longer, shorter) >= FAMILIES_AGREE


def same_kind(a: Head, b: Head) -> bool:
    """Whether two types are of one class; a type that BibTeX or RIS made vague agrees with all it may stand for."""
    first, second = _class(a), _class(b)
    if first == second:
        return True
    if not (a.guessed or b.guessed) or "preprint" in (first, second):
        return False
    one, other = TYPES.get(a.type), TYPES.get(b.type)
    return bool(one and other and one.bibtex == other.bibtex)


def _class(head: Head) -> str:
    info = TYPES.get(head.type)
    family = info.family if info else head.type or "other"
    if head.guessed and (family == "other" or head.container.startswith(("arxiv", "corr"))) and head.arxiv:
        return "preprint"
    return family


# -- links by identifiers ----------------------------------------------------------------------------------------


def exact_edges(heads: Heads, records: Sequence[Record]) -> tuple[list[Edge], list[Edge]]:
    """The links that identifiers make, and those they would make if the rest of the records did not contradict."""
    joined: list[Edge] = []
    refused: list[Edge] = []
    for strength, keys, judge, name in (
        (
            500.0,
            _single([id_ if rank else "" for id_, rank in zip(heads.ids, heads.ranks, strict=True)]),
            _judge_id,
            "the same _id {}",
        ),
        (400.0, _single(heads.dois), _judge_identifier, "the same DOI {}"),
        (300.0, _several(heads.isi), _judge_identifier, "the same Web of Science number {}"),
        (290.0, _several(heads.pmid), _judge_identifier, "the same PubMed number {}"),
        (200.0, _several(heads.arxiv), _judge_arxiv, "the same arXiv id {}"),
    ):
        for key, rows in _shared(*keys).items():
            why = name.format(key)
            for a, b in _pairs(rows):
                contradiction = judge(heads[a], heads[b])
                if contradiction is None:
                    continue
                edge = Edge(strength, a, b, why if not contradiction else f"{why}, but {contradiction}")
                (refused if contradiction else joined).append(edge)
    joined += _alias_edges(heads)
    joined += _repeated(heads, records)
    return joined, refused


_Keys = tuple[Iterable[int], Sequence[str]]  # rows and, parallel to them, their keys; an empty key is none


def _single(keys: Sequence[str]) -> _Keys:
    return range(len(keys)), keys


def _several(keys: Mapping[int, Texts]) -> _Keys:
    having = [(row, key) for row, some in keys.items() for key in some]
    return [row for row, _ in having], [key for _, key in having]


def _shared(rows: Iterable[int], keys: Sequence[str]) -> Mapping[str, list[int]]:
    """The rows of every key that several rows have, or one has twice, in the order in which the keys come first."""
    counts = Counter(keys)
    del counts[""]
    repeated = {key for key, count in counts.items() if count > 1}
    buckets: defaultdict[str, list[int]] = defaultdict(list)
    for row, key in zip(rows, keys, strict=True) if repeated else ():
        if key in repeated:
            buckets[key].append(row)
    return buckets


def _pairs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """All pairs of a few; of many, each with the first and with its neighbour, which keeps the work linear."""
    if len(rows) <= 12:
        yield from combinations(rows, 2)
        return
    for place in range(1, len(rows)):
        yield rows[0], rows[place]
        if place > 1:
            yield rows[place - 1], rows[place]


def _judge_id(a: Head, b: Head) -> str | None:
    """Nothing to say against one work: empty. None: the two ids have nothing to do with each other."""
    if a.scope and b.scope and a.scope != b.scope:
        return None
    if a.doi and a.doi == b.doi:
        return ""
    if a.doi and b.doi:
        return "their DOIs differ" if a.id_rank + b.id_rank > 2 else None
    if titles_agree(a, b):
        return ""
    if a.id_rank == b.id_rank == 2 and not (a.title and b.title):
        return ""
    return "their titles differ" if a.id_rank + b.id_rank > 2 else None


def _judge_identifier(a: Head, b: Head) -> str:
    """An identifier decides, unless all else speaks against it.

    Chapters often carry the DOI of their book; and people copy entries, and forget to change the DOI.
    """
    if a.doi and b.doi and a.doi != b.doi:
        return "their DOIs differ"
    if not a.title or not b.title or a.title == b.title:
        return ""
    if fuzz.token_set_ratio(a.title, b.title) >= TITLES_DIFFER or a.title == b.original or b.title == a.original:
        return ""
    comparable = bool(a.family and b.family) and _is_latin(a.family) == _is_latin(b.family)
    others = comparable and (not same_family(a, b) or _elsewhere(a, b))
    part_of_a_book = not {"chapter", "conference"}.isdisjoint((_class(a), _class(b)))
    return "their titles have nothing in common" if others or part_of_a_book or other_pages(a, b) else ""


def _is_latin(name: str) -> bool:
    """Whether a folded name is in Latin letters; one that is not cannot be compared with one that is."""
    return any("a" <= letter <= "z" for letter in name)


def _elsewhere(a: Head, b: Head) -> bool:
    """Another volume, or a year that no delay between two ways of publishing explains."""
    volumes = bool(a.volume and b.volume) and a.volume != b.volume
    return volumes or (bool(a.year and b.year) and abs(a.year - b.year) > 1)


def other_pages(a: Head, b: Head) -> bool:
    """First pages that differ, except where one counts from 1 as a preprint does."""
    return a.page.isdecimal() and b.page.isdecimal() and a.page != b.page and "1" not in (a.page, b.page)


def _judge_arxiv(a: Head, b: Head) -> str:
    if a.doi and b.doi and a.doi != b.doi:
        return "their DOIs differ"
    if not same_kind(a, b):
        return "they are of different types"
    if a.title and b.title and not titles_agree(a, b):
        return "their titles differ"
    return ""


def _alias_edges(heads: Heads) -> Iterator[Edge]:
    """Records that one repository has renumbered. Old numbers run in another series: a miss is no news."""
    owners = _index(heads)
    for row, aliases in heads.aliases.items():
        for alias in aliases:
            for owner in owners.get(alias, ()):
                if owner != row and alias != heads.ids[row] and _judge_id(heads[row], heads[owner]) == "":
                    yield Edge(350.0, row, owner, f"{alias} is an earlier id of {heads.ids[row]}")


def _index(heads: Heads) -> Mapping[str, list[int]]:
    wanted = set(chain.from_iterable(heads.aliases.values()))
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for row, id_ in enumerate(heads.ids if wanted else ()):
        if id_ in wanted and heads.ranks[row]:
            owners[id_].append(row)
    return owners


def _repeated(heads: Heads, records: Sequence[Record]) -> Iterator[Edge]:
    """The same entry word for word, twice in a file or copied into another."""
    ids = ["" if rank == 2 else id_ for id_, rank in zip(heads.ids, heads.ranks, strict=True)]
    for rows in _shared(*_single(ids)).values():
        for a, b in _pairs(rows):
            if records[a].fields and records[a].fields == records[b].fields:
                yield Edge(450.0, a, b, f"the same entry {heads.ids[a]} twice")


def conflicting_ids(a: Sequence[Head], b: Sequence[Head], *, by_likeness: bool) -> bool:
    """Whether two groups hold two `_id`s of one repository, neither known to be the other's earlier one.

    Of an unknown repository we only know that one file has one; before joining by mere likeness, two ids that could
    be of one repository count as such.
    """
    renumbered = {alias for head in (*a, *b) for alias in head.aliases}
    return any(
        one.id != other.id and not {one.id, other.id} & renumbered and _one_repository(one, other, by_likeness)
        for one in a
        if one.id_rank == 2
        for other in b
        if other.id_rank == 2
    )


def _one_repository(a: Head, b: Head, by_likeness: bool) -> bool:
    if a.scope and b.scope:
        return a.scope == b.scope
    return by_likeness or a.file == b.file
