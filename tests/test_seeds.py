"""The first user's five files, end to end: what they hold, what becomes one work, and what is found in them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest

from model.library import Library, open_library

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five real files are not beside this checkout")


@cache
def library(*names: str) -> Library:
    return open_library(str(next(SEEDS.glob(f"{name}_*"))) for name in names)


def everything() -> Library:
    return library("000", "001", "002", "003", "004")


def row(of: Library, name: str) -> int:
    (found,) = of.find(name)
    return found


def sources(id_: str) -> set[str]:
    work = everything().works[row(everything(), id_)]
    return {Path(source.file).name[:3] for source in work.sources}


def test_48_records_and_a_text_are_29_works_and_a_text() -> None:
    assert everything().input_records == 48
    assert (len(everything()) - everything().texts, everything().texts) == (29, 1)


def test_types_and_years_are_those_of_the_set() -> None:
    works = [work.record for work in everything().works if work.record.source.format != "text"]
    assert Counter(record.type for record in works) == {
        "conference": 18,
        "journal_article": 6,
        "dissertation": 4,
        "book_chapter": 1,
    }
    assert Counter(record.year for record in works) == {2021: 9, 2022: 6, 2023: 10, 2024: 2, 2025: 2}


def test_each_work_knows_all_its_files() -> None:
    assert sources("13074") == {"000", "001", "002", "004"}
    for id_ in ("13053", "14771", "12299"):
        assert sources(id_) == {"001", "002", "004"}
    assert sources("11458") == {"001", "004"}
    counts = Counter(frozenset(sources(work.id)) for work in everything().works)
    assert counts[frozenset({"002", "004"})] == 9
    assert sources("10429") == {"000"}
    assert sources("10180") == {"001"}
    for id_ in ("17059", "17378", "17485", "17490", "19713", "19969", "19983"):
        assert sources(id_) == {"002"}
    for id_ in ("10854", "10855", "11436", "11452", "11463", "11464"):
        assert sources(id_) == {"004"}


def test_look_alikes_stay_apart_and_are_hinted_at() -> None:
    assert row(everything(), "10854") != row(everything(), "10855")
    assert row(everything(), "11844") != row(everything(), "19969")
    assert {frozenset(hint.ids) for hint in everything().hints} == {frozenset({"10854", "10855"})}
    assert any(set(kept.ids) == {"11844", "19969"} for kept in everything().kept_apart)


def test_papers_that_share_an_isbn_stay_six() -> None:
    shared = Counter(isbn for work in everything().works for isbn in work.record.texts("ISBN"))
    assert sum(count for count in shared.values() if count > 1) == 6


def test_relations_are_known_in_both_directions_with_titles() -> None:
    graph = everything().graph
    papers = {edge.target_row for edge in graph.edges(row(everything(), "13074"))}
    assert papers == {row(everything(), id_) for id_ in ("11458", "12299", "13053")}
    for id_ in ("11458", "12299", "13053"):
        (thesis,) = [e for e in graph.edges(row(everything(), id_)) if e.target_row == row(everything(), "13074")]
        assert thesis.label


def test_26_explicit_relations_of_which_14_stay_inside() -> None:
    graph = everything().graph
    edges = [edge for each in range(len(everything())) for edge in graph.edges(each)]
    explicit = [edge for edge in edges if edge.explicit]
    assert len(explicit) == 26
    assert sum(edge.target_row is not None for edge in explicit) == 14
    assert sum(link.relation == "software" for work in everything().works for link in work.record.links) == 4


def test_twelve_targets_dangle_and_each_has_an_address() -> None:
    dangling = {stub.target: stub.url for stub in everything().graph.dangling}
    assert sorted(map(int, dangling)) == [
        *(5965, 6673, 6676, 10432, 10435, 12780, 13076, 17087, 17456, 18061, 18062, 21854),
    ]
    assert dangling["6676"] == "https://research-explorer.ista.ac.at/record/6676"


@pytest.mark.parametrize(
    ("names", "works", "inferred"),
    [
        (("002", "004"), 27, {("11458", "13074")}),
        (("000", "004"), 21, {("11458", "13074"), ("12299", "13074"), ("13053", "13074")}),
    ],
)
def test_subsets_infer_the_relations_that_only_one_side_states(
    names: tuple[str, ...], works: int, inferred: set[tuple[str, str]]
) -> None:
    of = library(*names)
    assert len(of) == works
    found = {
        (of.works[each].id, of.works[edge.target_row].id)
        for each in range(len(of))
        for edge in of.graph.edges(each)
        if not edge.explicit and edge.target_row is not None
    }
    assert inferred <= found
    assert len(found) == len(inferred)


def test_the_order_of_the_files_changes_nothing() -> None:
    seen = {
        tuple((work.id, tuple(work.record.fields.items())) for work in library(*names).works).__repr__()
        for names in list(permutations(("000", "002", "004")))
    }
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("sparsegpt", "14458"),
        ("sparse gpt", "14458"),
        ("frantar one-shot", "14458"),
        ("compresion-aware minimizer", "13053"),
        ("sinkles orientation", "19983"),
        ("multiqueue priority", "11180"),
        ("10.1137/1.9781611977585.ch17", "19983"),
        ("2210.07703", ""),
    ],
)
def test_the_record_meant_is_found_first(query: str, first: str) -> None:
    hits = everything().search.search(query)
    best = everything().works[int(hits.rows[0])].record
    assert best.id == first or query in best.texts("arxiv")


def test_a_name_that_only_stored_citations_know_finds_its_records() -> None:
    hits = everything().search.search("krumes")
    assert {everything().works[int(each)].id for each in hits.rows} == {"12299", "13053", "13074", "14771"}


def test_the_plain_text_stays_what_it_is() -> None:
    (text,) = [work.record for work in everything().works if work.record.source.format == "text"]
    assert (text.title, text.year) == ("", 0)
    assert [person.name for person in text.people("author")] == ["Zimmer, Max Lennart"]
    assert not everything().graph.edges(len(everything()) - 1)
