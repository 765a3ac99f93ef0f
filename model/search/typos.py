"""Typos: which starts of words could have been meant by a word that is not there.

A word being typed is compared with the *starts* of the words of a library. Of every length each
distinct start is listed once, with a signature of its letters; only starts with nearly the same letters
are handed to the edit distance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from model.search.arrays import Array, Ints, Longs

SHORTEST = 4  # letters a word needs before a typo in it is looked for
_TWO_EDITS = 8  # letters from which two typos are allowed
_MIN, _MAX = 3, 18  # lengths of the starts that are listed
_SLOTS = 31  # a letter sets one bit the first time, another the second time: 62 bits

Signatures = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Correction:
    """A start of words that may have been meant, and how many edits away it is."""

    start: str
    edits: int


@dataclass(frozen=True, slots=True)
class Typos:
    """Distinct starts of words, by length: a word that has the start, and the signature of the start."""

    words: Ints
    signatures: Signatures
    starts: Longs  # of length _MIN, _MIN + 1 ... in the two arrays above

    @classmethod
    def of(cls, words: list[str]) -> "Typos":
        """List the starts of sorted words."""
        codes = _letters(words)
        lengths = np.fromiter(map(len, words), np.int32, len(words))
        signatures = np.zeros(len(words), np.uint64)
        repeated = np.concatenate((np.zeros(1, bool), np.ones(max(len(words) - 1, 0), bool)))[: len(words)]
        rows: list[Array] = []
        listed: list[Array] = []
        for length in range(1, _MAX + 1):
            column = codes[:, length - 1]
            signatures = _with_letter(signatures, column)
            repeated[1:] &= column[1:] == column[:-1]
            if length >= _MIN:
                rows.append(np.flatnonzero(~repeated & (lengths >= length)))
                listed.append(signatures[rows[-1]])
        starts = np.concatenate(([0], np.cumsum([len(some) for some in rows])))
        return cls(np.concatenate(rows).astype(np.int32), np.concatenate(listed), starts.astype(np.int64))

    def corrections(self, word: str, words: list[str], more: int = 0) -> list[Correction]:
        """Starts of `words` at most one edit from `word` (two from eight letters, or `more`), nearest first."""
        if len(word) < SHORTEST:
            return []
        edits = more + (1 if len(word) < _TWO_EDITS else 2)
        word = word[: _MAX - edits]
        found: dict[str, int] = {}
        for length in range(max(len(word) - edits, _MIN), min(len(word) + edits, _MAX) + 1):
            for start, distance in self._near(word, length, edits, words):
                found[start] = distance
        return [Correction(*item) for item in sorted(found.items(), key=lambda item: (item[1], item[0]))]

    def _near(self, word: str, length: int, edits: int, words: list[str]) -> list[tuple[str, int]]:
        first, last = self.starts[length - _MIN], self.starts[length - _MIN + 1]
        differing = np.bitwise_count(self.signatures[first:last] ^ _signature(word))
        places = self.words[first:last][differing <= 2 * edits - abs(len(word) - length)].tolist()
        starts = [words[place][:length] for place in places]
        if not starts:
            return []
        distances = cdist([word], starts, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8)[0]
        near = np.flatnonzero((distances > 0) & (distances <= edits)).tolist()
        return [
            (starts[at], int(distances[at]))
            for at in near
            if _plausible(word, starts[at], whole=len(words[places[at]]) == length)
        ]


def _plausible(word: str, start: str, whole: bool) -> bool:
    """Whether the edits explain more than that `word` goes on after a start of words, or that words go on."""
    return not (word.startswith(start) or start.startswith(word)) or (whole and len(start) >= SHORTEST)


def _letters(words: list[str]) -> Array:
    """Code points of the first letters of each word, 0 beyond its end: one row a word."""
    codes = np.array(words, dtype=f"U{_MAX}").view(np.uint32).reshape(len(words), _MAX)
    return np.ascontiguousarray(codes)


def _with_letter(signatures: Signatures, letters: Array) -> Signatures:
    bits = np.uint64(1) << (letters % _SLOTS).astype(np.uint64)
    bits[letters == 0] = 0
    again = (signatures & bits) != 0
    return signatures | np.where(again, bits << np.uint64(_SLOTS), bits)


def _signature(word: str) -> np.uint64:
    signature = np.zeros(1, np.uint64)
    for letter in word:
        signature = _with_letter(signature, np.array([ord(letter)], np.uint32))
    return np.uint64(signature[0])
