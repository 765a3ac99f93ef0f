"""What the record pane says when there is no record to show: why, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from model import text
from model.record import Notice
from tui.flow import Line, Run, flow
from tui.page import Page
from tui.results import Results

__all__ = ["guidance"]

_OPEN = (
    "bibscope FILE ...     opens files: LibreCat YAML, BibTeX, CSL-JSON, RIS, PubMed, EndNote, plain text",
    "bibscope FOLDER       opens what it can read below a folder",
    "bibscope              opens the library of your configuration, else the built-in sample",
)


def guidance(results: Results, notices: Iterable[Notice], width: int) -> Page:
    """The page for an empty library or an empty result."""
    told = _no_match(results) if results.of else _nothing_read(notices)
    lines: list[Line] = []
    for runs in told:
        lines.extend(flow(runs, max(8, min(width, 92)), 0, 2) if runs else [()])
    return Page(tuple(lines))


def _no_match(results: Results) -> Iterator[list[Run]]:
    asked = results.asked
    yield [Run(f"Nothing matches in {results.of:,} records.", "title")]
    yield []
    if asked.query:
        yield [Run("Query  ", "label"), Run(text.display(asked.query), "value")]
    for name, values in asked.facets.items():
        yield [
            Run(f"{text.display(name).capitalize()}  ", "label"),
            Run(text.display(", ".join(sorted(values))), "value"),
        ]
    yield []
    if results.suggestion:
        yield [Run("Instead  ", "label"), Run(text.display(results.suggestion.text), "link")]
        yield [Run("enter", "heading"), Run(" in the search box takes that.", "value")]
    for note in results.notes:
        yield [Run(text.display(note), "quiet")]
    yield [Run("esc", "heading"), Run(" clears the query, then the facets.", "value")]


def _nothing_read(notices: Iterable[Notice]) -> Iterator[list[Run]]:
    yield [Run("There is no record to show.", "title")]
    yield []
    shown = [notice for notice in notices if notice.severity != "info"][:8]
    for notice in shown:
        yield [Run(text.display(str(notice)), "value")]
    if shown:
        yield []
    yield [Run("What to do", "heading")]
    for line in _OPEN:
        yield [Run(line, "value")]
    yield [Run("R", "heading"), Run(" reads the files again, ", "value"), Run("q", "heading"), Run(" quits.", "value")]
