"""Renders items in a style: one entry at a time, and whole bibliographies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.citations.csl.context import Context
from model.citations.csl.decorate import affixes, fonts
from model.citations.csl.disambiguation import alphabetic_label, year_suffixes
from model.citations.csl.elements import render_children
from model.citations.csl.names import Person
from model.citations.csl.nodes import Node
from model.citations.csl.ordering import order
from model.citations.csl.punctuation import finish
from model.citations.csl.spans import AFFIX, PLAIN, Span, Spans, canonical
from model.citations.csl.tree import Style

Item = Mapping[str, object]

_EMPTY = Node("layout", {})


def render_entry(item: Item, style: Style, language: str | None = None) -> str:
    """One item as canonical text, without the number or label a list would give it."""
    return canonical(_layout(_context(item, style, language)))


def render_list(items: Sequence[Item], style: Style, language: str | None = None) -> list[str]:
    """Items as a reference list: sorted, numbered, told apart by year suffixes, as the style asks.

    A list of one is a single copy and has no number.
    """
    ordered = [items[index] for index in order(items, style, language)]
    suffixes = year_suffixes(ordered, style, language)
    substitute = style.bibliography.get("subsequent-author-substitute") if style.bibliography else ""
    entries: list[str] = []
    before: Sequence[Person] | None = None
    for place, (item, suffix) in enumerate(zip(ordered, suffixes, strict=True)):
        context = _context(item, style, language)
        context.year_suffix = suffix
        if len(ordered) > 1:
            context.number = str(place + 1)
            context.label = alphabetic_label(item)
        if substitute:
            context.people_before, context.name_substitute = before, substitute
        entries.append(canonical(_layout(context)))
        before = context.first_people
    return entries


def _context(item: Item, style: Style, language: str | None) -> Context:
    """What is needed to render an item as a reference list entry (as a citation if a style has no list)."""
    return Context(style, style.locale(language), item, style.bibliography or style.citation)


def _layout(context: Context) -> Spans:
    """Run the layout of the context's area over its item."""
    layout = context.area.child("layout") or _EMPTY
    children = layout.children
    spans: Spans = []
    if context.number and context.area.get("second-field-align") and children:
        spans = render_children(children[:1], context)
        spans += [Span(" ", PLAIN, AFFIX)] if spans else []
        children = children[1:]
    spans += render_children(children, context)
    return finish(fonts(affixes(spans, layout), layout), context.locale.quotes)
