"""Citations of records: as their repository supplied them, or rendered in a CSL style."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from model import html, text
from model.citations.abridged import PEOPLE, Abridged, abridge
from model.citations.item import csl_item
from model.record import Record
from model.repositories import KNOWN

__all__ = [
    "Citation",
    "Citations",
    "as_html",
    "as_markdown",
    "as_plain",
    "cite",
    "cite_many",
    "render_item",
    "stored_styles",
]

Kind = Literal["supplied", "rendered"]

_ISBD_COLON = re.compile(r"(?<=\w) : (?=\w)")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of one record as canonical text.

    `label` says in words where it comes from, and where a supplied one differs from the record.
    """

    text: str
    style: str
    supplied: bool
    label: str


@dataclass(frozen=True, slots=True)
class Citations:
    """Citations of several records. `note` says, in words, what a person might not expect of them; mostly empty."""

    texts: tuple[str, ...]
    kinds: tuple[Kind, ...]
    note: str = ""


def cite(
    record: Record, style: str, *, render: bool = False, locale: str | None = None, brief: bool = False
) -> Citation:
    """The citation that the record's repository supplies in this style, else one rendered in it.

    `render` asks for the rendered one in any case. `locale` (`de-DE`) is the language of rendered citations, and
    does not ask for one by itself. `brief` is for the screen: where a style names everybody, or prints what is
    endless, words stand for the rest, and the label says so. Raises StyleError for an unknown style.
    """
    shorter = abridge(record) if brief else Abridged(record)
    supplied = "" if render else _stored(shorter.record, style)
    if supplied:
        unnamed = _unnamed(record, supplied)
        label = _supplied_label(record)
        return _labelled(
            Citation(supplied, style, True, f"{label}; it does not name {unnamed}" if unnamed else label), shorter
        )
    from model.citations import csl

    item = render_item(shorter.record)
    for role, count in shorter.people.items():
        if isinstance(names := item.get(role), list):
            names[PEOPLE - 2]["stands-for"] = count
    return _labelled(Citation(_trimmed(csl.render(item, style, locale=locale)), style, False, "rendered"), shorter)


def _labelled(made: Citation, of: Abridged) -> Citation:
    """Say where a citation of an abridged record is not the whole."""
    return replace(made, label=f"{made.label}, shortened for the screen") if of.shows_in(made.text) else made


def cite_many(
    records: Sequence[Record],
    style: str,
    *,
    render: bool = False,
    locale: str | None = None,
    bibliography: bool = False,
    before_each: Callable[[], None] | None = None,
) -> Citations:
    """Citations of several records, all of one kind, in the order of the records.

    Those that the repository supplies are used when every record has one; otherwise all are rendered and the note
    says so. `bibliography` renders them in the style's own order with `2023a`, `2023b` where it needs them.
    What `before_each` raises, asked before each rendering, ends it.
    """
    stored = () if render else tuple(_stored(record, style) for record in records)
    if records and stored and all(stored) and not bibliography:
        return Citations(stored, _kinds("supplied", len(stored)), _difference(records, stored))
    from model.citations import csl

    items = [render_item(record) for record in records]
    try:
        if bibliography:
            rendered = csl.bibliography(items, style, locale=locale)
        else:
            rendered = []
            for item in items:
                if before_each:
                    before_each()
                rendered.append(csl.render(item, style, locale=locale))
    except csl.StyleError as error:
        if any(stored):
            message = f"{len(stored) - sum(map(bool, stored))} of {len(stored)} have no citation as supplied; {error}"
            raise csl.StyleError(message) from error
        raise
    texts = tuple(map(_trimmed, rendered))
    return Citations(texts, _kinds("rendered", len(texts)), _note(stored, bibliography))


def _kinds(kind: Kind, count: int) -> tuple[Kind, ...]:
    return (kind,) * count


def _note(stored: Sequence[str], bibliography: bool) -> str:
    """Why citations are rendered although their repository supplies some."""
    known, total = sum(map(bool, stored)), len(stored)
    if not known:
        return ""
    if bibliography:
        return "rendered, not as supplied: a bibliography is sorted and made unambiguous"
    return f"all {total} rendered: {total - known} of them have no citation as supplied"


def _difference(records: Sequence[Record], stored: Sequence[str]) -> str:
    """Which supplied citations disagree with their record on who wrote the work."""
    pairs = zip(records, stored, strict=True)
    differing = [f"{record.id} does not name {name}" for record, words in pairs if (name := _unnamed(record, words))]
    return f"as supplied, {'; '.join(differing)}" if differing else ""


def _unnamed(record: Record, supplied: str) -> str:
    """The first author, if the supplied citation goes by another name: repositories rename people."""
    first = next((person.family or person.literal for person in record.people("author")), "")
    return "" if text.fold(first) in text.fold(supplied) else text.plain(first)


def stored_styles(record: Record) -> tuple[str, ...]:
    """The styles in which the repository supplies a citation of this record, in its own order."""
    return tuple(record.mapping("citation"))


def _stored(record: Record, style: str) -> str:
    """The supplied citation as canonical text, cleaned and otherwise untouched; empty when there is none."""
    supplied = record.mapping("citation").get(style, "")
    return _trimmed(html.clean(supplied)) if supplied else ""


def _trimmed(canonical: str) -> str:
    """A citation on one line; styles end some with a no-break blank."""
    return text.squeeze(canonical).strip()


def _supplied_label(record: Record) -> str:
    """Who supplied it: the repository by its name or its host, as far as it is known."""
    name = next((known.name for known in KNOWN if known.base == record.repository), "")
    host = urlsplit(record.repository).hostname
    return f"as supplied by {name or host}" if name or host else "as supplied"


def render_item(record: Record) -> dict[str, object]:
    """The record's CSL-JSON item as styles should render it.

    Cataloguers set a blank before the colon of a subtitle (ISBD); no citation style does. The series that an
    institution files its theses in is not part of a thesis's citation, nor are the days of a conference, which
    LibreCat's own mapping to CSL leaves out.
    """
    item = csl_item(record)
    for name in ("title", "container-title"):
        value = item.get(name)
        if isinstance(value, str) and " : " in value:
            item[name] = _ISBD_COLON.sub(": ", value)
    if item["type"] == "thesis":
        item.pop("collection-title", None)
    for name in ("abstract", "event-date"):
        item.pop(name, None)
    if item["type"] == "article-journal" and item.get("page") == item.get("number"):
        item.pop("number", None)  # databases that know no article numbers give them as pages, and some as both
    return item


def as_plain(canonical: str) -> str:
    """A citation without markup, fit for a clipboard or a file."""
    return text.clipboard(text.plain(canonical))


def as_html(canonical: str) -> str:
    """A citation as a fragment of HTML."""
    return text.clipboard(text.to_html(canonical))


def as_markdown(canonical: str) -> str:
    """A citation as Markdown."""
    return text.clipboard(text.to_markdown(canonical))
