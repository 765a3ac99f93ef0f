"""Folding many texts at once: what `fold` says of each, as one run of bytes that arrays can look into."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from model.search.arrays import Array, Longs, encoded
from model.search.fold import ASCII_FOLDS, FOLDS

__all__ = ["fold_bytes", "fold_lines"]

_BLANK, _LINE_END = b" \n"
_BEYOND_ASCII, _TWO_BYTES, _THREE_BYTES = 0x80, 0xC2, 0xE0  # first bytes of characters that have so many, in UTF-8
_TWO_BYTE_CODES = 0x800
_GONE = b"\xff"  # a byte that UTF-8 does not have
_END = "\0"  # of a text: unlike a line end hardly ever in one
_LINES_STAY = bytes([*ASCII_FOLDS[:_LINE_END], _LINE_END, *ASCII_FOLDS[_LINE_END + 1 :]])
_LINES_BEGIN = bytes([_LINE_END, *ASCII_FOLDS[1:]])


def fold_lines(texts: Sequence[str]) -> bytes:
    """The folded words of each text as UTF-8, blanks between and around them: ` first second ` and a line end.

    All are folded together: a library has a million texts, most of them short.
    """
    joined = encoded(f" {_END} ".join(("", *texts, "")))
    if joined.count(_END.encode()) > len(texts) + 1:
        return fold_lines([text.replace(_END, " ") for text in texts])
    letters = np.frombuffer(_folded(joined, _LINES_BEGIN), np.uint8)[:-1]
    ends = np.flatnonzero(letters == _LINE_END)
    blank = letters == _BLANK
    blank[1:] &= blank[:-1]  # after another
    blank[0] = False
    blank[ends[1:][np.diff(ends) == len("  \n")] - 1] = False  # of no words both stay
    lines: bytes = letters[~blank].tobytes()
    while b"\n \n" in lines:  # the same where a text is all punctuation
        lines = lines.replace(b"\n \n", b"\n  \n")
    return lines[len(" \n") :] if texts else b""


def fold_bytes(raw: bytes) -> bytes:
    """UTF-8 as `fold` says, except that line ends stay."""
    return _folded(raw, _LINES_STAY)


def _folded(raw: bytes, ascii_folds: bytes) -> bytes:
    if raw.isascii():
        return raw.translate(ascii_folds)
    return _beyond_ascii_folded(raw).translate(ascii_folds, _GONE)


def _beyond_ascii_folded(raw: bytes) -> bytes:
    """UTF-8 in which whatever is not ASCII is folded; bytes that are too many became `_GONE`."""
    letters = np.frombuffer(raw, np.uint8).copy()
    beyond = np.flatnonzero(letters >= _BEYOND_ASCII)
    two = (letters[beyond] >= _TWO_BYTES) & (letters[beyond] < _THREE_BYTES)
    rare = ~two
    rare[1:] &= ~two[:-1]
    first = np.flatnonzero(two)
    twos = beyond[first]
    folds = _TWO_BYTE_FOLDS.of((letters[twos] & 0x1F).astype(np.intp) << 6 | letters[twos + 1] & 0x3F)
    fits = folds[:, 0] > 0
    rare[first[~fits]] = rare[first[~fits] + 1] = True
    letters[twos[fits]], letters[twos[fits] + 1] = folds[fits].T
    return _runs_folded(letters.tobytes(), beyond[rare]) if rare.any() else letters.tobytes()


class _TwoByteFolds:
    """What characters of two bytes become, as two bytes: most letters with accents are of them."""

    def __init__(self) -> None:
        self._folds = np.zeros((_TWO_BYTE_CODES, 2), np.uint8)
        self._known = np.zeros(_TWO_BYTE_CODES, bool)

    def of(self, codes: Array) -> Array:
        """For each character its two bytes, or zeros where two are not enough."""
        for code in set(codes[~self._known[codes]].tolist()):
            fold = FOLDS[code].encode()
            self._folds[code] = tuple(fold.ljust(2, _GONE)) if len(fold) <= len(self._folds[code]) else 0
            self._known[code] = True
        return self._folds[codes]


_TWO_BYTE_FOLDS = _TwoByteFolds()


def _runs_folded(raw: bytes, marked: Longs) -> bytes:
    """UTF-8 in which the runs of bytes at these places, of which there are some, are folded; each that is met once."""
    breaks = np.flatnonzero(np.diff(marked) > 1)
    turns = [0, *np.sort(np.concatenate((marked[:1], marked[breaks] + 1, marked[breaks + 1]))).tolist()]
    turns += [int(marked[-1]) + 1, len(raw)]
    pieces = [raw[start:end] for start, end in pairwise(turns)]
    folds = {run: _run_folded(run) for run in set(pieces[1::2])}
    pieces[1::2] = map(folds.__getitem__, pieces[1::2])
    return b"".join(pieces)


def _run_folded(run: bytes) -> bytes:
    return encoded(run.decode("utf-8", "surrogatepass").translate(FOLDS))
