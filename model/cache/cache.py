"""Which libraries are kept, under which key, and whether one still stands for the files it was read from."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from model.cache.pointer import Entry, Pointer, checksum, clear, code_of_model, entries_in, prune, sum_of_file
from model.collector import resting_collector
from model.digest import digest
from model.library import Library, open_library
from model.notice import Notice
from model.overrides import Overrides
from model.stamps import Stamp, stamps_of

if TYPE_CHECKING:
    from model.progress import Progress

__all__ = ["Cache", "Entry", "Request", "default_folder", "open_kept"]

_SCHEMA = 7  # goes up when what older versions wrote would be misread
_SMALL = 256_000  # bytes of input below which reading is as fast


def default_folder() -> Path:
    """Where this platform keeps what can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path("bibscope", appauthor=False) / "libraries"


class Request(NamedTuple):
    """What decides how a library comes out: the paths, and the settings that matter."""

    paths: tuple[str, ...]
    overrides: Overrides = Overrides()
    repositories: Mapping[str, str] = MappingProxyType({})

    def read(self, progress: Callable[[Progress], None] | None = None, previous: Library | None = None) -> Library:
        """The library, read from the files, of which those that are as they were for `previous` are spared."""
        return open_library(
            self.paths,
            progress=progress,
            overrides=self.overrides,
            repositories=self.repositories,
            previous=previous,
        )

    @property
    def is_small(self) -> bool:
        """Whether reading takes so little that nobody needs to be told of it, or spared it."""
        sizes = [stamp.size for stamp in stamps_of(self.paths)]
        return min(sizes, default=-1) >= 0 and sum(sizes) < _SMALL

    @property
    def key(self) -> str:
        """Names what is kept for this request: 32 hexadecimal digits."""
        settings = [
            self.overrides.same,
            self.overrides.different,
            self.overrides.file,
            sorted(self.repositories.items()),
        ]
        real = [os.path.realpath(path) for path in self.paths]
        everything = [_SCHEMA, sys.version_info[:2], sys.byteorder, self.paths, real, settings]
        return digest(repr(everything).encode("utf-8", "surrogatepass"))


def open_kept(
    request: Request,
    kept: Cache | None,
    progress: Callable[[Progress], None] | None = None,
    previous: Library | None = None,
) -> Library:
    """The library of a request: the one that is kept when nothing has changed, else read from the files.

    Files that have not changed since `previous` was read, or what is kept was, are not read again.
    """
    if kept is None:
        return request.read(progress, previous)
    library, notice = kept.open(request)
    if library is None:
        library = _read_again(request, kept, progress, previous)
    return replace(library, notices=(*library.notices, notice)) if notice else library


def _read_again(
    request: Request, kept: Cache, progress: Callable[[Progress], None] | None, previous: Library | None
) -> Library:
    if previous is None and len(stamps_of(request.paths)) > 1:
        try:
            return request.read(progress, kept.outdated(request))
        except ValueError:  # a part of what is kept is damaged
            return request.read(progress)
    return request.read(progress, previous)


class Cache(NamedTuple):
    """A folder of libraries: for each a file `KEY.json` that says what it is of, and beside it its data.

    A library is written under a new name and pointed to last, by renaming a file: whoever reads meanwhile sees the
    one before or the new one. Everything in it may be deleted at any moment. Inputs of fewer than `least` bytes are
    not kept.
    """

    folder: Path
    least: int = _SMALL

    def open(self, request: Request) -> tuple[Library | None, Notice | None]:
        """The library kept for a request, None when there is none or it is outdated; a notice when it is damaged."""
        pointer = self.folder / f"{request.key}.json"
        try:
            told = Pointer.read(pointer)
            stamps = told.still_holds(stamps_of(request.paths))
            if stamps is None:
                return None, None
            library = self._opened(pointer, told, stamps, request)
        except FileNotFoundError:
            return None, None
        except (OSError, ValueError, TypeError) as error:
            message = f"what was kept of these files is damaged ({error})"
            return None, Notice(str(pointer), 0, "warning", message, "read the files again")
        with contextlib.suppress(OSError):
            if stamps == told.stamps:
                os.utime(pointer)  # used now, so the last to be pruned
            else:
                told._replace(stamps=stamps).write(pointer)
        return library, None

    def outdated(self, request: Request) -> Library | None:
        """The library that was kept for a request whose files may have changed since; damage in it is a ValueError."""
        try:
            told = Pointer.read(self.folder / f"{request.key}.json")
            if told.code != code_of_model():
                return None

            def refuse() -> Library:
                raise ValueError("what was kept of the files is damaged")

            return self._library(told, told.stamps, request, refuse)
        except (OSError, ValueError, TypeError):
            return None

    def _opened(self, pointer: Path, told: Pointer, stamps: tuple[Stamp, ...], request: Request) -> Library:
        @cache
        def rescue() -> Library:
            """The library read from its files after all, once; the damaged one is forgotten."""
            with contextlib.suppress(OSError):
                pointer.unlink()
            library = request.read()
            if len(library) != told.works:
                raise ValueError("what was kept of the files is damaged, and they have changed: read them again")
            return library

        return self._library(told, stamps, request, rescue)

    def _library(
        self, told: Pointer, stamps: tuple[Stamp, ...], request: Request, rescue: Callable[[], Library]
    ) -> Library:
        from model.cache.kept import Kept

        kept = Kept(self.folder / told.data, told.files, rescue)
        about = kept.about
        return Library(
            works=kept.works,
            files=about.files,
            notices=about.notices,
            kept_apart=about.kept_apart,
            hints=about.hints,
            input_records=about.input_records,
            paths=request.paths,
            stamps=stamps,
            kept=kept,
        )

    def keep(self, request: Request, library: Library) -> Notice | None:
        """Write a library that was just read, unless it is too small to be worth it; a notice when that fails."""
        stamps = library.stamps
        if library.kept or any(stamp.size < 0 for stamp in stamps) or sum(each.size for each in stamps) < self.least:
            return None
        try:
            sums = tuple(_sum_of_unchanged(stamp) for stamp in stamps)
            self._write(request, library, sums)
        except ChangedError:
            return None  # since it was read: the next time will do
        except (OSError, ValueError) as error:
            reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            return Notice(str(self.folder), 0, "info", f"the library could not be kept: {reason}", "nothing is lost")
        return None

    def _write(self, request: Request, library: Library, sums: tuple[str, ...]) -> None:
        from model.cache.keeping import write

        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        pointer = self.folder / f"{request.key}.json"
        data = Path(tempfile.mkdtemp(prefix=f"{request.key}.", dir=self.folder))
        try:
            with resting_collector():
                write(library, data, own=str(pointer))
            files = dict(_sealed(data))
            told = Pointer(data.name, request.paths, len(library), library.stamps, sums, files, code_of_model())
            told.write(pointer)
        except BaseException:
            shutil.rmtree(data, ignore_errors=True)
            raise
        with contextlib.suppress(OSError):  # another instance may be at it too
            prune(self.folder)

    def entries(self) -> tuple[Entry, ...]:
        """What is kept, the last used first."""
        return tuple(entry for _, entry in entries_in(self.folder))

    def clear(self) -> int:
        """Delete everything that is kept, and nothing else. Returns how many bytes that were."""
        return clear(self.folder)


def _sum_of_unchanged(stamp: Stamp) -> str:
    """The checksum of a file that is still as it was when its stamp was taken."""
    found = checksum(Path(stamp.path))
    state = Path(stamp.path).stat()
    if (state.st_size, state.st_mtime_ns) != (stamp.size, stamp.mtime):
        raise ChangedError(stamp.name)
    return found


class ChangedError(Exception):
    """A file is not what it was when the library was read."""


def _sealed(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Make sure that everything is on the disk; gives size and checksum of each file."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
            yield path.relative_to(folder).as_posix(), (path.stat().st_size, sum_of_file(path))
