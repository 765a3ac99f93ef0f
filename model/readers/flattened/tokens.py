"""The words of flattened YAML: keys, dashes and scalars, found with quotes respected.

What makes this possible is YAML itself: a plain (unquoted) scalar cannot contain ``: `` or `` #``, so outside
quotes the first ``word: `` is a key. What stays open here, because the tokens alone cannot tell, is whether a
`` - `` after plain text starts a list item or is prose: the grammar decides.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto


class TokenKind(Enum):
    """What a token is."""

    KEY = auto()
    DASH = auto()
    SCALAR = auto()


class Style(Enum):
    """How a scalar is written."""

    PLAIN = auto()
    SINGLE = auto()
    DOUBLE = auto()
    BLOCK = auto()  # after `|` or `>`: its line breaks are gone, anything may be in it
    FLOW = auto()  # an empty collection, `[]` or `{}`


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `text` is the name of a key, or a scalar as written; `start` and `end` are its place."""

    kind: TokenKind
    start: int
    end: int
    text: str = ""
    style: Style = Style.PLAIN
    unclosed: bool = False  # a quoted scalar whose closing quote is missing


# ASCII blanks only, everywhere: U+00A0 and U+202F are text.
_BLANKS = re.compile(r"[ \t\r\n]+")
_LINE_BREAK = re.compile(r"[ \t]*[\r\n][ \t\r\n]*|\t[ \t]*")
_WORD = r"[A-Za-z_][A-Za-z0-9_.\-]*"
_KEY = re.compile(rf"({_WORD}):(?= |$)")
_DASH = re.compile(r"-(?= |$)")
_PLAIN_END = re.compile(rf" (?={_WORD}:(?: |$)|-(?: |$))")
_BLOCK = re.compile(r"[|>][+\-]?[1-9]?[+\-]?(?= |$)")
_SINGLE = re.compile(r"'(?:[^']|'')*+'")
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_FLOW = re.compile(r"\[ *\]|\{ *\}")
# What can follow a closed scalar: the end, a key (at the end of a cut text also the start of one), a list item.
_BOUNDARY = re.compile(rf" *+(?:$|(?<= )(?:-(?: |$)|{_WORD}:(?: |$)|\w+$))")
# A record that ends as complete records do, seen from inside a quote that never closed.
_COMPLETE_END = re.compile(r" year: ['\"]?\d{4}['\"]? *$")


def collapse(text: str) -> str:
    """`text` on one line: line breaks with the blanks around them, and tabs, become one blank.

    Blanks within a line stay as they are, and only ASCII blanks count.
    """
    return _LINE_BREAK.sub(" ", text).strip(" ")


def squeeze(text: str) -> str:
    """`text` with every run of ASCII blanks made one, none at the ends: what a comparison should look at."""
    return _BLANKS.sub(" ", text).strip(" ")


def tokenize(text: str) -> list[Token]:
    """The tokens of a collapsed text, in order; together with the blanks between them they are all of it."""
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if text[place] == " ":
            place += 1
            continue
        token = _structure(text, place) or _scalar(text, place, bool(tokens))
        tokens.append(token)
        place = token.end
    return tokens


def _structure(text: str, place: int) -> Token | None:
    if found := _KEY.match(text, place):
        return Token(TokenKind.KEY, place, found.end(), found[1])
    if _DASH.match(text, place):
        return Token(TokenKind.DASH, place, place + 1, "-")
    return None


def _scalar(text: str, place: int, after_key: bool) -> Token:
    """The scalar at `place`; at the very start of a text nothing can be quoted, as nothing says it is a value."""
    if after_key:
        special = _quoted(text, place) or _flow(text, place)
        if special:
            return special
    found = _PLAIN_END.search(text, place)
    end = found.start() if found else len(text)
    end = place + len(text[place:end].rstrip(" "))
    style = Style.BLOCK if after_key and _BLOCK.match(text, place) else Style.PLAIN
    return Token(TokenKind.SCALAR, place, end, text[place:end], style)


def _flow(text: str, place: int) -> Token | None:
    found = _FLOW.match(text, place)
    if found and _BOUNDARY.match(text, found.end()):
        return Token(TokenKind.SCALAR, place, found.end(), found[0], Style.FLOW)
    return None


def _quoted(text: str, place: int) -> Token | None:
    """The quoted scalar at `place`, or None where the quote is part of plain text.

    An emitter never starts plain text with a quote, but plain text that started with a tag does so once its
    tags are gone: then what follows the second quote is neither key, item nor end.
    """
    quotes = {"'": (_SINGLE, Style.SINGLE), '"': (_DOUBLE, Style.DOUBLE)}
    if text[place] not in quotes:
        return None
    pattern, style = quotes[text[place]]
    found = pattern.match(text, place)
    if found and _BOUNDARY.match(text, found.end()):
        return Token(TokenKind.SCALAR, place, found.end(), found[0], style)
    if found or _COMPLETE_END.search(text, place):
        return None
    return Token(TokenKind.SCALAR, place, len(text), text[place:], style, unclosed=True)
