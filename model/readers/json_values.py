"""JSON read value by value: the items of a list, of a list in a wrapper, or lines of JSON, each with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from model.record import RawValue

__all__ = ["Fault", "Window", "values"]

_SLICE = 65_536
_LISTS = "publications|records|hits|results|items"
_BEFORE = r'\s*+"(?!(?:_id|title)")[^"\\]*+"\s*+:\s*+(?:"[^"\\]*+"|[\w.+-]++)\s*+,'  # a wrapper's other keys
_WRAPPER = re.compile(rf'\{{(?:{_BEFORE})*+\s*+"(?:{_LISTS})"\s*+:\s*+(?=[\[{{])')
_BLANKS = re.compile(r"[\ufeff \t\r\n\x1e]*+")
_GAP = re.compile(r"[\s,\x1e]*+")
_GAP_OF_LINES = re.compile(r"[\s,\]\x1e]*+")  # lists may follow each other


class Window:
    """Decodes JSON values at offsets of a text through a slice of it: the decoder's errors cost what they are given."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._decoder = json.JSONDecoder()
        self._base = 0
        self._slice = text[:_SLICE]

    def decode(self, position: int) -> tuple[RawValue, int]:
        """The value at an offset, and where it ends; raises ValueError or RecursionError as the decoder does."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._slice, position - self._base)
            except ValueError as fault:
                if not self._cut_short(fault):
                    raise
            else:
                if self._base + end < self._end or self._end == len(self._text):
                    return value, self._base + end
            size = _SLICE if position > self._base else 4 * len(self._slice)
            self._base, self._slice = position, self._text[position : position + size]

    def fault(self, error: ValueError, position: int) -> Fault:
        """What was wrong with the value at an offset, and where in the whole text."""
        if isinstance(error, json.JSONDecodeError):
            return Fault(error.msg.removesuffix(" at"), self._base + error.pos)
        return Fault(str(error), position)

    @property
    def _end(self) -> int:
        return self._base + len(self._slice)

    def _cut_short(self, fault: ValueError) -> bool:
        """Whether an error may come from the slice's end and not from the text."""
        if self._end == len(self._text) or not isinstance(fault, json.JSONDecodeError):
            return False
        return fault.msg.startswith("Unterminated") or fault.pos > len(self._slice) - 16


class Fault(NamedTuple):
    """Why a value cannot be read, and the offset in the text that shows it."""

    problem: str
    offset: int


def values(text: str) -> Iterator[tuple[int, RawValue | Fault]]:
    """Each value by itself, with its offset, or what is wrong with it; behind a broken one the next that begins so."""
    window = Window(text)
    position, wrapped = _first(text)
    gap = _GAP if wrapped else _GAP_OF_LINES
    while (position := _past(gap, text, position)) < len(text):
        if wrapped and text[position] == "]":
            return
        try:
            value, end = window.decode(position)
        except ValueError as error:
            yield position, window.fault(error, position)
            position = _next_alike(text, position)
        else:
            yield position, value
            position = end


def _first(text: str) -> tuple[int, bool]:
    """Where the first value begins, and whether it is in a list that something else goes on behind."""
    start = position = _past(_BLANKS, text, 0)
    while wrapper := _WRAPPER.match(text, position):
        position = wrapper.end()
    if text.startswith("[", position):
        return position + 1, position > start
    return start, False


def _past(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _next_alike(text: str, position: int) -> int:
    """Where a line begins with as many blanks as that of a value, and with a brace."""
    before = text[text.rfind("\n", 0, position) + 1 : position]
    indent = before if before.isspace() else ""
    return text.find(f"\n{indent}{{", position + 1) + 1 or len(text)
