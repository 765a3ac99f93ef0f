"""Renders items in a style: one entry at a time, and whole bibliographies."""

from __future__ import annotations

from collections.abc import Mapping

from model.citations.csl.context import Context
from model.citations.csl.decorate import affixes, fonts
from model.citations.csl.elements import render_children
from model.citations.csl.nodes import Node
from model.citations.csl.punctuation import finish
from model.citations.csl.spans import Spans, canonical
from model.citations.csl.tree import Style

Item = Mapping[str, object]


def entry_context(item: Item, style: Style, language: str | None, number: str = "", year_suffix: str = "") -> Context:
    """What is needed to render an item as a reference list entry (as a citation if a style has no list)."""
    area = style.bibliography or style.citation
    return Context(style, style.locale(language), item, area, number=number, year_suffix=year_suffix)


def layout_spans(context: Context) -> Spans:
    """Run the layout of the context's area over its item."""
    layout = context.area.child("layout") or Node("layout", {})
    spans = render_children(layout.children, context)
    return finish(fonts(affixes(spans, layout), layout), context.locale.quotes)


def render_entry(item: Item, style: Style, language: str | None = None) -> str:
    """One item as canonical text, without the number a numeric style would give it."""
    return canonical(layout_spans(entry_context(item, style, language)))
