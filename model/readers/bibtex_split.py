"""BibTeX text cut into blocks: entries, strings and the rest, by BibTeX's own rules, whatever state the text is in.

Nearly every entry is plain enough for one possessive expression a field, and most follow each other line by line.
What is not plain goes to `bibtex_scan`, which follows BibTeX's grammar and, where that breaks, saves what it can.
Every step is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from model.readers.bibtex_pieces import LOOK_BACK, Pieces
from model.readers.bibtex_scan import Expression, Piece, scan_entry
from model.readers.bibtex_types import ENTRY_TYPES

__all__ = ["CHARS", "UNQUOTED", "Block", "Plain", "blocks"]

_TYPE = r"@[ \t]*+([A-Za-z][\w.+-]*+)\s*+([{(])"
_START = re.compile(_TYPE)
_ENTRY = re.compile(r'\s*+@[ \t]*+([A-Za-z][\w.+-]*+)\s*+\{\s*+([^\n,{}="]*+),')
_NO_ENTRIES = frozenset({"comment", "preamble", "string"})
_LONGEST = 100_000  # characters of a plain entry: longer ones take the way of the others
_KEY = re.compile(r'\s*+([^\n,{}="]*+)([,=])')
# where an entry that never closes ends: `@type{key,` at the start of a line, or anywhere with a field behind it
_HEAD = re.compile(
    r'(?m)^[ \t]*+@[ \t]*+(?:[A-Za-z][\w.+-]*+\s*+[{(]\s*+[^\n,{}="]*+[,=]|(?:comment|preamble)\s*+[{(])'
    r'|@[A-Za-z]++\{[^\s,{}()="]++,\s*+[A-Za-z][\w.+-]*+\s*+=\s*+["{\d]',
    re.IGNORECASE,
)
CHARS = r"[\x00-\[\]-z|~-\U0010ffff]*+"
"""Any characters but braces and backslash: naming what is allowed is matched sooner than naming what is not."""
UNQUOTED = r"[\x00-!#-\[\]-z|~-\U0010ffff]*+"
"""The same without quotes."""
_PLAIN = rf"{CHARS}(?:\\(?![{{}}]){CHARS})*+"  # a backslash before a brace is read in two ways: not plain


def _nested(depth: int) -> str:
    return rf"{_PLAIN}(?:\{{{_nested(depth - 1)}\}}{_PLAIN})*+" if depth else _PLAIN


# in quotes a bare `"` inside braces is read in two ways, `\"` outside them too: neither is plain
_QUOTED = rf'{UNQUOTED}(?:\\(?![{{}}"]){UNQUOTED})*+'
_IN_QUOTES = rf'{UNQUOTED}(?:\\(?![{{}}])"?{UNQUOTED})*+'


def _nested_in_quotes(depth: int) -> str:
    return rf"{_IN_QUOTES}(?:\{{{_nested_in_quotes(depth - 1)}\}}{_IN_QUOTES})*+" if depth else _IN_QUOTES


_FIELD = re.compile(
    r'\s*+([A-Za-z][A-Za-z0-9_-]*+[^\s={}",#()\\%@]*+) *+\s*+=\s*+'  # what is usual first: it is seen fastest
    rf'(\{{{_nested(5)}\}}|"{_QUOTED}(?:\{{{_nested_in_quotes(3)}\}}{_QUOTED})*+"|\d++|([A-Za-z][\w-]*+))'
    r"\s*+(?:,|(?=\}))|((?s:.)++)"
)
"""A field's name, its value, the same again if it is a macro; or all the rest, when no plain field comes."""
_END = re.compile(r"\s*+\}")
_CONTINUES = re.compile(r'\s*+,?\s*+[A-Za-z][\w-]*+\s*+=\s*+["{\d]')  # fields behind an entry's end
_BRACE = re.compile(r"[{}]")
_BRACELESS = re.compile(r'(?m)^[ \t]*+@([A-Za-z][^\s{}(),="@]*+)\s*+,\s*+[A-Za-z][\w-]*+\s*+=\s*+["{\d]')
_ORPHAN = re.compile(r'(?m)^[ \t]*+(?:[A-Za-z]++\s*+[{(][^\s,{}="]++,\s*+)?[A-Za-z][\w-]*+[ \t]*+=[ \t]*+["{]')


@dataclass(slots=True)
class Block:
    """A piece of a BibTeX file. `kind` is entry, string or orphan (fields that stand in no entry)."""

    kind: str
    type: str
    key: str
    start: int  # offset in the text
    fields: list[tuple[str, Expression]] = field(default_factory=list)
    damage: str = ""  # why an entry is not whole
    damaged_at: int = 0  # offset of the damage
    remark: str = ""  # something odd that cost nothing


Plain: TypeAlias = tuple[int, str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""An entry with nothing unusual: its offset, type, key, and of all fields the names, values, and those that are macros.

Values have their delimiters; the last is empty where no value is a macro, else as long as the others or longer.
"""


class _Heads:
    """Finds the next entry head behind an offset; offsets asked for never fall, so the text is searched once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known = -1

    def after(self, offset: int) -> int:
        """The offset of the first head at or behind `offset`, or the length of the text."""
        if self._known < offset:
            found = _HEAD.search(self._text, offset)
            self._known = found.start() if found else len(self._text)
        return self._known


def blocks(pieces: Pieces) -> Iterator[Block | Plain]:
    """Everything in a text that BibTeX would not pass over, in order; offsets are those of the piece at that time."""
    patience = [4 * pieces.length]
    while True:
        passed = yield from _blocks(pieces, patience)
        if pieces.whole:
            yield from _between(pieces.text, passed, len(pieces.text))
            return
        pieces.go_on(passed)


def _blocks(pieces: Pieces, patience: list[int]) -> Generator[Block | Plain, None, int]:
    """The blocks of one piece, and up to where it has been read or passed over knowingly.

    What may look different when more of the text is known is left to the next piece; an entry that another one
    follows never does.
    """
    text, whole = pieces.text, pieces.whole
    heads = _Heads(text)
    position = passed = pieces.start
    entries = _Entries(text, whole)
    while True:
        while position == passed and (plain := entries.at(position)):
            yield plain
            position = passed = entries.end
        start = _START.search(text, position)
        if not start or not (whole or heads.after(start.end()) < len(text)):
            return passed
        kind = start[1].lower()
        if not _is_start(text, start, kind):
            position = start.end()
            continue
        if kind in ("comment", "preamble"):
            end = _skip(text, start, heads, patience, whole)
            if end < 0:
                return passed
            yield from _between(text, passed, start.start())
        else:
            yield from _between(text, passed, start.start())
            block, end = _block(text, start, kind, heads)
            yield block
        position = passed = end


class _Entries:
    """Finds entries that have nothing unusual and are followed by one at the beginning of a line, or by nothing."""

    def __init__(self, text: str, whole: bool) -> None:
        self._text = text
        self._end_of_text = len(text) if whole else -1
        self._sign = self._next = 0  # where the next @ is, and the next that begins a line
        self.end = 0
        """Where the last entry that was found ends, and the blanks behind it."""

    def at(self, position: int) -> Plain | None:
        """The entry that is all there is up to the next one."""
        text = self._text
        head = _ENTRY.match(text, position)
        if head is None or (text[position] == "@" and text[position - 1 : position].isalnum()):
            return None
        body = head.end()
        if self._next <= body:
            self._look_ahead(body)
        end = self._next
        if not 0 <= end - body <= _LONGEST:
            return None
        fields = _FIELD.findall(text, body, end)
        if not fields or fields[-1][3].strip() != "}":
            return None
        if self._sign < end and text.find("@", body, end) >= 0 and _HEAD.search(text, head.end(1), end):
            return None  # a closing brace missing early has made one entry swallow the next
        type_, key = head[1].lower(), head[2].strip()
        if not key or type_ in _NO_ENTRIES:
            return None
        names, values, macros, _ = zip(*fields, strict=True)
        self.end = end
        return head.start(1), type_, key, names[:-1], values[:-1], macros if "".join(macros) else ()

    def _look_ahead(self, body: int) -> None:
        """Find the next @ and the next that begins a line; mostly these are one, and one sign is found soonest."""
        text = self._text
        sign = text.find("@", body)
        self._sign = sign if sign >= 0 else len(text)
        if sign > body and text[sign - 1] == "\n":
            self._next = sign - 1
        else:
            found = text.find("\n@", sign) if sign >= 0 else -1
            self._next = found if found >= 0 else self._end_of_text


def _between(text: str, start: int, end: int) -> Iterator[Block]:
    """What stands between blocks and is more than prose: an entry without its opening brace, fields without entry."""
    if text.find("=", start, end) < 0:
        return
    if braceless := _BRACELESS.search(text, start, end):
        block = _named_block(braceless[1], braceless.start() + len(braceless[0]) - len(braceless[0].lstrip()))
        body = text.index(",", braceless.end(1)) + 1
        scan_entry(text, block, body, "}", end)
        block.damage, block.damaged_at = "its opening brace is missing", block.start
        yield block
    elif orphan := _ORPHAN.search(text, start, end):
        yield Block("orphan", "", "", orphan.end() - 1)


def _named_block(word: str, start: int) -> Block:
    """A block for `articlekey`: the longest entry type that the word begins with, and the rest as its key."""
    lower = word.lower()
    type_ = next((word[:size].lower() for size in range(len(word), 2, -1) if lower[:size] in ENTRY_TYPES), "misc")
    return Block("entry", type_, word.removeprefix(word[: len(type_)]) if lower.startswith(type_) else word, start)


def _is_start(text: str, start: re.Match[str], kind: str) -> bool:
    """Whether an `@word{` begins a block: prose between entries has addresses and handles with an @ too."""
    before = text[max(0, start.start() - LOOK_BACK) : start.start()].rstrip(" \t\ufeff")
    if not before or before[-1] in "\n\r":
        return True
    if before[-1].isalnum() and before[-1] == text[start.start() - 1]:
        return False
    return kind in ("comment", "preamble", "string") or bool(_KEY.match(text, start.end()))


def _skip(text: str, start: re.Match[str], heads: _Heads, patience: list[int], whole: bool) -> int:
    """Where a comment or preamble ends: its balanced brace, else the end of its line; -1 if more must be known.

    A comment may hide entries, so its brace is looked for up to the end of the file; `patience` is how many
    characters may be gone through in vain.
    """
    bound = heads.after(start.end()) if start[1].lower() == "preamble" else len(text)
    if start[2] == "{" and patience[0] > 0:
        depth = 1
        for brace in _BRACE.finditer(text, start.end(), bound):
            depth += 1 if brace[0] == "{" else -1
            if not depth:
                return brace.end()
        if bound == len(text) and not whole:
            return -1
        patience[0] -= bound - start.end()
    line_end = text.find("\n", start.end())
    return line_end if line_end >= 0 else len(text) if whole else -1


def _block(text: str, start: re.Match[str], kind: str, heads: _Heads) -> tuple[Block, int]:
    block = Block("string" if kind == "string" else "entry", kind, "", start.start())
    body = start.end()
    key = _KEY.match(text, body)
    if kind != "string" and key and key[2] == ",":
        block.key = key[1].strip()
        body = key.end()
        if start[2] == "{":
            end = _plain_entry(text, body, block.fields)
            if end and not _hides_head(text, start.end(), end) and not _CONTINUES.match(text, end):
                return block, end
            block.fields.clear()
    bound = heads.after(start.end())
    return block, scan_entry(text, block, body, "}" if start[2] == "{" else ")", bound)


def _hides_head(text: str, start: int, end: int) -> bool:
    """Whether a closing brace missing early has made one entry swallow the next."""
    return text.find("@", start, end) >= 0 and bool(_HEAD.search(text, start, end))


def _plain_entry(text: str, position: int, fields: list[tuple[str, Expression]]) -> int:
    """Read the fields of an entry that has nothing unusual; the offset of its end, or 0 if it is unusual."""
    while (found := _FIELD.match(text, position)) and found[1]:
        name, value, macro, _ = found.groups()
        fields.append((name, (Piece(macro, True),) if macro else value[1:-1] if value[0] in '{"' else value))
        position = found.end()
    end = _END.match(text, position)
    return end.end() if end else 0
