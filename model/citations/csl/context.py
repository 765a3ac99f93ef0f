"""The state of one rendering: which item, in which style and locale, and what its groups have seen so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from model.citations.csl.locales import Locale
from model.citations.csl.nodes import Node
from model.citations.csl.punctuation import curl, smart_quotes
from model.citations.csl.spans import AFFIX, PLAIN, Span, Spans, parse_markup, raise_letters
from model.citations.csl.tree import Style

if TYPE_CHECKING:
    from model.citations.csl.names import Person

_MADE_UP = frozenset(("citation-number", "citation-label", "year-suffix"))
"""Variables that a processor makes up; an item has none of them."""


@dataclass(slots=True)
class GroupState:
    """What a group has met: CSL drops a group that asked for variables and got none."""

    asked: bool = False
    got: bool = False
    has_term: bool = False

    @property
    def stands(self) -> bool:
        """Is there a reason to print the group?"""
        return self.got or (self.has_term and not self.asked)


@dataclass(slots=True)
class Context:
    """Everything the elements of a style need to know while one item is rendered."""

    style: Style
    locale: Locale
    item: Mapping[str, object]
    area: Node
    number: str = ""
    label: str = ""
    year_suffix: str = ""
    sorting: bool = False
    name_overrides: Mapping[str, str] = field(default_factory=dict)
    groups: list[GroupState] = field(default_factory=lambda: [GroupState()])
    suppressed: set[str] = field(default_factory=set)
    rendered: set[str] = field(default_factory=set)
    macro_depth: int = 0
    macro_calls: int = 0
    started: bool = False
    substituted_for: Node | None = None
    first_people: Sequence[Person] | None = None
    people_before: Sequence[Person] | None = None
    name_substitute: str = ""

    @property
    def group(self) -> GroupState:
        """The innermost group."""
        return self.groups[-1]

    @property
    def in_bibliography(self) -> bool:
        """Is this a reference list entry (and not a citation or note)?"""
        return self.area is self.style.bibliography

    @property
    def is_english(self) -> bool:
        """Is the item (or, when it doesn't say, the locale) in English, so that title case applies?"""
        language = str(self.item.get("language") or "")
        return language.lower().startswith("en") if language else self.locale.is_english

    def saw(self, variable: str, found: bool) -> None:
        """Tell the group that a variable was asked for, and whether there was something to print."""
        self.group.asked = True
        self.started |= found or variable == "citation-number"  # which is a beginning even when left out
        if found:
            self.group.got = True
            self.rendered.add(variable)

    def text(self, variable: str) -> str:
        """A variable's value as text; nothing when it is absent or was already printed as a substitute."""
        if variable in self.suppressed:
            return ""
        if variable in _MADE_UP:
            return {
                "citation-number": self.number,
                "citation-label": self.label,
                "year-suffix": self.year_suffix,
            }[variable]
        return value_text(self.item, variable)

    def spans(self, text: str) -> Spans:
        """A value from outside as spans: inline tags become formats, straight quotes become curly."""
        return smart_quotes(parse_markup(text), self.locale.quotes)

    def affix(self, text: str) -> Spans:
        """Text of the style itself: an affix, a delimiter."""
        return [Span(curl(text), PLAIN, AFFIX)] if text else []

    def term(self, text: str) -> Spans:
        """A word of the locale; its raised letters (1er) are superscripts."""
        return [span._replace(text=curl(span.text)) for span in raise_letters(text)]


_ALIASES = {
    "event-title": ("event",),
    "title-short": ("shortTitle",),
    "container-title-short": ("journalAbbreviation",),
    "page-first": ("page",),
}


def value_text(item: Mapping[str, object], variable: str) -> str:
    """The text of an item's variable, under its name or the other names it goes by."""
    for name in (variable, *_ALIASES.get(variable, ())):
        value = item.get(name)
        if value is None or value == "" or value == [] or isinstance(value, Mapping):
            continue
        if isinstance(value, (list, tuple)):
            return ", ".join(str(part) for part in value if isinstance(part, (str, int, float)))
        return str(value)
    return ""
