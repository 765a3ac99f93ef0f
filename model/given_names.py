"""Given names as they are compared: whom of one family a name may mean, found without asking everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

__all__ = ["GivenNames", "compatible"]

_FEW = 16  # names that are simply compared one by one
_DEPTH = 4  # parts of a name that are looked up; what few have beyond them is compared

_Parts = Sequence[str]


def compatible(one: _Parts, other: _Parts) -> bool:
    """Whether two given names, cut into parts, may be of one person: part by part equal, or one the other's initial.

    A name with fewer parts agrees (`Eugenia` and `Eugenia B`); none at all agrees with everything.
    """
    for a, b in zip(one, other, strict=False):
        if a != b and not (len(a) == 1 and b[0] == a) and not (len(b) == 1 and a[0] == b):
            return False
    return True


class GivenNames:
    """The given names, folded, of the people of one family, who go by keys."""

    def __init__(self) -> None:
        self._of: dict[str, set[str]] = {}
        self._by_initial: dict[str, _Names] = {}

    def add(self, key: str, given: str) -> None:
        """Let a person have this given name too."""
        mine = self._of.setdefault(key, set())
        if given not in mine:
            mine.add(given)
            alike = self._by_initial.get(given[:1])
            if alike is None:
                alike = self._by_initial[given[:1]] = _Names()
            alike.add(key, given.split())

    def __contains__(self, key: str) -> bool:
        return key in self._of

    def fitting(self, given: str) -> tuple[str, ...]:
        """The people whom a given name fits; of several, two."""
        if not given or not self._of:
            return tuple(islice(self._of, 2))
        parts = given.split()
        alike, anybody = self._by_initial.get(given[0]), self._by_initial.get("")
        if alike is None or anybody is None:
            some = alike or anybody
            return some.fitting(parts) if some else ()
        return tuple(dict.fromkeys((*alike.fitting(parts), *anybody.fitting(parts))))[:2]


class _Names:
    """Names of one initial. Few are gone through when one is looked for; of many an index is made."""

    def __init__(self) -> None:
        self._names: list[tuple[str, _Parts]] = []
        self._index: _Index | None = None

    def add(self, key: str, parts: _Parts) -> None:
        """Put a person's name in."""
        self._names.append((key, parts))
        if self._index:
            self._index.add(key, parts)

    def fitting(self, parts: _Parts) -> tuple[str, ...]:
        """The people whom a name fits; of several, two."""
        if len(self._names) > _FEW:
            self._index = self._index or _Index(self._names)
            return self._index.fitting(parts)
        found: tuple[str, ...] = ()
        for key, name in self._names:
            if key not in found and compatible(parts, name):
                found = (*found, key)
                if len(found) == 2:
                    break
        return found


class _Index:
    """Many names, each under all that may be asked for it.

    A part `eugenia` is asked for by `eugenia` and by the initial, written `e*` here; an initial `e` by initials and by
    `eugenia`, which asks for `eugenia` and for `e`. So two parts agree when they have a form in common.
    """

    def __init__(self, names: Iterable[tuple[str, _Parts]]) -> None:
        self._from: dict[_Parts, tuple[str, ...]] = {}  # whose name starts so; of several, two
        self._whole: dict[_Parts, tuple[str, ...]] = {}  # whose whole name is so
        self._longer: dict[_Parts, list[tuple[str, _Parts]]] = {}  # whose names go on where others do
        for key, parts in names:
            self.add(key, parts)

    def add(self, key: str, parts: _Parts) -> None:
        """Put a person's name in."""
        for length in range(min(len(parts), _DEPTH) + 1):
            for forms in product(*(_held(part) for part in parts[:length])):
                _put(self._from, forms, key)
                if length == len(parts):
                    _put(self._whole, forms, key)
                elif length == _DEPTH:
                    self._longer.setdefault(forms, []).append((key, parts))

    def fitting(self, parts: _Parts) -> tuple[str, ...]:
        """The people whom a name fits; of several, two."""
        found: dict[str, None] = {}
        for key in self._agreeing(parts):
            found[key] = None
            if len(found) == 2:
                break
        return tuple(found)

    def _agreeing(self, parts: _Parts) -> Iterator[str]:
        for length in range(min(len(parts), _DEPTH) + 1):
            for forms in product(*(_asked(part) for part in parts[:length])):
                yield from (self._from if length == len(parts) else self._whole).get(forms, ())
                if length == _DEPTH < len(parts):
                    yield from (key for key, name in self._longer.get(forms, ()) if compatible(parts, name))


def _held(part: str) -> tuple[str, str]:
    return part, f"{part[0]}*"


def _asked(part: str) -> tuple[str, ...]:
    return (part, part[0]) if len(part) > 1 else (f"{part}*",)


def _put(where: dict[_Parts, tuple[str, ...]], forms: _Parts, key: str) -> None:
    known = where.get(forms, ())
    if len(known) < 2 and key not in known:
        where[forms] = (*known, key)
