"""Commands that copy and cite: the citation in the current style, the style itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

from model import text
from model.citations.cite import as_plain, cite_many
from model.citations.csl.errors import StyleError
from tui import clipboard

if TYPE_CHECKING:
    from tui.screens.browse import BrowseScreen

__all__ = ["HANDLERS", "copy_text"]


def _copy_citation(screen: BrowseScreen) -> None:
    rows = screen.chosen
    if not rows:
        screen.notify("There is no record to copy.", markup=False, timeout=3)
        return
    style, label, locale = screen.citer.style, screen.citer.label, screen.citer.locale
    records = [screen.library.works[row].record for row in rows]

    def work() -> None:
        try:
            cited = cite_many(records, style, locale=locale)
        except StyleError as error:
            tell = partial(screen.notify, text.display(str(error)), severity="error", markup=False)
            screen.app.call_from_thread(tell)
            return
        copied = "\n".join(as_plain(each) for each in cited.texts)
        copy_text(screen, copied, f"{label} citation", len(rows), cited.note)

    screen.run_worker(work, thread=True, group="copy")


def copy_text(screen: BrowseScreen, value: str, what: str, records: int, note: str = "") -> None:
    """Copy and say what, how much and which way. Not for the drawing thread: a clipboard tool may take its time."""
    app = screen.app
    safe = text.clipboard(value)

    def through_terminal(words: str) -> None:
        app.call_from_thread(app.copy_to_clipboard, words)

    copied = clipboard.copy(safe, setting=screen.config.clipboard, osc52=through_terminal)
    of = "" if records == 1 else f" of {records:,} records"
    count = "1 character" if len(safe) == 1 else f"{len(safe):,} characters"
    message = f"{what}{of}, {count}, {copied.message}"
    told = f"{message}\n{note}" if note else message
    severity: Literal["information", "warning"] = "warning" if copied.way in ("none", "file") else "information"
    app.call_from_thread(partial(screen.notify, text.display_block(told), severity=severity, markup=False))


def _next_style(screen: BrowseScreen) -> None:
    screen.citer.next_style()
    screen.shower.refresh()
    screen.show_foot()


HANDLERS: Mapping[str, Callable[[BrowseScreen], None]] = {
    "copy.default": _copy_citation,
    "style.next": _next_style,
}
