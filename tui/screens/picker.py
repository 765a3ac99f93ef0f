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

from tui.flow import Line, Run, flow
from tui.page import Page
from tui.sampler import Make, Sampler
from tui.widgets.menu import Finder, Menu, Options
from tui.widgets.reader import Foot, Hint, Reader

__all__ = ["Picker", "Question"]

Find = Callable[[str], Options]
_FRAME = 5  # lines of padding, title and foot, and between them


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
    Picker { align: center middle; background: $background 60%; }
    Picker > Vertical { max-width: 96%; max-height: 100%; background: $surface; padding: 1 1 0 1; }
    Picker .picker-title { height: 1; padding: 0 1; color: $accent; text-style: bold; }
    Picker .picker-about { height: 1; padding: 0 1; color: $secondary; text-wrap: nowrap; text-overflow: ellipsis; }
    Picker Finder > Horizontal { padding: 0 1; margin: 0 0 1 0; }
    Picker Menu.-alone { margin: 1 0 0 0; }
    Picker .picker-empty { height: 1; padding: 0 2; color: $secondary; display: none; }
    Picker Reader { margin: 1 0 0 0; scrollbar-gutter: stable; }
    Picker Foot { background: $surface; margin: 1 0 0 0; }
    """

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self._sampler = Sampler(self, question.sample) if question.sample else None
        self._typed: str | None = None
        self._complete = question.complete is None
        self._entered_early = False

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
                yield Finder(menu, asked.placeholder)
            else:
                menu.add_class("-alone")
                yield menu
            yield Static("a moment …" if asked.complete else asked.empty, classes="picker-empty", markup=False)
            if asked.preview:
                preview = Reader()
                preview.can_focus = False
                yield preview
            yield Foot()

    @property
    def menu(self) -> Menu:
        """The options."""
        return self.query_one(Menu)

    def on_mount(self) -> None:
        """Show the options and put the focus where the question wants it."""
        asked = self.question
        self._fit()
        self.menu.show(asked.options, asked.start)
        self._count(asked.options)
        if asked.find and asked.typing:
            self.query_one(Finder).field.focus()
        else:
            self.menu.focus()
        self.query_one(Foot).show(self.hints())
        if asked.complete:
            self.run_worker(lambda: self._listed(asked.complete), thread=True)

    def hints(self) -> list[Hint]:
        """The keys that the foot names."""
        find = [Hint("/", "find", "find")] if self.question.find and not self.question.typing else []
        return [Hint("enter", self.question.verb, "choose"), *find, Hint("back.step", "close", "close")]

    def _listed(self, complete: Callable[[], Options] | None) -> None:
        options = complete() if complete else ()
        self.app.call_from_thread(self._completed, options)

    def _completed(self, options: Options) -> None:
        self._complete = True
        self.query_one(".picker-empty", Static).update(self.question.empty)
        if self._typed is not None:
            self._find_newest()
        elif not self._has_typed:
            cursor = self.menu.cursor
            self.menu.show(options, cursor, keep_scroll=True)
            self._count(options)
        if self._entered_early:
            self.menu.action_record_open()

    @property
    def _has_typed(self) -> bool:
        return bool(self.question.find and self.query_one(Finder).field.value)

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
            preview = max(least, min(asked.preview, self.size.height - needed - 1))
            self.query_one(Reader).styles.height = preview
            needed += preview + 1
        box.styles.height = "92%" if asked.typing else min(needed, self.size.height)

    # -- finding ----------------------------------------------------------------------------------------------------

    @on(Finder.Typed)
    def _find_soon(self, event: Finder.Typed) -> None:
        """Find after what was typed is on the screen; only the newest text counts."""
        if self._typed is None and self._complete:
            self.call_after_refresh(self._find_newest)
        self._typed = event.text

    def _find_newest(self) -> None:
        if not self._complete:
            return  # once they are all there
        typed, self._typed = self._typed, None
        if typed is not None and self.question.find:
            self.show(self.question.find(typed))

    @on(Finder.Entered)
    def _entered(self) -> None:
        """Choose among what was found for all that was typed, however fast it was."""
        if not self._complete:
            self._entered_early = True
            return
        self._find_newest()
        self.menu.action_record_open()

    def show(self, options: Options) -> None:
        """Show other options."""
        self.menu.show(options)
        self._count(options)

    def _count(self, options: Options) -> None:
        self.query_one(".picker-empty").display = not options
        self.menu.display = bool(options) or self.question.find is not None
        if self.question.find:
            count = sum(bool(option.value) for option in options) if len(options) < 1000 else len(options)
            self.query_one(Finder).show_count(f"{count:,}")

    def action_find(self) -> None:
        """To the field."""
        if self.question.find:
            self.query_one(Finder).field.focus()

    def on_key(self, event: events.Key) -> None:
        """Keys of a burst that arrive before anything has the focus: a letter chooses, or is typed."""
        if self.focused is not None or not event.character or not event.is_printable:
            return
        event.stop()
        if self.question.find and self.question.typing:
            self.query_one(Finder).field.insert_text_at_cursor(event.character)
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
        if not self.question.preview or not self._sampler:
            return
        sample = self._sampler.known(option.value) if option else ()
        paragraphs = ((Run("…", "quiet"),),) if sample is None else sample

        def page(width: int) -> Page:
            lines: list[Line] = []
            for paragraph in paragraphs[:200]:
                lines += flow(paragraph, width)
            return Page(tuple(lines))

        self.query_one(Reader).show(page, keep_place=again)

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
