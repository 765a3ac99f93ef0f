"""The colours of the parts of lines: which of the theme's colours each has, and how it is told without any.

Textual's own way, component classes, matches every rule with a node for each part whenever a widget is styled: half of
the time to the first paint. Here a part's style is made when it is drawn first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from rich.color import Color as Shown
    from textual.app import App
    from textual.color import Color

__all__ = ["LOOKS", "look"]

_CURSOR = "$block-cursor-foreground on $block-cursor-background"
_BLURRED = "on $block-cursor-blurred-background"

LOOKS = {
    "record-list--signs": "$accent",
    "record-list--year": "$secondary",
    "record-list--type": "$primary",
    "record-list--title": "$foreground",
    "record-list--people": "$secondary",
    "record-list--container": "italic $secondary",
    "record-list--match": "bold underline $accent",
    "record-list--cursor": _CURSOR,
    "record-list--cursor-blurred": _BLURRED,
    "detail-pane--title": "bold $foreground",
    "detail-pane--facts": "$secondary",
    "detail-pane--person": "$primary",
    "detail-pane--label": "$secondary",
    "detail-pane--value": "$foreground",
    "detail-pane--link": "$primary",
    "detail-pane--prose": "$foreground",
    "detail-pane--citation": "$foreground",
    "detail-pane--heading": "$accent",
    "detail-pane--quiet": "$secondary",
    "detail-pane--warning": "$warning",
    "detail-pane--error": "$error",
    "detail-pane--success": "$success",
    "detail-pane--key": "$accent",
    "detail-pane--mark": "$accent",
    "detail-pane--selected": _CURSOR,
    "detail-pane--selected-blurred": _BLURRED,
    "facet-chips--chip": "$primary on $panel",
    "facet-chips--note": "$secondary",
    "facet-chips--offer": "underline $accent",
    "status-bar--key": "$accent",
    "status-bar--hint": "$secondary",
    "status-bar--fact": "$primary",
    "status-bar--marks": "$accent",
    "menu--sign": "$accent",
    "menu--key": "$accent",
    "menu--label": "$foreground",
    "menu--detail": "$secondary",
    "menu--below": "$secondary",
    "menu--heading": "bold $primary",
    "menu--cursor": _CURSOR,
    "menu--cursor-blurred": _BLURRED,
    "foot--key": "$accent",
    "foot--hint": "$secondary",
    "foot--fact": "$primary",
}
"""The colours by the name of a part, as variables of the theme."""

_WITHOUT_COLOURS = {
    "record-list--cursor": Style(reverse=True),
    "record-list--cursor-blurred": Style(underline=True),
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
