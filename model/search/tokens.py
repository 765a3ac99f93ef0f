"""The words of folded texts as numbers: compared eight bytes at a time, all words of a batch together.

A library has millions of words, of which few are different. A string and a look-up for each would take most of the
time that its index takes; here only a word that was not met before becomes a string.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from model.search.arrays import Array, Bytes, Codes, Ints, Longs, Mask, expand
from model.search.lines import ROOM, Lines

_RUN = 8  # bytes that are compared at once
_LENGTHS = (1, 2, ROOM // _RUN)  # runs of most words, of nearly all, and of all but the longest
_TRIES = 16  # places that a word may have in a table
_FEW = 30  # so many words are looked up one by one
_BITS = 12  # a new table has so many places, as a power of two

# the bytes of a run that belong to a word which has so many left
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(_RUN + 1)], np.uint64)
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64)

_Numbers = NDArray[np.uint64]
_Runs = list[_Numbers]  # the first eight bytes of every word, the next eight ..., filled up with zeros


class Tokens:
    """Numbers distinct words as they are met."""

    def __init__(self) -> None:
        self.codes = Codes()
        self._tables = {runs: _Table(self.codes, runs) for runs in _LENGTHS}

    def of(self, lines: Lines) -> Ints:
        """The number of every word of some lines."""
        _, _, _, letters, starts, lengths = lines

        def spelt(some: Array) -> list[str]:
            first = starts[some]
            with_blanks = letters[expand(first, first + lengths[some] + 1)]
            return with_blanks.tobytes().decode().split()

        numbers = np.empty(len(starts), np.int32)
        least = 0
        for runs, table in self._tables.items():
            some = np.flatnonzero((lengths > least) & (lengths <= runs * _RUN))
            numbers[some] = table.numbers(_runs(letters, starts[some], lengths[some], runs), some, spelt)
            least = runs * _RUN
        longest = np.flatnonzero(lengths > least)
        numbers[longest] = self.codes.numbers(spelt(longest))
        return numbers


class _Table:
    """Words by their bytes, each at the first free place after the one its hash says."""

    def __init__(self, codes: Codes, runs: int) -> None:
        self._codes = codes
        self._runs: _Runs = [np.zeros(1, np.uint64) for _ in range(runs)]  # of each word by its number + 1; 0 is none
        self._listed: list[Ints] = []  # the words that have a place, as numbers + 1
        self._count = 0
        self._bits = _BITS
        self._places: Ints = np.zeros(1 << _BITS, np.int32)

    def numbers(self, runs: _Runs, at: Longs, spelt: Callable[[Array], list[str]]) -> Ints:
        """The numbers of words; `spelt` gives the words themselves for some of `at`."""
        hashes = _hashes(runs)
        found = self._places[self._place(hashes, 0)]
        rest = np.flatnonzero(self._differ(runs, found))
        met, hashes, runs = found[rest], hashes[rest], [run[rest] for run in runs]
        tried = 0
        while len(rest) > _FEW and tried < _TRIES:
            free = np.flatnonzero(met == 0)
            if not len(free):
                tried += 1
            elif self._add([run[free] for run in runs], self._place(hashes[free], tried), at[rest[free]], spelt):
                tried = 0
            found[rest] = met = self._places[self._place(hashes, tried)]
            others = np.flatnonzero(self._differ(runs, met))
            rest, met, hashes, runs = rest[others], met[others], hashes[others], [run[others] for run in runs]
        found -= 1
        found[rest] = self._codes.numbers(spelt(at[rest]))
        return found

    def _place(self, hashes: _Numbers, tried: int) -> Longs:
        places = (hashes >> np.uint64(64 - self._bits)).astype(np.int64)
        return (places + tried) & ((1 << self._bits) - 1)

    def _differ(self, runs: _Runs, words: Ints) -> Mask:
        differ: Mask = self._runs[0][words] != runs[0]
        for own, run in zip(self._runs[1:], runs[1:], strict=True):
            differ |= own[words] != run
        return differ

    def _add(self, runs: _Runs, places: Longs, at: Longs, spelt: Callable[[Array], list[str]]) -> bool:
        """Put words at free places, of those that want the same place one; whether all places have changed."""
        claims = np.arange(len(places), dtype=np.int32)
        self._places[places] = claims
        first = np.flatnonzero(self._places[places] == claims)
        words = self._codes.numbers(spelt(at[first])) + np.int32(1)
        room = len(self._codes) + 1 - len(self._runs[0])
        if room > 0:
            more = np.zeros(room + len(self._codes), np.uint64)
            self._runs = [np.concatenate((own, more)) for own in self._runs]
        for own, run in zip(self._runs, runs, strict=True):
            own[words] = run[first]
        self._places[places[first]] = words
        self._listed.append(words)
        self._count += len(words)
        if self._count << 1 < len(self._places):
            return False
        self._grow()
        return True

    def _grow(self) -> None:
        words = np.concatenate(self._listed)
        while self._count << 2 > 1 << self._bits:
            self._bits += 1
        self._places = np.zeros(1 << self._bits, np.int32)
        self._listed, self._count = [], 0
        hashes = _hashes([own[words] for own in self._runs])
        for tried in range(_TRIES):
            places = self._place(hashes, tried)
            free = self._places[places] == 0
            self._places[places[free]] = words[free]
            placed = self._places[places] == words
            self._listed.append(words[placed])
            self._count += len(self._listed[-1])
            words, hashes = words[~placed], hashes[~placed]


def _runs(letters: Bytes, starts: Longs, lengths: Longs, count: int) -> _Runs:
    """The bytes of words, read from wherever they begin."""
    all_runs = np.ndarray((len(letters) - _RUN + 1,), np.dtype("<u8"), letters, strides=(1,))
    return [
        all_runs[starts + _RUN * run].astype(np.uint64) & _MASKS[np.clip(lengths - _RUN * run, 0, _RUN)]
        for run in range(count)
    ]


def _hashes(runs: _Runs) -> _Numbers:
    hashes: _Numbers = runs[0] * _FACTORS[0]
    for run, factor in zip(runs[1:], _FACTORS[1:], strict=False):
        hashes += run * factor
    return hashes
