"""Folding many texts at once: what `fold` says of each, as one run of bytes that arrays can look into."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from model.search.arrays import Array, Bytes, Longs, encoded
from model.search.fold import ASCII_FOLDS, FOLDS, composed

__all__ = ["ROOM", "Lines", "fold_bytes", "fold_lines", "folded"]

ROOM = 32  # bytes after the last word, so that more than it may be read there
_BLANK, _LINE_END = b" \n"
_BEYOND_ASCII = 0x80
_SEVERAL_BYTES = ((2, 0xC2, 0xE0), (3, 0xE0, 0xF0))  # of characters in UTF-8, and the least of the first and after it
_PARTS = (b"\xe1\x84", b"\xe1\x86", b"\xe1\x87", b"\xe3\x82\x99", b"\xe3\x82\x9a")  # of what is composed
_GONE = b"\xff"  # a byte that UTF-8 does not have
_END = "\0"  # of a text: unlike a line end hardly ever in one
_LINES_STAY = bytes([*ASCII_FOLDS[:_LINE_END], _LINE_END, *ASCII_FOLDS[_LINE_END + 1 :]])
_LINES_BEGIN = bytes([_LINE_END, *ASCII_FOLDS[1:]])


class Lines(NamedTuple):
    """Folded texts: a line each, and where their words are."""

    text: bytes  # UTF-8, blanks between words and around them: ` first second ` and a line end
    sizes: Longs  # bytes of each line
    counts: Longs  # words of each line
    letters: Bytes  # the words of all lines, with more blanks between them
    starts: Longs  # of every word among these letters
    lengths: Longs


def folded(texts: Sequence[str]) -> Lines:
    """Fold texts, all together: a library has a million of them, most of them short."""
    joined = encoded(f" {_END} ".join(("", *texts, " " * ROOM)))
    letters = np.frombuffer(_folded(joined, _LINES_BEGIN), np.uint8)[len(" \n") :]
    ends = np.flatnonzero(letters == _LINE_END)
    if len(ends) > len(texts):
        return folded([text.replace(_END, " ") for text in texts])
    stay = letters > _BLANK
    turns = np.flatnonzero(stay[1:] != stay[:-1]) + 1
    starts, lengths = turns[::2], turns[1::2] - turns[::2]
    counts = np.diff(np.searchsorted(starts, ends), prepend=0)
    stay[1:] |= stay[:-1]  # a blank after a word
    first = np.append(0, ends + 1)[:-1]
    stay[first] = stay[ends] = True
    stay[first[counts == 0] + 1] = True
    text = letters[stay]
    sizes = np.diff(np.flatnonzero(text == _LINE_END), prepend=-1)
    return Lines(text.tobytes(), sizes, counts, letters, starts, lengths)


def fold_lines(texts: Sequence[str]) -> bytes:
    """The lines of texts that are folded."""
    return folded(texts).text


def fold_bytes(raw: bytes) -> bytes:
    """UTF-8 as `fold` says, except that line ends stay."""
    return _folded(raw, _LINES_STAY)


def _folded(raw: bytes, ascii_folds: bytes) -> bytes:
    if raw.isascii():
        return raw.translate(ascii_folds)
    found = _beyond_ascii_folded(raw).translate(ascii_folds, _GONE)
    if (b"\xe1" in found or b"\xe3" in found) and any(map(found.__contains__, _PARTS)):  # one byte is soon looked for
        return encoded(composed(found.decode("utf-8", "surrogatepass")))
    return found


def _beyond_ascii_folded(raw: bytes) -> bytes:
    """UTF-8 in which whatever is not ASCII is folded; bytes that are too many became `_GONE`."""
    letters = np.frombuffer(raw, np.uint8).copy()
    beyond = np.flatnonzero(letters >= _BEYOND_ASCII)
    first = letters[beyond]
    rare = [beyond[first >= _SEVERAL_BYTES[-1][-1]]]  # characters that are folded one by one
    rare.append(rare[0] + 4)
    for size, least, after in _SEVERAL_BYTES:
        places = beyond[(first >= least) & (first < after)][:, None] + np.arange(size)
        folds = _FOLDS_OF_SIZE[size].of(letters[places])
        fits = folds[:, 0] > 0
        letters[places[fits]] = folds[fits]
        rare += [places[~fits, 0], places[~fits, 0] + size]
    turns = np.sort(np.concatenate(rare))
    return _with_rare_folded(letters.tobytes(), turns.tolist()) if len(turns) else letters.tobytes()


class _Folds:
    """What characters of so many bytes become, as so many bytes: most letters with accents, and most punctuation."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._shifts = 6 * np.arange(size)[::-1]
        self._bits = np.array([0xFF >> size + 1, *[0x3F] * (size - 1)])
        self._folds = np.zeros((0x800 if size == 2 else 0x10000, size), np.uint8)
        self._known = np.zeros(len(self._folds), bool)

    def of(self, characters: Array) -> Array:
        """For each character its bytes, or zeros where so many are not enough."""
        codes = ((characters & self._bits) << self._shifts).sum(axis=1)
        for code in set(codes[~self._known[codes]].tolist()):
            fold = encoded(FOLDS[code])
            self._folds[code] = tuple(fold.ljust(self._size, _GONE)) if len(fold) <= self._size else 0
            self._known[code] = True
        found: Array = self._folds[codes]
        return found


_FOLDS_OF_SIZE = {size: _Folds(size) for size, *_ in _SEVERAL_BYTES}


def _with_rare_folded(raw: bytes, turns: list[int]) -> bytes:
    """UTF-8 in which some characters are folded: every other piece, where it is cut at `turns`."""
    pieces = [raw[start:end] for start, end in pairwise([0, *turns, len(raw)])]
    folds = {each: encoded(each.decode("utf-8", "surrogatepass").translate(FOLDS)) for each in set(pieces[1::2])}
    pieces[1::2] = map(folds.__getitem__, pieces[1::2])
    return b"".join(pieces)
