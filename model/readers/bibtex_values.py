"""Values of BibTeX fields by themselves: text out of TeX, addresses and identifiers, lists, people."""

from __future__ import annotations

import re
from functools import lru_cache

from model.entities import characters, may_hold_entities
from model.names import bibtex_people
from model.record import Value
from model.tex import decode, is_tex
from model.text import squeeze

__all__ = [
    "URL_COMMAND",
    "as_kind",
    "block_of",
    "name_of",
    "text_of",
    "texts_in",
    "unwrapped",
    "verbatim_of",
    "words_in",
]

URL_COMMAND = re.compile(r"\\(?:url|href|path)\s*\{([^{}]*)\}")
"""An address in a command of LaTeX's."""

_ESCAPED = re.compile(r"\\([_%&#$~{} ])")
_UNINDENTED = re.compile(r"\n(?![ \t]++[^ \t\r\n])")  # a line end, and no indented text behind it
_BLANKS = " \t\r\n\v\f"
_NAMES = 10_000  # of journals, publishers, places, and of what works are about: libraries repeat them
_LONGEST_NAME = 300


def text_of(value: str) -> str:
    """One line of canonical text."""
    return value if value.isalnum() else squeeze(decode(value))  # as numbers are


def name_of(value: str) -> str:
    """One line of canonical text that many entries have: made once, and kept once."""
    return _remembered(value) if len(value) <= _LONGEST_NAME else text_of(value)


_remembered = lru_cache(maxsize=_NAMES)(text_of)


def block_of(value: str) -> str:
    """Canonical text of several lines: a line that the source only wraps (its next is indented) is joined again."""
    if "\n" not in value:
        return text_of(value)
    lines = unwrapped(value)
    return "\n".join(map(squeeze, decode(lines).split("\n"))) if is_tex(lines) else lines


def words_in(value: str) -> str:
    """A text with the words of a value; of long ones only what lies around the signs of TeX is decoded."""
    if may_hold_entities(value):
        return block_of(value)
    if "\\" in value and "$" not in value:  # where it tells whether they stand around mathematics
        value = value.replace("\\%", "%")  # the only sign of most texts without mathematics, and no word
    if not ("\\" in value or "$" in value or "{" in value or "}" in value):
        return value.strip(_BLANKS)
    first = min(place for sign in "\\${}" if (place := value.find(sign)) >= 0)  # sooner than by an expression
    last = max(value.rfind("}"), value.rfind("$"))
    closed = last > max(value.rfind("\\"), value.rfind("{")) and value.count("{") == value.count("}")
    end = value.find(" ", last + 1) if closed and "\\}" not in value else -1
    end = len(value) if end < 0 else end
    start = value.rfind(" ", 0, first) + 1
    return f"{value[:start]}{block_of(value[start:end])}{value[end:]}".strip(_BLANKS)


def unwrapped(value: str) -> str:
    """The lines of a value, those joined that only its indentation divides."""
    value = value.strip(" \t\r\n")
    if not _UNINDENTED.search(value):
        return squeeze(value)
    parts: list[str] = []
    for line in value.split("\n"):
        text = line.strip(" \t\r")
        wrapped = text and parts and parts[-1] and line[0] in " \t"
        parts += [" " if wrapped else "\n", text]
    return "\n".join(map(squeeze, "".join(parts).split("\n"))).strip("\n")


def verbatim_of(value: str) -> str:
    """An address or identifier: braces, TeX's escapes and HTML's undone, nothing else."""
    if "\\" in value or "{" in value:
        value = URL_COMMAND.sub(r"\1", value)
        value = _ESCAPED.sub(r"\1", value).replace("{", "").replace("}", "")
    return characters(squeeze(value))


def as_kind(kind: str, value: str) -> Value | None:
    """A value in the shape that a field's kind asks for; None when text cannot have that shape."""
    if kind in ("text", "block"):
        return block_of(value) if kind == "block" else text_of(value)
    if kind == "word":
        return verbatim_of(value)
    if kind == "words":
        return tuple(word for part in re.split(r"[,;]", verbatim_of(value)) if (word := part.strip()))
    if kind == "texts":
        return (text_of(value),)
    return bibtex_people(value) if kind == "names" else None


def texts_in(value: str) -> tuple[str, ...]:
    """A list of texts: semicolons divide it, or where there are none commas; braces keep commas together."""
    value = characters(value)  # whose semicolons divide nothing
    mark = ";" if ";" in value else ","
    parts = _split_outside(value, mark) if "{" in value or "}" in value else value.split(mark)
    return tuple(dict.fromkeys([text for part in parts if (text := name_of(part))]))


def _split_outside(value: str, mark: str) -> list[str]:
    parts: list[str] = [""]
    depth = 0
    for piece in re.split(r"([{},;])", value):
        depth += (piece == "{") - (piece == "}")
        if piece == mark and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts
