"""Who is named where: the different names in the works of a library, and every place where each stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import NamedTuple

from model.fields import PEOPLE_ROLES
from model.individual import place_of
from model.record import Person
from model.work import Work

__all__ = ["Mentions", "mentions_in"]


class Mentions(NamedTuple):
    """All names in the order in which they stand; numbers, because there are several times as many as people."""

    persons: list[Person]  # the different names, in the order in which they come first
    names: array[int]  # which of them each mention has
    places: array[int]  # parallel to names: see `model.individual.place_of`


def mentions_in(works: Iterable[Work]) -> Mentions:
    """Gather the names in all roles of some works; `others` at the end of a list is nobody's."""
    numbers: dict[Person, int] = {}
    seen: dict[int, tuple[Person, int]] = {}  # by identity: most readers give one name one object, and comparing costs
    names, places = array("I"), array("I")
    for row, work in enumerate(works):
        get = work.record.fields.get
        for role, name in enumerate(PEOPLE_ROLES):
            people = get(name)
            if not people or not isinstance(people, tuple) or not isinstance(people[0], Person):
                continue
            place = place_of(row, role)
            for person in people[:-1] if people[-1].is_others else people:
                known = seen.get(id(person))
                if known is None:
                    # the person is kept too, so that its identity stays its own
                    known = seen[id(person)] = person, numbers.setdefault(person, len(numbers))
                names.append(known[1])
                places.append(place)
    return Mentions(list(numbers), names, places)
