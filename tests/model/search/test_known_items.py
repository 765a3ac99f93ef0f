"""How often somebody who looks for one record sees it first, in a generated library."""

from collections import defaultdict

import pytest

from tests.benchmarks.generate import documents
from tests.benchmarks.known_items import known_items
from tests.model.search.small import search_over

LIBRARY = list(documents(2_000))


@pytest.fixture(scope="module")
def ranks() -> dict[str, list[int]]:
    search = search_over(LIBRARY)
    found: dict[str, list[int]] = defaultdict(list)
    for item in known_items(LIBRARY, 40):
        rows = search.search(item.query).rows[:5].tolist()
        found[item.kind].append(rows.index(item.row) if item.row in rows else 99)
    return found


def test_the_record_that_is_meant_comes_first(ranks: dict[str, list[int]]) -> None:
    first = {kind: sum(rank == 0 for rank in own) / len(own) for kind, own in ranks.items()}
    assert {kind: share for kind, share in first.items() if share < 0.93} == {}


def test_the_record_that_is_meant_is_among_the_first_five(ranks: dict[str, list[int]]) -> None:
    five = {kind: sum(rank < 5 for rank in own) / len(own) for kind, own in ranks.items()}
    assert {kind: share for kind, share in five.items() if share < 0.97} == {}


def test_a_seed_always_makes_the_same_library() -> None:
    assert list(documents(50, seed=3)) == list(documents(50, seed=3))
    assert list(documents(50, seed=3)) != list(documents(50, seed=4))


def test_generated_records_are_numbered_newest_first() -> None:
    years = [document.year for document in LIBRARY]
    assert years == sorted(years, reverse=True)
