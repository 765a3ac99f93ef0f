"""Who is who: different names sorted into the people whom they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from model.given_names import GivenNames
from model.names import are_initials
from model.record import Person
from model.text import fold, spelt_out

__all__ = ["Identities"]

_Name = tuple[str, str]
_WORDS = "von van der den de la le di da du do dos das del della degli ten ter zu zum zur af av al el bin ibn und"
_PARTICLES = frozenset(_WORDS.split())


class Identities:
    """Tells whom names mean.

    Ids first: people with one ORCID, or with one id of a repository, are one person; a record that gives both ties
    them together. Then the names without id, the most telling first: a name goes to the one person of its family
    name whom it fits (`Eugenia` and `E B` to `Eugenia B`). One that fits several stays by itself and is marked.
    """

    def __init__(self, persons: Sequence[Person]) -> None:
        folded = _Folded()  # families and given names come again and again
        self.folded = [_names(person, folded) for person in persons]
        """Family and given names folded, of each name."""
        self._compared = folded.together(self.folded)
        self.ambiguous: set[str] = set()
        """Keys of those who may be several people, or one who goes by another key."""
        self._persons = persons
        self._ids = [person.orcid or person.id for person in persons]
        tied = _tied([person for person, id_ in zip(persons, self._ids, strict=True) if id_])
        self._whom = [tied[id_] if id_ else _key(*own) for id_, own in zip(self._ids, self._compared, strict=True)]
        self.orcids = self._least_orcids()
        for alike in self._alike():
            if len(alike) > 1:  # one by itself needs no telling
                self._tell_apart(alike)
        numbers: dict[str, int] = {}
        self.owners = np.fromiter([numbers.setdefault(key, len(numbers)) for key in self._whom], np.int32, len(persons))
        """Of each name the number of the person whom it means."""
        self.keys = list(numbers)
        """What the people go by."""

    def _least_orcids(self) -> dict[str, str]:
        """The ORCID of each key; of several the least."""
        orcids: dict[str, str] = {}
        for person, key in zip(self._persons, self._whom, strict=True):
            if person.orcid:
                orcids[key] = min(person.orcid, orcids.get(key, person.orcid))
        return orcids

    def _alike(self) -> Iterable[list[int]]:
        """Names of one family and initial, who may be one person: one without given names may be anybody's."""
        nameless = {family for family, given in self._compared if not given}
        alike: dict[str, list[int]] = {}
        for name, (family, given) in enumerate(self._compared):
            alike.setdefault(family if family in nameless else f"{family}, {given[0]}", []).append(name)
        return alike.values()

    def _tell_apart(self, names: Sequence[int]) -> None:
        """Find out whom those of several names mean that come without an id."""
        known = GivenNames()
        named = []
        for name in names:
            if self._ids[name]:
                known.add(self._whom[name], self._compared[name][1])
            else:
                named.append(name)
        if len(named) > 1:
            named.sort(key=lambda name: _telling_first(self._compared[name][1], self._persons[name].name))
        for name in named:
            self._whom[name] = self._meant(self._whom[name], self._compared[name][1], known)

    def _meant(self, own: str, given: str, known: GivenNames) -> str:
        """Whom a name means, who would have a key of their own."""
        key = own
        if own not in known:
            fitting = known.fitting(given)
            if len(fitting) == 1 and given:
                key = fitting[0]
            elif fitting:
                self.ambiguous.add(own)
            known.add(key, given)
        return key


def _key(family: str, given: str) -> str:
    return f"{family}, {given}" if given else family


class _Folded(dict[str, str]):
    """Texts folded, each once, and which of them others may have spelt out."""

    def __init__(self) -> None:
        super().__init__()
        self._spelt: dict[str, str] = {}  # `mueller`: `muller`, where there is a Müller

    def __missing__(self, text: str) -> str:
        self[text] = folded = fold(text)
        if not text.isascii() and (spelt := fold(spelt_out(text))) != folded:
            self._spelt[spelt] = folded
        return folded

    def together(self, names: list[_Name]) -> list[_Name]:
        """The names, where `Mueller` is a `Müller` if there is one; so is `Joerg` a `Jörg`."""
        if not self._spelt:
            return names
        return [(self._spelt.get(family, family), self._spelt.get(given, given)) for family, given in names]


def _names(person: Person, folded: _Folded) -> tuple[str, str]:
    """Family and given names as they are compared; of a literal name `Family, Given` is understood."""
    family = person.family
    if not family:
        family, _, given = person.name.partition(",")
        return folded[family], folded[given]
    given, particle = person.given, person.particle
    if not particle and given[given.rfind(" ") + 1 :] in _PARTICLES:  # as libraries sort: `Goethe, Johann von`
        given, particle = _divided(given)
    if are_initials(given, family):
        given = " ".join(given)
    if particle or person.suffix:
        family = f"{particle} {family} {person.suffix}"
    return folded[family], folded[given]


def _divided(given: str) -> tuple[str, str]:
    """Given names, and the particles behind them; all of them are given names if nothing else is."""
    words = given.split(" ")
    first = len(words)
    while first > 1 and words[first - 1] in _PARTICLES:
        first -= 1
    return " ".join(words[:first]), " ".join(words[first:])


def _tied(people: Sequence[Person]) -> Mapping[str, str]:
    """For each ORCID and id the key of its person: the least of all identifiers tied to it, ORCIDs before ids."""
    orcids = {person.orcid for person in people}
    tied_to: dict[str, str] = {}

    def least(one: str) -> str:
        """The least of what an identifier is tied to so far; on the way there it is tied to it more closely."""
        while tied_to.setdefault(one, one) != one:
            tied_to[one] = one = tied_to[tied_to[one]]
        return one

    for person in people:
        some = {least(one) for one in (person.orcid, person.id) if one}
        key = min(some, key=lambda one: (one not in orcids, one))
        tied_to.update(dict.fromkeys(some, key))
    return {one: least(one) for one in tied_to}


def _telling_first(given: str, name: str) -> tuple[int, int, str]:
    parts = given.split()
    return (-sum([len(part) > 1 for part in parts]), -len("".join(parts)), name)
