"""Whether the head of a text is flattened LibreCat YAML."""

import re

from model.readers.flattened.schema import MAPS

_HEAD = 8000
_KEY = re.compile(r"(?:^|(?<=[ \t\r\n]))([A-Za-z_][A-Za-z0-9_.\-]*):(?=[ \t\r\n]|$)")
# Keys with an underscore and names of citation styles are LibreCat's own; `title` or `year` are everybody's.
_TELLING = frozenset(key for known in MAPS.values() for key in known if "_" in key) | {"ama", "chicago", "ieee", "iso"}
# So many keys on one line with a key before them, and so many of these telling, make a text flattened.
_ENOUGH_KEYS, _ENOUGH_TELLING = 3, 2


def looks_flattened(head: str) -> bool:
    """Whether a text that starts with `head` (a few thousand characters do) is flattened LibreCat YAML.

    It is where several keys of LibreCat follow each other on one line, in an order that LibreCat's maps have.
    Proper YAML has each key on its own line, so many keys at the starts of lines for each within them say no.
    """
    within, at_start, telling, before = 0, 0, 0, ""
    for found in _KEY.finditer(head[:_HEAD]):
        key = found[1]
        if _starts_line(head, found.start()):
            at_start += 1
        elif _can_follow(before, key):
            within += 1
            telling += key in _TELLING or before in _TELLING
        before = key
    return within >= _ENOUGH_KEYS and telling >= _ENOUGH_TELLING and within * 4 > at_start


def _starts_line(head: str, place: int) -> bool:
    line_start = head.rfind("\n", 0, place) + 1
    return line_start > 0 and not head[line_start:place].strip(" \t\r-")


def _can_follow(before: str, key: str) -> bool:
    """Whether `key` can come after `before` in a sorted map, or be the first key within it."""
    for known in MAPS.values():
        inside = known.get(before)
        if inside and ((before < key and key in known) or (inside.of and key in MAPS[inside.of])):
            return True
    return False
