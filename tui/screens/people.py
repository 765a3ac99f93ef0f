"""The people of one record, with their roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from model import listing, text
from model.fields import PEOPLE_ROLES, label
from model.library import Library
from model.record import Person
from tui.options import Option, Options, OptionsOnDemand
from tui.screens.picker import Question

__all__ = ["people_question"]

_FEW = 9  # so many names are seen at a glance and need no field
_MANY = 2_000  # so many take a moment to be made ready for finding

_LONGEST = 300  # characters of a name

_Line: TypeAlias = "Person | str"
"""A person, or a heading."""


def people_question(library: Library, row: int) -> Question:
    """The people to choose from, in the order of the record; the choice is a person's key."""
    lines = _lines(library, row)
    everybody = _Everybody(library, lines, counted=len(lines) <= _MANY)
    return Question(
        "People",
        everybody,
        about=listing.title(library.works[row].record, brief=True),
        find=everybody.find if len(lines) > _FEW else None,
        complete=everybody.ready if len(lines) > _MANY else None,
        placeholder="type a name",
        verb="all their works",
        empty="nobody of that name",
    )


def _lines(library: Library, row: int) -> Sequence[_Line]:
    record = library.works[row].record
    lines: list[_Line] = []
    for role in PEOPLE_ROLES:
        if people := [person for person in record.people(role) if not person.is_others]:
            lines += [*([""] if lines else []), label(role), *people]
    return lines


class _Everybody(OptionsOnDemand):
    """People as options.

    Until their works are `counted`, which for many takes a moment, they have names only.
    """

    def __init__(self, library: Library, lines: Sequence[_Line], *, counted: bool) -> None:
        self._library = library
        self._lines = lines
        self._counted = counted
        self._folded: Sequence[tuple[str, Person]] | None = None

    def __len__(self) -> int:
        return len(self._lines)

    def _made(self, at: int) -> Option:
        line = self._lines[at]
        if isinstance(line, str):
            return Option(line)
        key = self._library.people.key_of(line)
        if not self._counted:
            return Option(text.display(line.name[:_LONGEST]), key)
        person = self._library.people.individual(key)
        count = len(person.rows)
        works = "this work only" if count == 1 else f"{count:,} works"
        return Option(text.display(person.name[:_LONGEST]), person.key, detail=works)

    def ready(self) -> Options:
        """Make ready for finding; for many people this takes a moment."""
        people = self._library.people
        named = (line for line in self._lines if not isinstance(line, str))
        self._folded = [(text.fold(people.individual(people.key_of(person)).name), person) for person in named]
        self._counted = True
        return self

    def find(self, typed: str) -> Options:
        """Those who have all the words typed in their names."""
        if self._folded is None:
            self.ready()
        words = text.fold(typed).split()
        if not words:
            return self
        found = [person for name, person in self._folded or () if all(word in name for word in words)]
        return _Everybody(self._library, found, counted=True)
