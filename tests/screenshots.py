"""`make screenshots`: drives the real browser over the sample library and writes screenshots/*.svg and *.png."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from model.library import Library, open_library
from model.sample import paths as sample_paths
from tui.app import BibscopeApp
from tui.config import Config

FOLDER = Path(__file__).parent.parent / "screenshots"
FONTS = "Fira Code"  # and Noto Sans Mono CJK for what it lacks


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, the size of the terminal, and the keys that lead to it."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    theme: str = ""


def typed(words: str) -> tuple[str, ...]:
    """The keys for some words."""
    names = {" ": "space", ":": "colon", "-": "minus", ".": "full_stop"}
    return tuple(names.get(letter, letter) for letter in words)


THESIS = ("slash", *typed("efficiency generalization"), "enter")
SHOTS = (
    Shot("browse", (120, 40), (*THESIS[:-1], "enter", "escape")),
    Shot("browse-80x24", (80, 24), ("j", "j", "j")),
    Shot("search", (120, 40), ("slash", *typed("compresion aware"))),
    Shot("facets", (160, 40), ("f",)),
    Shot("relations", (120, 40), (*THESIS, "r")),
    Shot("person", (120, 40), (*THESIS, "a", "enter")),
    Shot("styles", (120, 40), (*THESIS, "C")),
    Shot("provenance", (120, 40), ("slash", *typed("id:12299"), "enter", "p")),
    Shot("copy", (120, 40), (*THESIS, "Y")),
    Shot("notices", (120, 40), ("w",)),
    Shot("help", (120, 40), ("question_mark",)),
    Shot("light", (120, 40), ("j", "j"), "bibscope-light"),
)


async def picture(shot: Shot, library: Library) -> str:
    """The screen as SVG, after the keys and all that they set going."""
    app = BibscopeApp(library.paths, Config(theme=shot.theme), library=library)
    async with app.run_test(size=shot.size) as pilot:
        await pilot.pause()
        for key in shot.keys:
            await pilot.press(key)
        await app.workers.wait_for_complete()
        await pilot.pause()
        return app.export_screenshot(title="bibscope")


CELL = 12.2  # the width of a character in Textual's SVG
_INDENTED = re.compile(r'x="([\d.]+)"( y="[\d.]+") textLength="([\d.]+)"([^>]*)>((?:&#160;)+)(?=[^<&])')


def settled(svg: str) -> str:
    """The same picture without blanks at the start of a run, which librsvg would draw at its end."""

    def moved(run: re.Match[str]) -> str:
        blanks = CELL * run[5].count("&")
        return f'x="{float(run[1]) + blanks:g}"{run[2]} textLength="{float(run[3]) - blanks:g}"{run[4]}>'

    return _INDENTED.sub(moved, svg)


def write(name: str, svg: str) -> None:
    """The SVG, and a PNG of it where rsvg-convert is at hand."""
    path = FOLDER / f"{name}.svg"
    path.write_text(settled(svg), encoding="utf-8")
    if not shutil.which("rsvg-convert"):
        print(f"{path.name} (no PNG: rsvg-convert of librsvg2-bin is missing)")
        return
    subprocess.run(["rsvg-convert", "--zoom", "1.4", path, "-o", path.with_suffix(".png")], check=True)
    print(path.with_suffix(".png").name)


def main() -> None:
    wanted = sys.argv[1:]
    FOLDER.mkdir(exist_ok=True)
    os.environ.pop("NO_COLOR", None)
    os.chdir(FOLDER.parent)  # short paths in the pictures, the same on every machine
    library = open_library(os.path.relpath(path) for path in sample_paths())
    for shot in SHOTS:
        if not wanted or shot.name in wanted:
            write(shot.name, asyncio.run(picture(shot, library)))


if __name__ == "__main__":
    main()
