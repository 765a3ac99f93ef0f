"""Documents that stay text: every field, asked for alone and in any order, is what reading the whole gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from model.fields import BY_LIBRECAT, BY_NAME
from model.lazy import LazyMapping, columns_of, told_of
from model.readers import librecat, librecat_columns
from model.readers.base import TOLD_EVERY, Document
from model.readers.librecat_columns import Again
from model.readers.librecat_fields import all_fields
from model.readers.librecat_lazy import LibrecatFields, LibrecatValues, open_part
from model.readers.yaml_values import parse
from model.record import Date, File, Link, Person, RawValue, Record, Relation, Value
from model.search.fold import fold_words
from model.text import plain

ROOT = Path(__file__).parents[3]
FILES = sorted((*ROOT.glob("tests/data/**/*.yaml"), *ROOT.glob("model/sample/*.yaml"), *(ROOT.parent / "shared" / "seeds").glob("*")))  # fmt: skip  # noqa: E501
WORDS = st.sampled_from(
    ["", "a", "2020", "2020-05", "1", "0", "yes", "1-9", "<i>x</i> &amp; $a_b$", "A, B", "dissertation"]
)
TEXTS = st.lists(
    st.sampled_from(
        [
            *("Words", "it's", "a 'b'", '"c"', "d\r\ne", "f\n\ng", "h: i", "j #k", "l\\m", "\\alpha", "n\to", "-"),
            *("\u00e9\u2013", "\x85", "|", "[p]", "<q>", "<i>r</i>", "<sub>", "</sup>v", "&amp;", "$s$", "\u00a0"),
            *("t " * 30, " ", "\\n", "\x07", "u\u200bv"),
        ]
    ),
    max_size=6,
).map(" ".join)  # fmt: skip
ITEMS = st.dictionaries(
    st.sampled_from(
        [
            *("_id", "id", "name", "text", "lang", "iso", "first_name", "last_name", "full_name", "orcid", "url"),
            *("relation", "file_name", "file_id", "content_type", "description"),
        ]
    ),
    WORDS,
    max_size=4,
)
MAPS = st.dictionaries(
    st.sampled_from(["issn", "eissn", "isbn", "arxiv", "isi", "pmid", "doi", "odd", "record", "link", "name", "apa"]),
    WORDS | st.lists(WORDS, max_size=2) | st.lists(ITEMS, max_size=2),
    max_size=4,
)
KEYS = sorted(
    {
        *BY_LIBRECAT,
        *("_id", "abstract", "conference", "publication_identifier", "external_id", "related_material", "tmp", "page"),
        *(
            "main_file_link",
            "file",
            "project",
            "citation",
            "year",
            "isi",
            "arxiv",
            "series_title",
            "odd",
            "abstract_de",
        ),
        *("DOI", "container-title", "license", "cc_license", "oa", "supervisor"),
    }
)
VALUES = WORDS | TEXTS | ITEMS | MAPS | st.lists(WORDS | ITEMS, max_size=3)
DOCUMENTS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=9).map(lambda some: {"title": "t", **some})


def in_brief(value: object) -> object:
    """As much of a value as is enough for who wants it briefly."""
    if isinstance(value, tuple) and value and isinstance(value[0], File):
        return [(file.name, file.content_type) for file in value]
    if isinstance(value, tuple) and value and isinstance(value[0], Link):
        return [(link.relation, link.url) for link in value]
    return fold_words(plain(str(value)))


def check(part: bytes, order: Sequence[str]) -> bool:
    """Compare a document with itself read at once; whether there was anything to compare."""
    raw = open_part(part, 0, len(part))
    if raw is None:
        return False
    whole = parse(part.decode())
    assert isinstance(whole, dict)
    eager = all_fields(whole)
    lazy = LibrecatFields(raw)
    for name in order:
        assert lazy.get(name) == eager.get(name)
        assert (name in lazy) == (name in eager)
    for wanted in (set(order[::2]), set(order[1::2]), set(order)):
        for fields in (lazy, LibrecatFields(raw)):  # asked before, and never
            (found,) = told_of([fields], wanted.__contains__, lambda name: False)
            expected = {name: value for name, value in eager.items() if name in wanted}
            assert {name: value for name, value in found.items() if name in wanted} == expected
            (told,) = told_of([fields], wanted.__contains__, set(order[::3]).__contains__)
            assert {name for name in told if name in wanted} == set(expected)
            for name, value in expected.items():
                assert told[name] == value or in_brief(told[name]) == in_brief(value)
                assert told[name] == value or name in order[::3]
    told = lazy.words_of("citation")
    cited = " ".join(str(value) for value in dict(eager.get("citation", {})).values())
    assert told is None or set(fold_words(told.decode())) == set(fold_words(cited))
    assert list(lazy.items()) == list(eager.items())
    assert raw == whole
    assert list(raw) == list(whole)
    return True


@given(DOCUMENTS, st.permutations(sorted({*BY_NAME, "odd", "abstract_de", "abstract_2", "abstract_a", "identifier"})))
def test_any_field_asked_for_alone_is_that_of_the_whole(document: dict[str, object], order: list[str]) -> None:
    check(yaml.dump(document, sort_keys=False).encode(), order)


@given(
    st.lists(DOCUMENTS, min_size=1, max_size=6),
    st.permutations(sorted({*BY_NAME, "odd", "abstract_de", "abstract_2"})),
    st.sampled_from([30, 80]),
)
def test_many_documents_asked_together_say_what_each_says(
    written: list[dict[str, object]], names: list[str], width: int
) -> None:
    parts = [yaml.dump(one, sort_keys=False, width=width, allow_unicode=True).encode() for one in written]
    opened = [(part, raw) for part in parts if (raw := open_part(part, 0, len(part)))]
    whole = [all_fields(cast("dict[str, RawValue]", parse(part.decode()))) for part, _ in opened]
    many = [LibrecatFields(raw) for _, raw in opened]
    told = told_of(many, set(names[::2]).__contains__, lambda name: False)
    for fields, expected in zip(told, whole, strict=True):
        assert {name: fields[name] for name in names[::2] if name in fields} == {
            name: expected[name] for name in names[::2] if name in expected
        }
    for _ in range(2):  # what was remembered is the same
        columns = columns_of(many, names)
        assert columns == [[expected.get(name) for expected in whole] for name in names]
    briefly = told_of(many, set(names[1::2]).__contains__, lambda name: True)
    for fields, expected in zip(briefly, whole, strict=True):
        for name in {*names[1::2]} & {*fields, *expected}:
            assert fields[name] == expected[name] or in_brief(fields[name]) == in_brief(expected[name])


@given(
    st.sampled_from(["abstract", "acknowledgement", "note", "odd", "volume"]),
    TEXTS | st.lists(TEXTS | st.fixed_dictionaries({"lang": st.just("eng"), "text": TEXTS}), max_size=2),
    st.sampled_from([None, "'", '"', "|"]),
    st.sampled_from([30, 80, 1000]),
)
def test_the_words_of_a_text_are_those_of_its_value(key: str, value: object, style: str | None, width: int) -> None:
    document = {"title": "t", key: value, "year": "2020"}
    for style_ in (None, style):
        part = yaml.dump(document, sort_keys=False, default_style=style_, width=width, allow_unicode=True)
        check(part.encode(), [key, "type", "title", "abstract_eng", "issued", "DOI", "abstract_2"])


def test_files_and_links_as_exports_write_them_are_told_without_reading_them_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = (
        "---\n_id: '1'\ntitle: T\nfile:\n- access_level: open_access\n  content_type: application/pdf\n"
        "  file_id: '2'\n  file_name: 'a: b.pdf'\n- file_name: \"c\\t'd'.zip\"\nmain_file_link:\n- open_access: '1'\n"
        "  url: https://a.example\n- relation: software\n  url: https://b.example\n"
    )
    (record,) = read(text)
    assert isinstance(record.fields, LibrecatFields)
    monkeypatch.setattr(LibrecatValues, "read", None)
    (told,) = told_of([record.fields], {"file", "link"}.__contains__, lambda name: True)
    assert told["file"] == (File("a: b.pdf", content_type="application/pdf"), File("c 'd'.zip"))
    assert told["link"] == (Link("main_file", "https://a.example"), Link("software", "https://b.example"))


PARTS_OF_FILES = st.dictionaries(
    st.sampled_from(["access_level", "content_type", "file_id", "file_name", "relation", "url", "odd"]), TEXTS | WORDS
)


USUAL = """\
_id: '7'
author:
- first_name: Ada
  full_name: Lovelace, Ada
  id: 1-2
  last_name: Lovelace
  orcid: 0000-0001
- full_name: Turing, Alan
  last_name: Turing
date_published: 2020-05-17T00:00:00Z
doi: 10.1/x
external_id:
  arxiv:
  - '2005.00001'
  isi:
  - '0001'
main_file_link:
- url: https://a.example
page: 1-9
related_material:
  link:
  - relation: software
    url: https://b.example
  record:
  - id: '8'
    relation: part_of_dissertation
    status: public
  - id: '9'
title: 'Of words: a
  reader''s book'
year: '2020'
"""


def test_what_exports_usually_hold_is_made_without_parsing_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [record.fields for record in read(f"---\n{USUAL}...\n---\n{USUAL.replace('Ada', 'Bea')}")]
    monkeypatch.setattr(LibrecatValues, "read", None)
    monkeypatch.setattr(librecat_columns, "value_of", None)
    names = ("title", "DOI", "issued", "arxiv", "isi", "page", "relation", "author")
    title, doi, issued, arxiv, isi, page, relation, author = columns_of(many, names)
    assert title == ["Of words: a reader's book"] * 2
    assert (doi[0], issued[0], arxiv[0], isi[0]) == ("10.1/x", Date(2020, 5, 17), ("2005.00001",), ("0001",))
    assert (page[0], relation[0]) == ("1-9", (Relation("part_of_dissertation", "8"), Relation("other", "9")))
    alan = Person("Turing", "")
    assert author == [(Person("Lovelace", name, id="1-2", orcid="0000-0001"), alan) for name in ("Ada", "Bea")]
    (told, _) = told_of(many, {"link"}.__contains__, lambda name: True)
    assert told["link"] == (Link("main_file", "https://a.example"), Link("software", "https://b.example"))


@pytest.mark.parametrize(
    "odd",
    [
        "title:\n  a: b", "title: |\n  a", "title: \"a\\tb\"", "title:", "title: a\n\n  b", "title: 'it''s'",
        "date_published: 2020-13-01", "date_published: 2019-01-01T00:00:00Z", "date_published: '2020'",
        "year: 2020'\ndate_published: 2020-01-02", "page: 1-9'", "page: A1-A9", "page: '12'",
        "doi:\n- 10.1/x", "doi: 10.1/x\n  y",
        "external_id:\n  arxiv: 1\n  other: 2", "external_id:\n  pmid:\n  - 1\n  - 2\n  isi: ''",
        "related_material:\n  record:\n    id: '1'", "related_material:\n  record:\n  - id: '1'\n    title: T",
        "related_material:\n  link:\n  - url: >-\n      a\n  record:\n  - id: ''\n    relation: x",
        "author:\n- first_name: A\n  last_name: B\n    C\n- last_name: ''\n  full_name: D, E\n- F, G",
        "conference:\n- name: N\n  start_date: 2020-01-01",
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_read_as_it_is(odd: str) -> None:
    key = odd.partition(":")[0]
    rest = "".join(f"{line}\n" for line in ("_id: '1'", "title: T", "year: '2020'") if not line.startswith(key))
    part = f"{odd}\n{rest}".encode()
    assert check(part, sorted(BY_NAME))
    many = [LibrecatFields(raw) for one in (USUAL.encode(), part) if (raw := open_part(one, 0, len(one)))]
    whole = [all_fields(cast("dict[str, RawValue]", parse(one))) for one in (USUAL, part.decode())]
    assert columns_of(many, sorted(BY_NAME)) == [[one.get(name) for one in whole] for name in sorted(BY_NAME)]


@given(
    st.sampled_from(["file", "main_file_link", "related_material"]),
    st.lists(PARTS_OF_FILES | WORDS, max_size=3) | PARTS_OF_FILES,
    st.sampled_from([30, 1000]),
)
def test_files_and_links_told_briefly_are_those_of_the_value(key: str, value: object, width: int) -> None:
    part = yaml.dump({"title": "t", key: value}, sort_keys=False, width=width, allow_unicode=True)
    check(part.encode(), [*("file", "title", "issued"), *("link", "type", "DOI")])
    check(part.encode(), [*("link", "title", "issued"), *("file", "type", "DOI")])


@pytest.mark.parametrize(
    "text",
    ["plain words", "'a: b'", r'"one\r\ntwo \"three\" \t"', "on\n    two lines", '"a\\\n    \\ b\n\n    c"'],
)
def test_texts_without_markup_are_told_as_they_are_written(text: str) -> None:
    abstracts = f"abstract:\n- lang: eng\n  text: {text}\n- text: {text}\n- lang: ger\n  text: {text}\n"
    (record,) = read(f"---\n_id: '1'\ntitle: T\n{abstracts}note: {text}\n")
    fields = record.fields
    assert isinstance(fields, LibrecatFields)
    (told,) = told_of([fields], lambda name: True, lambda name: True)
    for name in ("abstract", "abstract_2", "abstract_ger", "note"):
        assert fold_words(str(told[name])) == fold_words(str(fields[name]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LibrecatValues, "read", None)
        (words,) = told_of([fields], lambda name: name in ("abstract", "note"), lambda name: True)
    assert [*words] == ["abstract", "abstract_2", "abstract_ger", "note"]
    assert all(words[name] == told[name] for name in words)


@pytest.mark.parametrize(
    "text", ["a &lt;i&gt;b&lt;/i&gt; c", "$x_1$ &amp; <b>y</b>", "'it''s $5'", '"a\\\\b $\\\\alpha$"']
)
def test_texts_with_markup_or_formulas_are_told_as_they_are_read(text: str) -> None:
    (record,) = read(f"---\n_id: '1'\ntitle: T\nabstract:\n- lang: eng\n  text: {text}\n")
    assert isinstance(record.fields, LibrecatFields)
    (told,) = told_of([record.fields], {"abstract"}.__contains__, lambda name: True)
    assert told["abstract"] == record.text("abstract")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_fields_of_every_fixture(path: Path) -> None:
    data = path.read_bytes().replace(b"\r\n", b"\n")
    parts = [part.removeprefix(b"---\n") for part in data.split(b"\n...\n")]
    names = sorted(BY_NAME)
    checked = [check(part + b"\n", names) for part in parts if b"_id:" in part]
    if path.name in ("002_958dc05f6a5cb736.txt", "000_9205ab0ff4cf4436.txt"):
        assert checked.count(False) == 0  # what exports write is what this is for


def read(text: str) -> tuple[Record, ...]:
    return librecat.read(Document("x.yaml", text)).records


def test_a_record_of_an_export_is_not_decoded_when_it_is_read() -> None:
    (record,) = read("---\n_id: '1'\ntitle: T\nyear: '2020'\nabstract:\n- lang: eng\n  text: long\n...\n")
    assert isinstance(record.fields, LazyMapping)
    assert record.text("abstract") == "long"
    assert record.raw["abstract"] == [{"lang": "eng", "text": "long"}]


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ("title: T\nyear: '2020'", []),
        ("title: 'A: b'\nyear: 2020", []),
        ("title: '*T*'\ndate_published: 2020-05-01", []),
        ("title: ''\nyear: '0000'", ["title", "issued"]),
        ("title: '  '\nyear: \"20\"", ["title"]),
        ("title: '<b></b>'\nyear:", ["issued"]),
        ("title: x\ndate_published: ''", ["issued"]),
        ("year: 1999", ["title"]),
    ],
)
def test_whether_title_and_date_are_there_is_seen_as_by_reading_them(fields: str, missing: list[str]) -> None:
    (record,) = read(f"---\n_id: '1'\n{fields}\n")
    assert isinstance(record.fields, LibrecatFields)
    eager = all_fields(dict(record.raw))
    for name in ("title", "issued"):
        assert (name in record.fields) == (name in eager) == (name not in missing)


@pytest.mark.parametrize("odd", ["DOI: 10.1/x", "container-title: J", "number-of-pages: '3'"])
def test_a_key_that_could_pass_for_a_field_of_ours_is_read_at_once(odd: str) -> None:
    (record,) = read(f"---\n_id: '1'\ntitle: T\nyear: '2020'\n{odd}\n")
    assert not isinstance(record.fields, LazyMapping)
    assert odd.partition(":")[0] in record.fields


def test_a_key_that_is_there_twice_is_read_at_once() -> None:
    reading = librecat.read(Document("x.yaml", "---\n_id: '1'\ntitle: T\nyear: '2020'\ntitle: U\n"))
    assert not isinstance(reading.records[0].fields, LazyMapping)
    assert [notice.line for notice in reading.notices] == [3]


def test_identifiers_of_another_kind_are_kept_beside_the_known_ones() -> None:
    head = "---\n_id: '1'\ntitle: T\nyear: '2020'\n"
    text = head + "publication_identifier:\n  issn:\n  - 1234-5678\n  title: x\n  ean: '4'\n"
    (record,) = read(text)
    assert record.title == "T"
    assert record.texts("ISSN") == ("1234-5678",)
    assert record.mapping("external_id") == {"title": "x", "ean": "4"}


def test_further_abstracts_are_numbered_where_they_name_no_language() -> None:
    text = "---\n_id: '1'\ntitle: T\nyear: '2020'\nabstract:\n- text: one\n- text: two\n- lang: ger\n  text: drei\n"
    (record,) = read(text)
    found = {name: record.text(name) for name in record.fields if name.startswith("abstract")}
    assert found == {"abstract": "one", "abstract_2": "two", "abstract_ger": "drei"}


class StopError(Exception):
    """Raised by somebody who does not want to wait."""


def test_reading_says_how_far_it_is_and_can_be_stopped() -> None:
    text = "".join(f"---\n_id: '{number}'\ntitle: T\nyear: '2020'\n...\n" for number in range(3 * TOLD_EVERY))
    told: list[tuple[float, int]] = []

    def tick(share: float, records: Sequence[Record]) -> None:
        told.append((share, len(records)))
        if len(told) == 2:
            raise StopError

    with pytest.raises(StopError):
        librecat.read(Document("x.yaml", text, tick=tick))
    assert [count for _, count in told] == [TOLD_EVERY, 2 * TOLD_EVERY]
    assert told[0][0] < told[1][0] < 1


def test_what_documents_repeat_is_remembered_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(librecat_columns, "_MOST_BLOCKS", 3)
    made: list[object] = []

    def make(fields: dict[str, Value], raw: Mapping[str, RawValue]) -> None:
        made.append(raw["publisher"])
        fields["publisher"] = str(raw["publisher"])

    again = Again("publisher", make)
    for name in ("a", "b", "a", "c", "a", "d", "d", "a"):
        assert again[f"publisher: {name}\n".encode()] == {"publisher": name}
        assert len(again) <= 3
    assert made == ["a", "b", "c", "d", "a"]
    long = b"publisher: " + b"x" * 1_000 + b"\n"
    assert again[long] is not again[long]
