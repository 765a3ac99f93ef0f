"""How much each word says about a record: the rarer it is in the library, the more; in a title, most."""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from model.search.arrays import Array, Groups, Ints

_TOGETHER = 1 << 20  # postings that are weighed at once
_IN_TITLE = 3.0  # a word of the title says what a record is about, a word of the abstract may not

# words that say nothing about a subject, however rare they are in a small library
EVERYDAY = frozenset(
    re.findall(
        r"\w+",
        """a about above achieve achieved achieves across after again al all allow allows almost along also although
always among an and another any are around as at available based be because been before being best better
between beyond both but by can cannot case cases class common compared could current currently different do
does due during e each easy either end especially et etc even every example few find first focus follow for
form found from full further general give given gives good group had has have having high higher how however
i if important improve improved in including increase increasing instead into is it its itself just key
known large last less let level levels like line lower made main make makes many may means might more
moreover most much must near need new no non not novel now number obtain obtained obtaining of often on once
one ones only or order other others our out over own paper part particular perform possible present problem
problems propose proposed provide provides providing quite rather recent recently rely result resulting
results same second see set several should show shown shows significant simple since single small so some
still study such support terms than that the their them themselves then there therefore these they thesis
this those three through thus to together too towards two under understanding unlike until up upon us use
used useful uses using usually various very via was way we well were what when where whether which while who
whose why will with within without work works would yet you""",
    )
)


def rarity(subjects: Groups, words: Ints, records: int) -> Array:
    """Logarithm of the inverse document frequency of each word."""
    frequencies = subjects.starts[words + 1] - subjects.starts[words]
    weights: Array = np.log((records + 1) / np.maximum(frequencies, 1))
    return weights


def norms(subjects: Groups, titles: Groups, records: int, everyday: Ints) -> NDArray[np.float32]:
    """Length of the vector of weighted words of each record.

    A word of one record only counts if it stands in its title: abstracts are full of such words, and in a
    small library they would make every record unlike all others.
    """
    squares = rarity(subjects, np.arange(len(subjects), dtype=np.int32), records) ** 2
    squares[everyday] = 0
    shared = np.where(np.diff(subjects.starts) > 1, squares, 0)
    sums = _sums(subjects, shared, records)
    sums += _sums(titles, _IN_TITLE**2 * squares - shared, records)
    return np.sqrt(np.maximum(sums, 0)).astype(np.float32)


def _sums(postings: Groups, weights: Array, records: int) -> Array:
    """The weights of the words of each record together; of some words after the other, for all take much room."""
    sums = np.zeros(records)
    starts = postings.starts
    stops = np.searchsorted(starts, np.arange(_TOGETHER, int(starts[-1]), _TOGETHER))
    for first, last in pairwise([0, *stops.tolist(), len(postings)]):
        some = np.repeat(weights[first:last], np.diff(starts[first : last + 1]))
        np.add.at(sums, postings.of_range(first, last), some)
    return sums


@dataclass(frozen=True, slots=True)
class Vector:
    """Some words of a record and their weights in it."""

    words: Ints
    weights: Array

    @classmethod
    def of(cls, words: Ints, in_title: NDArray[np.bool_], subjects: Groups, records: int) -> "Vector":
        """Weigh those of the words that more than one record has, the ones `in_title` more."""
        shared = subjects.starts[words + 1] - subjects.starts[words] > 1
        weights = rarity(subjects, words, records) * np.where(in_title, _IN_TITLE, 1.0)
        return cls(words[shared], weights[shared])

    def best(self, most: int) -> "Vector":
        """The weightiest words, the weightiest first."""
        order = np.argsort(-self.weights, kind="stable")[:most]
        return Vector(self.words[order], self.weights[order])

    def dots(self, subjects: Groups, titles: Groups, records: int) -> Array:
        """Dot product with the vector of every record."""
        weights = self.weights * rarity(subjects, self.words, records)
        return _dots(subjects, self.words, weights, records) + (_IN_TITLE - 1) * _dots(
            titles, self.words, weights, records
        )


def _dots(postings: Groups, words: Ints, weights: Array, records: int) -> Array:
    lengths = postings.starts[words + 1] - postings.starts[words]
    return np.bincount(postings.of_keys(words), np.repeat(weights, lengths), records)
