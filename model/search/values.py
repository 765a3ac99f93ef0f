"""Values of fields while an index is built: given record by record, needed in order and without repeats.

Of some thousand records at a time they are numbered and put aside, so that never all of them are in memory: of a large
library they would be the largest part of what its index takes to build.
"""

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, count, pairwise

import numpy as np

from model.search.arrays import Array, Ints, Longs, Strings, expand, offsets
from model.search.scratch import Run, Scratch, Span
from model.search.sequence import in_sequence

__all__ = ["Fields", "Found", "Value", "Values", "found_among"]

Value = str | tuple[str, ...]
Found = tuple[Strings, Array, Array]  # texts, the place among them of each that a record has, and that record

_NONE, _NO_ROWS = np.zeros(0, np.int64), np.zeros(0, np.int32)
_PLAIN = 2  # the version of marshal's format that does not look for what is there twice; only we write, and read, there


class Values:
    """The values that some records in a row have in several fields: one list a field, one value a record."""

    def __init__(self, columns: Sequence[Sequence[Value]], first: int) -> None:
        table = _Table()
        numbers = table.numbers(list(chain.from_iterable(columns)))
        self.texts = table.texts
        """The distinct texts that the values consist of, in the order in which they are met."""
        places, counts = _Places(table).of_parts(numbers)
        each = len(numbers) // len(columns) if columns else 0
        rows = np.tile(np.arange(first, first + each, dtype=np.int32), len(columns)).repeat(counts)
        ends = offsets(counts)[:: each or 1].tolist()
        self.pairs = [(places[start:end], rows[start:end]) for start, end in pairwise(ends)]
        """For each field the place among `texts` of every text that a record has there, and the record."""


class _Table:
    """Values, numbered: many records have the same, and so have several fields of one record."""

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


class _Places:
    """Where the texts are that the values of a table are made of."""

    def __init__(self, table: _Table) -> None:
        single, several = len(table.texts), len(table.counts)  # the places of texts come first
        self._places = np.zeros(table.given, np.int32)  # of a value, by its number
        self._places[np.concatenate(table.text_numbers)] = np.arange(single)
        self._places[np.concatenate(table.several_numbers)] = np.arange(single, single + several)
        self._parts = np.concatenate((np.arange(single, dtype=np.int32), self._places[np.concatenate(table.members)]))
        self._starts = offsets(np.concatenate((np.ones(single, np.int64), np.array(table.counts, np.int64))))

    def of(self, numbers: Longs) -> Ints:
        """The place of each value that is a text."""
        return self._places[numbers]

    def of_parts(self, numbers: Longs) -> tuple[Ints, Longs]:
        """The place of every text that a value consists of, one value after the other, and how many each has."""
        places = self._places[numbers]
        starts, ends = self._starts[places], self._starts[places + 1]
        return self._parts[expand(starts, ends)], ends - starts


class Fields:
    """What records have in fields whose texts are brought into one form; put aside, and found again by field."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._texts: list[Span] = []
        self._pairs: dict[str, tuple[list[int], Run, Run]] = {}  # of which texts, their places, the records

    def note(self, names: Iterable[str]) -> None:
        """There are these fields."""
        for name in names:
            self._pairs.setdefault(name, ([], Run(self._scratch, np.int32), Run(self._scratch, np.int32)))

    def add(self, texts: Sequence[str], pairs: Mapping[str, tuple[Ints, Ints]]) -> None:
        """Put aside what the next records have: in each field the places of texts, and whose they are."""
        used = np.zeros(len(texts), bool)
        for places, _ in pairs.values():
            used[places] = True
        place = np.cumsum(used, dtype=np.int32) - 1
        for name, (places, rows) in pairs.items():
            stretches, all_places, all_rows = self._pairs[name]
            stretches.append(len(self._texts))
            all_places.add(place[places])
            all_rows.add(rows)
        self._texts.append(self._scratch.put(marshal.dumps(list(compress(texts, used.tolist())), _PLAIN)))

    def folded(self, fold: Callable[[list[str]], bytes]) -> Iterator[tuple[str, Found]]:
        """The texts of each field as lines in which they are folded, in no order; some may be alike."""
        table = _Table()
        numbers, lines = [], []
        for some in self._stretches():
            known = len(table.texts)
            numbers.append(table.numbers(some))
            lines.append(fold(table.texts[known:]))
        where = _Places(table)
        del table
        strings = Strings.of_lines(b"".join(lines))
        del lines
        return self._each(strings, [where.of(some) for some in numbers])

    def in_order(self) -> Iterator[tuple[str, Found]]:
        """The texts of each field sorted, each once and none empty."""
        table = _Table()
        numbers = [table.numbers(some) for some in self._stretches()]
        where = _Places(table)
        ordered, place = in_sequence(Strings.of(table.texts))
        del table
        return self._each(ordered, [place[where.of(some)] for some in numbers])

    def in_form(self, form: Callable[[str], str]) -> Iterator[tuple[str, Found]]:
        """The same with every text in a normal form; for texts of which few are in many records."""
        forms: list[str] = []
        starts = [0]
        for some in self._stretches():
            forms += map(form, some)
            starts.append(len(forms))
        ordered, place = in_sequence(Strings.of(forms))
        del forms
        return self._each(ordered, [place[start:end] for start, end in pairwise(starts)])

    def _stretches(self) -> Iterator[list[str]]:
        return (marshal.loads(self._scratch.take(span)) for span in self._texts)

    def _each(self, texts: Strings, places: Sequence[Ints]) -> Iterator[tuple[str, Found]]:
        """Of every field its own among the texts; `places` says where those of each stretch are, below 0 nowhere."""
        for name, (stretches, numbers, rows) in self._pairs.items():
            found = [places[stretch][some] for stretch, some in zip(stretches, numbers, strict=True)]
            own, of = np.concatenate((_NO_ROWS, *found)), np.concatenate((_NO_ROWS, *rows))
            yield name, found_among(texts, own, of)


def found_among(texts: Strings, places: Ints, rows: Array) -> Found:
    """What a field has where record `rows[i]` has the text at `places[i]`, or none if that is below 0."""
    if len(places) and places.min() < 0:
        places, rows = places[places >= 0], rows[places >= 0]
    used = np.zeros(len(texts), bool)
    used[places] = True
    if used.all():
        return texts, places, rows
    return texts.take(np.flatnonzero(used)), (np.cumsum(used, dtype=np.int32) - 1)[places], rows
