"""What holds of merging whatever the records: no order matters, nothing is lost or invented, twice is once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from model.lazy import MISSING, LazyMapping
from model.merge import Merged, conflicts, has_conflict, merge, provenance
from model.merge.heads import normal_doi
from model.record import Record, Source, Value
from tests.benchmarks.duplicate_sets import labelled
from tests.model.merge_records import bibtex, librecat, sources_of

TITLES = (
    "Slow rivers and the sediment they carry to the delta",
    "Slow <i>rivers</i> and the sediment they carry to the delta",
    "Slow rivers and the sediments they carry to the delta",
    "Fast rivers and the sediment they carry to the delta",
    "Slow rivers and the sediment they carry to the delta, part II",
    "Editorial",
    "",
)
_sometimes = st.one_of(st.just(""), st.sampled_from(["1", "2"]))


@st.composite
def _record(draw: st.DrawFn, index: int) -> Record:
    values = {
        "title": draw(st.sampled_from(TITLES)),
        "year": draw(st.sampled_from([0, 2020, 2021, 2024])),
        "author": draw(st.sampled_from(["", "Weiss, Nora", "Weiss, N.", "Okafor, Ada"])),
        "type": draw(st.sampled_from(["journal_article", "conference", "preprint", "misc"])),
        "doi": draw(st.sampled_from(["", "", "10.1/x", "10.1/X", "10.1/y"])),
        "volume": draw(_sometimes),
        "page": draw(_sometimes),
        "arxiv": (f"2205.0000{number}",) if (number := draw(_sometimes)) else (),
        "isi": (number,) if (number := draw(_sometimes)) else (),
        "publisher": draw(_sometimes),
        "keyword": tuple(draw(st.lists(st.sampled_from("ab"), unique=True, max_size=2))),
        "updated": draw(st.sampled_from(["", "2023-01-01", "2024-01-01"])),
        "damage": draw(st.sampled_from(["", "", "cut off"])),
        "file": draw(st.sampled_from(["a", "b", "c"])),
        "index": index,
    }
    id_ = draw(st.sampled_from(["7", "8", "weiss", "okafor"]))
    if draw(st.booleans()):
        return librecat(id_, **values, alternative_id=draw(st.sampled_from([(), ("8",), ("9",)])))
    return bibtex(id_, **values)


@st.composite
def libraries(draw: st.DrawFn) -> list[Record]:
    """A few records that have much in common."""
    return [draw(_record(index)) for index in range(draw(st.integers(1, 7)))]


@given(libraries(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_no_order_of_records_changes_anything(records, dice):
    expected = merge(records)
    dice.shuffle(records)
    assert merge(records) == expected


@given(libraries())
@settings(max_examples=60, deadline=None)
def test_every_record_is_in_exactly_one_work(records):
    works = merge(records).works
    assert sum(len(work.inputs) for work in works) == len(records)
    assert sources_of(works) == {(record.source.file, record.source.index) for record in records}


@given(libraries())
@settings(max_examples=60, deadline=None)
def test_every_value_of_a_work_is_a_value_of_a_source_and_its_history_says_which(records):
    for work in merge(records).works:
        told = provenance(work)
        assert set(told) == set(work.record.fields)
        for name, value in work.record:
            entry = told[name]
            assert entry.value == value
            if name != "citekey":
                (source,) = [record for record in work.inputs if record.source == entry.source]
                assert source.fields[name] == value
            said = [record.source for record in work.inputs if name in record.fields]
            assert sorted([entry.source, *(other.source for other in entry.others)], key=str) == sorted(said, key=str)
        assert set(conflicts(work)) <= set(told.values())


@given(libraries())
@settings(max_examples=60, deadline=None)
def test_sources_disagree_when_any_history_says_so(records):
    for work in merge(records).works:
        told = any(each.conflict == "substantive" for each in provenance(work).values())
        assert has_conflict(work) == has_conflict(replace(work, disagrees=None)) == (work.is_merged and told)


@given(libraries())
@settings(max_examples=60, deadline=None)
def test_no_work_has_two_dois_and_no_two_works_have_one_id(records):
    works = merge(records).works
    for work in works:
        assert len({normal_doi(record.doi) for record in work.inputs if record.doi}) < 2
    assert len({work.id for work in works}) == len(works)


@given(libraries())
@settings(max_examples=60, deadline=None)
def test_works_come_newest_first_and_without_year_last(records):
    years = [work.record.year for work in merge(records).works]
    assert [year for year in years if year] == sorted((year for year in years if year), reverse=True)
    assert 0 not in years[: sum(map(bool, years))]


def _exported(merged: Merged) -> list[Record]:
    """The works as a file of their own."""
    return [
        replace(work.record, source=replace(work.record.source, file="export", index=number, line=number + 1))
        for number, work in enumerate(merged.works)
    ]


def _content(merged: Merged) -> dict[str, object]:
    return {work.id: work.record.fields for work in merged.works}


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_merging_a_library_with_its_own_export_changes_nothing(seed):
    """On bibliographies as they are: sources that agree, copies with slips, look-alikes."""
    records = [each.record for each in labelled(60, seed)]
    merged = merge(records)
    again = merge([*records, *_exported(merged)])
    assert _content(again) == _content(merged)


class _Unread(LazyMapping[Value]):
    """Fields that can be asked for one by one, and tell what they were asked for."""

    def __init__(self, fields: Mapping[str, Value]) -> None:
        super().__init__()
        self.fields = fields
        self.asked: set[str] = set()

    def _one(self, name: str) -> Value | object:
        self.asked.add(name)
        return self.fields.get(name, MISSING)

    def _all(self) -> Mapping[str, Value]:
        raise AssertionError("somebody reads all fields")


def test_of_a_record_that_is_like_no_other_little_is_read():
    records = [
        librecat("1", doi="10.15479/AT:1", container_title="Journal of Rivers", volume="1"),
        bibtex("bees", title="Counting bees in the meadows", page="1-9", year=2021),
    ]
    lazy = [replace(record, fields=_Unread(record.fields)) for record in records]
    merged = merge(lazy)
    assert [work.id for work in merged.works] == ["bees", "1"]
    assert merged.works[1].record.repository
    for record in lazy:
        assert isinstance(record.fields, _Unread)
        assert record.fields.asked <= {"title", "issued", "DOI", "isi", "PMID", "arxiv", "alternative_id"}


def test_the_source_of_a_record_is_the_winners():
    old, new = librecat(updated="2023-01-01"), librecat(file="b", updated="2024-01-01")
    assert merge([old, new]).works[0].record.source == Source("b", 1, "librecat-yaml", "2024-01-01")
