"""Who is who: different names sorted into the people whom they mean."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from model.given_names import GivenNames
from model.record import Person
from model.text import fold

__all__ = ["Identities"]


class Identities:
    """Tells whom names mean.

    Ids first: people with one ORCID, or with one id of a repository, are one person; a record that gives both ties
    them together. Then the names without id, the most telling first: a name goes to the one person of its family
    name whom it fits (`Eugenia` and `E B` to `Eugenia B`). One that fits several stays by itself and is marked.
    """

    def __init__(self, persons: Sequence[Person]) -> None:
        self.owners = array("i", bytes(4 * len(persons)))
        """Of each name the number of the person whom it means."""
        self.orcids: dict[str, str] = {}
        self.ambiguous: set[str] = set()
        """Keys of those who may be several people, or one who goes by another key."""
        self._numbers: dict[str, int] = {}
        folded = lru_cache(maxsize=None)(fold)  # given names come again and again
        self.folded = [_names(person, folded) for person in persons]
        """Family and given names as they are compared, of each name."""
        self._persons = persons
        self._ids = _tied([person for person in persons if person.id or person.orcid])
        for family in self._by_family():
            for alike in self._by_initial(family):
                self._place(alike)
        self.keys = list(self._numbers)
        """What the people go by."""

    def _by_family(self) -> Iterator[list[int]]:
        """The names of each family, in the order in which they came."""
        family = [family for family, _ in self.folded]
        ordered = sorted(range(len(family)), key=family.__getitem__)
        start = 0
        for end in range(1, len(ordered) + 1):
            if end == len(ordered) or family[ordered[end]] != family[ordered[start]]:
                yield ordered[start:end]
                start = end

    def _by_initial(self, family: list[int]) -> Iterable[list[int]]:
        """Those of a family who may be one person: a name without given names may be anybody's."""
        if len(family) == 1:
            return [family]
        alike: dict[str, list[int]] = {}
        for name in family:
            alike.setdefault(self.folded[name][1][:1], []).append(name)
        return [family] if "" in alike else alike.values()

    def _place(self, names: Sequence[int]) -> None:
        """Tell some names apart; one by itself needs no telling."""
        if len(names) == 1:
            (name,) = names
            if self._is_identified(name):
                self._place_identified(name)
            else:
                self._own(name, _key(*self.folded[name]))
            return
        known = GivenNames()
        named = []
        for name in names:
            if self._is_identified(name):
                known.add(self._place_identified(name), self.folded[name][1])
            else:
                named.append(name)
        named.sort(key=lambda name: _telling_first(self.folded[name][1], self._persons[name].name))
        for name in named:
            self._place_named(name, known)

    def _is_identified(self, name: int) -> bool:
        person = self._persons[name]
        return bool(person.id or person.orcid)

    def _place_identified(self, name: int) -> str:
        person = self._persons[name]
        key = self._ids[person.orcid or person.id]
        if person.orcid:
            self.orcids[key] = min(person.orcid, self.orcids.get(key, person.orcid))
        self._own(name, key)
        return key

    def _place_named(self, name: int, known: GivenNames) -> None:
        family, given = self.folded[name]
        key = own = _key(family, given)
        if own not in known:
            fitting = known.fitting(given)
            if len(fitting) == 1 and given:
                key = fitting[0]
            elif fitting:
                self.ambiguous.add(own)
            known.add(key, given)
        self._own(name, key)

    def _own(self, name: int, key: str) -> None:
        self.owners[name] = self._numbers.setdefault(key, len(self._numbers))


def _key(family: str, given: str) -> str:
    return f"{family}, {given}" if given else family


def _names(person: Person, folded: Callable[[str], str]) -> tuple[str, str]:
    """Family and given names as they are compared; of a literal name `Family, Given` is understood."""
    if not person.family:
        family, _, given = person.name.partition(",")
        return fold(family), folded(given)
    family = person.family
    if person.particle or person.suffix:
        family = f"{person.particle} {family} {person.suffix}"
    return fold(family), folded(person.given)


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


def _telling_first(given: str, name: str) -> tuple[int, int, str]:
    parts = given.split()
    return (-sum(len(part) > 1 for part in parts), -sum(map(len, parts)), name)
