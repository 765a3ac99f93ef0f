"""The work of `check`: a report on every file, on merging, and on what dangles, for people and for scripts."""

from __future__ import annotations

from model import text
from model.library import Library
from model.merge import conflicts
from model.record import Notice
from tui.console import emit, emit_json
from tui.session import Session
from tui.shapes import check_json, differing, merged_json

__all__ = ["check_library"]

_CROPPED = 60


def check_library(session: Session, *, as_json: bool) -> int:
    """Report; exit code 0 when all was read whole, 1 when there are errors, 2 when nothing could be read."""
    library = session.quiet_library
    notices = (*session.config.notices, *library.notices)
    if as_json:
        emit_json(check_json(library, notices))
    else:
        _print_files(library)
        _print_merging(library)
        _print_conflicts(library)
        _print_dangling(library)
        _print_notices(notices)
    if not len(library):
        return 2
    return 1 if any(notice.severity == "error" for notice in notices) else 0


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _heading(words: str) -> None:
    emit()
    emit(words)


def _line(words: str) -> None:
    emit("  " + text.display(words))


def _print_files(library: Library) -> None:
    emit("Files")
    for report in library.files:
        parts = [report.format or "not read", _counted(report.records, "record")]
        parts += [f"{report.damaged:,} damaged"] if report.damaged else []
        parts += [f"{report.skipped:,} skipped"] if report.skipped else []
        parts += [_counted(len(report.notices), "notice")] if report.notices else []
        _line(f"{report.path}: {', '.join(parts)}")


def _print_merging(library: Library) -> None:
    works = len(library) - library.texts
    texts = f", and {_counted(library.texts, 'plain text')}" if library.texts else ""
    _heading(f"{_counted(library.input_records, 'input record')} -> {_counted(works, 'work')}{texts}")
    merged = [work for work in library.works if len(work.inputs) > 1]
    if merged:
        _heading(f"Merged ({len(merged):,})")
        for work in merged:
            shape = merged_json(work)
            _line(f"{work.id}: {_counted(len(work.inputs), 'record')} ({shape['why']})")
    if library.kept_apart:
        _heading(f"Kept apart ({len(library.kept_apart):,})")
        for kept in library.kept_apart:
            _line(f"{', '.join(kept.ids)}: {kept.why}")
    if library.hints:
        _heading(f"Same work? ({len(library.hints):,})")
        for hint in library.hints:
            _line(f"{' and '.join(hint.ids)}: {hint.why}")


def _print_conflicts(library: Library) -> None:
    found = [(work, entry) for work in library.works if len(work.inputs) > 1 for entry in conflicts(work)]
    if not found:
        return
    from model.describe import shown

    _heading(f"Conflicts ({len(found):,})")
    for work, entry in found:
        _line(f"{work.id} {entry.field}: {_short(shown(entry.value))}  [{entry.source.file}]")
        for other in differing(entry):
            _line(f"    not {_short(shown(other.value))}  [{other.source.file}]")


def _short(value: str) -> str:
    plain = text.plain(value)
    return plain if len(plain) <= _CROPPED else plain[: _CROPPED - 1] + "…"


def _print_dangling(library: Library) -> None:
    if not library.graph.dangling:
        return
    _heading(f"Related records that are not in this library ({len(library.graph.dangling):,})")
    for stub in library.graph.dangling:
        by = ", ".join(f"{library.works[row].id} {relation}" for row, relation in stub.from_)
        _line(f"{stub.target}: {by}" + (f"  {stub.url}" if stub.url else ""))


def _print_notices(notices: tuple[Notice, ...]) -> None:
    if notices:
        _heading(f"Notices ({len(notices):,})")
        for notice in notices:
            _line(str(notice))
