"""Canonical text written so that LaTeX prints it: the reverse of `model.tex`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from model import text
from model.citations.texletters import sign
from model.tex_parts import knows_commands
from model.tex_symbols import OPERATORS, ORDINARY

__all__ = ["balanced", "escape", "verbatim"]

_COMMANDS = {"i": "emph", "b": "textbf", "sup": "textsuperscript", "sub": "textsubscript", "sc": "textsc"}
_ESCAPES = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "$": "\\$", "&": "\\&",
    "#": "\\#", "%": "\\%", "_": "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "|": "\\textbar{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "\u00a0": "~", "\u2009": "\\,", "\u202f": "\\,", "\u00ad": "\\-",
    "\u200b": "", "\u2060": "", "\ufeff": "", "\u2212": "$-$", ",": ",{}", "?": "?{}", "!": "!{}",
}  # fmt: skip
_MATH = r"\$(?=[^\s$])[^$\n]*(?<=[^\s\\])\$(?!\d)"
_SIGNS = "\u0370-\u03ff\u2000-\u2bff\ufeff\U0001d400-\U0001d7ff"
_SPECIAL = re.compile(rf"({_MATH})|[\\{{}}$&#%_~^<>|\u00a0\u00ad{_SIGNS}]|,(?=,)|[?!](?=`)")  # `,,` is a quote in TeX
_LOOKS_LIKE_MATH = re.compile(r"\$(?:.*[\\^_=<>{].*|[A-Za-z](?:\(.*\))?)\$")
_ACTS = re.compile(r"(?<!\\)[%#]")
_BRACES = re.compile(r"[{}]")
_BRACE_AS_WRITTEN = re.compile(r"\\?[{}]")
_ELSEWHERE = frozenset({"omicron", "dotsc", "dotso", "implies", "impliedby", "prime"})
"""Commands that LaTeX by itself does not have, or that print something else; those of one letter have none."""

_INSTEAD = {
    "ο": "$o$", "⟹": "$\\Longrightarrow$", "⟸": "$\\Longleftarrow$", "′": "$'$", "″": "$''$", "∆": "$\\Delta$",
    "⋅": "$\\cdot$",
}  # fmt: skip


@cache
def _symbols() -> dict[str, str]:
    """Signs that LaTeX knows only in math, with their first command; text encodings have the others."""
    table = dict(_INSTEAD)
    for commands in (ORDINARY, OPERATORS):
        for name, shown in commands.items():
            known = name.isalpha() and len(name) > 1 and name not in _ELSEWHERE and not name.startswith("text")
            if known and len(shown) == 1 and not shown.isascii():
                table.setdefault(shown, f"$\\{name}$")
    return table


def escape(canonical: str) -> str:
    """Canonical text as LaTeX: markup as commands, what acts in TeX escaped, signs of math in `$...$`.

    Inline math that a text already holds (`$x^2$`) stays as it is. Letters beyond ASCII stay: UTF-8 is LaTeX's
    default encoding.
    """
    if "<" not in canonical:
        return _escape_run(canonical)
    parts = []
    for run, styles in text.spans(canonical):
        written = _escape_run(run)
        for style, command in _COMMANDS.items():
            if style in styles:
                written = f"\\{command}{{{written}}}"
        parts.append(written)
    return "".join(parts)


def _escape_run(run: str) -> str:
    return _SPECIAL.sub(_escaped, unicodedata.normalize("NFC", run))


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if match[1]:
        if _LOOKS_LIKE_MATH.fullmatch(found) and balanced(found) == found and _only_prints(found):
            return found
        return "\\$" + _escape_run(found[1:])
    return _ESCAPES[found] if found in _ESCAPES else _beyond_ascii(found)


def _only_prints(formula: str) -> bool:
    """Whether a formula of who knows whom may stand as it is: `$\\input{...}$` would read a file, `^^5c` is a `\\`."""
    return knows_commands(formula) and "^^" not in formula and not _ACTS.search(formula)


def _beyond_ascii(char: str) -> str:
    """A letter or sign as LaTeX prints it: a symbol, also in bold or italics, a sign above or below the line."""
    known = _symbols().get(char) or _symbols().get(unicodedata.normalize("NFKC", char))
    if known:
        return known
    return sign(char)


def balanced(value: str) -> str:
    """The value, its braces named by command where they do not pair: one that does not would end the entry."""
    depth = 0
    for brace in _BRACES.finditer(value):
        depth += 1 if brace[0] == "{" else -1
        if depth < 0:
            break
    if not depth:
        return value
    return _BRACE_AS_WRITTEN.sub(lambda brace: f"\\textbrace{'left' if brace[0][-1] == '{' else 'right'}{{}}", value)


def verbatim(value: str) -> str:
    """An address or DOI, which LaTeX takes as it is, safe between braces."""
    return value.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
