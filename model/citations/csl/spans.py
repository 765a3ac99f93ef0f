"""Spans: pieces of formatted text, the common currency of the citation renderer, and their canonical text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

ITALIC, BOLD, SUPERSCRIPT, SUBSCRIPT, SMALL_CAPS, NO_CASE = "i", "b", "sup", "sub", "sc", "nocase"

VALUE, AFFIX, OPEN_QUOTE, CLOSE_QUOTE, OPEN_SINGLE, CLOSE_SINGLE = range(6)

PLAIN: frozenset[str] = frozenset()


class Span(NamedTuple):
    """A run of text in one format; `kind` tells values, affixes and quotation marks apart.

    Quotation marks keep an empty text until the last pass knows how deep they nest.
    """

    text: str
    marks: frozenset[str] = PLAIN
    kind: int = VALUE


Spans = list[Span]

_OPENING = {"i": "<i>", "b": "<b>", "sup": "<sup>", "sub": "<sub>"}
_OPENING["sc"] = '<span style="font-variant:small-caps">'
_CLOSING = {"i": "</i>", "b": "</b>", "sup": "</sup>", "sub": "</sub>", "sc": "</span>"}
_NESTING = ("sc", "b", "i", "sup", "sub")

_TAG = re.compile(r"<(/?)(i|b|sup|sub|span|sc)((?:\s[^<>]*)?)>", re.IGNORECASE)


def _mark_of(name: str, attributes: str) -> str | None:
    if name == "span":
        if "nocase" in attributes:
            return NO_CASE
        return SMALL_CAPS if "small-caps" in attributes else None
    return name


def parse_markup(text: str) -> Spans:
    """Split a CSL-JSON value at its inline tags; a tag without its partner is literal text."""
    if "<" not in text:
        return [Span(text)] if text else []
    tags = _paired_tags(text)
    spans: Spans = []
    marks: list[str | None] = []
    start = 0
    for match, mark, closing in tags:
        _append(spans, text[start : match.start()], marks)
        if closing:
            marks.pop()
        else:
            marks.append(mark)
        start = match.end()
    _append(spans, text[start:], marks)
    return spans


def _append(spans: Spans, text: str, marks: Iterable[str | None]) -> None:
    if text:
        spans.append(Span(text, frozenset(mark for mark in marks if mark)))


def _paired_tags(text: str) -> list[tuple[re.Match[str], str | None, bool]]:
    """The inline tags that have a partner, properly nested, in order of appearance."""
    kept: list[tuple[re.Match[str], str | None, bool]] = []
    stack: list[tuple[str, re.Match[str], str | None]] = []
    for match in _TAG.finditer(text):
        name = match[2].lower()
        if not match[1]:
            stack.append((name, match, _mark_of(name, match[3])))
            continue
        depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == name), None)
        if depth is not None:
            _, opening, mark = stack[depth]
            del stack[depth:]
            kept += [(opening, mark, False), (match, mark, True)]
    return sorted(kept, key=lambda entry: entry[0].start())


_RAISED = dict(zip("ªºᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "aoabcdefghijklmnoprstuvwxyz", strict=True))
_RAISED_RUN = re.compile(f"[{''.join(_RAISED)}]+")


def raise_letters(text: str) -> Spans:
    """Split off the raised letters of ordinals (1ᵉʳ, 2ª) as superscripts of ordinary ones."""
    spans: Spans = []
    start = 0
    for match in _RAISED_RUN.finditer(text):
        _append(spans, text[start : match.start()], ())
        _append(spans, "".join(_RAISED[char] for char in match[0]), (SUPERSCRIPT,))
        start = match.end()
    _append(spans, text[start:], ())
    return spans


def plain(spans: Sequence[Span]) -> str:
    """The bare text of spans, without format."""
    return "".join(span.text for span in spans)


def add_mark(spans: Sequence[Span], mark: str) -> Spans:
    """Apply a format on top; italics and bold inside themselves turn back to upright, as in print."""
    return [
        span._replace(marks=span.marks ^ {mark} if mark in (ITALIC, BOLD) else span.marks | {mark}) for span in spans
    ]


def canonical(spans: Sequence[Span]) -> str:
    """Write spans as text with `<i> <b> <sup> <sub>` and small-caps tags, each opened as late as possible."""
    out: list[str] = []
    open_marks: list[str] = []
    for span in spans:
        if not span.text:
            continue
        wanted = [mark for mark in _NESTING if mark in span.marks]
        shared = 0
        while shared < min(len(wanted), len(open_marks)) and wanted[shared] == open_marks[shared]:
            shared += 1
        out.extend(_CLOSING[mark] for mark in reversed(open_marks[shared:]))
        out.extend(_OPENING[mark] for mark in wanted[shared:])
        open_marks = wanted
        out.append(span.text)
    out.extend(_CLOSING[mark] for mark in reversed(open_marks))
    return "".join(out)
