"""Signals that end the browser: the terminal is left as it was, and the exit code says which signal it was."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

    from tui.app import BibscopeApp

__all__ = ["leave_on_signals", "say_how_to_quit"]

_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
_GRACE = 5.0  # seconds to leave in; a terminal that is gone can block the writing to it for ever


def leave_on_signals(app: App[int]) -> None:
    """Have the signals that would kill the program leave it instead; a second one of a kind kills as ever.

    Without this, `kill` and a closed terminal window would leave the alternate screen and the mouse on. The handlers
    are the interpreter's, not the event loop's, which may wait for a terminal that takes nothing any more.
    """
    loop = asyncio.get_running_loop()

    def leave(number: int, _: FrameType | None) -> None:
        """End the app; whatever happens to it, the process ends soon."""
        signal.signal(number, signal.SIG_DFL)
        if loop.is_closed():  # the app is left already, and something is being finished
            raise SystemExit(128 + number)
        last_resort = threading.Timer(_GRACE, os._exit, (128 + number,))
        last_resort.daemon = True
        last_resort.start()
        loop.call_soon_threadsafe(app.exit, 128 + number)

    for number in _ENDING:
        signal.signal(number, leave)


def say_how_to_quit(app: BibscopeApp) -> None:
    """Answer Ctrl+C, which ends other programs, with the keys that end this one."""
    app.notify(f"{' or '.join(app.keys.shown('app.quit'))} quits.", markup=False, timeout=3)
