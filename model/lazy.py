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

    def those(self, wanted: Asking) -> Mapping[str, V]:
        """The values whose names are wanted, and perhaps others that cost no more."""
        return {name: value for name, value in self._all().items() if wanted(name)}

    def told(self, wanted: Asking, briefly: Asking) -> Mapping[str, V | str]:
        """As `those`; of what is wanted `briefly`, perhaps less: the words of a text, or parts of what it consists of.

        Files have their names and types then, links what they are and where they lead.
        """
        return self.those(wanted)

    @classmethod
    def told_together(cls, many: Sequence[Self], wanted: Asking, briefly: Asking) -> list[Mapping[str, V | str]]:
        """What each of many mappings of this class tells, which a class may have a shorter way to make."""
        return [one.told(wanted, briefly) for one in many]

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

    def _value(self, name: str) -> V | object:
        value = self._known.get(name)
        return self._made_now(name) if value is None else value

    def _made_now(self, name: str) -> V | object:
        value = self._one(name)
        if value is not MISSING and self._keeps(name):
            self._known[name] = value
        return value

    def __getitem__(self, name: str) -> V:
        value = self._value(name)
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
        return isinstance(name, str) and self._value(name) is not MISSING

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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and dict(self._all()) == dict(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(dict(self._all()))


def told_of(many: Sequence[Mapping[str, V]], wanted: Asking, briefly: Asking) -> list[Mapping[str, V | str]]:
    """What `LazyMapping.told` says of each of many mappings; one that is not lazy has all it has."""
    told: list[Mapping[str, V | str]] = [*many]
    places: dict[type[LazyMapping[V]], list[int]] = {}
    for place, one in enumerate(many):
        if isinstance(one, LazyMapping):
            places.setdefault(type(one), []).append(place)
    for kind, theirs in places.items():
        together = kind.told_together([cast("LazyMapping[V]", many[place]) for place in theirs], wanted, briefly)
        for place, each in zip(theirs, together, strict=True):
            told[place] = each
    return told


def columns_of(many: Sequence[Mapping[str, V]], names: Sequence[str]) -> list[list[V | None]]:
    """What each of many mappings has under some names, name by name; None where one has nothing."""
    kinds = {type(one) for one in many}
    columns: list[list[V | None]] = [[None] * len(many) for _ in names]
    for kind in kinds:
        places = [place for place, one in enumerate(many) if type(one) is kind]
        some = [many[place] for place in places]
        if issubclass(kind, LazyMapping):
            found = kind.columns(cast("list[LazyMapping[V]]", some), names)
        else:
            found = _columns(some, names)
        if len(kinds) == 1:  # as nearly always
            return found
        for column, values in zip(columns, found, strict=True):
            for place, value in zip(places, values, strict=True):
                column[place] = value
    return columns


def _columns(many: Sequence[Mapping[str, V]], names: Sequence[str]) -> list[list[V | None]]:
    return [[one.get(name) for one in many] for name in names]
