"""A person of a library, what is known of them, and what a directory of people can be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from model.fields import PEOPLE_ROLES
from model.record import Person
from model.text import fold

__all__ = ["Directory", "Entry", "Individual", "family_of", "individual_of", "place_of"]

_ROLE_BITS = 3
_ROLE_MASK = (1 << _ROLE_BITS) - 1
_ALONE = tuple((role,) for role in PEOPLE_ROLES)


@dataclass(frozen=True, slots=True)
class Individual:
    """A person of the library. `key` names them: an ORCID, a repository's id, or a folded name.

    `forms` are the spellings of the name, the most frequent first; `rows` the works, in the library's order; `roles`
    says for each of them in which roles. `ambiguous` names could be of several people, here or known by id.
    """

    key: str
    name: str
    orcid: str = ""
    forms: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    roles: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    ambiguous: bool = False

    def rows_as(self, role: str) -> tuple[int, ...]:
        """The works in which the person has this role."""
        return tuple(row for row in self.rows if role in self.roles[row])


def place_of(row: int, role: int) -> int:
    """A work and the number of a role as one number; these sort by work, then by role."""
    return row << _ROLE_BITS | role


class Entry(NamedTuple):
    """Somebody as a directory knows them: the names that mean them, those that are shown first before the others."""

    key: str
    orcid: str
    ambiguous: bool
    persons: Sequence[Person]
    places: Sequence[int]  # works and roles, in order: see `place_of`


def individual_of(entry: Entry) -> Individual:
    """The individual of an entry."""
    roles: dict[int, tuple[str, ...]] = {}
    for place in entry.places:
        row, role = place >> _ROLE_BITS, place & _ROLE_MASK
        roles[row] = (*roles[row], PEOPLE_ROLES[role]) if row in roles else _ALONE[role]
    forms = tuple(dict.fromkeys(person.name for person in entry.persons))
    return Individual(entry.key, forms[0], entry.orcid, forms, tuple(roles), roles, entry.ambiguous)


class Directory(Protocol):
    """What is known of people, who have numbers in the order of their names; `None` is nobody."""

    def __len__(self) -> int: ...
    def entry(self, number: int) -> Entry:
        """What is known of somebody."""
        ...

    def of_key(self, key: str) -> int | None:
        """Who goes by a key."""
        ...

    def of_person(self, person: Person) -> int | None:
        """Whom a name in a record means."""
        ...

    def of_family(self, family: str) -> Sequence[int]:
        """Those who have a family name, folded."""
        ...


def family_of(name: str) -> str:
    """The family name of `Family, Given`, as directories know it."""
    return fold(name.partition(",")[0])
