"""The part of YAML that exports are written in, cut into its top-level keys without being parsed.

`cut` proves by one pattern that a document is plain block style: nothing in it can mean anything else to PyYAML.
Then every top-level key stands at the start of a line, and its block can be parsed alone, by `value_of`, when
somebody asks for it. Of a document with anything unusual `cut` says nothing, and PyYAML reads it whole.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from functools import cache
from itertools import accumulate, pairwise
from sys import intern
from typing import cast

from model.record import RawValue

__all__ = ["SIGNS", "cut", "cut_again", "line_of", "scalar_of", "value_of"]

_KEY = r"[A-Za-z_][A-Za-z0-9_.-]{0,99}+"
_END = r"\n++"
_ESCAPES = r'[0abtnvfre"/\\N_LP ]|x[0-9A-Fa-f]{2}|u(?![dD][89a-fA-F])[0-9A-Fa-f]{4}'


def _letter_but(signs: str) -> str:
    """Any letter but these and a line end."""
    return f"[^\\n{re.escape(signs)}]"


def _byte_but(signs: str) -> str:
    """The same for bytes, without control characters.

    In a class that names what is in it the engine finds a byte in half the time.
    """
    edges = sorted([ord(" ") - 1, *map(ord, signs), 127, 256])
    between = [rf"\x{last + 1:02x}-\x{next_ - 1:02x}" for last, next_ in pairwise(edges) if next_ - last > 1]
    return f"[{''.join(between)}]"


def _quoted(blanks: int, but: Callable[[str], str]) -> str:
    """A text in quotation marks; lines after its first begin with at least so many blanks."""
    on = rf" {{{blanks},}}+(?=[^\n])"
    in_single, in_double = but("'"), but('"\\')
    single = rf"'{in_single}*+(?:(?:''|\n++{on}){in_single}*+)*+'"
    double = rf'"{in_double}*+(?:(?:\\(?:{_ESCAPES}|\n{on})|\n++{on}){in_double}*+)*+"'
    return f"{single}|{double}"


# -- proof -------------------------------------------------------------------------------------------------------


_ANY = _byte_but("")
_SIGNS_FIRST = " ?:,[]{}#&*!|>'\"%@`-"  # with none of which a text without quotation marks begins
_START = rf"(?:{_byte_but(_SIGNS_FIRST)}|-(?=[^ \n]))"
_RUN = _byte_but(":#")
_LINE = rf"{_RUN}*+(?:(?::(?=[^ \n])|(?<=[^ \n])#){_RUN}*+)*+"  # neither `: ` nor ` #` in it


def _scalar(indent: int) -> str:
    """A value whose key, or dash, stands in column `indent`."""
    plain = rf"{_START}{_LINE}(?:\n++ {{{indent + 1},}}(?=[^ \n]){_LINE})*+"
    deep = f" {{{indent + 2}}}"
    literal = rf"[|>][+-]?\n{deep}(?=[^ \n]){_ANY}++(?:\n++{deep}{_ANY}++)*+"
    return rf"(?:{plain}|{_quoted(indent + 1, _byte_but)}|{literal}|\[\]|\{{\}})"


def _entry(indent: int, below: str = "") -> str:
    """A key with its value on the same line, or below it, or with none."""
    return rf"{_KEY}:(?: {_scalar(indent)}{_END}|{_END}(?:{below})?)"


def _map(indent: int, below: str = "") -> str:
    return rf"(?: {{{indent}}}{_entry(indent, below)})++"


def _list(indent: int) -> str:
    """A list whose dashes stand in column `indent`: of scalars, or of maps whose values are scalars."""
    entry = _entry(indent + 2)
    item = rf"{entry}(?: {{{indent + 2}}}{entry})*+|{_scalar(indent)}{_END}"
    return rf"(?: {{{indent}}}- (?:{item}))++"


_BELOW = f"{_list(0)}|{_list(2)}|{_map(2, f'{_list(2)}|{_list(4)}|{_map(4)}')}"


@cache
def _whole() -> re.Pattern[bytes]:
    """A document of nothing but top-level keys with their blocks; compiled for the first file only."""
    return re.compile(rf"(?:{_entry(0, _BELOW)})++".encode())


_STRANGE = (  # in UTF-8, after a byte that is quickly looked for
    (b"\xa8", re.compile(rb"\xe2\x80\xa8")),
    (b"\xa9", re.compile(rb"\xe2\x80\xa9")),
    (b"\xef", re.compile(rb"\xef(?:\xbb\xbf|\xbf[\xbe\xbf])")),
    (b"\xc2", re.compile(rb"\xc2[\x80-\x9f]")),
)


def cut(part: bytes) -> tuple[list[bytes], array[int]] | None:
    """The top-level keys of a document, and where each starts; None for a document that only PyYAML should read.

    The document is valid UTF-8 and starts with its first key. Line breaks other than LF, tabs, control characters,
    comments, tags, anchors, flow style: whatever would need a closer look is left to PyYAML. That no key is there
    twice the caller has to see to.
    """
    usual = part.isascii() or _is_usual(part)
    return cut_again(part) if usual and _whole().fullmatch(part) else None


def cut_again(part: bytes) -> tuple[list[bytes], array[int]]:
    """What `cut` said of a document that it took before: after the last start comes the end."""
    pieces = _AT_START.split(b"\n" + part)
    keys = pieces[1::2]
    lengths = [len(key) + len(rest) + 2 for key, rest in zip(keys, pieces[2::2], strict=True)]
    lengths[-1] -= 1  # the line end that was put before the first key
    return keys, array("H" if len(part) <= _SHORT else "I", [0, *accumulate(lengths)])  # every record has one


_SHORT = 0xFFFF
_AT_START = re.compile(rb"\n([A-Za-z_][A-Za-z0-9_.-]*+):")  # no other line of such a document starts with a letter


def _is_usual(part: bytes) -> bool:
    """Whether no line break or control character beyond ASCII is in it."""
    for byte, signs in _STRANGE:  # noqa: SIM110  (a generator would take as long as looking)
        if byte in part and signs.search(part):
            return False
    return True


# -- values ------------------------------------------------------------------------------------------------------

_PLAIN = r"[^\n]++(?:\n++\1(?(2)(?(3)  )) ++(?=[^ \n])[^\n]++)*+"


@cache
def _token() -> re.Pattern[str]:
    """A key or an item of a list, with its scalar: indent, dash, key, scalar."""
    return re.compile(rf"( *+)(- )?+(?:({_KEY}):(?: |(?=\n)))?+({_quoted(1, _letter_but)}|{_PLAIN})?+\n++")


_FOLD_ALL = re.compile(r"(?:(?<! ) ++)?+\n(\n*+) *+")
_ESCAPED_BLANK = re.compile(r"\\  *+\n")
_DIGITS = {"x": 2, "u": 4}
_MEANINGS = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip

_Token = tuple[str, str, str, str]  # indent, dash, key, scalar


def value_of(block: bytes) -> RawValue:
    """The value of a top-level key, out of the block that starts with it, of a document that `cut` took."""
    after = block.index(b":") + 1
    if block[after] == _BLANK:
        scalar = block[after + 1 :].decode().rstrip("\n")
        value = line_of(scalar) if "\n" not in scalar else scalar_of(scalar)
        if value is not None:
            return value
    else:
        rest = block[after:].decode()
        if (flat := _flat(rest)) is not None:
            return flat
        try:
            value, _ = _below(_token().findall(rest.lstrip("\n")), 0)
        except _UnusualError:
            pass
        else:
            return value
    from model.readers.yaml_values import parse

    return next(iter(cast("dict[str, RawValue]", parse(block.decode())).values()))


_BLANK = ord(" ")
SIGNS = "'\"|>[{"
"""What scalars begin with that mean more than they say."""


def line_of(scalar: str) -> RawValue:
    """The value of a scalar on one line, as most are; None for one that PyYAML should read."""
    if scalar[0] not in SIGNS:
        return scalar.rstrip(" ")
    if scalar[0] == "'" and "'" not in scalar[1:-1]:
        return scalar[1:-1]
    return scalar_of(scalar)


_ON_LINE = rf"([^\s{re.escape(SIGNS)}](?:[^\n]*[^ \n:])?+) *+|'([^'\n]*+)'"  # one that ends with a colon could be a key
_LINE_OF_MAP = re.compile(rf"\n(- |  )({_KEY}): (?:{_ON_LINE})(?=\n)")
_LINE_OF_LISTS = re.compile(rf"\n  (?:({_KEY}):|- (?:{_ON_LINE}))(?=\n)")


def _flat(rest: str) -> RawValue | None:
    """A list or a map of scalars, a list of such maps or a map of such lists: what most blocks are. None for others.

    Each scalar stands on the line of its key or dash.
    """
    if "\n    " in rest:  # a line that goes on, or something deeper
        return None
    if ": " not in rest:
        if rest.startswith("\n  "):
            return _lists(rest)
        if rest.startswith("\n- ") and "\n " not in rest and ":" not in rest:
            return _scalars(rest[len("\n- ") :].rstrip("\n").split("\n- "))
        return None
    lines = _LINE_OF_MAP.findall(rest)
    if not lines or len(lines) != rest.count("\n") - 1:
        return None
    if lines[0][0] != "- ":
        return {key: plain or quoted for _, key, plain, quoted in lines}
    values: list[RawValue] = []
    one: dict[str, RawValue] = {}
    for dash, key, plain, quoted in lines:
        if dash == "- ":
            one = {}
            values.append(one)
        one[key] = plain or quoted
    return values


def _lists(rest: str) -> RawValue | None:
    lines = _LINE_OF_LISTS.findall(rest)
    if len(lines) != rest.count("\n") - 1 or not lines[0][0]:
        return None
    values: dict[str, list[RawValue]] = {}
    some: list[RawValue] = []
    for key, plain, quoted in lines:
        if key:
            some = values[key] = []
        else:
            some.append(plain or quoted)
    return {key: some or "" for key, some in values.items()}


def _scalars(items: list[str]) -> RawValue | None:
    values = [None if "\n" in item else line_of(item) for item in items]
    return None if None in values else values


class _UnusualError(Exception):
    """A value that only PyYAML should read."""


def _below(tokens: list[_Token], at: int) -> tuple[RawValue, int]:
    """The list or map that begins with a token, and the number of the token after it."""
    if at == len(tokens):
        return "", at
    column = len(tokens[at][0])
    if not tokens[at][1]:
        return _map_value(tokens, at, column)
    values: list[RawValue] = []
    while at < len(tokens):
        indent, dash, key, scalar = tokens[at]
        if not dash or len(indent) != column:
            break
        if key:
            value, at = _map_value(tokens, at, column + 2)
        else:
            value, at = _known(scalar), at + 1
        values.append(value)
    return values, at


def _map_value(tokens: list[_Token], at: int, column: int) -> tuple[RawValue, int]:
    """The map whose keys stand in a column; the first may have a dash before it."""
    values: dict[str, RawValue] = {}
    first = at
    while at < len(tokens):
        indent, dash, key, scalar = tokens[at]
        if len(indent) + len(dash) != column or (dash and at > first):
            break
        at += 1
        if scalar:
            values[intern(key)] = _known(scalar)
        elif at < len(tokens) and len(tokens[at][0]) >= column + (not tokens[at][1]):
            values[intern(key)], at = _below(tokens, at)
        else:
            values[intern(key)] = ""
    return values, at


def _known(scalar: str) -> RawValue:
    value = scalar_of(scalar)
    if value is None:
        raise _UnusualError
    return value


def scalar_of(text: str) -> RawValue:
    """The value of a scalar as it is written; None for one that PyYAML should read."""
    first = text[0]
    if first == "'":
        return _folded(text[1:-1].replace("''", "'"))
    if first == '"':
        return _unescaped(text[1:-1])
    if first in "|>":
        return None
    if first in "[{":
        return [] if first == "[" else {}
    return _folded(text.rstrip(" "))


def _folded(text: str) -> str:
    """A text in which a line break is a blank and an empty line a break."""
    if "\n" not in text:
        return text
    if "\n\n" not in text:
        first, *others = text.split("\n")
        last = others.pop()
        return " ".join([first.rstrip(" "), *[line.strip(" ") for line in others], last.lstrip(" ")])
    return _FOLD_ALL.sub(lambda found: found[1] or " ", text)


def _unescaped(text: str) -> str | None:
    """What stands between double quotes; None for what PyYAML should read."""
    if "\\" not in text:
        return _folded(text)
    if "\\ " in text and _ESCAPED_BLANK.search(text):
        return None
    first, *others = text.split("\\")
    said = [_folded(first)]
    rest = iter(others)
    for escaped in rest:
        letter = escaped[:1]
        if not letter:  # two of them are one, and what follows is as it is
            said += "\\", _folded(next(rest))
        elif letter in _DIGITS:
            end = 1 + _DIGITS[letter]
            said += chr(int(escaped[1:end], 16)), _folded(escaped[end:])
        elif letter == "\n":
            said.append(_folded(escaped.lstrip("\n ")))
        else:
            said += _MEANINGS.get(letter, letter), _folded(escaped[1:])
    return "".join(said)
