"""Words of a LibreCat document, taken from the bytes of its blocks: all that an index wants of a long text.

A block is what a top-level key begins, of a document that `yaml_blocks.cut` took. Where escapes, markup or formulas
could hide or change words the text is read; of a block scalar, or of what is no text, there is no answer.
"""

from __future__ import annotations

import re

from model.readers.librecat_values import block as text_of
from model.readers.yaml_blocks import scalar_of

__all__ = ["words_of_abstracts", "words_of_map", "words_of_text"]

_BLANK = ord(" ")
_NO_PLAIN = (b"|", b">", b"[", b"{")  # what begins a value that is more than a text on its lines
_APART = frozenset({b"n", b"r", b"t", b" ", b'"'})  # escapes that only stand between words
_GOES_ON = re.compile(rb"(?<!\\)\\\n ++")
_ABSTRACT = re.compile(rb"\n- (?:lang: ([A-Za-z]++)\n  )?+text: ")
_NEXT = re.compile(rb"\n {0,2}[^ \n]")  # another key, or another item
_STYLE = re.compile(rb"</?(?:i|b|em|strong|sub|sup)>")
_INNER_KEY = re.compile(rb"\n  [A-Za-z_][A-Za-z0-9_.-]*+:(?=[ \n])")
_NO_TEXT = re.compile(  # in a map: a list, a map, nothing, a block
    rb"\n  (?:- |[A-Za-z_][A-Za-z0-9_.-]*+:(?:\n| [|>]))"
)


def words_of_text(block: bytes) -> str | None:
    """The words of a key's text, in their order."""
    after = block.index(b":") + 1
    return _words(block[after + 1 :]) if block[after] == _BLANK else None


def words_of_abstracts(block: bytes) -> list[tuple[str, str]] | None:
    """The language, where it is told, and the words of each abstract, in their order."""
    found = []
    end, whole = block.index(b"\n"), len(block.rstrip(b"\n"))
    while end < whole:
        head = _ABSTRACT.match(block, end)
        if head is None:
            return None
        following = _NEXT.search(block, head.end())
        end = following.start() if following else whole
        words = _words(block[head.end() : end])
        if words is None:
            return None
        found.append(((head[1] or b"").decode(), words))
    return found


def words_of_map(block: bytes) -> bytes | None:
    """The words of all texts in a map of them."""
    inside = block[block.index(b":") + 1 :]
    if not inside.startswith(b"\n  ") or b"\\" in inside or _NO_TEXT.search(inside):
        return None
    return _INNER_KEY.sub(b" ", inside)


def _words(written: bytes) -> str | None:
    """The words of a scalar, or its canonical text; whether blanks are a value others say."""
    bare = _STYLE.sub(b"", written) if b"<" in written else written
    said = None if b"<" in bare or b"&" in bare or b"$" in bare else _unquoted(bare.rstrip(b" \n"))
    text = _read(written) if said is None else said.replace(b"\n", b" ").decode()
    return text if text and not text.isspace() else None


def _read(written: bytes) -> str:
    said = scalar_of(written.decode().rstrip("\n"))
    return text_of(said) if isinstance(said, str) else ""


def _unquoted(said: bytes) -> bytes | None:
    first = said[:1]
    if first == b'"':
        return _without_escapes(said[1:-1])
    if b"\\" in said or first in _NO_PLAIN:
        return None
    if first != b"'":
        return said
    said = said[1:-1]
    return None if b"''" in said else said


def _without_escapes(said: bytes) -> bytes | None:
    """A text with blanks for blanks, line breaks and quotation marks that are escaped; other escapes may be letters."""
    if b"\\\n" in said:
        said = _GOES_ON.sub(b"", said)
    first, *others = said.split(b"\\")
    if not _APART.issuperset([rest[:1] for rest in others]):
        return None
    return b" ".join([first, *[rest[1:] for rest in others]])
