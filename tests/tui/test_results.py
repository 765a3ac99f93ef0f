"""The result set and its orders, without a browser."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.library import Library
from model.merge import merge
from model.ordering import KEYS, sorted_rows
from tests.model.merge_records import librecat
from tui.results import Asked, Orders, Results, ask


def answer(library: Library, asked: Asked, marked: frozenset[int] = frozenset()) -> Results:
    return ask(library, asked, marked, Orders(library))


def ids(library: Library, results: Results) -> list[str]:
    return [library.works[int(row)].id for row in results.rows]


def test_nothing_asked_gives_everything_without_looking_at_it(library: Library) -> None:
    results = answer(library, Asked())
    assert isinstance(results.rows, range)
    assert (results.count, len(results)) == ("9", 9)


def test_a_query_narrows_and_the_count_says_of_how_many(library: Library) -> None:
    results = answer(library, Asked("crater"))
    assert ids(library, results) == ["104"]
    assert results.count == "1 of 9"


def test_facets_narrow_with_and_without_a_query(library: Library) -> None:
    books = {"type": frozenset({"Book"})}
    assert ids(library, answer(library, Asked(facets=books))) == ["brandt1999"]
    assert not len(answer(library, Asked("crater", books)))
    assert answer(library, Asked("crater", books).without("type", "Book")).count == "1 of 9"


def test_every_order_has_the_same_rows(library: Library) -> None:
    orders = Orders(library)
    for order in ("", "relevance", "-year", "year", "title", "author", "type", "container", "-updated"):
        rows = ask(library, Asked("a", order=order), frozenset(), orders).rows
        assert sorted(map(int, rows)) == sorted(map(int, answer(library, Asked("a")).rows)), order


@given(st.lists(st.sampled_from(["", "ants", "eels", "moss"]), max_size=7), st.sets(st.integers(0, 6)))
def test_rows_are_sorted_as_everywhere_else(titles: list[str], some: set[int]) -> None:
    works = merge(librecat(str(number), f"{number}.yaml", title=title) for number, title in enumerate(titles)).works
    library = Library(works=works)
    orders, rows = Orders(library), [row for row in some if row < len(works)]
    for key in KEYS:
        for backwards in (False, True):
            expected = sorted_rows(library.ranks(key), rows, backwards=backwards)
            assert list(orders.sort(rows, f"-{key}" if backwards else key)) == expected


def test_an_order_of_few_works_or_of_kept_ones_is_quick(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = Orders(library)
    assert all(map(orders.is_quick, ("", "-year", "title")))
    monkeypatch.setattr("tui.results._FEW", len(library) - 1)
    assert list(map(orders.is_quick, ("", "relevance", "-year", "year", "title"))) == [True, True, True, False, False]
    assert answer(library, Asked(order="title")).unsorted
    orders.sort(range(len(library)), "title")
    assert orders.is_quick("title") and not orders.is_quick("-title")
    kept = dataclasses.replace(library)
    object.__setattr__(kept, "kept", object())
    assert Orders(kept).is_quick("author")


def test_titles_are_ordered_as_titles(library: Library) -> None:
    titles = ids(library, answer(library, Asked(order="title")))
    assert titles[:4] == ["104", "anonymous", "102", "icestring"]


def test_the_oldest_come_first_when_asked(library: Library) -> None:
    assert ids(library, answer(library, Asked(order="year")))[0] == "brandt1999"


def test_a_row_knows_its_line_or_that_it_has_none(library: Library) -> None:
    everything, some = answer(library, Asked()), answer(library, Asked("tides"))
    assert (everything.line_of(4), everything.line_of(9), everything.line_of(-1)) == (4, None, None)
    for line, row in enumerate(some.rows):
        assert some.line_of(int(row)) == line
    (crater,) = library.find("104")
    assert some.line_of(crater) is None


def test_matches_are_offsets_in_the_text_shown(library: Library) -> None:
    results = answer(library, Asked("elan"))
    assert [("Élan, Jean"[a:b]) for a, b in results.matches("Élan, Jean", "people")] == ["Élan"]
    assert not answer(library, Asked()).matches("anything", "title")


def test_is_marked_finds_what_is_marked(library: Library) -> None:
    (crater,) = library.find("104")
    assert ids(library, answer(library, Asked("is:marked"), frozenset({crater}))) == ["104"]


def test_no_match_suggests_what_would_match(library: Library) -> None:
    results = answer(library, Asked("crater zzzzzzzzzz"))
    assert len(results) == 0 and results.suggestion is not None
    assert results.suggestion.query == "crater"
