"""Who is named where: the different names in the works of a library, and every place where each stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from model.fields import PEOPLE_ROLES
from model.individual import place_of
from model.lazy import columns_of
from model.record import Person
from model.work import Work

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Mentions", "mentions_in"]

_AT_ONCE = 2_000  # works whose people are gathered together


class Mentions(NamedTuple):
    """All names in the order in which they stand; numbers, because there are several times as many as people."""

    persons: list[Person]  # the different names, in the order in which they come first
    names: NDArray[np.uint32]  # which of them each mention has
    places: NDArray[np.uint32]  # parallel to names: see `model.individual.place_of`


def mentions_in(works: Sequence[Work]) -> Mentions:
    """Gather the names in all roles of some works; `others` at the end of a list is nobody's."""
    named: list[Person] = []
    places = array("I")
    for start in range(0, len(works), _AT_ONCE):
        columns = columns_of([work.record.fields for work in works[start : start + _AT_ONCE]], PEOPLE_ROLES)
        for place, people in _lists(columns, start):
            named += people
            places.extend([place] * len(people))
    return Mentions(*_numbered(named), np.asarray(places))


def _lists(columns: Sequence[Sequence[object]], start: int) -> Iterator[tuple[int, Sequence[Person]]]:
    """The lists of people in the roles of some works, from the work on that has this row; where each stands first."""
    roles = [(role, column) for role, column in enumerate(columns) if any(column)]
    for row in range(len(columns[0])):
        for role, column in roles:
            people = column[row]
            if people and isinstance(people, tuple) and isinstance(people[0], Person):
                yield place_of(start + row, role), people[:-1] if people[-1].is_others else people


def _numbered(named: Sequence[Person]) -> tuple[list[Person], NDArray[np.uint32]]:
    """The different ones of some names, and the number of each.

    Most readers give one name one object, which is told sooner than that two names are equal.
    """
    identities = np.fromiter(map(id, named), np.int64, len(named))
    _, first, which = np.unique(identities, return_index=True, return_inverse=True)
    order = np.argsort(first)
    persons: dict[Person, int] = {}
    numbers = np.empty(len(first), np.uint32)
    numbers[order] = [persons.setdefault(named[place], len(persons)) for place in first[order].tolist()]
    return list(persons), numbers[which]
