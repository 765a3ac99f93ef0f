"""One screen for every choice: a title, options, a field to find them by typing, and a look at what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.options import Options
from tui.sampler import Make, Sampler
from tui.widgets.finder import Find, LiveFinder
from tui.widgets.menu import Menu
from tui.widgets.reader import Foot, Hint, Preview

__all__ = ["Picker", "Question"]

_FRAME = 5  # lines of padding, title and foot, and between them
_FEW = 3  # options that go before a look at one of them


@dataclass(frozen=True)
class Question:
    """What to choose from, and how it is shown.

    `find` gives the options for what is typed; without it there is no field. `sample` shows what an option stands
    for: the beginning beside or below each one in sight and, with `preview` lines, the whole of the one under the
    cursor. `height` is the number of lines of an option; with a `label_width` details form a column.
    """

    title: str
    options: Options
    about: str = ""  # a line below the title, safe to print
    start: int = 0  # the option the cursor is on at first
    find: Find | None = None
    complete: Callable[[], Options] | None = None  # all options, where listing them takes time; asked in a thread
    typing: bool = False  # begin in the field rather than in the list
    placeholder: str = "type to find"
    sample: Make | None = None
    preview: int = 0
    height: int = 1
    label_width: int = 0
    width: int = 76
    verb: str = "choose"  # what Enter does, in a word
    empty: str = "nothing found"


class Picker(ModalScreen[str | None]):
    """Dismisses with the value of the option chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="back.step"),
        Binding("slash", "find", "Find", show=False),
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    Picker { align: center middle; }
    Picker > Vertical { max-width: 96%; max-height: 100%; background: $surface; padding: 1 1 0 1; }
    Picker .picker-title { height: 1; padding: 0 1; color: $accent; text-style: bold; }
    Picker .picker-about { height: 1; padding: 0 1; color: $secondary; text-wrap: nowrap; text-overflow: ellipsis; }
    Picker Finder > Horizontal { padding: 0 1; margin: 0 0 1 0; }
    Picker Menu.-alone { margin: 1 0 0 0; }
    Picker .picker-empty { height: 1; padding: 0 1; margin: 1 0 0 0; color: $secondary; }
    Picker Preview { margin: 1 0 0 0; scrollbar-gutter: stable; }
    Picker Foot { background: $surface; margin: 1 0 0 0; }
    """

    CSS = "Picker { background: $background 60%; }"  # the browser shows through, against the app's own rule for screens

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self._sampler = Sampler(self, question.sample) if question.sample else None

    def compose(self) -> ComposeResult:
        """Title, field, options, preview, foot: what the question asks for."""
        asked = self.question
        sampled = self._sampler.excerpt if self._sampler else None
        menu = Menu(height=asked.height, label_width=asked.label_width, sampled=sampled)
        with Vertical():
            yield Static(asked.title, classes="picker-title", markup=False)
            if asked.about:
                yield Static(asked.about, classes="picker-about", markup=False)
            if asked.find:
                yield LiveFinder(menu, asked.find, asked.complete, asked.placeholder, asked.empty)
            else:
                menu.add_class("-alone")
                menu.display = bool(asked.options)
                yield menu
                if not asked.options:
                    yield Static(asked.empty, classes="picker-empty", markup=False)
            if asked.preview:
                yield Preview()
            yield Foot()

    @property
    def menu(self) -> Menu:
        """The options."""
        return self.query_one(Menu)

    @property
    def finder(self) -> LiveFinder:
        """The field and the options, of a question that has both."""
        return self.query_one(LiveFinder)

    def on_mount(self) -> None:
        """Show the options and put the focus where the question wants it."""
        asked = self.question
        self._fit()
        if asked.find:
            self.finder.begin(asked.options, asked.start)
        elif asked.options:
            self.menu.show(asked.options, asked.start)
        if asked.find and asked.typing:
            self.finder.field.focus()
        elif asked.find or asked.options:
            self.menu.focus()
        self.query_one(Foot).show(self.hints())

    def hints(self) -> list[Hint]:
        """The keys that the foot names."""
        find = [Hint("/", "find", "find")] if self.question.find and not self.question.typing else []
        return [Hint("enter", self.question.verb, "choose"), *find, Hint("back.step", "close", "close")]

    def on_resize(self) -> None:
        """Fit the size of the terminal."""
        self._fit()

    def _fit(self) -> None:
        """As wide as asked for; as high as the options need, all of it where they may become more."""
        asked, box = self.question, self.query_one(Vertical)
        box.styles.width = min(asked.width, self.size.width)
        needed = max(1, len(asked.options)) * asked.height + _FRAME + bool(asked.about) + bool(asked.find)
        if asked.preview:
            least = self.size.height // 4 if asked.find else 2
            most = self.size.height - needed + (max(1, len(asked.options)) - _FEW) * asked.height - 1
            preview = min(max(least, min(asked.preview, self.size.height - needed - 1)), most)
            self.query_one(Preview).display = preview > 0
            self.query_one(Preview).styles.height = max(0, preview)
            needed += preview + 1 if preview > 0 else 0
        box.styles.height = "92%" if asked.typing else min(needed, self.size.height)

    def action_find(self) -> None:
        """To the field."""
        if self.question.find:
            self.finder.field.focus()

    def on_key(self, event: events.Key) -> None:
        """Keys of a burst that arrive before anything has the focus: a letter chooses, or is typed."""
        if self.focused is not None or not event.character or not event.is_printable:
            return
        event.stop()
        if self.question.find and self.question.typing:
            self.finder.field.insert_text_at_cursor(event.character)
        else:
            self.menu.press_letter(event.character)

    # -- samples ----------------------------------------------------------------------------------------------------

    @on(Menu.Highlighted)
    def _highlighted(self) -> None:
        self._show_preview(again=False)
        self._want()

    @on(Menu.Scrolled)
    def _scrolled(self) -> None:
        self._want()

    def _want(self) -> None:
        if self._sampler:
            here = self.menu.option
            values = [option.value for option in self.menu.in_view() if option.value]
            self._sampler.want([*([here.value] if here and here.value else []), *values])

    def on_sampler_made(self, event: Sampler.Made) -> None:
        """Draw what was made."""
        self.menu.refresh()
        here = self.menu.option
        if here is not None and here.value == event.value:
            self._show_preview(again=True)

    def _show_preview(self, *, again: bool) -> None:
        option = self.menu.option
        if self.question.preview and self._sampler:
            sample = self._sampler.known(option.value) if option else ()
            self.query_one(Preview).show_sample(sample, again=again)

    # -- leaving ----------------------------------------------------------------------------------------------------

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        self._leave(event.option.value)

    def action_choose(self) -> None:
        """Take the option under the cursor."""
        self.menu.action_record_open()

    def action_close(self) -> None:
        """Choose nothing."""
        self._leave(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self._leave(None)

    def _leave(self, value: str | None) -> None:
        if self._sampler:
            self._sampler.stop()
        self.dismiss(value)
