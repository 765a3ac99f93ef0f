"""The screen while files are read: how far it is, and a way out."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from model import text
from model.cache import Request
from model.library import Library
from model.readers import Progress
from tui.config import Config
from tui.opening import Opener, Opens

__all__ = ["LoadingScreen"]

_PATIENCE = 0.25  # seconds before it shows itself: small libraries are there sooner


class _CancelledError(Exception):
    """The person does not want to wait."""


class LoadingScreen(ModalScreen[Library | None]):
    """Reads a library in a thread and dismisses with it, or with None when that was cancelled.

    The thread is a daemon, not a worker: who cancels must not wait until a parser comes up for air.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,ctrl+q,ctrl+c", "cancel", "Cancel")]

    def __init__(self, paths: tuple[str, ...], config: Config) -> None:
        super().__init__()
        self._opener = Opener(Request(paths, config.merge, config.repository))
        self._cancelled = False

    def compose(self) -> ComposeResult:
        """A calm box in the middle."""
        with Vertical(id="loading"):
            yield Static("bibscope", id="loading-name", markup=False)
            yield ProgressBar(id="loading-bar", show_eta=False)
            yield Static("", id="loading-count", markup=False)
            yield Static("", id="loading-file", markup=False)
            yield Static("esc  stop reading", id="loading-hint", markup=False)

    def on_mount(self) -> None:
        """Begin to read."""
        if isinstance(self.app, Opens):
            self._opener = self.app.opener
        self.set_timer(_PATIENCE, lambda: self.add_class("-shown"))
        Thread(target=self._read, name="reading", daemon=True).start()

    def action_cancel(self) -> None:
        """Stop reading: at once for the person, for the reader at the next file."""
        if not self._cancelled:
            self._cancelled = True
            self.dismiss(None)

    # -- in the thread ----------------------------------------------------------------------------------------------

    def _read(self) -> None:
        try:
            library = self._library()
        except _CancelledError:
            return
        except Exception as error:
            fault = error  # a fault of ours: raised again where it is seen
            self._on_screen(lambda: self._fail(fault))
            return
        self._on_screen(lambda: self.dismiss(library))
        self._opener.keep(library)

    def _library(self) -> Library:
        library = self._opener.read(self._progress)
        if library.kept:
            return library
        self._tell("", "connecting works and people")
        _ = library.graph  # built here, so that no key waits for it
        if len(library):
            library.people.of_row(0)
        self._tell("", "indexing words")
        _ = library.search
        return library

    def _progress(self, progress: Progress) -> None:
        def show() -> None:
            self.query_one(ProgressBar).update(total=max(1, progress.total), progress=progress.done)

        self._on_screen(show)
        count = f"{progress.done:,} of {progress.total:,} files, {progress.records:,} records"
        self._tell(count, text.display(progress.file))

    def _tell(self, count: str, what: str) -> None:
        def show() -> None:
            if count:
                self.query_one("#loading-count", Static).update(count)
            self.query_one("#loading-file", Static).update(what)

        self._on_screen(show)

    def _on_screen(self, do: Callable[[], object]) -> None:
        """Do something on the drawing thread, unless nobody is waiting any more."""

        def if_wanted() -> None:
            if not self._cancelled:
                do()

        if self._cancelled:
            raise _CancelledError
        try:
            self.app.call_from_thread(if_wanted)
        except RuntimeError:  # the app has ended
            raise _CancelledError from None

    def _fail(self, error: Exception) -> None:
        raise error
