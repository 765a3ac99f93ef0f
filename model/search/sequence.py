"""Texts put in order as arrays are: seven bytes of all texts at once, then the next seven of those alike so far."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from model.search.arrays import Bytes, Ints, Longs, Mask, Strings, in_place

__all__ = ["in_sequence", "sequence"]

_RUN = 7  # bytes that are compared at once
_READ = 8  # bytes that are read at once
_RUNS = 16  # what is alike in so many runs is compared as a whole


def in_sequence(texts: Strings) -> tuple[Strings, Ints]:
    """The texts in order, each once and none empty, and for each as given its place among them, or -1."""
    order, new = sequence(texts)
    empty = int(len(order) > 0 and texts.starts[order[0] + 1] == texts.starts[order[0]])
    place = np.empty(len(order), np.int32)
    place[order] = np.cumsum(new) - 1 - empty
    return texts.take(order[new][empty:]), place


def sequence(texts: Strings) -> tuple[Longs, Mask]:
    """The places of texts in the order of code points, and of which of them the text is not that of the one before.

    Of texts that are the same the first comes first.
    """
    letters = np.concatenate((texts.blob, np.zeros(_READ, np.uint8)))
    lengths = np.diff(texts.starts)
    order = np.arange(len(texts))
    new = np.arange(len(texts)) == 0
    rest = order.copy()  # the places in the order where texts are that are alike so far, and go on
    groups = np.zeros(len(texts), np.int64)
    for done in range(0, _RUN * _RUNS, _RUN):
        if not len(rest):
            break
        some = order[rest]
        keys = _keys(letters, texts.starts[some] + done, lengths[some] - done)
        by_key = in_place(keys)
        by_key = by_key[in_place(groups[by_key])]
        order[rest], keys = some[by_key], keys[by_key]
        new[rest[1:]] |= keys[1:] != keys[:-1]
        alike = np.append(~new[rest], False)
        rest = rest[(alike[:-1] | alike[1:]) & (keys & 0xFF > _RUN)]
        groups = np.cumsum(new[rest])
    _put_in_order(texts, order, new, rest, groups)
    return order, new


def _put_in_order(texts: Strings, order: Longs, new: Mask, rest: Longs, groups: Longs) -> None:
    """Put the rest in order, group by group, one text at a time."""
    found = zip(groups.tolist(), map(texts.raw, order[rest].tolist()), order[rest].tolist(), strict=True)
    ordered = sorted(found)
    order[rest] = [place for _, _, place in ordered]
    new[rest[1:]] = [one[:2] != before[:2] for before, one in pairwise(ordered)]


def _keys(letters: Bytes, starts: Longs, left: Longs) -> NDArray[np.uint64]:
    """The next seven bytes of texts as numbers that are in their order: in the last byte stands how many they are.

    Where a text is at its end the bytes are zeros. Of a text that goes on there stands one more than there are.
    """
    numbers = np.ndarray((len(letters) - _READ + 1,), np.dtype(">u8"), letters, strides=(1,))
    beyond = (_READ - np.clip(left, 0, _RUN)).astype(np.uint64) << np.uint64(3)
    runs = numbers[starts].astype(np.uint64)
    keys: NDArray[np.uint64] = np.where(left > 0, runs >> beyond << beyond, 0)
    return keys | np.clip(left, 0, _RUN + 1).astype(np.uint64)
