"""Queries of people who look for one record they know: in classes, each with the record it should find.

A query is drawn again until no other record has all of its correctly spelled words (or words that start so)
in title or names, so that there is a right answer to compare with.
"""

import random
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from model.search.fold import fold_words
from tests.benchmarks.document import Document

_NEIGHBOURS = dict(zip("abcdefghijklmnopqrstuvwxyz", [
    "sqz", "vgn", "xvd", "sfe", "wrd", "dgr", "fht", "gjy", "uok", "hku", "jli", "kop", "nk", "bm",
    "ipl", "ol", "wa", "etf", "adw", "ryg", "yij", "cb", "qes", "zcs", "tuh", "xas"], strict=True))  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownItem:
    """What somebody types, and the record they mean."""

    kind: str
    query: str
    row: int


def mistyped(word: str, dice: random.Random) -> str:
    """The word with one slip of the fingers: swapped, left out, doubled or neighbouring letter."""
    at = dice.randrange(1, len(word) - 1)
    slip = dice.randrange(4)
    if slip == 0 and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if slip == 1:
        return word[:at] + word[at + 1 :]
    if slip == 2:
        return word[: at + 1] + word[at:]
    return word[:at] + dice.choice(_NEIGHBOURS.get(word[at], "e")) + word[at + 1 :]


def known_items(documents: Sequence[Document], each: int, seed: int = 7) -> list[KnownItem]:
    """`each` queries of every class."""
    dice = random.Random(seed)
    truth = _Truth(documents)
    items = []
    for kind, make in _KINDS.items():
        made = 0
        while made < each:
            row = dice.randrange(len(documents))
            query = make(truth, row, dice)
            if query:
                items.append(KnownItem(kind, query, row))
                made += 1
    return items


class _Truth:
    """Which records have a word, the simple way."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self._rows: dict[str, set[int]] = defaultdict(set)
        for row, document in enumerate(documents):
            for word in fold_words(f"{document.title} {document.people}"):
                self._rows[word].add(row)
        self._words = sorted(self._rows)

    def only(self, words: Sequence[str], row: int) -> bool:
        """Whether this record alone has all the words."""
        return set.intersection(*(self._rows[word] for word in words)) == {row}

    def only_starts(self, starts: Sequence[str], row: int) -> bool:
        """Whether this record alone has words that start so."""
        return set.intersection(*map(self._starting, starts)) == {row}

    def _starting(self, start: str) -> set[int]:
        first = bisect_left(self._words, start)
        last = bisect_left(self._words, start + "\U0010ffff")
        return set().union(*(self._rows[word] for word in self._words[first:last]))

    def family(self, row: int, dice: random.Random) -> str:
        """The family name of one of the people, as one word, or nothing."""
        names = [name.partition(",")[0] for name in self.documents[row].people.split("; ")]
        words = fold_words(dice.choice(names))
        return words[0] if len(words) == 1 and len(words[0]) > 4 else ""

    def words(self, row: int, count: int, dice: random.Random, least: int = 5) -> list[str]:
        """Some words of the title, in their order, or none if there are too few long ones."""
        long = [word for word in dict.fromkeys(fold_words(self.documents[row].title)) if len(word) >= least]
        return [] if len(long) < count else [long[at] for at in sorted(dice.sample(range(len(long)), count))]


def _draw(truth: _Truth, row: int, dice: random.Random, people: int, titles: int, least: int = 5) -> list[str]:
    words = [truth.family(row, dice)] * people + truth.words(row, titles, dice, least)
    return words if len(words) == people + titles and all(words) and truth.only(words, row) else []


def _exact(truth: _Truth, row: int, dice: random.Random) -> str:
    words = fold_words(truth.documents[row].title)
    return truth.documents[row].title if truth.only(words, row) else ""


def _prefix(truth: _Truth, row: int, dice: random.Random) -> str:
    starts = [word[: max(4, len(word) * 2 // 3)] for word in _draw(truth, row, dice, 1, 2, 6)]
    return " ".join(starts) if starts and truth.only_starts(starts, row) else ""


def _inside(truth: _Truth, row: int, dice: random.Random) -> str:
    return " ".join(word[2:] for word in _draw(truth, row, dice, 0, 3, 8))


def _reordered(truth: _Truth, row: int, dice: random.Random) -> str:
    words = _draw(truth, row, dice, 0, 4)
    dice.shuffle(words)
    return " ".join(words)


def _accents(truth: _Truth, row: int, dice: random.Random) -> str:
    names = [name.partition(",")[0] for name in truth.documents[row].people.split("; ")]
    accented = [name for name in names if not name.isascii() and len(fold_words(name)) == 1]
    words = [*fold_words("".join(accented[:1])), *truth.words(row, 2, dice)]
    return " ".join(words) if len(words) == 3 and truth.only(words, row) else ""


def _author_and_word(truth: _Truth, row: int, dice: random.Random) -> str:
    words = _draw(truth, row, dice, 1, 2)
    starts = [*words[:2], words[2][:4]] if words else []
    return " ".join(starts) if starts and truth.only_starts(starts, row) else ""


def _one_typo(truth: _Truth, row: int, dice: random.Random) -> str:
    return _with_typos(_draw(truth, row, dice, 1, 1), 1, dice)


def _two_typos(truth: _Truth, row: int, dice: random.Random) -> str:
    words = _draw(truth, row, dice, 1, 2)
    return " ".join([mistyped(words[0], dice), mistyped(words[1], dice), words[2]]) if words else ""


def _three_words_one_typo(truth: _Truth, row: int, dice: random.Random) -> str:
    return _with_typos(_draw(truth, row, dice, 0, 3), 1, dice)


def _with_typos(words: list[str], typos: int, dice: random.Random) -> str:
    wrong = dice.sample(range(len(words)), typos) if words else []
    return " ".join(mistyped(word, dice) if at in wrong else word for at, word in enumerate(words))


_KINDS: dict[str, Callable[[_Truth, int, random.Random], str]] = {
    "exact title": _exact,
    "starts of words": _prefix,
    "insides of words": _inside,
    "reordered words": _reordered,
    "accents left out": _accents,
    "author and words": _author_and_word,
    "one typo": _one_typo,
    "typos in author and title": _two_typos,
    "three words, one typo": _three_words_one_typo,
}


def keystrokes(items: Sequence[KnownItem]) -> Iterator[str]:
    """The queries as they are typed, letter by letter."""
    for item in items:
        for end in range(1, len(item.query) + 1):
            yield item.query[:end]
