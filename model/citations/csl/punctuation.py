"""The last pass over a rendered citation: doubled punctuation, quotation marks and blanks at the seams."""

from __future__ import annotations

import re

from model.citations.csl.spans import (
    CLOSE_QUOTE,
    CLOSE_SINGLE,
    OPEN_QUOTE,
    OPEN_SINGLE,
    VALUE,
    Span,
    Spans,
)

# What two marks that meet at a seam become: the pair's first mark, then its second.
# A full stop gives way to stronger marks; a colon or semicolon gives way to ! and ?.
_MEETING = {
    "!": {".": "!", ":": "!", "!": "!"},
    "?": {".": "?", ":": "?", "?": "?"},
    ".": {".": "."},
    ":": {"!": "!", "?": "?", ":": ":"},
    ";": {".": ";", ":": ";", "!": "!", "?": "?", ";": ";"},
    ",": {",": ","},
}
_MARKS = frozenset(_MEETING)


def meet(left: str, right: str) -> tuple[str, str]:
    """Join two texts' ends: return them with the punctuation that would double up at the seam removed."""
    if left[-1:] == " " and right[:1] == " ":
        return left, right[1:]
    if left[-1:] in _MARKS and right[:1] in _MARKS:
        result = _MEETING[left[-1]].get(right[0])
        if result is not None:
            return left[:-1] + result, right[1:]
    return left, right


class QuoteMarks:
    """The four quotation marks of a locale and whether commas and full stops go inside them."""

    __slots__ = ("close", "close_inner", "inside", "open", "open_inner")

    def __init__(self, outer: tuple[str, str], inner: tuple[str, str], inside: bool) -> None:
        self.open, self.close = outer
        self.open_inner, self.close_inner = inner
        self.inside = inside


_BLANKS = re.compile(r"[ \t\r\n]+")  # but not the blanks that do not break
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_OPENERS_BEFORE = frozenset("([{-–—/“‘ \t\n\u00a0")


def smart_quotes(spans: Spans, quotes: QuoteMarks) -> Spans:
    """Turn the straight quotes of a value into quotation marks and apostrophes; lone ones stay literal."""
    whole = "".join(span.text for span in spans)
    if not any(mark in whole for mark in ("'", '"', quotes.open)):
        return spans
    roles = _roles(whole, quotes)
    out: Spans = []
    offset = 0
    for span in spans:
        start = 0
        for index in range(len(span.text)):
            role = roles.get(offset + index)
            if role is None:
                continue
            if span.text[start:index]:
                out.append(span._replace(text=span.text[start:index]))
            text = "’" if role == VALUE else ""
            out.append(Span(text, span.marks, role))
            start = index + 1
        if span.text[start:]:
            out.append(span._replace(text=span.text[start:]))
        offset += len(span.text)
    return out


def curl(text: str) -> str:
    """Curl the apostrophes inside the words of a style; other quotes it writes are meant as they are."""
    return _APOSTROPHE.sub("’", text) if "'" in text else text


def _roles(text: str, quotes: QuoteMarks) -> dict[int, int]:
    """Say for the index of each quote character what it is: an opening or closing mark, or an apostrophe."""
    roles: dict[int, int] = {}
    pending: list[tuple[str, int]] = []
    pairs = [(quotes.open, quotes.close, True), (quotes.open_inner, quotes.close_inner, False)]
    pairs = [pair for pair in pairs if len(pair[0]) == len(pair[1]) == 1 and pair[0] != pair[1]]
    openers, closers = {pair[0] for pair in pairs}, {closing: (opening, outer) for opening, closing, outer in pairs}
    for index, char in enumerate(text):
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        opens = (not before or before in _OPENERS_BEFORE) and bool(after) and not after.isspace()
        if char in ('"', "'"):
            if opens and not (char == "'" and after.isdigit()):
                pending.append((char, index))
            elif _closes(char, before, after, pending):
                _close(roles, pending, index, char == '"')
            elif char == "'":
                roles[index] = VALUE
        elif char in openers:
            pending.append((char, index))
        elif char in closers and not (char == "’" and before.isalnum() and after.isalnum()):
            opening, double = closers[char]
            if _drop_unclosed(pending, opening, openers):
                _close(roles, pending, index, double)
    for char, index in pending:
        if char == "'":
            roles[index] = VALUE
    return roles


def _closes(char: str, before: str, after: str, pending: list[tuple[str, int]]) -> bool:
    """Does a straight quote end the quotation opened last? Not after a blank, nor inside a word (don't)."""
    if not pending or pending[-1][0] != char or before.isspace():
        return False
    return not (char == "'" and before.isalnum() and after.isalnum())


def _drop_unclosed(pending: list[tuple[str, int]], opening: str, openers: set[str]) -> bool:
    """Was a quotation opened by this mark? What opened inside it and never closed (‘t Hooft) opened nothing."""
    place = next((place for place in reversed(range(len(pending))) if pending[place][0] == opening), -1)
    if place < 0 or any(mark not in openers for mark, _ in pending[place:]):
        return False
    del pending[place + 1 :]
    return True


def _close(roles: dict[int, int], pending: list[tuple[str, int]], index: int, double: bool) -> None:
    _, opening = pending.pop()
    roles[opening] = OPEN_QUOTE if double else OPEN_SINGLE
    roles[index] = CLOSE_QUOTE if double else CLOSE_SINGLE


def _place_quotes(spans: Spans, quotes: QuoteMarks) -> Spans:
    """Give quotation marks their characters: outer and inner ones take turns."""
    out: Spans = []
    stack: list[bool] = []  # True where the mark at that depth is an inner one
    for span in spans:
        if span.kind in (OPEN_QUOTE, OPEN_SINGLE):
            inner = not stack[-1] if stack else span.kind == OPEN_SINGLE
            stack.append(inner)
            out.append(span._replace(text=quotes.open_inner if inner else quotes.open))
        elif span.kind in (CLOSE_QUOTE, CLOSE_SINGLE):
            inner = stack.pop() if stack else False
            out.append(span._replace(text=quotes.close_inner if inner else quotes.close))
        else:
            out.append(span)
    return out


def finish(spans: Spans, quotes: QuoteMarks) -> Spans:
    """Put the pieces of a citation together: quotes by depth, no doubled marks or blanks, trimmed ends."""
    out: Spans = []
    for span in _place_quotes(spans, quotes):
        text = _BLANKS.sub(" ", span.text)
        if text[:1] in _MARKS:
            text = _at_quotes(out, text, quotes.inside)
        if text and out:
            last = out[-1]
            left, text = meet(last.text, text)
            out[-1] = last._replace(text=left)
        if text:
            out.append(span._replace(text=text))
    return _trim(out)


def _at_quotes(out: Spans, text: str, inside: bool) -> str:
    """Settle a leading mark with the closing quotes just written; return what is left of the text.

    A full stop after a sentence that ends inside the quotes goes, and so does a colon after a question
    or exclamation; where the locale puts marks inside, all but colons and semicolons move there.
    """
    index = len(out)
    while index and out[index - 1].kind in (CLOSE_QUOTE, CLOSE_SINGLE):
        index -= 1
    if index in (0, len(out)):
        return text
    before = out[index - 1]
    left, rest = meet(before.text, text[0])
    if not rest and left == before.text and text[0] in ".:":
        return text[1:]
    if not inside or text[0] in ":;":
        return text
    out[index - 1] = before._replace(text=left + rest)
    return text[1:]


_NO_BEGINNING = " \t\n\u00a0.,;:)"


def _trim(spans: Spans) -> Spans:
    """Take off blanks at both ends, and punctuation that nothing (a dropped number) stands before."""
    while spans and not spans[0].text.strip(_NO_BEGINNING):
        spans.pop(0)
    while spans and not spans[-1].text.strip():
        spans.pop()
    if spans:
        spans[0] = spans[0]._replace(text=spans[0].text.lstrip(_NO_BEGINNING))
        spans[-1] = spans[-1]._replace(text=spans[-1].text.rstrip())
    return spans
