"""Fields of many LibreCat documents made together: of each key the blocks of all of them, as one column.

Where a document lacks a key its block is empty. What is not of the form that nearly all blocks have gets no answer
here: such a block is read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from model.readers.librecat_fields import EXTERNAL, Part
from model.readers.librecat_values import date_of
from model.readers.yaml_blocks import SIGNS, value_of
from model.record import Value

__all__ = ["Again", "Made", "Together", "again", "dates", "each", "identifiers", "lines", "pages", "repeated"]

Made: TypeAlias = "Mapping[str, Value] | None"
"""Fields that were made of the blocks of a document; None where its values have to be read."""
Together: TypeAlias = "Callable[..., Sequence[Made]]"
"""What makes fields of the columns of some keys."""

_MOST_BLOCKS = 2_000  # of one key that stand alike in many documents ...
_LONGEST_BLOCK = 500  # ... and how many bytes one may have
_MOST_KEYS = 100
_MOST_DAYS = 16_384  # fifty years have no more
_YEAR = re.compile(rb"year: ('?)([0-9]{4})\1\n")
_STAMP = re.compile(rb"date_published: (([1-9][0-9]{3})-(?:0[0-9]|1[0-2])-(?:[0-2][0-9]|3[01]))(?:T[0-9:.]*Z?)?\n")
_OTHER_IDS = re.compile(rb"\n  (arxiv|isi|pmid):\n  - ('?)([0-9A-Za-z][0-9A-Za-z./:-]*)\2(?=\n)")
_PAGES = re.compile(rb"page: ('?)([0-9]+(?:-|\xe2\x80\x93)[0-9]+)\1\n")


class Again(dict[bytes, Mapping[str, Value]]):
    """What is made of the block of a key, remembered for other documents where the block is short."""

    def __init__(self, key: str, make: Part) -> None:
        super().__init__()
        self._key = key
        self._make = make

    def __missing__(self, block: bytes) -> Mapping[str, Value]:
        fields: dict[str, Value] = {}
        self._make(fields, {self._key: value_of(block)})
        if len(block) <= _LONGEST_BLOCK:
            if len(self) >= _MOST_BLOCKS:
                self.clear()
            self[block] = fields
        return fields


again = lru_cache(maxsize=_MOST_KEYS)(Again)  # the same for all who ask


def each(shortcut: Callable[..., Made]) -> Together:
    """What makes fields of each document's blocks by themselves."""

    def together(*columns: Sequence[bytes]) -> Sequence[Made]:
        """What the shortcut says of the blocks of each document."""
        return [*map(shortcut, *columns)]

    return together


def repeated(keys: Sequence[str], make: Part, often: frozenset[str]) -> Together:
    """What makes the same fields of the same block, of keys under which documents `often` say the same."""
    if len(keys) == 1:
        known = again(keys[0], make)
        return each(known.__getitem__)

    def one(*blocks: bytes) -> Made:
        """What is made of the only block, where there is but one and it comes again."""
        [(key, block), *others] = [(key, block) for key, block in zip(keys, blocks, strict=True) if block]
        return None if others or key not in often else again(key, make)[block]

    return each(one)


def lines(key: str, make: Part) -> Together:
    """What makes a field of texts whose blanks do not count."""
    head, nothing = f"{key}: ", f"{key}:\n".encode()

    def one(line: str) -> Made:
        """The field as a text says it, whose lines have been joined to one behind its key."""
        value = line[len(head) :]
        sign = value[:1]
        if sign in SIGNS:
            if sign == "'":
                value = value[1:-1].replace("''", "'")
            elif sign == '"' and "\\" not in value:  # one may have stood at the end of a line
                value = value[1:-1]
            else:
                return None
        fields: dict[str, Value] = {}
        make(fields, {key: value})
        return fields

    def together(blocks: Sequence[bytes]) -> Sequence[Made]:
        """Of values on one line, or on several of which the others begin with blanks."""
        joined = b"".join(blocks)
        written = joined.replace(b"\n  ", b" ").decode().split("\n")
        if nothing in joined or len(written) != len(blocks) + 1:  # lists and maps, or empty lines
            return [None] * len(blocks)
        return [*map(one, written[:-1])]

    return together


def dates(year: bytes, stamp: bytes) -> Made:
    """The date of publication: the day of a time stamp that the year does not contradict."""
    day = _STAMP.fullmatch(stamp)
    if day is None:
        return None
    if year and ((known := _YEAR.fullmatch(year)) is None or known[2] != day[2]):
        return None
    return _day(day[1])


@lru_cache(maxsize=_MOST_DAYS)
def _day(written: bytes) -> Made:
    return {"issued": date_of(written.decode())}


def identifiers(make: Part) -> Together:
    """What makes identifiers: those of journals and books come again, those of other catalogues do not."""
    known = again("publication_identifier", make)

    def one(own: bytes, others: bytes) -> Made:
        """All identifiers of a document."""
        found = known[own] if own else {}
        if not others:
            return found
        fields: dict[str, Value] = {}
        usual = _OTHER_IDS.findall(others)
        if 2 * len(usual) + 1 == others.count(b"\n"):
            fields = {EXTERNAL[key.decode()]: (id_.decode(),) for key, _, id_ in usual}
        else:
            make(fields, {"external_id": value_of(others)})
        if "external_id" in found and "external_id" in fields:  # kinds that are not ours, of both keys together
            return None
        return {**found, **fields}

    return each(one)


def pages(block: bytes) -> Made:
    """Pages from one to another: of whatever type, they are not counted."""
    found = _PAGES.fullmatch(block)
    return None if found is None else {"page": found[2].decode()}
