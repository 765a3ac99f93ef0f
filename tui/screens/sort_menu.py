"""The order of the list: by what, and which way round."""

from __future__ import annotations

from tui.options import Option
from tui.screens.picker import Question

__all__ = ["chosen_order", "sort_question"]

_KEYS = (
    ("relevance", "r", "Relevance", "best match first", ""),
    ("year", "y", "Year", "newest first", "oldest first"),
    ("title", "t", "Title", "A to Z", "Z to A"),
    ("author", "a", "Author", "A to Z", "Z to A"),
    ("type", "p", "Type of publication", "A to Z", "Z to A"),
    ("container", "c", "Container: journal, proceedings, book", "A to Z", "Z to A"),
    ("updated", "u", "Last update in the repository", "newest first", "oldest first"),
)
_NEWEST_FIRST = frozenset({"year", "updated"})


def sort_question(current: str, *, has_query: bool) -> Question:
    """The orders to choose from; the current one is marked and says how choosing it again reverses it."""
    current = current or ("relevance" if has_query else "-year")
    options = tuple(_option(current, *key) for key in _KEYS)
    start = next(number for number, key in enumerate(_KEYS) if key[0] == current.removeprefix("-"))
    return Question("Sort", options, start=start, verb="sort", width=64)


def chosen_order(value: str, current: str, *, has_query: bool) -> str:
    """The order that a choice means: the current key once more turns it round."""
    current = current or ("relevance" if has_query else "-year")
    natural = f"-{value}" if value in _NEWEST_FIRST else value
    if value == "relevance" or current.removeprefix("-") != value:
        return natural
    return value if current.startswith("-") else f"-{value}"


def _option(current: str, name: str, key: str, label: str, natural: str, reversed_: str) -> Option:
    if current.removeprefix("-") != name:
        return Option(label, name, key, natural, sign=" ")
    turned = current.startswith("-") != (name in _NEWEST_FIRST)
    here, there = (reversed_, natural) if turned else (natural, reversed_)
    return Option(label, name, key, f"{here}; again: {there}" if there else here, sign="●")
