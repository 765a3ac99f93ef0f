"""Works as JSON and back: whatever a record may hold comes back equal, and of its own type."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.cache.codec import decode_edges, decode_work, dumps, encode_work, loads
from model.lazy import LazyMapping
from model.merge import Join, Work, resolve
from model.readers import bibtex, librecat
from model.readers.base import Document
from model.record import Date, File, Link, Person, Project, RawValue, Record, Relation, Source, Value
from model.relations import Edge

TEXT = st.text(max_size=12)  # lone surrogates are among them
NUMBER = st.integers(0, 3000)
SOURCES = st.builds(Source, file=TEXT, line=NUMBER, format=TEXT, date_updated=TEXT, damage=TEXT, index=NUMBER)
RAW: st.SearchStrategy[RawValue] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
VALUES: st.SearchStrategy[Value] = st.one_of(
    TEXT,
    st.booleans(),
    st.builds(Date, NUMBER, NUMBER, NUMBER, TEXT, st.tuples(NUMBER, NUMBER, NUMBER)),
    st.lists(TEXT, max_size=3).map(tuple),
    st.lists(st.builds(Person, *[TEXT] * 7), max_size=3).map(tuple),
    st.lists(st.builds(Relation, *[TEXT] * 4), max_size=2).map(tuple),
    st.lists(st.builds(Link, TEXT, TEXT, TEXT, st.booleans()), max_size=2).map(tuple),
    st.lists(st.builds(File, TEXT, NUMBER, *[TEXT] * 8), max_size=2).map(tuple),
    st.lists(st.builds(Project, *[TEXT] * 5), max_size=2).map(tuple),
    st.dictionaries(TEXT | st.sampled_from(["P", "D", "M"]), RAW, max_size=3),
)
RECORDS = st.builds(
    Record,
    id=TEXT,
    id_kind=st.sampled_from(["librecat", "citekey", "csl", "file"]),
    source=SOURCES,
    fields=st.dictionaries(TEXT, VALUES, max_size=4),
    raw=st.dictionaries(TEXT, RAW, max_size=3),
    repository=TEXT,
    type_guessed=st.booleans(),
)
EDGES = st.builds(
    Edge, TEXT, TEXT, TEXT, st.none() | NUMBER, TEXT, st.booleans(), TEXT, TEXT, SOURCES
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(RECORDS, TEXT, st.lists(EDGES, max_size=2))
def test_a_work_of_one_source_comes_back_equal_with_its_relations(record: Record, base: str, edges: list[Edge]) -> None:
    work = Work(record, (record,), (), base)
    data = encode_work(work, tuple(edges))
    again = decode_work(data)
    assert again == work
    assert dict(again.record.raw) == dict(record.raw)
    assert [type(value) for _, value in again.record] == [type(value) for _, value in record]
    assert list(again.record.fields) == list(record.fields)
    assert decode_edges(data) == tuple(edges)


def test_a_merged_work_comes_back_with_its_shown_id_and_the_reasons_for_joining() -> None:
    one = Record("7", "librecat", Source("a.yaml", 1, date_updated="2024"), {"title": "Eels", "note": "kept"})
    other = Record("eels", "citekey", Source("b.bib", 9), {"title": "Eels", "volume": "3", "citekey": ("eels",)})
    resolved = resolve((one, other), "https://one.example/")
    shown = Record("7~2", "librecat", one.source, resolved.fields, repository="https://one.example/")
    foreign = Source("c.bib", 4)
    joins = (Join(one.source, other.source, "told"), Join(one.source, foreign, "told again"))
    work = Work(shown, (one, other), joins, "https://one.example/")
    again = decode_work(encode_work(work))
    assert again == work
    assert again.record.text("volume") == "3"
    assert again.joins[0].b is again.inputs[1].source


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"null", b"[1,2,3,4,5]", b'[["a",""],"b",[[]],[],[]]', b"\xff"])
def test_what_is_no_work_is_refused_with_one_kind_of_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        decode_work(data)


def test_a_value_that_json_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="object cannot be kept"):
        dumps(object())


def test_lone_surrogates_survive() -> None:
    assert loads(dumps({"a\ud800": "\udfff"})) == {"a\ud800": "\udfff"}


LIBRECAT = (
    "---\n_id: '1'\ntitle: Ü <i>T</i>\nyear: '2020'\nauthor:\n- last_name: A\nabstract:\n- lang: eng\n  text: x\n...\n"
)


def test_a_record_that_is_decoded_on_demand_is_kept_as_it_was_written() -> None:
    (record,) = librecat.read(Document("a.yaml", LIBRECAT)).records
    data = encode_work(Work(record, (record,)))
    assert data.partition(b"\n")[2] == LIBRECAT[4:-4].encode()
    again = decode_work(data).record
    assert again == record
    assert dict(again.raw) == dict(record.raw)
    assert isinstance(again.fields, LazyMapping)


@pytest.mark.parametrize(
    ("form", "written"), [("librecat", ""), ("librecat", "x"), ("librecat", "DOI: 1\n"), ("os", "x")]
)
def test_what_was_never_kept_so_is_refused(form: str, written: str) -> None:
    source = ["a.yaml", 1, "librecat-yaml", "", "", 0]
    kept = dumps([["1", ""], "", [["1", "librecat", "", False, source, form, len(written)]], [], []])
    with pytest.raises(ValueError, match=r"not|no records"):
        decode_work(kept + b"\n" + written.encode())
    with pytest.raises(ValueError, match=r"not|no records"):
        decode_work(dumps([["1", ""], "", [["1", "librecat", "", False, source, form, written]], [], []]))


def test_an_entry_that_is_decoded_on_demand_is_kept_as_it_was_written() -> None:
    (record,) = bibtex.read(Document("a.bib", '@article{k, author={A B}, title="{T}", year=2020, note=jan}')).records
    data = encode_work(Work(record, (record,)))
    assert b'"bibtex",[' in data
    again = decode_work(data).record
    assert again == record
    assert list(again.fields) == list(record.fields)
    assert dict(again.raw) == dict(record.raw)
    assert isinstance(again.fields, LazyMapping)


def test_what_entries_say_is_kept_as_it_stands_and_in_the_right_order() -> None:
    text = '@article{k, title={One "line"\nand\tanother}, note={a \ud800}}\n@article{m, title={"Next"}}\n@misc{z,}'
    inputs = bibtex.read(Document("a.bib", text)).records
    assert len(inputs) == 3
    data = encode_work(Work(resolve(inputs), inputs))
    assert b'{One "line"\nand\tanother}' in data and b'{"Next"}' in data.partition(b"another}")[2]
    again = decode_work(data)
    assert again.inputs == inputs
    assert [dict(record.raw) for record in again.inputs] == [dict(record.raw) for record in inputs]


def test_a_text_that_is_cut_off_is_no_entry() -> None:
    (record,) = bibtex.read(Document("a.bib", "@article{k, title={One}, note={Two}}")).records
    data = encode_work(Work(record, (record,)))
    with pytest.raises(ValueError):
        decode_work(data[: data.index(b"{One}") + 3])
