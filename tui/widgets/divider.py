"""The line between list and record, which the mouse can drag."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

__all__ = ["Divider"]


class Divider(Widget):
    """A line one cell thick, lying or standing as its size is."""

    class Dragged(Message):
        """The pointer pulled the divider to a place on the screen."""

        def __init__(self, x: int, y: int) -> None:
            super().__init__()
            self.x = x
            self.y = y

    def render_line(self, y: int) -> Strip:
        """A piece of the line."""
        width, height = self.size
        line = "─" * width if width > height else "│" * width
        return Strip([Segment(line, self.rich_style)], width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag."""
        self.capture_mouse()
        self.add_class("-dragging")
        event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag."""
        if self.has_class("-dragging"):
            self.post_message(self.Dragged(int(event.screen_x), int(event.screen_y)))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        self.release_mouse()
        self.remove_class("-dragging")
