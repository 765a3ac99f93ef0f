"""JSON read value by value: each has its line, and what is broken costs no other."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.readers import librecat
from model.readers.base import Document, Reading
from model.readers.json_values import Fault, values

ITEMS = st.lists(
    st.fixed_dictionaries(
        {"_id": st.text(max_size=5)},
        optional={"title": st.text(max_size=40), "n": st.integers() | st.none() | st.lists(st.text(max_size=3))},
    ),
    max_size=6,
)


def read(text: str) -> Reading:
    return librecat.read(Document("export.json", text))


def record(id_: str) -> dict[str, object]:
    return {"_id": id_, "title": f"Work {id_}", "year": "2020", "department": [{"_id": "d"}]}


@given(ITEMS, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_the_values_are_those_of_the_whole(items: list[object], indent: int | str | None, escaped: bool) -> None:
    text = json.dumps(items, indent=indent, ensure_ascii=escaped)
    found = list(values(text))
    assert [value for _, value in found] == items
    assert all(text[offset] == "{" for offset, _ in found)
    wrapped = json.dumps({"took": 3, "hits": {"total": 2, "hits": items}, "more": []}, indent=indent)
    assert [value for _, value in values(wrapped)] == items


@given(ITEMS)
def test_lines_of_json_are_each_a_value(items: list[object]) -> None:
    assert [value for _, value in values("\n".join(map(json.dumps, items)))] == items


@given(st.text(alphabet='[]{}",: 1a_id\n\\', max_size=60))
def test_no_text_fails_and_what_is_json_is_read(text: str) -> None:
    found = [value for _, value in values(text)]
    try:
        whole = json.loads(text)
    except ValueError:
        return
    assert not any(isinstance(value, Fault) for value in found)
    if isinstance(whole, list):
        assert found == whole


def test_each_record_has_its_line_and_one_without_an_id_its_own_name() -> None:
    nameless = {"title": "B", "year": "2020"}
    reading = read(json.dumps([record("1"), nameless, nameless], indent=1))
    first, second, third = (found.source.line for found in reading.records)
    assert (first, second, third) == (2, 12, 16)
    assert [found.id for found in reading.records] == ["1", "line-12", "line-16"]
    assert [notice.line for notice in reading.notices] == [12, 16]


@pytest.mark.parametrize("start", ["[", '{"hits": [', '{"total": 3, "hits": {"max_score": null, "hits": ['])
def test_a_list_that_breaks_off_keeps_its_whole_records(start: str) -> None:
    text = f'{start}{json.dumps(record("1"))}, {json.dumps(record("2"))}, {{"_id": "3", "title": "Wor'
    reading = read(text)
    assert [found.id for found in reading.records] == ["1", "2"]
    assert reading.skipped == 1 and [notice.severity for notice in reading.notices] == ["error"]


def test_behind_a_broken_record_of_an_indented_list_the_next_is_read() -> None:
    text = json.dumps([record("1"), record("2"), record("3")], indent=2).replace('"Work 2"', '"Work 2')
    reading = read(text)
    assert [found.id for found in reading.records] == ["1", "3"]
    (notice,) = reading.notices
    broken = text.count("\n", 0, text.index("Work 2")) + 1
    assert notice.line == broken - 2 and notice.message.endswith(f"line {broken}")


def test_a_fault_far_into_a_file_is_told_with_the_line_of_the_file() -> None:
    lines = [json.dumps(record(str(number))) for number in range(2_000)]
    lines[1_500] = '{"_id": "x", "title": "a" "b"}'
    reading = read("\n".join(lines))
    assert len(reading.records) == 1_999
    (notice,) = reading.notices
    assert notice.line == 1_501 and notice.message.endswith("line 1501")


@pytest.mark.parametrize("start", ["", "publications:\n", "publications:\n  "])
def test_records_of_a_yaml_list_have_their_lines(start: str) -> None:
    indent = "  " if start.endswith(" ") else ""
    item = f"- title: A\n{indent}  year: 2020\n{indent}  keyword:\n{indent}  - odd\n{indent}"
    reading = read(f"---\n{start}{item}{item}".rstrip(" "))
    first = 2 + start.count("\n")
    assert [found.source.line for found in reading.records] == [first, first + 4]
    assert len({found.id for found in reading.records}) == 2
