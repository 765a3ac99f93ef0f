"""What is asked of the people, files, links and relations of every LibreCat document, taken from their blocks.

A block is what a top-level key begins, of a document that `yaml_blocks.cut` took. Where it is no list there is no
answer, nor of files and links where values do not stand on the lines of their keys: then the value has to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from model.readers.librecat_fields import person_of, same_person
from model.readers.librecat_values import squeezed
from model.readers.yaml_blocks import SIGNS, line_of, value_of
from model.record import File, Link, Person, RawValue, Relation

__all__ = ["files_of", "links_of", "people_of", "related_links_of", "relations_of"]

_ITEM = b"\n- "
_MOST_PEOPLE = 16_384  # whose names are remembered as they are written: most come again
_INDENT = b"\n  "  # before a key in an item: a line that has more of it goes on with the value before
_PLAIN = rf"([^\s{re.escape(SIGNS)}][^\n]*+)".encode()
_PERSON = re.compile(
    rb"(?:first_name: %(it)b\n  )?(?:full_name: [^\n]++\n  )?(?:id: %(it)b\n  )?last_name: %(it)b(?:\n  orcid: %(it)b)?"
    % {b"it": _PLAIN}
)
_RELATED = re.compile(rb"\n  (record|link):((?:\n  (?:- |  )(?! )[^\n]++)++)")
_RELATED_ITEM = b"\n  - "


def people_of(block: bytes) -> tuple[Person, ...] | None:
    """The people of a role."""
    key, *items = block.rstrip(b"\n").split(_ITEM)
    return tuple(filter(None, map(_person, items))) if items and b"\n" not in key else None


@lru_cache(maxsize=_MOST_PEOPLE)
def _person(item: bytes) -> Person | None:
    usual = _PERSON.fullmatch(item)
    if usual is not None:
        given, id_, family, orcid = [squeezed(part.decode()) for part in usual.groups(b"")]
        return same_person(family, given, "", id_, orcid.rpartition("/")[2])
    (value,) = cast("list[RawValue]", value_of(b"author:" + _ITEM + item + b"\n"))
    return person_of(value)


def files_of(block: bytes) -> tuple[File, ...] | None:
    """The names and types of files that all have a name."""
    files = []
    for item in _items(block):
        name, content_type = _value(item, b"\n  file_name:"), _value(item, b"\n  content_type:")
        if not name or content_type is None:
            return None
        files.append(File(name, content_type=content_type))
    return tuple(files)


def links_of(block: bytes) -> tuple[Link, ...] | None:
    """Addresses of full texts, and what each is where that is told."""
    return _links(_items(block), "main_file")


def relations_of(block: bytes) -> tuple[Relation, ...] | None:
    """Other works that a work names, without their titles."""
    items = _related(block)
    if items is None or b"title:" in block:
        return None
    relations = []
    for item in items.get(b"record", ()):
        kind, target = _value(item, b"\n  relation:"), _value(item, b"\n  id:")
        if kind is None or target is None:
            return None
        if target:
            relations.append(Relation(kind or "other", target))
    return tuple(dict.fromkeys(relations))


def related_links_of(block: bytes) -> tuple[Link, ...] | None:
    """Further addresses that a work names beside other works."""
    items = _related(block)
    return None if items is None else _links(items.get(b"link", ()), "other")


def _links(items: Iterable[bytes], usual: str) -> tuple[Link, ...] | None:
    links = []
    for item in items:
        url, relation = _value(item, b"\n  url:"), _value(item, b"\n  relation:")
        if not url or relation is None:
            return None
        links.append(Link(relation or usual, url))
    return tuple(links)


def _related(block: bytes) -> dict[bytes, list[bytes]] | None:
    """The items of the lists of works and links, each key of them on a line of its own; None where there is more."""
    found = {}
    rest = len(block) - len(b"related_material:\n")  # bytes that are in no list
    for kind, written in _RELATED.findall(block):
        rest -= len(b"\n  :") + len(kind) + len(written)
        before, *items = written.split(_RELATED_ITEM)
        if before:
            return None
        found[kind] = [_INDENT + item.replace(b"\n    ", _INDENT) for item in items]
    return None if rest else found


def _items(block: bytes) -> list[bytes]:
    """The items of a list, each key of them on a line of its own; nothing of another value."""
    key, *items = block.split(_ITEM)
    return [] if b"\n" in key or b"\n   " in block else [_INDENT + item for item in items]


def _value(item: bytes, key: bytes) -> str | None:
    """The last value of a key, as `squeezed` gives it; an empty one where it is missing, None for one to be read."""
    at = item.rfind(key)
    if at < 0:
        return ""
    line = item[at + len(key) :].partition(b"\n")[0].strip(b" ")
    value = line_of(line.decode()) if line else None
    return None if value is None else squeezed(value)
