"""BibTeX and LaTeX field values decoded to canonical text, tolerantly: what is not understood stays readable."""

import re
from collections.abc import Iterator
from functools import lru_cache

from model import tex_parts as parts
from model import tex_symbols as symbols
from model.entities import characters
from model.tex_decoder import MAX_DEPTH, Decoder
from model.tex_letters import decode_letters
from model.tex_parts import TEXT_IN_MATH
from model.tex_running import is_tex, ligatures

__all__ = ["MAX_DEPTH", "decode", "decode_math", "is_tex"]

_MOST_FORMULAS = 2_000
_BRACES = re.compile("[{}]+")


def decode(value: str) -> str:
    """A BibTeX or LaTeX field value as canonical text; no text is dropped, and ``%`` is no comment.

    Takes time linear in the length of `value`, whatever it holds. HTML's entities, which TeX does not know but
    databases leave in it, are characters too.
    """
    return characters(_decoded(value)) if is_tex(value) else value


def _decoded(value: str) -> str:
    if "\\" not in value and "$" not in value:
        inner = value[1:-1]
        if value[0] == "{" and value[-1] == "}" and "{" not in inner and "}" not in inner:  # as many titles are
            return ligatures(inner)
        if parts.is_balanced(value):
            return "".join(map(ligatures, _BRACES.split(value)))
    elif (shown := decode_letters(value)) is not None:
        return shown
    return Decoder(value).sequence(math=False)


# --- math in other text ---------------------------------------------------------------------------

_MATH_START = re.compile(
    r"\\\\|\\\$|\$\$?"
    r"|\\\((?P<formula>(?:[^\\$]++|\\[^()])*+)\\\)"
    r"|\\(?P<name>[A-Za-z]+)\{[^{}\\$]{0,500}\}"
)
_IN_TEXT = symbols.STYLES.keys() | TEXT_IN_MATH | symbols.VERBATIM | {"textsuperscript", "textsubscript", "ensuremath"}


def decode_math(value: str) -> str:
    """Text that is not TeX, with its well-formed inline math and simple text commands decoded.

    For LibreCat and CSL-JSON: ``$\\epsilon$``, ``\\(n^2\\)`` and ``\\emph{x}`` are read, everything else is left
    as it is: prices, braces, dashes, quotes, commands nobody knows.
    """
    if "$" not in value and "\\" not in value:
        return value
    parts: list[str] = []
    position = 0
    for start, end, text in _math_in(value):
        parts += [value[position:start], text]
        position = end
    return "".join([*parts, value[position:]])


def _math_in(value: str) -> Iterator[tuple[int, int, str]]:
    """The formulas and simple commands of a text: where they start and end, and what they show."""
    position, last = 0, max(value.rfind("$"), value.rfind("\\"))  # the expression would look on to the end
    while position <= last and (found := _MATH_START.search(value, position)):
        start, position = found.start(), found.end()
        if found["name"] in _IN_TEXT:
            yield start, position, Decoder(found[0]).sequence(math=False)
        elif found["formula"] is not None or found[0][0] == "$":
            math = parts.dollar_math(value, start) if found[0][0] == "$" else (position, found["formula"])
            spaced = math is not None and found[0][0] == "$" and (math[1][:1].isspace() or math[1][-1:].isspace())
            shown = _shown(math[1]) if math and not spaced else None  # as Pandoc: no blank inside the dollars
            if math and shown is not None:
                position = math[0]
                yield start, position, shown
            elif found["formula"] is not None:
                position = start + 2


@lru_cache(maxsize=_MOST_FORMULAS)
def _shown(formula: str) -> str | None:
    """What a formula shows, remembered: most are a few signs that come again and again."""
    return Decoder("").formula(formula) if parts.well_formed(formula) else None
