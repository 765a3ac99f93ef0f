"""The colours of the parts of lines: which of the theme's colours each has, and how it is told without any.

Textual's own way, component classes, matches every rule with a node for each part whenever a widget is styled: half of
the time to the first paint. Here a part's style is made when it is drawn first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from tui.colours import LOOKS

if TYPE_CHECKING:
    from rich.color import Color as Shown
    from textual.app import App
    from textual.color import Color

__all__ = ["look"]

_WITHOUT_COLOURS = {
    "record-list--cursor": Style(reverse=True),
    "record-list--cursor-blurred": Style(underline=True),
    "menu--cursor": Style(reverse=True),
    "menu--cursor-blurred": Style(underline=True),
    "detail-pane--selected": Style(reverse=True),
    "detail-pane--selected-blurred": Style(underline=True),
    "detail-pane--heading": Style(bold=True),
    "detail-pane--person": Style(underline=True),
    "detail-pane--link": Style(underline=True),
}
"""What tells a part where there are no colours: the cursor and what is selected by reversal, links by a line."""


def look(app: App[object], name: str) -> Style:
    """The style of a part in the app's theme, to lay over the style of its widget."""
    found = app.stylesheet.parse_style(LOOKS[name])
    style = Style(
        color=_shown(found.foreground),
        bgcolor=_shown(found.background),
        bold=found.bold,
        italic=found.italic,
        underline=found.underline,
    )
    return style + _WITHOUT_COLOURS.get(name, Style()) if app.no_color else style


def _shown(color: Color | None) -> Shown | None:
    """A colour for the terminal; one that shall be picked to stand out is white, as in Textual's own rules."""
    if color is None or (color.a == 0 and not color.auto):
        return None
    return type(color)(255, 255, 255).rich_color if color.auto else color.rich_color
