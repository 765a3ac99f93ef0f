"""What is told of a library's files, as JSON and back: the part of a kept library that is always needed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from model.apart import Hint, KeptApart
from model.notice import Notice
from model.reports import FileReport

if TYPE_CHECKING:
    from model.library import Library

__all__ = ["About", "decode_about", "encode_about"]


class About(NamedTuple):
    """What is small and always needed: the parts of a Library that are not works."""

    files: tuple[FileReport, ...]
    notices: tuple[Notice, ...]
    kept_apart: tuple[KeptApart, ...]
    hints: tuple[Hint, ...]
    input_records: int
    texts: int


def encode_about(library: Library, notices: Iterable[Notice]) -> bytes:
    """What is told of the files, in one piece, with these notices."""
    from model.cache.codec import dumps

    reports = [
        [each.path, each.format, each.records, each.damaged, each.skipped, each.size, _notices(each.notices)]
        for each in library.files
    ]
    apart = [[each.ids, each.why, each.rows] for each in library.kept_apart]
    hints = [[each.ids, each.ratio, each.why, each.rows] for each in library.hints]
    counts = [library.input_records, library.texts]
    return dumps([reports, _notices(notices), apart, hints, counts])


def _notices(notices: Iterable[Notice]) -> list[tuple[str | int, ...]]:
    return [(each.file, each.line, each.severity, each.message, each.action, each.record) for each in notices]


def _read_notices(values: list[list[str]]) -> tuple[Notice, ...]:
    return tuple(Notice(*value) for value in values)  # type: ignore[arg-type]


def decode_about(data: bytes) -> About:
    """What was encoded. Raises ValueError when this is nothing of the kind."""
    try:
        reports, notices, apart, hints, counts = json.loads(data.decode("utf-8", "surrogatepass"))
        return About(
            tuple(FileReport(*own, _read_notices(told), size) for *own, size, told in reports),  # type: ignore
            _read_notices(notices),
            tuple(_apart(each) for each in apart),
            tuple(_hint(each) for each in hints),
            counts[0],
            counts[1],
        )
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(f"not about a library: {error}") from error


def _apart(values: list[object]) -> KeptApart:
    ids, why, rows = values
    return KeptApart(tuple(ids), why, tuple(rows))  # type: ignore[arg-type]


def _hint(values: list[object]) -> Hint:
    ids, ratio, why, rows = values
    return Hint(tuple(ids), ratio, why, tuple(rows))  # type: ignore[arg-type]
