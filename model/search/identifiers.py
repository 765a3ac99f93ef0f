"""Identifiers of all kinds in one sorted list, found whole, by their start, or by a part."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.search.arrays import Array, Groups, Ints, Strings, distinct, encoded, occurrences
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
        found = occurrences(self._lines, encoded(fold_identifier(text)))
        return self.rows.of_keys(distinct(np.searchsorted(self._ends, found)))

    @cached_property
    def _lines(self) -> bytes:
        """One to a line, so that nothing is found that begins in one and ends in the next."""
        return self.names.lines()

    @cached_property
    def _ends(self) -> Array:
        return self.names.starts[1:] + np.arange(len(self.names))
