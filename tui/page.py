"""A record set as a page: title, people, citation and sections flowed to a width, with the stops one can follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from model import listing, text
from model.describe import Item, Section, describe
from model.fields import PEOPLE_ROLES, label
from model.library import Library
from model.lines import ET_AL
from model.record import Person
from tui.flow import Line, Run, flow, rich_runs

__all__ = ["ALL_PEOPLE", "Citing", "Page", "Stop", "page_of"]

ALL_PEOPLE = "people:"
"""The target of a folded list of names: everybody of this record."""

_READABLE = 92  # cells; longer lines are hard to find back from
_NAMES_SHOWN = 12
_LONGEST = 12_000  # characters of one text; it is the screen's limit, exports have everything
_LONGEST_NAME = 300
_LONGEST_FACT = 200  # a journal's name, say
_FOLDED = ("Citations as supplied", "Other fields")


@dataclass(frozen=True, slots=True)
class Citing:
    """A citation to show: in which style, where it comes from, and the canonical text, empty while being made."""

    style: str
    text: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that can be followed: `row:12`, `url:https://...`, `person:key`, and the lines it stands on."""

    target: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Page:
    """Lines to draw, the stops in them, and on which line each section begins."""

    lines: tuple[Line, ...] = ()
    stops: tuple[Stop, ...] = ()
    sections: Mapping[str, int] = field(default_factory=dict)


def page_of(library: Library, row: int, width: int, citing: Citing) -> Page:
    """The page of a work, `width` cells wide."""
    return _Setter(library, row, max(8, min(width, _READABLE))).page(citing)


class _Setter:
    """Sets one page, from top to bottom."""

    def __init__(self, library: Library, row: int, width: int) -> None:
        self.library = library
        self.leading = library.knows_people
        self.record = library.works[row].record
        self.contents = describe(library, row, brief=True)
        self.width = width
        self.lines: list[Line] = []
        self.targets: list[str] = []
        self.sections: dict[str, int] = {}
        labels = (item.label for section in self.contents if not section.prose for item in section.items)
        self.indent = min(max(map(cell_len, labels), default=0), 20, width // 4) + 2 if width >= 44 else 2

    def page(self, citing: Citing) -> Page:
        """The whole page."""
        self._head()
        self._citation(citing)
        for section in self.contents:
            if section.title != "People":
                self._section(section)
        return Page(tuple(self.lines), tuple(self._stops()), self.sections)

    def _stop(self, target: str) -> int:
        """A number for a target; -1 for none."""
        if not target:
            return -1
        self.targets.append(target)
        return len(self.targets) - 1

    def _stops(self) -> Iterator[Stop]:
        where: dict[int, list[int]] = {}
        for number, line in enumerate(self.lines):
            for run in line:
                if run.stop >= 0:
                    where.setdefault(run.stop, []).append(number)
        for stop, target in enumerate(self.targets):
            lines = where.get(stop, [0])
            yield Stop(target, lines[0], lines[-1])

    def _add(self, runs: Iterable[Run], first: int = 0, then: int | None = None) -> None:
        self.lines.extend(flow(runs, self.width, first, then))

    # -- the head ---------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        record = self.record
        self._add(_runs(record.title, "title") if record.title else [Run(listing.title(record, brief=True), "title")])
        facts = [str(record.year or "no year"), listing.type_label(record), listing.container(record, brief=True)]
        facts += ["open access"] if record.flag("oa") else []
        self._add([Run(" · ".join(_short(fact, _LONGEST_FACT) for fact in facts if fact), "facts")])
        for role in PEOPLE_ROLES:
            if people := record.people(role):
                self._names(role, people)

    def _names(self, role: str, people: Sequence[Person]) -> None:
        name = "" if role == "author" else label(role)
        runs = [Run(f"{name}  ", "label")] if name else []
        shown = people if len(people) <= _NAMES_SHOWN + 2 else people[:_NAMES_SHOWN]
        for position, person in enumerate(shown):
            if person.is_others:
                runs.append(Run(f" {ET_AL}" if position else ET_AL, "quiet"))
                continue
            if position:
                runs.append(Run(", ", "quiet"))
            key = self.library.people.key_of(person) if self.leading else ""
            runs.append(Run(_natural(person), "person", self._stop(f"person:{key}" if key else "")))
        if len(shown) < len(people):
            more = f"and {len(people) - len(shown):,} more"
            runs += [Run(", ", "quiet"), Run(more, "person", self._stop(ALL_PEOPLE if self.leading else ""))]
        self._add(runs, 0, min(cell_len(name) + 2, self.width // 3) if name else 0)

    def _citation(self, citing: Citing) -> None:
        made = f"  {citing.label}" if citing.label else ""
        self._heading("Citation", f"{text.display(citing.style)}{text.display(made)}")
        self._add(_runs(citing.text, "citation") or [Run("…", "quiet")])

    # -- sections ---------------------------------------------------------------------------------------------------

    def _heading(self, title: str, beside: str = "") -> None:
        self.lines.append(())
        self.sections[title] = len(self.lines)
        self._add([Run(title, "heading"), Run("  "), Run(beside, "quiet")])

    def _section(self, section: Section) -> None:
        self._heading(section.title)
        if section.prose:
            self._prose(section)
            return
        beside = all(cell_len(item.label) + 2 <= self.indent for item in section.items)
        for item in section.items:
            if section.title == "Relations" and not beside:
                self._relation(item)
            else:
                self._item(item, self.indent, section.title in _FOLDED)

    def _relation(self, item: Item) -> None:
        """Titles want the whole width: what they are to the work stands over them, once for all of a kind."""
        if item.label:
            self._add([Run(text.display(item.label), "label")])
        stop = self._stop(item.target)
        self._add(_runs(item.text, "link" if stop >= 0 else "value", stop), 2, 4)

    def _prose(self, section: Section) -> None:
        for position, item in enumerate(section.items):
            if position:
                self.lines.append(())
            runs = [Run(f"{text.display(item.label)}  ", "label")] if item.label else []
            self._add([*runs, *_runs(item.text, "prose")])

    def _item(self, item: Item, indent: int, quiet: bool) -> None:
        stop = self._stop(item.target)
        style = "quiet" if item.quiet or quiet else "link" if stop >= 0 else "value"
        runs = _runs(item.text, style, stop)
        name = text.display(item.label)
        if not name:
            self._add(runs, indent)
        elif cell_len(name) + 2 > indent:
            self._add([Run(name, "label")])
            self._add(runs, indent)
        else:
            self._add([Run(name, "label"), Run(" " * (indent - cell_len(name))), *runs], 0, indent)


def _runs(canonical: str, style: str, stop: int = -1) -> list[Run]:
    """Canonical text as runs; of what nobody would read to its end, the beginning and how much more there is."""
    head = text.beginning(canonical, _LONGEST)
    more = len(canonical) - len(head)
    rest = [Run(f" … {more:,} more characters", "quiet", stop)] if more else []
    return [*rich_runs(head, style, stop), *rest]


def _natural(person: Person) -> str:
    """A name as it is said: given names first."""
    family = f"{person.particle} {person.family}".strip()
    name = person.literal or " ".join(part for part in (person.given, family) if part)
    whole = f"{name}, {person.suffix}" if person.suffix else name
    return text.display(_short(whole, _LONGEST_NAME))


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most].rstrip()} …"
