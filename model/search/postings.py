"""Postings while an index is built: the records of each word, batch after batch."""

import numpy as np

from model.search.arrays import Array, Groups, expand, in_place, offsets
from model.search.scratch import Run, Scratch


class Postings:
    """Which records have each word. They come in order, so that grouping them by word is all there is to do."""

    def __init__(self, scratch: Scratch) -> None:
        self._words, self._counts, self._records = (Run(scratch, np.int32) for _ in range(3))

    def add(self, words: Array, records: Array) -> None:
        """Note that `records[i]`, none below any before it, has `words[i]`."""
        order = in_place(words)
        words, records = words[order], records[order]
        new = np.ones(len(words), bool)  # a word that is not the one before it
        new[1:] = words[1:] != words[:-1]
        once = new.copy()
        once[1:] |= records[1:] != records[:-1]
        some = np.flatnonzero(once)
        starts = np.flatnonzero(new[some])
        self._words.add(words[some[starts]])
        self._counts.add(np.diff(starts, append=len(some)))
        self._records.add(records[some])

    def groups(self, place: Array) -> Groups:
        """The records of the words, which are put in order: the first is the one that has `place` 0."""
        totals = np.zeros(len(place), np.int64)
        for words, counts in zip(self._words, self._counts, strict=True):
            totals[place[words]] += counts
        starts = offsets(totals)
        values = np.empty(starts[-1], np.int32)
        free = starts[:-1].copy()
        for words, counts, records in zip(self._words, self._counts, self._records, strict=True):
            places = place[words]
            starting = free[places]
            free[places] = ending = starting + counts
            values[expand(starting, ending)] = records
        return Groups(values, starts)
