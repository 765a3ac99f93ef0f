"""The colours of bibscope's own themes, known without Textual: the first frame is drawn before that is there."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["COLOURS", "DEFAULT", "LIGHT"]

DEFAULT = "bibscope-dark"
LIGHT = frozenset({"bibscope-light"})

COLOURS: Mapping[str, Mapping[str, str]] = {
    "bibscope-dark": {
        "primary": "#7fb4ca",  # what is selected, what can be followed
        "secondary": "#98a3b3",
        "accent": "#e6c384",  # matched letters, marks
        "warning": "#e0a363",
        "error": "#e46876",
        "success": "#98bb6c",
        "foreground": "#d5d9e0",
        "background": "#16181d",
        "surface": "#1b1e24",
        "panel": "#242830",
        "block-cursor-background": "#2d4f67",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#262b34",
        "input-selection-background": "#7fb4ca 30%",
        "footer-key-foreground": "#e6c384",
        "border": "#3a404b",
        "border-blurred": "#2a2e37",
        "scrollbar": "#343a45",
        "scrollbar-background": "#16181d",
    },
    "bibscope-light": {
        "primary": "#1f6a8c",
        "secondary": "#5c6673",
        "accent": "#9a5b00",
        "warning": "#a35200",
        "error": "#b3261e",
        "success": "#3c7a2a",
        "foreground": "#24272c",
        "background": "#fbfaf7",
        "surface": "#f4f2ed",
        "panel": "#e9e6df",
        "block-cursor-background": "#cfe3ec",
        "block-cursor-foreground": "#10222b",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e6e9ea",
        "input-selection-background": "#1f6a8c 25%",
        "footer-key-foreground": "#9a5b00",
        "border": "#c9c4b8",
        "border-blurred": "#dedad1",
        "scrollbar": "#c9c4b8",
        "scrollbar-background": "#fbfaf7",
    },
    "bibscope-contrast": {
        "primary": "#5fd7ff",
        "secondary": "#ffffff",
        "accent": "#ffff00",
        "warning": "#ffaf00",
        "error": "#ff5f5f",
        "success": "#5fff5f",
        "foreground": "#ffffff",
        "background": "#000000",
        "surface": "#000000",
        "panel": "#1c1c1c",
        "block-cursor-background": "#ffffff",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#444444",
        "input-selection-background": "#5fd7ff 50%",
        "footer-key-foreground": "#ffff00",
        "border": "#ffffff",
        "border-blurred": "#9e9e9e",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#303030",
    },
}
"""For each theme Textual's own colours and its variables, by name."""
