"""LibreCat YAML that was pasted flat: `flattened` recovers the documents, this makes records and notices of them."""

from __future__ import annotations

from typing import cast

from model.readers.base import Document, Reading
from model.readers.flattened import Recovered, Recovery, looks_flattened, recover
from model.readers.librecat_fields import record_from_librecat
from model.record import Notice, RawValue, Record, Source

__all__ = ["FORMAT", "read", "sniff"]

FORMAT = "librecat-yaml-flattened"
_SHOWN = 60


def sniff(head: str) -> bool:
    """Whether this is LibreCat YAML without its line breaks."""
    return looks_flattened(head)


def read(document: Document) -> Reading:
    """Read flattened records; what was cut off, guessed or left over is told."""
    recovery = recover(document.text)
    records = tuple(_record(found, index, document.name) for index, found in enumerate(recovery.records))
    notices = [
        notice for found, record in zip(recovery.records, records, strict=True) for notice in _told(found, record)
    ]
    notices += _leftovers(recovery, document.name)
    return Reading(FORMAT, records, (_summary(document.name, len(records)), *notices))


def _summary(name: str, count: int) -> Notice:
    what = "1 record" if count == 1 else f"{count:,} records"
    return Notice(
        name, 1, "info", "LibreCat YAML pasted without its line breaks", f"recovered {what} by their structure"
    )


def _record(found: Recovered, index: int, name: str) -> Record:
    damage = ""
    if found.truncated:
        damage = f"cut off in {found.partial_field}" if found.partial_field else "cut off"
    fields = cast("dict[str, RawValue]", dict(found.fields))  # what BaseLoader gives
    updated = fields.get("date_updated")
    stamp = updated if isinstance(updated, str) else ""
    source = Source(name, found.line, FORMAT, stamp, damage, index)
    record = record_from_librecat(fields, source)
    if record.id:
        return record
    return Record(f"record-{index + 1}", "file", source, record.fields, record.raw)


def _told(found: Recovered, record: Record) -> list[Notice]:
    where = record.source.file, found.line
    told = [Notice(*where, "warning", doubt, "kept as read", record.id) for doubt in found.doubts]
    if found.truncated:
        last = f", its last value ({found.partial_field}) in part" if found.partial_field else ""
        message = f"record {record.id} is cut off"
        told.append(Notice(*where, "warning", message, f"kept what is there{last}", record.id))
    return told


def _leftovers(recovery: Recovery, name: str) -> list[Notice]:
    return [
        Notice(name, line, "warning", f"text that belongs to no record: {_short(words)}", "left out")
        for line, words in recovery.leftovers
        if words.strip()
    ]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[:_SHOWN]}…” ({len(line):,} characters)"
