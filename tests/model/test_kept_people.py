"""People on disk: who was written comes back, and what is no people is refused."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.cache import Cache, Request
from model.cache.codec import person_values
from model.cache.people import Entries, encode_people
from model.directory import BuiltDirectory, Columns
from model.individual import Entry
from model.merge import merge
from model.record import Person
from tests.model.merge_records import librecat

TEXT = st.text(max_size=12)  # lone surrogates are among them
ENTRIES = st.builds(
    Entry,
    TEXT,
    TEXT,
    st.booleans(),
    st.lists(st.builds(Person, *[TEXT] * 7), min_size=1, max_size=3),
    st.lists(st.integers(0, 2**32 - 1), max_size=4),
)


AUTHORS = (
    Person("Noe", "Ann", orcid="0000-0001-2345-6789"),
    Person("Noe", "A."),
    Person("Rivers", "Eugenia"),
    Person("Rivers", "E."),
    Person("Rivers", "Ed"),
    Person(literal="The Eel Group"),
)


def _side_by_side(entries: Sequence[Entry]) -> Columns:
    return Columns(
        keys=[entry.key for entry in entries],
        orcids=[entry.orcid for entry in entries],
        ambiguous=[entry.ambiguous for entry in entries],
        persons=[person for entry in entries for person in entry.persons],
        starts=[0, *accumulate(len(entry.persons) for entry in entries)],
        places=np.array([place for entry in entries for place in entry.places], np.uint32),
        place_starts=[0, *accumulate(len(entry.places) for entry in entries)],
    )


@given(st.lists(ENTRIES, min_size=1, max_size=20))
@settings(max_examples=150, deadline=None)
def test_people_come_back_equal(entries: list[Entry]) -> None:
    some = _side_by_side(entries)
    rows = [Entries(row) for row in encode_people(some, list(map(person_values, some.persons)))]
    assert [row[at] for row in rows for at in range(len(row))] == entries
    assert all(len(row) == len(rows[0]) for row in rows[:-1])


def test_people_side_by_side_are_those_who_are_known_one_by_one() -> None:
    works = merge(librecat(str(number), author=AUTHORS[number:], editor=AUTHORS[:1]) for number in range(4)).works
    directory = BuiltDirectory.of(works)
    assert len(directory) > 3
    for first in range(len(directory)):
        for last in range(first + 1, len(directory) + 1):
            some = directory.columns(first, last)
            one_by_one = _side_by_side([directory.entry(number) for number in range(first, last)])
            assert some._replace(places=some.places.tolist()) == one_by_one._replace(places=one_by_one.places.tolist())


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"[", b"null", b"7", b"{}x", b'{"a":1}', b"\xff", b"[]\n12", b"[7]", b'[["a"]]', b'[["a","",0,0,[]]]'),
        *(b'[["a","",0,0,7]]', b'[["a","",0,0,[7]]]', b'[["a","",0,0,[["A","","","","","","",""]]]]'),
        *(b'[["a","",0,"1",[["A"]]]]\n1234', b'[["a","",0,0,[["A"]]],7]', b'[["a","",0,0,[["A"]]],["b"]]'),
    ],
)
def test_what_is_no_people_is_refused_with_one_kind_of_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        _ = Entries(data)[0]


def test_damaged_people_of_a_large_library_are_read_from_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.cache.kept._CHECKED", 0)
    file = tmp_path / "crowd.bib"
    names = [f"Noe{chr(97 + number)}, Ann" for number in range(20)]  # in three rows
    file.write_text(f"@book{{crowd, title = {{Crowds}}, author = {{{' and '.join(names)}}}, editor = {{{names[19]}}}}}")
    request, cache = Request((str(file),)), Cache(tmp_path / "cache", least=0)
    fresh = request.read()
    assert cache.keep(request, fresh) is None
    rows = next(cache.folder.glob("*/people.rows"))
    rows.write_bytes(rows.read_bytes().replace(b"Noeb", b"Noex").replace(b"Noet", b"Noex"))
    library, notice = cache.open(request)
    assert library is not None and notice is None
    assert len(library.people) == 20
    assert list(library.people) == list(fresh.people)
    assert library.people.individual("noet, ann").roles == {0: ("author", "editor")}
    assert [each.name for _, each in library.people.of_row(0)] == [*names, names[19]]
