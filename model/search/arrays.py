"""Building blocks that are plain arrays, so that an index is saved and mapped without being parsed."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Scores = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Strings:
    """A sequence of texts as one run of UTF-8 and the offsets where each begins (one more at the end)."""

    blob: Bytes
    starts: Longs

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Strings":
        """Store `texts` in their order."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        starts = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=starts[1:])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, at: int) -> str:
        return self.raw(at).decode("utf-8", "surrogatepass")

    def raw(self, at: int, after: int | None = None, most: int | None = None) -> bytes:
        """The bytes of text `at`, or of all texts from `at` up to `after`; at `most` so many."""
        start, end = int(self.starts[at]), int(self.starts[at + 1 if after is None else after])
        return self.blob[start : end if most is None else min(end, start + most)].tobytes()

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
    def of(cls, keys: Array, values: Array, count: int, width: int) -> "Groups":
        """Group pairs of a key below `count` and a value below `width`; a pair given twice counts once."""
        pairs = keys.astype(np.int64)
        pairs *= max(width, 1)
        pairs += values
        pairs.sort()
        if len(pairs):
            pairs = pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))]
        owners, kept = np.divmod(pairs, max(width, 1))
        starts = np.searchsorted(owners, np.arange(count + 1))
        return cls(kept.astype(np.int32), starts.astype(np.int64))

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
    total = int(lengths.sum())
    before = np.cumsum(lengths) - lengths
    positions: Longs = np.arange(total, dtype=np.int64) + np.repeat(starts - before, lengths)
    return positions


def distinct(values: Iterable[str]) -> tuple[list[str], Array]:
    """The distinct values sorted, and for each given value its place among them."""
    codes: dict[str, int] = {}
    given = np.fromiter((codes.setdefault(value, len(codes)) for value in values), np.int64)
    order = sorted(codes)
    place = np.empty(len(order), np.int64)
    place[np.fromiter((codes[value] for value in order), np.int64, len(order))] = np.arange(len(order))
    return order, place[given]
