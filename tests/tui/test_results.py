"""The result set and its orders, without a browser."""

from __future__ import annotations

from model.library import Library
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
    assert [("Élan, Jean"[a:b]) for a, b in results.matches("Élan, Jean")] == ["Élan"]
    assert not answer(library, Asked()).matches("anything")


def test_is_marked_finds_what_is_marked(library: Library) -> None:
    (crater,) = library.find("104")
    assert ids(library, answer(library, Asked("is:marked"), frozenset({crater}))) == ["104"]


def test_no_match_suggests_what_would_match(library: Library) -> None:
    results = answer(library, Asked("crater zzzzzzzzzz"))
    assert len(results) == 0 and results.suggestion is not None
    assert results.suggestion.query == "crater"
