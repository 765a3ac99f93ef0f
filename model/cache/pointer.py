"""The file that says what a folder of data is of, and the care of the folder in which they all lie."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from model.digest import digest
from model.stamps import Stamp

__all__ = ["Entry", "Pointer", "checksum", "clear", "code_in", "code_of_model", "entries_in", "prune", "sum_of_file"]

_MOST = 64  # libraries that are kept
_MOST_BYTES = 4 << 30  # that they take together; the last used one stays, whatever its size
_ABANDONED = 3600.0  # seconds after which a folder that nothing points to can be in nobody's use
_POINTER = r"[0-9a-f]{32}\.json"
_DATA = r"[0-9a-f]{32}\.[A-Za-z0-9_]{8}"
_PIECE = 1 << 20


class Pointer(NamedTuple):
    """What a folder of data was made of. It holds as long as the files and our own code are what they were."""

    data: str  # the folder's name
    paths: tuple[str, ...]
    works: int
    stamps: tuple[Stamp, ...]
    sums: tuple[str, ...]  # of the files, parallel to stamps
    files: Mapping[str, tuple[int, int]]  # of the data: size and checksum by name
    code: str  # what `code_of_model` gave

    @classmethod
    def read(cls, path: Path) -> Pointer:
        """Read a pointer. Raises OSError, or ValueError for what was not written by `write`."""
        try:
            seal, _, text = path.read_bytes().partition(b"\n")
            if seal != _seal(text):
                raise ValueError("its checksum is wrong")
            told = json.loads(text)
            told |= {
                "paths": tuple(told["paths"]),
                "stamps": tuple(Stamp(*each) for each in told["stamps"]),
                "sums": tuple(told["sums"]),
                "files": {name: (size, sum_) for name, (size, sum_) in told["files"].items()},
            }
            pointer = cls(**told)
            leads_elsewhere = not re.fullmatch(_DATA, pointer.data)
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"not understood: {error}") from error
        if leads_elsewhere:
            raise ValueError("it points elsewhere")
        return pointer

    def write(self, path: Path) -> None:
        """Write it in one step: who reads meanwhile finds the one before or this one."""
        text = json.dumps(self._asdict()).encode()
        descriptor, temporary = tempfile.mkstemp(prefix=f"{path.stem}.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_seal(text) + b"\n" + text)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def still_holds(self, now: tuple[Stamp, ...]) -> tuple[Stamp, ...] | None:
        """The stamps of today if the files say what they said, None if not. A file that was only touched is read."""
        if self.code != code_of_model() or len(now) != len(self.stamps):
            return None
        for before, after, sum_ in zip(self.stamps, now, self.sums, strict=True):
            if before != after and (before[:3] != after[:3] or checksum(Path(after.path)) != sum_):
                return None
        return now


def _seal(text: bytes) -> bytes:
    return digest(text).encode()


def checksum(path: Path) -> str:
    """What a file says, in 32 hexadecimal digits."""
    import hashlib  # which an opening does without

    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def sum_of_file(path: Path) -> int:
    """A quick checksum, against damage and not against malice."""
    found = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found = crc32(piece, found)
    return found


@cache
def code_of_model() -> str:
    """Stands for our own code: what another version, or an edited one, made of the files may differ."""
    return code_in(str(Path(__file__).parent.parent))


def code_in(folder: str) -> str:
    """Stands for the modules in a folder and those below, as they are now."""
    return digest(repr(sorted(_states(folder))).encode("utf-8", "surrogatepass"))


def _states(folder: str) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of each module; every start asks for them, so one look at each file has to do."""
    for entry in os.scandir(folder):
        if entry.name.endswith(".py"):
            state = entry.stat()
            yield entry.path, state.st_size, state.st_mtime_ns
        elif entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
            yield from _states(entry.path)


# -- the folder of all ---------------------------------------------------------------------------------------------


class Entry(NamedTuple):
    """A library that is kept; `used` is when it last was, in seconds of the epoch."""

    paths: tuple[str, ...]
    works: int
    size: int
    used: float
    data: str


def entries_in(folder: Path) -> list[tuple[Path, Entry]]:
    """The pointers in a folder with what they are of, the last used first."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        if re.fullmatch(_POINTER, path.name):
            try:
                told = Pointer.read(path)
                size = sum(size for size, _ in told.files.values())
                found.append((path, Entry(told.paths, told.works, size, path.stat().st_mtime, told.data)))
            except (OSError, ValueError):
                continue  # damaged: whoever opens it is told
    return sorted(found, key=lambda item: -item[1].used)


def prune(folder: Path) -> None:
    """Delete the libraries that were not used for longest, and data that nothing points to any more."""
    total = 0
    for place, (path, entry) in enumerate(entries_in(folder)):
        total += entry.size
        if place and (place >= _MOST or total > _MOST_BYTES):
            path.unlink(missing_ok=True)
    live = {entry.data for _, entry in entries_in(folder)}
    for path in list(folder.iterdir()):
        if re.fullmatch(_DATA, path.name) and path.name not in live:
            with contextlib.suppress(OSError):  # another instance may be at it too
                if time.time() - path.lstat().st_mtime > _ABANDONED:
                    _delete(path)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def clear(folder: Path) -> int:
    """Delete all pointers and data in a folder, and nothing else. Returns how many bytes they took."""
    freed = 0
    for path in list(folder.iterdir()) if folder.is_dir() else ():
        if path.is_symlink() or not (re.fullmatch(_POINTER, path.name) or re.fullmatch(_DATA, path.name)):
            continue
        inside = [path, *path.rglob("*")] if path.is_dir() else [path]
        freed += sum(each.lstat().st_size for each in inside if each.is_file())
        _delete(path)
    return freed
