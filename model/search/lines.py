"""Folding many texts at once: what `fold` says of each, as one run of bytes that arrays can look into."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from model.search.fold import ASCII_FOLDS, FOLDS

__all__ = ["fold_bytes", "fold_lines"]

_BLANK, _LINE_END = b" \n"
_BEYOND_ASCII = 128  # bytes of UTF-8 from here on belong to other characters
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
    return (raw if raw.isascii() else _beyond_ascii_folded(raw)).translate(_ASCII_FOLDS_OF_LINES)


def _beyond_ascii_folded(raw: bytes) -> bytes:
    """UTF-8 in which whatever is not ASCII is folded, each run of it that is met worked out once."""
    beyond = np.concatenate(([False], np.frombuffer(raw, np.uint8) >= _BEYOND_ASCII))
    turns = [0, *np.flatnonzero(beyond[1:] != beyond[:-1]).tolist(), len(raw)]
    pieces = [raw[start:end] for start, end in pairwise(turns)]
    folds = {run: _folded(run) for run in set(pieces[1::2])}
    pieces[1::2] = map(folds.__getitem__, pieces[1::2])
    return b"".join(pieces)


def _folded(run: bytes) -> bytes:
    return run.decode("utf-8", "surrogatepass").translate(FOLDS).encode("utf-8", "surrogatepass")
