"""Identifiers of all kinds in one sorted list, found whole, by their start, or by a part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.search.arrays import Ints, Strings, distinct
from model.search.fold import fold_identifier

_NOTHING = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Sorted folded identifiers (several records may share one) and the record of each."""

    names: Strings
    name_starts: Ints  # where the records of each name begin, one more at the end
    records: Ints

    @classmethod
    def of(cls, ids: Sequence[tuple[str, ...]]) -> "Identifiers":
        """List the identifiers of each record."""
        folded = [(name, row) for row, some in enumerate(ids) for name in dict.fromkeys(map(fold_identifier, some))]
        folded = [pair for pair in folded if pair[0]]
        names, codes = distinct(name for name, _ in folded)
        rows = np.fromiter((row for _, row in folded), np.int32, len(folded))
        order = np.lexsort((rows, codes))
        starts = np.searchsorted(codes[order], np.arange(len(names) + 1)).astype(np.int32)
        return cls(Strings.of(names), starts, rows[order])

    def exact(self, text: str) -> Ints:
        """Records with this very identifier, however it is written."""
        name = fold_identifier(text).encode("utf-8", "surrogatepass")
        at = self._before(name)
        return self._records(at, at + 1) if at < len(self.names) and self.names.raw(at) == name else _NOTHING

    def starting_with(self, text: str) -> Ints:
        """Records with an identifier that starts so."""
        name = fold_identifier(text).encode("utf-8", "surrogatepass")
        return self._records(self._before(name), self._before(name + b"\xff")) if name else _NOTHING

    def containing(self, text: str) -> Ints:
        """Records with an identifier that has this in it."""
        part = fold_identifier(text).encode("utf-8", "surrogatepass")
        blob = self.names.blob.tobytes()
        found = [match.start() for match in re.finditer(re.escape(part), blob)]
        places = np.unique(np.searchsorted(self.names.starts, found, side="right") - 1)
        return np.unique(np.concatenate([_NOTHING, *(self._records(at, at + 1) for at in places.tolist())]))

    def _records(self, first: int, last: int) -> Ints:
        return self.records[self.name_starts[first] : self.name_starts[last]]

    def _before(self, name: bytes) -> int:
        """How many names sort before this one."""
        low, high = 0, len(self.names)
        while low < high:
            middle = (low + high) // 2
            if self.names.raw(middle) < name:
                low = middle + 1
            else:
                high = middle
        return low
