"""Compares what a screen shows with what it showed when a person last looked: text and styles, by size.

A snapshot is the screen's own SVG export, reduced to its text and colours so that a difference can be read. Set
`BIBSCOPE_SNAPSHOTS=write` to accept what is shown now.
"""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

__all__ = ["compare"]

_FOLDER = Path(__file__).parent / "snapshots"
_STYLE = re.compile(r"\.terminal-\d+-(r\d+) \{ ([^}]*) \}")
_TEXT = re.compile(r'<text class="terminal-\d+-(r\d+)" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')


def compare(name: str, svg: str) -> None:
    """Fail when a screen shows anything else than its snapshot."""
    shown = _readable(svg)
    path = _FOLDER / f"{name}.txt"
    if os.environ.get("BIBSCOPE_SNAPSHOTS") == "write":
        _FOLDER.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    if not path.is_file():
        pytest.fail(f"there is no snapshot {path.name}; BIBSCOPE_SNAPSHOTS=write makes one")
    assert shown == path.read_text(encoding="utf-8"), f"{path.name} differs; BIBSCOPE_SNAPSHOTS=write accepts it"


def _readable(svg: str) -> str:
    """The lines of the screen, then the styles of their pieces."""
    styles = dict(_STYLE.findall(svg))
    lines: dict[float, list[tuple[float, str, str]]] = {}
    for style, x, y, text in _TEXT.findall(svg):
        lines.setdefault(float(y), []).append((float(x), html.unescape(text).replace("\xa0", " "), styles[style]))
    texts, pieces = [], []
    for number, y in enumerate(sorted(lines)):
        line = sorted(lines[y])
        texts.append(_line(line).rstrip())
        pieces.extend(f"{number}: {css}: {text.strip()}" for _, text, css in line if text.strip())
    return "\n".join([*texts, "", *pieces, ""])


def _line(pieces: list[tuple[float, str, str]]) -> str:
    """Pieces at their columns: the export leaves out blanks without a style."""
    line = ""
    for x, text, _ in pieces:
        line += " " * max(0, round(x / _CELL) - cell_len(line)) + text
    return line


_CELL = 12.2  # the width of a character in the export
