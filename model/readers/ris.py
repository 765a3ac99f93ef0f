"""RIS files (EndNote, Zotero, publishers) as records; one that does not end, or ends twice, costs only itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from model.readers.base import TOLD_EVERY, Document, Reading
from model.readers.ris_fields import record_fields
from model.readers.unknown import missing
from model.record import Notice, RawValue, Record, Source
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
    records: list[Record] = []
    notices: list[Notice] = []
    lines = document.text.count("\n") + 1
    for entry in _entries(document.text):
        fields = record_fields({tag: list(values) for tag, values in entry.values.items()})
        named = squeeze(" ".join(entry.values.get("ID", [])[:1]))
        id_ = named or str(fields.get("DOI") or f"line-{entry.line}")
        if named:
            fields["citekey"] = (named,)
        told = [("error", entry.damage, "kept what is there")] if entry.damage else []
        if unknown := missing(fields):
            told.append(("info", f"record {id_} has no {unknown}", "kept without"))
        notices += [Notice(document.name, entry.line, how, what, action, id_) for how, what, action in told]
        source = Source(document.name, entry.line, FORMAT, "", entry.damage, len(records))
        raw: dict[str, RawValue] = {tag: list[RawValue](values) for tag, values in entry.values.items()}
        records.append(
            Record(id_, "file" if id_ == f"line-{entry.line}" else "ris", source, fields, raw, type_guessed=True)
        )
        if not len(records) % TOLD_EVERY:
            document.tell(entry.line / lines, records)
    return Reading(FORMAT, tuple(records), tuple(notices))


# -- lines to values by tag --------------------------------------------------------------------------------------


def _entries(text: str) -> Iterator[_Entry]:
    """Records from `TY` to `ER`; a `TY` before the `ER` ends the record before it."""
    line, tagged = 0, list[tuple[str, list[str]]]()
    for number, content in enumerate(_LINE_END.split(text), 1):
        found = _TAG.match(content)
        if found and found[1] == "TY":
            if tagged:
                yield _Entry(line, _parsed(tagged), "the record never ends: its ER line is missing")
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
        yield _Entry(line, _parsed(tagged), "the record never ends: its ER line is missing")


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
