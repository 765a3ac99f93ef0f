"""Works as JSON and back: whatever a record may hold comes back equal, and of its own type."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.cache.codec import dumps, loads
from model.cache.works import Works, WorksWriter
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


Row = tuple[bytes, list[bytes]]


def encoded(work: Work, *edges: Edge) -> Row:
    """A row of a work, the last of three, and what they share."""
    other = Record("other", "file", Source("c.txt"), {"title": "Other"}, {"a": 1})
    plain = Work(other, (other,), (), "")
    related = Edge("cites", "Cites", "cites", 7, "7", True, "", "", Source("c.txt"))
    writer = WorksWriter()
    return writer.row([(plain, ()), (plain, [related]), (work, edges)]), list(writer.shared())


def opened(row: Row) -> Works:
    """These works."""
    return Works(row[0], lambda number: loads(row[1][number]))


def decoded(row: Row) -> Work:
    """That work."""
    works = opened(row)
    assert works.work(0).id == "other" and works.edges(0) == () and len(works.edges(1)) == 1
    return works.work(2)


@settings(max_examples=150, deadline=None)
@given(RECORDS, TEXT, st.lists(EDGES, max_size=2))
def test_a_work_of_one_source_comes_back_equal_with_its_relations(record: Record, base: str, edges: list[Edge]) -> None:
    for repository in (base, record.repository):
        work = Work(record, (record,), (), repository)
        row = encoded(work, *edges)
        again = decoded(row)
        assert again == work
        assert dict(again.record.raw) == dict(record.raw)
        assert [type(value) for _, value in again.record] == [type(value) for _, value in record]
        assert list(again.record.fields) == list(record.fields)
        assert opened(row).edges(2) == tuple(edges)


@given(RECORDS, TEXT, TEXT)
def test_a_work_of_one_source_may_be_called_otherwise(record: Record, name: str, base: str) -> None:
    work = Work(replace(record, id=name, repository=base), (record,), (), base)
    assert decoded(encoded(work)) == work


def test_a_merged_work_comes_back_with_its_shown_id_and_the_reasons_for_joining() -> None:
    one = Record("7", "librecat", Source("a.yaml", 1, date_updated="2024"), {"title": "Eels", "note": "kept"})
    other = Record("eels", "citekey", Source("b.bib", 9), {"title": "Eels", "volume": "3", "citekey": ("eels",)})
    resolved = resolve((one, other), "https://one.example/")
    shown = Record("7~2", "librecat", one.source, resolved.fields, repository="https://one.example/")
    foreign = Source("c.bib", 4)
    joins = (Join(one.source, other.source, "told"), Join(one.source, foreign, "told again"))
    work = Work(shown, (one, other), joins, "https://one.example/")
    again = decoded(encoded(work))
    assert again == work
    assert again.record.text("volume") == "3"
    assert again.joins[0].b is again.inputs[1].source


@pytest.mark.parametrize(
    "row",
    [
        *(b"", b"[]", b"{}", b"null", b"[1]", b"[[]]", b"[[0,0,0,0]]", b"[[1,0,0,0,0,0,0,0]]", b"\xff"),
        *(b'[[["a","","b"]]]', b'[[["a","","b"],[[]],[],[]]]', b'[[0,0,0,0,"",0,"",0]]'),
    ],
)
def test_what_is_no_work_is_refused_with_one_kind_of_error(row: bytes) -> None:
    with pytest.raises(ValueError):
        opened((row, [b"[1]"])).work(0)


@pytest.mark.parametrize(
    "row", [b"", b"[[],[]]", b"[[],[[]]]", b"[[],[7]]", b"[[],[[[],[]]]]", b"[[],[[[],[],[],[[]]]]]"]
)
def test_what_has_no_relations_is_refused_so_too(row: bytes) -> None:
    with pytest.raises(ValueError):
        opened((row, [])).edges(0)


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
    row = encoded(Work(record, (record,)))
    assert row[0].endswith(LIBRECAT[4:-4].encode())
    again = decoded(row).record
    assert again == record
    assert dict(again.raw) == dict(record.raw)
    assert isinstance(again.fields, LazyMapping)


@pytest.mark.parametrize(
    ("form", "text", "length"),
    [
        ("librecat", "", 0),
        ("librecat", "x", 1),
        ("librecat", "DOI: 1\n", 7),
        ("librecat", "_id: 1\n", 8),
        ("os", "x", 1),
    ],
)
def test_what_was_never_kept_so_is_refused(form: str, text: str, length: int) -> None:
    shared = [form, [], "librecat", "", False, "a.yaml", "librecat-yaml", ""]
    head = dumps([[0, 0, length, 0, "1", 1, "", 0]])
    with pytest.raises(ValueError, match=r"not|no records"):
        opened((head + b"\n" + text.encode(), [dumps(shared)])).work(0)


def test_an_entry_that_is_decoded_on_demand_is_kept_as_it_was_written() -> None:
    (record,) = bibtex.read(Document("a.bib", '@article{k, author={A B}, title="{T}", year=2020, note=jan}')).records
    row = encoded(Work(record, (record,)))
    assert b'["bibtex",["article",4,["author","title","year","note"]]' in row[1][-1] and row[0].endswith(b"\0jan")
    again = decoded(row).record
    assert again == record
    assert list(again.fields) == list(record.fields)
    assert dict(again.raw) == dict(record.raw)
    assert isinstance(again.fields, LazyMapping)


def test_what_entries_say_is_kept_as_it_stands_and_in_the_right_order() -> None:
    text = '@article{k, title={One "line"\nand\tanother}, note={a \ud800}}\n@article{m, title={"Next"}}\n@misc{z,}'
    inputs = bibtex.read(Document("a.bib", text)).records
    assert len(inputs) == 3
    row = encoded(Work(resolve(inputs), inputs))
    assert b'{One "line"\nand\tanother}' in row[0] and b'{"Next"}' in row[0].partition(b"another}")[2]
    again = decoded(row)
    assert again.inputs == inputs
    assert [dict(record.raw) for record in again.inputs] == [dict(record.raw) for record in inputs]


def test_an_entry_of_many_values_is_kept_too() -> None:
    names = [f"field{number}" for number in range(200)]
    text = f"@article{{k, {', '.join(f'{name} = {{v{name}}}' for name in names)}}}"
    (record,) = bibtex.read(Document("a.bib", text)).records
    assert decoded(encoded(Work(record, (record,)))).record == record


def test_a_text_that_is_cut_off_is_no_entry() -> None:
    (record,) = bibtex.read(Document("a.bib", "@article{k, title={One}, note={Two}}")).records
    row, shared = encoded(Work(record, (record,)))
    with pytest.raises(ValueError):
        decoded((row[: row.index(b"{One}") + 3], shared))
