"""Building the search index behind the browser: how far it is, and a way to end it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from model.library import Library
from tui.actions import handlers

__all__ = ["Indexing"]


class _EndedError(Exception):
    """Nobody needs the index any more."""


class Indexing:
    """Gets a library ready for searching, in a thread that tells whenever it is further.

    The thread is a daemon, not a worker: who leaves must not wait for it.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.leads = library.knows_people
        """Whether names in the record lead to their people; the screen sees to that as soon as they are known."""
        self.fault: Exception | None = None  # of ours: for the screen to raise
        self._done = 0
        self._is_over = False

    @property
    def told(self) -> str:
        """How far it is; empty when there is nothing to wait for."""
        if self.library.is_searchable:
            return ""
        if not self.library.knows_people:
            return "finding people"  # they come first: three seconds for 100,000 works
        return f"indexing {min(100 * self._done // len(self.library), 99)}%"  # what comes last is not counted

    def begin(self, tell: Callable[[], bool], then: Callable[[Library], object]) -> None:
        """Begin; `tell` is called in the thread after every step, `then` when all is done.

        When `tell` says no, because nobody is there any more who could be told, that was the last step.
        """
        Thread(target=self._work, args=(tell, then), name="indexing", daemon=True).start()

    def end(self) -> None:
        """Stop at the next step."""
        self._is_over = True

    def _work(self, tell: Callable[[], bool], then: Callable[[Library], object]) -> None:
        def go_on(done: int) -> None:
            self._done = done
            if self._is_over or not tell():
                raise _EndedError

        try:
            handlers()  # the first key may well be no search
            self.library.build(go_on)
            go_on(len(self.library))
            then(self.library)
        except _EndedError:
            return
        except Exception as fault:
            self.fault = fault
        tell()
