"""What an earlier library knows of files that have not changed since it was read: their records, as they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from model.paths import descriptor
from model.readers import FileReport
from model.readers.base import Reading
from model.record import Record
from model.stamps import Stamp

if TYPE_CHECKING:
    from model.library import Library

__all__ = ["known_files"]


def known_files(previous: Library, now: Iterable[Stamp]) -> dict[str, tuple[Reading, FileReport]]:
    """What was read of each file whose size and time are still the same, or of a pipe, by the name the user gave it.

    A library that is on disk has to be decoded for it, which pays only where most of it can be used.
    """
    before = {stamp.name: stamp for stamp in previous.stamps}
    same = {stamp.name: stamp.size for stamp in now if _can_be_known(stamp) and before.get(stamp.name) == stamp}
    reports = {report.path: report for report in previous.files if report.format and report.path in same}
    if not reports or (previous.kept and 2 * sum(same.values()) < sum(stamp.size for stamp in before.values())):
        return {}
    records: defaultdict[str, list[Record]] = defaultdict(list)
    for work in previous.works:
        for record in work.inputs:
            if record.source.file in reports:
                records[record.source.file].append(record)
    return {
        name: (_reading(report, records[name]), report)
        for name, report in reports.items()
        if len(records[name]) == report.records
    }


def _can_be_known(stamp: Stamp) -> bool:
    """Whether a stamp that is the same means that the file is: of a pipe, that nothing more will come out of it."""
    return stamp.size >= 0 or descriptor(stamp.name) is not None


def _reading(report: FileReport, records: list[Record]) -> Reading:
    records.sort(key=attrgetter("source.index"))
    return Reading(report.format, tuple(records), report.notices, report.skipped)
