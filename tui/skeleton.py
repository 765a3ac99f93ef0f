"""The first frame, written to the terminal before Textual is imported, and the terminal's state around it.

Keys typed meanwhile are neither echoed nor lost: the terminal keeps them for Textual. Whatever happens, the terminal is
left as it was found.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Mapping
from functools import cache
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

from tui.colours import COLOURS, LOOKS

if TYPE_CHECKING:
    from tui.frame import Known

__all__ = ["ALTERNATE", "Skeleton", "painted"]

ALTERNATE = "\x1b[?1049h"
_BACK = "\x1b[?7h\x1b[0m\x1b[?25h\x1b[?1049l"
_LEAST = (20, 6)  # columns and lines in which there is something to see
_DEADLY = (signal.SIGTERM, signal.SIGHUP) if os.name == "posix" else ()
_DEPTHS = ("truecolor", "24bit")  # what COLORTERM says where a terminal takes any colour


class Skeleton:
    """Holds the terminal from the first frame until Textual takes it over; with it, or nothing where it cannot be."""

    def __init__(self, theme: str, environ: Mapping[str, str] = os.environ) -> None:
        """`theme` names one of ours; in any other, and without colours, the frame has the terminal's own."""
        self._theme = theme
        self._environ = environ
        self._before: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self.is_on = False  # the frame is there, and nobody has taken it over

    def __enter__(self) -> Skeleton:
        columns, lines = shutil.get_terminal_size()
        large = columns >= _LEAST[0] and lines >= _LEAST[1]
        if os.name == "posix" and large and "TEXTUAL_DRIVER" not in self._environ:
            self._handlers = {number: signal.signal(number, _leave) for number in _DEADLY}
            self._silence()
            self.is_on = True
            _write(f"{ALTERNATE}\x1b[?25l\x1b[?7l")
        return self

    def show(self, known: Known) -> None:
        """Draw what is known, over what was drawn before."""
        if self.is_on:
            _write(painted(*shutil.get_terminal_size(), known, self._theme, self._environ))

    def take_over(self) -> list[Any] | None:
        """Leave the frame to somebody who will restore the screen. Returns what the terminal's state was."""
        self.is_on = False
        return self._before

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.is_on:
            self.is_on = False
            _write(_BACK)
        if self._before is not None:
            import termios

            with contextlib.suppress(termios.error):  # the terminal is gone
                termios.tcsetattr(_terminal(), termios.TCSANOW, self._before)
        for number, handler in self._handlers.items():
            if signal.getsignal(number) is _leave:
                signal.signal(number, handler)

    def _silence(self) -> None:
        """Keep what is typed for Textual, as it was typed, and off the screen; ctrl+c goes on to interrupt."""
        import termios

        try:
            self._before = termios.tcgetattr(_terminal())
            quiet = termios.tcgetattr(_terminal())
            quiet[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
            quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
            quiet[6][termios.VMIN] = 1
            quiet[6][termios.VSUSP] = b"\0"  # to be stopped here would leave the frame behind
            termios.tcsetattr(_terminal(), termios.TCSANOW, quiet)
        except termios.error:
            self._before = None


def _terminal() -> int:
    return sys.__stdin__.fileno() if sys.__stdin__ else 0


def _write(data: str) -> None:
    """Write to where Textual writes. A terminal that is gone says so by a signal."""
    left = data.encode()
    descriptor = sys.__stderr__.fileno() if sys.__stderr__ else 2
    with contextlib.suppress(OSError):
        while left:
            left = left[os.write(descriptor, left) :]


def _leave(number: int, _: FrameType | None) -> None:
    """End as if by the signal, by way of everything that restores the terminal."""
    raise SystemExit(128 + number)


# -- colours without Textual -----------------------------------------------------------------------------------------


def painted(width: int, height: int, known: Known, theme: str, environ: Mapping[str, str]) -> str:
    """A frame as bytes for a terminal, in the colours of a theme where there are any."""
    from tui.frame import frame

    paint = _Paint(theme, environ)
    lines = ("".join(paint(*piece) for piece in line) for line in frame(width, height, known))
    return "\x1b[H" + "\r\n".join(lines) + "\x1b[0m"


class _Paint:
    """Puts text into its look."""

    def __init__(self, theme: str, environ: Mapping[str, str]) -> None:
        self._colours = {} if environ.get("NO_COLOR") else COLOURS.get(theme, {})
        self._all = environ.get("COLORTERM", "").strip().lower() in _DEPTHS
        self._256 = "256color" in environ.get("TERM", "") or "kitty" in environ.get("TERM", "")
        self._codes = cache(self._made)  # a frame has hundreds of pieces in a dozen looks

    def __call__(self, text: str, look: str, ground: str) -> str:
        return f"\x1b[{self._codes(look, ground)}m{text}"

    def _made(self, look: str, ground: str) -> str:
        fore, back, is_back = "foreground", ground, False
        attributes = ["0", "7"] if not self._colours and look == "record-list--cursor" else ["0"]
        for word in LOOKS.get(look, "").split():
            if word == "on":
                is_back = True
            elif not word.startswith("$"):
                attributes.append({"bold": "1", "italic": "3", "underline": "4"}[word])
            elif is_back:
                back = word[1:]
            else:
                fore = word[1:]
        codes = [*attributes, self._code(fore), self._code(back, back=True)]  # each once: tmux takes 63 bytes at most
        return ";".join(filter(None, codes))

    def _code(self, name: str, *, back: bool = False) -> str:
        colour = self._colours.get(name, "")
        if not colour or not (self._all or self._256):
            return ""
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        if self._all:
            return f"{48 if back else 38};2;{red};{green};{blue}"
        return f"{48 if back else 38};5;{_of_256(red, green, blue)}"


def _of_256(red: int, green: int, blue: int) -> int:
    """The nearest of the 256 colours, as Rich chooses it."""
    from rich.color import Color, ColorSystem

    return Color.from_rgb(red, green, blue).downgrade(ColorSystem.EIGHT_BIT).number or 0
