"""Runs of styled text flowed into lines of a width: what the record pane is set in, free of any widget."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from rich.cells import cell_len

from model import text

__all__ = ["Line", "Run", "flow", "rich_runs", "width_of"]

_WIDE = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
_CHUNK = re.compile(rf"\s+|[{_WIDE}]|[^\s{_WIDE}]+")  # East Asian text breaks between any two characters


@dataclass(frozen=True, slots=True)
class Run:
    """Text safe to print, in one style. `stop` numbers the thing a person can follow there, -1 for none."""

    text: str
    style: str = ""
    stop: int = -1
    marks: frozenset[str] = frozenset()  # i, b, sup, sub, sc: the tags of canonical text


Line: TypeAlias = tuple[Run, ...]


def rich_runs(canonical: str, style: str = "", stop: int = -1) -> list[Run]:
    """Canonical text as runs, through the display gate."""
    return [Run(text.display(part), style, stop, marks) for part, marks in text.spans(canonical)]


def width_of(runs: Iterable[Run]) -> int:
    """How many cells the runs take."""
    return sum(_cells(run.text) for run in runs)


def _cells(words: str) -> int:
    return len(words) if words.isascii() and words.isprintable() else cell_len(words)


def flow(runs: Iterable[Run], width: int, first: int = 0, then: int | None = None) -> list[Line]:
    """Break runs at blanks into lines of at most `width` cells; `first` and `then` indent the first and later lines."""
    indents = (first, first if then is None else then)
    whole = [run for run in runs if run.text]
    line, used = _started(indents[0])
    if sum(len(run.text) for run in whole) <= width and used + width_of(whole) <= width:
        return [_joined([*line, *whole])]  # most lines of a page
    lines: list[Line] = []
    for word, length in _words(whole):
        for part, size in _fitting(word, length, width - used, width - indents[1]):
            if used + size > width and used > indents[bool(lines)]:
                lines.append(_joined(line))
                line, used = _started(indents[1])
                if part[0].text.isspace():
                    continue
            line.extend(part)
            used += size
    return [*lines, _joined(line)]


_Piece: TypeAlias = tuple[list[Run], int]
"""Runs that stay together, and how many cells they take."""


def _fitting(word: list[Run], size: int, here: int, below: int) -> Iterable[_Piece]:
    """The word, in pieces if no line could hold it: the first for what is left of this one, unless that is little."""
    if size <= max(here, below):
        return ((word, size),)
    return _chopped(word, here if here >= min(8, below) else below, below)


def _started(indent: int) -> tuple[list[Run], int]:
    return ([Run(" " * indent)] if indent else []), indent


def _words(runs: Iterable[Run]) -> Iterator[_Piece]:
    """Pieces between which a line may break; a word of several styles (H<sub>2</sub>O) is one piece."""
    word: list[Run] = []
    size = 0
    for run in runs:
        for chunk in _CHUNK.findall(run.text):
            cells = _cells(chunk)
            piece = Run(chunk, run.style, run.stop, run.marks)
            if not chunk.isspace() and (len(chunk) > 1 or cells != 2):
                word.append(piece)
                size += cells
                continue
            if word:
                yield word, size
                word, size = [], 0
            yield [piece], cells
    if word:
        yield word, size


def _chopped(word: list[Run], first: int, width: int) -> Iterator[_Piece]:
    """A word wider than a line in pieces that fit: the first in its own width."""
    room = max(first, 2)
    for run in word:
        start = 0
        while start < len(run.text):
            size = min(len(run.text) - start, room)
            while size > 1 and _cells(run.text[start : start + size]) > room:
                size -= 1
            part = run.text[start : start + size]
            yield [Run(part, run.style, run.stop, run.marks)], _cells(part)
            start += size
            room = max(width, 2)


def _joined(line: list[Run]) -> Line:
    """Neighbours of one style made one run, without blanks at the end."""
    joined: list[Run] = []
    for (style, stop, marks), alike in groupby(line, key=_manner):
        joined.append(Run("".join(run.text for run in alike), style, stop, marks))
    while joined and not joined[-1].text.strip():
        joined.pop()
    if joined and joined[-1].text.endswith(" "):
        last = joined.pop()
        joined.append(Run(last.text.rstrip(" "), last.style, last.stop, last.marks))
    return tuple(joined)


def _manner(run: Run) -> tuple[str, int, frozenset[str]]:
    return run.style, run.stop, run.marks
