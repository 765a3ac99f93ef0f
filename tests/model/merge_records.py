"""Small records for the tests of merging, relations and people, built from a few words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from model.merge import Merged, Work, merge
from model.readers import read_paths
from model.record import Date, Person, Record, Relation, Source

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
ISTA = "https://research-explorer.ista.ac.at/record/"

TITLE = "Slow rivers and the sediment they carry"


def person(name: str, id_: str = "", orcid: str = "") -> Person:
    """`Family, Given`; a name without comma is not to be split."""
    family, comma, given = name.partition(", ")
    return Person(family, given, id=id_, orcid=orcid) if comma else Person(literal=name, id=id_, orcid=orcid)


def librecat(id_: str = "100", file: str = "a.yaml", **fields: Any) -> Record:
    """A record of a LibreCat export; `updated`, `damage`, `index` and `repository` are of the record, not fields."""
    return _record(id_, "librecat", "librecat-yaml", file, fields)


def bibtex(key: str = "rivers", file: str = "b.bib", **fields: Any) -> Record:
    """A BibTeX entry: its type is a guess."""
    return _record(key, "citekey", "bibtex", file, {"citekey": (key,), **fields})


def _record(id_: str, kind: str, format_: str, file: str, values: dict[str, Any]) -> Record:
    about = {name: values.pop(name, "") for name in ("updated", "damage", "repository")}
    format_ = values.pop("format", format_)
    source = Source(file, values.pop("line", 1), format_, about["updated"], about["damage"], values.pop("index", 0))
    fields: dict[str, Any] = {"title": TITLE, "type": "journal_article", "year": 2020, "author": "Weiss, Nora"}
    fields |= values
    if isinstance(fields["author"], str):
        fields["author"] = tuple(person(name) for name in fields["author"].split(" and ") if name)
    if year := fields.pop("year"):
        fields.setdefault("issued", Date(year))
    if "doi" in fields:
        fields["DOI"] = fields.pop("doi")
    if "relations" in fields:
        fields["relation"] = tuple(Relation(*relation) for relation in fields.pop("relations"))
    known = {name.replace("_title", "-title"): value for name, value in fields.items() if value not in ("", ())}
    return Record(id_, kind, source, known, {}, about["repository"], kind != "librecat")


def ids(merged: Merged) -> list[str]:
    """The ids of the works, in their order."""
    return [work.id for work in merged.works]


def one(*records: Record) -> Work:
    """The one work that records make."""
    merged = merge(records)
    assert len(merged.works) == 1, [work.why for work in merged.works]
    return merged.works[0]


def are_one(*records: Record) -> bool:
    """Whether records make one work, in whatever order they come."""
    forth, back = merge(records), merge(reversed(records))
    assert ids(forth) == ids(back)
    return len(forth.works) == 1


@cache
def seeds(*numbers: str) -> tuple[Record, ...]:
    """The records of some of the seeds; skips the test where there are none."""
    if not SEEDS.is_dir():
        pytest.skip("the seeds are not beside this checkout")
    paths = [str(next(SEEDS.glob(f"{number}_*"))) for number in numbers]
    return tuple(record for reading in read_paths(paths).readings for record in reading.records)


def sources_of(works: Iterable[Work]) -> set[tuple[str, int]]:
    """Which records of which files works were made of."""
    return {(record.source.file, record.source.index) for work in works for record in work.inputs}
