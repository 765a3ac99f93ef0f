"""What the list shows and how it was found: an immutable result set that knows its question; free of any widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Thread
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from model.library import Library
from tui.rows import Rows

if TYPE_CHECKING:  # numpy and the search are there when they are needed first, which is after the first paint
    import numpy as np
    from numpy.typing import NDArray

    from model.search.engine import Hits
    from model.search.suggest import Suggestion

__all__ = ["Asked", "Orders", "Results", "ask"]

_NATURAL = ("", "relevance")  # the orders of what is found; of everything, the newest first
_FEW = 1_000  # works that are put in any order in less time than a person notices


class Asked(NamedTuple):
    """A question: the query as typed, the values chosen in each facet, the order (empty: the natural one)."""

    query: str = ""
    facets: Mapping[str, frozenset[str]] = MappingProxyType({})
    order: str = ""

    @property
    def narrows(self) -> bool:
        """Whether it asks for less than everything."""
        return bool(self.query.strip() or any(self.facets.values()))

    def without(self, facet: str, value: str) -> Asked:
        """The same with one value of one facet let go."""
        facets = {name: values - {value} if name == facet else values for name, values in self.facets.items()}
        return self._replace(facets={name: values for name, values in facets.items() if values})


_EVERYTHING = Asked()


@dataclass(frozen=True)
class Results:
    """The rows that answer a question, in order, of a library of `of` works."""

    asked: Asked = _EVERYTHING
    rows: Rows = ()
    of: int = 0
    hits: Hits | None = None
    waits: bool = False  # for the index: these are all rows, not yet those that answer
    unsorted: bool = False  # the order is being worked out: the rows are not yet in it

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    @property
    def count(self) -> str:
        """`29`, or `6 of 29` when something narrows."""
        return f"{len(self):,} of {self.of:,}" if self.asked.narrows else f"{self.of:,}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What of the query was not understood, or why nothing has been done about it yet."""
        if self.waits:
            return ("the list narrows as soon as all words are indexed",)
        return self.hits.notes if self.hits else ()

    @property
    def suggestion(self) -> Suggestion | None:
        """What would match when nothing does."""
        return self.hits.suggestion if self.hits else None

    def reason(self, row: int) -> str:
        """Why a row is here if that is not plain to see, which only the search with typos needs to say."""
        return self.hits.reason(row) if self.hits and self.hits.with_typos and row >= 0 else ""

    def line_of(self, row: int) -> int | None:
        """On which line a row stands; None when it is not among the rows."""
        if isinstance(self.rows, range):
            return row if 0 <= row < len(self.rows) else None
        import numpy as np

        found = np.flatnonzero(np.asarray(self.rows) == row)
        return int(found[0]) if len(found) else None

    def matches(self, shown: str, part: str) -> Sequence[tuple[int, int]]:
        """What of a text the query matched, which is a part of a line: see `model.search.highlight`."""
        if not (self.hits and self.hits.query.words):
            return ()
        from model.search.highlight import highlight

        return highlight(shown, self.hits, part)


class Orders:
    """The number that each row is sorted by in every order, worked out once for each order."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._numbers: dict[str, NDArray[np.int64]] = {}  # of all rows; the least goes first
        self._begun: set[str] = set()

    def is_quick(self, order: str) -> bool:
        """Whether sorting by it takes no longer than a key may: then the thread that draws may do it.

        For 100,000 works that were kept this is 20 ms, and less each time after the first.
        """
        ready = order in (*_NATURAL, "-year") or order in self._numbers
        return ready or self._library.kept is not None or len(self._library) <= _FEW

    def begin(self, order: str, then: Callable[[Exception | None], object]) -> None:
        """Work an order out in a thread, unless one is at it, and say there that it is done, or what went wrong.

        The thread is a daemon, not a worker: who leaves must not wait for it, which is up to two seconds for 100,000
        works.
        """
        if order not in self._begun:
            self._begun.add(order)
            Thread(target=self._work, args=(order, then), name="sorting", daemon=True).start()

    def _work(self, order: str, then: Callable[[Exception | None], object]) -> None:
        try:
            self._numbers_of(order)
        except Exception as fault:
            then(fault)
        else:
            then(None)

    def _numbers_of(self, order: str) -> NDArray[np.int64]:
        if order not in self._numbers:
            import numpy as np

            ranks = np.asarray(self._library.ranks(order.removeprefix("-")), np.int64)
            last = np.where(ranks, ranks, len(ranks) + 1)  # what is unknown, either way
            self._numbers[order] = -ranks if order.startswith("-") else last
        return self._numbers[order]

    def sort(self, rows: Rows, order: str) -> Rows:
        """Rows in that order; they come in relevance order. What sorts alike stays in the order of the library."""
        if order in _NATURAL:
            return rows
        import numpy as np

        found = np.arange(len(rows)) if isinstance(rows, range) else np.sort(np.asarray(rows, np.int64))
        if order == "-year":  # rows are numbered newest first
            return found
        return found[np.argsort(self._numbers_of(order)[found], kind="stable")]


def ask(library: Library, asked: Asked, marked: frozenset[int], orders: Orders) -> Results:
    """Answer a question; what narrows has to wait while the library is being indexed, what sorts for its order."""
    waits = asked.narrows and not library.is_searchable
    unsorted = not orders.is_quick(asked.order)
    order = "" if unsorted else asked.order
    if waits or not asked.narrows:
        everything = range(len(library))
        rows = everything if order in (*_NATURAL, "-year") else orders.sort(everything, order)
        return Results(asked, rows, len(library), waits=waits, unsorted=unsorted)
    hits = library.search.search(asked.query, marked=marked, facets=asked.facets)
    return Results(asked, orders.sort(hits.rows, order), len(library), hits, unsorted=unsorted)
