"""The merged set of the real files: every figure that their owners can check by hand."""

from __future__ import annotations

from collections import Counter
from itertools import chain, combinations
from pathlib import PurePath

import pytest

from model.merge import Merged, merge
from model.people import People
from model.relations import Graph
from tests.model.merge_records import ISTA, seeds

ALL = ("000", "001", "002", "003", "004")
FILES_OF = {
    "13074": {"000", "001", "002", "004"},
    **{key: {"001", "002", "004"} for key in ("13053", "14771", "12299")},
    "11458": {"001", "004"},
    "10429": {"000"},
    "10180": {"001"},
    **{key: {"002"} for key in ("17059", "17378", "17485", "17490", "19713", "19969", "19983")},
    **{key: {"004"} for key in ("10854", "10855", "11436", "11452", "11463", "11464")},
    **{
        key: {"002", "004"} for key in ("11180", "11183", "11184", "11844", "12566", "14364", "14458", "14460", "14461")
    },
}
SUBSETS = [subset for size in (1, 2, 3, 4, 5) for subset in combinations(ALL, size)]


def _numbers(merged: Merged) -> dict[str, set[str]]:
    """Which files each bibliographic work is in, by the number that starts the file's name."""
    return {
        work.id: {PurePath(file).name[:3] for file in work.files}
        for work in merged.works
        if work.record.id_kind != "file"
    }


def _names(merged: Merged, graph: Graph, *, explicit: bool) -> set[tuple[str, str, str]]:
    return {
        (merged.works[row].id, edge.relation, edge.target)
        for row in range(len(merged.works))
        for edge in graph.edges(row)
        if edge.explicit is explicit
    }


def test_five_files_make_twenty_nine_works_and_a_text():
    records = seeds(*ALL)
    merged = merge(records)
    assert len(records) == 49  # 48 and the text
    assert len(merged.works) == 30
    assert _numbers(merged) == FILES_OF


def test_types_and_years_of_the_merged_set():
    works = [work.record for work in merge(seeds(*ALL)).works if work.record.id_kind != "file"]
    assert Counter(work.type for work in works) == {
        "conference": 18,
        "journal_article": 6,
        "dissertation": 4,
        "book_chapter": 1,
    }
    assert Counter(work.year for work in works) == {2021: 9, 2022: 6, 2023: 10, 2024: 2, 2025: 2}


def test_relations_of_the_merged_set():
    merged = merge(seeds(*ALL))
    graph = Graph.build(merged.works)
    edges = list(chain.from_iterable(graph.edges(row) for row in range(len(merged.works))))
    inside = [edge for edge in edges if edge.target_row is not None]
    assert len(edges) == 26
    assert all(edge.explicit for edge in edges)
    assert len(inside) == 14
    assert {stub.target for stub in graph.dangling} == {
        *("5965", "6673", "6676", "10432", "10435", "12780"),
        *("13076", "17087", "17456", "18061", "18062", "21854"),
    }
    assert all(stub.url == f"{ISTA}{stub.target}" for stub in graph.dangling)
    software = [link for work in merged.works for link in work.record.links if link.relation == "software"]
    assert len(software) == 4


def test_reciprocal_pairs_of_the_merged_set():
    merged = merge(seeds(*ALL))
    names = _names(merged, Graph.build(merged.works), explicit=True)
    stated = {(here, there) for here, _, there in names}
    pairs = {frozenset(pair) for pair in stated if pair[::-1] in stated}
    expected = [("13074", "11458"), ("13074", "12299"), ("13074", "13053"), ("17485", "14458")]
    expected += [("17485", "17378"), ("17490", "14461"), ("19969", "11844")]
    assert pairs == set(map(frozenset, expected))


def test_an_abstract_and_its_article_stay_two_with_a_hint():
    (hint,) = merge(seeds(*ALL)).hints
    assert set(hint.ids) == {"10854", "10855"}


def test_two_versions_that_share_an_arxiv_id_stay_two_without_a_notice():
    merged = merge(seeds(*ALL))
    (kept,) = merged.kept_apart
    assert set(kept.ids) == {"11844", "19969"}
    assert "2205.12597" in kept.why
    assert not merged.notices


def test_yaml_and_bibtex_alone():
    merged = merge(seeds("002", "004"))
    assert len(merged.works) == 27
    assert _names(merged, Graph.build(merged.works), explicit=False) == {("11458", "dissertation_contains", "13074")}


def test_the_theses_and_bibtex_alone():
    merged = merge(seeds("000", "004"))
    assert len(merged.works) == 21
    assert _names(merged, Graph.build(merged.works), explicit=False) == {
        (paper, "dissertation_contains", "13074") for paper in ("11458", "12299", "13053")
    }


@pytest.mark.parametrize("subset", SUBSETS, ids="+".join)
def test_every_subset_has_the_works_of_its_files(subset):
    expected = {id_: files & set(subset) for id_, files in FILES_OF.items() if files & set(subset)}
    merged = merge(seeds(*subset))
    assert _numbers(merged) == expected
    assert len(merged.works) == len(expected) + ("003" in subset)


def test_the_order_of_the_files_changes_nothing():
    assert merge(seeds(*ALL[::-1])) == merge(seeds(*ALL))


def test_the_versions_of_leader_election_are_in_order():
    merged = merge(seeds("002"))
    row = next(row for row, work in enumerate(merged.works) if work.id == "19969")
    assert [merged.works[each].id for each in Graph.build(merged.works).version_chain(row)] == ["11844", "19969"]


def test_a_renamed_author_is_one_person_by_id():
    people = People.build(merge(seeds(*ALL)).works)
    (peste,) = [each for each in people if each.key.startswith("32D78294")]
    assert peste.name == "Peste, Elena-Alexandra"
    assert len(peste.rows) == 6
    assert not any(each.ambiguous for each in people)
