"""Which source wins: the order of a work's inputs, and for each field the value kept, from where, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from model.fields import BY_NAME
from model.lazy import LazyMapping
from model.merge.compare import PRESENTATION, difference, richness
from model.record import Record, Value

__all__ = ["Choice", "by_content", "choices", "in_order", "read_through", "resolve", "resolved"]

_KIND_RANK = {"librecat": 0, "csl": 2, "ris": 3, "citekey": 3, "file": 5}
_SIBLINGS = {
    "ISSN": ("eISSN",),
    "eISSN": ("ISSN",),
    "ISBN": ("eISBN",),
    "eISBN": ("ISBN",),
    "page": ("number-of-pages", "number"),
    "number-of-pages": ("page",),
    "number": ("issue", "page", "report_number"),
}
"""Fields that poorer formats cannot tell apart: BibTeX has one `issn`, and `pages` for a range and for a count."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The value kept for a field, the number of the input it is from, and why it and no other."""

    name: str
    value: Value
    winner: int
    reason: str


def in_order(inputs: Iterable[Record]) -> tuple[Record, ...]:
    """The inputs of a work, the winner first.

    The newest `date_updated` wins; on a tie the undamaged record, then LibreCat's own export before a flattened
    copy, CSL-JSON, BibTeX and RIS, and prose, then the one that says more. Content settles the rest, so that no
    order of files does.
    """
    by_merit = sorted(
        by_content(inputs), key=lambda record: (bool(record.source.damage), _rank(record), -len(record.fields))
    )
    return tuple(sorted(by_merit, key=lambda record: record.source.date_updated, reverse=True))


def _rank(record: Record) -> int:
    return 1 if "flat" in record.source.format else _KIND_RANK.get(record.id_kind, 4)


def by_content(records: Iterable[Record]) -> list[Record]:
    """Records in an order that comes from what they say; the file's name only parts those that say the same."""
    ordered = sorted(records, key=attrgetter("id"))
    start = 0
    for place in range(1, len(ordered) + 1):
        if place == len(ordered) or ordered[place].id != ordered[start].id:
            if place - start > 1:  # most have an id to themselves, and nothing else is asked of them
                ordered[start:place] = sorted(ordered[start:place], key=_content_key)
            start = place
    return ordered


def _content_key(record: Record) -> tuple[str, str, str, str, str, int, int]:
    source = record.source
    stamp = (source.date_updated, source.format)
    return (record.doi, record.title, *stamp, source.file, source.index, source.line)


def read_through(record: Record) -> Record:
    """The record with all its values at hand, where each would be made anew whenever it is asked for."""
    fields = record.fields
    return replace(record, fields=dict(fields.items())) if isinstance(fields, LazyMapping) else record


def choices(inputs: Sequence[Record]) -> Iterator[Choice]:
    """For every field that any input knows: what is kept. The inputs come in order of precedence."""
    inputs = [read_through(record) for record in inputs]
    for name in dict.fromkeys(name for record in inputs for name in record.fields):
        having = [number for number, record in enumerate(inputs) if name in record.fields]
        if name == "citekey":
            yield _all_keys(inputs, having)
        elif having[0] == 0 or not _told_by_sibling(name, inputs[having[0]], inputs[0]):
            yield _choose(name, inputs, having)


def _all_keys(inputs: Sequence[Record], having: Sequence[int]) -> Choice:
    """Cite keys are the one list that is united: each is the name of the work in its own file."""
    keys = tuple(dict.fromkeys(key for number in having for key in inputs[number].texts("citekey")))
    return Choice("citekey", keys, having[0], "every file's own key")


def _told_by_sibling(name: str, record: Record, winner: Record) -> bool:
    """Whether the winner says the same under a more exact name."""
    values = set(record.texts(name))
    return any(values <= set(winner.texts(sibling)) for sibling in _SIBLINGS.get(name, ()) if sibling in winner.fields)


def _choose(name: str, inputs: Sequence[Record], having: Sequence[int]) -> Choice:
    first = having[0]
    value = inputs[first].fields[name]
    if name == "type" and inputs[first].type_guessed:
        exact = next((number for number in having if not inputs[number].type_guessed), first)
        if exact != first:
            return Choice(name, inputs[exact].fields[name], exact, "its format tells types more exactly")
    best, reason = first, _reason(first, inputs, alone=len(having) == 1)
    for number in having[1:]:
        other = inputs[number].fields[name]
        if other == value:
            continue
        if _completes(value, other, inputs[best]):
            best, value, reason = number, other, "whole here, cut off in the newer source"
        elif difference(name, value, other) == PRESENTATION and _is_richer(name, value, other):
            best, value, reason = number, other, "the same, said more fully"
    return Choice(name, value, best, reason)


def _is_richer(name: str, value: Value, other: Value) -> bool:
    field = BY_NAME.get(name)
    if name == "citation" or (field and field.kind in ("words", "relations", "links", "files", "projects")):
        return False
    return richness(other) > richness(value)


def _completes(value: Value, other: Value, record: Record) -> bool:
    """Whether a value at the end of a damaged record is the beginning of another source's."""
    return (
        bool(record.source.damage)
        and isinstance(value, str)
        and isinstance(other, str)
        and len(other) > len(value) > 3
        and other.startswith(value)
    )


def _reason(first: int, inputs: Sequence[Record], *, alone: bool) -> str:
    if first:
        return "only this source has it" if alone else "the sources before it have none"
    if len(inputs) == 1:
        return "the only source"
    if alone:
        return "only this source has it"
    one, other = inputs[0], inputs[1]
    if one.source.date_updated != other.source.date_updated:
        return f"updated last, {one.source.date_updated}"
    if bool(one.source.damage) != bool(other.source.damage):
        return "the undamaged source"
    return "the fuller source" if _rank(one) == _rank(other) else "the format that says more"


def resolve(inputs: Sequence[Record], repository: str = "") -> Record:
    """One record out of several, field by field; a single input is its own outcome."""
    return inputs[0] if len(inputs) == 1 else resolved(inputs, tuple(choices(inputs)), repository)


def resolved(inputs: Sequence[Record], found: Iterable[Choice], repository: str) -> Record:
    """One record of the values that were chosen among those of several."""
    winner = inputs[0]
    chosen = {choice.name: choice for choice in found}
    typed = inputs[chosen["type"].winner] if "type" in chosen else winner
    named = next((record for record in inputs if record.id_kind == "librecat"), winner)
    base = repository or next((record.repository for record in inputs if record.repository), "")
    return replace(
        winner,
        id=named.id,
        id_kind=named.id_kind,
        fields={name: choice.value for name, choice in chosen.items()},
        repository=base,
        type_guessed=typed.type_guessed,
    )
