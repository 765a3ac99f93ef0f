"""The people of a library: who they are, their works and roles, with whom they work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass, field
from functools import cached_property

from model.fields import PEOPLE_ROLES
from model.given_names import compatible
from model.individual import Directory, Entry, Individual, family_of, individual_of
from model.record import Person
from model.text import fold
from model.work import Work

__all__ = ["People"]


@dataclass(frozen=True)
class People:
    """Everybody who has a role in a library's works. Immutable; co-authors are counted when asked for."""

    works: Sequence[Work] = field(repr=False)
    directory: Directory = field(repr=False)

    @classmethod
    def build(cls, works: Sequence[Work]) -> People:
        """Tell the people apart; one pass over the works, and one over their different names."""
        from model.directory import BuiltDirectory  # brings what only building needs

        return cls(works, BuiltDirectory.of(works))

    @cached_property
    def names(self) -> Mapping[Person, str]:
        """The key of every name in a record."""
        return _Names(self.directory)

    @cached_property
    def individuals(self) -> Mapping[str, Individual]:
        """The people by key, in the order of their names."""
        return _Individuals(self.directory)

    @cached_property
    def families(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of those who have a family name, folded."""
        return _Families(self.directory)

    def __len__(self) -> int:
        """How many people there are."""
        return len(self.directory)

    def __iter__(self) -> Iterator[Individual]:
        """Everybody, in the order of their names."""
        return iter(self.individuals.values())

    def __contains__(self, key: str) -> bool:
        return key in self.individuals

    def key_of(self, person: Person) -> str:
        """The key of the individual whom a name in a record means; empty for a name that no work has."""
        return self.names.get(person, "")

    def individual(self, key: str) -> Individual:
        """The person of a key. Raises KeyError for a key that no one has."""
        return self.individuals[key]

    def of_row(self, row: int) -> tuple[tuple[str, Individual], ...]:
        """The people of a work with their roles, in the order of the record."""
        record = self.works[row].record
        return tuple(
            (role, individual_of(self.directory.entry(self._number(person))))
            for role in PEOPLE_ROLES
            for person in record.people(role)
            if not person.is_others
        )

    def coauthors(self, key: str) -> tuple[tuple[Individual, int], ...]:
        """With whom a person has works in common, and how many; the most frequent first.

        Supervisors and reviewers do not count: they are not among those who made the work.
        """
        own = self.directory.of_key(key)
        together: Counter[int] = Counter()
        for row in self.individuals[key].rows if own is not None else ():
            makers = self._makers(row)
            together.update(makers if own in makers else ())
        found = [(number, count) for number, count in together.items() if number != own]
        found.sort(key=lambda item: (-item[1], item[0]))  # numbers are in the order of the names
        return tuple((individual_of(self.directory.entry(number)), count) for number, count in found)

    def _makers(self, row: int) -> frozenset[int]:
        record = self.works[row].record
        makers = (person for role in ("author", "editor", "translator") for person in record.people(role))
        return frozenset(self._number(person) for person in makers if not person.is_others)

    def _number(self, person: Person) -> int:
        number = self.directory.of_person(person)
        if number is None:
            raise KeyError(person)
        return number

    def by_year(self, key: str) -> Mapping[int, tuple[int, ...]]:
        """The works of a person by year, newest first; 0 stands for works without year and comes last."""
        years: defaultdict[int, list[int]] = defaultdict(list)
        for row in self.individuals[key].rows if key in self.individuals else ():
            years[self.works[row].record.year].append(row)
        return {year: tuple(rows) for year, rows in sorted(years.items(), reverse=True)}

    def namesakes(self, key: str) -> tuple[Individual, ...]:
        """Others whom an ambiguous name may mean: those with the same family name and compatible given names."""
        forms = [_names_in(form) for form in self.individuals[key].forms]
        others = (self.individuals[other] for other in self.families.get(forms[0][0], ()) if other != key)
        mine = [given.split() for _, given in forms]
        return tuple(
            other
            for other in others
            if any(compatible(one, _names_in(form)[1].split()) for one in mine for form in other.forms)
        )


def _names_in(name: str) -> tuple[str, str]:
    family, _, given = name.partition(",")
    return fold(family), fold(given)


# -- by what they are looked up ----------------------------------------------------------------------------------


class _Individuals(Mapping[str, Individual]):
    """The people of a directory by key."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def __getitem__(self, key: str) -> Individual:
        number = self._directory.of_key(key)
        if number is None:
            raise KeyError(key)
        return individual_of(self._directory.entry(number))

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._directory.of_key(key) is not None

    def __iter__(self) -> Iterator[str]:
        return (entry.key for entry in _entries(self._directory))

    def __len__(self) -> int:
        return len(self._directory)

    def values(self) -> ValuesView[Individual]:
        """Everybody, without being looked up by key."""
        return _Everybody(self, self._directory)


class _Everybody(ValuesView[Individual]):
    def __init__(self, individuals: _Individuals, directory: Directory) -> None:
        super().__init__(individuals)
        self._directory = directory

    def __iter__(self) -> Iterator[Individual]:
        return map(individual_of, _entries(self._directory))


class _Families(Mapping[str, tuple[str, ...]]):
    """The keys of the people of a directory by family name, in the order of their names."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def __getitem__(self, family: str) -> tuple[str, ...]:
        keys = tuple(self._directory.entry(number).key for number in self._directory.of_family(family))
        if not keys:
            raise KeyError(family)
        return keys

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(family_of(one.name) for entry in _entries(self._directory) for one in entry.persons))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Names(Mapping[Person, str]):
    """The key of each name in a record."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def __getitem__(self, person: Person) -> str:
        number = self._directory.of_person(person)
        if number is None:
            raise KeyError(person)
        return self._directory.entry(number).key

    def __iter__(self) -> Iterator[Person]:
        return (person for entry in _entries(self._directory) for person in entry.persons)

    def __len__(self) -> int:
        return sum(len(entry.persons) for entry in _entries(self._directory))


def _entries(directory: Directory) -> Iterator[Entry]:
    return map(directory.entry, range(len(directory)))
