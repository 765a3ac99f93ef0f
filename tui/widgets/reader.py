"""Pages that are read: a pane for them, and the foot line of the screens they are on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.app import App

from tui.flow import Run, flow
from tui.keymap import Keymap, keymap
from tui.page import Page
from tui.sampler import Sample
from tui.widgets.detail_pane import DetailPane
from tui.widgets.parts import Part, PartsLine

__all__ = ["Foot", "Hint", "Preview", "Reader", "effective_keys"]


class Reader(DetailPane):
    """The record pane for other pages."""

    def select_first(self) -> None:
        """Select the first thing in sight that can be followed."""
        self.selected = next((number for number in range(len(self.page.stops)) if self._in_sight(number)), -1)


class Preview(Reader, can_focus=False):
    """The whole of a sample, to look at."""

    def show_sample(self, sample: Sample | None, *, again: bool) -> None:
        """Show a sample, or that it is being made; `again` when it is that of the same option."""
        paragraphs = ((Run("…", "quiet"),),) if sample is None else sample
        self.show(
            lambda width: Page(tuple(line for paragraph in paragraphs for line in flow(paragraph, width))),
            keep_place=again,
        )


class Hint(NamedTuple):
    """A key, what it does in a word, and the action of the screen that a click on it runs.

    In place of a key stands the id of a command where a person may have given it another key.
    """

    key: str
    word: str
    action: str = ""


def effective_keys(app: App[object]) -> Keymap:
    """The keys as they are in our app; the defaults in any other."""
    keys = getattr(app, "keys", None)
    return keys if isinstance(keys, Keymap) else keymap({})


class Foot(PartsLine):
    """The keys that help on this screen; a click does what the key does."""

    PREFIX = "foot"
    DEFAULT_CSS = "Foot { height: 1; width: 100%; background: $panel; }"

    def show(self, hints: Iterable[Hint], fact: str = "") -> None:
        """Name these keys, and a fact on the right."""
        effective = effective_keys(self.app)
        parts = [Part(" ")]
        for hint in hints:
            key = next(iter(effective.shown(hint.key, 1)), hint.key)
            parts += [
                Part(key, "key", hint.action),
                Part(" ", "", hint.action),
                Part(hint.word, "hint", hint.action),
                Part("   "),
            ]
        self.set_parts(parts, [Part(f"{fact} ", "fact")] if fact else [])

    def pressed(self, does: str) -> None:
        """Run the action on the screen."""
        self.call_later(self.screen.run_action, does)
