"""Which panes fit a terminal: wide, normal or single."""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = ["Layout", "layout_for"]

Layout: TypeAlias = Literal["wide", "normal", "single"]


def layout_for(width: int, height: int) -> Layout:
    """Wide: panes side by side. Normal: the list over the record. Single: one at a time."""
    if width >= 120:
        return "wide"
    return "normal" if width >= 80 and height >= 16 else "single"
