"""Formats whose lines begin with a tag: where values and records begin and end, whatever stands between them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.readers import pubmed, ris
from model.readers.base import Document
from model.readers.tagged import by_tag, entries, raw, values

LINE = re.compile(r"([A-Z]) - ?(.*)")
LINES = st.lists(
    st.one_of(
        st.sampled_from(["S - ", "E - ", "F - ", "T - some", "T - other ", "  goes on", "", " \t"]),
        st.text(st.characters(exclude_characters="\r\n"), max_size=9),
    ),
    max_size=30,
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_line_from_the_first_tag_on_is_in_the_value_of_the_tag_before_it(lines: list[str], end: str) -> None:
    told = [line for value in values(end.join(lines), LINE) for line in value.lines]
    first = next((n for n, line in enumerate(lines) if LINE.match(line)), len(lines))
    expected = [(found[2] if (found := LINE.match(line)) else line).strip() for line in lines[first:]]
    assert [line for line in told if line] == [line for line in expected if line]


@given(LINES)
def test_a_value_knows_its_tag_its_line_and_whether_a_blank_line_stands_before_it(lines: list[str]) -> None:
    tags = [(n, found[1]) for n, line in enumerate(lines) if (found := LINE.match(line))]
    assert [(value.line - 1, value.tag) for value in values("\n".join(lines), LINE)] == tags
    blank = [not n or not lines[n - 1].strip() for n, _ in tags]
    assert [value.after_blank for value in values("\n".join(lines), LINE)] == blank


@given(LINES)
def test_each_start_makes_a_record_which_is_damaged_unless_its_end_comes_before_all_else(lines: list[str]) -> None:
    tags = [value.tag for value in values("\n".join(lines), LINE)]
    found = list(entries("\n".join(lines), LINE, "S", "E", "F"))
    assert [entry.line - 1 for entry in found] == [n for n, line in enumerate(lines) if line.startswith("S -")]
    ends = [re.match("[^SEF]*(.?)", "".join(tags[n + 1 :])) for n, tag in enumerate(tags) if tag == "S"]
    assert [bool(entry.damage) for entry in found] == [bool(end and end[1] != "E") for end in ends]
    assert {value.tag for entry in found for value in entry.values}.isdisjoint("EF")


def test_a_record_that_has_no_end_to_miss_is_never_damaged() -> None:
    found = list(entries("T - before\nS - 1\nT - a\nS - 2", LINE, "S"))
    assert [(entry.line, entry.damage, len(entry.values)) for entry in found] == [(2, "", 2), (4, "", 1)]


def test_what_a_damaged_record_misses_is_told() -> None:
    (entry,) = entries("S - 1", LINE, "S", "E")
    assert entry.damage == "it never ends, its E line is missing"


def test_a_value_over_several_lines_is_one_piece_with_nothing_around_it() -> None:
    found = by_tag(values("T - \n  a \n\n b\nT - c", LINE), "\n")
    assert found == {"T": ["a\nb", "c"]}
    kept = raw(found)
    assert kept == found and kept["T"] is not found["T"]


@pytest.mark.parametrize("written", ["A - a\n  b", "A - a \n  b", "A -\n  a\n  b", "A - a\n\n b \n"])
def test_lines_are_joined_by_one_blank_wherever_they_were_broken(written: str) -> None:
    assert by_tag(values(written, LINE)) == {"A": ["a b"]}


def test_a_date_that_is_broken_and_a_number_in_the_next_line_are_read() -> None:
    (record,) = ris.read(Document("a", "TY  - BOOK\nTI  - T\nPY  - ca. \n1900\nER  - ")).records
    assert (record.issued.text, record.raw["PY"]) == ("ca. 1900", ["ca. 1900"])
    (record,) = pubmed.read(Document("a", "PMID-\n  7\nTI  - T\nDP  -\n  2001 Mar")).records
    assert (record.id, record.texts("PMID"), record.raw["DP"]) == ("pmid7", ("7",), ["2001 Mar"])
