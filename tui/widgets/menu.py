"""A list of things to choose from; only the lines in view are drawn, so that it may hold a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.commands import bindings
from tui.options import Option, Options, label_and_detail
from tui.rows import fit
from tui.widgets.pane import Pane

__all__ = ["Menu", "Sampled"]

_LETTERED = 64  # a longer list is not for choosing by letter

_Paint: TypeAlias = Callable[[str], Style]  # gives the style of a part of the line

Sampled: TypeAlias = Callable[[str], str]
"""What is known of a value that takes time to find out, in one line; empty as long as it is not known."""


class Menu(Pane, inherit_bindings=False):
    """Options in `height` lines each. With a `label_width` the detail follows the label, else it stands right."""

    # a pane's keys, but behind the letters of the options: j is CSL-JSON in one menu, not a step down
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pane", "item", priority=False)]

    PREFIX = "menu"
    DEFAULT_CSS = "Menu { background: $surface; scrollbar-size-vertical: 1; overflow-x: hidden; height: 1fr; }"

    cursor: reactive[int] = reactive(0, repaint=False)
    """The option the cursor is on, counted from 0."""

    @dataclass
    class Highlighted(Message):
        """The cursor came to another option, or other options are shown."""

        menu: Menu
        option: Option | None

        def can_replace(self, message: Message) -> bool:
            """Only the newest counts."""
            return isinstance(message, Menu.Highlighted) and message.menu is self.menu

        @property
        def control(self) -> Menu:
            """The menu it is from."""
            return self.menu

    @dataclass
    class Chosen(Message):
        """An option was chosen, by Enter, its letter or the mouse."""

        menu: Menu
        option: Option

        @property
        def control(self) -> Menu:
            """The menu it is from."""
            return self.menu

    @dataclass
    class Scrolled(Message):
        """Other options are in view."""

        menu: Menu

        def can_replace(self, message: Message) -> bool:
            """Only the newest counts."""
            return isinstance(message, Menu.Scrolled) and message.menu is self.menu

    def __init__(self, *, height: int = 1, label_width: int = 0, sampled: Sampled | None = None, id: str | None = None):
        super().__init__(id=id)
        self.options: Options = ()
        self.lines_each = height
        self.label_width = label_width
        self.lit = False  # drawn as if it had the focus: a field above it is typed in
        self._sampled = sampled
        self._letters: dict[str, int] = {}
        self._signs = 0

    @property
    def option(self) -> Option | None:
        """The option under the cursor."""
        return self.options[self.cursor] if 0 <= self.cursor < len(self.options) else None

    def show(self, options: Options, cursor: int = 0, *, keep_scroll: bool = False) -> None:
        """Show these options with the cursor on one of them."""
        self.options = options
        some = options if len(options) <= _LETTERED else options[:_LETTERED]
        self._letters = {option.key: number for number, option in enumerate(some) if option.key}
        self._signs = max((cell_len(option.sign) for option in some), default=0)
        self.virtual_size = Size(0, len(options) * self.lines_each)
        self.set_reactive(Menu.cursor, self._choosable(cursor, 1))
        if not keep_scroll:
            self.scroll_to(y=0, animate=False, force=True)
        self._reveal()
        self.refresh()
        self.post_message(self.Highlighted(self, self.option))

    def in_view(self) -> Options:
        """The options that can be seen now."""
        first = self.scroll_offset.y // self.lines_each
        count = self.scrollable_content_region.height // self.lines_each + 2
        return self.options[first : first + count]

    # -- drawing ----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of an option."""
        width = self.scrollable_content_region.width
        number, part = divmod(self.scroll_offset.y + y, self.lines_each)
        base = self.rich_style
        if number >= len(self.options):
            return Strip.blank(width, base)
        here = number == self.cursor
        lit = here and (self.has_focus or self.lit)
        if here:
            base += self.part_style("cursor" if lit else "cursor-blurred")

        def paint(part: str) -> Style:
            """On the cursor one colour for all: the others may not stand out against its background."""
            return base if lit else base + self.part_style(part)

        edge = Segment("▌" if here else " ", base + self.part_style("sign"))
        option = self.options[number]
        drawn = self._line(option, part, width - 2, paint) if option.value else self._heading(option, part, paint)
        return Strip([edge, *drawn]).adjust_cell_length(width, base)

    def _heading(self, option: Option, part: int, paint: _Paint) -> list[Segment]:
        if part != self.lines_each - 1:
            return []
        return [Segment(f"{option.label}  ", paint("heading")), Segment(option.detail, paint("detail"))]

    def _line(self, option: Option, part: int, width: int, paint: _Paint) -> list[Segment]:
        before = (2 if self._letters else 0) + (self._signs + 1 if self._signs else 0)
        sample = self._sampled(option.value) if self._sampled else ""
        if part:
            below = option.below or sample
            shown = fit(below, max(1, width - before - 2)) if part == 1 else ""
            return [Segment(" " * (before + 2), paint("label")), Segment(shown, paint("below"))]
        segments = [Segment(f"{option.key or ' '} ", paint("key"))] if self._letters else []
        if self._signs:
            segments.append(Segment(fit(option.sign, self._signs) + " ", paint("sign")))
        detail = option.detail or (sample if self.lines_each == 1 else "")
        label, aside = label_and_detail(option.label, detail, max(1, width - before), self.label_width)
        name = Segment(f"{label}  ", paint("heading" if option.strong else "label"))
        return [*segments, name, Segment(aside, paint("detail"))]

    def watch_has_focus(self, focused: bool) -> None:
        """The cursor tells where the focus is."""
        super().watch_has_focus(focused)
        self.refresh()

    def light(self, lit: bool) -> None:
        """Draw the cursor as if the focus were here, or no longer."""
        self.lit = lit
        self.refresh()

    # -- moving -----------------------------------------------------------------------------------------------------

    def move_by(self, lines: int) -> None:
        """Move the cursor by some options."""
        if abs(lines) > 1:
            lines = lines // self.lines_each or (1 if lines > 0 else -1)
        self.cursor = self._choosable(self.cursor + lines, 1 if lines > 0 else -1)

    def move_to_end(self, *, top: bool) -> None:
        """To the first or the last option."""
        self.cursor = self._choosable(0 if top else len(self.options) - 1, 1 if top else -1)

    def _choosable(self, number: int, step: int) -> int:
        """The next option that is no heading, in the direction of the step, else in the other."""
        count = len(self.options)
        number = max(0, min(number, count - 1))
        for direction in (step, -step):
            at = number
            while 0 <= at < count:
                if self.options[at].value:
                    return at
                at += direction
        return number

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw both options anew, and keep the cursor in view."""
        self._reveal()
        for number in (old, new):
            for part in range(self.lines_each):
                self.refresh_line(number * self.lines_each + part)
        self.post_message(self.Highlighted(self, self.option))

    def _reveal(self) -> None:
        first = self.cursor * self.lines_each
        above = 1 if self.cursor and not self.options[self.cursor - 1].value else 0  # its heading too
        region = Region(0, first - above * self.lines_each, 1, self.lines_each * (1 + above))
        self.scroll_to_region(region, animate=False, force=True)

    def on_resize(self) -> None:
        """The cursor stays in view, and more may be seen."""
        if self.options:
            self._reveal()
        self.post_message(self.Scrolled(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say that other options came into view."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled(self))

    # -- choosing ---------------------------------------------------------------------------------------------------

    def action_record_open(self) -> None:
        """Choose the option under the cursor."""
        if self.option is not None and self.option.value:
            self.post_message(self.Chosen(self, self.option))

    def on_key(self, event: events.Key) -> None:
        """A letter chooses its option at once, whatever the letter means elsewhere."""
        if self.press_letter(event.character or ""):
            event.stop()
            event.prevent_default()

    def press_letter(self, letter: str) -> bool:
        """Choose the option of a letter; False when none has it."""
        number = self._letters.get(letter)
        if number is None:
            return False
        self.cursor = number
        self.action_record_open()
        return True

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        number = (self.scroll_offset.y + event.y) // self.lines_each
        if 0 <= number < len(self.options) and self.options[number].value:
            event.stop()
            self.cursor = number
            self.action_record_open()
