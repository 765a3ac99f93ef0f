"""The search box: one line with the query on the left and the count of what it finds on the right."""

from __future__ import annotations

import asyncio
import contextlib
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from model import text
from tui.commands import bindings
from tui.frame import PLACEHOLDER

__all__ = ["Field", "SearchBox"]

_PATIENCE = 1.0  # seconds


class Field(Input):
    """A line to type in. What is pasted goes in whole: a title copied from a page often stands on two lines."""

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines as one; by itself the field would take the first only."""
        event.stop()
        event.prevent_default()
        pasted = " ".join(map(text.display, event.text.strip("\r\n").splitlines()))
        self.replace(pasted, *self.selection)

    async def typed(self) -> None:
        """Wait until all keys that came are in the text: one that leaves the field would be quicker than they are."""
        done = asyncio.Event()
        if self.call_later(done.set):
            with contextlib.suppress(asyncio.TimeoutError):  # it is closed meanwhile
                await asyncio.wait_for(done.wait(), _PATIENCE)


class _Field(Field):
    """The field to type in; its own key leads back to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("box")]


class SearchBox(Horizontal):
    """Says at every keystroke what is typed; what to do with it is the screen's business."""

    class QueryTyped(Message):
        """The query as it is now."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    def compose(self) -> ComposeResult:
        """A prompt, the field, the count."""
        yield Static("/", id="prompt", markup=False)
        yield _Field(placeholder=PLACEHOLDER, id="query")
        yield Static("", id="count", markup=False)

    @property
    def field(self) -> Input:
        """The field to type in."""
        return self.query_one(_Field)

    @property
    def query_text(self) -> str:
        """What is typed."""
        return self.field.value

    def set_query(self, query: str) -> None:
        """Put a query into the field without saying so."""
        if self.field.value != query:
            with self.prevent(Input.Changed):
                self.field.value = query

    def show_count(self, count: str) -> None:
        """Say how many there are."""
        self.query_one("#count", Static).update(count)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        self.post_message(self.QueryTyped(event.value))
