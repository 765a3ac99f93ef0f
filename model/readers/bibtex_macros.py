"""BibTeX's macros: `@string` definitions in file order, and values joined by `#` made plain text."""

from __future__ import annotations

from model.readers.bibtex_scan import Expression

__all__ = ["MONTHS", "Macros"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The macros that every style defines; they stand for themselves here, and dates know them."""

_LONGEST = 10_000  # characters of one macro: a definition that doubles its own needs 40 lines to fill a memory
_ALLOWANCE = 1_000_000


class Macros:
    """The macros known so far. A value may grow by them only within a budget, which depends on the file's size."""

    def __init__(self, text_size: int) -> None:
        self._known = {month: month for month in MONTHS}
        self._later: dict[str, Expression] = {}
        self._budget = 20 * text_size + _ALLOWANCE
        self.undefined: dict[str, int] = {}  # name as written -> offset of its first use
        self.exhausted_at = -1  # offset of the first value that was not written out for its size

    def foresee(self, name: str, value: Expression) -> None:
        """Note a definition that comes later in the file, for those who use it before."""
        self._later.setdefault(name.lower(), value)

    def define(self, name: str, value: Expression, offset: int) -> None:
        """Set a macro from here on, as BibTeX does: a later definition leaves earlier uses alone."""
        text = self.resolve(value, offset)
        if len(text) > _LONGEST and not isinstance(value, str):
            self._exhaust(offset)
            text = text[:_LONGEST]
        self._known[name.lower()] = text

    def resolve(self, value: Expression, offset: int) -> str:
        """A value as plain text: macros written out, pieces joined; an unknown macro stands for its own name."""
        if isinstance(value, str):
            return value
        parts = [self._lookup(piece.text, offset) if piece.macro else piece.text for piece in value]
        if len(parts) == 1:
            return parts[0]
        self._budget -= sum(map(len, parts))
        if self._budget < 0:
            self._exhaust(offset)
            return " # ".join(piece.text for piece in value)
        return "".join(parts)

    def _lookup(self, name: str, offset: int) -> str:
        key = name.lower()
        if (known := self._known.get(key)) is not None:
            return known
        later = self._later.get(key)
        if isinstance(later, str):
            return later
        self.undefined.setdefault(name, offset)
        return name

    def _exhaust(self, offset: int) -> None:
        if self.exhausted_at < 0:
            self.exhausted_at = offset
