"""Values of BibTeX fields by themselves: text out of TeX, addresses and identifiers, lists, people."""

from __future__ import annotations

import re

from model.names import bibtex_people
from model.record import Value
from model.tex import decode
from model.text import squeeze

__all__ = ["URL_COMMAND", "as_kind", "block_of", "text_of", "texts_in", "unwrapped", "verbatim_of"]

URL_COMMAND = re.compile(r"\\(?:url|href|path)\s*\{([^{}]*)\}")
"""An address in a command of LaTeX's."""

_ESCAPED = re.compile(r"\\([_%&#$~{} ])")


def text_of(value: str) -> str:
    """One line of canonical text."""
    value = decode(value)
    # most values are one line with single blanks: that is seen ten times faster than replaced
    return value.strip(" ") if value.isprintable() and "  " not in value else squeeze(value)


def block_of(value: str) -> str:
    """Canonical text of several lines: a line that the source only wraps (its next is indented) is joined again."""
    return text_of(value) if "\n" not in value else "\n".join(map(squeeze, decode(unwrapped(value)).split("\n")))


def unwrapped(value: str) -> str:
    """The lines of a value, those joined that only its indentation divides."""
    parts: list[str] = []
    for line in value.split("\n"):
        text = line.strip(" \t\r")
        wrapped = text and parts and parts[-1] and line[0] in " \t"
        parts += [" " if wrapped else "\n", text]
    return "\n".join(map(squeeze, "".join(parts).split("\n"))).strip("\n")


def verbatim_of(value: str) -> str:
    """An address or identifier: braces and TeX's escapes undone, nothing else."""
    if "\\" in value or "{" in value:
        value = URL_COMMAND.sub(r"\1", value)
        value = _ESCAPED.sub(r"\1", value).replace("{", "").replace("}", "")
    return squeeze(value)


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
    mark = ";" if ";" in value else ","
    parts: list[str] = [""]
    depth = 0
    for piece in re.split(r"([{},;])", value):
        depth += (piece == "{") - (piece == "}")
        if piece == mark and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(dict.fromkeys(text for part in parts if (text := text_of(part))))
