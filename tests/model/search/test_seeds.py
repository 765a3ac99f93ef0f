"""The searches people would make in the real files that the project grew from."""

from pathlib import Path

import pytest

from model.library import Library, open_library

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed files are not beside the repository")


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(str(path) for path in sorted(SEEDS.iterdir()) if path.name[:3] in ("002", "004"))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("sparsegpt", "14458"),
        ("sparse gpt", "14458"),
        ("frantar one-shot", "14458"),
        ("compresion-aware minimizer", "13053"),
        ("sinkles orientation", "19983"),
        ("multiqueue priority", "11180"),
        ("2301.00774", "14458"),
        ("arXiv:2301.00774v3", "14458"),
        ("13074", "13074"),
    ],
)
def test_the_known_record_comes_first(library: Library, query: str, first: str) -> None:
    rows = library.search.search(query).rows
    assert library.works[int(rows[0])].id == first


def test_a_bare_doi_finds_its_record_first(library: Library) -> None:
    for row, work in enumerate(library.works):
        if work.record.doi:
            assert library.search.search(work.record.doi).rows[0] == row


def test_a_name_that_only_a_stored_citation_has_is_found(library: Library) -> None:
    rows = library.search.search("krumes").rows.tolist()
    assert {library.works[row].id for row in rows} == {"12299", "13053", "13074", "14771"}


def test_versions_of_one_work_are_most_alike(library: Library) -> None:
    rows = {work.id: row for row, work in enumerate(library.works)}
    (nearest, *_) = library.search.similar(rows["11844"])
    assert library.works[nearest.row].id == "19969"
