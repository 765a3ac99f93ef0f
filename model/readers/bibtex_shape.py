"""What BibTeX entries of one type with the same fields have in common, worked out once for all of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from model.lazy import Asking
from model.readers.bibtex_asked import Makers, Names, OfOne, Shaping, Usual, own_key
from model.readers.bibtex_makers import are_all, makers_of, with_words_of_one
from model.readers.bibtex_values import words_in

__all__ = ["DELIMITERS", "MANY", "SURE_TITLE", "SURE_YEAR", "Plan", "Shape", "Step", "shape_of"]

_SHAPES = 10_000  # as many are remembered; libraries have some hundreds
_PLANS = 4  # that a shape remembers: of two who ask, each for keys that are numbers and for others

Step: TypeAlias = "tuple[str, int, Shaping]"
"""A field, the place of the one value that tells all that is wanted of it, and what makes it of this value.

Where it takes more than one value the place is below 0, and the entry makes the field.
"""

DELIMITERS = ("{", '"')
"""What a value begins with that stands between delimiters in the file."""

MANY = 60
"""Of an entry with more fields than this all are made when one is asked for: each by itself would take too long."""

SURE_TITLE = re.compile(r'[{"]*+[0-9A-Za-z]')
"""How a value begins that is a title however it is decoded."""

SURE_YEAR = re.compile(r'[{"]?[1-9][0-9]{3}[}"]?\Z')
"""A value that is a year."""


class Plan(NamedTuple):
    """How to make all fields that somebody wants, in their order."""

    usual: str  # the type, which comes first; empty if it is not wanted, or if more than an id of arXiv's decides it
    may_be_arxiv: bool
    steps: tuple[Step, ...]
    keyed: bool  # whether the cite key is wanted, which comes last; False if there is a field for it


class Shape:
    """What entries of one type with the same fields have in common.

    The first `own` of the names are the entry's, in the order and spelling of the file; others are inherited.
    """

    makers: Makers

    __slots__ = ("_plans", "_sure", "inherits", "lower", "makers", "own", "places", "repeats", "type", "written")

    def __init__(self, type_: str, written: tuple[str, ...], own: int) -> None:
        self.type = type_
        self.written = written
        self.own = own
        self.lower = tuple(sys.intern(name.lower()) for name in written)
        self.places = {name: place for place, name in enumerate(self.lower)}
        self.repeats = len(self.places) < len(self.lower)
        """Whether a name is there twice, which no record can hold."""
        self.inherits = "crossref" in self.places or "xdata" in self.places
        """Whether other entries give such an entry fields."""
        dated = "title" in self.places and "year" in self.places and "date" not in self.places
        self._sure = (self.places["title"], self.places["year"]) if dated else None
        self._plans: dict[tuple[Asking, Asking, bool], Plan | None] = {}

    def plan(self, wanted: Asking, briefly: Asking, numbered: bool) -> Plan | None:
        """How to make all fields that are wanted, in their order; None if only an entry itself tells which it has.

        `numbered` says that the key is a number.
        """
        asking = wanted, briefly, numbered
        try:
            return self._plans[asking]
        except KeyError:
            pass
        if len(self._plans) >= _PLANS:
            self._plans.clear()
        certain = len(self.lower) <= MANY and are_all(self.makers, self.lower)
        plan = self._plans[asking] = self._planned(*asking) if certain else None
        return plan

    def _planned(self, wanted: Asking, briefly: Asking, numbered: bool) -> Plan:
        words = with_words_of_one(self.type, self.lower, lambda name: wanted(name) and briefly(name))
        others = {name for together, _ in words.values() for name in together[1:]}
        type_ = self.makers["type"]
        usual = type_.usual if isinstance(type_, Usual) and wanted("type") else ""
        keyed = self.makers["citekey"] is own_key and wanted("citekey")
        steps: list[Step] = []
        for name, make in self.makers.items():
            if name in words:
                steps.append((name, self.places[words[name][1]], words_in))
            elif not wanted(name) or name in others or (usual and name == "type") or (keyed and name == "citekey"):
                continue
            elif isinstance(make, OfOne):
                steps.append((name, self.places[make.name], make.numbered if numbered else make.shape))
            else:
                steps.append((name, -1, words_in))
        return Plan(usual, "arxiv" in self.makers, tuple(steps), keyed)

    def plain(self, values: Sequence[str], names: Names) -> dict[str, str]:
        """Some of an entry's values without their delimiters, by lower-case name."""
        found = {}
        for name in names:
            place = self.places[name]
            value = values[place]
            found[name] = value[1:-1] if value[:1] in DELIMITERS and place < self.own else value
        return found

    def plainly_told(self, values: Sequence[str]) -> bool:
        """Whether values have a title and a year, as far as that is seen without decoding them."""
        if self._sure is None:
            return False
        title, year = self._sure
        return SURE_TITLE.match(values[title]) is not None and SURE_YEAR.match(values[year]) is not None

    def __getattr__(self, name: str) -> Makers:
        """`makers`, how to make each field that such an entry may have, when they are first asked for."""
        if name != "makers":
            raise AttributeError(name)
        self.makers = makers_of(self.type, self.lower)
        return self.makers


@lru_cache(maxsize=_SHAPES)
def shape_of(type_: str, written: tuple[str, ...], own: int) -> Shape:
    """The shape of an entry, the same for the same arguments."""
    return Shape(sys.intern(type_), tuple(map(sys.intern, written)), own)
