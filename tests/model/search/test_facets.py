from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from model.search.fold import fold
from tests.model.search.small import document, found, search_over

PEOPLE = ("Ada", "Bob", "Chi", "Émile")
LIBRARY = search_over(
    [
        document("One", facets={"year": ("2021",), "person": ("Ada", "Bob")}),
        document("Two", facets={"year": ("2020",), "person": ("Ada",)}),
        document("Three", facets={"year": ("2021",), "person": ("Émile",)}),
        document("Four", facets={}),
    ]
)


def test_values_are_counted_most_frequent_first_then_by_name() -> None:
    rows = LIBRARY.search("").rows
    assert LIBRARY.facet_counts(rows, "person") == [("Ada", 2), ("Bob", 1), ("Émile", 1)]
    assert LIBRARY.facet_counts(rows, "person", 1) == [("Ada", 2)]


def test_only_the_given_rows_count() -> None:
    assert LIBRARY.facet_counts(LIBRARY.search("one").rows, "person") == [("Ada", 1), ("Bob", 1)]
    assert LIBRARY.facet_counts(LIBRARY.search("nothing").rows, "person") == []


def test_values_can_be_searched() -> None:
    assert LIBRARY.facet_counts(LIBRARY.search("").rows, "person", containing="emi") == [("Émile", 1)]


NAMES = st.lists(st.text(alphabet="aÉé,\n\u0301深 ", max_size=6), max_size=8)


@given(NAMES, st.text(alphabet="aé, 深", max_size=3))
@settings(deadline=None)
def test_the_values_found_hold_what_was_typed(names: list[str], typed: str) -> None:
    search = search_over([document("One", facets={"person": tuple(names)})])
    counts = search.facet_counts(np.array([0]), "person", containing=typed)
    wanted = fold(typed).strip()
    assert {name for name, _ in counts} == {name for name in names if name and wanted in fold(name)}


def test_an_unknown_facet_has_no_values() -> None:
    assert LIBRARY.facet_counts(LIBRARY.search("").rows, "colour") == []


def test_values_of_one_facet_widen_and_facets_narrow() -> None:
    assert found(LIBRARY, "", facets={"person": frozenset({"Bob", "Émile"})}) == [0, 2]
    assert found(LIBRARY, "", facets={"person": frozenset({"Ada"}), "year": frozenset({"2021"})}) == [0]


def test_a_facet_narrows_a_query() -> None:
    assert found(LIBRARY, "t", facets={"year": frozenset({"2020"})}) == [1]


def test_no_value_chosen_does_not_narrow() -> None:
    assert found(LIBRARY, "", facets={"year": frozenset()}) == [0, 1, 2, 3]


def test_an_unknown_value_or_facet_finds_nothing() -> None:
    assert found(LIBRARY, "", facets={"year": frozenset({"1999"})}) == []
    assert found(LIBRARY, "", facets={"colour": frozenset({"red"})}) == []


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PEOPLE), unique=True), min_size=1, max_size=12), st.data())
def test_counts_are_those_of_counting_by_hand(people: list[list[str]], data: st.DataObject) -> None:
    library = search_over([document("T", facets={"person": tuple(some)}) for some in people])
    rows = data.draw(st.lists(st.integers(0, len(people) - 1), unique=True))
    by_hand = Counter(name for row in rows for name in people[row])
    assert dict(library.facet_counts(np.array(rows, np.int32), "person")) == by_hand


WORDS = ("sparse", "sparsity", "unsparse", "sprase", "net", "nets", "spnet", "internet")
KINDS = ("article", "thesis", "report")


@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(KINDS), st.sampled_from(PEOPLE)), min_size=12, max_size=70
    ),
    st.sampled_from((*WORDS, "spars", "nte", "zzz")),
    st.one_of(st.none(), st.sampled_from(PEOPLE)),
)
@settings(deadline=None, max_examples=60)
def test_choosing_a_value_shows_as_many_as_it_was_said_to_have(
    given_: list[tuple[str, str, str]], query: str, chosen: str | None
) -> None:
    documents = [document(word, facets={"type": (kind,), "person": (person,)}) for word, kind, person in given_]
    library = search_over([*documents, *(document(f"Filler {number}") for number in range(150))])
    others = {"person": frozenset((chosen,))} if chosen else {}
    counted = library.facet_counts(library.search(query, facets=others).rows, "type")
    for kind, count in counted:
        assert library.search(query, facets={**others, "type": frozenset((kind,))}).total == count
    if len(counted) > 1:
        every = frozenset(kind for kind, _ in counted)
        assert library.search(query, facets={**others, "type": every}).total == sum(count for _, count in counted)
