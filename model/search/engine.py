"""The search of a library: built once, asked at every keystroke."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np

from model.search import explain, rank, storage
from model.search.arrays import Array, Ints, Scores, distinct
from model.search.document import Documents
from model.search.index import Index
from model.search.match import Matcher
from model.search.query import Query, parse
from model.search.scratch import let_go
from model.search.similar import Similar, similar
from model.search.suggest import Suggestion, suggest
from model.search.words import LETTERS, STARTS, TYPOS

Order = Literal["relevance", "default"]

_ENOUGH = 20  # a search that found so many looks no further
_LARGE = 32 << 20  # bytes of an index that are not to stay in memory
_ENOUGH_SHARE = 50  # in a small library already a fiftieth of it is enough


@dataclass(frozen=True, slots=True)
class Hits:
    """The records found, as row numbers in the order to show them."""

    query: Query
    rows: Ints
    total: int  # how many records were found: more than `rows` where those were limited
    scores: Array  # 0 to 1, of the first rows: those that were ranked
    suggestion: Suggestion | None
    depth: int  # how far the search had to go: see model.search.words
    complete: bool  # false if a deeper search may find more
    explain: Callable[[int], str] = field(repr=False, compare=False)

    @property
    def notes(self) -> tuple[str, ...]:
        """What of the query was not understood."""
        return self.query.notes

    @property
    def with_typos(self) -> bool:
        """Whether records were also looked for with typos."""
        return self.depth >= TYPOS

    def reason(self, row: int) -> str:
        """Why a record is here if that is not plain to see: `typo: compresion ~ compression`."""
        return self.explain(row)


class Search:
    """Finds records by number."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._matcher = Matcher(index)

    @classmethod
    def build(cls, batches: Iterable[Documents], progress: Callable[[int], None] | None = None) -> "Search":
        """Index documents, given batch after batch in the default order of the list."""
        from model.search.build import build  # which a library that is kept does without

        return cls(build(batches, progress))

    def search(
        self,
        text: str,
        *,
        marked: Collection[int] = (),
        facets: Mapping[str, frozenset[str]] = {},
        limit: int | None = None,
        order: Order = "relevance",
        deep: bool = True,
    ) -> Hits:
        """All records that match, best first; an empty query finds every record in default order.

        `facets` narrows further: one of the values of each facet. `limit` caps the rows returned.
        Without `deep` only words and their starts are looked for: of a million records these can be shown
        at once, and the rest after them if the hits are not `complete`.
        """
        query = parse(text)
        narrowed = self._narrowed(facets)
        scores, depth = self._scores(query, marked, narrowed, LETTERS if deep else STARTS)
        rows, values = self._ordered(query, scores, order)
        complete = deep or not query.terms or len(rows) >= self._enough
        suggestion = None
        if complete and not len(rows) and self.index.count:
            suggestion = suggest(self.index, query, lambda other: self._count(other, marked, narrowed))
        self._rest()
        return Hits(
            query=query,
            rows=rows[:limit],
            total=len(rows),
            scores=values[:limit],
            suggestion=suggestion,
            depth=depth,
            complete=complete,
            explain=lambda row: self._reason(query, row),
        )

    def facet_counts(
        self, rows: Array, name: str, limit: int | None = None, containing: str = ""
    ) -> list[tuple[str, int]]:
        """How many of `rows` have each value of a facet, most frequent first."""
        facet = self.index.facets.get(name)
        counts = facet.counts(np.asarray(rows), limit, containing) if facet else []
        self._rest()
        return counts

    def similar(self, row: int, limit: int = 10) -> list[Similar]:
        """Records about the same things as `row`, nearest first, with the words that say so."""
        found = similar(self.index, row, limit)
        self._rest()
        return found

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        storage.save(self.index, folder)

    @classmethod
    def load(cls, folder: Path) -> "Search":
        """Open a saved index; OSError or ValueError when there is none that can be used."""
        return cls(storage.load(folder))

    def _reason(self, query: Query, row: int) -> str:
        reason = explain.reason(self.index, query, row)
        self._rest()
        return reason

    def _rest(self) -> None:
        """Give up what a search has seen of a large index: the next one has it again in a fraction of a millisecond."""
        if len(self.index.data) >= _LARGE:
            let_go(self.index.data)

    def _narrowed(self, facets: Mapping[str, frozenset[str]]) -> Array | None:
        mask: Array | None = None
        for name, values in facets.items():
            facet = self.index.facets.get(name)
            if values:
                has = facet.mask(values) if facet else np.zeros(self.index.count, bool)
                mask = has if mask is None else mask & has
        return mask

    def _count(self, query: Query, marked: Collection[int], narrowed: Array | None) -> int:
        scores, _ = self._scores(query, marked, narrowed)
        return int(np.count_nonzero(scores))

    @property
    def _enough(self) -> int:
        return min(_ENOUGH, max(1, self.index.count // _ENOUGH_SHARE))

    def _scores(
        self, query: Query, marked: Collection[int], narrowed: Array | None, deepest: int = LETTERS
    ) -> tuple[Scores, int]:
        """Scores of all records, words searched only as deep as it takes to find enough.

        What narrows the result does not count for that, unless nothing is left: of a value that three records found
        have, choosing it shows these three.
        """
        for depth in range(STARTS, deepest + 1):
            found = scores = self._matcher.scores(query.root, depth, marked)
            if narrowed is not None:
                scores = np.where(narrowed, found, 0).astype(np.uint8)
            wanted = self._enough if depth < TYPOS else 1
            if depth == deepest or not query.terms or (scores.any() and np.count_nonzero(found) >= wanted):
                break
        return scores, depth

    def _ordered(self, query: Query, scores: Scores, order: Order) -> tuple[Ints, Array]:
        """All hits: the best of them ranked, the others after them in default order."""
        hits = np.flatnonzero(scores != 0).astype(np.int32)
        if order == "default" or not query.terms:
            return hits, np.zeros(0, np.float32)
        if len(hits) <= rank.POOL:
            return rank.ranked(self.index, hits, scores, query)
        first = rank.pool(scores)
        if query.words:
            titled = [row for row in rank.titled(self.index, query.words) if scores[row]]
            first = distinct(np.concatenate((first, np.array(titled, np.int32)))).astype(np.int32)
        best, values = rank.ranked(self.index, first, scores, query)
        rest = scores != 0
        rest[first] = False
        return np.concatenate((best, np.flatnonzero(rest).astype(np.int32))), values
