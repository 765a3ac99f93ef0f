"""A work: one publication, whatever many records of it there are; apart from merging, which only reading needs."""

from __future__ import annotations

from dataclasses import dataclass, field

from model.record import Record, Source

__all__ = ["Join", "Work"]


@dataclass(frozen=True, slots=True)
class Join:
    """Why two sources are of one work."""

    a: Source
    b: Source
    why: str


@dataclass(frozen=True, slots=True)
class Work:
    """One work: its record with every field resolved by precedence, and the records it was made of, winner first.

    Of a single source the record is the input, with its repository filled in. `repository` is the base address of
    the record pages of the repository it came from, empty when unknown.
    """

    record: Record
    inputs: tuple[Record, ...]
    joins: tuple[Join, ...] = ()
    repository: str = ""
    disagrees: bool | None = field(default=None, compare=False, repr=False)
    """Whether its sources say different things of it, where that is known: see `model.merge.has_conflict`."""

    @property
    def id(self) -> str:
        """What the work is called: unique in its library."""
        return self.record.id

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the work was read, the winner first."""
        return tuple(record.source for record in self.inputs)

    @property
    def files(self) -> tuple[str, ...]:
        """The files it is in, the winner's first, each once."""
        return tuple(dict.fromkeys(record.source.file for record in self.inputs))

    @property
    def is_merged(self) -> bool:
        """Whether several sources describe it."""
        return len(self.inputs) > 1

    @property
    def why(self) -> str:
        """The reasons why its sources are of one work, each once."""
        return "; ".join(dict.fromkeys(join.why for join in self.joins))
