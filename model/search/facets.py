"""Facets: display values of records, counted over any result and used to narrow it."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from model.search.arrays import Array, Groups, Mask, Strings, expand
from model.search.fold import fold


@dataclass(frozen=True, slots=True)
class Facet:
    """The distinct values of one facet and, for each record, the codes of its values."""

    values: Strings
    codes: Groups  # record -> codes of its values

    @classmethod
    def of(cls, values: list[str], codes: Array, rows: Array, records: int) -> "Facet":
        """Record `rows[i]` has the value `values[codes[i]]`; values are sorted."""
        return cls(Strings.of(values), Groups.of(rows, codes, records))

    def counts(self, rows: Array, limit: int | None = None, containing: str = "") -> list[tuple[str, int]]:
        """How many of `rows` have each value, most frequent first, then by name; those without are left out."""
        counts = np.bincount(self._codes_of(rows), minlength=len(self.values))
        order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
        wanted = fold(containing).strip()
        if wanted:
            named = [code for code in order.tolist() if wanted in fold(self.values[code])]
            order = np.array(named, np.int64)
        return [(self.values[code], int(counts[code])) for code in order[:limit].tolist()]

    def mask(self, values: Collection[str]) -> Mask:
        """Which records have at least one of the values."""
        chosen = np.zeros(len(self.values), bool)
        chosen[[code for code, value in enumerate(self.values.all()) if value in values]] = True
        owners = np.repeat(np.arange(len(self.codes)), np.diff(self.codes.starts))
        mask = np.zeros(len(self.codes), bool)
        mask[owners[chosen[self.codes.values]]] = True
        return mask

    def _codes_of(self, rows: Array) -> Array:
        if len(rows) == len(self.codes):
            return self.codes.values
        return self.codes.values[expand(self.codes.starts[rows], self.codes.starts[np.asarray(rows) + 1])]
