"""The tree of a flattened record: the grammar's steps carried out on its tokens."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from model.readers.flattened.grammar import Move, Step
from model.readers.flattened.schema import LIST_KINDS, SCALAR_KINDS, TOP, Kind, Shape, is_known, shape_of
from model.readers.flattened.tokens import Style, Token, TokenKind

_LONE_DASH = re.compile(r"(?:^| )-(?= |$)")
# An identifier is one word with a digit in it.
_IDENTIFIER = re.compile(r"[^ ]*\d[^ ]*")


@dataclass(slots=True)
class ScalarNode:
    """A value as it is written: from `start` to `end` in the collapsed text, quotes included."""

    start: int
    end: int
    style: Style
    unclosed: bool = False


@dataclass(slots=True)
class MapNode:
    """A map: its keys in order; a key without value holds None."""

    rule: str
    entries: dict[str, "Node | None"] = field(default_factory=dict)


@dataclass(slots=True)
class ListNode:
    """A list; an item without value is None."""

    shape: Shape
    items: list["Node | None"] = field(default_factory=list)


Node = ScalarNode | MapNode | ListNode


@dataclass(slots=True)
class Tree:
    """A record's tree, with what was dropped on the way and what was left in doubt."""

    root: MapNode
    start: int  # where its first key is
    dropped: list[tuple[int, int]]
    doubts: list[str]
    last: "Place"


@dataclass(frozen=True, slots=True)
class Place:
    """The last place filled in a tree: a key of a map or an item of a list."""

    path: str
    shape: Shape  # what the schema has there
    node: Node | None
    holder: MapNode | ListNode

    def clear(self) -> None:
        """Take the place out of its map or list."""
        if isinstance(self.holder, MapNode):
            self.holder.entries.popitem()
        else:
            self.holder.items.pop()


class _Builder:
    """Carries out steps; `nodes` are the open maps and lists, outermost first, `paths` their names."""

    def __init__(self) -> None:
        self.root = MapNode(TOP)
        self.nodes: list[MapNode | ListNode] = [self.root]
        self.keys: list[str] = [""]  # of each open map, its latest key
        self.scalar: ScalarNode | None = None
        self.prose_words: list[tuple[str, str]] = []

    def take(self, token: Token, step: Step) -> None:
        """Put the next token where the grammar says that it belongs."""
        if step.move is Move.PROSE:
            self._go_on(token)
        elif step.move is Move.VALUE:
            self.scalar = ScalarNode(token.start, token.end, token.style, token.unclosed)
            self._put(self.scalar)
        elif step.move is Move.KEY:
            self._close_to(step.depth)
            self._key(token.text)
        elif step.move is Move.OPEN_MAP:
            self._open(MapNode(self._shape().of))
            self._key(token.text)
        elif step.move is Move.OPEN_LIST:
            self._open(ListNode(self._shape()))
            self._item()
        elif step.move is Move.ITEM:
            self._close_to(step.depth)
            self._item()

    def _go_on(self, token: Token) -> None:
        if self.scalar is None:
            return
        self.scalar.end = token.end
        if token.kind is TokenKind.KEY:
            self.prose_words.append((self.path(), token.text))

    def _close_to(self, depth: int) -> None:
        del self.nodes[depth + 1 :], self.keys[depth + 1 :]
        self.scalar = None

    def _open(self, node: MapNode | ListNode) -> None:
        self._put(node)
        self.nodes.append(node)
        self.keys.append("")

    def _put(self, node: Node) -> None:
        holder = self.nodes[-1]
        if isinstance(holder, MapNode):
            holder.entries[self.keys[-1]] = node
        else:
            holder.items[-1] = node

    def _key(self, key: str) -> None:
        holder = self.nodes[-1]
        assert isinstance(holder, MapNode)  # the grammar puts keys into maps only
        holder.entries[key] = None
        self.keys[-1] = key
        self.scalar = None

    def _item(self) -> None:
        holder = self.nodes[-1]
        assert isinstance(holder, ListNode)  # the grammar puts items into lists only
        holder.items.append(None)

    def _shape(self) -> Shape:
        """What the latest key or item should hold."""
        holder = self.nodes[-1]
        return shape_of(holder.rule, self.keys[-1]) if isinstance(holder, MapNode) else holder.shape

    def path(self) -> str:
        """The place of the latest key or item, as in `author[1].full_name`."""
        parts: list[str] = []
        for node, key in zip(self.nodes, self.keys, strict=True):
            if isinstance(node, MapNode):
                parts.append(f".{key}")
            else:
                parts.append(f"[{len(node.items) - 1}]")
        return "".join(parts).lstrip(".")

    def doubts(self) -> Iterator[str]:
        for path, word in self.prose_words:
            yield f"{path}: '{word}:' was read as text, not as a key"

    def place(self) -> Place:
        holder, key = self.nodes[-1], self.keys[-1]
        node = holder.entries.get(key) if isinstance(holder, MapNode) else holder.items[-1]
        return Place(self.path(), self._shape(), node, holder)


def build(tokens: Sequence[Token], steps: Sequence[Step]) -> Tree:
    """The tree that the steps make of the tokens."""
    builder = _Builder()
    start = -1
    dropped: list[tuple[int, int]] = []
    for token, step in zip(tokens, steps, strict=True):
        if step.move is Move.DROP:
            _drop(dropped, token, goes_on=start < 0)
        else:
            start = token.start if start < 0 else start
            builder.take(token, step)
    return Tree(builder.root, max(start, 0), dropped, list(builder.doubts()), builder.place())


def _drop(dropped: list[tuple[int, int]], token: Token, *, goes_on: bool) -> None:
    """Note dropped text; before the first key it is one stretch."""
    if dropped and goes_on:
        dropped[-1] = (dropped[-1][0], token.end)
    else:
        dropped.append((token.start, token.end))


def structure_doubts(node: Node | None, text: str, path: str = "") -> Iterator[str]:
    """What in the structure an export need not look like: keys out of order or unknown, lists split at dashes."""
    if isinstance(node, ListNode):
        if _is_split_by_guess(node, text):
            yield f"{path}: unquoted items were split at ' - ', which could also be part of an item"
        yield from _items_by_guess(node, path)
        for index, item in enumerate(node.items):
            yield from structure_doubts(item, text, f"{path}[{index}]")
    elif isinstance(node, MapNode):
        highest = ""
        for key, value in node.entries.items():
            inner = f"{path}.{key}".lstrip(".")
            if key < highest:
                yield f"{inner}: the key is not where it sorts; that it belongs here is a guess"
            if node.rule and not is_known(node.rule, key):
                yield f"{inner}: the key is not known; that it belongs here is a guess by its place"
            elif not _fits(value, shape_of(node.rule, key).kind):
                yield f"{inner}: the value is not shaped as LibreCat has it; where it ends is a guess"
            highest = max(highest, key)
            yield from structure_doubts(value, text, inner)


def _fits(node: Node | None, kind: Kind) -> bool:
    if isinstance(node, MapNode):
        return kind in (Kind.MAP, Kind.ANY)
    if isinstance(node, ListNode):
        return kind in LIST_KINDS or kind in (Kind.MAPS, Kind.ANY)
    return node is None or node.style is Style.FLOW or kind in SCALAR_KINDS or kind is Kind.ANY


def _is_split_by_guess(node: ListNode, text: str) -> bool:
    """Whether an unquoted item ends at a dash or holds one; an identifier could not go on behind it."""
    plain = [item for item in node.items if isinstance(item, ScalarNode) and item.style is Style.PLAIN]
    if any(_LONE_DASH.search(text, item.start, item.end) for item in plain):
        return True
    if not plain or plain == node.items[-1:]:
        return False
    identifiers = all(_IDENTIFIER.fullmatch(text, item.start, item.end) for item in plain)
    return not (identifiers and node.shape.kind is Kind.WORDS)


def _items_by_guess(node: ListNode, path: str) -> Iterator[str]:
    """Items that end in unquoted text where the next one's first key could as well go on: the dash may be text."""
    for index, (item, following) in enumerate(pairwise(node.items)):
        if not (isinstance(item, MapNode) and isinstance(following, MapNode) and item.entries):
            continue
        last, value = list(item.entries.items())[-1]
        first = next(iter(following.entries), "")
        if isinstance(value, ScalarNode) and value.style is Style.PLAIN and last < first:
            yield f"{path}[{index}].{last}: a new item was begun at ' - ', which could also be the end of the text"
