"""Everybody in a library, ready to be found by typing: made once, in a thread, for a hundred thousand people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from model import text
from model.library import Library
from tui.options import Option

__all__ = ["Directory", "Found"]


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    name: str
    folded: str  # with a blank in front, so that a word's start can be looked for
    works: int


class Found(Sequence[Option]):
    """People as options, each made when it is looked at."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self.entries = entries

    def __len__(self) -> int:
        return len(self.entries)

    @overload
    def __getitem__(self, at: int) -> Option: ...
    @overload
    def __getitem__(self, at: slice) -> Found: ...

    def __getitem__(self, at: int | slice) -> Option | Found:
        if isinstance(at, slice):
            return Found(self.entries[at])
        entry = self.entries[at]
        works = "1 work" if entry.works == 1 else f"{entry.works:,} works"
        return Option(text.display(entry.name), entry.key, detail=works)


class Directory:
    """Finds people by the starts of words of any spelling of their names; the last finding makes the next cheap."""

    def __init__(self, library: Library) -> None:
        entries = []
        for person in library.people:
            folded = " ".join(f" {text.fold(form)}" for form in person.forms)
            entries.append(_Entry(person.key, person.name, folded, len(person.rows)))
        self._by_name = entries
        self._by_works = sorted(entries, key=lambda entry: -entry.works)
        self._last: tuple[list[str], bool, Sequence[_Entry]] = ([], False, entries)

    def __len__(self) -> int:
        """How many people there are."""
        return len(self._by_name)

    def find(self, typed: str, *, by_works: bool = False) -> Found:
        """Those who have all the words typed, by name or with most works first."""
        words = [f" {word}" for word in text.fold(typed).split()]
        before, order, entries = self._last
        if order != by_works or not _grown(before, words):
            entries = self._by_works if by_works else self._by_name
        for word in words:
            entries = [entry for entry in entries if word in entry.folded]
        self._last = words, by_works, entries
        return Found(entries)


def _grown(before: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words only say more than those before."""
    return len(words) >= len(before) and all(new.startswith(old) for old, new in zip(before, words, strict=False))
