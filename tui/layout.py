"""Which panes fit a terminal: wide, normal or single."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

__all__ = ["SHARES", "Layout", "layout_for"]

Layout: TypeAlias = Literal["wide", "normal", "single"]

SHARES: Mapping[Layout, int] = {"wide": 50, "normal": 42, "single": 100}
"""The list's part beside or over the record, in percent."""


def layout_for(width: int, height: int) -> Layout:
    """Wide: panes side by side. Normal: the list over the record. Single: one at a time."""
    if width >= 120:
        return "wide"
    return "normal" if width >= 80 and height >= 16 else "single"
