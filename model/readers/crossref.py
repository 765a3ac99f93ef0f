"""Works as Crossref's interface gives them, as items of CSL-JSON: it has types of its own, and titles in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from model.record import RawValue, Relation

__all__ = ["as_item", "is_work", "relations"]

_TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "dissertation": "thesis",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-set": "book",
    "book-series": "book",
    "proceedings": "book",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry",
    "peer-review": "review",
    "report-series": "report",
    "report-component": "report",
    "journal": "periodical",
    "journal-issue": "periodical",
    "database": "dataset",
    "other": "document",
}
_PARTS_OF_BOOKS = frozenset(
    ("proceedings-article", "book-chapter", "book-part", "book-section", "book-track", "reference-entry")
)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
# how Crossref keeps its own books, not what a work is
_ADMINISTRATION = frozenset(
    (
        *("indexed", "created", "deposited", "published", "published-online", "published-print", "published-other"),
        *("reference-count", "references-count", "is-referenced-by-count", "reference", "relation", "score", "prefix"),
        *("member", "content-domain", "content-created", "content-updated", "resource", "link", "license", "assertion"),
        *("update-policy", "update-to", "updated-by", "issn-type", "isbn-type", "journal-issue", "alternative-id"),
        *("source", "accepted", "approved", "archive", "clinical-trial-number"),
    )
)

_RELATIONS = {
    "is-preprint-of": "later_version",
    "has-preprint": "earlier_version",
    "is-version-of": "earlier_version",
    "has-version": "later_version",
    "is-part-of": "published_in",
    "has-part": "contains",
    "is-translation-of": "original",
    "has-translation": "translation",
    "is-supplement-to": "used_in_publication",
    "is-supplemented-by": "supplementary_material",
    "is-data-basis-for": "used_in_publication",
    "based-on-data": "research_data",
    "is-continued-by": "is_continued_by",
    "continues": "continues",
    "references": "cites",
    "is-referenced-by": "is_cited_by",
}

_CORRECTED = ("erratum_for", "erratum")
_UPDATES = {
    **dict.fromkeys(("correction", "corrigendum", "erratum", "addendum", "clarification"), _CORRECTED),
    **dict.fromkeys(("retraction", "withdrawal", "removal", "partial_retraction"), ("retraction_of", "retraction")),
    **dict.fromkeys(("new_version", "new_edition"), ("earlier_version", "later_version")),
}
"""What updates are called, what their works are to them, and they to their works."""

_Item = Mapping[str, RawValue]


def is_work(item: _Item) -> bool:
    """Whether an item comes from Crossref: items of CSL have one title, which is a text."""
    return isinstance(item.get("title"), list) or "reference-count" in item


def as_item(work: _Item) -> dict[str, RawValue]:
    """The item of CSL that says the same."""
    item = {name: value for name, value in work.items() if name not in _ADMINISTRATION}
    type_ = work.get("type")
    item["type"] = _TYPES.get(type_, type_) if isinstance(type_, str) else type_
    title, subtitle = _first(item.get("title")), _first(item.pop("subtitle", None))
    item["title"] = f"{title}: {subtitle}" if subtitle and subtitle.lower() not in title.lower() else title
    _containers(item, work)
    for name in ("container-title", "ISBN", "ISSN", "collection-title"):
        if name in item:
            item[name] = _first(item[name]) if name.endswith("title") else " ; ".join(_texts(item[name]))
    for theirs, ours in _LISTED:
        if value := _first(item.pop(theirs, None)):
            item.setdefault(ours, value)
    for theirs, ours in _RENAMED:
        if theirs in item:
            item.setdefault(ours, item.pop(theirs))
    if subjects := list(_texts(item.pop("subject", None))):
        item.setdefault("keyword", list[RawValue](subjects))
    if number := item.pop("article-number", None):
        item.setdefault("number" if item.get("page") not in (None, "", number) else "page", number)
    if "posted" in item:
        item.setdefault("issued", item.pop("posted"))
    if degree := _first(item.pop("degree", None)):
        item.setdefault("genre", degree if "thesis" in degree.lower() else f"{degree} thesis")
    event = item.pop("event", None)
    if isinstance(event, dict):
        item |= {f"event-{ours}": event[theirs] for ours, theirs in _EVENT if isinstance(event.get(theirs), str)}
        if days := [day for end in ("start", "end") for day in _parts(event.get(end))]:
            item["event-date"] = {"date-parts": days}
    return {name: value for name, value in item.items() if value not in ("", [], None)}


_LISTED = (
    ("short-container-title", "container-title-short"),
    ("short-title", "title-short"),
    ("original-title", "original-title"),
)
_RENAMED = (("publisher-location", "publisher-place"), ("edition-number", "edition"))
_EVENT = (("title", "name"), ("place", "location"))


def relations(work: _Item) -> tuple[Relation, ...]:
    """What it says of its relations to works that have a DOI."""
    stated = work.get("relation")
    found = [
        Relation(_RELATIONS.get(kind, kind.replace("-", "_")), doi.strip().lower(), "doi")
        for kind, targets in (stated.items() if isinstance(stated, dict) else ())
        for target in (targets if isinstance(targets, list) else ())
        if isinstance(target, dict) and target.get("id-type") == "doi" and isinstance(doi := target.get("id"), str)
    ]
    return tuple(dict.fromkeys((*found, *_updates(work))))


def _updates(work: _Item) -> Iterator[Relation]:
    """What the work corrects or takes back, and what does so to it."""
    for key, place in (("update-to", 0), ("updated-by", 1)):
        stated = work.get(key)
        for target in stated if isinstance(stated, list) else ():
            if isinstance(target, dict) and isinstance(doi := target.get("DOI"), str) and doi.strip():
                kinds = _UPDATES.get(str(target.get("type")).lower().replace("-", "_"), ("other", "other"))
                yield Relation(kinds[place], doi.strip().lower(), "doi")


def _parts(value: RawValue) -> list[RawValue]:
    parts = value.get("date-parts") if isinstance(value, dict) else None
    return parts[:1] if isinstance(parts, list) else []


def _containers(item: dict[str, RawValue], work: _Item) -> None:
    """Of the titles of what a part of a book is in one is the book's, in no certain order: series name no year."""
    titles = [*_texts(work.get("container-title"))]
    if len(titles) > 1 and work.get("type") in _PARTS_OF_BOOKS:
        dated = [title for title in titles if _YEAR.search(title)]
        own = dated[0] if len(dated) == 1 else titles[0]
        item["container-title"] = own
        if own != titles[0]:
            item.pop("short-container-title", None)  # that of the first
        item.setdefault("collection-title", list[RawValue]([title for title in titles if title != own]))


def _texts(value: RawValue) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and each.strip():
            yield each


def _first(value: RawValue) -> str:
    return next(_texts(value), "")
