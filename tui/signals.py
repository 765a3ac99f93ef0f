"""Signals that end the browser: the terminal is left as it was, and the exit code says which signal it was."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

__all__ = ["leave_on_signals"]

_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def leave_on_signals(app: App[int]) -> None:
    """Have the signals that would kill the program leave it instead; a second one of a kind kills as ever.

    Without this, `kill` and a closed terminal window would leave the alternate screen and the mouse on.
    """
    loop = asyncio.get_running_loop()

    def leave(number: signal.Signals) -> None:
        loop.remove_signal_handler(number)
        app.exit(128 + number)

    for number in _ENDING:
        loop.add_signal_handler(number, leave, number)
