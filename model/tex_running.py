"""Running text between TeX's commands: its quotes, dashes and ties as the characters that they stand for."""

import re

from model.entities import may_hold_entities

__all__ = ["is_tex", "ligatures"]

# every way begins with a sign of its own, so that text without such signs is passed over fast
_LIGATURE = re.compile(
    r"https?://[^\s'`]+|----+|~(?:(?<=\s~)|(?<=\A~))\d"  # kept: addresses, rules, a ~ that means "about"
    r"|---?|``|''|\?`|!`|`(?<!\w`)(?=[^`'\s][^`']*(?:'|\Z))|'|,,(?<![^\s(],,)(?=\S)|~"
)
_LIGATURES = {
    "--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "'": "’", ",,": "„", "?`": "¿", "!`": "¡", "~": "\u00a0",
}  # fmt: skip
_OTHERS = ("--", "~", "`", ",,", "://")  # signs whose meaning depends on what is around them


def is_tex(text: str) -> bool:
    """Whether anything in a text means something to TeX; hardly any text does, and this is the quickest way to see."""
    return (
        ("\\" in text or "{" in text or "}" in text or "$" in text or "~" in text or "`" in text or "'" in text)
        or ("-" in text and "--" in text)  # one sign is found much sooner than two
        or ",," in text
        or may_hold_entities(text)
    )


def ligatures(text: str) -> str:
    """Quotes, dashes and ties of running text."""
    if not is_tex(text):
        return text
    if not any(sign in text for sign in _OTHERS):  # apostrophes, as most have that have any
        return text.replace("''", "”").replace("'", "’")
    return _LIGATURE.sub(lambda found: _LIGATURES.get(found[0], found[0]), text)
