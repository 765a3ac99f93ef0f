"""Letter case as CSL asks for it: title case, sentence case and the simple ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from model.citations.csl.spans import NO_CASE, SMALL_CAPS, SUBSCRIPT, SUPERSCRIPT, Span, Spans

_STOP_WORDS = """
    a an and as at but by down for from in into nor of on onto or over so the till to up via with yet
    about above across after against along alongside amid among amongst around atop before behind below
    beneath beside besides between beyond circa despite during except inside like near off out outside
    per plus since than through throughout toward towards under underneath until unto upon versus within
    without v. vs. v vs et al. de von van d'
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""What stays in lower case inside a title: CSL's list, and English prepositions as citeproc-js has it."""

_GREEK = ("\u0370", "\u03ff")
_WORD = re.compile(r"[^\s/–—]+")


def title_case(text: str) -> str:
    """Title case for English as CSL defines it: stop words, mixed case and acronyms stay as written."""
    chars = list(text)
    words = list(_WORD.finditer(text))
    for index, match in enumerate(words):
        first = index == 0 or _starts_anew(text, match.start())
        _title_word(chars, text, match, first, index == len(words) - 1)
    return "".join(chars)


def _starts_anew(text: str, start: int) -> bool:
    """Is what comes before a new beginning: after a colon, a question, a dash?"""
    before = text[:start].rstrip().rstrip("\"'“‘([”’)")
    return before[-1:] in (":", "?", "!", "—") and text[start - 1 : start].isspace()


def _title_word(chars: list[str], text: str, match: re.Match[str], first: bool, last: bool) -> None:
    """Capitalise one word and the parts of a hyphenated one; only ends of a title capitalise stop words.

    A capital that is there stays: it may be a name's, as of vitamin A or Down syndrome.
    """
    offset = match.start()
    parts = match[0].split("-")
    if last and not first and len(parts) > 1 and not match[0].islower():
        return
    for number, part in enumerate(parts):
        bare = part.strip(".,;:!?\"'“”‘’()[]")
        at_an_end = (first and number == 0) or (last and number == len(parts) - 1)
        if bare.islower() and bare[0].isalpha() and (at_an_end or _capitalises(bare, part, number, len(parts))):
            position = text.index(bare[0], offset)
            chars[position] = _capital(bare)
        offset += len(part) + 1


def _capital(word: str) -> str:
    """The capital that a word begins with; a Greek letter alone is a symbol and has none, as in β-catenin."""
    return word if len(word) == 1 and _GREEK[0] <= word <= _GREEK[1] else word[0].upper()


def _capitalises(bare: str, part: str, number: int, parts: int) -> bool:
    """Does a word in lower case take a capital inside a title? Not stop words, symbols and single letters."""
    if len(bare) == 1 and (parts == 1 or not bare.isascii()):
        return False
    if bare == "a" and number == 0:  # a-priori
        return True
    return bare not in STOP_WORDS and part not in STOP_WORDS


def sentence_case(text: str) -> str:
    """Lower every capitalised word but the first; words in mixed case and acronyms stay."""
    chars = list(text)
    shouting = text.isupper()
    for index, match in enumerate(re.finditer(r"\S+", text)):
        word = match[0]
        if index == 0:
            lowered = _capital(word.partition("-")[0] or "-") + (word[1:].lower() if shouting else word[1:])
        elif shouting or word.istitle():
            lowered = word.lower()
        else:
            lowered = word
        if len(lowered) == len(word):
            chars[match.start() : match.end()] = list(lowered)
    return "".join(chars)


def capitalise_first(text: str) -> str:
    """Capitalise the first letter if its word is in lower case (so that iPhone stays)."""
    match = re.search(r"\w+", text)
    if match is None or not match[0].islower():
        return text
    start = match.start()
    return text[:start] + _capital(match[0]) + text[start + 1 :]


def capitalise_all(text: str) -> str:
    """Capitalise the first letter of every word in lower case."""
    return re.sub(r"\S+", lambda match: capitalise_first(match[0]), text)


_CASES: dict[str, Callable[[str], str]] = {
    "lowercase": str.lower,
    "uppercase": str.upper,
    "capitalize-first": capitalise_first,
    "capitalize-all": capitalise_all,
    "title": title_case,
    "sentence": sentence_case,
}
_UNTOUCHED = frozenset((NO_CASE, SMALL_CAPS, SUBSCRIPT, SUPERSCRIPT))


def apply_case(spans: Sequence[Span], case: str | None, english: bool = True) -> Spans:
    """Change the case of spans as one text; title case is for English only, formulas and `nocase` stay."""
    change = _CASES.get(case or "")
    if change is None or (case == "title" and not english):
        return list(spans)
    whole = "".join(span.text for span in spans)
    changed = change(whole)
    out: Spans = []
    offset = 0
    for span in spans:
        size = len(span.text)
        if span.marks & _UNTOUCHED:
            text = span.text
        elif len(changed) == len(whole):
            text = changed[offset : offset + size]
        else:  # the change made letters longer (ß to SS), so that places no longer match
            text = change(span.text)
        out.append(span._replace(text=text))
        offset += size
    return out
