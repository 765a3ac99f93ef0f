"""Letters and signs beyond ASCII as TeX commands: where LaTeX does not know them, or BibTeX would cut them in two."""

from __future__ import annotations

import re
import unicodedata

from model.tex_symbols import ACCENTS, LETTERS

__all__ = ["letters", "rare_letters", "sign"]

_BELOW = "ckdb"
_COMMANDS = {mark: name for name, mark in ACCENTS.items() if name in "`'^~\"=.uvHrckdb"} | {"\u0326": "textcommabelow"}
"""Combining characters and the accents that every encoding of LaTeX has; `k` asks for T1, as its letters do."""

_NAMED = ("aa", "ae", "oe", "o", "l", "dj", "dh", "th", "ng")
_OWN = {LETTERS[name]: name for name in (*_NAMED, *map(str.upper, _NAMED), "ss", "i")}
_ALPHABETS = (
    ("DOUBLE-STRUCK", "mathbb"),
    ("FRAKTUR", "mathfrak"),
    ("BLACK-LETTER", "mathfrak"),
    ("SCRIPT", "mathcal"),
    ("BOLD", "mathbf"),
    ("SANS-SERIF", "mathsf"),
    ("MONOSPACE", "mathtt"),
)
_ONLY_CAPITALS = frozenset(["mathbb", "mathcal"])
_RARE = re.compile("[\u0180-\u024f\u1e00-\u1eff]")  # most of them pdfLaTeX does not know by themselves
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_RAISED = ("\u2070", "\u209c")  # the first and last of Unicode's signs above and below the line


def letters(name: str) -> str:
    """A name with its Latin letters as groups, which BibTeX sorts, cuts and abbreviates as one letter each.

    It counts bytes otherwise: `Åse` would be abbreviated to half a letter, at which LaTeX stops.
    """
    return _BEYOND_ASCII.sub(lambda found: _letter(found[0]), unicodedata.normalize("NFC", name))


def rare_letters(text: str) -> str:
    """A text with those Latin letters as groups that pdfLaTeX knows by their accents only.

    Not for BibLaTeX: biber turns accents into letters again, but only one of a letter.
    """
    return _RARE.sub(lambda found: _letter(found[0]), text)


def _letter(char: str) -> str:
    r"""A Latin letter with its accents as a group, ``{\"u}``; whatever has no such form stays."""
    if char in _OWN:
        return f"{{\\{_OWN[char]}}}"
    base, *marks = list(unicodedata.normalize("NFD", char))
    if not marks or not (base.isascii() and base.isalpha()) or not _COMMANDS.keys() >= set(marks):
        return char
    written = base
    for command in sorted((_COMMANDS[mark] for mark in marks), key=lambda command: command[0] in _BELOW + "t"):
        blank = " " if command.isalpha() else ""
        written = f"\\{command}{blank}{written}" if len(written) == 1 else f"\\{command}{{{written}}}"
    return f"{{{written}}}"


def sign(char: str) -> str:
    """A raised or lowered sign, or a letter of mathematics, as a formula; whatever has no such form stays."""
    kind = unicodedata.decomposition(char).partition(" ")[0]
    plain = unicodedata.normalize("NFKC", char).replace("\u2212", "-")
    if not plain.isascii() or kind not in ("<super>", "<sub>", "<font>"):
        return char
    if kind == "<font>":
        name = unicodedata.name(char)
        alphabet = next((command for part, command in _ALPHABETS if part in name), "")
        if not alphabet or (alphabet in _ONLY_CAPITALS and not plain.isupper()):
            return f"${plain}$"
        return f"$\\{alphabet}{{{plain}}}$"
    return f"${'^' if kind == '<super>' else '_'}{{{plain}}}$" if _RAISED[0] <= char <= _RAISED[1] else char
