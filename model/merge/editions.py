"""Editions by their number, however files write it: `2`, `2nd`, `Second edition`, `2., überarbeitete Auflage`."""

from __future__ import annotations

import re
from functools import lru_cache

from model.text import fold

__all__ = ["edition_key"]

_ORDINALS = (
    "first erste premiere", "second zweite deuxieme seconde", "third dritte troisieme", "fourth vierte quatrieme",
    "fifth funfte cinquieme", "sixth sechste sixieme", "seventh siebte septieme", "eighth achte huitieme",
    "ninth neunte neuvieme", "tenth zehnte dixieme",
)  # fmt: skip
_NUMBER_OF = {word: str(number) for number, words in enumerate(_ORDINALS, 1) for word in words.split()}
_NUMERAL = re.compile(r"0*([1-9]\d?)(?:st|nd|rd|th|e|er|ere|eme|a|o)?")


@lru_cache(maxsize=1024)
def edition_key(text: str) -> str:
    """What an edition is compared by: the number that it begins with, else its words."""
    folded = fold(text)
    first = folded.partition(" ")[0]
    numeral = _NUMERAL.fullmatch(first)
    return numeral[1] if numeral else _NUMBER_OF.get(first, folded)
