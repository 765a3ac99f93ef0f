"""How much each word says about a record: the rarer it is in the library, the more."""

import numpy as np
from numpy.typing import NDArray

from model.search.arrays import Array, Groups


def norms(postings: Groups, records: int) -> NDArray[np.float32]:
    """Length of the vector of weighted words of each record."""
    frequencies = np.diff(postings.starts)
    squares = weights_of(postings, np.arange(len(postings)), records) ** 2
    sums = np.bincount(postings.values, weights=np.repeat(squares, frequencies), minlength=records)
    return np.sqrt(sums).astype(np.float32)


def weights_of(postings: Groups, places: Array, records: int) -> Array:
    """The rarer a word the more it says: the logarithm of its inverse document frequency."""
    frequencies = postings.starts[np.asarray(places) + 1] - postings.starts[places]
    weights: Array = np.log((records + 1) / np.maximum(frequencies, 1))
    return weights
