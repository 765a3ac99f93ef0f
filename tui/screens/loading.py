"""The screen while files are read: the first rows where the list will be, how far it is, and a way out."""

from __future__ import annotations

import time
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from model import text
from model.cache import Request
from model.library import Library
from model.lines import Line, line_of
from model.progress import Progress
from model.work import Work
from tui.config import Config
from tui.frame import Known, rows_in
from tui.opening import Opener, Opens
from tui.widgets.frame_view import FrameView

if TYPE_CHECKING:
    from model.record import Record

__all__ = ["LoadingScreen"]

_PATIENCE = 0.25  # seconds before it says anything: small libraries are there sooner
_EVERY = 0.1  # seconds between two looks at how far it is
_BAR = 36  # cells


class _CancelledError(Exception):
    """The person does not want to wait."""


class LoadingScreen(ModalScreen[Library | None]):
    """Reads a library in a thread and dismisses with it, or with None when that was cancelled.

    The thread is a daemon, not a worker: who cancels must not wait until a parser comes up for air.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,ctrl+q,ctrl+c", "cancel", "Cancel")]

    def __init__(
        self, paths: tuple[str, ...], config: Config, *, start: Known | None = None, previous: Library | None = None
    ) -> None:
        """`start` is what stands on the screen already; without it the browser shows through for a moment.

        Files that have not changed since `previous` was read are not read again.
        """
        super().__init__()
        self._opener = Opener(Request(paths, config.merge, config.repository))
        self._start = start
        self._previous = previous
        self._cancelled = False
        self._begun = time.monotonic()
        self._latest: Progress | None = None
        self._phase = ""
        self._first = _FirstRows()

    def compose(self) -> ComposeResult:
        """The browser's own lines, as far as they are known."""
        view = FrameView(self._start or Known())
        view.display = self._start is not None
        yield view

    def on_mount(self) -> None:
        """Begin to read."""
        if isinstance(self.app, Opens):
            self._opener = self.app.opener
        self._first.wanted = rows_in(*self.app.size)
        self.set_timer(_PATIENCE, self._show)
        Thread(target=self._read, name="reading", daemon=True).start()

    def on_unmount(self) -> None:
        """Nobody waits any more. A screen that has been left may stay: it lets go of what is large."""
        self._cancelled = True
        self._previous = self._latest = None

    def action_cancel(self) -> None:
        """Stop reading: at once for the person, for the reader when it next says how far it is."""
        if not self._cancelled:
            self._cancelled = True
            self.dismiss(None)

    # -- on the screen ----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.add_class("-shown")
        self.query_one(FrameView).display = True
        self._draw()
        self.set_interval(_EVERY, self._draw)

    def _draw(self) -> None:
        start = self._start or Known()
        lines, told = tuple(self._first.lines), tuple(self._told())
        known = start._replace(lines=lines, told=told, cursor=False)
        self.query_one(FrameView).show(known)

    def _told(self) -> list[tuple[str, str]]:
        """What is said where the record will be."""
        now = self._latest
        if now is None:
            return [("Looking for files", "detail-pane--title"), *_WAY_OUT]
        if self._phase or now.done >= now.total:
            counted = f"{now.records:,} records read"
            return [(self._phase or "merging", "detail-pane--title"), (counted, "detail-pane--facts"), *_WAY_OUT]
        counted = f"file {now.done + 1:,} of {now.total:,}, {now.records:,} records"
        return [
            (f"Reading {text.display(now.file.rpartition('/')[2])}", "detail-pane--title"),
            (now.bar(_BAR), "detail-pane--link"),
            (counted + now.rate(time.monotonic() - self._begun), "detail-pane--facts"),
            *_WAY_OUT,
        ]

    def _done(self, library: Library) -> None:
        if not self._cancelled:
            self.dismiss(library)

    def _fail(self, fault: Exception) -> None:
        if not self._cancelled:
            raise fault

    # -- in the thread ----------------------------------------------------------------------------------------------

    def _read(self) -> None:
        with suppress(RuntimeError):  # the app has ended
            try:
                self.call_later(self._done, self._library())
            except _CancelledError:
                return
            except Exception as fault:  # of ours: raised again where it is seen
                self.call_later(self._fail, fault)

    def _library(self) -> Library:
        library = self._opener.read(self._progress, self._previous)
        if library.kept:
            return library
        self._go_on_with("connecting works")
        _ = library.graph  # what else is needed is built behind the list
        return library

    def _progress(self, progress: Progress) -> None:
        if self._cancelled:
            raise _CancelledError
        self._first.take(progress)
        self._latest = progress

    def _go_on_with(self, phase: str) -> None:
        if self._cancelled:
            raise _CancelledError
        self._phase = phase


_WAY_OUT = (("", ""), ("esc stops reading", "detail-pane--quiet"))


class _FirstRows:
    """The first records read, as lines of a list: as many as a screen shows."""

    def __init__(self) -> None:
        self.wanted = 0
        self.lines: list[Line] = []
        self._file = ""
        self._taken = 0  # records of that file

    def take(self, progress: Progress) -> None:
        """Take what was read since, as far as there is room."""
        if progress.file != self._file:
            self._file, self._taken = progress.file, 0
        more = progress.fresh[self._taken : self._taken + self.wanted - len(self.lines)]
        self._taken += len(more)
        self.lines += map(_line_of, more)


def _line_of(record: Record) -> Line:
    return line_of(Work(record, (record,)), ())
