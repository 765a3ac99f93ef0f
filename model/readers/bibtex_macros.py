"""BibTeX's macros: `@string` definitions in file order, and values joined by `#` made plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from model.readers.bibtex_scan import Expression

__all__ = ["MONTHS", "Macros"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The macros that every style defines; they stand for themselves here, and dates know them."""

Definition: TypeAlias = "tuple[str, Expression]"

_LONGEST = 10_000  # characters of one macro: a definition that doubles its own needs 40 lines to fill a memory
_ALLOWANCE = 1_000_000


class Macros:
    """The macros known so far. A value may grow by them only within a budget, which depends on the file's size."""

    def __init__(self, text_size: int, foresee: Callable[[], Iterable[Definition]]) -> None:
        """`foresee` gives all definitions of the file, for those who use one before it comes."""
        self._known = {month: month for month in MONTHS}
        self.unchanged = {"", *MONTHS}
        """Macros that stand for themselves, and none."""
        self._foresee = foresee
        self._later: dict[str, Expression] | None = None
        self._budget = 20 * text_size + _ALLOWANCE
        self.undefined: dict[str, int] = {}  # name as written -> line of its first use
        self.exhausted_at = 0  # line of the first value that was not written out for its size

    def define(self, name: str, value: Expression, line: int) -> None:
        """Set a macro from here on, as BibTeX does: a later definition leaves earlier uses alone."""
        text = self.resolve(value, line)
        if len(text) > _LONGEST and not isinstance(value, str):
            self._exhaust(line)
            text = text[:_LONGEST]
        self._known[name.lower()] = text
        self.unchanged.discard(name.lower())

    def resolve(self, value: Expression, line: int) -> str:
        """A value as plain text: macros written out, pieces joined; an unknown macro stands for its own name."""
        if isinstance(value, str):
            return value
        parts = [self.lookup(piece.text, line) if piece.macro else piece.text for piece in value]
        if len(parts) == 1:
            return parts[0]
        self._budget -= sum(map(len, parts))
        if self._budget < 0:
            self._exhaust(line)
            return " # ".join(piece.text for piece in value)
        return "".join(parts)

    def lookup(self, name: str, line: int) -> str:
        """What a macro stands for; its name, when nobody says."""
        key = name.lower()
        if (known := self._known.get(key)) is not None:
            return known
        later = self._coming().get(key)
        if isinstance(later, str):
            return later
        self.undefined.setdefault(name, line)
        return name

    def _coming(self) -> dict[str, Expression]:
        """The first definition of every macro in the file."""
        if self._later is None:
            self._later = {}
            for name, value in self._foresee():
                self._later.setdefault(name.lower(), value)
        return self._later

    def _exhaust(self, line: int) -> None:
        if not self.exhausted_at:
            self.exhausted_at = line
