r"""Letters that TeX writes as commands, ``{\"u}`` and ``\'e``: all the TeX that most names and titles hold."""

import re
from functools import cache

from model.tex_decoder import Decoder
from model.tex_parts import is_balanced
from model.tex_running import ligatures

__all__ = ["decode_letters", "with_letters"]

_ACCENTED = r"\\[\"'`^~=.](?:[A-Za-z]|\{[A-Za-z]\}|\{\\[ij]\})|\\[cvuHkrd]\{[A-Za-z]\}"
_OWN = r"\\(?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j)(?=\})"  # without a brace the blank behind would belong to it
_ALONE = re.compile(rf"(?<!\\)(?:\{{(?:{_ACCENTED}|{_OWN})\}}|(?!\\~[A-Za-z]){_ACCENTED})")
_PIECES = re.compile(rf"({_ACCENTED}|{_OWN}|\\[&%#_])|[{{}}]+")


@cache
def _letter(written: str) -> str:
    return Decoder(written).sequence(math=False)


def with_letters(value: str) -> str:
    r"""A value with such letters, and the braces around one alone, written as themselves; all else as it stands.

    So does ``\~n``, which names are divided at unless braces are about.
    """
    return _ALONE.sub(lambda found: _letter(found[0]), value) if "\\" in value else value


def decode_letters(value: str) -> str | None:
    """What a value shows in which nothing but such letters, signs and groups is TeX; None if more may be."""
    if "$" in value or "://" in value or not is_balanced(value):
        return None
    pieces = _PIECES.split(value)
    if "\\" in "".join(pieces[::2]):
        return None
    pieces[::2] = map(ligatures, pieces[::2])
    pieces[1::2] = [_letter(letter) if letter else "" for letter in pieces[1::2]]
    return "".join(pieces)
