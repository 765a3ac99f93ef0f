"""The order of a bibliography: sort keys as a style defines them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from model.citations.csl.context import Context
from model.citations.csl.dates import sort_key
from model.citations.csl.elements import render_children
from model.citations.csl.names import NameList, read_names
from model.citations.csl.nodes import Node
from model.citations.csl.spans import plain
from model.citations.csl.tree import Style

Item = Mapping[str, object]

_SORT_NAMES = Node("name", {"form": "long", "name-as-sort-order": "all"})
_LIMITS = {"names-min": "et-al-min", "names-use-first": "et-al-use-first", "names-use-last": "et-al-use-last"}


def order(items: Sequence[Item], style: Style, language: str | None) -> list[int]:
    """Indexes of the items in the order of the style's bibliography; without sort keys, as they came."""
    area = style.bibliography or style.citation
    sort = area.child("sort")
    indexes = list(range(len(items)))
    if sort is None:
        return indexes
    for key in reversed([child for child in sort.children if child.tag == "key"]):
        values = [_key(key, items[index], index, style, area, language) for index in range(len(items))]
        filled = sorted(
            (index for index in indexes if values[index]),
            key=values.__getitem__,
            reverse=key.get("sort") == "descending",
        )
        indexes = filled + [index for index in indexes if not values[index]]
    return indexes


def _key(key: Node, item: Item, index: int, style: Style, area: Node, language: str | None) -> str:
    """What one `cs:key` makes of an item, as text to compare; "" sorts last whatever the direction."""
    variable = key.get("variable")
    if variable == "citation-number":
        return f"{index + 1:09}"
    overrides = {name: key.get(limit) for limit, name in _LIMITS.items() if key.get(limit)}
    overrides |= {"name-as-sort-order": "all", "and": ""}  # "and" would sort like a name
    context = Context(
        style, style.locale(language), item, area, sorting=True, name_overrides=overrides, number=f"{index + 1}"
    )
    if not variable:
        macro = style.macros.get(key.get("macro"))
        return collate(plain(render_children(macro.children, context))) if macro else ""
    value = item.get(variable)
    if isinstance(value, Mapping):
        return sort_key(value)
    if isinstance(value, (list, tuple)):
        return collate(plain(NameList(_SORT_NAMES, None, context).render(read_names(value))))
    return collate(context.text(variable))


def collate(text: str) -> str:
    """Fold a text so that it compares as a dictionary would: no case, no accents, numbers by value."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(char for char in folded if not unicodedata.combining(char))
    folded = re.sub(r"[\"'“”‘’«»]", "", folded)
    return re.sub(r"\d+", lambda match: match[0].zfill(9), folded).strip()
