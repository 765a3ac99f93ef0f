"""The orders that a list can be sorted in: what each goes by, and the rank of every work in it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import repeat
from typing import TYPE_CHECKING

from model import text

if TYPE_CHECKING:
    from model.record import Record
    from model.work import Work

__all__ = ["KEYS", "ranks_among", "ranks_of", "sorted_rows"]

_fold = lru_cache(maxsize=16_384)(text.fold)  # of containers: many works have the same


@cache
def _names() -> Callable[[Record], str]:
    from model.listing import names  # not before it is needed: orders that were kept do without

    return names


KEYS: Mapping[str, Callable[[Record], str | int]] = {
    "year": lambda record: record.year,
    "title": lambda record: text.fold(record.title),
    "author": lambda record: text.fold(_names()(record)),
    "type": lambda record: record.type,
    "container": lambda record: _fold(record.text("container-title")),
    "updated": lambda record: record.source.date_updated,
}
"""What a work is sorted by under each name; what is empty or 0 is unknown."""


def ranks_of(works: Iterable[Work], key: str) -> array[int]:
    """The rank of each work, from 1; works that sort alike have one rank, those of which nothing is known have 0."""
    value = KEYS[key]
    return ranks_among([value(work.record) for work in works])


def ranks_among(values: Sequence[str | int]) -> array[int]:
    """The rank of each value among all of them, as those of works."""
    order = sorted(dict.fromkeys([value for value in values if value]))  # no set: works come half in order
    rank = dict(zip(order, range(1, len(order) + 1), strict=True))
    return array("i", map(rank.get, values, repeat(0)))


def sorted_rows(ranks: Sequence[int], rows: Iterable[int], *, backwards: bool = False) -> list[int]:
    """Rows by their rank; equals stay in the order of the library, and what is unknown goes last either way."""
    last = len(ranks) + 1
    if backwards:
        return sorted(sorted(rows), key=ranks.__getitem__, reverse=True)
    return sorted(sorted(rows), key=lambda row: ranks[row] or last)
