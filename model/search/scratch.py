"""Room beside memory for what is put aside while an index is built: a file without a name, once it is much."""

import mmap
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from model.search.arrays import Array

__all__ = ["Run", "Scratch", "Span", "let_go"]

_LITTLE = 16 << 20  # bytes that may as well stay in memory
_PIECE = 1 << 20
_ON_DISK = "/var/tmp"  # where the usual folder for temporary files may be memory

Mapped = mmap.mmap | bytes


class Span(NamedTuple):
    """Where something was put, and how many bytes it has."""

    start: int
    length: int


class _File(Protocol):
    def write(self, data: memoryview, /) -> int | None: ...
    def readinto(self, data: memoryview, /) -> int | None: ...
    def seek(self, place: int, /) -> int: ...
    def close(self) -> None: ...
    def fileno(self) -> int: ...


class Scratch:
    """Bytes one after the other, `little` of them in memory, or all where the disk is full or cannot be written."""

    def __init__(self, little: int | None = None) -> None:
        self.size = 0
        self._file: _File = BytesIO()
        self._least = _LITTLE if little is None else little

    def put(self, data: bytes | memoryview) -> Span:
        """Add bytes at the end."""
        view = memoryview(data)
        view = view.cast("B") if view.nbytes else memoryview(b"")
        span = Span(self.size, len(view))
        try:
            if self.size + len(view) > self._least:
                self._move(_nameless())
                self._least = 1 << 62  # it is there for good
            self._write(view)
        except OSError:
            self._move(BytesIO())
            self._least = 1 << 62
            self._write(view)
        self.size += len(view)
        return span

    def take(self, span: Span) -> bytearray:
        """The bytes that were put somewhere."""
        data = bytearray(span.length)
        self._file.seek(span.start)
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.readinto(rest) or _cut_off() :]
        return data

    def mapped(self) -> Mapped:
        """Everything, without reading it: nothing can be added after that."""
        if isinstance(self._file, BytesIO):
            return self._file.getvalue()
        data = mmap.mmap(self._file.fileno(), self.size, access=mmap.ACCESS_READ)
        self.close()
        return data

    def close(self) -> None:
        """Nothing that was put here is needed any more, but for what is mapped."""
        self._file.close()

    def _write(self, rest: memoryview) -> None:
        self._file.seek(self.size)
        while rest:
            rest = rest[self._file.write(rest) or _cut_off() :]

    def _move(self, file: _File) -> None:
        """Go on in another file."""
        for start in range(0, self.size, _PIECE):
            rest = memoryview(self.take(Span(start, min(_PIECE, self.size - start))))
            while rest:
                rest = rest[file.write(rest) or _cut_off() :]
        self._file.close()
        self._file = file


class Run:
    """An array put aside piece by piece."""

    def __init__(self, scratch: Scratch, kind: type[np.generic]) -> None:
        self._scratch = scratch
        self._kind = np.dtype(kind)
        self._spans: list[Span] = []

    def add(self, piece: Array) -> None:
        """Put the next piece aside."""
        self._spans.append(self._scratch.put(piece.astype(self._kind, copy=False).data))

    def __iter__(self) -> Iterator[Array]:
        """The pieces, each read when it is its turn."""
        return (np.frombuffer(self._scratch.take(span), self._kind) for span in self._spans)


def let_go(data: Mapped) -> None:
    """Give up the pages of a mapped file that are in memory; whoever looks there again has them again."""
    if isinstance(data, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        with suppress(OSError, ValueError):
            data.madvise(mmap.MADV_DONTNEED)


def _nameless() -> _File:
    """A file that is gone when nobody has it open any more, whatever happens."""
    chosen = any(os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    folder = None if chosen or not Path(_ON_DISK).is_dir() or not os.access(_ON_DISK, os.W_OK) else _ON_DISK
    return tempfile.TemporaryFile(buffering=0, prefix="bibscope-", dir=folder)


def _cut_off() -> int:
    raise OSError("nothing more could be read or written")
