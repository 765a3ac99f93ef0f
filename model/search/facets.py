"""Facets: display values of records, counted over any result and used to narrow it."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.search.arrays import Array, Groups, Mask, Strings, encoded, expand, occurrences
from model.search.fold import fold
from model.search.lines import fold_bytes


@dataclass(frozen=True)
class Facet:
    """The distinct values of one facet and, for each record, the codes of its values."""

    values: Strings  # sorted
    codes: Groups  # record -> codes of its values

    @classmethod
    def of(cls, values: Strings, codes: Array, rows: Array, records: int) -> "Facet":
        """Record `rows[i]` has the value `values[codes[i]]`; values are sorted."""
        return cls(values, Groups.of(rows, codes, records))

    def counts(self, rows: Array, limit: int | None = None, containing: str = "") -> list[tuple[str, int]]:
        """How many of `rows` have each value, most frequent first, then by name; those without are left out."""
        counts = np.bincount(self._codes_of(rows), minlength=len(self.values))
        if wanted := fold(containing).strip():
            named = np.zeros(len(counts), bool)
            named[self._containing(wanted)] = True
            counts = np.where(named, counts, 0)
        found = np.flatnonzero(counts)
        if limit is not None and 0 < limit < len(found):
            least = np.partition(counts[found], -limit)[-limit]
            found = found[counts[found] >= least]
        order = found[np.argsort(-counts[found], kind="stable")]
        return [(self.values[code], int(counts[code])) for code in order[:limit].tolist()]

    def mask(self, values: Collection[str]) -> Mask:
        """Which records have at least one of the values."""
        chosen = np.zeros(len(self.values), bool)
        chosen[[code for value in values if (code := self.values.find(encoded(value))) >= 0]] = True
        owners = np.repeat(np.arange(len(self.codes)), np.diff(self.codes.starts))
        mask = np.zeros(len(self.codes), bool)
        mask[owners[chosen[self.codes.values]]] = True
        return mask

    def _codes_of(self, rows: Array) -> Array:
        if len(rows) == len(self.codes):
            return self.codes.values
        return self.codes.values[expand(self.codes.starts[rows], self.codes.starts[np.asarray(rows) + 1])]

    def _containing(self, fragment: str) -> Array:
        return np.searchsorted(self._folded_ends, occurrences(self._folded, encoded(fragment)))

    @cached_property
    def _folded(self) -> bytes:
        return fold_bytes(self.values.lines())

    @cached_property
    def _folded_ends(self) -> Array:
        return np.flatnonzero(np.frombuffer(self._folded, np.uint8) == ord("\n"))
