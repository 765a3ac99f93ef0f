"""What every reader takes and gives: a `Document` of decoded text in, a `Reading` of records and notices out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from model.record import Notice, Record

__all__ = ["TOLD_EVERY", "Document", "Lines", "Reading", "Tick", "line_starts"]

Tick: TypeAlias = Callable[[float, Sequence[Record]], None]
TOLD_EVERY = 500  # records: a reader says so often how far it is


class Document:
    """The text of one file, line ends as they were; `name` is the path as the user gave it.

    It is given as text, or as `data`: bytes of UTF-8 without a mark, decoded whole only for readers that need it so.
    """

    __slots__ = ("_text", "_tick", "data", "name", "size")

    def __init__(
        self, name: str, text: str | None = None, size: int = 0, data: bytes | None = None, tick: Tick | None = None
    ) -> None:
        """`size` counts bytes on disk, before decompression; `tick` wants to know how far reading is."""
        self.name = name
        self.size = size
        self.data = data
        self._text = text
        self._tick = tick

    @property
    def bytes(self) -> bytes | None:
        """The text as UTF-8 without a mark; None for one that UTF-8 cannot write."""
        if self.data is None:
            with suppress(UnicodeEncodeError):
                return self.text.removeprefix("\ufeff").encode()
        return self.data

    @property
    def text(self) -> str:
        """The whole text."""
        if self._text is None:
            self._text = (self.data or b"").decode()
        return self._text

    def head(self, length: int) -> str:
        """The beginning of the text."""
        if self._text is None:
            return (self.data or b"")[: 4 * length].decode("utf-8", "ignore")[:length]
        return self._text[:length]

    def tell(self, share: float, records: Sequence[Record]) -> None:
        """Say how much of the document is read, from 0 to 1, and what was found so far; asked every so often.

        What this raises ends the reading, and a reader lets it pass.
        """
        if self._tick:
            self._tick(share, records)


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

    def __init__(self, text: str | bytes) -> None:
        """Of a text, or of its bytes when offsets count these."""
        self._count: Callable[[int, int], int] = (
            partial(text.count, "\n") if isinstance(text, str) else partial(text.count, b"\n")
        )
        self._offset, self._line = 0, 1

    def at(self, offset: int) -> int:
        """The line, from 1, in which an offset lies."""
        if offset < self._offset:
            self._offset, self._line = 0, 1
        self._line += self._count(self._offset, offset)
        self._offset = offset
        return self._line
