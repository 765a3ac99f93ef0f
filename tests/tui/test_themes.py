"""A theme is always a known one, readable, and without colours where the environment asks for that."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from tui.themes import DEFAULT, NO_COLOUR, OWN, theme_for

KNOWN = {theme.name: theme for theme in OWN} | {"nord": None}


def test_no_color_wins_over_every_choice() -> None:
    assert theme_for("nord", KNOWN, {"NO_COLOR": "1"}) == NO_COLOUR
    assert theme_for("nord", KNOWN, {"NO_COLOR": ""}) == "nord"


def test_an_unknown_theme_gives_the_default() -> None:
    assert theme_for("solarized-mauve", KNOWN, {}) == DEFAULT


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_text_stands_out_from_its_ground(theme: Theme) -> None:
    pairs = [
        (theme.foreground, theme.background),
        (theme.primary, theme.background),
        (theme.accent, theme.background),
        (theme.error, theme.background),
        (theme.variables["block-cursor-foreground"], theme.variables["block-cursor-background"]),
    ]
    for front, ground in pairs:
        assert contrast(Color.parse(str(front)), Color.parse(str(ground))) >= 4.5  # WCAG 2, level AA


def contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    channels = [channel / 255 for channel in (color.r, color.g, color.b)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
