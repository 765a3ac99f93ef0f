"""Records abridged for the screen: of endless lists and texts the beginning, and in words how much is left out.

A citation on the screen is looked at, not kept: nobody reads a hundred thousand names, and rendering them takes
seconds. What is copied, cited or exported is never abridged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from model import text
from model.fields import PEOPLE_ROLES
from model.record import Date, Person, RawValue, Record, Value

__all__ = ["LETTERS", "PEOPLE", "Abridged", "abridge"]

PEOPLE = 150
"""People of a role that are kept, more than any style names before its "et al."; the last of them is the last."""

LETTERS = 4_000
_CITATION = 12_000  # letters of a citation as supplied: with all of three hundred names it is no mistake
_ITEMS = 300


@dataclass(frozen=True, slots=True)
class Abridged:
    """A record with less in it: `people` says how many the words in a role stand for, `words` what stands for them."""

    record: Record
    people: Mapping[str, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    def shows_in(self, made: str) -> bool:
        """Whether something made of the record would have been longer."""
        folded = made.casefold() if self.words else ""
        return any(words.casefold() in folded for words in self.words)


def abridge(record: Record) -> Abridged:
    """The record, abridged if it has to be; one that people would write comes back as it is."""
    fields: dict[str, Value | None] = {}
    people: dict[str, int] = {}
    words: list[str] = []
    for name, value in record:
        if name in PEOPLE_ROLES and isinstance(value, tuple):
            known = len(words)
            everybody = record.people(name)
            if len(everybody) > PEOPLE:
                people[name] = len(everybody) - PEOPLE + 1
                everybody = _fewer(record, name, people[name], words)
            everybody = tuple(_named(person, words) for person in everybody)
            if len(words) > known:
                fields[name] = everybody
        elif (shorter := _shorter(name, value, words)) is not value:
            fields[name] = shorter
    raw = {name: _cut(value, LETTERS, words) if isinstance(value, str) else value for name, value in record.raw.items()}
    if not words:
        return Abridged(record)
    return Abridged(_with(record, fields, raw), people, tuple(words))


def _with(record: Record, fields: Mapping[str, Value | None], raw: Mapping[str, RawValue]) -> Record:
    return replace(record.with_fields(fields), raw=raw)


def _fewer(record: Record, role: str, left_out: int, words: list[str]) -> tuple[Person, ...]:
    """The first people and the last one, for styles that name it; between them words for all others."""
    everybody = record.people(role)
    # a style names editors who are the translators once: lists that differ shall not become alike
    alone = role == "translator" and everybody != record.people("editor")
    words.append(f"({left_out:,} more {'translators' if alone else 'people'})")
    return (*everybody[: PEOPLE - 2], Person(literal=words[-1]), everybody[-1])


def _named(person: Person, words: list[str]) -> Person:
    """The person, with a name that can be read."""
    if len(person.name) <= LETTERS:
        return person
    return Person(literal=_cut(person.name, LETTERS, words), id=person.id, orcid=person.orcid)


def _shorter(name: str, value: Value, words: list[str]) -> Value:
    if isinstance(value, str):
        return _cut(value, LETTERS, words)
    if isinstance(value, Date):
        return replace(value, text=_cut(value.text, LETTERS, words)) if len(value.text) > LETTERS else value
    if isinstance(value, tuple):
        return _first(value, words)
    if isinstance(value, Mapping) and name == "citation":
        return {key: _cut(part, _CITATION, words) for key, part in value.items() if isinstance(part, str)}
    return value


def _first(value: tuple[object, ...], words: list[str]) -> Value:
    some = value[:_ITEMS]
    if len(some) < len(value) and isinstance(value[0], str):
        words.append(f"({len(value) - _ITEMS:,} more)")
        some = (*some, words[-1])
    return some  # type: ignore[return-value]  # as before, but fewer


def _cut(value: str, letters: int, words: list[str]) -> str:
    if len(value) <= letters:
        return value
    head = text.beginning(value, letters)
    words.append(f"({len(value) - len(head):,} more characters)")
    return f"{head} … {words[-1]}"
