"""The people of a library: one person per identifier, names without one grouped with care; works, roles, co-authors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from model.fields import PEOPLE_ROLES
from model.given_names import GivenNames, compatible
from model.record import Person
from model.text import fold
from model.work import Work

__all__ = ["Individual", "People", "family_of"]

_Names = tuple[str, str]  # family and given names, folded
_Spelling = tuple[int, int, int, str]  # a name and its merits, the best first: with id, frequent, long


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


@dataclass(frozen=True)
class People:
    """Everybody who has a role in a library's works. Immutable; co-authors are counted when asked for.

    `names` has the key of every name in a record, `individuals` the people by key in the order of their names, and
    `families` the keys of those who have a family name, folded.
    """

    works: Sequence[Work] = field(default=(), repr=False)
    names: Mapping[Person, str] = field(default_factory=dict, repr=False)
    individuals: Mapping[str, Individual] = field(default_factory=dict, repr=False)
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def build(cls, works: Sequence[Work]) -> People:
        """Tell the people apart; one pass over the works, and one over their different names."""
        everybody = chain.from_iterable(_in_role(work, role) for work in works for role in PEOPLE_ROLES)
        grouping = _Grouping(Counter(everybody))
        individuals = _Individuals(works, grouping)
        return cls(works, grouping.keys, individuals, _Families(individuals))

    def __len__(self) -> int:
        """How many people there are."""
        return len(self.individuals)

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
        work = self.works[row]
        return tuple(
            (role, self.individuals[self.names[person]]) for role in PEOPLE_ROLES for person in _in_role(work, role)
        )

    def coauthors(self, key: str) -> tuple[tuple[Individual, int], ...]:
        """With whom a person has works in common, and how many; the most frequent first.

        Supervisors and reviewers do not count: they are not among those who made the work.
        """
        together: Counter[str] = Counter()
        for row in self.individuals[key].rows if key in self.individuals else ():
            makers = self._makers(row)
            together.update(makers if key in makers else ())
        del together[key]
        found = [(self.individuals[other], count) for other, count in together.items()]
        return tuple(sorted(found, key=lambda item: (-item[1], fold(item[0].name), item[0].key)))

    def _makers(self, row: int) -> frozenset[str]:
        work = self.works[row]
        return frozenset(
            self.names[person] for role in ("author", "editor", "translator") for person in _in_role(work, role)
        )

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


def family_of(name: str) -> str:
    """The family name of `Family, Given`, as `People.families` knows it."""
    return _names_in(name)[0]


class _Individuals(Mapping[str, Individual]):
    """The people of some works, in the order of their names; put together when asked for."""

    def __init__(self, works: Sequence[Work], grouping: _Grouping) -> None:
        self._works = works
        self._grouping = grouping
        self.forms = grouping.forms()

    def __len__(self) -> int:
        return len(self.forms)

    def __iter__(self) -> Iterator[str]:
        return iter(self._in_order)

    def __contains__(self, key: object) -> bool:
        return key in self.forms

    def __getitem__(self, key: str) -> Individual:
        forms = self.forms[key]
        roles = self._roles.get(key, {})
        ambiguous = key in self._grouping.ambiguous
        return Individual(key, forms[0], self._grouping.orcids.get(key, ""), forms, tuple(roles), roles, ambiguous)

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self.forms, key=lambda key: (fold(self.forms[key][0]), key))

    @cached_property
    def _roles(self) -> Mapping[str, Mapping[int, tuple[str, ...]]]:
        roles: defaultdict[str, dict[int, tuple[str, ...]]] = defaultdict(dict)
        for row, work in enumerate(self._works):
            for role in PEOPLE_ROLES:
                for person in _in_role(work, role):
                    mine = roles[self._grouping.keys[person]]
                    if role not in mine.get(row, ()):
                        mine[row] = (*mine.get(row, ()), role)
        return roles


class _Families(Mapping[str, tuple[str, ...]]):
    """The keys of people by family name, in the order of their names; gathered when first asked for."""

    def __init__(self, individuals: _Individuals) -> None:
        self._individuals = individuals

    @cached_property
    def _keys(self) -> Mapping[str, tuple[str, ...]]:
        families: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for key in self._individuals:
            for form in self._individuals.forms[key]:
                families[family_of(form)][key] = None
        return {family: tuple(keys) for family, keys in families.items()}

    def __getitem__(self, family: str) -> tuple[str, ...]:
        return self._keys[family]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def _in_role(work: Work, role: str) -> tuple[Person, ...]:
    return work.record.people(role) if role in work.record.fields else ()


# -- who is who --------------------------------------------------------------------------------------------------


class _Grouping:
    """Sorts distinct names into individuals.

    Ids first: people with one ORCID, or with one id of a repository, are one person; a record that gives both ties
    them together. Then the names without id, the most telling first: a name goes to the one person of its family
    name whom it fits (`Eugenia` and `E B` to `Eugenia B`). One that fits several stays by itself and is marked.
    """

    def __init__(self, counts: Mapping[Person, int]) -> None:
        self.keys: dict[Person, str] = {}
        self.orcids: dict[str, str] = {}
        self.ambiguous: set[str] = set()
        self._spellings: dict[str, dict[str, _Spelling]] = {}
        self._families: defaultdict[str, GivenNames] = defaultdict(GivenNames)
        self._fold = lru_cache(maxsize=None)(fold)  # names have their parts from each other
        identified: list[tuple[Person, int]] = []
        named: list[_Named] = []
        for person, count in counts.items():
            if person.id or person.orcid:
                identified.append((person, count))
            else:
                named.append(_Named(*self._names(person), person.name, person, count))
        groups = _tied([person for person, _ in identified])
        for person, count in identified:
            self._place_identified(person, groups[person.orcid or person.id], count)
        for each in sorted(named, key=_telling_first):
            self._place_named(each)

    def _names(self, person: Person) -> _Names:
        """Family and given names as they are compared; of a literal name `Family, Given` is understood."""
        if not person.family:
            return _names_in(person.name)
        family = person.family
        if person.particle or person.suffix:
            family = f"{person.particle} {family} {person.suffix}"
        return self._fold(family), self._fold(person.given)

    def _place_identified(self, person: Person, key: str, count: int) -> None:
        self.keys[person] = key
        if person.orcid:
            self.orcids[key] = min(person.orcid, self.orcids.get(key, person.orcid))
        family, given = self._names(person)
        self._families[family].add(key, given)
        self._spell(key, person.name, count, 0)

    def _place_named(self, each: _Named) -> None:
        family, given = each.family, each.given
        known = self._families[family]
        key = own = f"{family}, {given}" if given else family
        if own not in known:
            fitting = known.fitting(given)
            if len(fitting) == 1 and given:
                key = fitting[0]
            elif fitting:
                self.ambiguous.add(own)
            known.add(key, given)
        self.keys[each.person] = key
        self._spell(key, each.name, each.times, 1)

    def _spell(self, key: str, name: str, count: int, rank: int) -> None:
        spellings = self._spellings.setdefault(key, {})
        if name in spellings:  # those with id come first, so the rank is known
            rank, seldom, *_ = spellings[name]
            count -= seldom
        spellings[name] = (rank, -count, -len(name), name)

    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """The spellings of each person's name: those that come with an id first, then by frequency and length."""
        return {
            key: tuple(spelling[-1] for spelling in sorted(spellings.values()))
            for key, spellings in self._spellings.items()
        }


class _Named(NamedTuple):
    """A name that comes without id, with its parts as they are compared."""

    family: str
    given: str
    name: str
    person: Person
    times: int


def _tied(people: Sequence[Person]) -> Mapping[str, str]:
    """For each ORCID and id the key of its person: the least of all identifiers tied to it, ORCIDs before ids."""
    groups: dict[str, set[str]] = {}
    for person in people:
        if not (person.orcid and person.id):
            groups.setdefault(person.orcid or person.id, {person.orcid or person.id})
            continue
        tied = groups.get(person.orcid, {person.orcid}) | groups.get(person.id, {person.id})
        for identifier in tied:
            groups[identifier] = tied
    orcids = {person.orcid for person in people}
    return {one: min(group, key=lambda other: (other not in orcids, other)) for one, group in groups.items()}


def _telling_first(each: _Named) -> tuple[int, int, str]:
    given = each.given.split()
    return (-sum(len(part) > 1 for part in given), -sum(map(len, given)), each.name)


def _names_in(name: str) -> _Names:
    family, _, given = name.partition(",")
    return fold(family), fold(given)
