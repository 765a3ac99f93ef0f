"""Columns: the distinct values of one field and the records that have each, for `field:` queries."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.search.arrays import Array, Groups, Ints, Strings, distinct, encoded, occurrences
from model.search.blanks import side_by_side

_NONE = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Column:
    """Folded distinct values, each as ` first second ` and a line end, and the records of each."""

    values: Strings
    rows: Groups

    @classmethod
    def of(cls, values: Strings, codes: Array, rows: Array) -> "Column":
        """Record `rows[i]` has the value `values[codes[i]]`."""
        return cls(values, Groups.of(codes, rows, len(values)))

    def starting_with(self, words: tuple[str, ...]) -> Ints:
        """Records with a value in which each word is the start of a word."""
        return self._rows_with([" " + word for word in words])

    def side_by_side(self, words: tuple[str, ...], closed: bool) -> Ints:
        """Records with a value that holds the words one after the other; of an open phrase the last may go on."""
        return self._rows_with([side_by_side(words, closed)])

    def containing(self, words: tuple[str, ...]) -> Ints:
        """Records with a value that holds each word somewhere."""
        return self._rows_with(list(words))

    def _rows_with(self, fragments: list[str]) -> Ints:
        if not fragments:
            return _NONE
        places = self._places(fragments[0])
        for fragment in fragments[1:]:
            places = np.intersect1d(places, self._places(fragment), assume_unique=True)
        return self.rows.of_keys(places)

    def _places(self, fragment: str) -> Array:
        found = occurrences(self._blob, encoded(fragment))
        return distinct(np.searchsorted(self.values.starts, found, side="right") - 1)

    @cached_property
    def _blob(self) -> bytes:
        return self.values.blob.tobytes()
