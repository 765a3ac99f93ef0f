"""The palette: every command, record, style and theme, found by typing.

Records are found by our own search, a few of the best; a fuzzy matcher over all titles would take seconds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from model import listing, text
from model.citations.styles import all_styles, search
from model.library import Library
from tui.commands import COMMANDS, GROUPS, Command
from tui.keymap import Keymap
from tui.options import Option, Options
from tui.rows import short_names
from tui.screens.picker import Question

__all__ = ["palette_question"]

_RECORDS, _STYLES, _THEMES = 50, 5, 5
_NAMES = 24  # cells for the people of a record
_LEFT_OUT = frozenset({"palette", "box.leave"})  # these make no sense from here, nor do those that move


@dataclass(frozen=True)
class _Sources:
    """What the palette looks in."""

    library: Library
    keymap: Keymap
    themes: Collection[str]
    theme: str
    style: str

    def found(self, typed: str) -> Options:
        """What has all the words typed; without any, all commands."""
        words = text.fold(typed).split()
        if not words:
            return tuple(self._all_commands())
        themes = [self._theme(name) for name in sorted(self.themes) if all(word in name for word in words)]
        groups = (  # records last: there may be many of them
            ("Commands", [self._command(command) for command in _commands(words)]),
            ("Citation styles", list(self._found_styles(typed))),
            ("Themes", themes[:_THEMES]),
            ("Records", list(self._records(typed))),
        )
        return tuple(_grouped(groups))

    def complete(self) -> Options:
        """Read the list of styles, so that no key waits for it."""
        all_styles()
        return tuple(self._all_commands())

    def _all_commands(self) -> Iterator[Option]:
        themes = [self._theme(name) for name in sorted(self.themes)]
        of_groups = [
            (group, [self._command(each) for each in COMMANDS if each.group == group and _fits(each)])
            for group in GROUPS
        ]
        return _grouped([*of_groups, ("Themes", themes)])

    def _command(self, command: Command) -> Option:
        keys = "  ".join(self.keymap.shown(command.id))
        return Option(command.title, f"command:{command.id}", detail=keys)

    def _records(self, typed: str) -> Iterator[Option]:
        if not self.library.is_searchable:
            yield Option("", detail="found as soon as all words are indexed")
            return
        for row in self.library.search.search(typed, limit=_RECORDS).rows:
            work = self.library.works[int(row)]
            detail = f"{short_names(work.record, _NAMES)}  {work.record.year or ''}".strip()
            yield Option(listing.title(work.record, brief=True), f"row:{int(row)}", detail=detail)

    def _found_styles(self, typed: str) -> Iterator[Option]:
        for info in search(typed, limit=_STYLES):
            sign = "current" if info.name == self.style else info.category
            yield Option(text.display(info.title), f"style:{info.name}", detail=text.display(sign))

    def _theme(self, name: str) -> Option:
        return Option(name, f"theme:{name}", detail="current" if name == self.theme else "theme")


def palette_question(
    library: Library, keymap: Keymap, themes: Collection[str], theme: str = "", style: str = ""
) -> Question:
    """What the palette asks. The choice is `command:id`, `row:12`, `style:name` or `theme:name`."""
    sources = _Sources(library, keymap, themes, theme, style)
    return Question(
        "Palette",
        sources.found(""),
        find=sources.found,
        complete=sources.complete,
        typing=True,
        placeholder="a command, a title, a style, a theme",
        width=84,
        verb="do it",
        empty="nothing is called that",
    )


def _fits(command: Command) -> bool:
    return command.id not in _LEFT_OUT and command.group != "Move"


def _commands(words: Iterable[str]) -> list[Command]:
    """Commands of which every word begins a word, in the title before those where only the help or the id has it."""
    named, explained = [], []
    for command in filter(_fits, COMMANDS):
        if _begin(words, command.title):
            named.append(command)
        elif _begin(words, f"{command.title} {command.help} {command.id}"):
            explained.append(command)
    return [*named, *explained]


def _begin(words: Iterable[str], known: str) -> bool:
    folded = f" {text.fold(known)}"
    return all(f" {word}" in folded for word in words)


def _grouped(groups: Iterable[tuple[str, list[Option]]]) -> Iterator[Option]:
    """Each group that has something in it, under its heading."""
    first = True
    for heading, options in groups:
        if options:
            if not first:
                yield Option("")
            yield Option(heading)
            yield from options
            first = False
