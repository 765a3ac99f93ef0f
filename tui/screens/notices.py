"""The notices screen: what is wrong in the files, where, and what was done about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Rule, Static

from model import text
from model.library import Library
from model.record import Notice
from tui.commands import BY_ID
from tui.flow import Run
from tui.options import Option, OptionsOnDemand
from tui.page import Page
from tui.pages.maker import Maker
from tui.widgets.finder import Finder
from tui.widgets.menu import Menu
from tui.widgets.reader import Foot, Hint, Reader

__all__ = ["NoticesScreen"]

_PREVIEW = 6  # lines at most for the whole of a notice
_LEAST = 10  # lines of the screen that go before them
_SIGNS = {"error": "✗", "warning": "!", "info": "·"}
_LEVELS = ("", "error", "warning", "info")
_NAMES = {"": "all", "error": "errors", "warning": "warnings", "info": "for information"}
_STYLES = {"error": "error", "warning": "warning"}


class _Lines(OptionsOnDemand):
    """Notices as options; the value is the place in the list."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        self.notices = notices

    def __len__(self) -> int:
        return len(self.notices)

    def _made(self, at: int) -> Option:
        notice = self.notices[at]
        below = "  ".join(filter(None, (_place(notice, short=True), notice.action)))
        sign = _SIGNS.get(notice.severity, "?")
        return Option(text.display(notice.message), str(at), below=text.display(below), sign=sign)


class NoticesScreen(ModalScreen[str | None]):
    """Dismisses with `row:N` of the record a notice is about, or None. Errors come first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="back.step"),
        Binding("q", "close", "Close", show=False),
        Binding(BY_ID["notices.show"].keys, "close", "Close", show=False, id="notices.show"),
        Binding("s", "level", "Severity", show=False),
        Binding("slash", "find", "Find", show=False),
    ]
    DEFAULT_CSS = """
    NoticesScreen { background: $background; }
    NoticesScreen .notices-title { height: 1; width: 100%; background: $surface; padding: 0 1; color: $accent;
                                   text-style: bold; }
    NoticesScreen Finder > Horizontal { padding: 0 1; margin: 0 0 1 0; background: $background; }
    NoticesScreen Finder Input, NoticesScreen Finder Input:focus { background: $background; }
    NoticesScreen Rule.-horizontal { color: $border-blurred; margin: 0; }
    NoticesScreen Menu { background: $background; }
    NoticesScreen .notices-none { padding: 0 2; color: $secondary; height: auto; }
    NoticesScreen Reader { scrollbar-gutter: stable; }
    """

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        order = {"error": 0, "warning": 1}
        self._all = sorted(library.notices, key=lambda notice: order.get(notice.severity, 2))
        self._shown: Sequence[Notice] = self._all
        self._level = ""

    def compose(self) -> ComposeResult:
        """Title, field, notices, the whole of the one under the cursor, foot."""
        yield Static(self._counts(), classes="notices-title", markup=False)
        yield Finder(Menu(height=2), "type to find in the notices")
        yield Static("", classes="notices-none", markup=False)
        yield Rule()
        preview = Reader()
        preview.can_focus = False
        yield preview
        yield Foot()

    def on_mount(self) -> None:
        """Begin in the list."""
        self._show()
        self.query_one(Menu).focus()

    def on_resize(self) -> None:
        """Where there is little room, the list has it."""
        room = min(_PREVIEW, self.size.height - _LEAST)
        for part in (self.query_one(Rule), self.query_one(Reader)):
            part.display = room > 0
        self.query_one(Reader).styles.height = max(0, room)

    def _counts(self) -> str:
        counts = [(level, sum(notice.severity == level for notice in self._all)) for level in _LEVELS[1:]]
        told = ", ".join(f"{count:,} {_name(level, count)}" for level, count in counts if count)
        return f"Notices   {told}" if told else "Notices"

    def _show(self) -> None:
        words = text.fold(self.query_one(Finder).field.value).split()
        self._shown = [
            notice
            for place, notice in enumerate(self._all)
            if (not self._level or notice.severity == self._level)
            and (not words or all(word in self._folded[place] for word in words))
        ]
        self.query_one(Menu).show(_Lines(self._shown))
        self.query_one(Finder).show_count(f"{len(self._shown):,}")
        none = self.query_one(".notices-none", Static)
        none.display = not self._shown
        none.update("nothing of that kind" if self._all else "Nothing is wrong: every file was read whole.")
        following = _LEVELS[(_LEVELS.index(self._level) + 1) % len(_LEVELS)]
        self.query_one(Foot).show(
            [
                Hint("record.open", "go to the record", "open"),
                Hint("s", f"show {_NAMES[following]}", "level"),
                Hint("/", "find", "find"),
                Hint("back.step", "close", "close"),
            ],
            _NAMES[self._level],
        )

    @cached_property
    def _folded(self) -> Sequence[str]:
        """What can be found of each notice, folded when first looked for."""
        return [text.fold(f"{notice} {notice.record}") for notice in self._all]

    def _notice(self, option: Option | None) -> Notice | None:
        return self._shown[int(option.value)] if option and int(option.value) < len(self._shown) else None

    @on(Finder.Typed)
    def _typed(self) -> None:
        self.call_after_refresh(self._show)

    @on(Finder.Entered)
    def _entered(self) -> None:
        self._show()
        self.action_open()

    @on(Menu.Highlighted)
    def _highlighted(self, event: Menu.Highlighted) -> None:
        notice = self._notice(event.option)
        self.query_one(Reader).show(lambda width: _page(notice, width))

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        notice = self._notice(event.option)
        rows = self._library.find(notice.record) if notice and notice.record else ()
        if rows:
            self.dismiss(f"row:{rows[0]}")
        else:
            self.notify("This notice is about the file, not about one record.", markup=False, timeout=3)

    def action_open(self) -> None:
        """Go to the record of the notice under the cursor."""
        self.query_one(Menu).action_record_open()

    def action_level(self) -> None:
        """Show the next kind of notices."""
        self._level = _LEVELS[(_LEVELS.index(self._level) + 1) % len(_LEVELS)]
        self._show()

    def action_find(self) -> None:
        """To the field."""
        self.query_one(Finder).field.focus()

    def action_close(self) -> None:
        """Leave the field, then the screen."""
        if self.query_one(Finder).field.has_focus:
            self.query_one(Menu).focus()
        else:
            self.dismiss(None)


def _name(level: str, count: int) -> str:
    return level if count == 1 and level != "info" else _NAMES[level]


def _place(notice: Notice, *, short: bool = False) -> str:
    file = notice.file.rpartition("/")[2] if short else notice.file
    return f"{file}:{notice.line}" if notice.line else file


def _page(notice: Notice | None, width: int) -> Page:
    """All that a notice says."""
    if notice is None:
        return Page()
    maker = Maker(width, 120)
    maker.say(text.display(notice.message), _STYLES.get(notice.severity, "value"))
    maker.labelled("where", [Run(text.display(_place(notice)), "value")], 8)
    if notice.action:
        maker.labelled("done", [Run(text.display(notice.action), "value")], 8)
    if notice.record:
        maker.labelled("record", [Run(text.display(notice.record), "link")], 8)
    return maker.page()
