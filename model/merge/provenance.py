"""Who said what: for every field of a work the value kept, its source, the reason, and the other sources' values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from model.merge.compare import ORDER, PRESENTATION, SUBSTANTIVE, VOLATILE, difference
from model.merge.precedence import Choice, choices, in_order, read_through, resolved
from model.record import Record, Source, Value
from model.work import Join, Work

__all__ = ["Other", "Provenance", "conflicts", "has_conflict", "provenance", "united"]

_WORST = ("", VOLATILE, PRESENTATION, ORDER, SUBSTANTIVE)


@dataclass(frozen=True, slots=True)
class Other:
    """What another source says of a field, and how that differs from the value kept: see `Provenance.conflict`."""

    source: Source
    value: Value
    conflict: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a field's value comes from.

    `conflict` is the worst difference among the sources: `substantive` (they say different things), `order` (the
    same things in another order), `presentation` (the same in other typography, or less exactly), `volatile` (time
    stamps and the like) or empty.
    """

    field: str
    value: Value
    source: Source
    reason: str
    others: tuple[Other, ...] = ()
    conflict: str = ""


def provenance(work: Work) -> Mapping[str, Provenance]:
    """Every field of a work with its history, in the order of the record's fields."""
    inputs = tuple(map(read_through, work.inputs))
    return {choice.name: _told(choice, inputs) for choice in choices(inputs)}


def _told(choice: Choice, inputs: tuple[Record, ...]) -> Provenance:
    others = tuple(
        Other(record.source, value, _difference(choice, inputs[choice.winner], record, value))
        for number, record in enumerate(inputs)
        if number != choice.winner and (value := record.fields.get(choice.name)) is not None
    )
    worst = max((other.conflict for other in others), key=_WORST.index, default="")
    return Provenance(choice.name, choice.value, inputs[choice.winner].source, choice.reason, others, worst)


def _difference(choice: Choice, winner: Record, record: Record, value: Value) -> str:
    if choice.name == "citekey":
        return PRESENTATION if value != choice.value else ""  # a file's own key is among those of all files
    found = difference(choice.name, choice.value, value, vaguer=record.type_guessed and not winner.type_guessed)
    if found == SUBSTANTIVE and _said_elsewhere(choice.name, winner, value):
        return PRESENTATION
    return found


def _said_elsewhere(name: str, winner: Record, value: Value) -> bool:
    """BibTeX's one `issn` may hold what the winner knows to be the electronic one."""
    sibling = {"ISSN": "eISSN", "ISBN": "eISBN"}.get(name)
    return bool(sibling and isinstance(value, tuple) and set(value) <= {*winner.texts(name), *winner.texts(sibling)})


def conflicts(work: Work) -> tuple[Provenance, ...]:
    """The fields of which the sources say different things."""
    if not work.is_merged:
        return ()
    return tuple(each for each in provenance(work).values() if each.conflict == SUBSTANTIVE)


def has_conflict(work: Work) -> bool:
    """Whether any two sources say different things of the work."""
    if not work.is_merged:
        return False
    if work.disagrees is not None:
        return work.disagrees
    inputs = tuple(map(read_through, work.inputs))
    return _disagree(choices(inputs), inputs)


def _disagree(found: Iterable[Choice], inputs: tuple[Record, ...]) -> bool:
    return any(_told(choice, inputs).conflict == SUBSTANTIVE for choice in found)


def united(records: Iterable[Record], repository: str, joins: tuple[Join, ...]) -> Work:
    """The work of several records, of which each is read through once for all that is found out of them together."""
    as_read = [(read_through(record), record) for record in records]
    own = {id(read): record for read, record in as_read}
    inputs = in_order(read for read, _ in as_read)
    found = tuple(choices(inputs))
    record = resolved(inputs, found, repository)
    return Work(record, tuple(own[id(read)] for read in inputs), joins, repository, _disagree(found, inputs))
