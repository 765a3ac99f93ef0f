"""The vocabulary of relations: LibreCat's names, their inverses, and how a page words and groups them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["GROUPS", "KINDS", "RelationKind", "kind_of"]

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "parts": "Part of and contains",
        "versions": "Versions",
        "data": "Data and software",
        "other": "Other relations",
    }
)
"""The groups in which relations show, in order, with their headings."""


@dataclass(frozen=True, slots=True)
class RelationKind:
    """A relation a work may state. As LibreCat has it, the name tells the role of the target.

    `label` is what the page of the work that states it calls the target; the page of the target uses the label of
    the inverse. `step` is 1 when the target is a later version of the work, -1 when it is an earlier one.
    """

    name: str
    label: str
    inverse: str = "other"
    group: str = "other"
    step: int = 0
    order: int = 0


_K = RelationKind
_LIST = (
    _K("dissertation_contains", "Part of the thesis", "part_of_dissertation", "parts"),
    _K("part_of_dissertation", "Papers in this thesis", "dissertation_contains", "parts"),
    _K("published_in", "Published in", "contains", "parts"),
    _K("contains", "Contains", "published_in", "parts"),
    _K("table_of_contents", "Table of contents", "other", "parts"),
    _K("earlier_version", "Earlier version", "later_version", "versions", -1),
    _K("later_version", "Later version", "earlier_version", "versions", 1),
    _K("old_edition", "Earlier edition", "new_edition", "versions", -1),
    _K("new_edition", "Later edition", "old_edition", "versions", 1),
    _K("original", "Original of this translation", "translation", "versions"),
    _K("translation", "Translation", "original", "versions"),
    _K("research_data", "Research data", "used_in_publication", "data"),
    _K("used_in_publication", "Used in the publication", "research_data", "data"),
    _K("software", "Software", "other", "data"),
    _K("supplementary_material", "Supplementary material", "other", "data"),
    _K("continues", "Continues", "is_continued_by"),
    _K("is_continued_by", "Continued by", "continues"),
    _K("research_paper", "Research paper", "popular_science"),
    _K("popular_science", "For a general audience", "research_paper"),
    _K("cites", "Cites", "is_cited_by"),
    _K("is_cited_by", "Cited by", "cites"),
    _K("erratum", "Erratum", "erratum_for"),
    _K("erratum_for", "Corrects", "erratum"),
    _K("retraction", "Retraction", "retraction_of"),
    _K("retraction_of", "Retracts", "retraction"),
    _K("confirmation", "Confirmation"),
    _K("press_release", "Press release"),
    _K("news_item", "In the news"),
    _K("other", "Related work"),
)
KINDS: Mapping[str, RelationKind] = MappingProxyType(
    {
        kind.name: RelationKind(kind.name, kind.label, kind.inverse, kind.group, kind.step, place)
        for place, kind in enumerate(_LIST)
    }
)


def kind_of(name: str) -> RelationKind:
    """The kind of a relation; an unknown name is shown as it is, and its inverse says no more than `other`."""
    known = KINDS.get(name)
    if known:
        return known
    words = name.replace("_", " ").strip() or "related"
    return RelationKind(name, words[:1].upper() + words[1:], "other", "other", 0, len(KINDS))
