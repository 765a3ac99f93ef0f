"""Flattened text in, records and leftovers out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from model.readers.flattened.grammar import parse
from model.readers.flattened.rebuild import fields_of
from model.readers.flattened.schema import ALL_KEYS, LAST_KEY, PROSE_WORDS, TOP, WORD_KINDS, Kind, is_known
from model.readers.flattened.split import Piece, pieces
from model.readers.flattened.tokens import Style, Token, TokenKind, collapse, tokenize
from model.readers.flattened.tree import ScalarNode, Tree, build, structure_doubts

# A piece that does not start like a record is one if it has this many of a record's own keys.
_ENOUGH_KEYS = 3
# A dash, and the start of a key, after a value without blanks.
_FRAGMENT = re.compile(r"(?: -)? ([A-Za-z_]+)$")
_INK = re.compile(r"[^ \t\r\n]+")
_YEAR = re.compile(r"(['\"]?)\d{4}\1")


@dataclass(frozen=True, slots=True)
class Recovered:
    """One record read back from flattened text.

    `fields` is what PyYAML's BaseLoader gives for the record: strings, lists and dicts, every scalar a string.
    `offset` is where its first key stands in the text, `line` that line, counted from 1. `truncated` says that the
    record was cut off, at its end or its beginning: a complete export record ends with `year`. `partial_field` is
    the path of the value that the cut went through, as in `author[1].full_name`, or empty. `doubts` are sentences
    about what could not be verified or had to be guessed.
    """

    fields: Mapping[str, object]
    offset: int
    line: int
    truncated: bool = False
    partial_field: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recovery:
    """All that a flattened text holds: its records, and (line, text) of what belongs to none of them."""

    records: tuple[Recovered, ...]
    leftovers: tuple[tuple[int, str], ...]


def recover(text: str) -> Recovery:
    """The records of a flattened LibreCat export, in order, and what is left over of the text."""
    records: list[Recovered] = []
    leftovers: list[tuple[int, str]] = []
    line, counted_to = 1, 0
    for piece in pieces(text):
        line += text.count("\n", counted_to, piece.start)
        counted_to = piece.start
        record, rest = _read_piece(text, piece, line)
        if record:
            records.append(record)
        leftovers.extend(rest)
    return Recovery(tuple(records), tuple(leftovers))


def _read_piece(text: str, piece: Piece, line: int) -> tuple[Recovered | None, list[tuple[int, str]]]:
    """The record of a piece, if it holds one, and the (line, text) of what belongs to none."""
    raw = text[piece.start : piece.end]
    flat = collapse(raw)
    tokens = tokenize(flat)
    ending = _pop_valueless(tokens)
    if not tokens:
        return None, [(line, flat)]
    tree = build(tokens, parse(tokens, headless=piece.headless))
    if piece.headless and len([key for key in tree.root.entries if is_known(TOP, key)]) < _ENOUGH_KEYS:
        return None, [(line, flat)]
    record, rest = _finish(tree, flat, piece, ending)
    offset = _original_place(raw, flat, tree.start)
    leftovers = [(line + raw.count("\n", 0, _original_place(raw, flat, at)), flat[at:end]) for at, end in rest]
    return replace(record, offset=piece.start + offset, line=line + raw.count("\n", 0, offset)), leftovers


def _pop_valueless(tokens: list[Token]) -> str:
    """Take off keys and dashes at the very end, where a cut left them without value; give them as text."""
    popped: list[str] = []
    while tokens and tokens[-1].kind is not TokenKind.SCALAR:
        token = tokens.pop()
        popped.append(f"{token.text}:" if token.kind is TokenKind.KEY else "-")
    return " ".join(reversed(popped))


def _finish(tree: Tree, flat: str, piece: Piece, ending: str) -> tuple[Recovered, list[tuple[int, int]]]:
    """The record of a tree, and where in the collapsed text the leftovers are."""
    rest = [*tree.dropped, *_split_off_after_year(tree, flat)]
    doubts = [*tree.doubts, *structure_doubts(tree.root, flat)]
    cut_off = bool(ending) or not _is_complete(tree, flat)
    partial = ""
    if cut_off:
        fragment = _split_off_fragment(tree, flat)
        rest += fragment
        whole = fragment or _ends_value(ending) or _is_whole(tree, flat)
        partial = "" if whole else tree.last.path
    elif tree.last.node is not tree.root.entries[LAST_KEY] and not piece.closed:
        doubts.append(f"{tree.last.path}: nothing shows that the record ends here")
    if ending:
        doubts.append(f"the text ends with '{ending}', which has no value")
    if piece.headless:
        doubts.append("the beginning of the record is missing")
    fields, unread = fields_of(tree.root, flat)
    doubts += unread
    record = Recovered(MappingProxyType(fields), 0, 1, cut_off or piece.headless, partial, tuple(doubts))
    return record, rest


def _is_complete(tree: Tree, flat: str) -> bool:
    """Whether the record got as far as `year`, the last key of an export, with a whole value."""
    year = tree.root.entries.get(LAST_KEY)
    last = tree.last.node
    if not isinstance(year, ScalarNode) or (isinstance(last, ScalarNode) and last.unclosed):
        return False
    return bool(_YEAR.fullmatch(flat, year.start, year.end))


def _ends_value(ending: str) -> bool:
    """Whether a key without value, which a value comes before, shows that the value is whole."""
    key, colon, _ = ending.partition(":")
    return bool(colon) and key in ALL_KEYS and key not in PROSE_WORDS


def _is_whole(tree: Tree, flat: str) -> bool:
    """Whether a record's last value shows that the cut did not go through it: by its closing quote.

    A single quote at the end does not show it in prose: the cut may stand between two that mean an apostrophe.
    """
    node = tree.last.node
    if not isinstance(node, ScalarNode) or node.unclosed:
        return False
    certain = node.style in (Style.DOUBLE, Style.FLOW)
    closed = node.style is Style.SINGLE and (node.end < len(flat) or tree.last.shape.kind in WORD_KINDS)
    return certain or closed


def _split_off_after_year(tree: Tree, flat: str) -> list[tuple[int, int]]:
    """Text that follows a record's year belongs to no record."""
    year = tree.root.entries.get(LAST_KEY)
    if not isinstance(year, ScalarNode) or tree.last.node is not year:
        return []
    found = _YEAR.match(flat, year.start, year.end)
    if not found or flat[found.end() : found.end() + 1] != " ":
        return []
    rest = (found.end() + 1, year.end)
    year.end = found.end()
    year.style = {"'": Style.SINGLE, '"': Style.DOUBLE}.get(found[1], Style.PLAIN)
    return [rest] if rest[0] < rest[1] else []


def _split_off_fragment(tree: Tree, flat: str) -> list[tuple[int, int]]:
    """The start of a key, cut off before its colon, where it cannot belong to the last value."""
    node, kind = tree.last.node, tree.last.shape.kind
    if not isinstance(node, ScalarNode) or node.style is not Style.PLAIN:
        return []
    if kind in (Kind.MAP, Kind.MAPS):
        tree.last.clear()
        return [(node.start, node.end)]
    fragment = _FRAGMENT.search(flat, node.start, node.end)
    if kind in WORD_KINDS and fragment and any(key.startswith(fragment[1]) for key in ALL_KEYS):
        node.end = fragment.start()
        return [fragment.span(1)]
    return []


def _original_place(raw: str, flat: str, place: int) -> int:
    """Where in the text as it came the character stands that is at `place` of the collapsed text."""
    wanted = place - flat.count(" ", 0, place)
    for found in _INK.finditer(raw):
        if wanted < found.end() - found.start():
            return found.start() + wanted
        wanted -= found.end() - found.start()
    return len(raw)
