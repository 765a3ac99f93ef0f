"""LibreCat's YAML and JSON become records, and damage costs no more than what is damaged."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from model.readers import librecat
from model.readers.base import Document, Reading
from model.readers.librecat_values import coercer
from model.record import Date, File, Person, Project, RawValue

ARTICLE = """\
---
_id: '7'
abstract:
- lang: eng
  text: "One line.\\r\\n\\r\\nAnother paragraph with 5 < 6."
article_processing_charge: No
author:
- first_name: Ada
  full_name: Lovelace, Ada
  id: person-1
  last_name: Lovelace
  orcid: 0000-0002-1825-0097
conference:
  end_date: 2021-03-05
  location: 'Turin, Italy '
  name: Engines
  start_date: 2021-03-01
date_published: 2021-03-02T00:00:00Z
external_id:
  arxiv:
  - '2101.00001'
isi: 1
oa: 1
page: 3-9
publication_identifier:
  issn:
  - 1234-5678
related_material:
  link:
  - relation: software
    url: https://example.org/code
  record:
  - id: '8'
    relation: part_of_dissertation
    status: public
title: Notes on the <i>analytical</i> engine
type: journal_article
unheard_of: kept
year: '2021'
...
"""


def read(text: str) -> Reading:
    return librecat.read(Document("library.yaml", text))


def test_values_are_strings_coerced_by_schema_not_guessed() -> None:
    record = read(ARTICLE).records[0]
    assert record.text("article_processing_charge") == "No"  # a guessing loader would make it False
    assert record.issued == Date(2021, 3, 2)
    assert record.flag("oa")
    assert record.text("event-place") == "Turin, Italy"
    assert record.fields["event-date"] == Date(2021, 3, 1, end=(2021, 3, 5))
    assert record.texts("arxiv") == ("2101.00001",)
    assert record.texts("ISSN") == ("1234-5678",)


def test_people_keep_their_identifiers() -> None:
    (author,) = read(ARTICLE).records[0].people("author")
    assert author == Person("Lovelace", "Ada", id="person-1", orcid="0000-0002-1825-0097")


def test_a_name_that_comes_again_is_the_same_object() -> None:
    text = "---\n_id: '{}'\ntitle: T\nauthor:\n- last_name: Noe\n  first_name: Eve\n  id: A1\n...\n"
    one, other = read(text.format(1) + text.format(2)).records
    assert one.creators[0] == Person("Noe", "Eve", id="A1")
    assert one.creators[0] is other.creators[0]


def test_html_in_titles_is_canonical_and_line_breaks_in_abstracts_stay() -> None:
    record = read(ARTICLE).records[0]
    assert record.title == "Notes on the <i>analytical</i> engine"
    assert record.text("abstract") == "One line.\n\nAnother paragraph with 5 < 6."


def test_relations_name_the_role_of_the_target() -> None:
    record = read(ARTICLE).records[0]
    assert [(r.relation, r.target) for r in record.relations] == [("part_of_dissertation", "8")]
    assert [(link.relation, link.url) for link in record.links] == [("software", "https://example.org/code")]


def test_unknown_keys_are_kept_under_their_own_names() -> None:
    assert read(ARTICLE).records[0].text("unheard_of") == "kept"


@pytest.mark.parametrize(
    ("type_", "page", "field"),
    [
        ("dissertation", "147", "number-of-pages"),
        ("dissertation", "1-20", "page"),
        ("journal_article", "147", "page"),
    ],
)
def test_page_counts_pages_for_types_that_are_a_whole(type_: str, page: str, field: str) -> None:
    record = read(f"_id: '1'\ntitle: t\ntype: {type_}\npage: '{page}'\nyear: '2020'\n").records[0]
    assert record.text(field) == page


def test_the_year_wins_over_a_time_stamp_of_another_year() -> None:
    record = read("_id: '1'\ntitle: t\ndate_published: 2019-12-30T00:00:00Z\nyear: '2020'\n").records[0]
    assert record.issued == Date(2020)


def test_a_broken_document_costs_only_what_is_broken_in_it() -> None:
    broken = ARTICLE.replace("unheard_of: kept", 'unheard_of: "never closed')
    reading = read(ARTICLE + broken.replace("'7'", "'9'") + ARTICLE.replace("'7'", "'10'"))
    assert [record.id for record in reading.records] == ["7", "9", "10"]
    assert [bool(record.source.damage) for record in reading.records] == [False, True, False]
    assert reading.records[1].title == reading.records[0].title
    (notice,) = reading.notices
    assert notice.severity == "error"
    assert notice.line > 42  # in the second document
    assert "unheard_of" in notice.action


def test_a_tab_is_told_with_its_line_and_the_neighbours_stay() -> None:
    reading = read("---\n_id: '1'\ntitle: a\nyear: '2001'\n...\n---\n_id: '2'\ntitle: b\nconference:\n\tname: x\n...\n")
    assert [record.id for record in reading.records] == ["1", "2"]
    error = next(notice for notice in reading.notices if notice.severity == "error")
    assert error.line == 10
    assert "tab" in error.message


def test_a_record_without_title_or_year_is_kept_and_told() -> None:
    reading = read("_id: '1'\ntype: book\n")
    assert len(reading.records) == 1
    assert {"title", "year"} <= {word for notice in reading.notices for word in notice.message.split()}


def test_a_last_record_that_is_cut_off_is_kept_and_marked() -> None:
    cut = ARTICLE + ARTICLE.replace("'7'", "'9'")[: ARTICLE.index("title:")]
    reading = read(cut)
    assert [record.source.damage for record in reading.records] == ["", "cut off"]


def alias_bomb(levels: int) -> str:
    lines = ["_id: '1'", "title: bomb", "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


def test_an_alias_bomb_is_refused_in_one_line_and_its_neighbours_are_read() -> None:
    reading = read(f"---\n{alias_bomb(12)}...\n{ARTICLE}")
    assert [record.id for record in reading.records] == ["7"]
    assert [notice.severity for notice in reading.notices] == ["error"]
    assert "aliases" in reading.notices[0].message


def test_aliases_that_contain_themselves_cost_only_their_key() -> None:
    reading = read("_id: '1'\ntitle: t\nyear: '2001'\nloop: &loop\n- *loop\n")
    assert [record.title for record in reading.records] == ["t"]
    assert "recursive" in reading.notices[0].message


def test_a_key_that_is_there_twice_is_told_and_neither_value_is_lost() -> None:
    reading = read("---\n_id: '1'\ntitle: first\ntype: book\ntitle: second\nyear: '2001'\n...\n")
    assert reading.records[0].title == "second"
    assert reading.records[0].texts("unread") == ("title: first",)
    assert [(notice.line, notice.severity) for notice in reading.notices] == [(3, "warning")]


def test_keys_that_are_there_many_times_are_each_told_with_their_line() -> None:
    reading = read("---\n_id: '0'\ntitle: other\n...\n---\n_id: '1'\n" + "title: t\ntype: book\n" * 4 + "...\n")
    twice = [notice.line for notice in reading.notices if "there twice" in notice.message]
    assert twice == [7, 8, 9, 10, 11, 12]


def test_a_control_character_is_told_with_its_line_and_costs_only_itself() -> None:
    reading = read("---\n_id: '1'\ntype: book\ntitle: a\x1b[31mb\nyear: '2001'\n...\n")
    assert reading.records[0].title == "a\ufffd[31mb"
    assert [(notice.line, notice.severity) for notice in reading.notices] == [(4, "warning")]


@pytest.mark.parametrize("deep", ["[" * 5000, "{a: " * 5000, "- " * 5000, "? " * 5000])
def test_deep_nesting_is_refused_without_recursion(deep: str) -> None:
    reading = read(f"_id: '1'\ntitle: t\nx: {deep if deep[0] in '[{' else ''}\n{deep if deep[0] in '-?' else ''}\n")
    assert reading.notices


def test_json_and_json_lines_read_like_yaml() -> None:
    raw = yaml.load(ARTICLE, Loader=yaml.BaseLoader)
    expected = read(ARTICLE).records[0].fields
    for text in (json.dumps([raw]), json.dumps({"hits": {"hits": [raw]}}), json.dumps(raw) + "\n" + json.dumps(raw)):
        reading = read(text)
        assert reading.format == "librecat-json"
        assert reading.records[0].fields == expected


def test_a_broken_line_of_json_lines_costs_itself() -> None:
    raw = json.dumps({"_id": "1", "title": "a", "year": 2001})
    reading = read(f'{raw}\n{{"_id": "2", "title": \n{raw.replace("1", "3", 1)}\n')
    assert [record.id for record in reading.records] == ["1", "3"]
    assert [notice.line for notice in reading.notices if notice.severity == "error"] == [2]


@pytest.mark.parametrize(
    "text",
    ["- name: x\n  id: y\n", "en:\n  title: Hello\n  type: x\n", "@article{x, title={y}}", "just prose: with a colon"],
)
def test_what_is_no_publication_record_is_not_recognised(text: str) -> None:
    assert not librecat.sniff(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    read("_id: '1'\ntitle: " + text)
    read(text)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(ARTICLE)))
def test_a_file_cut_anywhere_keeps_the_records_before_the_cut(cut: int) -> None:
    reading = read(ARTICLE + ARTICLE.replace("'7'", "'9'")[:cut])
    assert reading.records[0].fields == read(ARTICLE).records[0].fields


def test_values_in_the_shapes_of_other_repositories_are_read() -> None:
    odd = """
_id: '1'
title: T
type: journal_article
year:
- '2019'
doi:
- 10.1/x
page:
  first: '3'
  last: '9'
  count: '7'
publisher:
  name: The Press
  location: Lund
volume:
- '3'
- 4: b
project:
- Engines
- name: Looms
file: paper.pdf
"""
    (record,) = read(f"---{odd}").records
    assert record.issued == Date(2019) and record.doi == "10.1/x" and record.fields["page"] == "3-9"
    assert record.fields["publisher"] == "The Press, Lund" and record.fields["volume"] == "3; b"
    assert record.fields["project"] == (Project("Engines"), Project("Looms"))
    assert record.fields["file"] == (File("paper.pdf"),)


@pytest.mark.parametrize("kind", ["text", "block", "word", "words", "texts"])
@pytest.mark.parametrize("value", ["Sedna", ["Sedna"], [["Sedna"]], {"name": "Sedna"}, [{"name": "Sedna"}]])
def test_a_text_of_any_shape_keeps_its_words(kind: str, value: RawValue) -> None:
    assert "Sedna" in repr(coercer(kind)(value))


@pytest.mark.parametrize("before", ["%YAML 1.1\n", "%YAML 1.2\n%TAG ! x\n# a word\n\n", "# a word\n"])
def test_what_yaml_allows_before_a_document_is_no_document(before: str) -> None:
    reading = read(before + ARTICLE)
    assert reading.notices == () and reading.skipped == 0
    (record,) = reading.records
    assert record.source.line == before.count("\n") + 2
