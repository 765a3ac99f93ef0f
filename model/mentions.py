"""Who is named where: the different names in the works of a library, and every place where each stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from model.fields import PEOPLE_ROLES
from model.individual import place_of
from model.lazy import columns_of
from model.record import Person
from model.work import Work

__all__ = ["Mentions", "mentions_in"]

_AT_ONCE = 2_000  # works whose people are gathered together


class Mentions(NamedTuple):
    """All names in the order in which they stand; numbers, because there are several times as many as people."""

    persons: list[Person]  # the different names, in the order in which they come first
    names: array[int]  # which of them each mention has
    places: array[int]  # parallel to names: see `model.individual.place_of`


def mentions_in(works: Sequence[Work]) -> Mentions:
    """Gather the names in all roles of some works; `others` at the end of a list is nobody's."""
    known = _Numbers()
    names, places = array("I"), array("I")
    for start in range(0, len(works), _AT_ONCE):
        fields = [work.record.fields for work in works[start : start + _AT_ONCE]]
        lists = list(_lists(columns_of(fields, PEOPLE_ROLES), start))
        names.extend(known.of([person for _, people in lists for person in people]))
        places.extend([place for place, people in lists for _ in people])
    return Mentions(list(known.persons), names, places)


def _lists(columns: Sequence[Sequence[object]], start: int) -> Iterator[tuple[int, Sequence[Person]]]:
    """The lists of people in the roles of some works, from the work on that has this row; where each stands first."""
    roles = [(role, column) for role, column in enumerate(columns) if any(column)]
    for row in range(len(columns[0])):
        for role, column in roles:
            people = column[row]
            if people and isinstance(people, tuple) and isinstance(people[0], Person):
                yield place_of(start + row, role), people[:-1] if people[-1].is_others else people


class _Numbers:
    """Numbers names. Most readers give one name one object, which is told sooner than that two names are equal."""

    def __init__(self) -> None:
        self.persons: dict[Person, int] = {}
        self._by_identity: dict[int, int] = {}
        self._seen: list[Person] = []  # those who have a number by their identity, which must stay their own

    def of(self, persons: Sequence[Person]) -> list[int]:
        """The numbers of some names, new ones of those that have none."""
        identities = list(map(id, persons))
        for identity, person in dict(zip(identities, persons, strict=True)).items():
            if identity not in self._by_identity:
                self._by_identity[identity] = self.persons.setdefault(person, len(self.persons))
                self._seen.append(person)
        return list(map(self._by_identity.__getitem__, identities))
