"""Ending with the one who started us: a process that a pipe feeds ends when the other end of it is closed."""

from __future__ import annotations

import os
import select
import stat
import threading
from collections.abc import Callable

__all__ = ["when_abandoned"]


def when_abandoned(act: Callable[[], object], descriptor: int = 0) -> None:
    """Call `act`, in a thread, once nobody can write to our standard input any more.

    Only where that is a pipe: a terminal sends SIGHUP, and a file or /dev/null never closes. Nothing is read, so that
    whoever reads that input still gets all of it. Where the system has no poll (Windows) nothing happens.
    """
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        return
    if hasattr(select, "poll") and (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        threading.Thread(target=_wait, args=(act, descriptor), name="lifetime", daemon=True).start()


def _wait(act: Callable[[], object], descriptor: int) -> None:
    poll = select.poll()
    poll.register(descriptor, 0)  # no event but the hang-up itself, which is always told
    while not poll.poll():
        continue
    act()
