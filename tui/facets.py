"""What the facet panel lists: facets, their values with counts, those chosen first; free of any widget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from model import text
from model.library import Library
from tui.options import Option
from tui.results import Results

__all__ = ["FACETS", "Facets", "counted"]

FACETS = (
    "type", "year", "person", "container", "project", "department", "keyword", "open access", "source", "relation",
)  # fmt: skip
_SHOWN, _FOUND, _MOST = 8, 6, 500
_OPEN_AT_FIRST = frozenset({"type", "year"})

Counts = Sequence[tuple[str, int]]


def counted(library: Library, results: Results, marked: frozenset[int], name: str, typed: str = "") -> Counts:
    """The values of one facet with how many records have them, as if nothing of this facet were chosen yet."""
    asked, rows = results.asked, results.rows
    others = {facet: values for facet, values in asked.facets.items() if facet != name}
    if len(others) < len(asked.facets):
        rows = library.search.search(asked.query, marked=marked, facets=others).rows
    import numpy as np

    counts = library.search.facet_counts(np.asarray(rows), name, None if name == "year" else _MOST, typed)
    return sorted(counts, key=_newest_first) if name == "year" else counts


def _newest_first(counted: tuple[str, int]) -> tuple[bool, int]:
    """Years before `no year`."""
    year = counted[0]
    return (False, -int(year)) if year.isdecimal() else (True, 0)


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts known so far, what is chosen, and which facets are open. Every change gives new Facets."""

    counts: Mapping[str, Counts]
    chosen: Mapping[str, frozenset[str]]
    open: frozenset[str] = _OPEN_AT_FIRST
    full: frozenset[str] = frozenset()  # those shown with all their values
    typed: str = ""

    def toggled(self, facet: str, value: str) -> Facets:
        """With a value chosen if it was not, else let go."""
        values = self.chosen.get(facet, frozenset()) ^ {value}
        chosen = {name: some for name, some in {**self.chosen, facet: values}.items() if some}
        return replace(self, chosen=chosen)

    def opened(self, facet: str) -> Facets:
        """With a facet open if it was shut, else shut."""
        return replace(self, open=self.open ^ {facet}, full=self.full - {facet})

    def wanted(self) -> tuple[str, ...]:
        """The facets whose values are needed, in the order of the panel."""
        return tuple(name for name in FACETS if self.typed or name in self.open or name in self.chosen)

    def options(self) -> tuple[Option, ...]:
        """The lines of the panel; their values say what choosing them does: see `pressed`."""
        return tuple(option for name in FACETS for option in self._facet(name))

    def _facet(self, name: str) -> Iterator[Option]:
        counts, chosen = self.counts.get(name), self.chosen.get(name, frozenset())
        is_open = bool(self.typed) or name in self.open
        if self.typed and not counts:
            return
        said = f"{len(chosen):,} chosen" if chosen else ""
        yield Option(name.capitalize(), f"facet\0{name}", "", said, "", "▾" if is_open else "▸", strong=True)
        found = dict(counts or ())
        for value in sorted(chosen):
            yield _value(name, value, found.get(value, 0), chosen=True)
        if not is_open or counts is None:
            return
        rest = [(value, count) for value, count in counts if value not in chosen]
        limit = _FOUND if self.typed else _MOST if name in self.full else _SHOWN
        for value, count in rest[:limit]:
            yield _value(name, value, count, chosen=False)
        if len(rest) > limit:
            yield Option(f"… {len(rest) - limit:,} more", f"more\0{name}", sign=" ")


def _value(facet: str, value: str, count: int, *, chosen: bool) -> Option:
    return Option(text.display(value), f"value\0{facet}\0{value}", detail=f"{count:,}", sign="●" if chosen else "○")
