"""The state of files on disk: cheap to take, cheap to compare, so that a change is noticed without reading anything."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from model.overrides import FILE_NAME
from model.paths import STDIN, candidates, is_file, is_folder

__all__ = ["Stamp", "changed", "stamps_of"]


class Stamp(NamedTuple):
    """A file that a library was or could have been read from; `size` is -1 for one that cannot be looked at."""

    name: str  # as the user named it, or as it was found
    path: str  # the real path
    size: int
    mtime: int  # nanoseconds


def stamps_of(paths: Iterable[str]) -> tuple[Stamp, ...]:
    """Stamps of everything that reading `paths` would look at: files, files in folders, decisions beside them."""
    paths = tuple(paths)
    found, _ = candidates(paths)
    stamps = [_stamp(candidate.name, candidate.path) for candidate in found]
    folders = {Path(path) if is_folder(path) else Path(path).parent for path in paths if path != STDIN}
    beside = [folder / FILE_NAME for folder in sorted(folders)]
    known = {stamp.path for stamp in stamps}
    decisions = [_stamp(str(path), path) for path in beside if is_file(path)]
    return (*stamps, *(stamp for stamp in decisions if stamp.path not in known))


def _stamp(name: str, path: Path) -> Stamp:
    if name == STDIN:
        return Stamp(name, "", -1, 0)
    real = os.path.realpath(path)
    try:
        state = os.stat(real)  # noqa: PTH116 (a real path is a string)
    except OSError:
        return Stamp(name, real, -1, 0)
    if not stat.S_ISREG(state.st_mode):  # a pipe can be read once only
        return Stamp(name, real, -1, 0)
    return Stamp(name, real, state.st_size, state.st_mtime_ns)


def changed(stamps: Iterable[Stamp], paths: Iterable[str]) -> int:
    """How many files were changed, came or went since `stamps` were taken of `paths`."""
    before = {stamp.path: stamp for stamp in stamps}
    now = {stamp.path: stamp for stamp in stamps_of(paths)}
    return sum(before.get(path) != now.get(path) for path in before.keys() | now.keys())
