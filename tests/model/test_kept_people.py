"""People on disk: who was written comes back, and what is no people is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.cache import Cache, Request
from model.cache.people import Entries, encode_entries
from model.individual import Entry
from model.record import Person

TEXT = st.text(max_size=12)  # lone surrogates are among them
ENTRIES = st.builds(
    Entry,
    TEXT,
    TEXT,
    st.booleans(),
    st.lists(st.builds(Person, *[TEXT] * 7), min_size=1, max_size=3),
    st.lists(st.integers(0, 2**32 - 1), max_size=4),
)


@given(st.lists(ENTRIES, max_size=4))
@settings(max_examples=150, deadline=None)
def test_people_come_back_equal(entries: list[Entry]) -> None:
    again = Entries(encode_entries(entries))
    assert [again[at] for at in range(len(again))] == entries


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
