"""Runs of styled text flowed into lines of a width: what the record pane is set in, free of any widget."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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
    return sum(cell_len(run.text) for run in runs)


def flow(runs: Iterable[Run], width: int, first: int = 0, then: int | None = None) -> list[Line]:
    """Break runs at blanks into lines of at most `width` cells; `first` and `then` indent the first and later lines."""
    indents = (first, first if then is None else then)
    lines: list[list[Run]] = []
    line, used = _started(indents[0])
    for word in _words(runs):
        for part in _fitting(word, width - used, width - indents[1]):
            size = width_of(part)
            if used + size > width and used > indents[bool(lines)]:
                lines.append(line)
                line, used = _started(indents[1])
                if part[0].text.isspace():
                    continue
            line.extend(part)
            used += size
    lines.append(line)
    return [_joined(line) for line in lines]


def _fitting(word: list[Run], here: int, below: int) -> Iterator[list[Run]]:
    """The word, in pieces if no line could hold it: the first for what is left of this one, unless that is little."""
    if width_of(word) <= max(here, below):
        yield word
    else:
        yield from _chopped(word, here if here >= min(8, below) else below, below)


def _started(indent: int) -> tuple[list[Run], int]:
    return ([Run(" " * indent)] if indent else []), indent


def _words(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Pieces between which a line may break; a word of several styles (H<sub>2</sub>O) is one piece."""
    word: list[Run] = []
    for run in runs:
        for chunk in _CHUNK.findall(run.text):
            alone = chunk.isspace() or (len(chunk) == 1 and cell_len(chunk) == 2)
            piece = replace(run, text=chunk)
            if not alone:
                word.append(piece)
                continue
            if word:
                yield word
                word = []
            yield [piece]
    if word:
        yield word


def _chopped(word: list[Run], first: int, width: int) -> Iterator[list[Run]]:
    """A word wider than a line in pieces that fit: the first in its own width."""
    room = max(first, 2)
    for run in word:
        rest = run.text
        while rest:
            size = min(len(rest), room)
            while size > 1 and cell_len(rest[:size]) > room:
                size -= 1
            yield [replace(run, text=rest[:size])]
            rest = rest[size:]
            room = max(width, 2)


def _joined(line: list[Run]) -> Line:
    """Neighbours of one style made one run, without blanks at the end."""
    joined: list[Run] = []
    for run in line:
        if joined and (last := joined[-1]) and (last.style, last.stop, last.marks) == (run.style, run.stop, run.marks):
            joined[-1] = replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    while joined and not joined[-1].text.strip():
        joined.pop()
    if joined:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip(" "))
    return tuple(joined)
