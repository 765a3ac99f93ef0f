"""People on disk: some of them in each row of a table, found by what they go by, by name and by family name."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, cast

from model.cache.codec import dumps, loads, person_values
from model.cache.table import Index, IndexWriter, Table, encoded, write_table
from model.individual import Directory, Entry, family_of
from model.record import Person

__all__ = ["Entries", "KeptDirectory", "encode_entries", "write_people"]

_TOGETHER = 8  # people in a row: of one alone there is so little to say that writing the row would cost more
_RECENT = 512  # rows that stay decoded


def write_people(directory: Directory, folder: Path) -> None:
    """Write everybody so that `KeptDirectory` finds them."""
    keys, persons, families = IndexWriter(), IndexWriter(), IndexWriter()
    family = lru_cache(maxsize=64)(family_of)  # people come in the order of their names

    def rows() -> Iterator[bytes]:
        """Everybody, some to a row; by what each is found is noted on the way."""
        for first in range(0, len(directory), _TOGETHER):
            numbers = range(first, min(first + _TOGETHER, len(directory)))
            entries = list(map(directory.entry, numbers))
            for number, entry in zip(numbers, entries, strict=True):
                keys.add(encoded(entry.key), number)
                for person in entry.persons:
                    persons.add(_key_of(person), number)
                    families.add(encoded(family(person.name.partition(",")[0])), number)
            yield encode_entries(entries)

    write_table(folder, "people", rows())
    for name, index in (("keys", keys), ("persons", persons), ("families", families)):
        index.write(folder, name)


def _key_of(person: Person) -> bytes:
    """A name in a record as the index of names knows it."""
    return encoded("\0".join(person_values(person)))


def encode_entries(entries: Sequence[Entry]) -> bytes:
    """Some people: all but their places as JSON, and behind it the places of all."""
    told = []
    places = array("I")
    for entry in entries:
        names = [person_values(person) for person in entry.persons]
        told.append((entry.key, entry.orcid, int(entry.ambiguous), len(places), names))
        places.extend(entry.places)
    return dumps(told) + b"\n" + places.tobytes()


class Entries:
    """People who were encoded together, each made when asked for. What is none is a ValueError, at once or then."""

    def __init__(self, data: bytes) -> None:
        told, _, rest = data.partition(b"\n")
        self._places = array("I")
        self._places.frombytes(rest)
        self._told = cast("list[list[Any]]", loads(told))
        if not isinstance(self._told, list):
            raise ValueError("not people")

    def __len__(self) -> int:
        """How many people there are."""
        return len(self._told)

    def __getitem__(self, at: int) -> Entry:
        told = self._told[at]
        try:
            key, orcid, ambiguous, start, names = told
            end = self._told[at + 1][3] if at + 1 < len(self._told) else len(self._places)
            persons = [Person(*values) for values in names]
            entry = Entry(str(key), str(orcid), bool(ambiguous), persons, self._places[start:end].tolist())
        except (TypeError, IndexError, KeyError) as error:
            raise ValueError(f"not people: {error}") from error
        if not persons:
            raise ValueError("not people: nobody has no name")
        return entry


class KeptDirectory:
    """Everybody in a kept library, decoded when asked for."""

    def __init__(
        self, table: Table, keys: Index, persons: Index, families: Index, afresh: Callable[[], Directory]
    ) -> None:
        """`afresh` gives the people of the library read again, for when this one turns out to be damaged."""
        self._table = table
        self._keys, self._persons, self._families = keys, persons, families
        self._afresh = afresh
        self._row = lru_cache(maxsize=_RECENT)(lambda row: Entries(table[row]))
        self.entry = lru_cache(maxsize=_RECENT * _TOGETHER)(self._entry)
        """What is known of somebody."""

    def _entry(self, number: int) -> Entry:
        try:
            return self._row(number // _TOGETHER)[number % _TOGETHER]
        except ValueError:
            return self._afresh().entry(number)

    def __len__(self) -> int:
        """How many people there are."""
        return self._length

    @cached_property
    def _length(self) -> int:
        before = len(self._table) - 1
        try:
            return before * _TOGETHER + len(self._row(before)) if before >= 0 else 0
        except ValueError:
            return len(self._afresh())

    def of_key(self, key: str) -> int | None:
        """Who goes by a key."""
        return next((number for number in self._keys.rows(encoded(key)) if self.entry(number).key == key), None)

    def of_person(self, person: Person) -> int | None:
        """Whom a name in a record means."""
        perhaps = self._persons.rows(_key_of(person))
        return next((number for number in perhaps if person in self.entry(number).persons), None)

    def of_family(self, family: str) -> Sequence[int]:
        """Those who have a family name, folded."""
        perhaps = self._families.rows(encoded(family))
        return [
            number
            for number in perhaps
            if any(family_of(person.name) == family for person in self.entry(number).persons)
        ]
