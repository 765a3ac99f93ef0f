"""CSL-JSON and CSL-YAML: every shape of file, every variable, and items that are broken off."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.readers import cslreader
from model.readers.base import Document, Reading
from model.record import Date, Person, Record

DATA = Path(__file__).parents[2] / "data"
TEXT = (DATA / "zotero.json").read_text(encoding="utf-8")
ITEMS = json.loads(TEXT)


def read(text: str) -> Reading:
    return cslreader.read(Document("some.json", text))


def one(item: dict[str, object]) -> Record:
    (record,) = read(json.dumps([item])).records
    return record


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(TEXT)


def test_items_are_records_with_their_lines(reading: Reading) -> None:
    assert [record.id for record in reading.records] == ["gogh2020", "kim2019", "conf"]
    assert [record.source.line for record in reading.records] == [2, 20, 22]
    assert {(record.id_kind, record.source.format, record.source.damage) for record in reading.records} == {
        ("csl", "csl-json", "")
    }
    assert reading.notices == ()


def test_names_keep_particles_suffixes_and_literals(reading: Reading) -> None:
    assert reading.records[0].people("author") == (
        Person("Gogh", "Vera", "van"),
        Person("Musset", "Alfred de", "", "Jr."),
        Person(literal="Working Group on Tides"),
    )
    assert reading.records[1].people("editor") == (Person("Dam", "B.", "van"),)


def test_dates_come_as_parts_raw_or_with_a_season(reading: Reading) -> None:
    assert reading.records[0].issued == Date(2020, 5, end=(2020, 6, 0))
    assert reading.records[1].issued == Date(2019, 3)
    assert reading.records[2].issued == Date(2018, text="Summer 2018")
    assert reading.records[0].fields["accessed"] == Date(2021, 1, 2)


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ({"literal": "in press"}, Date(text="in press")),
        ({"date-parts": [[2020]], "season": "02"}, Date(2020, text="Summer 2020")),
        ({"date-parts": [[2020]], "season": 5}, Date(2020)),
        ({"date-parts": [[1850]], "circa": True}, Date(1850, text="ca. 1850")),
        ({"date-parts": [[2020]], "season": "Summer"}, Date(2020, text="Summer 2020")),
        ({"date-parts": [[2020, 23]]}, Date(2020, text="Autumn 2020")),
        ({"date-parts": [["2020", "13"]]}, Date(2020, text="Spring 2020")),
        ({"date-parts": [[-44, 3, 15]]}, Date(text="44 BC")),
        ({"date-parts": [[-44]], "literal": "Ides"}, Date(text="Ides")),
        ({"year": 2020, "month": 5}, Date(2020, 5)),
        ([{"year": "2020", "season": "1"}], Date(2020, text="Spring 2020")),
        ([{"year": 2020, "month": 5, "day": 7}, {"year": 2020, "month": 6}], Date(2020, 5, 7, end=(2020, 6, 0))),
        ([], Date()),
        ([2020, {"month": 5}], Date()),
        ("2020-05-01", Date(2020, 5, 1)),
        (2020, Date(2020)),
        ({"date-parts": [[2020, 13, 40]]}, Date(2020)),
        ({"date-parts": [[None]]}, Date()),
        ({"date-parts": [["2020-05"]], "raw": "2020-05"}, Date(2020, 5)),
    ],
)
def test_odd_dates_are_as_exact_as_they_are_written(value: object, date: Date) -> None:
    assert read(json.dumps([{"id": "a", "type": "book", "issued": value}])).records[0].issued == date


def test_text_is_canonical_and_numbers_are_text(reading: Reading) -> None:
    record = reading.records[0]
    assert record.title == "On <i>quiet</i> rivers and Loud seas"
    assert record.text("abstract") == "One.\nTwo & three."
    assert (record.text("volume"), record.text("page")) == ("7", "10-19")
    assert reading.records[1].text("number-of-pages") == "100"


def test_identifiers_are_bare_and_split(reading: Reading) -> None:
    record = reading.records[0]
    assert (record.doi, record.texts("ISSN")) == ("10.1234/quiet.7", ("1234-5678", "2345-6789"))
    assert reading.records[2].texts("arxiv") == ("2101.00002",)


def test_what_zotero_keeps_in_the_note_becomes_fields(reading: Reading) -> None:
    record = reading.records[0]
    assert (record.texts("arxiv"), record.texts("PMID"), record.texts("citekey")) == (
        ("2101.00001",),
        ("123",),
        ("gogh2020",),
    )
    assert record.text("note") == "free words: stay"


def test_unknown_variables_and_the_raw_item_are_kept(reading: Reading) -> None:
    record = reading.records[0]
    assert record.texts("categories") == ("a", "b")
    assert dict(record.raw) == ITEMS[0]
    assert reading.records[2].text("event-title") == "Sea Meeting"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"items": ITEMS}),
        json.dumps({"version": 1, "references": ITEMS}, indent=2),
        "\n".join(map(json.dumps, ITEMS)),
        "\ufeff" + json.dumps(ITEMS),
        " ".join(json.dumps(item, indent=1) for item in ITEMS),
    ],
    ids=["items", "references", "lines", "byte order mark", "concatenated"],
)
def test_every_shape_of_file_gives_the_same_records(reading: Reading, text: str) -> None:
    assert cslreader.sniff(text)
    assert [record.fields for record in read(text).records] == [record.fields for record in reading.records]


def test_a_single_object_is_one_record() -> None:
    assert [record.id for record in read(json.dumps(ITEMS[2])).records] == ["conf"]


def test_a_broken_item_keeps_what_parses_and_its_neighbours_are_whole() -> None:
    text = TEXT.replace('"number-of-pages": 100', '"number-of-pages" 100')
    reading = read(text)
    assert [bool(record.source.damage) for record in reading.records] == [False, True, False]
    assert (reading.records[1].id, reading.records[1].title, reading.records[1].year) == ("thesis1", "Tides", 2019)
    assert [(notice.line, notice.severity) for notice in reading.notices] == [(20, "error")]


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=1, max_value=len(TEXT)))
def test_a_file_cut_anywhere_keeps_its_whole_items(cut: int) -> None:
    ends = [TEXT.index('  {"id": "thesis1"') - 2, TEXT.index('  {"id": "conf"') - 2, len(TEXT) - 2]
    whole = [record.id for record in read(TEXT[:cut]).records if not record.source.damage]
    assert whole == ["gogh2020", "kim2019", "conf"][: sum(end <= cut for end in ends)]


def test_an_item_larger_than_a_slice_is_read_whole() -> None:
    big = [{"id": f"a{n}", "type": "book", "title": "T" * 100_000, "issued": "2020"} for n in range(3)]
    reading = read(json.dumps(big))
    assert [len(record.title) for record in reading.records] == [100_000] * 3
    assert reading.notices == ()


def test_json_nested_too_deep_is_one_notice() -> None:
    reading = read('[{"id": "a", "type": "book", "x": ' + "[" * 200_000)
    assert [record.id for record in reading.records] == []
    assert len(reading.notices) == 1


def test_values_that_are_no_items_are_told_once() -> None:
    reading = read('[1, "x", null, {"id": "a", "type": "book", "title": "T", "issued": 2020}]')
    assert (len(reading.records), reading.skipped) == (1, 3)
    assert [notice.message for notice in reading.notices] == ["3 values that are no CSL items"]


YAML = """---
references:
- id: ray2020
  type: article-journal
  title: "Rivers: a life"
  author:
  - family: Ray
    given: Ada
  issued: 2020-05
- id: kim2019
  type: thesis
  title: Tides
  issued:
    date-parts:
    - - 2019
      - 3
...
"""


def test_csl_yaml_gives_records_with_lines() -> None:
    assert cslreader.sniff(YAML)
    reading = read(YAML)
    assert [(record.id, record.source.line, record.year) for record in reading.records] == [
        ("ray2020", 3, 2020),
        ("kim2019", 10, 2019),
    ]
    assert reading.records[0].people("author") == (Person("Ray", "Ada"),)
    assert (reading.records[1].issued, reading.format) == (Date(2019, 3), "csl-yaml")


def test_lone_surrogates_in_yaml_cost_only_themselves() -> None:
    assert read(YAML.replace("Tides", "Ti\ud800des")).records[1].title == "Ti?des"


def test_broken_yaml_is_told_with_its_line() -> None:
    reading = read("- id: a\n  type: book\n  title: 'x\n")
    assert (reading.records, reading.skipped) == ((), 1)
    assert reading.notices[0].severity == "error"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"name": "bibscope"}', "a: 1\nb: 2\n", "type: book\n", "@book{a,}"])
def test_what_is_no_csl_is_not_taken_for_it(text: str) -> None:
    assert not cslreader.sniff(text)


def test_a_place_that_zotero_gives_twice_is_of_an_event_only_where_there_was_one() -> None:
    places = {"event-place": "Oslo", "publisher-place": "Oslo"}
    thesis = one({"type": "thesis", "title": "T", **places})
    assert (thesis.text("publisher-place"), thesis.text("event-place")) == ("Oslo", "")
    assert one({"type": "paper-conference", "title": "T", **places}).text("event-place") == "Oslo"
    assert one({"type": "book", "title": "T", **places, "event-title": "Meeting"}).text("event-place") == "Oslo"


def test_what_zotero_notes_besides_its_own_variable_is_said_once() -> None:
    item = {"type": "article", "title": "T", "number": "arXiv:2101.00001", "DOI": "10.1/x", "journalAbbreviation": "J."}
    record = one({**item, "note": "arXiv:2101.00001 [cs]\nDOI: 10.1/x\nDOI: 10.1/y\nfree"})
    assert record.text("note") == "DOI: 10.1/y\nfree"
    assert record.text("container-title-short") == "J."


def test_variables_of_any_shape_keep_their_words() -> None:
    odd = {"funder": [{"name": "The Ice Fund", "award": ["A1", "A2"]}, "Tides"], "nested": [["a"], {"b": {"c": 1}}]}
    found = one({"id": "a", "type": "book", "title": "T", **odd}).fields
    assert found["funder"] == ("name: The Ice Fund, award: A1; A2", "Tides")
    assert found["nested"] == ("a", "b: c: 1")


def test_a_fault_is_told_with_the_line_of_the_file() -> None:
    items = [json.dumps({"id": str(number), "type": "book", "title": "T" * 90}) for number in range(2_000)]
    items[1_500] = '{"id": "x", "title": "a" "b"}'
    (notice,) = [told for told in read("[" + ",\n".join(items) + "]").notices if told.severity == "error"]
    assert notice.line == 1_501 and "line 1501" in notice.message


def test_what_yaml_allows_before_a_document_is_no_document() -> None:
    reading = read("%YAML 1.2\n---\nreferences:\n- id: a\n  type: book\n  title: T\n  issued: 2020\n")
    assert [(record.id, record.source.line) for record in reading.records] == [("a", 4)]
    assert reading.notices == ()


def test_lists_in_a_list_are_read() -> None:
    item = {"id": "a", "type": "book", "title": "T", "issued": 2020}
    reading = read(json.dumps([[item], [{**item, "id": "b"}, 7]]))
    assert [record.id for record in reading.records] == ["a", "b"] and reading.skipped == 1
