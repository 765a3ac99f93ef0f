"""The text of a large file in pieces, so that it is never in memory as bytes and as text at once."""

from __future__ import annotations

import codecs

from model.readers.base import Document

__all__ = ["LOOK_BACK", "PIECE", "Pieces"]

LOOK_BACK = 200
"""As many characters before the place where reading goes on are still there."""

PIECE = 1 << 17
"""Bytes that are decoded at once."""


class Pieces:
    """A document's text as far as it is in memory: `text`, in which reading goes on at `start`.

    `whole` says that the document ends where the text ends.
    """

    def __init__(self, document: Document, size: int = 0) -> None:
        """`size` counts the bytes of a piece; 0 is the usual size."""
        self._data = document.data
        self._size = size or PIECE
        self._taken = 0
        self._decode = codecs.getincrementaldecoder("utf-8")().decode
        self._line = 1  # in which the last offset that was asked for lies
        self._dropped = 0  # characters before the text
        self.start = 0
        self.text = document.text if self._data is None else self._next()
        self.length = len(self.text) if self._data is None else len(self._data)
        self._counted = 0  # characters whose line ends are in `_line`

    @property
    def whole(self) -> bool:
        """Whether nothing comes behind the text."""
        return self._data is None or self._taken >= len(self._data)

    def line(self, offset: int) -> int:
        """The line, from 1, of an offset in the text; readers ask from the top to the bottom."""
        counted = self._counted
        if offset >= counted:
            self._line += self.text.count("\n", counted, offset)
        else:
            self._line -= self.text.count("\n", offset, counted)
        self._counted = offset
        return self._line

    def share(self, offset: int) -> float:
        """How much of the document lies before an offset in the text, from 0 to 1; a guess where letters are wide."""
        return min((self._dropped + offset) / max(self.length, 1), 1.0)

    def go_on(self, offset: int) -> None:
        """Leave what lies before an offset behind, and take more; ever more, while nothing is left behind."""
        dropped = max(offset - LOOK_BACK, 0)
        if offset == self.start:
            self._size *= 2
        self.line(dropped)
        self._dropped += dropped
        self.text = self.text[dropped:] + self._next()
        self.start = offset - dropped
        self._counted = 0  # characters whose line ends are in `_line`

    def _next(self) -> str:
        data = self._data or b""
        piece = data[self._taken : self._taken + self._size]
        self._taken += len(piece)
        return self._decode(piece, self._taken >= len(data))
