"""Small CSL styles for tests: a layout, perhaps with options, written to a file."""

from __future__ import annotations

from pathlib import Path

from model.citations.csl import bibliography, render

_STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" {options}>
  <info><title>Test style</title><id>test</id><updated>2024-01-01T00:00:00+00:00</updated></info>
  {before}
  <citation {citation_options}><layout>{citation}</layout></citation>
  <bibliography {area}>{sort}<layout {layout}>{body}</layout></bibliography>
</style>
"""


class StyleMaker:
    """Writes styles into a directory and renders items with them."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.count = 0

    def write(self, body: str, **parts: str) -> str:
        """Write a style with this bibliography layout; returns its path."""
        self.count += 1
        names = ("options", "before", "citation_options", "citation", "area", "sort", "layout")
        text = _STYLE.format(body=body, **{name: parts.get(name, "") for name in names})
        path = self.directory / f"test-{self.count}.csl"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def render(self, body: str, item: dict[str, object], *, locale: str | None = None, **parts: str) -> str:
        """One item in a style made of this layout."""
        return render(item, self.write(body, **parts), locale=locale)

    def list(self, body: str, items: list[dict[str, object]], **parts: str) -> list[str]:
        """Several items in a style made of this layout."""
        return bibliography(items, self.write(body, **parts))
