"""Signals that end the browser, also when there is nothing left of it but what is still being written."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable

import pytest

from tui import signals
from tui.app import BibscopeApp
from tui.config import Config

Handlers = dict[int, Callable[[int, None], None]]


def test_an_interrupt_after_the_browser_is_left_ends_what_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    handlers: Handlers = {}
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    monkeypatch.setattr(threading, "Timer", lambda *_: pytest.fail("nothing is left to be killed"))

    async def visit() -> None:
        signals.leave_on_signals(BibscopeApp((), Config()))

    asyncio.run(visit())
    leave = handlers[signal.SIGINT]
    with pytest.raises(SystemExit) as ended:
        leave(signal.SIGINT, None)
    assert ended.value.code == 130
    assert handlers[signal.SIGINT] == signal.SIG_DFL
