"""What list and record pane have in common: a scrolling line-API widget that the move commands walk through."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.scroll_view import ScrollView

from tui.commands import bindings
from tui.looks import look

__all__ = ["Pane"]


class Pane(ScrollView, can_focus=True, inherit_bindings=False):
    """A pane with the move commands. A subclass says what a step and a jump to an end mean in it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pane", "item")]
    PREFIX: ClassVar[str] = ""  # of the names of its parts in `tui.looks`

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._looks: dict[str, Style] = {}

    @abstractmethod
    def move_by(self, lines: int) -> None:
        """Move by some lines, up when negative."""

    @abstractmethod
    def move_to_end(self, *, top: bool) -> None:
        """Go to the first or the last line."""

    def part_style(self, name: str) -> Style:
        """The style of a part of the pane, to lay over the base style."""
        found = self._looks.get(name)
        if found is None:
            found = self._looks[name] = look(self.app, f"{self.PREFIX}--{name}")
        return found

    def notify_style_update(self) -> None:
        """Another theme, other styles."""
        self._looks.clear()
        super().notify_style_update()

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height - 1)

    def action_move_down(self) -> None:
        """One step down."""
        self.move_by(1)

    def action_move_up(self) -> None:
        """One step up."""
        self.move_by(-1)

    def action_move_half_down(self) -> None:
        """Half a page down."""
        self.move_by(max(1, self._page // 2))

    def action_move_half_up(self) -> None:
        """Half a page up."""
        self.move_by(-max(1, self._page // 2))

    def action_move_page_down(self) -> None:
        """A page down, one line of it kept."""
        self.move_by(self._page)

    def action_move_page_up(self) -> None:
        """A page up, one line of it kept."""
        self.move_by(-self._page)

    def action_move_top(self) -> None:
        """To the first line."""
        self.move_to_end(top=True)

    def action_move_bottom(self) -> None:
        """To the last line."""
        self.move_to_end(top=False)
