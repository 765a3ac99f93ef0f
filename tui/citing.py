"""The citation shown and copied: the current style, the next one, and citations made once and kept."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import PurePath
from typing import TYPE_CHECKING

from model import text
from model.library import Library

if TYPE_CHECKING:  # what makes citations comes with the first of them, behind the first paint
    from tui.page import Citing

__all__ = ["DEFAULT", "Citer", "checked_style", "style_label"]

DEFAULT = "apa"

_CYCLE = ("apa", "ieee", "mla", "chicago", "ama", "ista", "nature")
_INITIALS = frozenset({"aaa", "acm", "acs", "ama", "apa", "aps", "asa", "ieee", "ista", "lncs", "mhra", "mla", "nlm",
                       "plos", "pnas", "rsc"})  # fmt: skip
_KEPT = 500


def style_label(name: str) -> str:
    """A style's name as people write it, safe to print: `APA`, `Chicago author date`; of a file's, the file's own."""
    if name.endswith(".csl"):
        return text.display(PurePath(name).stem)
    return name.upper() if name in _INITIALS else name.replace("-", " ").capitalize()


class Citer:
    """Makes citations of a library's works in the current style; what was made is kept."""

    def __init__(self, library: Library, style: str, favourites: tuple[str, ...], locale: str = "") -> None:
        self.library = library
        self.style = style
        self.locale = locale or None
        self._cycle = favourites or _CYCLE
        self._made: OrderedDict[tuple[int, str], Citing] = OrderedDict()

    @property
    def label(self) -> str:
        """The current style for the screen."""
        return style_label(self.style)

    def next_style(self) -> str:
        """Take the next of the favourites."""
        cycle = self._cycle if self.style in self._cycle else (self.style, *self._cycle)
        self.style = cycle[(cycle.index(self.style) + 1) % len(cycle)]
        return self.style

    def known(self, row: int) -> Citing | None:
        """The citation if it was made before."""
        return self._made.get((row, self.style))

    def forget(self) -> None:
        """Forget what was made: rows mean other works now."""
        self._made.clear()

    def pending(self) -> Citing:
        """What to show while it is being made."""
        from tui.page import Citing

        return Citing(self.label)

    def make(self, row: int, style: str) -> Citing:
        """Make a citation to look at: milliseconds, for the first of a style up to a fifth of a second."""
        from model.citations.cite import cite
        from model.citations.csl.errors import StyleError
        from tui.page import Citing

        label, library = style_label(style), self.library
        try:
            citation = cite(library.works[row].record, style, locale=self.locale, brief=True)
            made = Citing(label, citation.text, citation.label)
        except StyleError as error:
            made = Citing(label, str(error))
        except Exception as error:  # a record that the processor stumbles over costs its citation, not the browser
            made = Citing(label, f"This record cannot be cited in this style ({type(error).__name__}: {error}).")
        if library is self.library:  # else files were read again meanwhile, and the row is another work
            self._made[row, style] = made
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)
        return made


def checked_style(name: str) -> str:
    """The style if there is one of that name, else APA."""
    if name == DEFAULT:
        return name
    from model.citations.styles import find

    return name if find(name) is not None else DEFAULT
