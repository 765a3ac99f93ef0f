"""What to copy of a record or of several: each form with what it would put on the clipboard."""

from __future__ import annotations

from collections.abc import Sequence

from model import listing, text
from model.citations.abridged import abridge
from model.citations.cite import cite
from model.citations.csl.errors import StyleError
from model.citations.formats import COPY_FORMATS, copy
from model.library import Library
from tui.citing import style_label
from tui.flow import Run, rich_runs
from tui.options import Option
from tui.sampler import Make, Sample, plain_sample
from tui.screens.picker import Question

__all__ = ["IN_A_STYLE", "copy_question"]

IN_A_STYLE = "style"
"""The choice that asks for a style next."""

_KEYS = {"latex": "c", "pandoc": "p", "bibtex-latex": "l"}  # the other forms bring their letters
_SAMPLED = 12  # records that a sample is made of


def copy_question(library: Library, rows: Sequence[int], style: str, locale: str | None = None) -> Question:
    """The forms to choose from: the name of a `CopyFormat`, or IN_A_STYLE."""
    forms = [Option(each.label, each.name, each.key or _KEYS.get(each.name, "")) for each in COPY_FORMATS]
    reference = Option("Reference in a style …", IN_A_STYLE, "r")
    return Question(
        "Copy" if len(rows) == 1 else f"Copy {len(rows):,} records",
        (reference, *forms),
        about=listing.title(library.works[rows[0]].record, brief=True) if len(rows) == 1 else "those that are marked",
        sample=_maker(library, rows, style, locale),
        preview=7,
        label_width=22,
        width=92,
        verb="copy",
    )


def _maker(library: Library, rows: Sequence[int], style: str, locale: str | None) -> Make:
    abridged = [abridge(library.works[row].record) for row in rows[:_SAMPLED]]
    records = [each.record for each in abridged]
    more = len(rows) - len(records)

    def make(value: str) -> Sample:
        """What would be copied in this form, or why nothing would."""
        if value == IN_A_STYLE:
            label = Run(f"{text.display(style_label(style))}: ", "quiet")
            try:
                first = rich_runs(cite(records[0], style, locale=locale, brief=True).text, "citation")
            except StyleError as error:
                first = [Run(text.display(str(error)), "warning")]
            return ((label, *first),)
        try:
            copied = copy(records, value)
        except ValueError as error:  # an identifier that no address can hold
            return ((Run(text.display(str(error)), "warning"),),)
        if not copied:
            return ((Run("nothing of that kind here", "quiet"),),)
        told = [f"… and of {more:,} more"] if more else []
        if any(each.shows_in(copied) for each in abridged):
            told.append("shortened for the screen: what is copied has all of it")
        return (*plain_sample(copied), *((Run(words, "quiet"),) for words in told))

    return make
