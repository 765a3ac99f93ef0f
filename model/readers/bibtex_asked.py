"""What is asked of a BibTeX entry to make a field of it, and the makers that need no more than one value or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias

from model.readers.bibtex_fields import Known
from model.record import Value

__all__ = ["Asked", "Made", "Make", "Makers", "Names", "OfOne", "OfSeveral", "Shaping", "Usual", "own_key"]

Names: TypeAlias = "tuple[str, ...]"
Made: TypeAlias = "tuple[Known, dict[str, str]]"
"""What a part of an entry makes, and which values it leaves to others."""

Shaping: TypeAlias = Callable[[str], "Value | None"]
"""Makes a field of a value without its delimiters; None, or something empty, where there is none in it."""


class Asked(Protocol):
    """An entry of which a field is wanted: its key, its values, and its other fields."""

    @property
    def key(self) -> str:
        """The cite key."""

    def plain(self, name: str) -> str:
        """A value without its delimiters."""

    def some(self, names: Names) -> dict[str, str]:
        """Some values without their delimiters, by lower-case name."""

    def get(self, name: str, /) -> Value | None:
        """A field."""

    def shared(self, run: Callable[[Asked], Made]) -> Made:
        """What a run makes of this entry; several fields come of one."""


Make: TypeAlias = Callable[[Asked], "Value | None"]
"""Makes a field of an entry; None, or something empty, when the entry has none."""

Makers: TypeAlias = "Mapping[str, Make | None]"
"""How to make each field that entries of a shape may have; None for one that is made with all others or not at all."""


class OfOne:
    """Makes a field of one value, whatever else an entry has.

    `numbered` is how entries whose keys are numbers have it: LibreCat wrote them.
    """

    __slots__ = ("name", "numbered", "shape")

    def __init__(self, name: str, shape: Shaping, numbered: Shaping | None = None) -> None:
        self.name = name
        self.shape = shape
        self.numbered = shape if numbered is None else numbered

    def __call__(self, asked: Asked) -> Value | None:
        """The field of an entry."""
        return (self.numbered if asked.key.isdigit() else self.shape)(asked.plain(self.name))


class OfSeveral:
    """Makes a field of a few values, as most entries write them; of others in another way.

    `usual` makes it of the values of `names`, in their order: something empty where there is none, None where these
    are unusual.
    """

    __slots__ = ("_unusual", "names", "usual")

    def __init__(self, names: Names, usual: Callable[..., Value | None], unusual: Make) -> None:
        self.names = names
        self.usual = usual
        self._unusual = unusual

    def __call__(self, asked: Asked) -> Value | None:
        """The field of an entry."""
        value = self.usual(*asked.some(self.names).values())
        return self._unusual(asked) if value is None else value


class Usual:
    """Makes the type of an entry, which is the `usual` one of its kind unless it has an id of arXiv's."""

    __slots__ = ("_make", "usual")

    def __init__(self, usual: str, make: Make) -> None:
        self._make = make
        self.usual = usual

    def __call__(self, asked: Asked) -> Value | None:
        """The type of an entry."""
        return self._make(asked)


def own_key(asked: Asked) -> Value | None:
    """The cite key, of entries that have no field for it."""
    return (asked.key,) if asked.key else None
