"""Mappings whose values are made when somebody asks for them: what nobody looks at is never decoded."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from typing import ClassVar, TypeVar, cast, overload

__all__ = ["MISSING", "LazyMapping"]

V = TypeVar("V")
D = TypeVar("D")

MISSING: object = object()


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

    def those(self, wanted: Callable[[str], bool]) -> Mapping[str, V]:
        """The values whose names are wanted, and perhaps others that cost no more."""
        return {name: value for name, value in self._all().items() if wanted(name)}

    def told(self, wanted: Callable[[str], bool], briefly: Callable[[str], bool]) -> Mapping[str, V | str]:
        """As `those`; of what is wanted `briefly`, perhaps less: the words of a text, or parts of what it consists of.

        Files have their names and types then, links what they are and where they lead.
        """
        return self.those(wanted)

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
