"""Renders CSL-JSON items in any CSL style as canonical text: Unicode with a few inline tags.

`citeproc-py` reads the style and locale files and knows the languages; the modules here evaluate
what it read the way citeproc-js, the reference processor, does. Nothing of either is imported
before the first citation is rendered.

Canonical text has `<i> <b> <sup> <sub>` and `<span style="font-variant:small-caps">`; all other
characters, `<` and `&` included, stand for themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from model.citations.csl.errors import StyleError

if TYPE_CHECKING:
    from model.citations.csl.tree import Style

__all__ = ["StyleError", "bibliography", "render"]


def render(item: Mapping[str, object], style: str, *, locale: str | None = None) -> str:
    """Render one item as an entry of a reference list, without the number of a numeric style.

    `style` is whatever `styles.find` takes: a popular name, an id, the path of a `.csl` file.
    `locale` (such as "de-DE") overrides the language the style is written in. Raises `StyleError`.
    """
    from model.citations.csl.engine import render_entry

    loaded, language = _load(style, locale)
    return render_entry(item, loaded, language)


def bibliography(items: Sequence[Mapping[str, object]], style: str, locale: str | None = None) -> list[str]:
    """Render items as a reference list: sorted, numbered and told apart (2023a, 2023b) as the style asks."""
    from model.citations.csl.engine import render_list

    loaded, language = _load(style, locale)
    return render_list(items, loaded, language)


def _load(style: str, locale: str | None) -> tuple[Style, str | None]:
    from model.citations import styles
    from model.citations.csl.tree import load_style

    info, path = styles.require(style)
    return load_style(path), locale or info.default_locale or None
