"""The facet panel: values that narrow the list, each with how many of the records shown have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from model.library import Library
from tui.commands import BY_ID
from tui.facets import Facets, counted
from tui.results import Results
from tui.widgets.finder import Finder
from tui.widgets.menu import Menu

__all__ = ["FacetPanel"]


class FacetPanel(Vertical):
    """Shows the facets of a result; says what is chosen, and leaves the searching to the screen.

    Counting is done after the paint, one facet at a time, for the newest result only, once words are indexed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False, id="back.step"),
        Binding(BY_ID["mark.toggle"].keys, "choose", "Choose", show=False, id="mark.toggle"),
        Binding("right", "open(True)", "Open", show=False),
        Binding("left", "open(False)", "Shut", show=False),
    ]
    SCOPED_CSS = False
    DEFAULT_CSS = """
    FacetPanel { width: 32; height: 100%; background: $surface; }
    FacetPanel Finder > Horizontal { padding: 0 1; }
    Panes FacetPanel { display: none; }
    Panes.-facets FacetPanel { display: block; }
    Panes.-normal.-facets FacetPanel { width: 28; }
    Panes.-single.-facets FacetPanel { width: 100%; }
    """

    @dataclass
    class Changed(Message):
        """Other values are chosen."""

        facets: Mapping[str, frozenset[str]]

    @dataclass
    class Left(Message):
        """The person is done with the panel."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facets = Facets({}, {})
        self._library: Library | None = None
        self._results = Results()
        self._marked: frozenset[int] = frozenset()
        self._left_to_count: list[str] = []
        self._counting = False

    def compose(self) -> ComposeResult:
        """A field to find values, the facets."""
        yield Finder(Menu(), "type to find", blank_chooses=True)

    @property
    def menu(self) -> Menu:
        """The lines."""
        return self.query_one(Menu)

    def enter(self) -> None:
        """Take the focus: letters find values, arrows walk, Enter or a blank chooses."""
        self.screen.set_focus(self.query_one(Finder).field)

    def show(self, library: Library, results: Results, marked: frozenset[int] = frozenset()) -> None:
        """Show the facets of a result; what was counted before stays until it is counted anew."""
        self._library, self._results, self._marked = library, results, marked
        self.facets = replace(self.facets, chosen=dict(results.asked.facets))
        self._count_all()

    def forget(self) -> None:
        """Let go of what is shown no more, which would stay as long as nobody opens the panel again."""
        self._library, self._results, self._left_to_count = None, Results(), []

    # -- counting ---------------------------------------------------------------------------------------------------

    def _count_all(self) -> None:
        self._left_to_count = list(self.facets.wanted())
        self._draw()
        self.count_on()

    def count_on(self) -> None:
        """Count what is left to count: all, if words had to be indexed first."""
        if not self._counting and self._left_to_count:
            self._counting = True
            self.call_after_refresh(self._count_next)

    def _count_next(self) -> None:
        """Count one facet, let the screen be painted, go on."""
        if self._count_one():
            self.call_after_refresh(self._count_next)
        else:
            self._counting = False

    def _count_one(self) -> bool:
        library = self._library
        if not self._left_to_count or library is None or not library.is_searchable or not self.is_attached:
            return False
        name = self._left_to_count.pop(0)
        counts = counted(library, self._results, self._marked, name, self.facets.typed)
        self.facets = replace(self.facets, counts={**self.facets.counts, name: counts})
        self._draw()
        return True

    @on(Finder.Entered)
    def _entered(self, event: Finder.Entered) -> None:
        """Choose among the values of all that was typed, however fast it was."""
        event.stop()
        while self._count_one():
            pass
        self.menu.action_record_open()

    def _draw(self) -> None:
        here = self.menu.option.value if self.menu.option else ""
        options = self.facets.options()
        line = next((number for number, option in enumerate(options) if option.value == here), self.menu.cursor)
        if self.facets.typed and not here.startswith("value\0"):
            line = next((number for number, option in enumerate(options) if option.value.startswith("value")), 0)
        self.menu.show(options, line, keep_scroll=True)

    # -- choosing ---------------------------------------------------------------------------------------------------

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        what, _, rest = event.option.value.partition("\0")
        if what == "value":
            facet, _, value = rest.partition("\0")
            self.facets = self.facets.toggled(facet, value)
            self._draw()
            self.post_message(self.Changed(self.facets.chosen))
        elif what == "facet":
            self.facets = self.facets.opened(rest)
            self._count_all()
        else:
            self.facets = replace(self.facets, full=self.facets.full | {rest})
            self._draw()

    @on(Menu.Highlighted)
    @on(Menu.Scrolled)
    def _moved(self, event: Message) -> None:
        event.stop()

    @on(Finder.Typed)
    def _typed(self, event: Finder.Typed) -> None:
        event.stop()
        self.facets = replace(self.facets, typed=event.text.strip(), counts={})
        self._count_all()

    def action_choose(self) -> None:
        """Choose the value under the cursor, or let it go."""
        self.menu.action_record_open()

    def action_open(self, wanted: bool) -> None:
        """Open or shut the facet that the cursor is in."""
        option = self.menu.option
        name = option.value.split("\0")[1] if option and option.value else ""
        if name and (name in self.facets.open) != wanted:
            self.facets = self.facets.opened(name)
            self._count_all()
            line = next((n for n, each in enumerate(self.menu.options) if each.value == f"facet\0{name}"), 0)
            self.menu.cursor = line

    def action_leave(self) -> None:
        """Undo what is typed; with nothing typed, leave the panel."""
        if not self.step_back():
            self.post_message(self.Left())

    def step_back(self) -> bool:
        """Undo what is typed; False when nothing is."""
        field = self.query_one(Finder).field
        typed, field.value = field.value, ""
        return bool(typed)
