"""What a person has decided about identity: pairs that are one work, pairs that are not."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["FILE_NAME", "Overrides", "Pair"]

FILE_NAME = "bibscope-merge.toml"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Overrides:
    """Decisions that go before all rules. A work is named by the id it has without them, by its DOI, or as `file:id`.

    `file` is where the pairs were written, for notices about ids that name nothing.
    """

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()
    file: str = field(default=FILE_NAME, compare=False)

    def __bool__(self) -> bool:
        return bool(self.same or self.different)

    def __add__(self, other: Overrides) -> Overrides:
        """Both files' decisions together."""
        return Overrides(self.same + other.same, self.different + other.different, self.file or other.file)
