"""What every reader takes and gives: a `Document` of decoded text in, a `Reading` of records and notices out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from model.record import Notice, Record

__all__ = ["Document", "Lines", "Reading", "line_starts"]


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file, decoded, line ends as they were; `name` is the path as the user gave it."""

    name: str
    text: str
    size: int = 0  # bytes on disk, before decompression


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a document. Nothing is lost in silence: what is no record has a notice."""

    format: str
    records: tuple[Record, ...] = ()
    notices: tuple[Notice, ...] = field(default=())
    skipped: int = 0  # entries that could not be used at all


def line_starts(text: str) -> Iterator[int]:
    """Offsets at which lines start, in order: bisect over them turns an offset into a line number."""
    yield 0
    position = text.find("\n")
    while position >= 0:
        yield position + 1
        position = text.find("\n", position + 1)


class Lines:
    """The numbers of lines, counted as far as somebody asks: readers ask from the top to the bottom."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset, self._line = 0, 1

    def at(self, offset: int) -> int:
        """The line, from 1, in which an offset lies."""
        if offset < self._offset:
            self._offset, self._line = 0, 1
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._line
