"""To the shell for a while, and back where one was."""

from __future__ import annotations

import os
import signal

from textual.app import App

__all__ = ["suspend"]


def suspend(app: App[int]) -> None:
    """Stop as Ctrl+Z stops other programs, or say that there is no shell that could go on with us."""
    if app.is_headless or app.is_web or not _has_shell():
        app.notify("There is no shell here to go to.", markup=False, timeout=3)
    else:
        os.killpg(0, signal.SIGTSTP)  # the driver restores the terminal first, and takes it over again later


def _has_shell() -> bool:
    """Whether we are a job of a shell: what starts us without one makes no group of its own for us.

    With nobody to wake us, to stop would be for ever.
    """
    return hasattr(os, "getsid") and os.getsid(0) != os.getpgrp()
