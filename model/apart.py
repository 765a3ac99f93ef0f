"""Works that are alike and not taken for one; told of every library, so nothing else comes with it."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Hint", "KeptApart"]


class KeptApart(NamedTuple):
    """Works that something says are one, and the contradiction that keeps them apart. `rows` count the works."""

    ids: tuple[str, ...]
    why: str
    rows: tuple[int, ...] = ()


class Hint(NamedTuple):
    """Two works that may be one: a question for the reader. `ratio` of 100 means equal titles."""

    ids: tuple[str, str]
    ratio: float
    why: str
    rows: tuple[int, int] = (0, 0)
