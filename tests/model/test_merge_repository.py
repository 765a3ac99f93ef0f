"""What a work carries beside its fields."""

from __future__ import annotations

from dataclasses import replace

from model.merge import merge
from model.record import Record, Source
from model.repositories import placed
from tests.model.merge_records import ISTA, librecat


def test_a_work_of_one_source_knows_its_repository_too() -> None:
    source = Source("export.yaml", 1, "librecat-yaml")
    own = Record("1", "librecat", source, {"title": "A thesis", "DOI": "10.15479/at:ista:1"})
    other = Record("2", "librecat", Source("export.yaml", 9, "librecat-yaml", index=1), {"title": "A paper"})
    assert {work.record.repository for work in merge([own, other]).works} == {
        "https://research-explorer.ista.ac.at/record/"
    }


def test_a_record_that_is_placed_in_a_repository_is_else_the_same() -> None:
    record = librecat(volume="1")
    there = placed(record, ISTA)
    assert there == replace(record, repository=ISTA)
    assert there.fields is record.fields
    assert record.repository == ""
    assert placed(record, "") is record
    assert placed(there, ISTA) is there
