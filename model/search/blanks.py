"""Scripts that are written without blanks: what folding takes for one word there may be a whole title."""

import re
from collections.abc import Sequence

__all__ = ["names_within", "side_by_side", "without_blanks"]

_LETTER = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_WITHOUT_BLANKS = re.compile(_LETTER)
_NAMES = re.compile(f"(?:[\uac00-\ud7a3]|{_LETTER})+")  # Korean names are written without blanks, too
_LONGEST_NAME = 6  # letters


def without_blanks(word: str) -> bool:
    """Whether a folded word has letters of such a script."""
    return not word.isascii() and _WITHOUT_BLANKS.search(word) is not None


def side_by_side(words: Sequence[str], closed: bool) -> str:
    """What a folded text holds that has these words one after the other; if not `closed`, the last may go on.

    Where words begin and end is known of those that have blanks around them.
    """
    first, last = words[0][0], words[-1][-1]
    before = "" if without_blanks(first) else " "
    after = " " if closed and not without_blanks(last) else ""
    return before + " ".join(words) + after


def names_within(word: str) -> list[tuple[str, str]]:
    """The family and given names that a folded word may consist of: `张伟` is `张, 伟` elsewhere."""
    if word.isascii() or len(word) > _LONGEST_NAME or not _NAMES.fullmatch(word):
        return []
    return [(word[:at], word[at:]) for at in range(1, len(word))]
