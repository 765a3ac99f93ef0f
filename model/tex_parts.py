"""The parts of the TeX decoder that know no context: moving over a value, accents, fractions, what is math."""

import re
import unicodedata

from model import tex_symbols as symbols
from model.scripts import subscript, superscript

COMMAND = re.compile(r"\\(?:([A-Za-z]+)(?:\*(?=\s*\{))?|(.))", re.DOTALL)
"""A command: its name, or its sign."""

TEXT_IN_MATH = frozenset(("text", "textrm", "textnormal", "textup", "textsf", "texttt", "mbox", "hbox", "fbox"))

_BLANKS = re.compile(r"\s*")
_OPTION = re.compile(r"\s*\[([^\[\]{}]{0,80})\]")
_BRACES = re.compile(r"\\.|\{|\}", re.DOTALL)  # each way begins with one sign, so that others are passed over fast
_BARE_BRACES = re.compile("[{}]")
_TO_DOLLAR = re.compile(r"((?:[^\\$]++|\\.)*+)\$", re.DOTALL)
_TAGS = re.compile(r"(?:</?[a-z][^<>]*>)*")
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_SIMPLE = re.compile(r"\w*|.", re.DOTALL)
_CHEMICAL = re.compile(r"(?<=[A-Za-z)\]])\d+")
_PROSE = re.compile(
    r"(?<![A-Za-z])[A-Za-z]{2,}+[,;.]?\s++[A-Za-z]{2}"  # two words
    r"|^\d\S*+\s++[A-Za-z]{2}|^\d[\d.,]*+[A-Za-z]{3}"  # an amount and a word
)
_NAMES = re.compile(r"\\([A-Za-z]+)")
_FORMULA = re.compile(r"[\\^_=<>+|/*(\[]|\A.\Z|\A\d+\Z", re.DOTALL)
_RELATIONS = frozenset("<>=+±×≤≥≈∼")  # `p$<$0.05`: between prices there are words
_BELOW = frozenset(("c", "k", "d", "b", "textcommabelow", "textogonekcentered"))
_KNOWN = (
    symbols.SYMBOLS.keys() | symbols.MATH_ACCENTS.keys() | symbols.SILENT | symbols.STYLES.keys() | TEXT_IN_MATH
    | symbols.ONE_ARGUMENT | symbols.TWO_ARGUMENTS | symbols.ALPHABETS
)  # fmt: skip


class Cursor:
    """A place in a value, and what can be read there without decoding it."""

    __slots__ = ("closers", "missing", "position", "value")

    def __init__(self, value: str) -> None:
        self.value = value
        self.position = 0
        self.closers = matching_braces(value) if "{" in value else {}
        self.missing: set[str] = set()

    def behind_blanks(self) -> int:
        """Where the next character that is no blank stands."""
        return _BLANKS.match(self.value, self.position).end()  # type: ignore[union-attr]  # matches anything

    def skip_blanks(self) -> None:
        """Move behind blanks."""
        self.position = self.behind_blanks()

    def binds(self) -> bool:
        """Whether a letter, a number or a sign that joins follows, behind blanks or not."""
        start = self.behind_blanks()
        char = self.value[start : start + 1]
        command = COMMAND.match(self.value, start) if char == "\\" else None
        if command:
            return bool(command[1]) and command[1] not in symbols.OPERATORS and command[1] not in symbols.SILENT
        return char.isalnum() or char == "{"

    def option(self) -> str | None:
        """The short optional argument ``[..]`` at this place, if there is one."""
        found = _OPTION.match(self.value, self.position)
        if not found:
            return None
        self.position = found.end()
        return found[1]

    def raw_argument(self) -> str | None:
        """The argument at this place as it is written; None if there is no complete group."""
        start = self.behind_blanks()
        end = self.closers.get(start)
        if end is None:
            return None
        self.position = end + 1
        return self.value[start + 1 : end]

    def setting(self) -> bool:
        """Pass over an argument that is no text."""
        self.option()
        return self.raw_argument() is not None

    def up_to(self, closer: str) -> str | None:
        """What stands before the next `closer`, passing both; a closer that is missing is looked for once."""
        end = -1 if closer in self.missing else self.value.find(closer, self.position)
        if end < 0:
            self.missing.add(closer)
            return None
        text = self.value[self.position : end]
        self.position = end + len(closer)
        return text


def _first_letter(text: str) -> tuple[str, str, str]:
    """The tags before the first character, that character, the rest."""
    end = _TAGS.match(text).end()  # type: ignore[union-attr]  # matches anything
    return text[:end], text[end : end + 1], text[end + 1 :]


def composed(mark: str, command: str, text: str) -> str:
    """`text` with the accent of `command` on its first letter."""
    tags, base, rest = _first_letter(text)
    if command not in _BELOW:
        base = {"ı": "i", "ȷ": "j"}.get(base, base)
    if command == "." and base in ("i", "j"):  # they have theirs
        mark = ""
    if not base.isalpha():
        return symbols.SPACING_ACCENTS.get(command, "") + text
    return tags + unicodedata.normalize("NFC", base + mark + rest)


def grouped(text: str) -> str:
    """A part of a formula, in parentheses unless it is one word or sign."""
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def math_signs(text: str) -> str:
    """Characters of a formula: primes raised, ties and runs of blanks made one blank."""
    return re.sub(r"[\s~]+", " ", text).replace("''", "″").replace("'", "′")


def matching_braces(value: str) -> dict[int, int]:
    """Position of each opening brace that is closed -> position of its closing brace."""
    opened: list[int] = []
    closers: dict[int, int] = {}
    for brace in _BRACES.finditer(value):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            closers[opened.pop()] = brace.start()
    return closers


def is_balanced(value: str) -> bool:
    """Whether all braces of a value have a partner; none must be escaped."""
    opened = value.count("{")
    if opened != value.count("}"):
        return False
    if opened < 2:
        return value.find("{") <= value.find("}")
    depth = 0
    for brace in _BARE_BRACES.findall(value):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return True


def build_one(name: str, text: str, option: str) -> str:
    """What a command with one argument shows."""
    match name:
        case "textsuperscript" | "sp" | "textsuper":
            return superscript(text)
        case "textsubscript" | "sb" | "textinferior":
            return subscript(text)
        case "mathbb" | "mathds" | "Bbb" | "mathbbm":
            return "".join(symbols.DOUBLE_STRUCK.get(char, char) for char in text)
        case "sqrt":
            return superscript(option) + "√" + grouped(text)
        case "not":
            tags, base, rest = _first_letter(text)
            return tags + unicodedata.normalize("NFC", base + "\u0338") + rest
        case "pmod":
            return f" (mod {text})"
        case "ce":
            return _CHEMICAL.sub(lambda m: subscript(m[0]), text.replace("->", "→"))
        case "enquote" | "mkbibquote":
            return f"“{text}”"
        case _:  # arrows with a label
            return "→" + superscript(text)


def build_two(name: str, first: str, second: str) -> str:
    """What a command with two arguments shows."""
    match name:
        case "binom" | "dbinom" | "tbinom":
            return f"({first} choose {second})"
        case "underset":
            return second + subscript(first)
        case "overset" | "stackrel":
            return second + superscript(first)
        case _:
            return f"{grouped(first)}/{grouped(second)}"


def dollar_math(value: str, start: int) -> tuple[int, str] | None:
    """The inline math that opens at the dollar at `start`: where it ends and what it holds; None for a price."""
    if value.startswith("$$", start):
        end = value.find("$$", start + 2)
        return (end + 2, value[start + 2 : end]) if end > start + 2 else None
    found = _TO_DOLLAR.match(value, start + 1)
    if not found or not is_math(found[1], value[found.end() : found.end() + 1]):
        return None
    return found.end(), found[1]


def _even(tex: str) -> bool:
    """Whether `tex` opens and closes the same number of groups."""
    bare = _ESCAPED.sub("", tex) if "\\" in tex else tex
    return bare.count("{") == bare.count("}")


def is_math(tex: str, after: str) -> bool:
    """Whether the text between two dollars is a formula rather than the words between two prices."""
    if not tex.strip() or "\n\n" in tex or not _even(tex):
        return False
    if tex[0].isspace() or tex[-1].isspace():
        return any(char in tex for char in "\\^=<>") or len(tex.split()) == 1 == len(tex.strip())
    if any(char in tex for char in "\\^_") or tex in _RELATIONS:
        return True
    return not after.isdigit() and not _PROSE.search(tex)


def well_formed(tex: str) -> bool:
    """Whether `tex` is surely a formula and all its commands are known."""
    if not _even(tex) or "</" in tex or not _FORMULA.search(tex) or "$" in tex:
        return False
    return not _PROSE.search(re.sub(r"\\[A-Za-z]+\s*", "", tex)) and knows_commands(tex)


def knows_commands(tex: str) -> bool:
    """Whether all commands in `tex` are known, none of which does more than print."""
    return all(name in _KNOWN for name in _NAMES.findall(tex))
