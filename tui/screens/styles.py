"""All citation styles to choose from, each with a citation of the record at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from model import text
from model.citations.cite import cite, stored_styles
from model.citations.csl.errors import StyleError
from model.citations.styles import COMMON, StyleInfo, all_styles, find, search
from model.library import Library
from tui.flow import Run, rich_runs
from tui.options import Option, Options
from tui.sampler import Sample
from tui.screens.picker import Question

__all__ = ["style_question"]

_FOUND = 300
_SUPPLIED = 50  # repositories supply seven


def style_question(
    library: Library, row: int, current: str, favourites: Sequence[str] = (), locale: str | None = None
) -> Question:
    """Favourites and common styles, then all. The choice is a name that `cite` takes."""
    record = library.works[row].record
    supplied = stored_styles(record)
    first = _first(favourites, supplied, current)

    def sample(style: str) -> Sample:
        """The record cited in a style, or why it cannot be."""
        try:
            citation = cite(record, style, locale=locale, brief=True)
        except StyleError as error:
            return ((Run(text.display(str(error)), "warning"),),)
        made = ((Run(text.display(citation.label), "quiet"),),) if citation.label != "rendered" else ()
        return (tuple(rich_runs(citation.text, "citation")), *made)

    def complete() -> Options:
        everything = [_option(info.name, info, current) for info in all_styles()]
        return (*first, Option("All styles", detail=f"{len(everything):,}, type to find one"), *everything)

    def found(typed: str) -> Options:
        if not typed.strip():
            return complete()
        return tuple(_option(info.name, info, current) for info in search(typed, limit=_FOUND))

    start = next((number for number, option in enumerate(first) if option.value == current), 1)
    return Question(
        "Citation style",
        first,
        start=start,
        find=found,
        complete=complete,
        typing=True,
        placeholder="type to find: journal, publisher, style",
        sample=sample,
        preview=5,
        height=2,
        width=96,
        verb="use",
        empty="no style has all of these words in its name",
    )


def _first(favourites: Sequence[str], supplied: Iterable[str], current: str) -> Options:
    """The groups before all: each style once, in the first of them."""
    seen: set[str] = set()
    options: list[Option] = []
    groups = (
        ("In use", (current,)),
        ("Favourites", favourites),
        ("As the repository supplies them", islice(supplied, _SUPPLIED)),
        ("Common", COMMON),
    )
    for heading, names in groups:
        known = [(name, info) for name in names if name not in seen and (info := find(name)) is not None]
        seen.update(name for name, _ in known)
        if known:
            options += [Option(heading), *(_option(name, info, current) for name, info in known)]
    return tuple(options)


def _option(name: str, info: StyleInfo, current: str) -> Option:
    stands_for = f"as {info.dependent_on}" if info.dependent_on else info.category
    detail = f"{name}  {stands_for}" if name != info.name else stands_for
    return Option(text.display(info.title), name, detail=text.display(detail), sign="●" if name == current else " ")
