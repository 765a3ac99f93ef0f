"""Folding many texts at once: what `fold` says of each, as one run of bytes that arrays can look into."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from model.search.arrays import Array, Mask
from model.search.fold import ASCII_FOLDS, FOLDS

__all__ = ["fold_bytes", "fold_lines"]

_BLANK, _LINE_END = b" \n"
_TWO_BYTES, _THREE_BYTES, _FOUR_BYTES = 0xC2, 0xE0, 0xF0  # first bytes of characters that have so many, in UTF-8
_TWO_BYTE_CODES = 0x800
_GONE = b"\xff"  # a byte that UTF-8 does not have
_ASCII_FOLDS_OF_LINES = bytes([*ASCII_FOLDS[:_LINE_END], _LINE_END, *ASCII_FOLDS[_LINE_END + 1 :]])


def fold_lines(texts: Sequence[str]) -> bytes:
    """The folded words of each text as UTF-8, blanks between and around them: ` first second ` and a line end.

    All are folded together: a library has a million texts, most of them short.
    """
    joined = " \n ".join(("", *texts, ""))
    if joined.count("\n") > len(texts) + 1:
        return fold_lines([text.replace("\n", " ") for text in texts])
    letters = np.frombuffer(fold_bytes(joined.encode("utf-8", "surrogatepass")), np.uint8)[:-1]
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
    return (raw if raw.isascii() else _beyond_ascii_folded(raw)).translate(_ASCII_FOLDS_OF_LINES, _GONE)


def _beyond_ascii_folded(raw: bytes) -> bytes:
    """UTF-8 in which whatever is not ASCII is folded; bytes that are too many became `_GONE`."""
    letters = np.frombuffer(raw, np.uint8).copy()
    rare = letters >= _THREE_BYTES
    for after, least in ((1, _THREE_BYTES), (2, _THREE_BYTES), (3, _FOUR_BYTES)):
        rare[after:] |= letters[:-after] >= least
    twos = np.flatnonzero((letters >= _TWO_BYTES) & (letters < _THREE_BYTES))
    folds = _TWO_BYTE_FOLDS.of((letters[twos] & 0x1F).astype(np.intp) << 6 | letters[twos + 1] & 0x3F)
    fits = folds[:, 0] > 0
    rare[twos[~fits]] = rare[twos[~fits] + 1] = True
    letters[twos[fits]], letters[twos[fits] + 1] = folds[fits].T
    return _runs_folded(letters.tobytes(), rare) if rare.any() else letters.tobytes()


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


def _runs_folded(raw: bytes, marked: Mask) -> bytes:
    """UTF-8 in which the runs of bytes that are marked are folded, each that is met worked out once."""
    marked = np.concatenate(([False], marked))
    turns = [0, *np.flatnonzero(marked[1:] != marked[:-1]).tolist(), len(raw)]
    pieces = [raw[start:end] for start, end in pairwise(turns)]
    folds = {run: _folded(run) for run in set(pieces[1::2])}
    pieces[1::2] = map(folds.__getitem__, pieces[1::2])
    return b"".join(pieces)


def _folded(run: bytes) -> bytes:
    return run.decode("utf-8", "surrogatepass").translate(FOLDS).encode("utf-8", "surrogatepass")
