"""bibscope's own themes: dark, light and high contrast; beside them all of Textual's and the terminal's own colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.theme import Theme

from tui.colours import COLOURS, DEFAULT, LIGHT

if TYPE_CHECKING:
    from textual.app import App

__all__ = ["DEFAULT", "NO_COLOUR", "OWN", "register", "theme_for"]

NO_COLOUR = "ansi-dark"  # the one theme under which Textual sends no colour of its own

_BASIC = frozenset({"primary", "secondary", "accent", "warning", "error", "success", "foreground", "background",
                    "surface", "panel"})  # fmt: skip

OWN: tuple[Theme, ...] = tuple(
    Theme(
        name=name,
        dark=name not in LIGHT,
        variables={each: colour for each, colour in colours.items() if each not in _BASIC},
        **{each: colour for each, colour in colours.items() if each in _BASIC},  # type: ignore[arg-type]
    )
    for name, colours in COLOURS.items()
)


def register(app: App[object]) -> None:
    """Make our themes known to an app, before one of them is chosen."""
    for theme in OWN:
        app.register_theme(theme)


def theme_for(name: str, known: Mapping[str, object], environ: Mapping[str, str]) -> str:
    """The theme to start with: none of our colours under NO_COLOR, else the one named, else our default."""
    if environ.get("NO_COLOR"):
        return NO_COLOUR
    return name if name in known else DEFAULT
