"""The line under the search box: facets that are on, what was not understood, what would match instead."""

from __future__ import annotations

from textual.message import Message

from model import text
from tui.results import Results
from tui.widgets.parts import Part, PartsLine

__all__ = ["FacetChips"]


class FacetChips(PartsLine):
    """Shows what narrows the list beside the query; a click on a chip lets it go. Hidden when there is nothing."""

    PREFIX = "facet-chips"

    class Removed(Message):
        """A value of a facet was let go."""

        def __init__(self, facet: str, value: str) -> None:
            super().__init__()
            self.facet = facet
            self.value = value

    class Offered(Message):
        """The suggested query was taken."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    def show(self, results: Results, reason: str = "", tell: str = "") -> None:
        """Show what there is to say about a result, and about why a row is in it; else `tell`."""
        parts = [Part(" ")]
        for facet, values in results.asked.facets.items():
            for value in sorted(values):
                parts += [Part(f" {text.display(f'{facet}: {value}')} × ", "chip", f"-{facet}\0{value}"), Part(" ")]
        parts += [Part(f"{text.display(note)}  ", "note") for note in results.notes]
        if reason:
            parts.append(Part(f"{text.display(reason)}  ", "note"))
        if results.suggestion:
            offer = results.suggestion
            parts.append(Part(text.display(offer.text), "offer", f"?{offer.query}"))
        if len(parts) == 1 and tell:
            parts.append(Part(tell, "note"))
        self.display = len(parts) > 1
        self.set_parts(parts)

    def pressed(self, does: str) -> None:
        """Let a chip go, or take the offer."""
        if does.startswith("-"):
            facet, _, value = does[1:].partition("\0")
            self.post_message(self.Removed(facet, value))
        else:
            self.post_message(self.Offered(does[1:]))
