"""Readers: one module a format, chosen by what a file holds, never by its name.

`read_paths` is the door: paths in, readings and notices out. A reader module offers `FORMAT`, `sniff(head)` and
`read(document)`; it is imported only when a file needs it, so that opening YAML costs nothing of RIS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from model.progress import Progress
from model.readers.base import Document, Reading, Tick
from model.readers.crowd import grouped
from model.readers.files import BINARY, NO_FILE, Candidate, candidates, load
from model.record import Notice, Record
from model.reports import FileReport

__all__ = ["FileReport", "Progress", "Readings", "read_document", "read_paths"]

HEAD = 65_536  # characters that a format may be recognised by
# the first that says yes reads
_READERS = ("librecat_flat", "librecat", "cslreader", "pubmed", "ris", "endnote", "wos", "bibtex", "plaintext")
_EXPECTED = (BINARY, NO_FILE)  # in a folder this is nothing to speak of; a file that may not be read is

_YAML_KEY = re.compile(r"(?:%YAML.*\n|#.*\n|---.*\n|\s)*(?:- )?[\w.-]+:(?:\s|$)")


class _Reader(Protocol):
    FORMAT: str

    def sniff(self, head: str) -> bool: ...

    def read(self, document: Document) -> Reading: ...


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything that was read: a reading and a report for each file, and notices that concern no single file."""

    readings: tuple[Reading, ...]
    files: tuple[FileReport, ...]
    notices: tuple[Notice, ...]

    @property
    def records(self) -> int:
        """How many records were read from all files together."""
        return sum(len(reading.records) for reading in self.readings)


def read_paths(
    paths: Iterable[str],
    progress: Callable[[Progress], None] | None = None,
    known: Mapping[str, tuple[Reading, FileReport]] = MappingProxyType({}),
) -> Readings:
    """Read files, folders, globs and `-`. Never raises for what files hold; raises what `progress` raises, to stop.

    `known` has what is there already of files that need not be read again, by name.
    """
    found, notices = candidates(paths)
    readings: list[Reading] = []
    reports: list[FileReport] = []
    passed_over = 0
    count = 0
    for done, candidate in enumerate(found):
        if progress:
            progress(Progress(candidate.name, done, len(found), count))
        if candidate.name in known:
            reading, report = known[candidate.name]
            readings.append(reading)
            reports.append(report)
            count += len(reading.records)
            continue
        reading, told, size = _read_candidate(candidate, _ticking(progress, candidate.name, done, len(found), count))
        if candidate.in_folder and not reading.format and not _failed(told):
            passed_over += 1
            continue
        readings.append(reading)
        count += len(reading.records)
        reports.append(_report(candidate.name, reading, told, size))
    if progress:
        progress(Progress("", len(found), len(found), count))
    if passed_over:
        files = "1 file" if passed_over == 1 else f"{passed_over:,} files"
        where = ", ".join(path for path in paths if path != "-")
        notices.append(Notice(where, 0, "info", f"{files} held no bibliography", "passed over"))
    return Readings(tuple(readings), tuple(reports), tuple(notices))


def _ticking(progress: Callable[[Progress], None] | None, name: str, done: int, total: int, before: int) -> Tick | None:
    if progress is None:
        return None

    def tick(share: float, records: Sequence[Record]) -> None:
        progress(Progress(name, done, total, before + len(records), share, records))

    return tick


def _failed(told: tuple[Notice, ...]) -> bool:
    """Whether a file that may well be a bibliography could not be read."""
    return any(notice.severity == "error" and notice.message not in _EXPECTED for notice in told)


def _report(name: str, reading: Reading, told: tuple[Notice, ...], size: int) -> FileReport:
    damaged = sum(bool(record.source.damage) for record in reading.records)
    notices = grouped((*told, *reading.notices))
    return FileReport(name, reading.format, len(reading.records), damaged, reading.skipped, notices, size)


def _read_candidate(candidate: Candidate, tick: Tick | None) -> tuple[Reading, tuple[Notice, ...], int]:
    document, notices = load(candidate, tick)
    if document is None:
        return Reading(""), notices, 0
    reading = read_document(document, prose=not candidate.in_folder)
    return reading, notices, document.size


def read_document(document: Document, *, prose: bool = True) -> Reading:
    """Find the format of a document by its content and read it. `prose` allows plain text to count as a format."""
    head = document.head(HEAD)
    for name in _READERS:
        if name == "plaintext" and not prose:
            continue
        reader = cast("_Reader", import_module(f"model.readers.{name}"))
        if reader.sniff(head):
            return _guarded(reader, document)
    return Reading("", (), (Notice(document.name, 0, "error", _unrecognised(head), "left it out"),))


def _unrecognised(head: str) -> str:
    """What to say of a file that no reader takes: people ask first whether it was understood at all."""
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        return "JSON, but neither LibreCat's records nor CSL-JSON"
    if start.startswith(("<?xml", "<!", "<html")):
        return "XML or HTML, which bibscope does not read"
    if _YAML_KEY.match(start):
        return "YAML, but no publications (no `_id` beside a title or type, and not CSL's)"
    return "no format that bibscope reads was recognised in it"


def _guarded(reader: _Reader, document: Document) -> Reading:
    """A fault of ours in a reader must cost one file, not the run: it is told as what it is."""
    try:
        reading = reader.read(document)
    except (RecursionError, MemoryError, ValueError, KeyError, IndexError, TypeError, AttributeError) as fault:
        message = f"the {reader.FORMAT} reader failed ({type(fault).__name__}: {fault})"
        return Reading(reader.FORMAT, (), (Notice(document.name, 0, "error", message, "left the file out"),))
    if reading.records or reading.notices:
        return reading
    empty = Notice(document.name, 0, "warning", f"recognised as {reading.format}, but it holds no records", "")
    return replace(reading, notices=(empty,))
