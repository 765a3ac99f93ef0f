"""The help: keys of this place, all keys as they are now, what the signs mean, how to search."""

from __future__ import annotations

from collections.abc import Iterable

from model.listing import MARKS
from model.search.query import CHEAT_SHEET
from tui.commands import COMMANDS, GROUPS, Command
from tui.flow import Run
from tui.keymap import Keymap
from tui.page import Page
from tui.pages.maker import Maker
from tui.rows import SIGNS

__all__ = ["PLACES", "help_page"]

PLACES = {
    "list": ("In the list", ("list", "item", "pane")),
    "detail": ("In the record", ("item", "pane")),
    "box": ("In the search box", ("box",)),
    "page": ("On a page", ("item", "pane")),
}
"""Where one can ask for help: the heading, and the contexts whose keys work there and not everywhere."""

_FAMILIES = {
    "article": "article in a journal",
    "conference": "conference paper, abstract, poster",
    "thesis": "thesis, dissertation",
    "book": "book",
    "chapter": "chapter of a book",
    "preprint": "preprint, working paper",
    "report": "report",
    "editor": "edited volume, special issue",
    "data": "research data",
    "software": "software",
    "patent": "patent",
    "other": "anything else",
}


def help_page(keymap: Keymap, place: str, width: int) -> Page:
    """The help for a place of PLACES; elsewhere all keys at once."""
    maker = Maker(width)
    if place in PLACES:
        title, contexts = PLACES[place]
        maker.heading(title)
        _commands(maker, keymap, (command for command in COMMANDS if command.context in contexts))
    for group in GROUPS:
        maker.heading(group)
        _commands(maker, keymap, (command for command in COMMANDS if command.group == group))
    maker.heading("Searching", "in the search box, and with list -q and export -q")
    _pairs(maker, CHEAT_SHEET, 34)
    maker.heading("Signs in front of a record")
    _pairs(maker, SIGNS.items(), 5)
    maker.heading("Letters for the type of publication")
    _pairs(maker, ((sign, _FAMILIES.get(family, family)) for family, sign in MARKS.items()), 5)
    _pairs(maker, (("?", "type unknown"),), 5)
    return maker.page()


def _commands(maker: Maker, keymap: Keymap, commands: Iterable[Command]) -> None:
    for command in commands:
        keys = " ".join(keymap.shown(command.id))
        title = [Run(f"{command.title}  ", "value"), Run(command.help, "quiet")]
        maker.labelled(keys, title, 16, "key")


def _pairs(maker: Maker, pairs: Iterable[tuple[str, str]], indent: int) -> None:
    for sign, meaning in pairs:
        maker.labelled(sign, [Run(meaning, "value")], min(indent, maker.width // 2), "key")
