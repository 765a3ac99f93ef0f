"""Values of fields while an index is built: given record by record, needed in order and without repeats."""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, compress, islice

import numpy as np

from model.search.arrays import Array, Longs, Mask, Strings, expand, offsets

Value = str | tuple[str, ...]
Found = tuple[Strings, Array, Array]  # texts, the place among them of each that a record has, and that record


class Table(dict[Value, int]):
    """The values of all fields, numbered as they are met: many records have the same, and so have some fields."""

    def __missing__(self, value: Value) -> int:
        number = self[value] = len(self)
        return number

    def numbers(self, values: Sequence[Value]) -> Longs:
        """The number of each value."""
        return np.fromiter(map(self.__getitem__, values), np.int64, len(values))


class Values:
    """What the records have in one field, as numbers of a table."""

    def __init__(self) -> None:
        self._numbers = [np.zeros(0, np.int64)]
        self._rows = [np.zeros(0, np.int64)]

    def add(self, numbers: Longs, first: int) -> None:
        """Note what the next records have; the first of them is number `first`."""
        self._numbers.append(numbers)
        self._rows.append(np.arange(first, first + len(numbers)))

    @property
    def numbers(self) -> Longs:
        """The number of what each record has."""
        return np.concatenate(self._numbers)

    @property
    def rows(self) -> Longs:
        """Those records."""
        return np.concatenate(self._rows)


class Texts:
    """The texts that the values of a table are made of, by numbers that go on where those of the values end."""

    def __init__(self, table: Table) -> None:
        several = [(value,) if isinstance(value, str) else value for value in table]
        self._starts = offsets(list(map(len, several)))
        parts = map(table.__getitem__, chain.from_iterable(several))
        self._parts = np.fromiter(parts, np.int64, int(self._starts[-1]))
        self._texts = list(table)

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

    def _pairs(self, fields: Mapping[str, Values]) -> dict[str, tuple[Longs, Longs]]:
        """For each field the number of every text that a record has, and the record."""
        pairs = {}
        for name, values in fields.items():
            starts, ends = self._starts[values.numbers], self._starts[values.numbers + 1]
            pairs[name] = self._parts[expand(starts, ends)], values.rows.repeat(ends - starts)
        return pairs

    def _used(self, pairs: Iterable[tuple[Longs, Longs]]) -> Mask:
        used = np.zeros(len(self._texts), bool)
        for numbers, _ in pairs:
            used[numbers] = True
        return used

    def _all(self, used: Mask) -> list[str]:
        return [text for text in compress(self._texts, used.tolist()) if isinstance(text, str)]


def _of_field(texts: Strings, places: Longs, numbers: Longs, rows: Longs, first: int = 0) -> Found:
    """Those of the texts, from the `first` on, that one field has."""
    places = places[numbers]
    if first:
        places, rows = places[places >= first], rows[places >= first]
    used = np.zeros(len(texts), bool)
    used[places] = True
    return texts.take(np.flatnonzero(used)), (np.cumsum(used) - 1)[places], rows
