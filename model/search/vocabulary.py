"""The sorted words of a library: by start, by fragment, by letters in order."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.search.arrays import Ints, distinct, occurrences

_MOST_STRETCHED = 3  # letters in order may be spread over a word so many times as long
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Vocabulary:
    """Distinct folded words in code point order; a word is known by its place."""

    words: list[str]

    def __len__(self) -> int:
        return len(self.words)

    def starting_with(self, prefix: str) -> tuple[int, int]:
        """First place and place after the last of the words that start so."""
        first = bisect_left(self.words, prefix)
        return first, bisect_left(self.words, prefix + _LAST, first)

    def find(self, word: str) -> int:
        """Place of the very word, or -1."""
        at = bisect_left(self.words, word)
        return at if at < len(self.words) and self.words[at] == word else -1

    def containing(self, fragment: str) -> Ints:
        """Places of the words that hold the fragment, but not at their start."""
        found = occurrences(self._joined, fragment)
        places = np.searchsorted(self._starts, found, side="right") - 1
        return distinct(places[found > self._starts[places]]).astype(np.int32)

    def with_letters_of(self, letters: str) -> Ints:
        """Places of the words, not overly long, that start alike and hold the letters in order (`spgpt`)."""
        first, last = self.starting_with(letters[:1])
        inside = re.compile("".join(f"[^{letter}]*+{letter}" for letter in map(re.escape, letters)))
        longest = _MOST_STRETCHED * len(letters)
        words = self.words
        found = [at for at in range(first, last) if len(words[at]) <= longest and inside.match(words[at])]
        return np.array(found, np.int32)

    @cached_property
    def _joined(self) -> str:
        return "\n" + "\n".join(self.words)

    @cached_property
    def _starts(self) -> Ints:
        lengths = np.fromiter(map(len, self.words), np.int64, len(self.words)) + 1
        return (np.cumsum(lengths) - lengths + 1).astype(np.int32)
