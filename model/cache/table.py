"""A table on disk: rows of bytes in one file, where each begins and a checksum of each in two more, which are mapped.

Opening costs the same for ten rows and for ten million; a row is read, and checked, when somebody asks for it. The rows
are not mapped: with each of them much around it would stay in memory.
"""

from __future__ import annotations

import mmap
import os
import weakref
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from zlib import crc32

__all__ = ["DamagedError", "Index", "IndexWriter", "Table", "encoded", "mapped", "write_array", "write_table"]

_BUFFER = 1 << 20  # bytes written at a time


class DamagedError(ValueError):
    """What is on disk is not what was written."""


def encoded(name: str) -> bytes:
    """A name as an index knows it."""
    return name.encode("utf-8", "surrogatepass")


def mapped(path: Path, kind: str = "B") -> memoryview:
    """A file as an array of numbers of the given kind (see the `array` module). Raises OSError or DamagedError."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b"")
    try:
        return view.cast(kind)  # type: ignore[call-overload, no-any-return]
    except TypeError as error:
        raise DamagedError(f"{path.name} is cut off") from error


def write_array(path: Path, numbers: array[int]) -> None:
    """Write numbers so that `mapped` finds them."""
    path.write_bytes(numbers)


def write_table(folder: Path, name: str, rows: Iterable[bytes]) -> None:
    """Write a table that `Table` opens."""
    starts, sums = array("q", [0]), array("I")
    position = 0
    with (folder / f"{name}.rows").open("wb", buffering=_BUFFER) as file:
        for row in rows:
            position += len(row)
            starts.append(position)
            sums.append(crc32(row))
            file.write(row)
    write_array(folder / f"{name}.starts", starts)
    write_array(folder / f"{name}.sums", sums)


class Table:
    """Rows of bytes on disk. Stays readable while it is open, even when its files are deleted."""

    def __init__(self, folder: Path, name: str) -> None:
        self._name = name
        self._starts = mapped(folder / f"{name}.starts", "q")
        self._sums = mapped(folder / f"{name}.sums", "I")
        self._rows = os.open(folder / f"{name}.rows", os.O_RDONLY)
        weakref.finalize(self, os.close, self._rows)
        if len(self._starts) != len(self._sums) + 1 or self._starts[-1] != os.fstat(self._rows).st_size:
            raise DamagedError(f"the table {name} is not whole")

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._sums)

    def __getitem__(self, row: int) -> bytes:
        """The bytes of a row. Raises DamagedError when they are not those that were written."""
        start, end = self._starts[row], self._starts[row + 1]
        if 0 <= start <= end <= self._starts[-1]:
            with suppress(OSError):
                data = os.pread(self._rows, end - start, start)
                if crc32(data) == self._sums[row]:
                    return data
        raise DamagedError(f"row {row} of the table {self._name} is damaged")


class IndexWriter:
    """Gathers names and the rows that go by them."""

    def __init__(self) -> None:
        self._sums, self._rows = array("I"), array("I")

    def add(self, names: Iterable[bytes], rows: Iterable[int]) -> None:
        """Each of these rows goes by the name in its place."""
        self._sums.extend(map(crc32, names))
        self._rows.extend(rows)

    def write(self, folder: Path, name: str) -> None:
        """Write an index that `Index` opens."""
        import numpy as np  # which reading does without

        from model.search.arrays import distinct

        pairs = np.asarray(self._sums).astype(np.uint64) << np.uint64(32) | np.asarray(self._rows)
        (folder / f"{name}.index").write_bytes(distinct(pairs).tobytes())


class Index:
    """Rows by the hash of a name; who asks must look whether a row really goes by that name."""

    def __init__(self, folder: Path, name: str) -> None:
        self._pairs = mapped(folder / f"{name}.index", "Q")

    def rows(self, name: bytes) -> list[int]:
        """Rows that may go by a name, in order; all that do are among them."""
        low = crc32(name) << 32
        first = bisect_left(self._pairs, low)
        last = bisect_left(self._pairs, low + (1 << 32))
        return [pair & 0xFFFFFFFF for pair in self._pairs[first:last]]
