"""Records like this one: rare words of title, keywords and abstract that two records share."""

from dataclasses import dataclass

import numpy as np

from model.search.arrays import Ints
from model.search.index import SUBJECT, TITLE, Index
from model.search.weights import weights_of

LEAST = 0.15  # a cosine below this is noise
SAME_WORK = 0.9  # a cosine from here may be the same work
_WORDS = 40  # the rarest words of a record say what it is about
_WORDS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Similar:
    """A record near another: cosine of their weighted words, and the words that weigh most in it."""

    row: int
    score: float
    words: tuple[str, ...]


def similar(index: Index, row: int, limit: int = 10) -> list[Similar]:
    """The records nearest to `row`, nearest first, none below LEAST."""
    postings = index.postings[SUBJECT]
    places = _rarest(index, row)
    if not len(places) or not index.norms[row]:
        return []
    weights = weights_of(postings, places, index.count)
    dots = np.bincount(
        postings.of_keys(places),
        weights=np.repeat(weights**2, np.diff(postings.starts)[places]),
        minlength=index.count,
    )
    dots[row] = 0
    candidates = np.flatnonzero(dots > LEAST * index.norms[row] * index.norms)
    scores = dots[candidates] / (index.norms[row] * index.norms[candidates])
    best = np.lexsort((candidates, -np.round(scores, 4)))[:limit]
    return [
        Similar(int(candidates[at]), float(min(scores[at], 1.0)), _shared(index, places, int(candidates[at])))
        for at in best
    ]


def _rarest(index: Index, row: int) -> Ints:
    """Places of the words of a record that others have too, rarest first."""
    words = dict.fromkeys(index.text(row, TITLE).split() + index.text(row, SUBJECT).split())
    places = np.array([at for word in words if (at := index.vocabulary.find(word)) >= 0], np.int32)
    postings = index.postings[SUBJECT]
    frequencies = postings.starts[places + 1] - postings.starts[places]
    order = np.argsort(frequencies, kind="stable")
    return places[order][frequencies[order] > 1][:_WORDS]


def _shared(index: Index, places: Ints, row: int) -> tuple[str, ...]:
    """Of these words, rarest first, those that `row` has too."""
    words = set(index.text(row, TITLE).split() + index.text(row, SUBJECT).split())
    found = [word for place in places.tolist() if (word := index.vocabulary.words[place]) in words]
    return tuple(found[:_WORDS_SHOWN])
