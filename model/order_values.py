"""What works are sorted by, put aside while the search is told of them: nobody has to decode them for it again."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import cast

from model import text
from model.ordering import KEYS, ranks_among
from model.search.scratch import Scratch, Span

__all__ = ["OrderValues"]

_FOLDS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("title", "author"), text.fold),
    "container": lru_cache(maxsize=16_384)(text.fold),  # many works have one container
}
_LITTLE = 1 << 20  # bytes that may as well stay in memory
_PLAIN = 2  # the version of marshal's format that does not look for what is there twice; it is read by us alone


class OrderValues:
    """What each work is sorted by in every order of `model.ordering`; in a file, once it is much.

    In memory it would add to the most that indexing takes.
    """

    def __init__(self) -> None:
        self._scratch = Scratch(_LITTLE)
        self._spans: dict[str, list[Span]] = {key: [] for key in KEYS}

    def add(self, values: Mapping[str, Sequence[str | int]]) -> None:
        """Put aside the values of the next works in each order; texts as the files write them."""
        for key, some in values.items():
            fold = _FOLDS.get(key)
            told = list(map(fold, cast("Sequence[str]", some))) if fold else list(some)
            self._spans[key].append(self._scratch.put(marshal.dumps(told, _PLAIN)))

    def ranks(self) -> dict[str, array[int]]:
        """The ranks in every order, as `model.ordering.ranks_of` gives them; can be asked for once."""
        found = {key: ranks_among([value for some in self._taken(key) for value in some]) for key in KEYS}
        self._scratch.close()
        return found

    def _taken(self, key: str) -> Iterator[list[str | int]]:
        return (marshal.loads(self._scratch.take(span)) for span in self._spans[key])
