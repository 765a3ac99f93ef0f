"""The screen while files are read: how far it is, and a way out."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import ProgressBar, Static

from model import text
from model.library import Library, open_library
from model.readers import Progress
from tui.config import Config

__all__ = ["LoadingScreen"]

_PATIENCE = 0.3  # seconds before it shows itself: small libraries are there sooner


class _CancelledError(Exception):
    """The person does not want to wait."""


class LoadingScreen(Screen[Library | None]):
    """Reads a library in a thread and dismisses with it, or with None when that was cancelled."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,ctrl+q", "cancel", "Cancel")]

    def __init__(self, paths: tuple[str, ...], config: Config) -> None:
        super().__init__()
        self._paths = paths
        self._config = config
        self._cancelled = False

    def compose(self) -> ComposeResult:
        """A calm box in the middle."""
        with Vertical(id="loading"):
            yield Static("bibscope", id="loading-name", markup=False)
            yield ProgressBar(id="loading-bar", show_eta=False)
            yield Static("", id="loading-file", markup=False)
            yield Static("esc to cancel", id="loading-hint", markup=False)

    def on_mount(self) -> None:
        """Begin to read."""
        self.query_one("#loading").display = False
        self.set_timer(_PATIENCE, self._appear)
        self.run_worker(self._read, thread=True, exit_on_error=True)

    def _appear(self) -> None:
        self.query_one("#loading").display = True

    def action_cancel(self) -> None:
        """Stop reading: at once for the person, for the reader at the next file."""
        self._cancelled = True
        self.dismiss(None)

    def _read(self) -> None:
        config = self._config
        try:
            library = open_library(
                self._paths, progress=self._progress, overrides=config.merge, repositories=config.repository
            )
            self._say("connecting works, people and words")
            _ = library.graph, library.people, library.search  # built here, so that no key waits for them
        except _CancelledError:
            return
        if not self._cancelled:
            self.app.call_from_thread(self.dismiss, library)

    def _progress(self, progress: Progress) -> None:
        if self._cancelled:
            raise _CancelledError
        self.app.call_from_thread(self._show, progress)

    def _show(self, progress: Progress) -> None:
        self.query_one(ProgressBar).update(total=max(1, progress.total), progress=progress.done)
        files = f"{progress.done} of {progress.total} files"
        self._file(f"{files}, {progress.records:,} records  {text.display(progress.file)}")

    def _say(self, what: str) -> None:
        if self._cancelled:
            raise _CancelledError
        self.app.call_from_thread(self._file, what)

    def _file(self, what: str) -> None:
        self.query_one("#loading-file", Static).update(what)
