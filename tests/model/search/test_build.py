import mmap
import warnings
from collections.abc import Iterator
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.search import build, scratch, tokens, weights
from model.search.arrays import Groups, in_place
from model.search.document import Numbered
from model.search.fold import fold_words
from model.search.lines import fold_lines, folded
from model.search.postings import Postings
from model.search.scratch import Scratch
from model.search.storage import save
from model.search.tokens import Tokens
from model.search.values import Fields, Found, Values
from tests.benchmarks.document import Document, by_column
from tests.benchmarks.generate import documents
from tests.model.search.plain_index import built_index, plain_index, told_by
from tests.model.search.small import document

PIECES = (
    "multi-queue",
    "O’Brien",
    "a",
    "Müller",
    "ß",
    "Characterization",
    "深層学習",
    "\n",
    "\0",
    " - ",
    ".",
    "x" * 40,
    "b",
    "Kurtz_2022ab20191",
    "Ünal٢٠٢٢x",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join) | st.text(max_size=8)
VALUES = TEXTS | st.lists(TEXTS, max_size=3).map(tuple)
FIELDS = st.dictionaries(st.sampled_from(["author", "doi", "key", "id", "is"]), VALUES)
DOCUMENTS = st.lists(
    st.builds(
        Document,
        title=TEXTS,
        people=TEXTS,
        container=TEXTS,
        year=st.integers(-10, 12_000) | st.integers(),
        ids=st.lists(TEXTS, max_size=3).map(tuple),
        weak=TEXTS,
        fields=FIELDS,
        facets=st.dictionaries(st.sampled_from(["year", "person"]), VALUES),
        abstract=TEXTS,
    ),
    max_size=8,
)


def test_generated_libraries_are_indexed_as_the_plain_way_does() -> None:
    library = list(documents(300, seed=7))
    assert built_index(library, 70) == plain_index(library)


@given(DOCUMENTS, st.integers(1, 4))
@example([], 1)
@example([document("", ids=("\ud800",), fields={"author": ("\ud800", "a\0b\nc")}, facets={"person": "\ud800"})], 1)
@example([document("", ids=("",), fields={"is": ("", "")}, facets={"year": ""})] * 3, 2)
@settings(deadline=None, max_examples=60)
def test_any_documents_are_indexed_as_the_plain_way_does(library: list[Document], batch: int) -> None:
    assert built_index(library, batch) == plain_index(library)


def test_progress_is_told_after_every_batch() -> None:
    told: list[int] = []
    build.build(by_column([document(str(number)) for number in range(5)], 2), told.append)
    assert told == [2, 4, 5]


WORDS = st.text("abcé深", min_size=1, max_size=4) | st.sampled_from(
    ["abcdefgh", "abcdefghi", "abcdefgh" * 2, "abcdefgh" * 4, "abcdefgh" * 4 + "i", "abcdefgha"]
)


@given(
    st.lists(st.lists(st.lists(WORDS, max_size=9), max_size=4), max_size=3),
    st.integers(1, 3),
    st.integers(1, 3),
    st.integers(0, 2),
)
@settings(deadline=None)
def test_words_have_numbers_of_their_own(batches: list[list[list[str]]], bits: int, tries: int, few: int) -> None:
    with pytest.MonkeyPatch.context() as patch:  # small tables, so that words are in each other's way
        patch.setattr(tokens, "_BITS", bits)
        patch.setattr(tokens, "_TRIES", tries)
        patch.setattr(tokens, "_FEW", few)
        known = Tokens()
        for texts in batches:
            numbers = known.of(folded([" ".join(words) for words in texts]))
            spelt = list(known.codes)
            assert [spelt[number] for number in numbers.tolist()] == fold_words(" ".join(chain.from_iterable(texts)))
    assert sorted(known.codes.values()) == list(range(len(known.codes)))


def test_many_words_find_their_places() -> None:
    words = [f"word{number}" for number in range(30_000)]
    known = Tokens()
    first = known.of(folded([" ".join(words)]))
    again = known.of(folded(words[::-1]))
    assert sorted(known.codes) == sorted(words)
    assert first.tolist() == again.tolist()[::-1] == [known.codes[word] for word in words]


@given(st.lists(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0, 1, 2, 70_000])), max_size=12), max_size=3))
def test_records_are_grouped_by_their_words(batches: list[list[tuple[int, int]]]) -> None:
    postings, first = Postings(Scratch()), 0
    expected: dict[int, set[int]] = {}
    for batch in batches:
        pairs = sorted((first + row, word) for row, word in batch)
        postings.add(np.array([word for _, word in pairs], np.int64), np.array([row for row, _ in pairs], np.int64))
        for row, word in pairs:
            expected.setdefault(word, set()).add(row)
        first += 4
    places = np.arange(70_001)[::-1]
    groups: Groups = postings.groups(places)
    assert {at: groups.of_key(70_000 - at).tolist() for at in expected} == {at: sorted(expected[at]) for at in expected}
    assert len(groups.values) == sum(len(rows) for rows in expected.values())


@given(st.lists(st.sampled_from([0, 1, 65_535, 65_536, 1 << 20, (1 << 33) + 1])))
def test_numbers_are_put_in_order_and_equal_ones_stay(numbers: list[int]) -> None:
    order = in_place(np.array(numbers, np.int64)).tolist()
    assert order == sorted(range(len(numbers)), key=numbers.__getitem__)


def test_a_value_is_numbered_once_and_shared_by_fields() -> None:
    fields = Fields(Scratch())
    fields.note(["one", "other", "none"])
    values = Values([["b", ("a", "b"), ()], [("a", "b"), "", "a"]], 0)
    assert values.texts == ["b", "", "a"]
    fields.add(values.texts, dict(zip(("one", "other"), values.pairs, strict=True)))
    expected = {"one": [(0, "b"), (1, "a"), (1, "b")], "other": [(0, "a"), (0, "b"), (2, "a")], "none": []}
    assert told(fields.in_order()) == expected
    assert told(fields.in_form(str)) == expected
    assert told(fields.folded(fold_lines))["one"] == [(0, " b \n"), (1, " a \n"), (1, " b \n")]


def told(found: Iterator[tuple[str, Found]]) -> dict[str, list[tuple[int, str]]]:
    return {
        name: [(row, texts[place]) for row, place in zip(rows.tolist(), places.tolist(), strict=True)]
        for name, (texts, places, rows) in found
    }


@given(st.lists(st.lists(st.lists(TEXTS, max_size=3).map(tuple), min_size=1, max_size=4), max_size=4))
@example([[("\ud800", "", "b\nc")], [(), ("b\nc", ""), ()]])
@settings(deadline=None)
def test_texts_that_were_numbered_before_are_found_as_others_are(batches: list[list[tuple[str, ...]]]) -> None:
    names: list[str] = []
    numbered, plain = [], []
    for batch in batches:
        (told,) = by_column([document("", fields={"id": "1"}) for _ in batch])
        plain.append(told._replace(fields={**told.fields, "author": batch}, facets={"person": batch}))
        pairs = [(text, row) for row, texts in enumerate(batch) for text in texts]
        names += [text for text in dict.fromkeys(text for text, _ in pairs) if text not in names]
        numbers = np.array([names.index(text) for text, _ in pairs], np.int32)
        given = Numbered(numbers, np.array([row for _, row in pairs], np.int32))
        fields = {**told.fields, "author": given}
        numbered.append(told._replace(fields=fields, facets={"person": given}, names=names))
    assert told_by(build.build(numbered)) == told_by(build.build(plain))


STRETCHES = st.lists(st.lists(VALUES, max_size=4), max_size=4)


@given(STRETCHES, STRETCHES)
def test_fields_are_found_again_as_they_were_put_aside(one: list[list[Any]], other: list[list[Any]]) -> None:
    fields, first = Fields(Scratch()), 0
    fields.note(["one", "other"])
    expected: dict[str, list[tuple[int, str]]] = {"one": [], "other": []}
    for stretch in zip_longest(one, other, fillvalue=[]):
        columns = [values + [()] * (4 - len(values)) for values in stretch]
        values = Values(columns, first)
        fields.add(values.texts, dict(zip(expected, values.pairs, strict=True)))
        for name, values in zip(expected, columns, strict=True):
            for row, value in enumerate(values, first):
                expected[name] += [(row, text) for text in ([value] if isinstance(value, str) else value) if text]
        first += 4
    assert told(fields.in_order()) == expected
    upper = {name: [(row, text.upper()) for row, text in some] for name, some in expected.items()}
    assert told(fields.in_form(str.upper)) == upper


def test_an_index_is_the_same_in_memory_and_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = list(by_column(documents(300, seed=7), 70))
    in_memory = bytes(build.build(library).data)
    monkeypatch.setattr(scratch, "_LITTLE", 1_000)
    with warnings.catch_warnings(record=True, action="always") as told:
        index = build.build(library)
    assert told == []  # of files that were not closed
    assert isinstance(index.data, mmap.mmap)
    save(index, tmp_path)
    assert in_memory == bytes(index.data) == (tmp_path / "index").read_bytes()


def test_weights_are_added_in_stretches_as_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    library = list(by_column(documents(200, seed=3)))
    at_once = build.build(library).norms.tolist()
    monkeypatch.setattr(weights, "_TOGETHER", 50)
    assert build.build(library).norms.tolist() == at_once
