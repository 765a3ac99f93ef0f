"""RIS files (EndNote, Zotero, publishers) as records; one that does not end, or ends twice, costs only itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from model.readers.base import Document, Reading
from model.readers.gathered import Gathered
from model.readers.ris_fields import record_fields
from model.record import RawValue
from model.text import squeeze

if TYPE_CHECKING:
    from rispy import RisParser

__all__ = ["FORMAT", "read", "sniff"]

FORMAT = "ris"

_LINE_END = re.compile(r"\r\n|\r|\n")
_START = re.compile(r"(?m)^[ \t\ufeff]*TY {1,2}- ?[A-Za-z]")
_TAG = re.compile(r"[ \t\ufeff]*([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)")


@dataclass(frozen=True, slots=True)
class _Entry:
    """The values of one record by tag, in order, and where and how it stood in the file."""

    line: int
    values: dict[str, list[str]]
    damage: str = ""


def sniff(head: str) -> bool:
    """Whether a line begins a RIS record: `TY  - JOUR`."""
    return bool(_START.search(head))


def read(document: Document) -> Reading:
    """Read all records. One without its `ER` line is kept and marked damaged."""
    found = Gathered(document, FORMAT, document.text.count("\n") + 1)
    for entry in _entries(document.text):
        fields = record_fields({tag: list(values) for tag, values in entry.values.items()})
        named = squeeze(" ".join(entry.values.get("ID", [])[:1]))
        if named:
            fields["citekey"] = (named,)
        raw: dict[str, RawValue] = {tag: list[RawValue](values) for tag, values in entry.values.items()}
        found.add(named, "ris", entry.line, fields, raw, entry.damage)
    return Reading(FORMAT, tuple(found.records), tuple(found.notices))


# -- lines to values by tag --------------------------------------------------------------------------------------


def _entries(text: str) -> Iterator[_Entry]:
    """Records from `TY` to `ER`; a `TY` before the `ER` ends the record before it."""
    line, tagged = 0, list[tuple[str, list[str]]]()
    for number, content in enumerate(_LINE_END.split(text), 1):
        found = _TAG.match(content)
        if found and found[1] == "TY":
            if tagged:
                yield _Entry(line, _parsed(tagged), "it never ends, its ER line is missing")
            line, tagged = number, [("TY", [found[2] or ""])]
        elif not tagged:
            continue
        elif found and found[1] == "ER":
            yield _Entry(line, _parsed(tagged))
            tagged = []
        elif found:
            tagged.append((found[1], [found[2] or ""]))
        elif content.strip():  # a long value goes on in the next line
            tagged[-1][1].append(content.strip())
    if tagged:
        yield _Entry(line, _parsed(tagged), "it never ends, its ER line is missing")


class _EveryTag(dict[str, str]):
    """A mapping for rispy in which every tag is its own name."""

    def __missing__(self, tag: str) -> str:
        return tag

    def __contains__(self, tag: object) -> bool:
        return True


def _parsed(tagged: list[tuple[str, list[str]]]) -> dict[str, list[str]]:
    """The lines of one record, in one form, as rispy reads them: a list of values for each tag."""
    lines = [f"{tag}  - {' '.join(parts).strip()}" for tag, parts in tagged]
    found: list[dict[str, list[str] | str]] = _parser().parse("\n".join([*lines, "ER  - "]))
    return {
        tag: kept
        for tag, values in (found[0].items() if found else ())
        if (kept := [value for value in ([values] if isinstance(values, str) else values) if value])
    }


@cache
def _parser() -> RisParser:
    from rispy import RisParser

    # every tag is a list, as files repeat any; addresses hold the semicolons that rispy would split at
    return RisParser(mapping=_EveryTag(), list_tags=cast("list[str]", _EveryTag()), delimiter_tags_mapping={})
