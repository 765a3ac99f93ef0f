"""Sets a page line by line: paragraphs, headings, labelled lines, and the stops one can follow in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len

from tui.flow import Line, Run, flow, width_of
from tui.page import Page, Stop

__all__ = ["READABLE", "Maker"]

READABLE = 92  # cells; longer lines are hard to find back from


class Maker:
    """A page in the making, `width` cells wide but never wider than can be read with ease."""

    def __init__(self, width: int, widest: int = READABLE) -> None:
        self.width = max(8, min(width, widest))
        self._lines: list[Line] = []
        self._targets: list[str] = []
        self._sections: dict[str, int] = {}

    def stop(self, target: str) -> int:
        """A number for something that can be followed; -1 where there is nothing to follow."""
        if not target:
            return -1
        self._targets.append(target)
        return len(self._targets) - 1

    def add(self, runs: Iterable[Run], first: int = 0, then: int | None = None) -> None:
        """Add a paragraph; `first` and `then` indent its first and its later lines."""
        self._lines.extend(flow(_trimmed(runs), self.width, first, then))

    def say(self, words: str, style: str = "quiet", indent: int = 0) -> None:
        """Add a paragraph in one style; the words are safe to print."""
        self.add([Run(words, style)], indent)

    def gap(self) -> None:
        """Leave a line empty, but never two, and none at the top."""
        if self._lines and self._lines[-1]:
            self._lines.append(())

    def heading(self, title: str, beside: str = "") -> None:
        """Begin a section."""
        self.gap()
        self._sections.setdefault(title, len(self._lines))
        self.add([Run(f"{title}  ", "heading"), Run(beside, "quiet")])

    def labelled(self, label: str, runs: Iterable[Run], indent: int, style: str = "label") -> None:
        """A label with its text in a column beside it, or below it where the label is too long."""
        if not label:
            self.add(runs, indent)
        elif cell_len(label) + 2 > indent:
            self.add([Run(label, style)])
            self.add(runs, indent)
        else:
            self.add([Run(label, style), Run(" " * (indent - cell_len(label))), *runs], 0, indent)

    def hanging(self, before: Sequence[Run], runs: Iterable[Run], then: Sequence[Run]) -> None:
        """A paragraph behind some runs, its later lines behind others of the same width: the branches of a tree."""
        room = max(8, self.width - width_of(before))
        for number, line in enumerate(flow(_trimmed(runs), room)):
            self._lines.append((*(then if number else before), *line))

    def page(self) -> Page:
        """The page as it is now."""
        return Page(tuple(self._lines), tuple(self._stops()), self._sections)

    def _stops(self) -> Iterator[Stop]:
        where: dict[int, list[int]] = {}
        for number, line in enumerate(self._lines):
            for run in line:
                if run.stop >= 0:
                    where.setdefault(run.stop, []).append(number)
        for stop, target in enumerate(self._targets):
            lines = where.get(stop, [0])
            yield Stop(target, lines[0], lines[-1])


def _trimmed(runs: Iterable[Run]) -> list[Run]:
    """Without blanks at the end, for which there might be no room on the line."""
    kept = list(runs)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept
