"""Samples: what takes a moment to make (a citation, an export), made off the drawing thread, the newest wanted only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TypeAlias

from textual.dom import DOMNode
from textual.message import Message

from model import text
from tui.flow import Run

__all__ = ["Make", "Sample", "Sampler", "excerpt", "plain_sample"]

Sample: TypeAlias = tuple[tuple[Run, ...], ...]
"""Paragraphs of runs that are safe to print."""

Make: TypeAlias = Callable[[str], Sample]
"""Makes the sample of a value; called in a thread, and never twice for one value."""

_EXCERPT = 240
_LINES = 200
_LETTERS = 40_000


def plain_sample(value: str, style: str = "value") -> Sample:
    """A text of several lines, through the display gate; of an endless one the beginning, and how much more."""
    lines = text.display_block(value[:_LETTERS]).split("\n")
    more = value.count("\n") + 1 - _LINES
    if len(value) <= _LETTERS and more <= 0:
        return tuple((Run(line, style),) for line in lines)
    rest = f"… {more:,} more lines" if more > 0 else f"… {len(value) - _LETTERS:,} more characters"
    return (*((Run(line, style),) for line in lines[:_LINES]), (Run(rest, "quiet"),))


def excerpt(sample: Sample) -> str:
    """The beginning of a sample as one line."""
    words, length = [], 0
    for paragraph in sample:
        words.append("".join(run.text for run in paragraph).strip())
        length += len(words[-1])
        if length > _EXCERPT:
            break
    return " ".join(" ".join(words).split())[:_EXCERPT]


class Sampler:
    """Makes samples of the values wanted now, one after the other, and forgets those no longer wanted.

    After each one `owner` gets a `Made`. What was made is kept.
    """

    @dataclass
    class Made(Message):
        """Another sample is there."""

        value: str

    def __init__(self, owner: DOMNode, make: Make) -> None:
        self._owner = owner
        self._make = make
        self._made: dict[str, Sample] = {}
        self._wanted: Sequence[str] = ()
        self._busy = False
        self._lock = Lock()  # so that nothing is wanted just when the thread finds nothing left to do

    def known(self, value: str) -> Sample | None:
        """A sample, if it was made already."""
        return self._made.get(value)

    def excerpt(self, value: str) -> str:
        """The beginning of a sample, empty as long as it is not made."""
        sample = self._made.get(value)
        return excerpt(sample) if sample else ""

    def want(self, values: Sequence[str]) -> None:
        """Make these, in this order; what was wanted before and is not yet made is dropped."""
        with self._lock:
            self._wanted = [value for value in values if value not in self._made]
            begin = bool(self._wanted) and not self._busy
            self._busy = self._busy or begin
        if begin:
            self._owner.run_worker(self._work, thread=True, group="samples")

    def stop(self) -> None:
        """Make no more."""
        self.want(())

    def _next(self) -> str | None:
        with self._lock:
            value = next((value for value in self._wanted if value not in self._made), None)
            self._busy = value is not None
            return value

    def _work(self) -> None:
        while (value := self._next()) is not None:
            self._made[value] = self._made_of(value)
            self._owner.post_message(self.Made(value))

    def _made_of(self, value: str) -> Sample:
        try:
            return self._make(value)
        except Exception as error:  # as in Citer.make: it costs the sample, not the browser
            told = f"no sample of this can be made ({type(error).__name__}: {error})"
            return ((Run(text.display(told), "warning"),),)
