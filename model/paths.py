"""What a person names (files, folders, globs, `-`) as files to read, found without opening any."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from model.notice import Notice

__all__ = ["STDIN", "Candidate", "at_home", "candidates", "descriptor", "is_file", "is_folder", "is_there", "why_not"]

STDIN = "-"
_SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules"})


class Candidate(NamedTuple):
    """A file to read. Files found in a folder are passed over in silence when they hold no bibliography."""

    name: str
    path: Path
    in_folder: bool = False


def candidates(paths: Iterable[str]) -> tuple[list[Candidate], list[Notice]]:
    """Expand folders and globs, in a stable order, each real file once."""
    found: list[Candidate] = []
    notices: list[Notice] = []
    seen: set[str] = set()
    for name in paths:
        for candidate in _expand(name, notices):
            key = STDIN if candidate.name == STDIN else os.path.realpath(candidate.path)
            if key not in seen:
                seen.add(key)
                found.append(candidate)
            elif not candidate.in_folder:
                notices.append(Notice(candidate.name, 0, "info", "the same file is named twice", "read it once"))
    return found, notices


def _expand(name: str, notices: list[Notice]) -> Iterator[Candidate]:
    path = Path(name)
    if name == STDIN:
        yield Candidate(STDIN, path)
    elif "\0" in name or not name:  # a configuration can say so, and a script whose variable is empty
        notices.append(Notice(name, 0, "error", "no file can have such a name", "left it out"))
    elif is_folder(path):
        files = list(_files_below(path, notices))
        if not files:
            notices.append(Notice(name, 0, "warning", "a folder without files", "passed over"))
        yield from (Candidate(str(file), file, in_folder=True) for file in files)
    elif is_there(path):
        yield Candidate(name, path)
    else:
        yield from _matching(name, notices)


def _matching(name: str, notices: list[Notice]) -> Iterator[Candidate]:
    """The files that a pattern stands for; what is none is the name of a file that is not there."""
    import glob  # only here: most names are those of files

    if not glob.has_magic(name):
        yield Candidate(name, Path(name))
    elif matches := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 (pathlib cannot glob absolute patterns)
        for match in matches:
            yield from _expand(match, notices)
    else:
        notices.append(Notice(name, 0, "error", "no file matches this pattern", "left it out"))


def _files_below(folder: Path, notices: list[Notice]) -> Iterator[Path]:
    def tell(error: OSError) -> None:
        notices.append(Notice(str(error.filename), 0, "warning", why_not(error), "left the folder out"))

    for root, folders, files in os.walk(folder, onerror=tell):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS)
        yield from (Path(root, name) for name in sorted(files) if not name.startswith("."))


def descriptor(name: str) -> int | None:
    """The number of what is open in this process already, as shells name it: `<(command)` in bash, or in zsh."""
    folder, _, number = name.rpartition("/")
    if folder in ("/dev/fd", "/proc/self/fd") and number.isdecimal():
        return int(number)
    return 0 if name == "/dev/stdin" else None


def at_home(path: str) -> str:
    """A path with the home folder for its `~`; that of somebody who is not there stays as it is."""
    return os.path.expanduser(path)  # noqa: PTH111 (pathlib raises)


def is_there(path: str | Path) -> bool:
    """Whether anything has this name, as far as we may look."""
    return bool(path) and os.path.exists(path)  # noqa: PTH110 (pathlib raises)


def is_folder(path: str | Path) -> bool:
    """Whether this is a folder, as far as we may look: what cannot be looked at is told when it is to be read."""
    return os.path.isdir(path)  # noqa: PTH112 (pathlib raises)


def is_file(path: str | Path) -> bool:
    """Whether this is a file, as far as we may look."""
    return os.path.isfile(path)  # noqa: PTH113 (pathlib raises)


def why_not(error: OSError) -> str:
    """Why a file or folder cannot be read, in the words a person would use."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "not allowed to read it"
    return error.strerror or str(error)
