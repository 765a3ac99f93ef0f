"""The decoder of TeX: one pass over a value, in which what is not understood stays as it is written."""

import re

from model import tex_parts as parts
from model import tex_symbols as symbols
from model.scripts import subscript, superscript
from model.tex_journals import JOURNALS
from model.tex_parts import COMMAND, TEXT_IN_MATH, Cursor
from model.tex_running import ligatures
from model.text import CLOSERS, OPENERS

__all__ = ["MAX_DEPTH", "Decoder"]

MAX_DEPTH = 32
"""Arguments inside arguments that are understood; deeper ones stay as they are written."""

_CHUNK = re.compile(r"[^\\{}$]+")
_MATH_CHUNK = re.compile(r"[^\\{}^_]+")
_LINE_SKIP = re.compile(r"\*?(?:\[[^\[\]{}]{0,20}\])?\s*")
_BLANKS = re.compile(" {2,}")
_ADDRESS = re.compile(r"https?://")
_SPACES = {",": "\u2009", ";": " ", ":": " ", ">": " ", " ": " ", "\n": " ", "\t": " ", "\r": " "}


class _Level:
    """What the value, or an argument in it, has come to so far, and the styles switched on in its open groups."""

    __slots__ = ("_active", "_groups", "out")

    def __init__(self, active: set[str]) -> None:
        """`active` holds the styles switched on anywhere, which is once enough."""
        self._active = active
        self._groups: list[list[str] | None] = [None]
        self.out: list[str] = []

    @property
    def in_group(self) -> bool:
        """Whether a group is open."""
        return len(self._groups) > 1

    def open(self) -> None:
        """A group begins."""
        self._groups.append(None)

    def close(self) -> None:
        """A group ends, and with it the styles switched on in it; a brace that closes none is text."""
        if len(self._groups) > 1:
            self._end(self._groups.pop())
        else:
            self.out.append("}")

    def switch(self, style: str) -> None:
        """A style that holds to the end of the group."""
        if style not in self._active:
            self._active.add(style)
            self._groups[-1] = [*(self._groups[-1] or ()), style]
            self.out.append(OPENERS[style])

    def text(self) -> str:
        """All of it, its groups closed."""
        for styles in reversed(self._groups):
            self._end(styles)
        return "".join(self.out)

    def _end(self, styles: list[str] | None) -> None:
        for style in reversed(styles or ()):
            self._active.discard(style)
            if self.out[-1] == OPENERS[style]:
                self.out.pop()
            else:
                self.out.append(CLOSERS[style])


class Decoder:
    """One pass over a value; groups are counted, only the arguments of commands recurse (to `MAX_DEPTH`)."""

    __slots__ = ("active", "at", "depth", "url")

    def __init__(self, value: str, depth: int = 0, active: set[str] | None = None) -> None:
        self.at = Cursor(value)
        self.depth = depth
        self.active: set[str] = set() if active is None else active
        self.url = False

    def sequence(self, math: bool, in_group: bool = False) -> str:
        """Text up to the brace that closes the group we are in, or to the end of the value."""
        at, value = self.at, self.at.value
        level = _Level(self.active)
        out = level.out
        chunk = _MATH_CHUNK if math else _CHUNK
        while at.position < len(value):
            if plain := chunk.match(value, at.position):
                at.position = plain.end()
                out.append(parts.math_signs(plain[0]) if math else self._running(plain[0]))
                continue
            char = value[at.position]
            if char == "\\":
                self._command(level, math)
            elif char == "$":
                self._dollar(out)
            elif char in "^_":
                self._script(out, char)
            elif char == "{":
                self._open(level)
            else:
                at.position += 1
                if in_group and not level.in_group:
                    break
                level.close()
        return level.text()

    def _running(self, text: str) -> str:
        """A stretch of running text; an address that an escaped sign cut in two goes on as an address."""
        goes_on = len(text.split(None, 1)[0]) if self.url and not text[0].isspace() else 0
        text = text[:goes_on] + ligatures(text[goes_on:])
        if "://" in text and not text[-1].isspace():
            self.url = bool(_ADDRESS.search(text.split()[-1]))
        else:
            self.url = self.url and goes_on == len(text)
        return text

    def _open(self, level: _Level) -> None:
        """A brace that opens a group; one that nothing closes is text."""
        if self.at.position in self.at.closers:
            level.open()
        else:
            level.out.append("{")
        self.at.position += 1

    # --- styles and math ---

    def _styled(self, out: list[str], style: str, math: bool) -> bool:
        fresh = style not in self.active
        self.active.add(style)
        text = self._argument(math)
        if fresh:
            self.active.discard(style)
        if text is None:
            return False
        out.append(OPENERS[style] + text + CLOSERS[style] if fresh and text.strip() else text)
        return True

    def _dollar(self, out: list[str]) -> None:
        at = self.at
        math = parts.dollar_math(at.value, at.position)
        if math is None:
            run = 2 if at.value.startswith("$$", at.position) else 1
            out.append("$" * run)
            at.position += run
        else:
            at.position, tex = math
            out.append(self.formula(tex))

    def _bracket_math(self, out: list[str], sign: str) -> None:
        """``\\(..\\)`` and ``\\[..\\]``; without an end the sign stays."""
        tex = self.at.up_to("\\)" if sign == "(" else "\\]")
        out.append("\\" + sign if tex is None else self.formula(tex))

    def formula(self, tex: str) -> str:
        """The formula `tex`, decoded in the place where we are."""
        return _BLANKS.sub(" ", Decoder(tex, self.depth, self.active).sequence(math=True)).strip()

    def _script(self, out: list[str], sign: str) -> None:
        self.at.position += 1
        text = self._argument(math=True)
        if text is None:
            out.append(sign)
        else:
            out.append((superscript if sign == "^" else subscript)(text.strip()))

    # --- commands ---

    def _argument(self, math: bool) -> str | None:
        """The decoded argument at this place: a group, a command or a character; None if there is none."""
        at = self.at
        start = at.behind_blanks()
        char = at.value[start : start + 1]
        if char in ("", "}", "$") or self.depth >= MAX_DEPTH or (char == "{" and start not in at.closers):
            return None
        self.depth += 1
        at.position = start
        if char == "\\":
            level = _Level(self.active)
            self._command(level, math)
            text = level.text()
        else:
            at.position += 1
            text = self.sequence(math, in_group=True) if char == "{" else char
        self.depth -= 1
        return text

    def _command(self, level: _Level, math: bool) -> None:
        out = level.out
        found = COMMAND.match(self.at.value, self.at.position)
        if not found:
            self.at.position += 1
            out.append("\\")
            return
        self.at.position = found.end()
        name, sign = found[1], found[2]
        if sign:
            self._sign(out, sign, math)
        elif math and len(name) == 1 and name in "CNQRZ":
            out.append(symbols.DOUBLE_STRUCK[name])
        elif name in symbols.SYMBOLS:
            self._symbol(out, name, math)
        elif name in JOURNALS and not math:  # in formulas everybody has macros of such names
            out.append(JOURNALS[name])
        elif name in symbols.ACCENTS or name in symbols.MATH_ACCENTS:
            self._accent(out, name, math)
        elif name in symbols.SILENT:
            self._silent(name)
        elif name in symbols.SWITCHES:
            self.at.skip_blanks()
            level.switch(symbols.SWITCHES[name])
        elif not self._with_arguments(out, name, math):
            self._unknown(out, found[0], math)

    def _sign(self, out: list[str], sign: str, math: bool) -> None:
        """A command whose name is not a letter."""
        if sign in "%&$#_{}":
            out.append(sign)
        elif sign in symbols.ACCENTS:
            self._accent(out, sign, math)
        elif sign == "\\":
            self.at.position = _LINE_SKIP.match(self.at.value, self.at.position).end()  # type: ignore[union-attr]
            out.append(" " if out and not out[-1][-1:].isspace() else "")
        elif sign in "([":
            self._bracket_math(out, sign)
        elif sign in _SPACES:
            lone = not math and sign.isspace() and bool(out) and out[-1][-1:].isspace()
            out.append("\\" + sign if lone else _SPACES[sign])  # between blanks it is no TeX blank
        elif sign == "|" and math:
            out.append("‖")
        elif sign not in "-/@!":
            out.append("\\" + sign)

    def _symbol(self, out: list[str], name: str, math: bool) -> None:
        """A command without arguments; the blank behind it may only end its name."""
        at, text = self.at, symbols.SYMBOLS[name]
        before = out[-1][-1:] if out else ""
        if name in symbols.FUNCTIONS:
            out.append(" " + text if before.isalnum() or before in (")", "]", "}") else text)
            if at.binds():
                at.skip_blanks()
                out.append(" ")
            return
        if math and name in symbols.CLOSING and out:
            out[-1] = out[-1].rstrip(" ")
        out.append(text)
        if name in symbols.WORDS or (name in symbols.OPERATORS and before.isspace()):
            return
        if name not in symbols.ORDINARY or (math and at.binds()):
            at.skip_blanks()

    def _accent(self, out: list[str], name: str, math: bool) -> None:
        text = self._argument(math)
        if text is None and name.isalpha():
            out.append("\\" + name)
        elif text and name in symbols.MATH_ACCENTS:
            whole = len(text) > 1 and name in ("overline", "underline")
            out.append(text if whole else parts.composed(symbols.MATH_ACCENTS[name], name, text))
        elif text:
            out.append(parts.composed(symbols.ACCENTS[name], name, text))
        else:
            out.append(symbols.SPACING_ACCENTS.get(name, ""))

    def _silent(self, name: str) -> None:
        self.at.skip_blanks()
        if name in ("left", "right") and self.at.value.startswith(".", self.at.position):
            self.at.position += 1

    def _unknown(self, out: list[str], written: str, math: bool) -> None:
        """A command nobody knows: with an argument the argument, otherwise what is written."""
        start = self.at.behind_blanks()
        has_group = start in self.at.closers and not self.at.value.startswith("{}", start)
        text = self._argument(math) if has_group else None
        out.append(written if text is None else text)

    def _with_arguments(self, out: list[str], name: str, math: bool) -> bool:
        """A known command with arguments; False if `name` is none, or they are missing."""
        at, start = self.at, self.at.position
        if name in symbols.DROPPED:
            done = all(at.setting() for _ in range(symbols.DROPPED[name]))
        elif name in symbols.VERBATIM or name in ("begin", "end"):
            text = at.raw_argument()
            done = text is not None
            out.append("" if text is None else text if name in symbols.VERBATIM else f"\\{name}{{{text}}}")
        elif name in symbols.STYLES:
            done = self._styled(out, symbols.STYLES[name], math)
        else:
            done = self._built(out, name, math)
        if not done:
            at.position = start
        return done

    def _built(self, out: list[str], name: str, math: bool) -> bool:
        """A command that builds something from its arguments."""
        text: str | None = None
        if name in TEXT_IN_MATH or name == "ensuremath":
            text = self._argument(math=name == "ensuremath")
        elif name in symbols.ONE_ARGUMENT:
            option = (self.at.option() if name == "sqrt" else None) or ""
            inner = self._argument(math or name in ("ce", "sqrt", "pmod"))
            text = None if inner is None else parts.build_one(name, inner, option)
        elif name in symbols.TWO_ARGUMENTS:
            text = self._argument(math=True)
            second = None if text is None else self._argument(math=True)
            if text is not None and second is not None:
                after_number = name.endswith("frac") and bool(out) and out[-1][-1:].isalnum()
                text = " " * after_number + parts.build_two(name, text, second)
        if text is not None:
            out.append(text)
        return text is not None
