"""The foot line: the keys that help most here on the left, style, marks and notices on the right."""

from __future__ import annotations

from typing import NamedTuple

from textual.message import Message

from tui.commands import HINTS, hint
from tui.keymap import Keymap
from tui.widgets.parts import Part, PartsLine

__all__ = ["Facts", "StatusBar"]


class Facts(NamedTuple):
    """What the right of the foot line says."""

    style: str = ""
    order: str = ""
    marked: int = 0
    ranging: bool = False
    notices: int = 0


class StatusBar(PartsLine):
    """Shows hints and facts; a click on a hint runs the command."""

    PREFIX = "status-bar"

    class Pressed(Message):
        """A command was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def show(self, place: str, keymap: Keymap, facts: Facts) -> None:
        """Name the commands that help in a place with their keys as they are now, and the facts."""
        left: list[Part] = [Part(" ")]
        for name in HINTS[place]:
            keys = keymap.shown(name, 1)
            left.append(Part(keys[0] if keys else "", "key", name))
            left += [Part(" ", "", name), Part(hint(place, name), "hint", name), Part("  ")]
        self.set_parts(left, self._facts(facts))

    def _facts(self, facts: Facts) -> list[Part]:
        parts = []
        if facts.ranging:
            parts.append(Part("marking a range  ", "marks", "mark.range"))
        if facts.marked:
            parts.append(Part(f"● {facts.marked:,} marked  ", "marks"))
        if facts.notices:
            word = "notice" if facts.notices == 1 else "notices"
            parts.append(Part(f"{facts.notices:,} {word}  ", "fact", "notices.show"))
        if facts.order:
            turned = "↓" if facts.order.startswith("-") else "↑"
            parts.append(Part(f"by {facts.order.removeprefix('-')} {turned}  ", "fact", "sort.menu"))
        return [*parts, Part(f"{facts.style} ", "fact", "style.next")]

    def pressed(self, does: str) -> None:
        """Ask for the command."""
        self.post_message(self.Pressed(does))
