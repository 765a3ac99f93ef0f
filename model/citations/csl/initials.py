"""Given names to initials, and particles out of the names they are written in."""

from __future__ import annotations

import re

_ROMANESQUE = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿḀ-ỿ]")
_TOKEN = re.compile(r"[^\s'’-]+(?:\s+|['’-]\s*)")


def is_romanesque(text: str) -> bool:
    """Is this written in an alphabet whose names have initials (Latin, Greek, Cyrillic)?"""
    return bool(_ROMANESQUE.search(text))


def split_family(family: str) -> tuple[str, str]:
    """Split leading particles in lower case off a family name: "van der Berg" is "van der" and "Berg"."""
    if family.startswith('"') and family.endswith('"') and len(family) > 1:
        return "", family[1:-1]
    end = 0
    while match := _TOKEN.match(family, end):
        if not match[0][0].islower():
            break
        end = match.end()
    return family[:end].rstrip(" "), family[end:]


def split_given(given: str) -> tuple[str, str]:
    """Split trailing particles in lower case off given names: "Alexander von" is "Alexander" and "von"."""
    words = given.split(" ")
    start = len(words)
    while start > 1 and words[start - 1][:1].islower():
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def initials(given: str, mark: str, hyphens: bool, shorten: bool) -> str:
    """Given names as initials followed by `mark`; with `shorten` off, only tidy the initials there are.

    Hyphens stay between initials if the style wants them (J.-P.); words in lower case are kept whole.
    """
    if not is_romanesque(given):
        return given
    text = given if hyphens else given.replace("-", " ")
    text = re.sub(r"\s*-\s*", "-", text)
    text = re.sub(r"\.(?=[^\s.-])", ". ", text)
    out = ""
    pieces = [piece for piece in re.split(r"(\s+|-)", text.strip()) if piece]
    for index, piece in enumerate(pieces):
        if piece == "-":
            if shorten or not _is_initial(pieces[index - 1]):
                out = out.rstrip() + "-"
        elif piece.isspace():
            continue
        else:
            out = _add(out, piece, mark, shorten, index + 1 < len(pieces))
    return re.sub(r"\s+", " ", out).strip()


def _add(out: str, piece: str, mark: str, shorten: bool, more: bool) -> str:
    letters = piece.rstrip(".")
    if not letters:
        return out
    if shorten and letters != piece and not _is_initial(piece) and letters[0].isupper():
        return out + letters + mark  # an abbreviation the author chose (Ma. for Maria) is as short as it gets
    if _is_initial(piece) or (shorten and letters[0].isupper()):
        return out + _initial(letters) + mark
    joined = out if out.endswith("-") or not out else out.rstrip() + " "
    return joined + piece + " "


def _is_initial(piece: str) -> bool:
    letters = piece.rstrip(".")
    return len(letters) == 1 and letters.isupper()


def _initial(word: str) -> str:
    """The initial of a word; a capital digraph (Yu, Ch written YUri) keeps its second letter."""
    extra = ""
    for char in word[1:]:
        if not char.isupper():
            break
        extra += char.lower()
    return word[0] + (extra if len(extra) < len(word) - 1 else "")
