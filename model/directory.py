"""The people of a library that was just read, held in arrays: most of them nobody will ask for."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from model.identities import Identities
from model.individual import Entry, family_of
from model.mentions import Mentions, mentions_in
from model.record import Person
from model.search.arrays import Strings, distinct
from model.search.sequence import sequence
from model.text import fold
from model.work import Work

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BuiltDirectory", "Columns"]

_PLACE = np.uint64(32)  # bits of a place; before them stands who it is that is named there


class Columns(NamedTuple):
    """Some people side by side: an `Entry` each, but the names of all in one row, and their places in another."""

    keys: Sequence[str]
    orcids: Sequence[str]
    ambiguous: Sequence[bool]
    persons: Sequence[Person]
    starts: Sequence[int]  # where among the persons those of each begin, and where those of the last end
    places: NDArray[np.uint32]
    place_starts: Sequence[int]  # the same of the places


class BuiltDirectory:
    """Everybody who has a role in some works, numbered in the order of their names."""

    def __init__(self, found: Mentions, identities: Identities) -> None:
        counts = np.bincount(found.names, minlength=len(found.persons)).tolist()
        shown = _Shown(found.persons, counts, identities)
        keys = identities.keys
        order, _ = sequence(Strings.of([f"{shown.folded(number)}\0{key}" for number, key in enumerate(keys)]))
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        self._keys = [keys[number] for number in order.tolist()]
        self._orcids, self._ambiguous = identities.orcids, identities.ambiguous
        self._persons, self._starts = shown.persons_of(ranks)
        self._places, self._place_starts = _places(found, identities.owners, ranks)

    @classmethod
    def of(cls, works: Sequence[Work]) -> BuiltDirectory:
        """Tell the people apart; one pass over the works, and one over their different names."""
        found = mentions_in(works)
        return cls(found, Identities(found.persons))

    def __len__(self) -> int:
        """How many people there are."""
        return len(self._keys)

    def entry(self, number: int) -> Entry:
        """What is known of somebody."""
        key = self._keys[number]
        places = self._places[self._place_starts[number] : self._place_starts[number + 1]]
        return Entry(key, self._orcids.get(key, ""), key in self._ambiguous, self._names(number), places.tolist())

    def columns(self, first: int, last: int) -> Columns:
        """What is known of those from one number up to another."""
        keys = self._keys[first:last]
        starts, place_starts = self._starts[first : last + 1], self._place_starts[first : last + 1]
        return Columns(
            keys=keys,
            orcids=[self._orcids.get(key, "") for key in keys],
            ambiguous=[key in self._ambiguous for key in keys],
            persons=self._persons[starts[0] : starts[-1]],
            starts=[start - starts[0] for start in starts],
            places=self._places[place_starts[0] : place_starts[-1]],
            place_starts=[start - place_starts[0] for start in place_starts],
        )

    def _names(self, number: int) -> list[Person]:
        return self._persons[self._starts[number] : self._starts[number + 1]]

    def of_key(self, key: str) -> int | None:
        """Who goes by a key."""
        return self._by_key.get(key)

    def of_person(self, person: Person) -> int | None:
        """Whom a name in a record means."""
        return self._by_person.get(person)

    def of_family(self, family: str) -> Sequence[int]:
        """Those who have a family name, folded."""
        return self._by_family.get(family, ())

    @cached_property
    def _by_key(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self._keys)}

    @cached_property
    def _by_person(self) -> dict[Person, int]:
        return {person: number for number in range(len(self)) for person in self._names(number)}

    @cached_property
    def _by_family(self) -> dict[str, list[int]]:
        families: defaultdict[str, dict[int, None]] = defaultdict(dict)
        for number in range(len(self)):
            for person in self._names(number):
                families[family_of(person.name)][number] = None
        return {family: list(numbers) for family, numbers in families.items()}


class _Shown:
    """The names that mean each person in the order in which they are shown.

    Those that come with an id first, then by frequency and length.
    """

    def __init__(self, persons: Sequence[Person], counts: Sequence[int], identities: Identities) -> None:
        self._persons, self._counts, self._folded = persons, counts, identities.folded
        self._owners = owners = identities.owners
        self._names = np.argsort(owners, kind="stable").tolist()
        self._starts = np.searchsorted(owners[self._names], np.arange(len(identities.keys) + 1)).tolist()
        self._sorted: dict[int, list[Person]] = {}

    def _of(self, number: int) -> list[Person]:
        """The names of somebody who has several; most have one."""
        if number not in self._sorted:
            self._sorted[number] = self._in_order(self._names[self._starts[number] : self._starts[number + 1]])
        return self._sorted[number]

    def _in_order(self, names: Iterable[int]) -> list[Person]:
        merits: dict[str, tuple[bool, int]] = {}
        persons = [(self._persons[name], self._counts[name]) for name in names]
        for person, count in persons:
            unknown, seldom = merits.get(person.name, (True, 0))
            merits[person.name] = unknown and not (person.id or person.orcid), seldom - count
        return sorted((person for person, _ in persons), key=lambda one: (*merits[one.name], -len(one.name), one.name))

    def folded(self, number: int) -> str:
        """The name by which somebody is called, folded."""
        start, end = self._starts[number], self._starts[number + 1]
        name = self._names[start]
        person = self._persons[name] if end - start == 1 else self._of(number)[0]
        if end - start > 1 or person.particle or person.suffix or person.literal or "<" in person.family:
            return fold(person.name)
        return " ".join(self._folded[name]).strip()  # as they were for telling people apart

    def persons_of(self, ranks: NDArray[np.int64]) -> tuple[list[Person], array[int]]:
        """The names of people in the order of their ranks, and where those of each begin."""
        rank_of = ranks[self._owners]
        persons = [self._persons[name] for name in np.argsort(rank_of, kind="stable").tolist()]
        starts = np.searchsorted(np.sort(rank_of), np.arange(len(ranks) + 1))
        for number in np.flatnonzero(np.diff(self._starts) > 1).tolist():
            several = self._of(number)
            start = int(starts[ranks[number]])
            persons[start : start + len(several)] = several
        return persons, array("I", starts.astype(np.uint32).tobytes())


def _places(
    found: Mentions, owners: NDArray[np.int32], ranks: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], array[int]]:
    """The places of people in the order of their ranks, each once, and where those of each begin."""
    mentions = ranks.astype(np.uint64)[owners[found.names]] << _PLACE
    mentions |= found.places.astype(np.uint64)
    mentions = distinct(mentions)
    starts = np.searchsorted(mentions >> _PLACE, np.arange(len(ranks) + 1, dtype=np.uint64))
    return mentions.astype(np.uint32), array("I", starts.astype(np.uint32).tobytes())
