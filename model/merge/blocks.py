"""Which titles are worth comparing: those that share a key and that their letters do not tell apart, found in arrays.

A key is a number made of some of a title's letters, in their order. Most titles of a library share no key with any
other, and cost little more than the making of their keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

__all__ = ["SMALL", "STOP_WORDS", "WINDOW", "candidates"]

SMALL = 32  # titles that are all compared with each other; larger blocks are sorted and walked through
WINDOW = 12
_LITTLE_WORDS = "a an the of for in on at to and or by from as is are with via der die das und le la les et"
STOP_WORDS = frozenset(_LITTLE_WORDS.split())

_EDGE = 14  # letters of a title's start and end that make a block
_FEW, _MANY = 2, 30  # words: a title of more than the few and less than the many is tried without some of them
_REACH = 3  # words at either end of which one may be left out besides one at the other
_CLASSES = 32  # that letters are counted in
_BATCH = 1 << 17  # letters, or pairs, worked on at once: what a processor's cache holds
_PART = 1 << 19  # keys among which equal ones are looked for at once

_BASES = (
    0x9E3779B97F4A7C15,
    pow(0x9E3779B97F4A7C15, -1, 1 << 64),
)  # a number and its inverse, so that keys can be shifted
_STIR = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)

_Numbers = NDArray[np.int64]
_Titles = NDArray[np.int32]  # by number: of these there are so many that half the size counts
_Keys = NDArray[np.uint64]
_Order = Callable[[int], str]


def candidates(titles: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
    """Pairs of titles that may be alike to `least` percent, each once, as their numbers; the titles must all differ.

    Titles are paired when they are equal but for one word, or for one near the start and one near the end, or share
    their first or their last letters. In large blocks only neighbours are: as they come, and in the order of the
    titles read forwards and backwards.
    """
    if len(titles) < 2:
        return
    traits = _traits(titles)
    everyone = np.arange(len(titles), dtype=np.int32)
    kinds: tuple[tuple[_Keys, _Titles, _Order | None], ...] = (
        (traits.gaps, traits.owners, None),
        (traits.starts, everyone, titles.__getitem__),
        (traits.ends, everyone, lambda number: titles[number][::-1]),
    )
    seen: set[tuple[int, int]] = set()
    for keys, owners, order in kinds:
        for one, other in _possible(_blocks(keys, owners, order), traits, least):
            pair = (one, other) if one < other else (other, one)
            if pair not in seen:
                seen.add(pair)
                yield pair if order is None or order(pair[0]) < order(pair[1]) else (pair[1], pair[0])


# -- keys --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Traits:
    """What titles are compared by: the keys of their gaps with whose each is, all else in one row a title."""

    gaps: _Keys
    owners: _Titles
    starts: _Keys
    ends: _Keys
    lengths: _Numbers
    letters: NDArray[np.uint8]  # how many there are of each class


def _traits(titles: Sequence[str]) -> _Traits:
    batches = list(_batches(titles))
    longest = max(sum(map(len, titles[batch])) + batch.stop - batch.start for batch in batches)
    powers = [_powers(base, longest) for base in _BASES]
    parts = [_Text(titles[batch], *powers).traits(batch.start) for batch in batches]
    columns = ("gaps", "owners", "starts", "ends", "lengths", "letters")
    return _Traits(*(np.concatenate([getattr(part, name) for part in parts]) for name in columns))


def _batches(titles: Sequence[str]) -> Iterator[slice]:
    """As many titles at once as have so many letters."""
    upto = np.cumsum(np.fromiter(map(len, titles), np.int64, len(titles)))
    first = letters = 0
    while first < len(titles):
        last = max(int(np.searchsorted(upto, letters + _BATCH)), first + 1)
        yield slice(first, last)
        first, letters = last, int(upto[last - 1])


def _powers(base: int, highest: int) -> _Keys:
    factors = np.full(highest + 1, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


class _Letters:
    """Characters in a row, of which any stretch has a key: the sum of each one's number times a power of its place.

    What goes over 64 bits is dropped, so a sum shifted by any power can be shifted back by that of the inverse.
    """

    def __init__(self, codes: NDArray[np.uint32], rising: _Keys, falling: _Keys) -> None:
        numbers = codes * _STIR
        numbers = (numbers ^ (numbers >> _HALF)) * _STIR
        self._falling = falling
        self._sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(numbers * rising[: len(codes)], out=self._sums[1:])

    def key(self, start: _Numbers, end: _Numbers, before: _Numbers | int = 0) -> _Keys:
        """The keys of stretches; `before` is how many letters come before each in the key that it is part of."""
        keys: _Keys = (self._sums[end] - self._sums[start]) * self._falling[start - before]
        return keys


class _Text:
    """Titles laid out in one row, without blanks and stop words."""

    def __init__(self, titles: Sequence[str], rising: _Keys, falling: _Keys) -> None:
        self._codes = np.frombuffer(" ".join((*titles, "")).encode("utf-32-le", "surrogatepass"), "<u4")
        self._lengths = np.fromiter(map(len, titles), np.int64, len(titles))
        all_ends = np.flatnonzero(self._codes == ord(" "))
        all_starts = np.concatenate(([0], all_ends[:-1] + 1))
        told = ~np.isin(_Letters(self._codes, rising, falling).key(all_starts, all_ends), _stop_keys())
        kept = np.repeat(told, all_ends - all_starts + 1)
        kept[all_ends] = False
        self._letters = _Letters(self._codes[kept], rising, falling)
        sizes = (all_ends - all_starts)[told]
        self._word_ends = np.cumsum(sizes)
        self._word_starts = self._word_ends - sizes
        self._title_of = np.searchsorted(np.cumsum(self._lengths + 1), all_ends[told], side="right")
        self._words = np.bincount(self._title_of, minlength=len(titles))  # of each title
        self._first_word = np.cumsum(self._words) - self._words
        bounds = np.concatenate(([0], self._word_ends))
        self._starts, self._ends = bounds[self._first_word], bounds[self._first_word + self._words]

    def traits(self, first: int) -> _Traits:
        """What the titles are compared by, when the first has this number."""
        gaps, owners = zip(self._whole(), self._without_one(), *self._without_two(), strict=True)
        edge = np.minimum(self._ends - self._starts, _EDGE)
        return _Traits(
            np.concatenate(gaps),
            (np.concatenate(owners) + first).astype(np.int32),
            self._letters.key(self._starts, self._starts + edge),
            self._letters.key(self._ends - edge, self._ends),
            self._lengths,
            self._letter_counts(),
        )

    def _whole(self) -> tuple[_Keys, _Numbers]:
        return self._letters.key(self._starts, self._ends), np.arange(len(self._starts))

    def _without_one(self) -> tuple[_Keys, _Numbers]:
        word = np.flatnonzero(self._long_enough()[self._title_of])
        return self._without(self._title_of[word], word, word)

    def _without_two(self) -> Iterator[tuple[_Keys, _Numbers]]:
        long_enough = np.flatnonzero(self._long_enough())
        for early, late in product(range(_REACH), range(1, _REACH + 1)):
            title = long_enough[self._words[long_enough] - late > early]
            yield self._without(title, self._first_word[title] + early, (self._first_word + self._words)[title] - late)

    def _without(self, title: _Numbers, one: _Numbers, other: _Numbers) -> tuple[_Keys, _Numbers]:
        """The keys of titles without two of their words, the earlier first; or without one that is given twice."""
        key = self._letters.key
        start, end = self._starts[title], self._ends[title]
        before = self._word_starts[one] - start
        between = np.where(one < other, self._word_starts[other] - self._word_ends[one], 0)
        middle = key(self._word_ends[one], self._word_ends[one] + between, before)
        return (
            key(start, start + before) + middle + key(self._word_ends[other], end, before + between),
            title,
        )

    def _long_enough(self) -> NDArray[np.bool_]:
        return (self._words > _FEW) & (self._words < _MANY)

    def _letter_counts(self) -> NDArray[np.uint8]:
        title = np.repeat(np.arange(len(self._lengths)) * _CLASSES, self._lengths + 1)
        counts = np.bincount(title + self._codes % _CLASSES, minlength=len(self._lengths) * _CLASSES)
        return np.minimum(counts, 255).astype(np.uint8).reshape(-1, _CLASSES)


@cache
def _stop_keys() -> _Keys:
    words = sorted(STOP_WORDS)
    powers = [_powers(base, sum(map(len, words))) for base in _BASES]
    ends = np.cumsum(list(map(len, words)))
    letters = _Letters(np.frombuffer("".join(words).encode("utf-32-le"), "<u4"), *powers)
    return letters.key(np.concatenate(([0], ends[:-1])), ends)


# -- pairs -------------------------------------------------------------------------------------------------------


def _blocks(keys: _Keys, owners: _Titles, order: _Order | None) -> tuple[_Titles, _Numbers]:
    """Titles that share a key, block by block, and with how many of those behind it each is paired."""
    having = _shared(keys)
    having = having[np.lexsort((owners[having], keys[having]))]
    keys, owners = keys[having], owners[having]
    once = np.ones(len(keys), np.bool_)
    once[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    keys, members = keys[once], owners[once]
    ends = np.flatnonzero(np.append(keys[1:] != keys[:-1], [True] * bool(len(keys)))) + 1
    sizes = np.diff(ends, prepend=0)
    large = sizes > SMALL
    if order:
        for end, size in zip(ends[large].tolist(), sizes[large].tolist(), strict=True):
            members[end - size : end] = sorted(members[end - size : end].tolist(), key=order)
    behind = np.repeat(ends, sizes) - np.arange(len(members)) - 1
    return members, np.minimum(behind, np.repeat(np.where(large, WINDOW, SMALL), sizes))


def _shared(keys: _Keys) -> _Numbers:
    """Where the keys stand that occur more than once.

    Many are taken apart by their first bits, so that what is at work at once stays small.
    """
    bits = (len(keys) // _PART).bit_length()
    if not bits:
        return _repeated(keys, 0)
    part_of = (keys >> np.uint64(64 - bits)).astype(np.uint16)
    parts = (np.flatnonzero(part_of == part) for part in range(1 << bits))
    return np.concatenate([numbers[_repeated(keys[numbers], bits)] for numbers in parts])


def _repeated(keys: _Keys, known: int) -> _Numbers:
    """Where keys stand that occur more than once, of keys that have so many first bits in common.

    Sorting tells which those are. Before it, those whose next bits no other has are passed over: most of all.
    """
    bits = (4 * len(keys)).bit_length()
    slots = (keys << np.uint64(known)) >> np.uint64(64 - bits)
    numbers = np.arange(len(keys), dtype=np.int32)
    last = np.zeros(1 << bits, np.int32)
    last[slots] = numbers
    several = np.zeros(1 << bits, np.bool_)
    several[slots[last[slots] != numbers]] = True
    perhaps = np.flatnonzero(several[slots])
    perhaps = perhaps[np.argsort(keys[perhaps])]
    as_before = np.zeros(len(perhaps) + 1, np.bool_)
    as_before[1:-1] = keys[perhaps[1:]] == keys[perhaps[:-1]]
    found: _Numbers = perhaps[as_before[1:] | as_before[:-1]]
    return found


def _possible(blocks: tuple[_Titles, _Numbers], traits: _Traits, least: float) -> Iterator[tuple[int, int]]:
    """The pairs in blocks that can be so much alike: a letter that only one of two titles has takes its share off."""
    for one, other in _pairs(*blocks):
        both = traits.lengths[one] + traits.lengths[other]
        allowed = both * (100 - least) / 100 + 1e-6
        near = np.abs(traits.lengths[one] - traits.lengths[other]) <= allowed
        one, other, allowed = one[near], other[near], allowed[near]
        some, others = traits.letters[one], traits.letters[other]
        unlike = (np.maximum(some, others) - np.minimum(some, others)).sum(axis=1, dtype=np.int64)
        near = unlike <= allowed
        yield from zip(one[near].tolist(), other[near].tolist(), strict=True)


def _pairs(members: _Titles, behind: _Numbers) -> Iterator[tuple[_Titles, _Titles]]:
    """Each member with so many of those behind it, some at a time."""
    upto = np.cumsum(behind)
    low = 0
    while low < len(members):
        done = upto[low] - behind[low]
        high = max(int(np.searchsorted(upto, done + _BATCH, side="right")), low + 1)
        here = slice(low, high)
        place = np.repeat(np.arange(low, high), behind[here])
        step = np.arange(len(place)) - np.repeat(upto[here] - behind[here] - done, behind[here])
        yield members[place], members[place + step + 1]
        low = high
