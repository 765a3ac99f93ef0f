"""Telling works apart that would be cited alike: the a and b of 2023a and 2023b, and alphabetic labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from model.citations.csl.context import Context
from model.citations.csl.dates import read_date
from model.citations.csl.elements import render_children
from model.citations.csl.names import read_names
from model.citations.csl.spans import plain
from model.citations.csl.tree import Style

Item = Mapping[str, object]


def year_suffixes(items: Sequence[Item], style: Style, language: str | None) -> list[str]:
    """A letter for each item that a citation could not tell from another, "" for the rest.

    Styles that first add names or given names to a citation only need letters where these are the
    same too. `items` are in the order of the bibliography, in which the letters run.
    """
    suffixes = [""] * len(items)
    if style.citation.get("disambiguate-add-year-suffix") != "true":
        return suffixes
    groups = [list(range(len(items)))]
    for overrides in _attempts(style):
        groups = [part for group in groups for part in _alike(group, items, style, language, overrides)]
    for group in groups:
        for place, index in enumerate(group):
            suffixes[index] = letters(place)
    return suffixes


def _attempts(style: Style) -> list[dict[str, str]]:
    """How to render citations, from short to as much of the names as the style may add."""
    attempts: list[dict[str, str]] = [{}]
    if style.citation.get("disambiguate-add-names") == "true":
        attempts.append({"et-al-min": "0"})
    if style.citation.get("disambiguate-add-givenname") == "true":
        attempts.append({**attempts[-1], "form": "long"})
    return attempts


def _alike(
    group: Sequence[int], items: Sequence[Item], style: Style, language: str | None, overrides: Mapping[str, str]
) -> list[list[int]]:
    """Parts of a group whose citations read the same; items that stand alone are left out."""
    texts: dict[str, list[int]] = defaultdict(list)
    layout = style.citation.child("layout")
    for index in group:
        locale = style.locale(language)
        context = Context(style, locale, items[index], style.citation, name_overrides=overrides)
        texts[plain(render_children(layout.children if layout else (), context))].append(index)
    return [part for text, part in texts.items() if len(part) > 1 and text]


def letters(number: int) -> str:
    """0 is a, 25 is z, 26 is aa."""
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def alphabetic_label(item: Item) -> str:
    """A label such as Knut97 for styles that cite by one: letters of the authors, digits of the year."""
    people = read_names(item.get("author")) or read_names(item.get("editor"))
    names = [(person.family or person.literal).replace(" ", "") for person in people]
    sizes = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}.get(len(names), (1, 1, 1, 1))
    date = read_date(item.get("issued"))
    year = str(abs(date.begin[0]))[-2:] if date and date.begin else ""
    return "".join(name[:size] for name, size in zip(names, sizes, strict=False)) + year
