"""Writing records to a file: in which format, which of them, and where to."""

from __future__ import annotations

from asyncio import Event
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from model import text
from model.citations.formats import MENU_FORMATS, default_name, export, write_atomically
from model.library import Library
from model.paths import at_home, is_folder, is_there
from tui.options import Option
from tui.rows import Rows
from tui.widgets.menu import Menu
from tui.widgets.reader import Foot, Hint
from tui.widgets.search_box import Field

__all__ = ["ExportScreen", "Exported"]

_AROUND = 9  # lines above, between and below records and formats
_AROUND_LOW = 4  # of these title, file, note and foot
_LETTERS = {
    "bibtex": "b", "bibtex-latex": "t", "biblatex": "l", "csl-json": "j", "ris": "i", "yaml": "y", "markdown": "m",
    "json": "a",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written."""

    path: Path
    records: int
    format: str

    @property
    def message(self) -> str:
        """What to tell the person; safe to print."""
        count = "1 record" if self.records == 1 else f"{self.records:,} records"
        return f"{count} written as {self.format} to {text.display(str(self.path))}"


class ExportScreen(ModalScreen[Exported | None]):
    """Asks for records, format and file; writes the file in a thread; dismisses with what was written.

    `scopes` names the records there are to choose from, such as `marked` and `shown`, the likeliest first. An
    existing file is only replaced when the person says so.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="back.step"),
        # with priority, so that keys that come in one burst (`x i Enter`) are carried out one after the other
        Binding("enter", "go_on", show=False, priority=True),
        *(Binding(letter, f"take_format('{name}')", show=False, priority=True) for name, letter in _LETTERS.items()),
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    ExportScreen { align: center middle; }
    ExportScreen > Vertical { width: 76; max-width: 96%; height: auto; max-height: 100%; background: $surface;
                              padding: 1 1 0 1; }
    ExportScreen .export-title { height: 1; padding: 0 1; color: $accent; text-style: bold; margin: 0 0 1 0; }
    ExportScreen Horizontal { height: auto; }
    ExportScreen .export-label { width: 11; padding: 0 1; color: $secondary; }
    ExportScreen Menu { width: 1fr; }
    ExportScreen #export-records { margin: 0 0 1 0; }
    ExportScreen #export-formats { margin: 0 0 1 0; }
    ExportScreen Input, ExportScreen Input:focus { width: 1fr; height: 1; border: none; padding: 0 1;
                                                   background: $panel; }
    ExportScreen #export-note { height: auto; min-height: 1; padding: 0 1 0 12; color: $secondary; }
    ExportScreen #export-note.-warning { color: $warning; }
    ExportScreen Foot { background: $surface; margin: 1 0 0 0; }
    ExportScreen > .-low { padding: 0 1; }
    ExportScreen .-low .export-title, ExportScreen .-low #export-records, ExportScreen .-low #export-formats,
    ExportScreen .-low Foot { margin: 0; }
    """

    CSS = "ExportScreen { background: $background 60%; }"  # the browser shows through

    def __init__(self, library: Library, scopes: Mapping[str, Rows], folder: str = "", name: str = "bibtex") -> None:
        super().__init__()
        self._library = library
        self._scopes = {scope: rows for scope, rows in scopes.items() if len(rows)}
        self._folder = Path(at_home(folder)) if folder and folder.isprintable() else Path()
        self._scope = next(iter(self._scopes), "")
        self._format = name
        self._offered = ""
        self._replace: Path | None = None
        self._asked = ""  # the name that was to be written to
        self._writing = False
        self._there = Event()  # set when there is something for keys to work on

    def compose(self) -> ComposeResult:
        """Records, format, file, and a line for what is to be said."""
        with Vertical():
            yield Static("Export", classes="export-title", markup=False)
            with Horizontal():
                yield Static("Records", classes="export-label", markup=False)
                yield Menu(id="export-records")
            with Horizontal():
                yield Static("Format", classes="export-label", markup=False)
                yield Menu(id="export-formats")
            with Horizontal():
                yield Static("File", classes="export-label", markup=False)
                yield Field(compact=True, select_on_focus=False, id="export-file")
            yield Static("", id="export-note", markup=False)
            yield Foot()

    @property
    def _file(self) -> Input:
        return self.query_one("#export-file", Input)

    def on_mount(self) -> None:
        """Begin with the formats: most often the records are the right ones."""
        self.query_one("#export-records").styles.height = max(1, len(self._scopes))
        self._show_menus()
        self._offer_name()
        self.set_focus(self.query_one("#export-formats", Menu))
        self.query_one(Foot).show(
            [Hint("enter", "on to the file, then write", "write"), Hint("tab", "next", "app.focus_next"),
             Hint("back.step", "close", "close")]
        )  # fmt: skip
        if not self._scopes:
            self._say("There are no records to export.", warn=True)
        self._there.set()

    def on_resize(self) -> None:
        """Where there is little room, blank lines go first, then formats, through which one scrolls."""
        height, records = self.size.height, max(1, len(self._scopes))
        low = height < records + len(MENU_FORMATS) + _AROUND
        self.query_one(Vertical).set_class(low, "-low")
        most = height - records - _AROUND_LOW if low else len(MENU_FORMATS)
        self.query_one("#export-formats").styles.height = max(1, min(most, len(MENU_FORMATS)))

    def _show_menus(self) -> None:
        records = [
            Option(f"{scope} ({len(rows):,})", scope, sign="●" if scope == self._scope else "○")
            for scope, rows in self._scopes.items()
        ]
        formats = [
            Option(
                each.label,
                each.name,
                _LETTERS.get(each.name, ""),
                each.suffix,
                "",
                "●" if each.name == self._format else "○",
            )
            for each in MENU_FORMATS
        ]
        self.query_one("#export-records", Menu).show(records, list(self._scopes).index(self._scope) if records else 0)
        self.query_one("#export-formats", Menu).show(formats, [each.name for each in MENU_FORMATS].index(self._format))

    # -- choosing ---------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a person types the name of the file, letters are letters."""
        return action != "take_format" or not isinstance(self.focused, Input)

    async def action_take_format(self, name: str) -> None:
        """Take a format by its letter."""
        await self._there.wait()
        self._take(self.query_one("#export-formats", Menu), name)

    async def action_go_on(self) -> None:
        """Take what is under the cursor, or write the file."""
        await self._there.wait()
        if self.focused is self._file:
            self.action_write()
        elif isinstance(self.focused, Menu) and self.focused.option:
            self._take(self.focused, self.focused.option.value)

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        """A click, which needs no hurry."""
        self._take(event.menu, event.option.value)

    def _take(self, menu: Menu, value: str) -> None:
        """Take a format and go on to the file, or other records and go on to the format."""
        formats = self.query_one("#export-formats", Menu)
        if menu is formats:
            self._format = value
        else:
            self._scope = value
        self._show_menus()
        self._offer_name()
        self.set_focus(self._file if menu is formats else formats)

    @on(Input.Changed)
    def _file_changed(self, event: Input.Changed) -> None:
        if event.value != self._asked:  # a key may have asked to write this before the change was told
            self._replace = None
            self._say("")

    def _offer_name(self) -> None:
        """Offer a name that suits the format, unless the person typed one of their own."""
        if self._file.value not in ("", self._offered):
            return
        records = [self._library.works[int(row)].record for row in self._rows()[:2]]
        self._offered = str(self._folder / default_name(records, self._format)) if records else ""
        self._file.value = self._offered
        self._file.cursor_position = len(self._offered)

    def _rows(self) -> Rows:
        return self._scopes.get(self._scope, ())

    # -- writing ----------------------------------------------------------------------------------------------------

    def action_write(self) -> None:
        """Write the file, or ask before replacing one."""
        self._asked = self._file.value
        name = self._asked.strip()
        if self._writing or not len(self._rows()):
            return
        if not name or any(not character.isprintable() for character in name):
            self._say("Type the name of a file.", warn=True)
            return
        if self.app.is_web:  # it goes to the visitor; nothing here is looked at or written
            self._begin(Path(Path(name).name))
            return
        path = Path(at_home(name))
        if is_folder(path):
            self._say("That is a folder: add the name of a file.", warn=True)
        elif is_there(path) and self._replace != path:
            self._replace = path
            self._say("That file exists. Enter again replaces it.", warn=True)
        else:
            self._begin(path)

    def _begin(self, path: Path) -> None:
        rows, force = tuple(map(int, self._rows())), self._replace == path
        self._writing = True
        self._say(f"writing {len(rows):,} records …")
        self.run_worker(lambda: self._write(path, rows, force=force), thread=True, exit_on_error=True)

    def _write(self, path: Path, rows: Sequence[int], *, force: bool) -> None:
        try:
            content = export([self._library.works[row].record for row in rows], self._format)
            if self.app.is_web:
                file = BytesIO(content.encode())  # offered to the visitor of the page as a download
                send = partial(self.app.deliver_binary, file, save_filename=path.name, mime_type="text/plain")
                self.app.call_from_thread(send)
            else:
                write_atomically(path, content, force=force)
        except Exception as error:  # as for citations: told, and the browser goes on
            self.app.call_from_thread(self._failed, error)
            return
        label = next(each.label for each in MENU_FORMATS if each.name == self._format)
        self.app.call_from_thread(self.dismiss, Exported(path, len(rows), label))

    def _failed(self, error: Exception) -> None:
        self._writing = False
        why = str(error) if isinstance(error, (OSError, ValueError)) else f"{type(error).__name__}: {error}"
        why = error.strerror if isinstance(error, OSError) and error.strerror else why
        self._say(f"Not written: {text.display(why)}", warn=True)

    def _say(self, words: str, *, warn: bool = False) -> None:
        note = self.query_one("#export-note", Static)
        note.update(words)
        note.set_class(warn, "-warning")

    def action_close(self) -> None:
        """Write nothing; while a file is being written, wait for it."""
        if not self._writing:
            self.dismiss(None)
