from pathlib import Path

import numpy as np
import pytest

from model.search.engine import Search
from tests.model.search.small import document, found

QUERIES = ("", "sparse gpt", "frnatar", "doi:10.1", "type:conf", "year:2020", "深層", '"gpt massive"', "krumes", "zzz")


def library() -> Search:
    return Search.build(
        [
            document(
                "SparseGPT: Massive",
                "Frantar, Elias",
                ids=("10.1/x",),
                fields={"doi": "10.1/x", "type": ("conference",)},
                facets={"year": ("2020",)},
            ),
            document("深層学習", weak="Krumes\ud800"),
        ]
    )


def test_a_saved_index_answers_like_the_one_that_was_built(tmp_path: Path) -> None:
    built = library()
    built.save(tmp_path / "index")
    opened = Search.load(tmp_path / "index")
    for query in QUERIES:
        assert found(opened, query) == found(built, query)
        assert opened.search(query).scores.tolist() == built.search(query).scores.tolist()
    assert opened.facet_counts(opened.search("").rows, "year") == [("2020", 1)]
    assert opened.similar(0) == built.similar(0)


def test_an_empty_library_can_be_saved(tmp_path: Path) -> None:
    Search.build([]).save(tmp_path)
    assert found(Search.load(tmp_path), "word") == []


def test_an_index_can_be_saved_over_an_older_one(tmp_path: Path) -> None:
    Search.build([document("Older")]).save(tmp_path)
    library().save(tmp_path)
    assert found(Search.load(tmp_path), "sparse") == [0]


def test_an_open_index_survives_being_saved_over(tmp_path: Path) -> None:
    library().save(tmp_path)
    opened = Search.load(tmp_path)
    Search.build([document("Other")]).save(tmp_path)
    assert found(opened, "sparse gpt") == [0]


def test_files_of_two_indexes_are_refused(tmp_path: Path) -> None:
    library().save(tmp_path)
    years = (tmp_path / "years.npy").read_bytes()
    Search.build([document("Other")]).save(tmp_path)
    (tmp_path / "years.npy").write_bytes(years)
    with pytest.raises(ValueError, match="belong together"):
        Search.load(tmp_path)


def test_a_missing_index_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="contents"):
        Search.load(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 999}', "{"])
def test_damaged_or_foreign_contents_are_refused(tmp_path: Path, text: str) -> None:
    library().save(tmp_path)
    (tmp_path / "contents.json").write_text(text)
    with pytest.raises(ValueError):
        Search.load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no array", b"\x93NUMPY"])
def test_a_damaged_array_is_refused(tmp_path: Path, content: bytes) -> None:
    library().save(tmp_path)
    (tmp_path / "texts.blob.npy").write_bytes(content)
    with pytest.raises((ValueError, OSError)):
        Search.load(tmp_path)


def test_nothing_that_could_run_is_ever_loaded(tmp_path: Path) -> None:
    library().save(tmp_path)
    np.save(tmp_path / "years.npy", np.array([object()]), allow_pickle=True)
    with pytest.raises(ValueError, match=r"Python objects|allow_pickle"):
        Search.load(tmp_path)
