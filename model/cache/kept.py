"""A library that is on disk: works, relations, people and look-ups, each decoded when it is asked for.

Where a row turns out to be damaged, the files are read afresh once, and everything comes from there. Nothing here holds
what holds it (a cache of a bound method would): the files of a library that is let go are closed at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast, overload

from model.cache.about import About, decode_about
from model.cache.pointer import sum_of_file
from model.cache.table import DamagedError, Index, Table, encoded, mapped
from model.library import Library, names_of
from model.lines import Line, decode_line
from model.ordering import KEYS

if TYPE_CHECKING:
    from model.cache.codec import Json
    from model.cache.works import Works
    from model.people import People
    from model.relations import Dangling, Edge, Graph
    from model.search.engine import Search
    from model.work import Work

__all__ = ["ABOUT", "IDS", "SEARCH", "TOGETHER", "Kept"]

ABOUT = "library.json"
IDS = "ids.json"
SEARCH = "search"  # the folder of the index

_CHECKED = 16 << 20  # bytes: what is smaller is checked whole when it is opened, what is larger part by part
_RECENT = 1024  # works that stay decoded: some screens full
_RECENT_ROWS = 64  # of the table of works
TOGETHER = 4  # works in a row of their table: with fewer each would cost more to write, with more to read
T = TypeVar("T")


class _Rows(Sequence[T]):
    """So many of something, read when asked for; the last ones asked for are remembered."""

    def __init__(self, count: int, read: Callable[[int], T], rescue: Callable[[], Sequence[T]]) -> None:
        self._count = count
        self._read = partial(_read_or_rescued, read, rescue)
        self._recent = lru_cache(maxsize=_RECENT)(self._read)

    def __len__(self) -> int:
        return self._count

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


def _read_or_rescued(read: Callable[[int], T], rescue: Callable[[], Sequence[T]], row: int) -> T:
    try:
        return read(row)
    except ValueError:
        return rescue()[row]


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


class _Table:
    """Works with their relations, some in each row of a table."""

    def __init__(self, folder: Path) -> None:
        self._table = table = Table(folder, "works")
        shared = lru_cache(maxsize=_RECENT)(partial(_shared, Table(folder, "shared")))
        self._some = lru_cache(maxsize=_RECENT_ROWS)(partial(_works, table, shared))

    def __len__(self) -> int:
        """How many rows there are, not works."""
        return len(self._table)

    def work(self, row: int) -> Work:
        """One of the works."""
        return self._some(row // TOGETHER).work(row % TOGETHER)

    def edges(self, row: int) -> tuple[Edge, ...]:
        """The relations of one of them."""
        return self._some(row // TOGETHER).edges(row % TOGETHER)


def _works(table: Table, shared: Callable[[int], Json], row: int) -> Works:
    from model.cache.works import Works

    return Works(table[row], shared)


def _shared(table: Table, number: int) -> Json:
    from model.cache.codec import loads

    return loads(table[number])


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
        self._ranks = {key: mapped(folder / f"{key}.ranks", "i") for key in KEYS}
        self._count = len(self._ranks["year"])
        self._table = _Table(folder)
        self.works: Sequence[Work] = _Rows(self._count, self._table.work, lambda: rescue().works)
        self._lines = Table(folder, "lines")
        self._names = Index(folder, "names")
        self._dangling, self._people = Table(folder, "dangling"), Table(folder, "people")
        self._persons, self._keys, self._families = (Index(folder, name) for name in ("persons", "keys", "families"))
        rows = -(-self._count // TOGETHER)
        if {len(ranks) for ranks in self._ranks.values()} != {self._count} or len(self._table) != rows:
            raise DamagedError("the orders are not of these works")

    @cached_property
    def graph(self) -> Graph:
        """How the works relate."""
        from model.cache.rows import decode_dangling
        from model.relations import Graph

        rescue, table = self._rescue, self._dangling

        def edges() -> Sequence[tuple[Edge, ...]]:
            library = rescue()
            return [library.graph.edges(row) for row in range(len(library))]

        def stub(row: int) -> Dangling:
            return decode_dangling(table[row])

        dangling = _Rows(len(table), stub, lambda: rescue().graph.dangling)
        return Graph(_Edges(_Rows(self._count, self._table.edges, edges)), dangling)

    @cached_property
    def people(self) -> People:
        """Everybody who has a role in the works."""
        from model.cache.people import KeptDirectory
        from model.people import People

        indices, rescue = (self._keys, self._persons, self._families), self._rescue
        return People(self.works, KeptDirectory(self._people, *indices, lambda: rescue().people.directory))

    def search(self) -> Search:
        """The index. Raises OSError or ValueError when it is gone or damaged."""
        from model.search.engine import Search

        index = {name: known for name, known in self._files.items() if name.startswith(f"{SEARCH}/")}
        _check(self._folder, index, whole=True)
        return Search.load(self._folder / SEARCH)

    @property
    def ids(self) -> Sequence[str]:
        """What the works are called, in the order of the rows."""
        path = self._folder / IDS
        try:
            if sum_of_file(path) != self._files[IDS][1]:
                return self._rescue().ids
            return cast("list[str]", json.loads(path.read_bytes().decode("utf-8", "surrogatepass")))
        except OSError:  # deleted since; what is open stays
            return [work.id for work in self.works]

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
