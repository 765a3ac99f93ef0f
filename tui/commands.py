"""The one table of commands: id, keys, title, help, group, context; bindings, foot line, palette and help read it."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding

__all__ = ["BY_ID", "COMMANDS", "CONTEXTS", "GROUPS", "HINTS", "WHILE_TYPING", "Command", "bindings", "hint", "overlap"]

CONTEXTS = {
    "app": "everywhere",
    "always": "everywhere, whatever is open",
    "browse": "in the browser",
    "pane": "in every pane",
    "list": "in the list",
    "item": "in the list and in the record",
    "box": "in the search box",
}
"""Where a command's keys work. Keys of two contexts may be the same unless both can hold at one time (`overlap`)."""

GROUPS = ("Find", "Move", "Follow", "Copy and export", "Mark", "Look closer", "General")
"""The headings under which help and palette show the commands, in this order."""


class Command(NamedTuple):
    """Something a person can do. `id` and `keys` are the contract's; `hint` is set where the foot line names it."""

    id: str
    keys: str  # default keys as Textual names them, separated by commas
    title: str  # in the palette and as the first words in help
    help: str  # one sentence
    group: str
    context: str
    hint: str = ""  # one word for the foot line

    @property
    def action(self) -> str:
        """The Textual action: a widget's own method, or for the whole browser `run` with the id."""
        if self.context in ("app", "always", "browse"):
            return f"run('{self.id}')"
        if self.context == "box":
            return f"screen.run('{self.id}')"
        return self.id.replace(".", "_")


_C = Command
COMMANDS: tuple[Command, ...] = (
    _C("search.focus", "/", "Search", "Type to narrow the list, live.", "Find", "browse", "search"),
    _C("box.leave", "enter,down", "To the list", "Keep the query and go to the list.", "Find", "box", "list"),
    _C("facets.toggle", "f", "Facets", "Narrow by type, year, person and more.", "Find", "browse", "facets"),
    _C("sort.menu", "s", "Sort", "By year, title, author, type, container, update or relevance.", "Find", "browse"),
    _C("back.step", "escape", "Undo one step", "Close a panel, leave the box, clear the query, the facets, the marks.",
       "Find", "browse", "leave"),
    _C("move.down", "j,down", "Down", "To the next line.", "Move", "pane"),
    _C("move.up", "k,up", "Up", "To the line before.", "Move", "pane"),
    _C("move.top", "g,home", "To the top", "To the first line.", "Move", "pane"),
    _C("move.bottom", "G,end", "To the end", "To the last line.", "Move", "pane"),
    _C("move.half_down", "ctrl+d", "Half a page down", "Half a page on.", "Move", "pane"),
    _C("move.half_up", "ctrl+u", "Half a page up", "Half a page back.", "Move", "pane"),
    _C("move.page_down", "pagedown", "Page down", "A page on.", "Move", "pane"),
    _C("move.page_up", "pageup", "Page up", "A page back.", "Move", "pane"),
    _C("focus.next", "tab", "Next pane", "From the list to the record and on.", "Move", "browse", "next pane"),
    _C("focus.previous", "shift+tab", "Previous pane", "The other way round.", "Move", "browse"),
    _C("record.open", "enter", "Open", "Open the record; in it, follow what is selected.", "Follow", "item", "open"),
    _C("history.back", "[,alt+left", "Back", "To where you were, with its query.", "Follow", "browse", "back"),
    _C("history.forward", "],alt+right", "Forward", "On to where you came back from.", "Follow", "browse"),
    _C("relations.focus", "r", "Relations", "Part-of, versions, links; again: as a tree.", "Follow", "browse"),
    _C("people.show", "a", "People", "The record's people; Enter shows all their works.", "Follow", "browse", "people"),
    _C("people.all", "A", "All people", "Everybody in the library, with counts.", "Follow", "browse"),
    _C("similar.show", "m", "More like this", "Records like this one, with the reason.", "Follow", "browse"),
    _C("open.url", "o", "Open in the browser", "The DOI, else full text, else repository page.", "Follow", "browse"),
    _C("copy.default", "y", "Copy citation", "Of the marked records, else of this one, in the current style.",
       "Copy and export", "browse", "copy"),
    _C("copy.menu", "Y", "Copy as", "Cite key, BibTeX, DOI, address, title, Markdown, CSL-JSON, RIS or any style.",
       "Copy and export", "browse"),
    _C("style.next", "c", "Next style", "The next citation style.", "Copy and export", "browse", "style"),
    _C("style.pick", "C", "Pick a style", "Choose among all of them, with a preview.", "Copy and export", "browse"),
    _C("export.menu", "x", "Export", "Write the marked records, or all shown, to a file.", "Copy and export", "browse"),
    _C("mark.toggle", "space", "Mark", "Mark this record, or take the mark away.", "Mark", "list"),
    _C("mark.range", "v", "Mark a range", "From here to where v is pressed again.", "Mark", "list"),
    _C("mark.all", "ctrl+a", "Mark all", "All that are shown; again takes the marks away.", "Mark", "list"),
    _C("provenance.show", "p", "Provenance", "Which file said what; conflicts side by side.", "Look closer", "browse"),
    _C("notices.show", "w", "Notices", "What is wrong in the files, and what was done.", "Look closer", "browse"),
    _C("detail.toggle", "z", "Zoom", "Give the record all the room, and back.", "Look closer", "browse", "zoom"),
    _C("reload", "R", "Reload", "Read the files again, keeping the place.", "General", "browse"),
    _C("palette", ":,ctrl+p", "Palette", "Every command, style and theme, and records by title.", "General", "app"),
    _C("help.show", "?,f1", "Help", "All keys, as they are now.", "General", "app", "help"),
    _C("app.suspend", "ctrl+z", "Suspend", "To the shell; its fg comes back here.", "General", "always"),
    _C("app.quit", "q,ctrl+q", "Quit", "Leave bibscope.", "General", "app", "quit"),
)  # fmt: skip

BY_ID = {command.id: command for command in COMMANDS}

_DISJOINT = {frozenset(pair) for pair in (("list", "box"), ("item", "box"), ("pane", "box"))}


HINTS = {
    "list": ("search.focus", "record.open", "copy.default", "style.next", "facets.toggle", "help.show", "app.quit"),
    "found": ("search.focus", "back.step", "record.open", "copy.default", "style.next", "help.show", "app.quit"),
    "detail": ("record.open", "back.step", "detail.toggle", "history.back", "copy.default", "style.next", "help.show"),
    "box": ("box.leave", "back.step"),
    "facets": ("focus.next", "back.step"),
}
"""Which commands the foot line names, by what has the focus; `found` is the list when something narrows it."""

_WORDS = {("found", "back.step"): "clear", ("detail", "record.open"): "follow", ("detail", "back.step"): "list"}


def hint(place: str, command: str) -> str:
    """The word for a command in the foot line of a place."""
    return _WORDS.get((place, command), BY_ID[command].hint)


def overlap(one: str, other: str) -> bool:
    """Whether keys of two contexts can be meant at the same time."""
    return frozenset((one, other)) not in _DISJOINT


def bindings(*contexts: str, priority: bool = True) -> list[Binding]:
    """The bindings of some contexts, for the BINDINGS of the widget, screen or app that carries them out.

    They have priority, so that they are carried out one after the other in the order of the keys: else keys that come
    in one burst (`/moon`, fast or over a slow line) would reach the pane that had the focus before.
    """
    return [
        Binding(
            command.keys,
            command.action,
            command.title,
            show=bool(command.hint),
            id=command.id,
            priority=priority,
        )
        for command in COMMANDS
        if command.context in contexts
    ]


WHILE_TYPING = frozenset({"back.step", "box.leave", "focus.next", "focus.previous"})
"""The commands of the browser whose keys mean them even in a field to type in."""
