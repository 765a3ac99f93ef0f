"""People on disk: some of them in each row of a table, found by what they go by, by name and by family name."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast

from model.cache.codec import dumps, loads, person_values
from model.cache.keeping import encoded
from model.cache.table import Index, IndexWriter, Table, write_table
from model.people import Directory, Entry, family_of
from model.record import Person

__all__ = ["KeptDirectory", "decode_entries", "encode_entries", "write_people"]

_TOGETHER = 16  # people in a row: of one alone there is so little to say that writing the row would cost more
_RECENT = 256  # rows that stay decoded


def write_people(directory: Directory, folder: Path) -> None:
    """Write everybody so that `KeptDirectory` finds them."""
    keys, persons, families = IndexWriter(), IndexWriter(), IndexWriter()
    family = lru_cache(maxsize=64)(family_of)  # people come in the order of their names

    def rows() -> Iterator[bytes]:
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
        told.append((entry.key, entry.orcid, int(entry.ambiguous), len(entry.places), names))
        places.extend(entry.places)
    return dumps(told) + b"\n" + places.tobytes()


def decode_entries(data: bytes) -> list[Entry]:
    """The people that were encoded. Raises ValueError when these are none."""
    told, _, rest = data.partition(b"\n")
    places = array("I")
    places.frombytes(rest)
    entries = []
    start = 0
    try:
        for key, orcid, ambiguous, count, names in cast(
            "list[tuple[str, str, int, int, list[list[str]]]]", loads(told)
        ):
            persons = [Person(*values) for values in names]
            entries.append(
                Entry(str(key), str(orcid), bool(ambiguous), persons, places[start : start + count].tolist())
            )
            start += count
    except TypeError as error:
        raise ValueError(f"not people: {error}") from error
    if start != len(places) or not all(entry.persons for entry in entries):
        raise ValueError("not people: their places are others'")
    return entries


class KeptDirectory:
    """Everybody in a kept library; who is asked for is decoded with those beside them."""

    def __init__(
        self, table: Table, keys: Index, persons: Index, families: Index, afresh: Callable[[], Directory]
    ) -> None:
        """`afresh` gives the people of the library read again, for when this one turns out to be damaged."""
        self._table = table
        self._keys, self._persons, self._families = keys, persons, families
        self._afresh = afresh
        self._row = lru_cache(maxsize=_RECENT)(self._read)

    def _read(self, row: int) -> Sequence[Entry]:
        try:
            return decode_entries(self._table[row])
        except ValueError:
            people = self._afresh()
            return [people.entry(number) for number in range(row * _TOGETHER, len(people))[:_TOGETHER]]

    def __len__(self) -> int:
        """How many people there are."""
        return self._length

    @cached_property
    def _length(self) -> int:
        before = len(self._table) - 1
        return before * _TOGETHER + len(self._row(before)) if before >= 0 else 0

    def entry(self, number: int) -> Entry:
        """What is known of somebody."""
        return self._row(number // _TOGETHER)[number % _TOGETHER]

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
