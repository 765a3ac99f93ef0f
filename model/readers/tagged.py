"""Formats whose lines begin with a tag, as in RIS: the values of a file, and the records that these make up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from model.record import RawValue

__all__ = ["Entry", "Tagged", "by_tag", "entries", "raw", "values"]

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class Tagged:
    """A value under its tag, line by line, and where it stands in the file."""

    tag: str
    lines: list[str]  # without the blanks around them
    line: int
    after_blank: bool  # nothing, or a blank line, stands before it

    def text(self, between: str = " ") -> str:
        """The value in one piece."""
        return between.join(self.lines).strip()


@dataclass(frozen=True, slots=True)
class Entry:
    """The values of one record, in order, and what is wrong with how it stood in the file."""

    values: list[Tagged]
    damage: str = ""

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.values[0].line


def values(text: str, tag_line: re.Pattern[str]) -> Iterator[Tagged]:
    """The values of a file. The pattern finds a tag and what follows it; a line without goes on with the last value."""
    value: Tagged | None = None
    after_blank = True
    for number, content in enumerate(_LINE_END.split(text), 1):
        line = content.strip()
        if found := tag_line.match(content):
            if value:
                yield value
            value = Tagged(found[1], [(found[2] or "").strip()], number, after_blank)
        elif line and value:
            value.lines.append(line)
        after_blank = not line
    if value:
        yield value


def entries(text: str, tag_line: re.Pattern[str], start: str, end: str = "", end_of_file: str = "") -> Iterator[Entry]:
    """Records, each from its `start` to its `end`; one that the next start or the end of the file ends is damaged.

    Without an `end` a record goes on to the next start, and none is damaged. What is between records is passed over.
    """
    entry: list[Tagged] = []
    damage = f"it never ends, its {end} line is missing" if end else ""
    for value in values(text, tag_line):
        if value.tag in (start, end, end_of_file):
            if entry:
                yield Entry(entry, "" if value.tag == end else damage)
            entry = [value] if value.tag == start else []
        elif entry:
            entry.append(value)
    if entry:
        yield Entry(entry, damage)


def by_tag(some: Iterable[Tagged], between: str = " ") -> dict[str, list[str]]:
    """The values of each tag, each in one piece."""
    found: dict[str, list[str]] = {}
    for value in some:
        found.setdefault(value.tag, []).append(value.text(between))
    return found


def raw(found: Mapping[str, list[str]]) -> dict[str, RawValue]:
    """Values by tag as a record keeps what it was written from."""
    return {tag: list[RawValue](texts) for tag, texts in found.items()}
