"""Draws the browser's lines while it is not there yet, as they were written to the terminal before."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.frame import Known, Piece, frame
from tui.looks import look

__all__ = ["FrameView"]


class FrameView(Widget):
    """Fills the screen with the lines of a frame."""

    DEFAULT_CSS = "FrameView { width: 100%; height: 100%; }"

    def __init__(self, known: Known) -> None:
        super().__init__()
        self._known = known
        self._lines: list[list[Piece]] = []

    def show(self, known: Known) -> None:
        """Show what is known by now."""
        if known != self._known:
            self._known = known
            self._lines = []
            self.refresh()

    def on_resize(self) -> None:
        """Other widths, other lines."""
        self._lines = []

    def render_line(self, y: int) -> Strip:
        """One line of the frame."""
        width, height = self.size
        if not self._lines:
            self._lines = frame(width, height, self._known)
        pieces = self._lines[y] if y < len(self._lines) else []
        segments = [Segment(piece.text, self._style(piece)) for piece in pieces]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _style(self, piece: Piece) -> Style:
        ground = look(self.app, piece.ground)
        return ground + look(self.app, piece.look) if piece.look else ground
