"""A screen with a page to read: its title, the page, the keys that help. What is followed in it is its result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import BY_ID
from tui.widgets.detail_pane import DetailPane, SetPage
from tui.widgets.reader import Foot, Hint, Reader, effective_keys

__all__ = ["ReadingScreen"]


class ReadingScreen(ModalScreen[str | None]):
    """Dismisses with the target that was followed (`row:12`, `person:key`, `url:...`), or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="back.step"),
        Binding("q", "close", "Close", show=False),
        Binding(BY_ID["help.show"].keys, "help", "Help", show=False, id="help.show"),
    ]
    DEFAULT_CSS = """
    ReadingScreen { background: $background; }
    ReadingScreen .reading-title { height: 1; width: 100%; background: $surface; padding: 0 1; color: $accent;
                                   text-style: bold; margin: 0 0 1 0; }
    ReadingScreen Reader { scrollbar-gutter: stable; }
    """
    HINTS: ClassVar[Sequence[Hint]] = ()

    def __init__(self, title: str, set_page: SetPage) -> None:
        super().__init__()
        self._heading = title
        self._set_page = set_page

    def compose(self) -> ComposeResult:
        """Title, page, foot."""
        yield Static(self._heading, classes="reading-title", markup=False)
        yield Reader()
        yield Foot()

    @property
    def reader(self) -> Reader:
        """The page."""
        return self.query_one(Reader)

    def on_mount(self) -> None:
        """Show the page."""
        self.reader.focus()
        self.show_hints()
        self.call_after_refresh(self.show_page, self._set_page)

    def show_hints(self) -> None:
        """Name the keys that help here."""
        self.query_one(Foot).show([*self.HINTS, Hint("↑↓", "scroll"), Hint("back.step", "close", "close")])

    def show_page(self, set_page: SetPage) -> None:
        """Show a page from its top."""
        self._set_page = set_page
        self.reader.show(set_page)
        self.reader.select_first()

    @on(DetailPane.Followed)
    def _followed(self, event: DetailPane.Followed) -> None:
        event.stop()
        self.follow(event.target)

    def follow(self, target: str) -> None:
        """Leave with what was followed."""
        self.dismiss(target)

    def action_close(self) -> None:
        """Leave with nothing."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show the keys that work on a page, and all others."""
        from tui.screens.help import HelpScreen  # which is such a screen itself

        self.app.push_screen(HelpScreen(effective_keys(self.app), "page"))

    def action_open(self) -> None:
        """Follow what is selected."""
        self.reader.action_record_open()
