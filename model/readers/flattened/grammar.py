"""The grammar of flattened records: which reading of the tokens as nested maps and lists is the cheapest.

Tokens alone leave open where a map ends, which list a dash continues, and (where tags were replaced by blanks)
whether ``doi: `` is a key or prose. Every possibility is a *move* with a price: nothing for what an export looks
like, key-sorted and shaped as the schema says; something for what it could be; much for what it hardly is. The
reading with the lowest sum wins, so that what comes later settles what came before. A few readings are carried
along at a time, hence the time is linear in the number of tokens.
"""

from collections.abc import Iterator, Sequence
from enum import Enum, IntEnum, auto
from typing import NamedTuple

from model.readers.flattened.schema import (
    ALL_KEYS,
    ANY,
    LIST_KINDS,
    PROSE_WORDS,
    REQUIRED,
    SCALAR_KINDS,
    TOP,
    Kind,
    Shape,
    is_known,
    shape_of,
)
from model.readers.flattened.tokens import Style, Token, TokenKind


class Move(Enum):
    """What a token does to the reading."""

    DROP = auto()  # belongs to no value: what comes before a record's first key, or after a closed scalar
    KEY = auto()  # is a key of the map at `depth`; deeper ones end
    OPEN_MAP = auto()  # is the first key of a new map, the value of the key or item before it
    OPEN_LIST = auto()  # is the dash of the first item of a new list
    ITEM = auto()  # is the dash of a further item of the list at `depth`; deeper frames end
    VALUE = auto()  # is the scalar value of the key or item before it
    PROSE = auto()  # goes on with the plain scalar before it


class Step(NamedTuple):
    """A move and the frame it goes to."""

    move: Move
    depth: int = 0


class _Frame(NamedTuple):
    """An open map (its schema, its latest key, all its keys) or list (its items' schema and form)."""

    is_list: bool
    rule: str
    last: str = ""
    seen: frozenset[str] = frozenset()
    shape: Shape = ANY  # of a map: what its latest key holds; of a list: what its items are


class _Mode(IntEnum):
    LOST = auto()  # no key of the record found yet
    LOST_ITEM = auto()  # the same, after a dash: what follows is in a list
    VALUE = auto()  # after a key or a dash
    CLOSED = auto()  # after a quoted scalar
    PLAIN = auto()  # after plain text, which may go on
    DANGLING = auto()  # after a dash or key that was read as prose
    BLOCK = auto()  # after block text, which may go on with anything
    BLOCK_DANGLING = auto()


_OPEN_ENDED = (_Mode.PLAIN, _Mode.DANGLING, _Mode.BLOCK, _Mode.BLOCK_DANGLING)
_UNFOUND = (_Mode.LOST, _Mode.LOST_ITEM)
_IN_BLOCK = (_Mode.BLOCK, _Mode.BLOCK_DANGLING)

# Prices. A reading whose sum is under _STRICT_LIMIT only prefers; from there on it breaks a rule of the format.
_STRICT_LIMIT = 8
_DROPPED = 1
_REQUIRED_SKIPPED = 1
_UNKNOWN_KEY, _UNKNOWN_KEY_INSIDE, _UNKNOWN_IN_UNKNOWN, _KNOWN_ELSEWHERE = 4, 5, 1, 6
_ODD_VALUE, _WRONG_SHAPE = 2, 12
_UNSORTED, _UNSORTED_UNKNOWN = 8, 16
_EMPTY_VALUE = 12
_KEY_IS_PROSE, _KNOWN_IS_PROSE, _CITED_WORD, _BLOCK_WORD = 18, 30, 1, 2
_SPLITTABLE_DASH, _DANGLING_PROSE = 3, 4
_STRAY_TEXT = 8

# How far behind the best a reading may be to be carried along, and how many are: strict first, relaxed after.
_STRICT = (_STRICT_LIMIT, 24)
_RELAXED = (60, 96)


class _Reading(NamedTuple):
    """One way to read the tokens so far; `before` and `step` say how it came about."""

    frames: tuple[_Frame, ...]
    mode: _Mode
    cost: int
    before: "_Reading | None"
    step: Step


def parse(tokens: Sequence[Token], *, headless: bool = False) -> tuple[Step, ...]:
    """The cheapest reading of the tokens of one record: one step for each token.

    With `headless` the tokens may start anywhere in a record: those before its first own key are dropped.
    """
    strict = _search(tokens, headless, *_STRICT)
    if strict.cost < _STRICT_LIMIT:
        return _steps(strict)
    return _steps(_search(tokens, headless, *_RELAXED))


def _steps(reading: _Reading) -> tuple[Step, ...]:
    steps = []
    at: _Reading | None = reading
    while at is not None and at.before is not None:
        steps.append(at.step)
        at = at.before
    return tuple(reversed(steps))


def _search(tokens: Sequence[Token], headless: bool, margin: int, width: int) -> _Reading:
    top = _Frame(is_list=False, rule=TOP)
    readings = [_Reading((top,), _Mode.LOST if headless else _Mode.CLOSED, 0, None, Step(Move.DROP))]
    for token in tokens:
        at_end = token is tokens[-1]
        following = [moved for reading in readings for moved in _moves(reading, token, at_end=at_end)]
        readings = _best(following, margin, width) or [_forced(readings[0])]
    return min(readings, key=lambda reading: reading.cost)


def _best(readings: list[_Reading], margin: int, width: int) -> list[_Reading]:
    """The cheapest readings, one for each situation."""
    if len(readings) < 2:
        return readings
    cheapest: dict[object, _Reading] = {}
    for reading in readings:
        situation = (reading.mode, *[(frame.rule, frame.last, frame.shape) for frame in reading.frames])
        known = cheapest.get(situation)
        if known is None or reading.cost < known.cost:
            cheapest[situation] = reading
    ranked = sorted(cheapest.values(), key=lambda reading: reading.cost)
    limit = ranked[0].cost + margin
    return [reading for reading in ranked[:width] if reading.cost <= limit]


def _forced(reading: _Reading) -> _Reading:
    """Where no move is allowed the token is dropped at a high price, so that the search always ends."""
    return _Reading(reading.frames, reading.mode, reading.cost + 100, reading, Step(Move.DROP))


def _moves(reading: _Reading, token: Token, *, at_end: bool) -> Iterator[_Reading]:
    if reading.mode in _UNFOUND:
        mode = _Mode.LOST_ITEM if token.kind is TokenKind.DASH else _Mode.LOST
        yield _to(reading, reading.frames, mode, _DROPPED, Step(Move.DROP))
        if token.kind is TokenKind.KEY and reading.mode is _Mode.LOST:
            yield from _place_key(reading, token.text, 0)
    elif token.kind is TokenKind.KEY:
        yield from _key_moves(reading, token.text)
    elif token.kind is TokenKind.DASH:
        yield from _dash_moves(reading)
    else:
        yield from _scalar_moves(reading, token, at_end=at_end)


def _to(reading: _Reading, frames: tuple[_Frame, ...], mode: _Mode, cost: int, step: Step) -> _Reading:
    return _Reading(frames, mode, reading.cost + cost, reading, step)


# ---- keys


def _key_moves(reading: _Reading, key: str) -> Iterator[_Reading]:
    if reading.mode is _Mode.VALUE:
        yield from _open_map(reading, key)
        yield from _place_key(reading, key, _EMPTY_VALUE)
        return
    yield from _place_key(reading, key, _price_of_ending(reading.mode))
    if reading.mode in _OPEN_ENDED:
        mode = _Mode.BLOCK_DANGLING if reading.mode in _IN_BLOCK else _Mode.DANGLING
        yield _to(reading, reading.frames, mode, _price_of_prose_key(reading, key), Step(Move.PROSE))


def _price_of_ending(mode: _Mode) -> int:
    """Text that ends with something that looked like a key or a dash is unlikely."""
    return _DANGLING_PROSE if mode in (_Mode.DANGLING, _Mode.BLOCK_DANGLING) else 0


def _price_of_prose_key(reading: _Reading, key: str) -> int:
    if reading.mode in _IN_BLOCK:
        return _BLOCK_WORD
    if key in PROSE_WORDS and reading.frames[-1].rule == "citation":
        return _CITED_WORD
    return _KNOWN_IS_PROSE if any(is_known(frame.rule, key) for frame in reading.frames) else _KEY_IS_PROSE


def _open_map(reading: _Reading, key: str) -> Iterator[_Reading]:
    """The key before, or the item, holds a map that starts with `key`."""
    frame = reading.frames[-1]
    shape = frame.shape
    cost = 0 if shape.kind in (Kind.MAP, Kind.ANY) or (frame.is_list and shape.kind is Kind.MAPS) else _WRONG_SHAPE
    if shape.kind is Kind.ANY:
        cost += _UNKNOWN_IN_UNKNOWN
    frames = reading.frames
    if frame.is_list and shape.kind is Kind.ANY:  # from now on a list of maps
        frames = (*frames[:-1], frame._replace(shape=Shape(Kind.MAPS)))
    opened = _Frame(is_list=False, rule=shape.of)
    price, entered = _enter(opened, key, len(frames))
    yield _to(reading, (*frames, entered), _Mode.VALUE, cost + price, Step(Move.OPEN_MAP))


def _place_key(reading: _Reading, key: str, cost: int) -> Iterator[_Reading]:
    """`key` belongs to one of the open maps; those inside it end here."""
    for depth in range(len(reading.frames) - 1, -1, -1):
        frame = reading.frames[depth]
        if frame.is_list or key in frame.seen:
            continue
        if reading.mode is _Mode.LOST and not is_known(frame.rule, key):
            continue
        price, entered = _enter(frame, key, depth)
        if not depth and reading.mode is not _Mode.LOST:
            price += sum(_REQUIRED_SKIPPED for required in REQUIRED if frame.last < required < key)
        frames = (*reading.frames[:depth], entered)
        yield _to(reading, frames, _Mode.VALUE, cost + price, Step(Move.KEY, depth))


def _enter(frame: _Frame, key: str, depth: int) -> tuple[int, _Frame]:
    """What it costs to add `key` to the map, and the map with it."""
    is_sorted = key > frame.last
    if is_known(frame.rule, key):
        price = 0 if is_sorted else _UNSORTED
    elif not is_sorted:
        price = _UNSORTED_UNKNOWN
    elif frame.rule:
        price = _UNKNOWN_KEY_INSIDE if depth else _UNKNOWN_KEY
        price += _KNOWN_ELSEWHERE if key in ALL_KEYS else 0
    else:
        price = _UNKNOWN_IN_UNKNOWN
    last = key if is_sorted else frame.last
    return price, _Frame(False, frame.rule, last, frame.seen | {key}, shape_of(frame.rule, key))


# ---- dashes


def _dash_moves(reading: _Reading) -> Iterator[_Reading]:
    if reading.mode is _Mode.VALUE:
        yield from _open_list(reading)
        yield from _next_item(reading, _EMPTY_VALUE)
        return
    yield from _next_item(reading, _price_of_ending(reading.mode))
    if reading.mode in _OPEN_ENDED:
        splittable = reading.frames[-1].is_list and reading.mode not in _IN_BLOCK
        mode = _Mode.BLOCK_DANGLING if reading.mode in _IN_BLOCK else _Mode.DANGLING
        yield _to(reading, reading.frames, mode, _SPLITTABLE_DASH if splittable else 0, Step(Move.PROSE))


def _open_list(reading: _Reading) -> Iterator[_Reading]:
    frame = reading.frames[-1]
    shape = frame.shape
    fits = shape.kind in LIST_KINDS or shape.kind in (Kind.MAPS, Kind.ANY)
    cost = _WRONG_SHAPE if not fits or frame.is_list else 0
    items = shape if fits and not frame.is_list else ANY
    opened = _Frame(is_list=True, rule="", shape=items)
    yield _to(reading, (*reading.frames, opened), _Mode.VALUE, cost, Step(Move.OPEN_LIST))


def _next_item(reading: _Reading, cost: int) -> Iterator[_Reading]:
    for depth in range(len(reading.frames) - 1, -1, -1):
        if reading.frames[depth].is_list:
            frames = reading.frames[: depth + 1]
            yield _to(reading, frames, _Mode.VALUE, cost, Step(Move.ITEM, depth))


# ---- scalars


def _scalar_moves(reading: _Reading, token: Token, *, at_end: bool) -> Iterator[_Reading]:
    if reading.mode is _Mode.VALUE:
        frames, cost = _with_value(reading, token)
        if at_end and token.style is Style.PLAIN:  # can be the start of a key, cut off before its colon
            cost = min(cost, _ODD_VALUE)
        yield _to(reading, frames, _mode_after(token), cost, Step(Move.VALUE))
    elif reading.mode in _OPEN_ENDED:
        mode = _Mode.BLOCK if reading.mode in _IN_BLOCK else _Mode.PLAIN
        yield _to(reading, reading.frames, mode, 0, Step(Move.PROSE))
    else:
        yield _to(reading, reading.frames, _Mode.CLOSED, _STRAY_TEXT, Step(Move.DROP))


def _mode_after(token: Token) -> _Mode:
    if token.style is Style.PLAIN:
        return _Mode.PLAIN
    return _Mode.BLOCK if token.style is Style.BLOCK else _Mode.CLOSED


def _with_value(reading: _Reading, token: Token) -> tuple[tuple[_Frame, ...], int]:
    """The frames once the latest key or item holds this scalar, and what that costs."""
    frame = reading.frames[-1]
    if token.style is Style.FLOW:
        return reading.frames, 0
    if frame.is_list:
        if frame.shape.kind is Kind.ANY:
            return (*reading.frames[:-1], frame._replace(shape=Shape(Kind.TEXTS))), 0
        return reading.frames, 0 if frame.shape.kind in LIST_KINDS else _WRONG_SHAPE
    kind = frame.shape.kind
    if kind is Kind.FLAG:
        return reading.frames, 0 if token.text.strip("'\"") in ("0", "1") else _ODD_VALUE
    if kind in SCALAR_KINDS or kind is Kind.ANY:
        return reading.frames, 0
    return reading.frames, _ODD_VALUE if kind in LIST_KINDS else _WRONG_SHAPE
