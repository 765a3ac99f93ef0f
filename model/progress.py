"""How far reading is, told while it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.record import Record

__all__ = ["Progress"]

_TELLING = 0.5  # seconds before a rate means anything


@dataclass(frozen=True, slots=True)
class Progress:
    """How far reading has come; sent before each file, every so often within a large one, and once after the last."""

    file: str
    done: int
    total: int
    records: int  # of all files together, so far
    share: float = 0.0  # of this file, from 0 to 1
    fresh: Sequence[Record] = field(default=(), compare=False, repr=False)  # what was read of this file so far

    def bar(self, width: int) -> str:
        """How much of all files is read, the current one in part, as a bar of so many cells."""
        share = (self.done + min(self.share, 1.0)) / max(self.total, 1)
        return f"{'━' * round(width * min(share, 1.0)):─<{width}}"

    def rate(self, seconds: float) -> str:
        """The records a second after so many, to follow their number; empty where that would say little."""
        return f", {self.records / seconds:,.0f} a second" if self.records and seconds >= _TELLING else ""
