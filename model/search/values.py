"""Values of fields while an index is built: given record by record, needed in order and without repeats."""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, compress, count, islice

import numpy as np

from model.search.arrays import Array, Longs, Mask, Strings, expand, offsets

Value = str | tuple[str, ...]
Found = tuple[Strings, Array, Array]  # texts, the place among them of each that a record has, and that record


class Table:
    """The values of all fields, numbered: many records have the same, and so have several fields of one record."""

    def __init__(self) -> None:
        self.known: dict[Value, int] = {}
        self.given = 0

    def numbers(self, values: Sequence[Value]) -> Longs:
        """The number of each value: how many were given before it was given first."""
        numbers = map(self.known.setdefault, values, count(self.given))
        self.given += len(values)
        return np.fromiter(numbers, np.int64, len(values))


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
    """The distinct texts that the values of a table are made of, in the order in which they were met."""

    def __init__(self, table: Table) -> None:
        several = [value for value in table.known if isinstance(value, tuple)]
        own, members = table.numbers(several), table.numbers(list(chain.from_iterable(several)))
        self._texts = list(table.known)  # and values that consist of several
        self._places = np.zeros(table.given, np.int64)  # by number
        self._places[np.fromiter(table.known.values(), np.int64, len(self._texts))] = np.arange(len(self._texts))
        own, members = self._places[own], self._places[members]
        counts = np.ones(len(self._texts), np.int64)
        counts[own] = list(map(len, several))
        self._starts = offsets(counts)
        self._parts = np.arange(len(self._texts)).repeat(counts)
        self._parts[expand(self._starts[own], self._starts[own + 1])] = members

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
        """For each field the place of every text that a record has, and the record."""
        pairs = {}
        for name, values in fields.items():
            places = self._places[values.numbers]
            starts, ends = self._starts[places], self._starts[places + 1]
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
