"""What became of each file that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from model.notice import Notice

__all__ = ["FileReport"]


class FileReport(NamedTuple):
    """What became of one file: the format found in it, how much was read, and what there is to say about it."""

    path: str
    format: str
    records: int
    damaged: int
    skipped: int
    notices: tuple[Notice, ...]
    size: int = 0
