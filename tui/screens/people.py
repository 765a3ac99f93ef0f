"""The people of one record, with their roles."""

from __future__ import annotations

from collections.abc import Sequence

from model import listing, text
from model.fields import label
from model.library import Library
from model.people import Individual
from tui.options import Option, Options
from tui.screens.picker import Question

__all__ = ["people_question"]

_FEW = 9  # so many names are seen at a glance and need no field


def people_question(library: Library, row: int) -> Question:
    """The people to choose from, in the order of the record; the choice is a person's key."""
    options = tuple(_options(library, row))

    def found(typed: str) -> Options:
        words = text.fold(typed).split()
        return tuple(
            option for option in options if option.value and all(word in text.fold(option.label) for word in words)
        )

    return Question(
        "People",
        options,
        about=listing.title(library.works[row].record),
        find=found if len(options) > _FEW else None,
        placeholder="type a name",
        verb="all their works",
        empty="nobody of that name",
    )


def _options(library: Library, row: int) -> Sequence[Option]:
    options: list[Option] = []
    previous = ""
    for role, person in library.people.of_row(row):
        if role != previous:
            options += [*([Option("")] if options else []), Option(label(role))]
        previous = role
        options.append(Option(text.display(person.name), person.key, detail=_works(person)))
    return options


def _works(person: Individual) -> str:
    count = len(person.rows)
    return "this work only" if count == 1 else f"{count:,} works"
