"""A library that is on disk: works, relations, people and look-ups, each decoded when it is asked for.

Where a row turns out to be damaged, the files are read afresh once, and everything comes from there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar, overload

from model.cache.about import About, decode_about
from model.cache.keeping import ABOUT, IDS, SEARCH, encoded, key_of
from model.cache.pointer import sum_of_file
from model.cache.table import DamagedError, Index, Table, mapped
from model.library import Library, names_of
from model.lines import Line, decode_line
from model.ordering import KEYS

if TYPE_CHECKING:
    from model.people import Individual, People
    from model.record import Person
    from model.relations import Dangling, Edge, Graph
    from model.search.engine import Search
    from model.work import Work

__all__ = ["Kept"]

_CHECKED = 16 << 20  # bytes: what is smaller is checked whole when it is opened, what is larger part by part
_RECENT = 1024  # works that stay decoded: some screens full
T = TypeVar("T")


class _Rows(Sequence[T]):
    """The rows of a table, decoded when asked for; the last ones asked for are remembered."""

    def __init__(self, table: Table, decode: Callable[[bytes], T], rescue: Callable[[], Sequence[T]]) -> None:
        self._table = table
        self._decode = decode
        self._rescue = rescue
        self._recent = lru_cache(maxsize=_RECENT)(self._read)

    def __len__(self) -> int:
        return len(self._table)

    @overload
    def __getitem__(self, row: int) -> T: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[T]: ...
    def __getitem__(self, row: int | slice) -> T | Sequence[T]:
        if isinstance(row, slice):
            return tuple(self._recent(place) for place in range(*row.indices(len(self))))
        place = row + len(self) if row < 0 else row
        if not 0 <= place < len(self):
            raise IndexError(row)
        return self._recent(int(place))

    def __iter__(self) -> Iterator[T]:
        return map(self._read, range(len(self)))

    def _read(self, row: int) -> T:
        try:
            return self._decode(self._table[row])
        except ValueError:
            return self._rescue()[row]


class _Edges(Mapping[int, "tuple[Edge, ...]"]):
    """The relations of each work; a work without any is not in it."""

    def __init__(self, rows: _Rows[tuple[Edge, ...]]) -> None:
        self._rows = rows

    def __getitem__(self, row: int) -> tuple[Edge, ...]:
        edges = self._rows[row] if 0 <= row < len(self._rows) else ()
        if not edges:
            raise KeyError(row)
        return edges

    def __iter__(self) -> Iterator[int]:
        return (row for row, edges in enumerate(self._rows) if edges)

    def __len__(self) -> int:
        return sum(1 for _ in self)


_People: TypeAlias = "_Rows[tuple[Individual, list[Person]]]"


class _Individuals(Mapping[str, "Individual"]):
    """The people by key, in the order of their names."""

    def __init__(self, rows: _People, keys: Index) -> None:
        self._rows = rows
        self._keys = keys

    def __getitem__(self, key: str) -> Individual:
        for row in self._keys.rows(encoded(key)):
            each, _ = self._rows[row]
            if each.key == key:
                return each
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (each.key for each, _ in self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def values(self) -> ValuesView[Individual]:
        """Everybody, each decoded once."""
        return _Everybody(self, self._rows)


class _Everybody(ValuesView["Individual"]):
    def __init__(self, individuals: _Individuals, rows: _People) -> None:
        super().__init__(individuals)
        self._rows = rows

    def __iter__(self) -> Iterator[Individual]:
        return (each for each, _ in self._rows)


class _Families(Mapping[str, tuple[str, ...]]):
    """The keys of those who have a family name."""

    def __init__(self, rows: _People, families: Index) -> None:
        self._rows = rows
        self._families = families

    def __getitem__(self, family: str) -> tuple[str, ...]:
        from model.people import family_of

        some = [self._rows[row][0] for row in self._families.rows(encoded(family))]
        keys = tuple(each.key for each in some if any(family_of(form) == family for form in each.forms))
        if not keys:
            raise KeyError(family)
        return keys

    def __iter__(self) -> Iterator[str]:
        from model.people import family_of

        return iter(dict.fromkeys(family_of(form) for each, _ in self._rows for form in each.forms))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Names(Mapping["Person", str]):
    """The key of each name in a record."""

    def __init__(self, rows: _People, persons: Index) -> None:
        self._rows = rows
        self._persons = persons

    def __getitem__(self, person: Person) -> str:
        for row in self._persons.rows(key_of(person)):
            each, names = self._rows[row]
            if person in names:
                return each.key
        raise KeyError(person)

    def __iter__(self) -> Iterator[Person]:
        return (person for _, names in self._rows for person in names)

    def __len__(self) -> int:
        return sum(len(names) for _, names in self._rows)


def _decode_work(data: bytes) -> Work:
    from model.cache.codec import decode_work

    return decode_work(data)


class Kept:
    """What a Library that was kept is asked for. Raises OSError or ValueError when the folder holds none."""

    def __init__(self, folder: Path, files: Mapping[str, tuple[int, int]], rescue: Callable[[], Library]) -> None:
        """`files` says how large each is and its checksum; `rescue` gives the library read afresh."""
        self._files = files
        _check(folder, files, whole=sum(size for size, _ in files.values()) < _CHECKED)
        self.about: About = decode_about((folder / ABOUT).read_bytes())
        self.texts = self.about.texts
        self._folder = folder
        self._rescue = rescue
        self._table = Table(folder, "works")
        self.works: Sequence[Work] = _Rows(self._table, _decode_work, lambda: rescue().works)
        self._lines = Table(folder, "lines")
        self._names = Index(folder, "names")
        self._ranks = {key: mapped(folder / f"{key}.ranks", "i") for key in KEYS}
        self._dangling, self._people = Table(folder, "dangling"), Table(folder, "people")
        self._persons, self._keys, self._families = (Index(folder, name) for name in ("persons", "keys", "families"))
        if any(len(ranks) != len(self._table) for ranks in self._ranks.values()):
            raise DamagedError("the orders are not of these works")

    @cached_property
    def graph(self) -> Graph:
        """How the works relate."""
        from model.cache.codec import decode_edges
        from model.cache.rows import decode_dangling
        from model.relations import Graph

        def edges() -> Sequence[tuple[Edge, ...]]:
            library = self._rescue()
            return [library.graph.edges(row) for row in range(len(library))]

        dangling: Sequence[Dangling] = _Rows(self._dangling, decode_dangling, lambda: self._rescue().graph.dangling)
        return Graph(_Edges(_Rows(self._table, decode_edges, edges)), dangling)

    @cached_property
    def people(self) -> People:
        """Everybody who has a role in the works."""
        from model.cache.rows import decode_individual
        from model.people import People

        def afresh() -> Sequence[tuple[Individual, list[Person]]]:
            people = self._rescue().people
            names: dict[str, list[Person]] = {}
            for person, key in people.names.items():
                names.setdefault(key, []).append(person)
            return [(each, names[each.key]) for each in people]

        rows = _Rows(self._people, decode_individual, afresh)
        return People(
            self.works,
            _Names(rows, self._persons),
            _Individuals(rows, self._keys),
            _Families(rows, self._families),
        )

    def search(self) -> Search:
        """The index. Raises OSError or ValueError when it is gone or damaged."""
        from model.search.engine import Search

        index = {name: known for name, known in self._files.items() if name.startswith(f"{SEARCH}/")}
        _check(self._folder, index, whole=True)
        return Search.load(self._folder / SEARCH)

    @property
    def ids(self) -> Sequence[str]:
        """What the works are called, in the order of the rows."""
        try:
            ids = json.loads((self._folder / IDS).read_bytes().decode("utf-8", "surrogatepass"))
        except (OSError, ValueError):
            ids = []
        return ids if len(ids) == len(self._table) else self._rescue().ids

    def line(self, row: int) -> Line | None:
        """What a list shows of one of the first works; None for the others."""
        if row >= len(self._lines):
            return None
        try:
            return decode_line(self._lines[row])
        except ValueError:
            return self._rescue().line(row)

    def ranks(self, key: str) -> Sequence[int]:
        """The ranks of all works in an order of `model.ordering`."""
        return self._ranks[key]

    def find(self, name: str) -> tuple[int, ...]:
        """Rows that go by a name; the row whose id it is goes before all others."""
        rows = tuple(row for row in self._names.rows(encoded(name)) if name in names_of(self.works[row]))
        own = tuple(row for row in rows if self.works[row].id == name)
        return own or rows


def _check(folder: Path, files: Mapping[str, tuple[int, int]], *, whole: bool) -> None:
    """Compare the sizes of files and, if `whole`, what is in them. Rows of tables are checked when they are read."""
    for name, (size, sum_) in files.items():
        path = folder / name
        sealed = whole or name == ABOUT or name.endswith(".index")
        if path.stat().st_size != size or (sealed and sum_of_file(path) != sum_):
            raise DamagedError(f"{name} is damaged")
