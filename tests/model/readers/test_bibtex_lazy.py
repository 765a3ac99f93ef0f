"""What is decoded one field at a time is what is decoded all at once, whatever an entry holds."""

import json
import sys
from collections.abc import Iterable, Mapping
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.lazy import columns_of, told_of
from model.readers.bibtex_fields import page_of, record_fields
from model.readers.bibtex_lazy import LazyFields, LazyRaw, Packed, packed, unpacked
from model.readers.bibtex_shape import shape_of
from model.readers.bibtex_types import ENTRY_TYPES, RENAMED
from model.readers.bibtex_values import block_of, words_in
from model.record import Record, Source
from model.search.fold import fold_words

_OTHER_NAMES = [
    *("subtitle", "journalsubtitle", "booksubtitle", "pages", "page", "number", "issue", "location", "institution"),
    *("school", "organization", "url", "howpublished", "eprint", "eprinttype", "archiveprefix", "arxiv", "arxivid"),
    *(
        "date",
        "year",
        "month",
        "day",
        "submitted",
        "defense_date",
        "eventdate",
        "origdate",
        "urldate",
        "keywords",
        "keyword",
        "groups",
        "tags",
    ),
    *("language", "langid", "hyphenation", "assignee", "holder", "crossref", "xref", "related", "relatedtype", "type"),
    *("entrysubtype", "citekey", "genre", "relation", "file", "container-title", "publisher-place", "event-place"),
    *("bibtex-note", "bibtex-author", "issued", "external_id", "number-of-pages", "report_number", "title-2", "owner"),
    *("collection-number", "pdf", "Keywords", "TITLE"),
]
_VALUES = [
    *(
        "",
        " ",
        "{}",
        "A Title",
        "{{Braced} title}",
        "M{\\'e}lange -- of ``signs''",
        "it's 5 -- 6",
        "$x^2$ and \\emph{y}",
    ),
    *(
        "Ray, Ann and van der Berg, Bob and others",
        "{The Group}",
        "2021",
        "0",
        "05",
        "mar",
        "12--34",
        "88",
        "xii+88pp.",
    ),
    *(
        "2021-03-04/2021-04-05",
        "in press",
        "10.1000/abc",
        "https://doi.org/10.1000/Abc_d",
        "arXiv:2106.01234v2",
        "CoRR",
    ),
    *("abs/2106.01234", "2106.01234", "arXiv", "pubmed", "12345", "978-3-16-148410-0; 1234-5678", "english, ngerman"),
    *("one, {two, three}; four", "first\n  second\n\nthird", "\\url{https://example.org/a_b}", "mathesis", "phdthesis"),
    *(
        "a\0b",
        "arXiv preprint",
        "translationof",
        "parent",
        "magazine",
        "é–ł 😀",
        "~x~",
        "p. 3",
        "iii",
        "nov",
        "x" * 2500,
    ),
]
_IDENTIFIERS = {"DOI", "URL", "ISBN", "ISSN"}  # of which a part makes several in any order
_MANY_NAMES = [f"{word}{n}" for n in range(35) for word in ("Field", "bibtex-field")]
_names = st.builds(
    lambda few, many: [*few, *many],
    st.lists(st.sampled_from([*RENAMED, *_OTHER_NAMES]), max_size=9, unique_by=str.lower),
    st.sampled_from([[]] * 9 + [_MANY_NAMES]),  # an entry may have any number of fields
)
_value = st.one_of(st.sampled_from(_VALUES), st.text("a1 {}\\$~'-,;\n\"", max_size=12))


Entry = tuple[str, str, tuple[str, ...], int, list[str]]  # type, key, names, how many are its own, plain values


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    names = tuple(draw(_names))
    own = draw(st.integers(0, len(names)))
    return (
        draw(st.sampled_from(sorted(ENTRY_TYPES))),
        draw(st.sampled_from(["", "key", "10002"])),
        names,
        own,
        [draw(_value) for _ in names],
    )


def _record(entry: Entry) -> Record:
    type_, key, names, own, values = entry
    written = [value if value.isdigit() or value == "nov" else "{" + value + "}" for value in values[:own]]
    fields = LazyFields(shape_of(type_, names, own), key, [*written, *values[own:]])
    return Record(key, "citekey", Source("a.bib"), fields, LazyRaw(fields))


@settings(max_examples=1500, deadline=None)
@given(entries(), st.randoms(use_true_random=False))
def test_a_field_by_itself_is_the_field_among_all(entry: Entry, random: Random) -> None:
    type_, key, names, _, values = entry
    expected = record_fields(type_, key, dict(zip(map(str.lower, names), values, strict=True)))
    targets = sorted({*expected, *RENAMED.values(), *names, "type", "PMID", "relation", "genre", "bibtex-note", "none"})
    random.shuffle(targets)
    fields = _record(entry).fields
    for name in (*targets, *targets):  # the second time from memory
        assert fields.get(name) == expected.get(name), name
        assert (name in fields) == (name in expected)
    assert list(fields.items()) == list(expected.items())


@settings(max_examples=1000, deadline=None)
@given(entries(), st.randoms(use_true_random=False))
def test_fields_that_are_wanted_are_those_among_all_and_in_their_order(entry: Entry, random: Random) -> None:
    type_, key, names, _, values = entry
    expected = record_fields(type_, key, dict(zip(map(str.lower, names), values, strict=True)))
    unwanted = random.choice(([], ["type"], ["author", "arxiv", "type"], list(expected)))

    def wanted(name: str) -> bool:
        return name not in unwanted

    record = _record(entry)
    asked_before = [name for name in ("title", "type", "DOI", "issued", "arxiv", *expected) if random.random() < 0.3]
    assert [record.fields.get(name) for name in asked_before] == [expected.get(name) for name in asked_before]
    for _ in range(2):
        (told,) = told_of([record.fields], wanted, lambda name: False)
        found = {name: value for name, value in told.items() if wanted(name)}
        assert found == {name: value for name, value in expected.items() if wanted(name)}
        assert [name for name in found if name not in _IDENTIFIERS] == [
            name for name in expected if wanted(name) and name not in _IDENTIFIERS
        ]


@settings(max_examples=500, deadline=None)
@given(st.lists(entries(), max_size=3), st.randoms(use_true_random=False))
def test_columns_of_many_entries_hold_what_each_has(few: list[Entry], random: Random) -> None:
    some = [(*entry, random.sample(values, len(values))) for *entry, values in few for _ in range(3)]  # alike by threes
    own = [name for _, _, names, *_ in few for name in names]
    names = [*random.sample([*RENAMED.values(), *own, "DOI", "type", "issued", "arxiv", "PMID"], 5), "title", "title"]
    expected = [list(map(_record(entry).fields.get, names)) for entry in some]
    many = [_record(entry).fields for entry in some]
    for fields in random.sample(many, len(many) // 3):
        fields.get(names[0])
    for _ in range(2):  # the second time from memory
        assert columns_of(many, names) == [list(column) for column in zip(*expected, strict=True)] or not some
    assert [list(map(fields.get, names)) for fields in many] == expected


@settings(max_examples=1000, deadline=None)
@given(entries(), st.randoms(use_true_random=False))
def test_fields_of_which_the_words_count_have_the_same_words(entry: Entry, random: Random) -> None:
    type_, key, names, _, values = entry
    expected = record_fields(type_, key, dict(zip(map(str.lower, names), values, strict=True)))
    texts = {name for name, value in expected.items() if isinstance(value, str)} | {"page", "issue", "report_number"}
    worded = {name for name in (*texts, "number-of-pages", "collection-number") if random.random() < 0.9}
    record = _record(entry)
    for name in random.sample(sorted(expected), len(expected) // 3):
        record.fields.get(name)
    (found,) = told_of([record.fields], lambda name: True, worded.__contains__)
    assert {name: value for name, value in found.items() if name not in worded} == {
        name: value for name, value in expected.items() if name not in worded
    }
    assert sorted(_words(found, worded)) == sorted(_words(expected, worded))
    assert {"abstract", "note", "volume"} & found.keys() == {"abstract", "note", "volume"} & expected.keys()


def _words(fields: Mapping[str, object], names: Iterable[str]) -> list[str]:
    return [word for name in names if name in fields for word in fold_words(str(fields[name]))]


def test_words_are_told_as_they_are_written_where_they_mean_the_same() -> None:
    record = _record(("book", "key", ("pages", "note", "abstract", "volume"), 4, ["12--13", "5~%", "{A} b", " "]))
    (found,) = told_of([record.fields], lambda name: name != "type", lambda name: True)
    assert found == {
        "page": "12--13",
        "note": "5~%",
        "abstract": "A b",
        "citekey": ("key",),
    }


_SIGNS = [
    *("a", "b ", "5", " ", "\n", "{", "}", "$", "\\$", "\\", "\\emph{", "\\'", "\\c c", "\\alpha", "\\frac"),
    *("^2", "_{i", "--", "word ", "\\%"),
]


@settings(max_examples=2000, deadline=None)
@given(st.lists(st.sampled_from(_SIGNS), max_size=14).map("".join))
@example("one $O(n \\log n)$ two")
@example("one \\emph two")
@example("one {\\bf} two $5")
def test_words_are_those_of_the_decoded_value(value: str) -> None:
    assert fold_words(words_in(value)) == fold_words(block_of(value))


@given(st.text("aA19-+ –~'{}²", max_size=8))
def test_pages_as_most_are_written_are_read_as_all_others(written: str) -> None:
    assert page_of(written) == page_of(f" {written}")  # a blank before them is unusual


@pytest.mark.parametrize("lines", ["One,\n  two\n\tthree.", "\n  One,\n  two three.\n", "One, two three.\r\n"])
def test_a_text_that_is_only_wrapped_is_one_line(lines: str) -> None:
    assert block_of(lines) == "One, two three."
    assert block_of(f"{lines.rstrip()}\n\nFour\n  -- five\nsix") == "One, two three.\n\nFour – five\nsix"


def test_nobody_makes_anew_what_was_asked_for_before() -> None:
    record = _record(("article", "key", ("title", "year", "note"), 3, ["T", "2020", "N"]))
    title, note = record.fields["title"], record.fields["note"]
    (found,) = told_of([record.fields], lambda name: True, lambda name: False)
    assert found["title"] is title
    assert found["note"] == note


def test_what_columns_have_made_is_not_made_again_if_it_is_kept() -> None:
    fields = _record(("article", "key", ("title", "year", "note"), 3, ["T  t", "2020", "N  n"])).fields
    titles, notes, none = columns_of([fields], ["title", "note", "arxiv"])
    assert none == [None]
    assert fields["title"] is titles[0]
    assert fields["note"] == notes[0] and fields["note"] is not notes[0]


@settings(max_examples=500, deadline=None)
@given(entries())
def test_what_is_plainly_told_is_there_once_decoded(entry: Entry) -> None:
    type_, _, names, own, values = entry
    written = ["{" + value + "}" for value in values[:own]] + values[own:]
    if shape_of(type_, names, own).plainly_told(written):
        assert {"title", "issued"} <= _record(entry).fields.keys()


def test_most_entries_tell_their_title_and_year_plainly() -> None:
    shape = shape_of("article", ("Title", "year"), 2)
    assert shape.plainly_told(["{{Braced} title}", "2021"])
    assert not shape.plainly_told(["{}", "2021"])
    assert not shape.plainly_told(["{A}", "{in press}"])
    assert not shape_of("article", ("Title", "year", "date"), 3).plainly_told(["{A}", "2021", "{}"])


@pytest.mark.parametrize("letters", ["x", "é", "ł", "\ud800", "日", "😀", "x😀ł"])
def test_a_few_wide_letters_do_not_make_an_entry_twice_as_large(letters: str) -> None:
    value = "{" + letters + 2000 * "x" + "}"
    fields = LazyFields(shape_of("misc", ("title",), 1), "key", [value])
    assert sys.getsizeof(fields._values) < 2100
    assert fields.values_written() == [value]
    assert fields.plain("title") == value[1:-1]
    assert unpacked(*_travelled(fields.packed()))[0].values_written() == [value]


@given(entries())
def test_raw_values_are_the_entrys_own(entry: Entry) -> None:
    type_, key, names, own, values = entry
    expected = {"ENTRYTYPE": type_, "ID": key, **dict(list(zip(names, values, strict=True))[:own])}
    raw = _record(entry).raw
    assert list(raw.items()) == list(expected.items())
    assert all(raw[name] == value for name, value in expected.items())


def _travelled(packed: Packed | None) -> tuple[object, object, bytes]:
    """What was packed, after a journey: all but its text as JSON."""
    assert packed is not None
    shared, own, text = packed
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return (*json.loads(json.dumps([shared, own])), data)


@given(entries())
def test_packed_entries_are_the_same_again(entry: Entry) -> None:
    record = _record(entry)
    fields, raw = unpacked(*_travelled(packed(record)))
    assert list(fields.items()) == list(record.fields.items())
    assert list(raw.items()) == list(record.raw.items())


def test_one_field_is_made_without_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("model.readers.bibtex_lazy.record_fields")
    fields = LazyFields(shape_of("article", ("title", "year", "doi"), 3), "key", ["{One}", "2020", "{10.1/x}"])
    assert (fields.get("title"), fields["DOI"], fields.get("note")) == ("One", "10.1/x", None)
    assert "issued" in fields and "note" not in fields
