"""In which order: the best few of a result looked at closely, the rest left in default order."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from model.search.arrays import Array, Ints, Scores
from model.search.index import PARTS, TITLE, Index
from model.search.query import Query

POOL = 100
_LOOKED_AT = 300  # characters of a line: papers with 3,000 authors have very long ones
_STARTS_TITLE = 0.12
_IS_TITLE = 0.25
_CHANCE = 0.5  # likeness that any two texts have
_NEARNESS = 0.45


def pool(scores: Scores, most: int = POOL) -> Ints:
    """The `most` records that score highest, the first of equals in default order."""
    hits = np.flatnonzero(scores != 0)
    if len(hits) <= most:
        return hits.astype(np.int32)
    found = scores[hits]
    at_least = np.cumsum(np.bincount(found, minlength=256)[::-1])
    lowest = 255 - int(np.searchsorted(at_least, most))
    better = hits[found > lowest]
    equal = hits[found == lowest][: most - len(better)]
    return np.sort(np.concatenate((better, equal))).astype(np.int32)


def ranked(index: Index, rows: Ints, scores: Scores, query: Query) -> tuple[Ints, Array]:
    """The records best first, ties in default order, and how good each is, 0 to 1."""
    if not len(rows):
        return rows, np.zeros(0, np.float32)
    total: Array = scores[rows] / int(scores[rows].max())
    if query.words:
        total += _as_typed(index, rows, query.words)
        total /= 1 + _NEARNESS + _IS_TITLE
    total = np.round(total, 3)
    if (term := query.only_word) is not None:
        total[np.isin(rows, index.identifiers.exact(term.raw))] = 1
    order = np.lexsort((rows, -total))
    return rows[order], total[order].astype(np.float32)


def _as_typed(index: Index, rows: Ints, words: Sequence[str]) -> Array:
    """What the words deserve for standing in a line as they were typed: in order, near, at the start."""
    wanted = " ".join(words)
    lines = index.lines(rows, _LOOKED_AT)
    deserved: Array = np.zeros(len(rows))
    if len(words) > 1:
        near = process.cdist([wanted], lines, scorer=fuzz.partial_ratio, dtype=np.float32)[0] / 100
        deserved = _NEARNESS * np.maximum(near.astype(np.float64) - _CHANCE, 0) / (1 - _CHANCE)
    for at, line in enumerate(lines):
        title = line.partition("\n")[0].strip()
        if title.startswith(wanted):
            deserved[at] += _IS_TITLE if title == wanted else _STARTS_TITLE
    return deserved


def titled(index: Index, words: Sequence[str], most: int = 30) -> list[int]:
    """Records whose title starts with these words, shortest title first."""
    wanted = (" " + " ".join(words)).encode()
    first, last = _before(index, wanted), _before(index, wanted + b"\xff")
    return [int(row) for row in index.by_title[first : min(last, first + most)]]


def _before(index: Index, text: bytes) -> int:
    return bisect_left(index.by_title, text, key=lambda row: index.texts.raw(int(row) * PARTS + TITLE))
