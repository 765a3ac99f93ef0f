"""What lists are sorted by: the same as the values, in whatever way ranks are found."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.library import Library, names_of
from model.merge import merge
from model.order_values import OrderValues
from model.ordering import KEYS, ranks_of
from model.readers import read_paths
from model.record import Person
from tests.model.merge_records import bibtex, librecat, one

DATA = sorted((Path(__file__).parents[1] / "data").glob("**/*.*"))

_TEXT = st.text(max_size=6)
_PARTS = st.lists(st.sampled_from(["", " ", "Ann", "von", "É.", "A, B", " Jr."]), min_size=5, max_size=5)
_FIELDS = st.fixed_dictionaries(
    {"title": _TEXT, "container_title": _TEXT, "author": st.lists(st.builds(Person, _TEXT, _TEXT)).map(tuple)}
)


@given(_PARTS)
def test_a_name_is_its_parts_that_are_there(parts: list[str]) -> None:
    family, given_, particle, suffix, literal = parts
    shown = [part for part in (f"{particle} {family}".strip(), given_, suffix) if part]
    assert Person(*parts).name == (literal or ", ".join(shown))


@given(st.lists(_FIELDS, max_size=5))
@settings(max_examples=60, deadline=None)
def test_ranks_are_the_places_of_the_values_and_0_is_unknown(some: list[dict[str, object]]) -> None:
    works = merge(librecat(str(number), f"{number}.yaml", **fields) for number, fields in enumerate(some)).works
    for key, value in KEYS.items():
        values = [value(work.record) for work in works]
        order = sorted({each for each in values if each})
        assert list(ranks_of(works, key)) == [order.index(each) + 1 if each else 0 for each in values]


_LETTERS = st.text("aB <i>/É,;\u2060\r\n\x1fß", max_size=8)
_PEOPLE = st.lists(st.builds(Person, _LETTERS, _LETTERS) | st.just(Person(literal="others")), max_size=3).map(tuple)
_SHOWN = st.fixed_dictionaries(
    {
        "title": _LETTERS,
        "container_title": _LETTERS,
        "type": st.sampled_from(["", "book", "a_kind"]),
        "author": _PEOPLE,
        "editor": _PEOPLE,
        "translator": _PEOPLE,
        "year": st.integers(-1, 2),
        "updated": st.sampled_from(["", "2020-01-01", "2021-01-01"]),
    }
)


@given(st.lists(_SHOWN, max_size=6))
@settings(max_examples=150, deadline=None)
def test_what_the_search_is_told_of_works_puts_them_in_the_same_orders(some: list[dict[str, object]]) -> None:
    works = merge(librecat(str(number), f"{number}.yaml", **fields) for number, fields in enumerate(some)).works
    assert_same_orders(Library(works=works))


@pytest.mark.parametrize("little", [0, 1 << 20])
def test_works_of_any_file_come_in_the_same_orders_from_the_search(
    little: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.order_values._LITTLE", little)
    records = [record for reading in read_paths(map(str, DATA)).readings for record in reading.records]
    assert_same_orders(Library(works=merge(records).works))


def assert_same_orders(library: Library) -> None:
    expected = {key: ranks_of(library.works, key) for key in KEYS}
    assert library.search.search("").total == len(library)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("model.ordering.ranks_of", None)  # nobody looks at the works again
        assert {key: library.ranks(key) for key in KEYS} == expected


class _Asked:
    """A lock that says when somebody who wants it comes second."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.twice = Event()

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            self.twice.set()
            self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_two_that_ask_for_orders_at_once_share_what_was_put_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(works=merge([librecat("1", title="Eels"), librecat("2", title="Ants")]).works)
    expected = {key: ranks_of(library.works, key) for key in KEYS}
    library.index()
    asked = _Asked()
    object.__setattr__(library, "_ranking", asked)
    found: list[Sequence[int]] = []
    other = Thread(target=lambda: found.append(library.ranks("author")))
    whole = OrderValues.ranks

    def slow(values: OrderValues) -> object:
        other.start()
        assert asked.twice.wait(20)
        return whole(values)

    def again(works: object, key: str) -> array[int]:
        asked.twice.set()
        return array("i")

    monkeypatch.setattr(OrderValues, "ranks", slow)
    monkeypatch.setattr("model.ordering.ranks_of", again)
    assert library.ranks("title") == expected["title"]
    other.join(20)
    assert found == [expected["author"]]


@pytest.mark.parametrize(
    "name",
    [
        *("2001.00001", "2001.00001v2", "2001.00001.", "arXiv:2001.00001v1", "https://arxiv.org/pdf/2001.00001v3.pdf"),
        *("https://www.arxiv.org/abs/2001.00001", "https://doi.org/10.48550/arXiv.2001.00001"),
        "DOI: 10.48550/ARXIV.2001.00001",
    ],
)
@pytest.mark.parametrize("stated", [{"arxiv": ("2001.00001v2",)}, {"doi": "10.48550/arXiv.2001.00001"}])
def test_an_arxiv_id_is_known_however_it_is_written_and_in_any_version(name: str, stated: dict[str, Any]) -> None:
    library = Library(merge([bibtex("rivers", **stated), bibtex("2001.00002v2", title="Gorse and frost")]).works)
    assert [library.works[row].id for row in library.find(name)] == ["rivers"]
    assert [library.works[row].id for row in library.find("2001.00002V2")] == ["2001.00002v2"]  # a cite key
    assert library.find("2001.00002") == ()


def test_a_work_goes_by_all_names_its_sources_give_it_and_by_its_own() -> None:
    entry = bibtex("100", citekey=("100", "rivers"), doi="10.1/X", arxiv=("2001.00001V2",))
    work = one(librecat(alternative_id=("7",), doi="10.1/x"), entry)
    assert names_of(work) == {"100", "rivers", "7", "10.1/x", "2001.00001v2", "2001.00001"}
    first, second = merge([librecat("1", title="Eels"), librecat("1", "b.yaml", title="Gorse and frost")]).works
    assert {name for each in (first, second) for name in names_of(each)} == {"1", "1~2"}
