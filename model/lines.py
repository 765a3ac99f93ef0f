"""A line of a list, all that is shown of a work there; kept for the first rows, so that these are shown at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from model import text

if TYPE_CHECKING:
    from model.record import Person
    from model.relations import Edge
    from model.work import Work

__all__ = ["ET_AL", "Line", "decode_line", "encode_line", "line_of", "shown_names"]

ET_AL = "et al."  # in the place of the last name, where a list says that it is not complete
_NAMES = 20  # people, more than fit into any column


class Line(NamedTuple):
    """What a list shows of a work; every string is safe to print."""

    year: str
    mark: str  # the letter of its type
    title: str
    container: str
    people: tuple[str, ...]  # the family names of the first
    creators: int  # how many there are in all
    merged: bool
    conflict: bool  # its sources disagree
    open_access: bool
    dangling: bool  # it refers to a work outside the library


def line_of(work: Work, edges: Sequence[Edge]) -> Line:
    """The line of a work that has these relations, no longer than any screen."""
    from model.listing import row_of

    record = work.record
    row = row_of(work, brief=True)
    creators = record.creators
    return Line(
        year=row.year,
        mark=row.mark,
        title=row.title,
        container=row.container,
        people=shown_names(creators[:_NAMES]),
        creators=len(creators),
        merged=work.is_merged,
        conflict=work.is_merged and _disagrees(work),
        open_access=record.flag("oa"),
        dangling=any(edge.target_row is None for edge in edges),
    )


def shown_names(people: Sequence[Person]) -> tuple[str, ...]:
    """Names for a crowded line."""
    return tuple([ET_AL if person.is_others else text.display(person.short) for person in people])


def _disagrees(work: Work) -> bool:
    from model.merge import has_conflict  # brings all that merges with it, which most lists do without

    return has_conflict(work)


def encode_line(line: Line) -> bytes:
    """A line as bytes."""
    return json.dumps(line, separators=(",", ":")).encode()


def decode_line(data: bytes) -> Line:
    """The line that was encoded. Raises ValueError when this is none."""
    try:
        *texts, people, creators, merged, conflict, open_access, dangling = json.loads(data)
        year, mark, title, container = map(text.display, texts)
        flags = (bool(flag) for flag in (merged, conflict, open_access, dangling))
        return Line(year, mark, title, container, tuple(map(text.display, people)), int(creators), *flags)
    except (TypeError, AttributeError) as error:
        raise ValueError(f"not a line: {error}") from error
