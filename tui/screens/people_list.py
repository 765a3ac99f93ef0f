"""Everybody in the library, found by typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from model.library import Library
from tui.options import Options
from tui.people_directory import Directory
from tui.screens.picker import Picker, Question
from tui.widgets.reader import Foot, Hint

__all__ = ["PeopleList"]


class PeopleList(Picker):
    """Dismisses with a person's key. `directory` is made in a thread when it is not there yet, and `made` gets it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "turn", "Order", show=False)]

    def __init__(
        self, library: Library, directory: Directory | None = None, made: Callable[[Directory], None] | None = None
    ) -> None:
        self._library = library
        self._directory = directory
        self._made = made
        self._by_works = False
        options: Options = directory.find("") if directory else ()
        super().__init__(
            Question(
                "All people",
                options,
                find=self._found,
                complete=None if directory else self._gathered,
                typing=True,
                placeholder="type a name",
                verb="all their works",
                empty="nobody of that name",
            )
        )

    def hints(self) -> list[Hint]:
        """With the key that turns the order."""
        turn = Hint("ctrl+o", "by name" if self._by_works else "most works first", "turn")
        first, *rest = super().hints()
        return [first, turn, *rest]

    def _gathered(self) -> Options:
        self._directory = Directory(self._library)
        if self._made:
            self._made(self._directory)
        return self._directory.find("")

    def _found(self, typed: str) -> Options:
        return self._directory.find(typed, by_works=self._by_works) if self._directory else ()

    def action_turn(self) -> None:
        """By name, or with most works first."""
        self._by_works = not self._by_works
        self.query_one(Foot).show(self.hints())
        self.finder.find_again()
