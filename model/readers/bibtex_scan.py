"""BibTeX entries that are unusual or broken: read by BibTeX's grammar, and where that breaks, saved field by field.

Braces count as BibTeX counts them: a backslash does not take one out of the count. Where that reading breaks and
bibtexparser's (which does take it out) does not, bibtexparser's holds.
"""

from __future__ import annotations

import logging
import re
from typing import NamedTuple, Protocol, TypeAlias

__all__ = ["COMMENTED", "Expression", "Piece", "balanced", "scan_entry"]


class Piece(NamedTuple):
    """A part of a value joined by `#`: literal text, or the name of a macro."""

    text: str
    macro: bool


Expression: TypeAlias = "str | tuple[Piece, ...]"
"""A value: literal text without its delimiters, or pieces that `#` joins (or a macro alone)."""


class Target(Protocol):
    """The block that a scan fills in."""

    kind: str
    key: str
    start: int
    fields: list[tuple[str, Expression]]
    damage: str
    damaged_at: int
    remark: str


_ENTRY_KEY = re.compile(r'\s*+([^\n,{}="()]*+)(?:,|(?=[ \t\r]*+(?:[})\n]|\Z)))')
_KEY_LINE = re.compile(r"\s*+([^\n,=]*+),")
_NOT_IN_KEYS = re.compile(r'[{}"()]')
_COMMENT = r"%[^\n{}]*+(?:\{[^\n{}]*+\}[^\n{}]*+)*+(?=\n)"  # to the end of its line, if that closes nothing
_GAP = re.compile(rf"(?:[\s,]++|{_COMMENT})*+")
_BEHIND = re.compile(rf"(?:\s++|{_COMMENT})*+")
_BLANK = re.compile(r"\s*+")
_WORD = r'[^\s{}(),="#%@]++'
_NAME = re.compile(rf"({_WORD})\s*+=\s*+")
_ONLY_NAME = re.compile(_WORD)
_BARE = re.compile(r"[^\s{}(),=\"#%'\\]++")
_BRACE = re.compile(r"[{}]")
_BRACE_OR_QUOTE = re.compile(r'[{}"]')
_FIELD_AHEAD = r'(?=[A-Za-z][\w:.+-]*+[ \t]*+=[ \t]*+(?:["{]|\d++\s*+[,})]|[\w-]++\s*+[,#]))'
_FIELD_LINE = re.compile(rf"\n[ \t]*+{_FIELD_AHEAD}")
_FIELD_INLINE = re.compile(rf",[ \t]*+{_FIELD_AHEAD}")
_END_LINE = re.compile(r"\n[ \t]*+[})][ \t]*+(?:\r?\n|\Z)")
_CONTINUES = re.compile(r'\s*+,?\s*+[A-Za-z][\w-]*+\s*+=\s*+["{\d]')
_ESCAPED = re.compile(r'\\[{}"]')
UNPARSED = "unparsed"
"""The field that holds what stands between fields and is none."""

COMMENTED = "comments after a % between its fields"
"""What is remarked of an entry that BibLaTeX's tools read so, and BibTeX stumbles over."""

Fields: TypeAlias = "list[tuple[str, Expression]]"


class _Reading(NamedTuple):
    fields: Fields
    end: int  # where reading goes on
    problem: str = ""
    at: int = 0
    restart: int = 0  # the field from which only a lenient reading gets on; 0 when there is none
    commented: bool = False


def scan_entry(text: str, block: Target, position: int, close: str, bound: int) -> int:
    """Fill `block` from the fields at `position`, which end at `close` or at last at `bound`; where reading goes on."""
    if block.kind == "entry" and not block.key:
        position = _scan_key(text, block, position, bound)
    reading = _strict(text, position, close, bound)
    if reading.problem and _ESCAPED.search(text, block.start, bound):
        found = _second_opinion(text[block.start : bound])
        if found:
            block.fields[:] = found.fields
            block.remark = "a brace or quote after a backslash counts for BibTeX"
            return block.start + found.end
    block.fields[:] = reading.fields
    block.damage, block.damaged_at = reading.problem, reading.at
    if reading.commented:
        block.remark = COMMENTED
    if not reading.restart:
        return reading.end
    rest, end = _lenient(text, reading.restart, bound)
    block.fields += rest
    return end


def _scan_key(text: str, block: Target, position: int, bound: int) -> int:
    """Take the cite key where there is one; `@misc{title = ...` has none."""
    found = _ENTRY_KEY.match(text, position, bound) or _KEY_LINE.match(text, position, bound)
    if found is None:
        return position
    block.key = _NOT_IN_KEYS.sub("", found[1]).strip()
    return found.end()


def _strict(text: str, position: int, close: str, bound: int) -> _Reading:
    """Read fields by BibTeX's grammar, over missing commas and a brace that closes too early, up to a real break."""
    fields: Fields = []
    problem, at, last, commented = "", 0, 0, False
    while True:
        before, position = position, _end(_GAP, text, position, bound)
        commented = commented or text.find("%", before, position) >= 0
        if position >= bound:
            unsure = last and _mark(text, last, bound).search(text, last, bound)
            kept = fields[:-1] if unsure else fields
            return _Reading(
                kept, bound, problem or "the entry never closes", at or last or position, last if unsure else 0
            )
        if text[position] == close:
            if not _CONTINUES.match(text, position + 1, bound):
                return _Reading(fields, position + 1, problem, at, commented=commented)
            problem, at = problem or f"a `{close}` too many closes the entry early", at or position
            position += 1
            continue
        name = _NAME.match(text, position, bound)
        value = _expression(text, name.end(), bound) if name else None
        after = _end(_BEHIND, text, value[1], bound) if value else bound
        commented = commented or (value is not None and text.find("%", value[1], after) >= 0)
        separated = after >= bound or text[after] in (",", close)
        if not name or not value or not (separated or _NAME.match(text, after, bound)):
            told = f"the value of `{name[1]}` is broken" if name else "something that is no field"
            return _Reading(fields, bound, problem or told, at or position, position)
        if not separated:
            problem, at = problem or f"a comma is missing after `{name[1]}`", at or value[1]
        last = position
        fields.append((name[1], value[0]))
        position = after


def _end(pattern: re.Pattern[str], text: str, position: int, bound: int) -> int:
    found = pattern.match(text, position, bound)
    return found.end() if found else position


def _lenient(text: str, position: int, bound: int) -> tuple[Fields, int]:
    """Read fields that may be broken: a value ends at the latest where a line begins another, or closes the entry."""
    fields: Fields = []
    mark = _mark(text, position, bound)
    while True:
        position = _end(_GAP, text, position, bound)
        if position >= bound:
            return fields, bound
        if text[position] in "})":
            position += 1
            if not _CONTINUES.match(text, position, bound):
                return fields, position
            continue
        name = _NAME.match(text, position, bound)
        start = name.end() if name else position
        limit = _first((mark, _END_LINE), text, start, bound)
        value = _expression(text, start, limit) if name else None
        after = _end(_BEHIND, text, value[1], bound) if value else bound
        if name and value and (after >= limit or text[after] in ",})"):
            fields.append((name[1], value[0]))
            position = after
        else:
            fields.append((name[1] if name else UNPARSED, _undelimited(text[start:limit])))
            position = limit


def _mark(text: str, position: int, bound: int) -> re.Pattern[str]:
    """What says that a field begins: a line of its own, or a comma in text without such lines."""
    return _FIELD_LINE if _FIELD_LINE.search(text, position, bound) else _FIELD_INLINE


def _first(patterns: tuple[re.Pattern[str], ...], text: str, position: int, bound: int) -> int:
    for pattern in patterns:
        found = pattern.search(text, position, bound)
        bound = found.start() if found else bound
    return bound


def _undelimited(value: str) -> str:
    """A broken value without what is left of its delimiters, its braces in balance."""
    value = value.strip().rstrip(",").rstrip()
    if value.startswith('"'):
        return balanced(value[1:].removesuffix('"'))
    return balanced(value.removeprefix("{"))


def balanced(value: str) -> str:
    """`value` without closing braces that close nothing, and with those added that are missing at its end."""
    depth = 0
    parts: list[str] = []
    start = 0
    for brace in _BRACE.finditer(value):
        if brace[0] == "{":
            depth += 1
        elif depth:
            depth -= 1
        else:
            parts.append(value[start : brace.start()])
            start = brace.end()
    return "".join((*parts, value[start:], "}" * depth))


def _expression(text: str, position: int, bound: int) -> tuple[Expression, int] | None:
    """The value at `position` and where it ends: pieces in braces or quotes, numbers, macros, joined by `#`."""
    pieces: list[Piece] = []
    while position < bound:
        char = text[position]
        if char in '{"':
            end = _close(text, position, bound)
            if not end:
                return None
            pieces.append(Piece(text[position + 1 : end - 1], False))
        elif found := _BARE.match(text, position, bound):
            end = found.end()
            pieces.append(Piece(found[0], not found[0].isdigit()))
        elif char in ",})" and not pieces:
            return "", position  # `title = ,`
        else:
            return None
        position = _end(_BLANK, text, end, bound)
        if position >= bound or text[position] != "#":
            alone = len(pieces) == 1 and not pieces[0].macro
            return (pieces[0].text if alone else tuple(pieces)), end
        position = _end(_BLANK, text, position + 1, bound)
    return None


def _close(text: str, position: int, bound: int) -> int:
    """The offset behind the brace or quote that closes the one at `position`, or 0."""
    quoted = text[position] == '"'
    depth = 0 if quoted else 1
    for mark in (_BRACE_OR_QUOTE if quoted else _BRACE).finditer(text, position + 1, bound):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
            if depth < 0 or (not quoted and not depth):
                return 0 if quoted else mark.end()
        elif not depth:
            return mark.end()
    return 0


def _second_opinion(span: str) -> _Reading | None:
    """What bibtexparser makes of an entry, if it makes one of it whose values are all delimited."""
    from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ImplicitComment
    from bibtexparser.splitter import Splitter

    logging.getLogger("bibtexparser").addHandler(_QUIET)  # what it warns of, notices say
    block, *others = Splitter(span).split().blocks
    first = block.ignore_error_block if isinstance(block, DuplicateFieldKeyBlock) else block
    if not isinstance(first, Entry) or any(not isinstance(other, ImplicitComment) for other in others):
        return None
    fields: Fields = []
    for item in first.fields:
        value = str(item.value)
        if not _ONLY_NAME.fullmatch(item.key):  # none at all, or half an entry
            return None
        if value[:1] + value[-1:] in ("{}", '""') and len(value) > 1:
            fields.append((item.key, value[1:-1]))
        elif _BARE.fullmatch(value):
            fields.append((item.key, value if value.isdigit() else (Piece(value, True),)))
        else:
            return None
    return _Reading(fields, len(first.raw or ""))


_QUIET = logging.NullHandler()
