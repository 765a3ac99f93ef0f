"""Identifiers of all kinds in one sorted list, found whole, by their start, or by a part."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.search.arrays import Array, Groups, Ints, Longs, Mask, Strings, distinct, encoded, occurrences
from model.search.fold import fold_identifier

_NOTHING = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Identifiers:
    """Sorted folded identifiers (several records may share one) and the record of each."""

    names: Strings
    rows: Groups

    @classmethod
    def of(cls, names: Strings, codes: Array, rows: Array) -> "Identifiers":
        """Record `rows[i]` has the identifier `names[codes[i]]`; names are folded and sorted."""
        return cls(names, Groups.of(codes, rows, len(names)))

    def exact(self, text: str) -> Ints:
        """Records with this very identifier, however it is written."""
        at = self.names.find(encoded(fold_identifier(text)))
        return self.rows.of_key(at) if at >= 0 else _NOTHING

    def starting_with(self, text: str) -> Ints:
        """Records with an identifier that starts so."""
        name = encoded(fold_identifier(text))
        return self.rows.of_range(self.names.before(name), self.names.before(name + b"\xff")) if name else _NOTHING

    def containing(self, text: str) -> Ints:
        """Records with an identifier that has this in it."""
        part = encoded(fold_identifier(text))
        found = occurrences(self._blob, part)
        inside = self._is_inside(found, len(part))
        found = np.concatenate((found[inside], [*self._behind(found[~inside].tolist(), part)])).astype(np.int64)
        found = found[self._is_inside(found, len(part))]
        return self.rows.of_keys(distinct(np.searchsorted(self.names.starts, found, side="right") - 1))

    def _is_inside(self, found: Longs, length: int) -> Mask:
        """Whether what was found at these places is in one identifier, not across the end of one."""
        ends = self.names.starts[np.searchsorted(self.names.starts, found, side="right")]
        within: Mask = found + length <= ends
        return within

    def _behind(self, across: Iterable[int], part: bytes) -> Iterator[int]:
        """Where a part begins within places that are none of it."""
        for place in across:
            end = place + 2 * len(part) - 1
            at = place
            while (at := self._blob.find(part, at + 1, end)) >= 0:
                yield at

    @cached_property
    def _blob(self) -> bytes:
        return self.names.blob.tobytes()
