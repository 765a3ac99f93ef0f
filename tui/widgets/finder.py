"""A field to type in above a menu: what is typed finds what the menu shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from tui.options import Options
from tui.widgets.menu import Menu
from tui.widgets.search_box import Field

__all__ = ["Find", "Finder", "LiveFinder"]

Find: TypeAlias = Callable[[str], Options]
"""Gives the options for what is typed; quick enough for every keystroke."""

_FEW = 1000  # options among which headings are not counted


class _Field(Field):
    """The field to type in; keys that walk through the list reach it from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, f"pass_on('{action}')", show=False)
        for keys, action in (
            ("down", "move_down"),
            ("up", "move_up"),
            ("pagedown", "move_page_down"),
            ("pageup", "move_page_up"),
        )
    ]

    @dataclass
    class PassedOn(Message):
        """A key for the list was pressed."""

        action: str

    blank_chooses = False  # whether a blank typed before anything else chooses

    def on_key(self, event: events.Key) -> None:
        """Nobody looks for a blank first."""
        if event.key == "space" and not self.value and self.blank_chooses:
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self, ""))

    def action_pass_on(self, action: str) -> None:
        """Hand a key on."""
        self.post_message(self.PassedOn(action))


class Finder(Vertical):
    """A field to type in above a menu of what that finds."""

    DEFAULT_CSS = """
    Finder { height: 1fr; }
    Finder > Horizontal { height: 1; background: $surface; }
    Finder .finder-prompt { width: 2; color: $primary; }
    Finder:focus-within .finder-prompt { color: $accent; }
    Finder Input, Finder Input:focus { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    Finder .finder-count { width: auto; padding: 0 1; color: $secondary; }
    """

    @dataclass
    class Typed(Message):
        """The text in the field changed."""

        text: str

    @dataclass
    class Entered(Message):
        """Enter was pressed in the field: the option under the cursor is meant, once all that was typed is found."""

    def __init__(self, menu: Menu, placeholder: str = "type to find", *, blank_chooses: bool = False) -> None:
        super().__init__()
        self.menu = menu
        self._blank_chooses = blank_chooses
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """The field with its prompt and count, the menu."""
        with Horizontal():
            yield Static("/", classes="finder-prompt", markup=False)
            field = _Field(placeholder=self._placeholder, compact=True, select_on_focus=False)
            field.blank_chooses = self._blank_chooses
            yield field
            yield Static("", classes="finder-count", markup=False)
        yield self.menu

    @property
    def field(self) -> Input:
        """The field."""
        return self.query_one(_Field)

    def show_count(self, count: str) -> None:
        """Say how many there are."""
        self.query_one(".finder-count", Static).update(count)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on that a choice is meant; what was typed just before may still have to be found."""
        event.stop()
        self.post_message(self.Entered())

    def on__field_passed_on(self, event: _Field.PassedOn) -> None:
        """Walk through the menu while typing."""
        event.stop()
        self._run(event.action)

    def _run(self, action: str) -> None:
        """Let the menu do it itself: what it then says comes from it and goes all the way up."""
        self.menu.call_next(self.menu.run_action, action)

    def on_descendant_focus(self) -> None:
        """The menu's cursor is lit while one types."""
        self.menu.light(self.field.has_focus)


class LiveFinder(Finder):
    """A finder that shows what `find` gives for the newest text, after each keystroke is painted.

    Where all options take a moment to list, `complete` lists them in a thread; what is typed meanwhile waits.
    """

    DEFAULT_CSS = "LiveFinder .finder-empty { height: 1; padding: 0 2; color: $secondary; display: none; }"

    def __init__(
        self, menu: Menu, find: Find, complete: Callable[[], Options] | None, placeholder: str, empty: str
    ) -> None:
        super().__init__(menu, placeholder)
        self._find = find
        self._complete = complete
        self._empty = empty
        self._waiting = complete is not None
        self._typed: str | None = None
        self._entered_early = False

    def compose(self) -> ComposeResult:
        """Below the menu, a line for when nothing is found."""
        yield from super().compose()
        yield Static("a moment …" if self._waiting else self._empty, classes="finder-empty", markup=False)

    def begin(self, options: Options, start: int) -> None:
        """Show the options known at first, and list them all."""
        self.show(options, start)
        if self._complete:
            self.run_worker(self._list, thread=True)

    def _list(self) -> None:
        options = self._complete() if self._complete else ()
        self.app.call_from_thread(self._listed, options)

    def _listed(self, options: Options) -> None:
        self._waiting = False
        self.query_one(".finder-empty", Static).update(self._empty)
        if self._typed is not None:
            self._find_newest()
        elif not self.field.value:
            self.show(options, self.menu.cursor, keep_scroll=True)
        if self._entered_early:
            self._run("record_open")

    @on(Finder.Typed)
    def _find_soon(self, event: Finder.Typed) -> None:
        event.stop()
        if self._typed is None and not self._waiting:
            self.call_after_refresh(self._find_newest)
        self._typed = event.text

    def _find_newest(self) -> None:
        typed, self._typed = self._typed, None
        if typed is not None:
            self.show(self._find(typed))

    @on(Finder.Entered)
    def _choose(self, event: Finder.Entered) -> None:
        """Choose among what is found for all that was typed, however fast it was."""
        event.stop()
        if self._waiting:
            self._entered_early = True
            return
        self._find_newest()
        self._run("record_open")

    def find_again(self) -> None:
        """Find the same text anew: the order changed."""
        self.show(self._find(self.field.value))

    def show(self, options: Options, cursor: int = 0, *, keep_scroll: bool = False) -> None:
        """Show options and how many there are."""
        self.menu.call_next(partial(self.menu.show, options, cursor, keep_scroll=keep_scroll))
        self.query_one(".finder-empty").display = not options
        count = sum(bool(option.value) for option in options) if len(options) < _FEW else len(options)
        self.show_count(f"{count:,}")
