"""Commands that copy and cite: the citation in the current style, other forms, the style itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

from textual.worker import Worker, WorkerCancelled, get_current_worker

from model import text
from model.citations.cite import as_plain, cite_many
from model.citations.csl.errors import StyleError
from model.citations.formats import COPY_FORMATS, copy, lacking
from tui import clipboard
from tui.citing import style_label
from tui.screens.copy_menu import IN_A_STYLE, copy_question
from tui.screens.export_menu import Exported, ExportScreen
from tui.screens.picker import Picker
from tui.screens.styles import style_question

if TYPE_CHECKING:
    from tui.screens.browse import BrowseScreen

__all__ = ["HANDLERS", "copy_citation", "put_on_clipboard", "use_style"]

_MANY_NAMES = 5_000
_LABELS = {each.name: each.label for each in COPY_FORMATS}


# -- citations ---------------------------------------------------------------------------------------------------


def _copy_default(screen: BrowseScreen) -> None:
    copy_citation(screen, screen.chosen, screen.citer.style)


def copy_citation(screen: BrowseScreen, rows: Sequence[int], style: str) -> None:
    """Copy the citations of some works in a style, one a line."""
    if not rows:
        screen.notify("There is no record to copy.", markup=False, timeout=3)
        return
    label, locale = style_label(style), screen.citer.locale
    records = [screen.library.works[row].record for row in rows]

    def work() -> None:
        """Cite, in a thread: many names take their time."""
        worker = get_current_worker()
        if (names := sum(len(record.creators) for record in records)) > _MANY_NAMES:
            _tell(screen, f"Citing {names:,} names: this takes a moment, and you can go on meanwhile.", "information")
        try:
            cited = cite_many(records, style, locale=locale, before_each=partial(_stop_if_cancelled, worker))
        except WorkerCancelled:  # the browser is being left, and does not wait
            return
        except StyleError as error:
            _tell(screen, str(error), "error")
            return
        except Exception as error:  # as in Citer.make: told, and the browser goes on
            _tell(screen, f"Nothing copied: citing failed ({type(error).__name__}: {error}).", "error")
            return
        copied = "\n".join(as_plain(each) for each in cited.texts)
        put_on_clipboard(screen, copied, f"{label} citation", len(rows), cited.note)

    screen.run_worker(work, thread=True, group="copy")


def _stop_if_cancelled(worker: Worker[None]) -> None:
    if worker.is_cancelled:
        raise WorkerCancelled


def _next_style(screen: BrowseScreen) -> None:
    use_style(screen, screen.citer.next_style())


def _pick_style(screen: BrowseScreen) -> None:
    def picked(style: str | None) -> None:
        if style:
            use_style(screen, style)

    _ask_style(screen, picked)


def use_style(screen: BrowseScreen, style: str) -> None:
    """Cite in this style from now on."""
    screen.citer.style = style
    screen.shower.refresh()
    screen.show_foot()


def _ask_style(screen: BrowseScreen, then: Callable[[str | None], None]) -> None:
    citer, row = screen.citer, screen.records.row
    if row >= 0:
        question = style_question(screen.library, row, citer.style, screen.config.styles, citer.locale)
        screen.app.push_screen(Picker(question), then)


# -- other forms -------------------------------------------------------------------------------------------------


def _copy_menu(screen: BrowseScreen) -> None:
    rows = screen.chosen
    if not rows:
        screen.notify("There is no record to copy.", markup=False, timeout=3)
        return

    def chosen(form: str | None) -> None:
        """Copy what was chosen, if anything."""
        if form == IN_A_STYLE:
            _ask_style(screen, lambda style: copy_citation(screen, rows, style) if style else None)
        elif form:
            _copy_form(screen, rows, form)

    citer = screen.citer
    screen.app.push_screen(Picker(copy_question(screen.library, rows, citer.style, citer.locale)), chosen)


def _copy_form(screen: BrowseScreen, rows: Sequence[int], form: str) -> None:
    records = [screen.library.works[row].record for row in rows]

    def work() -> None:
        """Copy what has something of the kind, in a thread."""
        try:
            without = lacking(records, form)
            copied = copy(records, form) if without < len(records) else ""
        except Exception as error:  # as for citations
            _tell(screen, f"Nothing copied: writing it failed ({type(error).__name__}: {error}).", "error")
            return
        if without == len(records):
            _tell(screen, f"Nothing copied: no {_LABELS[form]} here.", "warning")
            return
        note = f"{without:,} of {len(records):,} have none and are left out" if without else ""
        put_on_clipboard(screen, copied, _LABELS[form], len(records) - without, note)

    screen.run_worker(work, thread=True, group="copy")


# -- the clipboard -----------------------------------------------------------------------------------------------


def put_on_clipboard(screen: BrowseScreen, value: str, what: str, records: int, note: str = "") -> None:
    """Copy and say what, how much and which way. Not for the drawing thread: a clipboard tool may take its time."""
    app = screen.app
    safe = text.clipboard(value)

    def through_terminal(words: str) -> None:
        app.call_from_thread(app.copy_to_clipboard, words)

    copied = clipboard.copy(safe, setting=screen.config.clipboard, osc52=through_terminal)
    of = "" if records == 1 else f" of {records:,} records"
    count = "1 character" if len(safe) == 1 else f"{len(safe):,} characters"
    told = f"{what}{of}, {count}, {copied.message}"
    _tell(screen, f"{told}\n{note}" if note else told, "warning" if copied.way in ("none", "file") else "information")


def _tell(screen: BrowseScreen, message: str, severity: Literal["information", "warning", "error"]) -> None:
    shown = text.display_block(message)
    screen.app.call_from_thread(partial(screen.notify, shown, severity=severity, markup=False))


# -- files -------------------------------------------------------------------------------------------------------


def _export(screen: BrowseScreen) -> None:
    scopes = {"marked": sorted(screen.records.marks.rows), "shown": screen.results.rows}
    if not len(screen.results) and not scopes["marked"]:
        screen.notify("There is no record to export.", markup=False, timeout=3)
        return

    def written(exported: Exported | None) -> None:
        if exported:
            screen.notify(exported.message, markup=False)

    screen.app.push_screen(ExportScreen(screen.library, scopes, screen.config.export_folder), written)


HANDLERS: Mapping[str, Callable[[BrowseScreen], None]] = {
    "copy.default": _copy_default,
    "copy.menu": _copy_menu,
    "export.menu": _export,
    "style.next": _next_style,
    "style.pick": _pick_style,
}
