"""Building blocks that are plain arrays, so that an index is saved and mapped without being parsed."""

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, AnyStr

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Scores = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Array = NDArray[Any]

_DIGIT = 16  # bits: so much of a number is sorted at once, and without comparing


@dataclass(frozen=True, slots=True)
class Strings:
    """A sequence of texts as one run of UTF-8 and the offsets where each begins (one more at the end)."""

    blob: Bytes
    starts: Longs

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Strings":
        """Store `texts` in their order."""
        joined = "".join(texts)
        starts = offsets(np.fromiter(map(len, texts), np.int64, len(texts)))
        blob = np.frombuffer(encoded(joined), np.uint8)
        if len(blob) > len(joined):  # some characters have several bytes, of which only the first is no continuation
            starts = np.append(np.flatnonzero(blob & 0xC0 != 0x80), len(blob))[starts]
        return cls(blob, starts)

    @classmethod
    def of_lines(cls, lines: bytes) -> "Strings":
        """Store lines with their ends."""
        blob = np.frombuffer(lines, np.uint8)
        return cls(blob, np.concatenate(([0], np.flatnonzero(blob == ord("\n")) + 1)))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, at: int) -> str:
        return self.raw(at).decode("utf-8", "surrogatepass")

    def raw(self, at: int, after: int | None = None, most: int | None = None) -> bytes:
        """The bytes of text `at`, or of all texts from `at` up to `after`; at `most` so many."""
        start, end = int(self.starts[at]), int(self.starts[at + 1 if after is None else after])
        return self.blob[start : end if most is None else min(end, start + most)].tobytes()

    def raw_of(self, first: Array, after: Array) -> Iterator[bytes]:
        """The bytes of the texts first[i] up to after[i], one run after the other."""
        blob = self.blob.data
        for start, end in zip(self.starts[first].tolist(), self.starts[after].tolist(), strict=True):
            yield blob[start:end].tobytes()

    def before(self, text: bytes) -> int:
        """How many of the texts, which must be sorted, come before this one."""
        return bisect_left(range(len(self)), text, key=self.raw)

    def find(self, text: bytes) -> int:
        """Place of a text in sorted texts, or -1."""
        at = self.before(text)
        return at if at < len(self) and self.raw(at) == text else -1

    def take(self, places: Array) -> "Strings":
        """The texts at these places."""
        starts, ends = self.starts[places], self.starts[places + 1]
        return Strings(self.blob[expand(starts, ends)], offsets(ends - starts))

    def lines(self) -> bytes:
        """Every text and a line end after each; those in a text are blanks."""
        lines = np.full(len(self.blob) + len(self), ord("\n"), np.uint8)
        inside = np.ones(len(lines), bool)
        inside[self.starts[1:] + np.arange(len(self))] = False
        lines[inside] = np.where(self.blob == ord("\n"), ord(" "), self.blob)
        return lines.tobytes()

    def all(self) -> list[str]:
        """Every text."""
        blob = self.blob.tobytes()
        ends = self.starts.tolist()
        return [blob[start:end].decode("utf-8", "surrogatepass") for start, end in itertools.pairwise(ends)]


@dataclass(frozen=True, slots=True)
class Groups:
    """For each key 0..n-1 its sorted values: `values[starts[key]:starts[key + 1]]` (compressed sparse rows)."""

    values: Ints
    starts: Longs

    @classmethod
    def of(cls, keys: Array, values: Array, count: int) -> "Groups":
        """Group pairs of a key below `count` and a value; a pair given twice counts once."""
        pairs = keys.astype(np.int64) << 32 | values
        pairs.sort(kind="stable")  # they are in order almost
        if len(pairs):
            pairs = pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))]
        return cls((pairs & 0xFFFFFFFF).astype(np.int32), offsets(np.bincount(pairs >> 32, minlength=count)))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of_key(self, key: int) -> Ints:
        """The values of one key."""
        return self.values[self.starts[key] : self.starts[key + 1]]

    def of_range(self, first: int, last: int) -> Ints:
        """The values of the keys first..last-1: one slice, without a copy."""
        return self.values[self.starts[first] : self.starts[last]]

    def of_keys(self, keys: Array) -> Ints:
        """The values of any keys, one after the other."""
        return self.values[expand(self.starts[keys], self.starts[np.asarray(keys) + 1])]


def expand(starts: Array, ends: Array) -> Longs:
    """All positions of the spans starts[i]..ends[i]-1, one span after the other."""
    lengths = np.asarray(ends) - starts
    some = np.flatnonzero(lengths)
    first, lengths = np.asarray(starts)[some], lengths[some]
    after = np.cumsum(lengths)
    steps = np.ones(after[-1] if len(after) else 0, np.int64)  # from each position to the next
    steps[:1] = first[:1]
    steps[after[:-1]] = first[1:] - first[:-1] - lengths[:-1] + 1
    return np.cumsum(steps, out=steps)


def offsets(lengths: Sequence[int] | Array) -> Longs:
    """Where each of several runs begins when they lie one after the other; one more at the end."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def distinct(numbers: Array) -> Array:
    """The numbers in order, each once: as `np.unique`, which brings masked arrays with it for ten milliseconds."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]]


def occurrences(text: AnyStr, fragment: AnyStr) -> Longs:
    """Where `fragment` begins in `text`: splitting there is many times faster than finding one by one."""
    between = np.fromiter(map(len, text.split(fragment)), np.int64)
    return np.cumsum(between[:-1] + len(fragment)) - len(fragment)


def encoded(text: str) -> bytes:
    """UTF-8, also of what is not quite Unicode."""
    return text.encode("utf-8", "surrogatepass")


def in_place(numbers: Array) -> Longs:
    """The places of numbers, none below 0, in the order of the numbers; of equal ones the first comes first."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    rest = numbers >> _DIGIT
    while rest.any():
        order = order[np.argsort(rest[order].astype(np.uint16), kind="stable")]
        rest >>= _DIGIT
    return order


class Codes(dict[str, int]):
    """Distinct texts numbered as they are met."""

    def numbers(self, texts: Sequence[str]) -> Ints:
        """The number of each text; those that were not met before are given theirs."""
        return np.array([self.setdefault(text, len(self)) for text in texts], np.int32)
