"""Records like one record: those that may be the same work first, then those that share its rare words."""

from __future__ import annotations

from collections.abc import Iterator

from model import listing, text
from model.library import Library
from tui.options import Option
from tui.rows import short_names
from tui.screens.picker import Question

__all__ = ["similar_question"]

_SHOWN = 30
_NAMES = 24  # cells for the people


def similar_question(library: Library, row: int) -> Question:
    """The records to choose from, with what makes them alike; the choice is `row:` and a row."""
    asked = dict(_doubles(library, row))
    near = [each for each in library.search.similar(row, _SHOWN) if each.row not in asked]
    options = [Option("Perhaps the same work"), *asked.values()] if asked else []
    if near:
        options += [Option("About the same things")] if asked else []
        options += [_option(library, each.row, f"shares {', '.join(each.words)}") for each in near]
    return Question(
        "More like this",
        tuple(options),
        about=listing.title(library.works[row].record, brief=True),
        height=2,
        width=96,
        verb="go there",
        empty="no other record shares its rare words",
    )


def _doubles(library: Library, row: int) -> Iterator[tuple[int, Option]]:
    """What merging asks the reader about, and what it kept apart."""
    for hint in library.hints:
        if row in hint.rows:
            other = hint.rows[1] if hint.rows[0] == row else hint.rows[0]
            yield other, _option(library, other, f"titles {hint.ratio:.0f}% alike; {hint.why}", "?")
    for apart in library.kept_apart:
        if row in apart.rows:
            for other in apart.rows:
                if other != row:
                    yield other, _option(library, other, f"kept apart: {apart.why}", "≠")


def _option(library: Library, row: int, why: str, sign: str = " ") -> Option:
    work = library.works[row]
    line = listing.row_of(work, brief=True)
    detail = f"{short_names(work.record, _NAMES)}  {line.year}".strip()
    return Option(line.title, f"row:{row}", detail=detail, below=text.display(why), sign=sign)
