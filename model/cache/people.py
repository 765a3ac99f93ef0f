"""People on disk: some of them in each row of a table, found by what they go by, by name and by family name."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from model.cache.codec import dumps, loads, person_values
from model.cache.table import Index, IndexWriter, Table, encoded, write_table
from model.individual import Directory, Entry, family_of
from model.record import Person

if TYPE_CHECKING:
    from model.directory import BuiltDirectory, Columns

__all__ = ["Entries", "KeptDirectory", "encode_people", "write_people"]

_TOGETHER = 8  # people in a row: of one alone there is so little to say that writing the row would cost more
_AT_ONCE = 512 * _TOGETHER  # people that are written at once
_RECENT = 512  # rows that stay decoded


def write_people(directory: BuiltDirectory, folder: Path) -> None:
    """Write everybody so that `KeptDirectory` finds them."""
    keys, persons, families = IndexWriter(), IndexWriter(), IndexWriter()
    family = lru_cache(maxsize=64)(lambda name: encoded(family_of(name)))  # people come in the order of their names

    def rows() -> Iterator[bytes]:
        """Everybody, some to a row; by what each is found is noted on the way."""
        for first in range(0, len(directory), _AT_ONCE):
            some = directory.columns(first, min(first + _AT_ONCE, len(directory)))
            numbers = range(first, first + len(some.keys))
            keys.add(map(encoded, some.keys), numbers)
            spans = zip(numbers, pairwise(some.starts), strict=True)
            whose = [number for number, (start, end) in spans for _ in range(start, end)]
            values = list(map(person_values, some.persons))
            persons.add(map(_key_of, values), whose)
            families.add([family(person.name.partition(",")[0]) for person in some.persons], whose)
            yield from encode_people(some, values)

    write_table(folder, "people", rows())
    for name, index in (("keys", keys), ("persons", persons), ("families", families)):
        index.write(folder, name)


def _key_of(values: Iterable[str]) -> bytes:
    """A name in a record, told by its values, as the index of names knows it."""
    return "\0".join(values).encode("utf-8", "surrogatepass")


def encode_people(some: Columns, values: Sequence[tuple[str, ...]]) -> Iterator[bytes]:
    """People, some to a row: all but their places as JSON, and behind it the places of all.

    `values` are those of their names, in the order of `some.persons`.
    """
    names = [values[start:end] for start, end in pairwise(some.starts)]
    for first in range(0, len(some.keys), _TOGETHER):
        here = slice(first, first + _TOGETHER)
        upto = some.place_starts[first : first + _TOGETHER + 1]
        places = [place - upto[0] for place in upto[:-1]]
        told = list(zip(some.keys[here], some.orcids[here], some.ambiguous[here], places, names[here], strict=True))
        yield dumps(told) + b"\n" + some.places[upto[0] : upto[-1]].tobytes()


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
        self.entry = lru_cache(maxsize=_RECENT * _TOGETHER)(partial(_entry, self._row, afresh))
        """What is known of somebody."""

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
        perhaps = self._persons.rows(_key_of(person_values(person)))
        return next((number for number in perhaps if person in self.entry(number).persons), None)

    def of_family(self, family: str) -> Sequence[int]:
        """Those who have a family name, folded."""
        perhaps = self._families.rows(encoded(family))
        return [
            number
            for number in perhaps
            if any(family_of(person.name) == family for person in self.entry(number).persons)
        ]


def _entry(row: Callable[[int], Entries], afresh: Callable[[], Directory], number: int) -> Entry:
    try:
        return row(number // _TOGETHER)[number % _TOGETHER]
    except ValueError:
        return afresh().entry(number)
