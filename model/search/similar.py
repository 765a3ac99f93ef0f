"""Records like this one: rare words of title, keywords and abstract that two records share."""

from dataclasses import dataclass

import numpy as np

from model.search.index import SUBJECT, TITLE, Index
from model.search.weights import EVERYDAY, Vector

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
    subjects, titles = index.postings[SUBJECT], index.postings[TITLE]
    vector = _vector(index, row)
    if not len(vector.words):
        return []
    dots = vector.dots(subjects, titles, index.count)
    dots[row] = 0
    candidates = np.flatnonzero(dots > LEAST * index.norms[row] * index.norms)
    scores = np.minimum(dots[candidates] / (index.norms[row] * index.norms[candidates]), 1)
    best = np.lexsort((candidates, -np.round(scores, 4)))[:limit]
    return [Similar(int(candidates[at]), float(scores[at]), _shared(index, vector, int(candidates[at]))) for at in best]


def _vector(index: Index, row: int) -> Vector:
    """The weightiest words of a record, of those that others have too."""
    title = dict.fromkeys(index.text(row, TITLE).split())
    names = title | dict.fromkeys(index.text(row, SUBJECT).split())
    found = [(index.vocabulary.find(name), name in title) for name in names if name not in EVERYDAY]
    words = np.array([at for at, _ in found if at >= 0], np.int32)
    in_title = np.array([titled for at, titled in found if at >= 0], bool)
    return Vector.of(words, in_title, index.postings[SUBJECT], index.count).best(_WORDS)


def _shared(index: Index, vector: Vector, row: int) -> tuple[str, ...]:
    """The words that `row` has too, the weightiest first."""
    theirs = set(index.text(row, TITLE).split() + index.text(row, SUBJECT).split())
    names = (index.vocabulary.words[word] for word in vector.words.tolist())
    return tuple(name for name in names if name in theirs)[:_WORDS_SHOWN]
