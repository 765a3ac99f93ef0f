"""Values of fields while an index is built: given record by record, needed in order and without repeats."""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, compress, count, islice

import numpy as np

from model.search.arrays import Array, Ints, Longs, Mask, Strings, expand, offsets

Value = str | tuple[str, ...]
_NONE = np.zeros(0, np.int64)
Found = tuple[Strings, Array, Array]  # texts, the place among them of each that a record has, and that record


class Table:
    """The values of all fields, numbered: many records have the same, and so have several fields of one record."""

    def __init__(self) -> None:
        self._known: dict[Value, int] = {}
        self.given = 0
        self.texts: list[str] = []
        self.text_numbers: list[Longs] = [_NONE]
        self.several_numbers: list[Longs] = [_NONE]  # of values that consist of several texts, or of one, or of none
        self.counts: list[int] = []  # of how many each of them consists
        self.members: list[Longs] = [_NONE]  # the numbers of those texts

    def numbers(self, values: Sequence[Value]) -> Longs:
        """The number of each value: how many were given before it was given first."""
        first = self.given
        self.given += len(values)
        numbers = np.fromiter(map(self._known.setdefault, values, count(first)), np.int64, len(values))
        new = np.flatnonzero(numbers == np.arange(first, self.given))
        self._note([values[at] for at in new.tolist()], new + first)
        return numbers

    def _note(self, values: list[Value], numbers: Longs) -> None:
        texts = [value for value in values if isinstance(value, str)]
        several = [value for value in values if isinstance(value, tuple)] if len(texts) < len(values) else []
        single = np.full(len(values), not several)
        if several and texts:
            single[:] = [isinstance(value, str) for value in values]
        self.texts += texts
        self.text_numbers.append(numbers[single])
        if several:
            self.several_numbers.append(numbers[~single])
            self.counts += map(len, several)
            self.members.append(self.numbers(list(chain.from_iterable(several))))


class Values:
    """What the records have in one field, as numbers of a table."""

    def __init__(self) -> None:
        self._numbers: list[Ints] = [_NONE.astype(np.int32)]
        self._rows: list[Ints] = [_NONE.astype(np.int32)]

    def add(self, numbers: Longs, first: int) -> None:
        """Note what the next records have; the first of them is number `first`."""
        self._numbers.append(numbers.astype(np.int32))
        self._rows.append(np.arange(first, first + len(numbers), dtype=np.int32))

    @property
    def numbers(self) -> Ints:
        """The number of what each record has."""
        return np.concatenate(self._numbers)

    @property
    def rows(self) -> Ints:
        """Those records."""
        return np.concatenate(self._rows)


class Texts:
    """The distinct texts that the values of a table are made of, in the order in which they were met."""

    def __init__(self, table: Table) -> None:
        self._texts = table.texts
        single, several = len(self._texts), len(table.counts)  # the places of texts come first
        self._places = np.zeros(table.given, np.int32)  # of a value, by its number
        self._places[np.concatenate(table.text_numbers)] = np.arange(single)
        self._places[np.concatenate(table.several_numbers)] = np.arange(single, single + several)
        self._parts = np.concatenate((np.arange(single, dtype=np.int32), self._places[np.concatenate(table.members)]))
        self._starts = offsets(np.concatenate((np.ones(single, np.int64), np.array(table.counts, np.int64))))

    def folded(self, fields: Mapping[str, Values], fold: Callable[[list[str]], bytes]) -> dict[str, Found]:
        """The texts of each field as lines in which they are folded, in no order; some may be alike."""
        pairs = self._pairs(fields)
        used = self._used(pairs.values())
        lines = np.frombuffer(fold(self._all(used)), np.uint8)
        ends = np.flatnonzero(lines == ord("\n")) + 1
        strings = Strings(lines, np.concatenate(([0], ends)))
        return {name: _of_field(strings, np.cumsum(used) - 1, *pair) for name, pair in pairs.items()}

    def in_order(self, fields: Mapping[str, Values], normal: Callable[[list[str]], list[str]]) -> dict[str, Found]:
        """The texts of each field in a normal form, sorted, each once and none empty."""
        pairs = self._pairs(fields)
        used = self._used(pairs.values())
        forms = normal(self._all(used))
        order = sorted(range(len(forms)), key=forms.__getitem__)
        ordered = [forms[at] for at in order]
        new = np.ones(len(ordered), bool)
        new[1:] = np.fromiter(map(operator.ne, ordered, islice(ordered, 1, None)), bool, max(len(ordered) - 1, 0))
        place = np.empty(len(ordered), np.int64)
        place[order] = np.cumsum(new) - 1
        places = np.zeros(len(used), np.int64)
        places[used] = place
        distinct = list(compress(ordered, new.tolist()))
        strings, empty = Strings.of(distinct), int(distinct[:1] == [""])
        return {name: _of_field(strings, places, *pair, empty) for name, pair in pairs.items()}

    def _pairs(self, fields: Mapping[str, Values]) -> dict[str, tuple[Ints, Ints]]:
        """For each field the place of every text that a record has, and the record."""
        pairs = {}
        for name, values in fields.items():
            places = self._places[values.numbers]
            starts, ends = self._starts[places], self._starts[places + 1]
            pairs[name] = self._parts[expand(starts, ends)], values.rows.repeat(ends - starts)
        return pairs

    def _used(self, pairs: Iterable[tuple[Ints, Ints]]) -> Mask:
        used = np.zeros(len(self._texts), bool)
        for numbers, _ in pairs:
            used[numbers] = True
        return used

    def _all(self, used: Mask) -> list[str]:
        return list(compress(self._texts, used.tolist()))


def _of_field(texts: Strings, places: Longs, numbers: Ints, rows: Ints, first: int = 0) -> Found:
    """Those of the texts, from the `first` on, that one field has."""
    places = places[numbers]
    if first:
        places, rows = places[places >= first], rows[places >= first]
    used = np.zeros(len(texts), bool)
    used[places] = True
    return texts.take(np.flatnonzero(used)), (np.cumsum(used) - 1)[places], rows
