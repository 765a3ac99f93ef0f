"""HTML's entities, which databases leave in formats that know none: `&amp;`, `&#039;`, `&lt;`."""

import re

__all__ = ["characters", "may_hold_entities"]

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def may_hold_entities(text: str) -> bool:
    """Whether there may be any; hardly any text has both signs, and this is the quickest way to see."""
    return "&" in text and ";" in text


def characters(text: str) -> str:
    """A text with its entities that end in ``;`` as characters, once; those that name none stay."""
    if not may_hold_entities(text):
        return text
    from html import unescape  # with a long table, which most libraries do not need
    from html.entities import html5

    def character(found: re.Match[str]) -> str:
        written = found[0]
        return (unescape(written) if written[1] == "#" else html5.get(written[1:], "")) or written

    return _ENTITY.sub(character, text)
