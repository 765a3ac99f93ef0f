"""MathML made a line of canonical text."""

from model.scripts import subscript, superscript
from model.tex_parts import grouped
from model.text import GUARDED

MAX_DEPTH = 40
"""Elements inside elements that are understood; deeper ones only leave their text."""

ELEMENTS = frozenset(
    (
        *("math", "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "mstyle", "mpadded", "merror", "semantics"),
        *("msup", "msub", "msubsup", "mover", "munder", "munderover", "mfrac", "msqrt", "mroot", "mfenced"),
        *("mtable", "mtr", "mtd", "menclose", "mphantom", "mmultiscripts", "mprescripts", "none", "maction"),
    )
)


class Formula:
    """One formula while it is being read; `active` from ``<math>`` to ``</math>``."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, list[str]]] = []
        self._count = dict.fromkeys(ELEMENTS, 0)

    @property
    def active(self) -> bool:
        """Whether a formula is open."""
        return bool(self._stack)

    def open(self, name: str) -> None:
        """An element begins."""
        if len(self._stack) < MAX_DEPTH:
            self._stack.append((name, []))
            self._count[name] += 1

    def text(self, text: str) -> None:
        """Text inside an element, meant literally; blanks between elements are none."""
        text = text.replace("<", GUARDED)
        if text.strip():
            self._stack[-1][1].append(text if self._stack[-1][0] == "mtext" else text.strip())

    def close(self, name: str) -> str | None:
        """An element ends; what the whole formula shows if it was the outermost."""
        while self._count[name]:
            inner, parts = self._stack.pop()
            self._count[inner] -= 1
            shown = _shown(inner, parts)
            if not self._stack:
                return shown
            self._stack[-1][1].append(shown)
            if inner == name:
                break
        return None


def _shown(name: str, parts: list[str]) -> str:
    """What an element shows, from what its children show."""
    match name, parts:
        case "msup" | "mover", [base, high]:
            return base + superscript(high)
        case "msub" | "munder", [base, low]:
            return base + subscript(low)
        case "msubsup" | "munderover", [base, low, high]:
            return base + subscript(low) + superscript(high)
        case "mfrac", [above, below]:
            return f"{grouped(above)}/{grouped(below)}"
        case "mroot", [base, degree]:
            return superscript(degree) + "√" + grouped(base)
        case "msqrt", _:
            return "√" + grouped("".join(parts))
        case "mfenced", _:
            return f"({','.join(parts)})"
        case "mtr" | "mtable", _:
            return " ".join(parts)
        case _:
            return "".join(parts)
