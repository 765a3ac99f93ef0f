"""Formatting attributes: fonts, case, periods, quotes and affixes around rendered spans."""

from __future__ import annotations

from model.citations.csl.context import Context
from model.citations.csl.nodes import Node
from model.citations.csl.punctuation import curl
from model.citations.csl.spans import (
    AFFIX,
    BOLD,
    CLOSE_QUOTE,
    ITALIC,
    OPEN_QUOTE,
    PLAIN,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    Span,
    Spans,
    add_mark,
)
from model.citations.csl.titlecase import apply_case

_MARKS = {
    ("font-style", "italic"): ITALIC,
    ("font-style", "oblique"): ITALIC,
    ("font-weight", "bold"): BOLD,
    ("font-variant", "small-caps"): SMALL_CAPS,
    ("vertical-align", "sup"): SUPERSCRIPT,
    ("vertical-align", "sub"): SUBSCRIPT,
}


def fonts(spans: Spans, node: Node) -> Spans:
    """Apply a node's font attributes."""
    for (attribute, value), mark in _MARKS.items():
        if node.attributes.get(attribute) == value:
            spans = add_mark(spans, mark)
    return spans


def affixes(spans: Spans, node: Node) -> Spans:
    """Put a node's prefix and suffix around what it rendered; nothing around nothing."""
    if not spans:
        return spans
    prefix, suffix = node.attributes.get("prefix"), node.attributes.get("suffix")
    if prefix:
        spans = [Span(curl(prefix), PLAIN, AFFIX), *spans]
    if suffix:
        spans = [*spans, Span(curl(suffix), PLAIN, AFFIX)]
    return spans


def content(spans: Spans, node: Node, context: Context) -> Spans:
    """Apply everything but the affixes: periods, case, fonts, quotes."""
    if not spans:
        return spans
    attributes = node.attributes
    if attributes.get("strip-periods") == "true":
        # what a macro puts around its values keeps its periods
        spans = [s if s.kind == AFFIX else s._replace(text=s.text.replace(".", "")) for s in spans]
    if "text-case" in attributes and "macro" not in attributes:  # values have a case, not what holds them
        spans = apply_case(spans, attributes["text-case"], "variable" not in attributes or context.is_english)
    spans = fonts(spans, node)
    if attributes.get("quotes") == "true" and not context.sorting:
        marks = spans[0].marks if all(span.marks == spans[0].marks for span in spans) else PLAIN
        spans = [Span("", marks, OPEN_QUOTE), *spans, Span("", marks, CLOSE_QUOTE)]
    return spans


def decorate(spans: Spans, node: Node, context: Context) -> Spans:
    """Apply all of a node's formatting to what it rendered."""
    return affixes(content(spans, node, context), node)
