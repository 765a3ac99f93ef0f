"""What the list shows and how it was found: an immutable result set that knows its question; free of any widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from model.library import Library
from tui.rows import Rows

if TYPE_CHECKING:  # numpy and the search are there when they are needed first, which is after the first paint
    import numpy as np
    from numpy.typing import NDArray

    from model.search.engine import Hits
    from model.search.suggest import Suggestion

__all__ = ["ORDERS", "Asked", "Orders", "Results", "ask"]

ORDERS = ("relevance", "year", "title", "author", "type", "container", "updated")
"""The keys of the contract to order by; a leading `-` reverses."""


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

    def matches(self, shown: str) -> Sequence[tuple[int, int]]:
        """Which parts of a text the query matched."""
        if not (self.hits and self.hits.query.words):
            return ()
        from model.search.highlight import highlight

        return highlight(shown, self.hits)


class Orders:
    """The place of every row in each order, worked out once for each."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._places: dict[str, NDArray[np.int64]] = {}

    def known(self, order: str) -> bool:
        """Whether sorting by it costs nothing any more."""
        return order in ("", "relevance", "-year") or order in self._places

    def prepare(self, order: str) -> None:
        """Work an order out: up to a second for 100,000 works, so never on the thread that draws."""
        if not self.known(order):
            import numpy as np

            from model.ordering import sorted_rows

            places = np.zeros(len(self._library), np.int64)
            ranks = self._library.ranks(order.removeprefix("-"))
            rows = sorted_rows(ranks, range(len(ranks)), backwards=order.startswith("-"))
            places[rows] = np.arange(len(ranks))
            self._places[order] = places

    def sort(self, rows: Rows, order: str) -> Rows:
        """Rows in that order; they come in relevance order."""
        if order in ("", "relevance"):
            return rows
        import numpy as np

        found = np.sort(np.asarray(rows))
        if order == "-year":  # rows are numbered newest first
            return found
        self.prepare(order)
        return found[np.argsort(self._places[order][found], kind="stable")]


def ask(library: Library, asked: Asked, marked: frozenset[int], orders: Orders) -> Results:
    """Answer a question; what narrows has to wait while the library is being indexed."""
    waits = asked.narrows and not library.is_searchable
    if waits or not asked.narrows:
        everything = range(len(library))
        natural = asked.order in ("", "relevance", "-year")
        rows = everything if natural else orders.sort(everything, asked.order)
        return Results(asked, rows, len(library), waits=waits)
    hits = library.search.search(asked.query, marked=marked, facets=asked.facets)
    return Results(asked, orders.sort(hits.rows, asked.order), len(library), hits)
