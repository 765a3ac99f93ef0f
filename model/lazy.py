"""Mappings whose values are made when somebody asks for them: what nobody looks at is never decoded."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from typing import ClassVar, Self, TypeAlias, TypeVar, cast, overload

__all__ = ["MISSING", "Asking", "LazyMapping", "columns_of", "told_of"]

V = TypeVar("V")
D = TypeVar("D")

MISSING: object = object()

Asking: TypeAlias = Callable[[str], bool]
"""Whether a value of some name is meant."""


class LazyMapping(Mapping[str, V]):
    """A mapping that makes a value when it is asked for, and all of them when somebody goes through it.

    Only what `_keeps` names is remembered. That a name is missing is not, so it should be cheap to find out. Equal to
    any mapping with the same items.
    """

    __slots__ = ("_known",)

    form: ClassVar[str] = ""  # of the source that values are made from, by which the cache knows how to keep it

    def __init__(self, known: dict[str, V | object] | None = None) -> None:
        self._known: dict[str, V | object] = {} if known is None else known

    @abstractmethod
    def _one(self, name: str) -> V | object:
        """The value under a name, or MISSING."""

    @abstractmethod
    def _all(self) -> Mapping[str, V]:
        """All values, in their order."""

    @classmethod
    def told(cls, many: Sequence[Self], wanted: Asking, briefly: Asking) -> list[Mapping[str, V | str]]:
        """The values of each of many mappings whose names are wanted, and perhaps others that cost no more.

        Of what is wanted `briefly` perhaps less: the words of a text, or parts of what it consists of. Files have
        their names and types then, links what they are and where they lead.
        """
        return [{name: value for name, value in one._all().items() if wanted(name)} for one in many]

    @classmethod
    def columns(cls, many: Sequence[Self], names: Sequence[str]) -> list[list[V | None]]:
        """What many mappings of this class have under some names, name by name; None where one has nothing."""
        return _columns(many, names)

    def words_of(self, name: str) -> bytes | None:
        """UTF-8 with the words of a value, in no order, where that costs less than the value; else None."""
        return None

    def _keeps(self, name: str) -> bool:
        """Whether a value that was made is worth its memory."""
        return True

    def _made_now(self, name: str) -> V | object:
        """A value that is not known, or MISSING; kept if it is worth it."""
        value = self._one(name)
        if value is not MISSING and self._keeps(name):
            self._known[name] = value
        return value

    def __getitem__(self, name: str) -> V:
        value = self.get(name, MISSING)
        if value is MISSING:
            raise KeyError(name)
        return cast("V", value)

    @overload
    def get(self, key: str, /) -> V | None: ...
    @overload
    def get(self, key: str, /, default: V | D) -> V | D: ...
    def get(self, key: str, default: V | D | None = None) -> V | D | None:
        """The value under a name, or the default."""
        value = self._known.get(key)
        if value is None:
            value = self._made_now(key)
        return default if value is MISSING else value  # type: ignore[return-value]  # a cast would cost as much as all

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name, MISSING) is not MISSING

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def items(self) -> ItemsView[str, V]:
        """All names with their values, made once."""
        return self._all().items()

    def values(self) -> ValuesView[V]:
        """All values, made once."""
        return self._all().values()

    def __repr__(self) -> str:
        return repr(dict(self._all()))


def told_of(many: Sequence[Mapping[str, V]], wanted: Asking, briefly: Asking) -> list[Mapping[str, V | str]]:
    """What `LazyMapping.told` says of each of many mappings; one that is not lazy has all it has."""
    told: list[Mapping[str, V | str]] = [*many]
    for kind, places in _places_by_kind(many).items():
        if issubclass(kind, LazyMapping):
            some = cast("list[LazyMapping[V]]", [many[place] for place in places])
            for place, each in zip(places, kind.told(some, wanted, briefly), strict=True):
                told[place] = each
    return told


def columns_of(many: Sequence[Mapping[str, V]], names: Sequence[str]) -> list[list[V | None]]:
    """What each of many mappings has under some names, name by name; None where one has nothing."""
    columns: list[list[V | None]] = [[None] * len(many) for _ in names]
    for kind, places in _places_by_kind(many).items():
        some = [many[place] for place in places]
        if issubclass(kind, LazyMapping):
            found = kind.columns(cast("list[LazyMapping[V]]", some), names)
        else:
            found = _columns(some, names)
        if len(some) == len(many):  # as nearly always
            return found
        for column, values in zip(columns, found, strict=True):
            for place, value in zip(places, values, strict=True):
                column[place] = value
    return columns


def _places_by_kind(many: Sequence[Mapping[str, V]]) -> dict[type[Mapping[str, V]], list[int]]:
    """Where the mappings of each class stand, which are asked together."""
    places: dict[type[Mapping[str, V]], list[int]] = {}
    for place, one in enumerate(many):
        places.setdefault(type(one), []).append(place)
    return places


def _columns(many: Sequence[Mapping[str, V]], names: Sequence[str]) -> list[list[V | None]]:
    return [[one.get(name) for one in many] for name in names]
