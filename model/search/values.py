"""Values of fields while an index is built: given record by record, needed in order and without repeats."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

import numpy as np

from model.search.arrays import Array, Codes, in_order


class Values:
    """The values of one field, as codes of a table of texts that all fields share."""

    def __init__(self) -> None:
        self._codes: list[Array] = [np.zeros(0, np.int64)]
        self._rows: list[Array] = [np.zeros(0, np.int64)]

    def add(self, codes: Codes, values: Sequence[str | tuple[str, ...]], first: int) -> None:
        """Note the value or values of the next records, the first of them being number `first`."""
        rows = np.arange(first, first + len(values))
        given: Iterable[str]
        if set(map(type, values)) == {str}:
            given = cast(Sequence[str], values)
        else:
            several = [(value,) if isinstance(value, str) else value for value in values]
            given = chain.from_iterable(several)
            rows = rows.repeat(list(map(len, several)))
        self._codes.append(np.fromiter(map(codes.__getitem__, given), np.int64, len(rows)))
        self._rows.append(rows)

    @property
    def codes(self) -> Array:
        """The code of every value given."""
        return np.concatenate(self._codes)

    @property
    def rows(self) -> Array:
        """The record of every value given."""
        return np.concatenate(self._rows)


@dataclass(frozen=True, slots=True)
class Forms:
    """Texts of a table in a normal form: the distinct forms sorted, and the place of the form of each code."""

    forms: list[str]
    places: Array  # -1 where no form was asked for or it is empty

    @classmethod
    def of(cls, codes: Codes, fields: Iterable[Values], normal: Callable[[str], str]) -> "Forms":
        """Normal forms of the texts that any of these fields has."""
        used = np.zeros(len(codes), bool)
        for values in fields:
            used[values.codes] = True
        distinct = Codes()
        forms = np.full(len(codes), -1, np.int64)
        normal_forms = (normal(text) for text, is_used in zip(codes, used.tolist(), strict=True) if is_used)
        forms[used] = np.fromiter(map(distinct.__getitem__, normal_forms), np.int64, np.count_nonzero(used))
        texts, place = in_order(distinct)
        return cls(texts, np.where(forms >= 0, place[forms], -1) if texts else forms)

    def pairs(self, values: Values) -> tuple[list[str], Array, Array]:
        """The forms of one field in order, the place among them of every value given, and its record."""
        places, rows = self.places[values.codes], values.rows
        if self.forms and not self.forms[0]:  # an empty value is none
            places, rows = places[places > 0], rows[places > 0]
        used = np.zeros(len(self.forms), bool)
        used[places] = True
        forms = [self.forms[place] for place in np.flatnonzero(used).tolist()]
        return forms, (np.cumsum(used) - 1)[places], rows
