"""Fields whose texts were numbered before an index is built: names of people, which most records share."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from model.search.arrays import Ints, Strings
from model.search.document import Numbered
from model.search.scratch import Run, Scratch
from model.search.sequence import in_sequence
from model.search.values import Found, found_among

__all__ = ["Named"]

_NONE = np.zeros(0, np.int32)


class Named:
    """What records have in such fields, put aside, and found again by field."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._pairs: dict[str, tuple[Run, Run]] = {}

    def add(self, fields: Mapping[str, Numbered], first: int) -> None:
        """Put aside what the next records have; the first of them is number `first`."""
        for name, given in fields.items():
            if name not in self._pairs:
                self._pairs[name] = Run(self._scratch, np.int32), Run(self._scratch, np.int32)
            numbers, rows = self._pairs[name]
            numbers.add(given.numbers)
            rows.add(given.rows + np.int32(first))

    def folded(self, names: Sequence[str], fold: Callable[[Sequence[str]], bytes]) -> Iterator[tuple[str, Found]]:
        """The texts of each field as lines in which they are folded, in no order; some may be alike."""
        return self._each(Strings.of_lines(fold(names)), np.arange(len(names), dtype=np.int32))

    def in_order(self, names: Sequence[str]) -> Iterator[tuple[str, Found]]:
        """The texts of each field sorted, each once and none empty."""
        return self._each(*in_sequence(Strings.of(names)))

    def _each(self, texts: Strings, places: Ints) -> Iterator[tuple[str, Found]]:
        for name, (numbers, rows) in self._pairs.items():
            own = np.concatenate((_NONE, *numbers))
            yield name, found_among(texts, places[own], np.concatenate((_NONE, *rows)))
