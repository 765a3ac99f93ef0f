"""Where records begin: a flattened text cut hard at each, so that a damaged one cannot swallow its neighbour."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from model.readers.flattened.schema import FIRST_KEYS, MAPS, TOP

_B = r"[ \t\r\n]"
_ID = r"\w[\w\-]*(?: \w[\w\-]*)?"
_FIRST = "|".join(FIRST_KEYS)
_TOP_KEYS = "|".join(re.escape(key) for key in sorted(MAPS[TOP], reverse=True))
# A first key with the document mark before it, or without: then what follows must look like a record's start,
# and no dash may stand before an `_id` (`project: - _id: ...` is an item's first key), unless a key follows that
# sorts so early that it cannot come after a list.
_START = re.compile(
    rf"(?:(?<![^ \t\r\n\ufeff])(?P<mark>---){_B}+|(?<![^ \t\r\n\ufeff]))"
    rf"(?P<key>{_FIRST}):(?={_B}|$)"
    rf"(?=(?P<sure>{_B}+(?:{_ID}|'{_ID}'|\"{_ID}\"){_B}+(?P<next>{_TOP_KEYS}):(?={_B}|$))?)"
)
_ITEM = re.compile(rf"(?<![^ \t\r\n])-{_B}*$")
_NEVER_AFTER_LIST = ("accept", "abstract", "acknowledged_ssus")
_AFTER_END = re.compile(rf"{_B}year:{_B}+['\"]?\d{{4}}['\"]?{_B}+\.\.\.{_B}+(?=[^ \t\r\n])")
_SKIPPED = " \t\r\n\ufeff"
_BLANK_OR_END = ("", " ", "\t", "\r", "\n")
# How much text before a first key says whether it is an item's.
_CONTEXT = 40
# Two first keys of one record (`OA_place: ... _id: ...`) stand this close.
_SAME_RECORD = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that holds one record or none."""

    start: int
    end: int
    headless: bool = False  # it does not start like a record
    closed: bool = False  # an end mark, or a further record's mark, follows


def pieces(text: str) -> list[Piece]:
    """The text cut at the records' starts, marks (`---`, `...`) and blanks around each piece left out."""
    starts = list(_starts(text))
    edges = [*starts, len(text)]
    found = []
    if head := _trimmed(text, 0, edges[0], headless=True):
        found.append(head)
    for start, end in pairwise(edges):
        found.extend(_record_and_rest(text, start, end))
    return found


def _record_and_rest(text: str, start: int, end: int) -> Iterator[Piece]:
    """A record and, apart from it, what follows its end mark."""
    rest = _AFTER_END.search(text, start, end)
    cut = rest.end() if rest else end
    for piece in (_trimmed(text, start, cut), _trimmed(text, cut, end, headless=True)):
        if piece:
            yield piece


def _trimmed(text: str, start: int, end: int, *, headless: bool = False) -> Piece | None:
    """The piece without marks and blanks around it; None where nothing else is there."""
    start, end = _skip_forwards(text, start, end), _skip_backwards(text, start, end)
    closed = _is_mark(text[end - 3 : end])
    while headless and _is_mark(text[start : start + 3]) and text[start + 3 : start + 4] in _BLANK_OR_END:
        start = _skip_forwards(text, start + 3, end)
    while _is_mark(text[max(start, end - 3) : end]) and text[max(start, end - 4) : end - 3] in _BLANK_OR_END:
        end = _skip_backwards(text, start, end - 3)
    return Piece(start, end, headless, closed) if start < end else None


def _is_mark(text: str) -> bool:
    return text in ("---", "...")


def _skip_forwards(text: str, start: int, end: int) -> int:
    while start < end and text[start] in _SKIPPED:
        start += 1
    return start


def _skip_backwards(text: str, start: int, end: int) -> int:
    while start < end and text[end - 1] in _SKIPPED:
        end -= 1
    return end


def _starts(text: str) -> Iterator[int]:
    """Where records start: at the first of their first keys."""
    last_key, last_end = "", -_SAME_RECORD
    for found in _START.finditer(text):
        place, key = found.start("key"), found["key"]
        if last_key and key > last_key and place - last_end < _SAME_RECORD and not found["mark"]:
            last_key, last_end = key, place
        elif found["mark"] or _is_start(text, found):
            yield place
            last_key, last_end = key, place


def _is_start(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - _CONTEXT) : found.start()]
    if found.start() < _CONTEXT and not before.strip(_SKIPPED):
        return True
    if found["sure"] is None or found["next"] <= found["key"]:
        return False
    return found["key"] != "_id" or found["next"] in _NEVER_AFTER_LIST or not _ITEM.search(before)
