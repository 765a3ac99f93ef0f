"""Which records have a word, and how well: one score a record, kept for the next keystroke."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np

from model.search import levels
from model.search.arrays import Groups, Ints, Scores, distinct
from model.search.blanks import names_within, without_blanks
from model.search.index import PARTS, PEOPLE, TITLE, Index

# how far a search goes for a word: each step only if the one before found too little
STARTS, INSIDE, TYPOS, LETTERS = range(4)

_CACHE_BYTES = 32 << 20
_CACHE_WORDS = 1_000
_MIN_INSIDE = 3  # letters a fragment needs to be looked for inside words
_MIN_PART = 3  # characters of the start of an identifier
_MIN_HALF = 3  # letters of each half of a word that may have been written as two
_MOST_CORRECTIONS = 60


class WordScores:
    """Scores words over all records and remembers the latest scores."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._cache: OrderedDict[tuple[object, ...], Scores] = OrderedDict()
        self._room: Final = min(max(_CACHE_BYTES // max(index.count, 1), 16), _CACHE_WORDS)

    def word(self, word: str, depth: int, parts: Sequence[int] = range(PARTS)) -> Scores:
        """Score of `word` in these parts of every record, searched to `depth`."""
        return self._kept(("word", word, depth, *parts), lambda: self._word(word, depth, parts))

    def identifier(self, text: str, depth: int) -> Scores:
        """Score of an identifier, whole or its start, and from `INSIDE` on any part of it."""
        return self._kept(("identifier", text, depth), lambda: self._identifier(text, depth))

    def remembered(self, key: tuple[object, ...], make: Callable[[], Scores]) -> Scores:
        """Other scores that are worth keeping, under a key of the caller's own."""
        return self._kept(("other", *key), make)

    def corrections(self, word: str) -> dict[str, int]:
        """Starts of words that may have been meant, and the number of typos that takes."""
        found = self._index.typos.corrections(word, self._index.vocabulary.words)
        return {correction.start: correction.edits for correction in found[:_MOST_CORRECTIONS]}

    def _kept(self, key: tuple[object, ...], make: Callable[[], Scores]) -> Scores:
        scores = self._cache.pop(key, None)
        if scores is None:
            scores = make()
            scores.flags.writeable = False
        self._cache[key] = scores
        while len(self._cache) > self._room:
            self._cache.popitem(last=False)
        return scores

    def _word(self, word: str, depth: int, parts: Sequence[int]) -> Scores:
        if depth == STARTS:
            return self._starting(word, parts)
        better = self.word(word, depth - 1, parts)
        found = {INSIDE: self._inside, TYPOS: self._typos, LETTERS: self._letters}[depth](word, parts)
        return np.maximum(better, found) if found is not None else better.copy()

    def _starting(self, word: str, parts: Sequence[int]) -> Scores:
        scores = self._nothing()
        first, last = self._index.vocabulary.starting_with(word)
        exact = self._index.vocabulary.find(word)
        marks = [(levels.PREFIX[part], part, first, last) for part in parts if first < last]
        marks += [(levels.EXACT[part], part, exact, exact + 1) for part in parts if exact >= 0]
        for level, part, start, end in sorted(marks):  # the best comes last and stays
            scores[self._postings(part).of_range(start, end)] = level
        return scores

    def _inside(self, word: str, parts: Sequence[int]) -> Scores | None:
        if len(word) < _MIN_INSIDE and word.isascii():  # other scripts put more into a letter
            return None
        scores = self._of_words(self._index.vocabulary.containing(word), levels.INSIDE, parts)
        if TITLE in parts:
            half = 1 if without_blanks(word) else _MIN_HALF
            halves = [(word[:cut], word[cut:]) for cut in range(half, len(word) - half + 1)]
            scores[self._apart(halves, TITLE)] = levels.INSIDE[TITLE]
        if PEOPLE in parts:
            scores[self._apart(names_within(word), PEOPLE)] = levels.INSIDE[PEOPLE]
        return scores

    def _apart(self, halves: Iterable[tuple[str, str]], part: int) -> list[int]:
        """Records that write a word as two: `multiqueue` also finds `multi queue`."""
        vocabulary, postings = self._index.vocabulary, self._postings(part)
        found: list[int] = []
        for one, other in halves:
            left, (first, last) = vocabulary.find(one), vocabulary.starting_with(other)
            if left >= 0 and first < last:
                others = distinct(postings.of_range(first, last))
                rows = np.intersect1d(postings.of_key(left), others, assume_unique=True)
                found += (row for row in rows.tolist() if f" {one} {other}" in self._index.text(row, part))
        return found

    def _typos(self, word: str, parts: Sequence[int]) -> Scores | None:
        scores = None
        for start, edits in reversed(self.corrections(word).items()):
            scores = self._nothing() if scores is None else scores
            worth = levels.ONE_TYPO if edits == 1 else levels.TWO_TYPOS
            first, last = self._index.vocabulary.starting_with(start)
            for part in sorted(parts, key=worth.__getitem__):
                rows = self._postings(part).of_range(first, last)
                scores[rows] = np.maximum(scores[rows], worth[part])
        return scores

    def _letters(self, word: str, parts: Sequence[int]) -> Scores | None:
        if len(word) < 3:
            return None
        return self._of_words(self._index.vocabulary.with_letters_of(word), levels.IN_ORDER, parts)

    def _of_words(self, places: Ints, worth: dict[int, int], parts: Sequence[int]) -> Scores:
        scores = self._nothing()
        for part in sorted(parts, key=worth.__getitem__):
            scores[self._postings(part).of_keys(places)] = worth[part]
        return scores

    def _identifier(self, text: str, depth: int) -> Scores:
        scores = self._nothing()
        identifiers = self._index.identifiers
        if depth >= INSIDE and len(text) > _MIN_PART and any(map(str.isdigit, text)):
            scores[identifiers.containing(text)] = levels.PART_OF_IDENTIFIER
        if len(text) >= _MIN_PART:
            scores[identifiers.starting_with(text)] = levels.START_OF_IDENTIFIER
        scores[identifiers.exact(text)] = levels.SAME_IDENTIFIER
        return scores

    def _nothing(self) -> Scores:
        return np.zeros(self._index.count, np.uint8)

    def _postings(self, part: int) -> Groups:
        return self._index.postings[part]
