"""Folding: the one way text is made comparable, with a way back to the original offsets."""

import re
import unicodedata
from collections.abc import Sequence

# letters that no Unicode decomposition takes apart
_STROKED = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
_KANA_VOICING = 8  # combining class of the Japanese voicing marks, which make another letter
_HALF_RINGS = frozenset(map(chr, range(0x2B9, 0x2C0)))  # ʿ ʾ ʻ ʹ ...: letters, of which most writers leave out all
_JOINERS = "-‐‑'’‘"
_ADDRESS = re.compile(
    r"^(?:https?://)?(?:(?:dx|www)\.)?(?:doi\.org/|arxiv\.org/(?:abs|pdf)/)|^10\.48550/arxiv\.|^(?:doi|arxiv|pmid|isbn|issn):\s*"
)
_VERSION = re.compile(r"^((?:[a-z-]+(?:\.[a-z]{2})?/\d{7})|(?:\d{4}\.\d{4,5}))(?:v\d+)?(?:\.pdf)?$")
_NUMBER = re.compile(r"^[\d -]+x?$")


def _fold_character(character: str) -> str:
    """Lower-case letters and digits of one character, a blank for punctuation, nothing for a mark."""
    if unicodedata.category(character) == "Cf" or _is_accent(character):
        return ""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    letters = [c for c in plain if c not in _HALF_RINGS]
    if plain and not letters:
        return ""
    bare = unicodedata.normalize("NFC", "".join(_STROKED.get(c, c) for c in letters if not _is_accent(c)))
    return "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in bare) or " "


def _is_accent(character: str) -> bool:
    return unicodedata.combining(character) not in (0, _KANA_VOICING)


# what makes one letter: the parts of a Korean syllable, a Japanese letter and its voicing mark
_PARTS = re.compile(
    "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]|[\u3041-\u30ff][\u3099\u309a]"
)


def composed(folded: str) -> str:
    """Folded text in which letters are one character that some systems write as several."""
    return _PARTS.sub(lambda found: unicodedata.normalize("NFC", found[0]), folded)


class _Folds(dict[int, str]):
    """Code point -> folded text, worked out once for each character that is met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


FOLDS = _Folds()
ASCII_FOLDS = bytes(ord(FOLDS[code]) if code < 128 else code for code in range(256))


def fold(text: str) -> str:
    """Lower case, no accents, punctuation as blanks: `Müller–Straße` gives `muller strasse`."""
    if text.isascii():  # five times as fast
        return text.encode().translate(ASCII_FOLDS).decode()
    return composed(text.translate(FOLDS))


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the offset in `text` it came from.

    The list has one more entry than the folded text: the length of `text`.
    """
    folds = [FOLDS[ord(character)] for character in text]
    offsets = [at for at, folded in enumerate(folds) for _ in folded]
    folded = "".join(folds)
    for found in reversed([*_PARTS.finditer(folded)]):
        start, end = found.span()
        offsets[start:end] = offsets[start : start + len(composed(found[0]))]
    return composed(folded), [*offsets, len(text)]


def fold_words(text: str) -> list[str]:
    """The folded words of `text` in order."""
    return fold(text).split()


def compounds(texts: Sequence[str]) -> list[int]:
    """The places of the texts of which some words may be written with something that joins them."""
    return [
        at
        for at, text in enumerate(texts)
        if "-" in text
        or "'" in text
        or (not text.isascii() and ("‐" in text or "‑" in text or "’" in text or "‘" in text))
    ]


def without_joiners(text: str) -> str:
    """A text with its compounds joined, so that `multi-queue` is also found as `multiqueue`."""
    for joiner in _JOINERS:  # sooner done than translating
        text = text.replace(joiner, "")
    return text


def fold_identifier(text: str) -> str:
    """An identifier as it is compared: lower case, without its address, its version or its hyphens."""
    bare = text.strip().lower().rstrip(".,;")
    if bare.isalnum() or (bare.startswith("10.") and not bare.startswith("10.48550/")):
        return bare  # as most are written
    bare = _ADDRESS.sub("", bare)
    if found := _VERSION.match(bare):
        return found[1]
    return re.sub(r"[ -]", "", bare) if _NUMBER.match(bare) else bare
