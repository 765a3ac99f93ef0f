import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from model.search import engine
from model.search.engine import Search
from model.search.scratch import let_go
from tests.model.search.small import document, found, search_over

QUERIES = ("", "sparse gpt", "frnatar", "doi:10.1", "type:conf", "year:2020", "深層", '"gpt massive"', "krumes", "zzz")


def library() -> Search:
    return search_over(
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
    search_over([]).save(tmp_path)
    assert found(Search.load(tmp_path), "word") == []


def test_an_index_can_be_saved_over_an_older_one(tmp_path: Path) -> None:
    search_over([document("Older")]).save(tmp_path)
    library().save(tmp_path)
    assert found(Search.load(tmp_path), "sparse") == [0]


def test_an_open_index_survives_being_saved_over(tmp_path: Path) -> None:
    library().save(tmp_path)
    opened = Search.load(tmp_path)
    search_over([document("Other")]).save(tmp_path)
    assert found(opened, "sparse gpt") == [0]


def changed(folder: Path, change: Callable[[bytes], bytes]) -> None:
    file = folder / "index"
    file.write_bytes(change(file.read_bytes()))


def with_contents(content: bytes, change: Callable[[Any], object]) -> bytes:
    """The file with another table of contents after the same arrays."""
    end = len(content) - 16 - int(content[-16:])
    table = json.loads(content[end:-16])
    other = json.dumps(table if change(table) != [] else []).encode()
    return content[:end] + other + b"%016d" % len(other)


def test_a_table_of_contents_may_have_any_length(tmp_path: Path) -> None:
    library().save(tmp_path)
    changed(tmp_path, lambda content: with_contents(content, lambda table: table.update(more="x" * 100)))
    assert found(Search.load(tmp_path), "sparse gpt") == [0]


def test_a_missing_index_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="index"):
        Search.load(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"",
        lambda content: b"no index",
        lambda content: content[:10],
        lambda content: content[:40],
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1],
        lambda content: content + b"more",
        lambda content: content.replace(b"{", b"[", 1),
        lambda content: content.replace(b"bibscope", b"bibscoop", 1),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    library().save(tmp_path)
    changed(tmp_path, change)
    with pytest.raises(ValueError):
        Search.load(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        lambda table: [],
        lambda table: table.update(version=1),
        lambda table: table.pop("facets"),
        lambda table: table.update(facets=1),
        lambda table: table.update(count=7),
        lambda table: table.update(end=64),
        lambda table: table.update(arrays=[]),
        lambda table: table["arrays"].pop("years"),
        lambda table: table["arrays"].update(years=["object", 2, 0]),
        lambda table: table["arrays"].update(years=["int16", -1, 0]),
        lambda table: table["arrays"].update(years=["int16", 2, 3]),
        lambda table: table["arrays"].update(years=["int16", 2, -64]),
        lambda table: table["arrays"].update(years=["int16", 2, 1 << 20]),
        lambda table: table["arrays"].update(years=["int16", 1, 0]),
        lambda table: table["arrays"].update(years="int"),
        lambda table: table["arrays"].update(years=None),
    ],
)
def test_a_table_of_contents_that_cannot_be_is_refused(tmp_path: Path, change: Callable[[Any], object]) -> None:
    library().save(tmp_path)
    changed(tmp_path, lambda content: with_contents(content, change))
    with pytest.raises(ValueError):
        Search.load(tmp_path)


def test_arrays_are_mapped_where_they_lie_and_cannot_be_written(tmp_path: Path) -> None:
    library().save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index"]
    years = Search.load(tmp_path).index.years
    assert years.tolist() == [2020, 2020] and years.ctypes.data % 64 == 0
    with pytest.raises(ValueError, match="read-only"):
        years[0] = 1


def test_a_large_index_does_not_stay_in_memory_after_a_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library().save(tmp_path)
    opened = Search.load(tmp_path)
    given_up: list[object] = []
    monkeypatch.setattr(engine, "let_go", lambda data: (given_up.append(data), let_go(data)))
    opened.search("sparse")
    assert given_up == []
    monkeypatch.setattr(engine, "_LARGE", 0)
    assert found(opened, "sparse") == found(opened, "sparse gpt") == [0]
    assert opened.facet_counts(opened.search("").rows, "year") == [("2020", 1)]
    assert opened.similar(0) == []
    assert opened.search("frnatar").reason(0) == "typo: frnatar ~ frantar"
    assert given_up == [opened.index.data] * 7
