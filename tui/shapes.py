"""The JSON shapes of the contract that need more than one record: `show --json` and `check --json`."""

from __future__ import annotations

from collections.abc import Mapping

from model import text
from model.citations.jsonout import plain_value, record_json
from model.library import Library
from model.merge import Other, Provenance, Work, conflicts, provenance
from model.record import Notice, Source

__all__ = ["check_json", "differing", "notice_json", "work_json"]

Json = dict[str, object]


def work_json(library: Library, row: int) -> Json:
    """Everything about one work: its record, relations, sources and provenance."""
    work = library.works[row]
    return {
        **record_json(work.record),
        "id": work.id,
        "relations": _relations(library, row),
        "sources": [source_json(source) for source in work.sources],
        "provenance": _provenance(work),
    }


def _relations(library: Library, row: int) -> list[Json]:
    found: list[Json] = []
    for edge in library.graph.edges(row):
        target = None if edge.target_row is None else library.works[edge.target_row]
        shape: Json = {
            "relation": edge.relation,
            "target": target.id if target else edge.target,
            "explicit": edge.explicit,
            "in_set": target is not None,
            "label": edge.label,
        }
        title = text.plain(target.record.title) if target else edge.title
        found.append(shape | {key: value for key, value in (("title", title), ("url", edge.url)) if value})
    return found


def source_json(source: Source) -> Json:
    """Where a record was read; what is empty is left out."""
    shape: Json = {"file": source.file, "position": source.line, "format": source.format}
    return shape | {
        key: value for key, value in (("date_updated", source.date_updated), ("damage", source.damage)) if value
    }


def _provenance(work: Work) -> Mapping[str, Json]:
    return {
        name: {
            "value": plain_value(entry.value),
            "source": entry.source.file,
            "reason": entry.reason,
            "others": [{"source": other.source.file, "value": plain_value(other.value)} for other in entry.others],
        }
        for name, entry in provenance(work).items()
    }


def notice_json(notice: Notice) -> Json:
    """A notice with the contract's five keys."""
    return {
        "file": notice.file,
        "line": notice.line,
        "severity": notice.severity,
        "message": notice.message,
        "action": notice.action,
    }


def check_json(library: Library, notices: tuple[Notice, ...]) -> Json:
    """The whole report of `check`."""
    return {
        "files": [
            {
                "path": report.path,
                "format": report.format,
                "records": report.records,
                "damaged": report.damaged,
                "skipped": report.skipped,
                "notices": len(report.notices),
            }
            for report in library.files
        ],
        "input_records": library.input_records,
        "works": len(library) - library.texts,
        "texts": library.texts,
        "merged": [merged_json(work) for work in library.works if len(work.inputs) > 1],
        "kept_apart": [{"ids": list(kept.ids), "why": kept.why} for kept in library.kept_apart],
        "hints": [{"ids": list(hint.ids), "ratio": hint.ratio, "why": hint.why} for hint in library.hints],
        "conflicts": [conflict for work in library.works if len(work.inputs) > 1 for conflict in _conflicts(work)],
        "dangling": [
            {
                "target": stub.target,
                "from": [{"id": library.works[row].id, "relation": relation} for row, relation in stub.from_],
                **({"url": stub.url} if stub.url else {}),
            }
            for stub in library.graph.dangling
        ],
        "notices": [notice_json(notice) for notice in notices],
    }


def merged_json(work: Work) -> Json:
    """Which sources a work was merged from, and why."""
    why = "; ".join(dict.fromkeys(join.why for join in work.joins))
    return {"id": work.id, "sources": [source.file for source in work.sources], "why": why}


def differing(entry: Provenance) -> tuple[Other, ...]:
    """The sources that really say something else, without those that agree or only write it differently."""
    return tuple(other for other in entry.others if other.conflict == "substantive")


def _conflicts(work: Work) -> list[Json]:
    return [
        {
            "id": work.id,
            "field": entry.field,
            "kept": plain_value(entry.value),
            "source": entry.source.file,
            "others": [{"source": other.source.file, "value": plain_value(other.value)} for other in differing(entry)],
        }
        for entry in conflicts(work)
    ]
