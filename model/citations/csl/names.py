"""Names: one person in the order and form a style wants, and lists of them with "and" and "et al."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.citations.csl.context import Context
from model.citations.csl.decorate import affixes, content, decorate, fonts
from model.citations.csl.initials import initials, is_romanesque, split_family, split_given
from model.citations.csl.nodes import Node
from model.citations.csl.spans import AFFIX, PLAIN, Span, Spans
from model.record import UNNAMED

_IDEOGRAPHIC = re.compile("[\u3040-\u9fff]")  # scripts that set no blanks between words

_INHERITED = (
    "and", "delimiter-precedes-et-al", "delimiter-precedes-last", "et-al-min", "et-al-use-first",
    "et-al-use-last", "et-al-subsequent-min", "et-al-subsequent-use-first", "initialize",
    "initialize-with", "name-as-sort-order", "sort-separator",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A name in CSL's parts; `literal` stands alone, as for organisations or people left out of a list."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""
    comma_suffix: bool = False
    stands_for: int = 1  # how many people

    @property
    def is_others(self) -> bool:
        """Whether it says that a list is not complete, as BibTeX's `and others` does, rather than who is in it."""
        return self.literal in UNNAMED


def read_names(value: object) -> list[Person]:
    """Read a CSL-JSON name list; entries without any name are left out."""
    if not isinstance(value, (list, tuple)):
        return []
    people = [_read_name(entry) for entry in value if isinstance(entry, Mapping)]
    return [person for person in people if person.family or person.given or person.literal]


def _read_name(entry: Mapping[str, object]) -> Person:
    def part(name: str) -> str:
        return str(entry.get(name) or "").strip()

    family, given = part("family"), part("given")
    if part("literal") and not family:
        return Person(literal=part("literal"), stands_for=int(part("stands-for") or 1))
    particle, dropping = part("non-dropping-particle"), part("dropping-particle")
    if not particle and family:
        particle, family = split_family(family)
    if not dropping and given:
        given, dropping = split_given(given)
    return Person(family, given, dropping, particle, part("suffix"), "", bool(entry.get("comma-suffix")))


def name_options(node: Node | None, context: Context) -> dict[str, str]:
    """The options of a name list: the style's, the citation's or bibliography's, then its own."""
    options: dict[str, str] = {}
    for source in (context.style.attributes, context.area.attributes):
        options.update({name: source[name] for name in _INHERITED if name in source})
        for name in ("form", "delimiter"):
            if f"name-{name}" in source:
                options[name] = source[f"name-{name}"]
        if "names-delimiter" in source:
            options["names-delimiter"] = source["names-delimiter"]
    if node is not None:
        options.update(node.attributes)
    options.update(context.name_overrides)
    return options


class NameList:
    """Renders lists of people with the options and parts of one `cs:name`."""

    __slots__ = ("context", "et_al", "name", "options", "parts")

    def __init__(self, name: Node | None, et_al: Node | None, context: Context) -> None:
        self.name = name
        self.et_al = et_al
        self.context = context
        self.options = name_options(name, context)
        children = name.children if name else ()
        self.parts = {child.get("name"): child for child in children if child.tag == "name-part"}

    def render(self, people: Sequence[Person], repeated: int = 0, substitute: str = "") -> Spans:
        """The list, cut with "et al." where the options say so, the first `repeated` names replaced."""
        shown, last = self._cut(people)
        if len(people) > 1 and people[-1].is_others:
            shown, last = shown[: len(people) - 1], None  # "et al." says it
        if self.options.get("form") == "count":
            return [Span(str(_count(shown)))]
        rendered = [
            [Span(substitute)] if index < repeated else self.person(person, index) for index, person in enumerate(shown)
        ]
        delimiter = self.options.get("delimiter", ", ")
        if last is not None:
            tail = [Span("… ", PLAIN, AFFIX), *self.person(last, len(people) - 1)]
            spans = self._join([*rendered, tail], delimiter)
        elif len(shown) < len(people):
            spans = self._with_et_al(rendered, delimiter)
        else:
            pair = len(people) == 2 and bool(people[1].literal) and not people[0].literal
            spans = self._with_and(rendered, delimiter, pair)
        return spans

    def _cut(self, people: Sequence[Person]) -> tuple[Sequence[Person], Person | None]:
        least = _number(self.options.get("et-al-min"))
        first = _number(self.options.get("et-al-use-first")) or 1
        count = _count(people)
        if not least or count < least or first >= count:
            return people, None
        if self.options.get("et-al-use-last") == "true" and len(people) > 2:
            return people[: min(first, len(people) - 2)], people[-1]  # the dots stand for one name at least
        return people[:first], None

    def _join(self, pieces: Sequence[Spans], delimiter: str) -> Spans:
        out: Spans = []
        for piece in pieces:
            out += ([Span(delimiter, PLAIN, AFFIX)] if out else []) + piece
        return out

    def _inverted(self, index: int) -> bool:
        order = self.options.get("name-as-sort-order")
        return order == "all" or (order == "first" and index == 0)

    def _delimits(self, rule: str, names_before: int, least: int) -> bool:
        if rule == "after-inverted-name":
            return self._inverted(names_before - 1)
        return rule == "always" or (rule != "never" and names_before >= least)

    def _with_et_al(self, rendered: Sequence[Spans], delimiter: str) -> Spans:
        term = self.context.locale.term(self.et_al.get("term", "et-al") if self.et_al else "et-al")
        spans = self._join(rendered, delimiter)
        if not term or self.context.sorting:  # "et al." would sort like a name
            return spans
        et_al = self.context.term(term)
        if self.et_al:
            et_al = decorate(et_al, self.et_al, self.context)
        rule = self.options.get("delimiter-precedes-et-al", "contextual")
        blank = "" if _IDEOGRAPHIC.match(term) else " "
        between = delimiter if self._delimits(rule, len(rendered), 2) else blank
        after = self.name.get("suffix") if self.name else ""  # as after every name
        return [*spans, Span(between, PLAIN, AFFIX), *et_al, *self.context.affix(after)]

    def _with_and(self, rendered: Sequence[Spans], delimiter: str, pair: bool) -> Spans:
        """Join with "and"; a person and an organisation are a `pair` that nothing else comes between."""
        word = self.options.get("and", "")
        if len(rendered) < 2 or word not in ("text", "symbol"):
            return self._join(rendered, delimiter)
        term = "&" if word == "symbol" else self.context.locale.term("and")
        rule = self.options.get("delimiter-precedes-last", "contextual")
        between = delimiter if self._delimits(rule, len(rendered) - 1, 2) and not pair else " "
        head = self._join(rendered[:-1], delimiter)
        return [*head, Span(between, PLAIN, AFFIX), Span(f"{term} ", PLAIN, AFFIX), *rendered[-1]]

    def person(self, person: Person, index: int) -> Spans:
        """One name at its place in the list, formatted as `cs:name` says; affixes are for people only."""
        if person.literal:
            spans = self._part("family", self.context.spans(person.literal))
            return fonts(spans, self.name) if self.name else spans
        spans = self._parts(person, index)
        return affixes(fonts(spans, self.name), self.name) if self.name else spans

    def _parts(self, person: Person, index: int) -> Spans:
        given = self._given(person)
        if not is_romanesque(person.family + person.given):
            return self._part("family", [Span(person.family)]) + (
                self._part("given", [Span(person.given)]) if self.options.get("form") != "short" else []
            )
        if self.options.get("form") == "short":
            return self._short(person, index)
        if self._inverted(index) and person.family:
            return self._sorted(person, given)
        family = self._part("family", self._words(person.particle, person.family))
        first = self._part("given", self._words(given))
        if person.dropping:
            first += ([Span(" ")] if first else []) + self._words(person.dropping)
        spans = _glue(first, family, person.dropping)
        if person.suffix:
            spans = [*spans, Span(", " if person.comma_suffix else " "), Span(self._suffix(person))]
        return spans

    def _short(self, person: Person, index: int) -> Spans:
        if self._inverted(index) and self._demotes() and person.particle:
            separator = [Span(self.options.get("sort-separator", ", "), PLAIN, AFFIX)]
            return self._part("family", self.context.spans(person.family)) + separator + self._words(person.particle)
        return self._part("family", self._words(person.particle, person.family))

    def _demotes(self) -> bool:
        """Does a particle go behind the given names when the family name leads?"""
        rule = self.context.style.particle_rule
        return rule == "display-and-sort" or (rule == "sort-only" and self.context.sorting)

    def _sorted(self, person: Person, given: str) -> Spans:
        if self._demotes():
            family = self._part("family", self.context.spans(person.family))
            first = self._part("given", self._words(given, person.dropping, person.particle))
        else:
            family = self._part("family", self._words(person.particle, person.family))
            first = self._part("given", self._words(given, person.dropping))
        separator = self.options.get("sort-separator", ", ")
        suffix = [Span(self._suffix(person))] if person.suffix else []
        return self._join([piece for piece in (family, first, suffix) if piece], separator)

    def _given(self, person: Person) -> str:
        mark = self.options.get("initialize-with")
        if mark is None:
            return person.given
        shorten = self.options.get("initialize") != "false"
        return initials(person.given, mark, self.context.style.hyphenates_initials, shorten)

    def _suffix(self, person: Person) -> str:
        """A suffix such as Jr., without its full stop where initials have none."""
        dotless = "." not in self.options.get("initialize-with", ".")
        return person.suffix.replace(".", "") if dotless else person.suffix

    def _words(self, *words: str) -> Spans:
        out = ""
        for word in words:
            if word:
                out += ("" if not out or out[-1] in "'’-" else " ") + word
        return self.context.spans(out) if out else []

    def _part(self, name: str, spans: Spans) -> Spans:
        part = self.parts.get(name)
        return affixes(content(spans, part, self.context), part) if part and spans else spans


def _glue(first: Spans, family: Spans, dropping: str) -> Spans:
    """Given and family names with a blank between, unless a particle clings to the family name (d’)."""
    if not first or not family:
        return first or family
    clings = dropping[-1:] in ("'", "’", "-") and dropping != ""
    return [*first, *family] if clings else [*first, Span(" "), *family]


def _count(people: Sequence[Person]) -> int:
    return sum(person.stands_for for person in people)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
