"""What is left of damaged BibTeX files, and what hostile ones cost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.readers import bibtex
from model.readers.base import Document, Reading
from model.readers.bibtex_scan import balanced
from model.record import Record

DATA = Path(__file__).parents[2] / "data"


def read(text: str) -> Reading:
    return bibtex.read(Document("some.bib", text))


def one(text: str) -> Record:
    (record,) = read(text).records
    return record


@pytest.fixture(scope="module")
def broken() -> dict[str, Record]:
    reading = bibtex.read(Document("broken.bib", (DATA / "broken.bib").read_text(encoding="utf-8")))
    return {record.id: record for record in reading.records}


def test_no_entry_of_a_damaged_file_is_lost_and_whole_ones_stay_whole(broken: dict[str, Record]) -> None:
    assert len(broken) == 11
    damaged = {key for key, record in broken.items() if record.source.damage}
    assert damaged == {"unclosed", "nocomma", "openquote", "early", "bare", "cut"}
    for key in ("whole1", "whole2", "lastwhole"):
        assert broken[key].title.endswith("whole entry")
        assert set(broken[key].fields) == {"type", "title", "issued", "citekey"}


@pytest.mark.parametrize(
    ("key", "title", "year"),
    [
        ("unclosed", "A title that never closes", 2002),
        ("nocomma", "A comma is missing", 2004),
        ("openquote", "A quote that never ends", 2005),
        ("early", "One brace too many", 2006),
        ("bare", "Words without any braces", 2007),
        ("cut", "A thesis", 2011),
    ],
)
def test_fields_before_and_behind_a_break_are_kept(broken: dict[str, Record], key: str, title: str, year: int) -> None:
    record = broken[key]
    assert (record.title, record.year) == (title, year)
    assert bool(record.people("author")) == (key != "bare")


def test_the_last_value_of_a_file_cut_off_is_kept_as_far_as_it_goes(broken: dict[str, Record]) -> None:
    assert broken["cut"].text("abstract") == "This abstract is cut off in the mid"


def test_a_brace_behind_a_backslash_does_not_break_an_entry_that_reads_without_it(broken: dict[str, Record]) -> None:
    assert broken["escaped"].title == "The set {1, 2} and a lone } sign"
    assert broken["escaped"].year == 2008


def test_braces_count_as_bibtex_counts_them() -> None:
    record = one("@misc{a, title = {x \\{ y}, z} , year = 2001}")
    assert (record.title, record.year) == ("x { y}, z", 2001)
    assert not record.source.damage


def test_an_entry_without_a_key_is_named_by_its_line(broken: dict[str, Record]) -> None:
    record = broken["line-46"]
    assert (record.id_kind, record.title) == ("file", "An entry without a key")


def test_notices_of_damage_name_file_and_line() -> None:
    reading = bibtex.read(Document("broken.bib", (DATA / "broken.bib").read_text(encoding="utf-8")))
    lines = {notice.record: notice.line for notice in reading.notices if notice.severity == "error"}
    assert lines == {"unclosed": 8, "nocomma": 19, "openquote": 25, "early": 31, "bare": 37, "cut": 60}
    assert all(notice.file == "broken.bib" for notice in reading.notices)


@pytest.mark.parametrize("cut", range(1, 400, 7))
def test_a_file_cut_anywhere_keeps_every_entry_that_is_whole(cut: int) -> None:
    text = "".join(f"@article{{k{n},\n  title = {{Title {n}}},\n  year = {{200{n}}}\n}}\n\n" for n in range(6))
    ends = [at + 2 for at in range(len(text)) if text.startswith("}\n\n", at)]
    records = read(text[:cut]).records
    whole_ones = [record for record in records if not record.source.damage and record.year]
    assert len(whole_ones) >= sum(end <= cut for end in ends)
    assert all(record.title == f"Title {record.id[1:]}" for record in whole_ones)


def test_an_entry_swallows_no_neighbour_when_all_stand_on_one_line() -> None:
    text = "@misc{a, title = {x {y}, year = {2001} } @misc{b, title = {z}, year = {2002}}"
    first, second = read(text).records
    assert (first.title, first.year, second.title, second.year) == ("x y", 2001, "z", 2002)


def test_a_value_may_hold_a_line_that_looks_like_a_handle() -> None:
    record = one("@misc{a, abstract = {we thank\n@someone{else} for it}, year = {2001}}")
    assert record.text("abstract") == "we thank\n@someoneelse for it"
    assert not record.source.damage


def test_an_entry_without_its_opening_brace_is_saved() -> None:
    reading = read("@misc{a,\n year = {2000}\n}\n@inproceedings13,\n  title = {T},\n}\n@misc{b,\n year = {2001}\n}")
    assert [(record.id, record.type) for record in reading.records] == [
        ("a", "misc"),
        ("13", "conference"),
        ("b", "misc"),
    ]
    assert (reading.records[1].title, bool(reading.records[1].source.damage)) == ("T", True)


def test_fields_that_belong_to_no_entry_are_told() -> None:
    reading = read("  title = {The end of an entry},\n}\n@misc{b,\n year = {2001}, title = {T}\n}")
    assert [(notice.line, notice.message) for notice in reading.notices] == [(1, "fields that belong to no entry")]
    assert reading.skipped == 1


@pytest.mark.parametrize("text", ["@misc{key\n  title = {T}\n}", "@misc{{key,\n  title = {T}\n}"])
def test_a_key_without_its_comma_or_with_a_brace_is_still_a_key(text: str) -> None:
    assert (one(text).id, one(text).title) == ("key", "T")


@pytest.mark.parametrize(
    "text",
    [
        "@article{a,",
        "% x\n @Misc (a,\n",
        "@string{a = {b}}",
        "x } @odd{a, title = {T}}",
        "\ufeff@book{a}",
        "@comment{x}",
    ],
)
def test_bibtex_is_recognised(text: str) -> None:
    assert bibtex.sniff(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "me@misc.org {a,",
        "@media (max-width: 9px) {a, b=1}",
        "@app.get(a, b=1)\ndef f(): ...",
        "@cache\nclass A: x={}",
    ],
)
def test_other_uses_of_an_at_sign_are_not_taken_for_it(text: str) -> None:
    assert not bibtex.sniff(text)


def test_what_stands_between_fields_is_not_lost() -> None:
    record = one("@misc{a, {junk here}, year = {2001}}")
    assert (record.text("unparsed"), record.year) == ("junk here", 2001)


def test_unknown_macros_stand_for_their_names_and_are_told_once() -> None:
    reading = read(
        "@misc{a, publisher = nosuch, year=2000, title={T}}\n@misc{b, publisher = nosuch, year=2000, title={T}}"
    )
    assert [record.text("publisher") for record in reading.records] == ["nosuch", "nosuch"]
    assert [notice.message for notice in reading.notices] == ["`nosuch` is no @string of this file"]


def test_a_macro_redefined_holds_from_there_on() -> None:
    reading = read("@string{p={A}}@misc{a, publisher=p}@string{p={B}}@misc{b, publisher=p}")
    assert [record.text("publisher") for record in reading.records] == ["A", "B"]


def test_records_without_title_or_year_are_kept_and_told() -> None:
    reading = read("@misc{a, author = {X}}")
    assert len(reading.records) == 1
    assert [notice.message for notice in reading.notices] == ["entry a has no title and no year"]
    assert reading.notices[0].severity == "info"


_ENTRIES = [
    f"@article{{key{n},\n  author = {{Ray, Ada and Lee, Bo}},\n"
    f"  title = {opening}Title {n}{closing},\n  year = {{200{n}}},\n}}\n\n"
    for n, (opening, closing) in enumerate([("{", "}"), ('"', '"'), ("{{", "}}"), ("{", "}")])
]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_one_slip_in_one_entry_hurts_no_other(data: st.DataObject) -> None:
    which = data.draw(st.integers(0, 3))
    entry = _ENTRIES[which].rstrip()
    at = data.draw(st.integers(0, len(entry) - 1))
    added = data.draw(st.sampled_from(["", "{", "}", '"', ",", "=", "#", "\\", "\n", "("]))
    slipped = entry[:at] + added + entry[at + (not added) :]
    others = [record for n, record in enumerate(map(one, _ENTRIES)) if n != which]
    found = read("".join(slipped + "\n\n" if n == which else text for n, text in enumerate(_ENTRIES))).records
    for other in others:
        assert any((record.id, record.fields) == (other.id, other.fields) for record in found)


# -- hostile files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title = " + "{" * 200_000,
        "@misc{a, title = " + "\\{" * 100_000,
        '@misc{a, title = "' + "x " * 100_000,
        "@misc{a, title = {" + "}" * 200_000,
        "@misc{a, b = {x},\n" + "c = {\n" * 50_000,
        "@misc{a" + " " * 200_000,
        "@" * 200_000,
        "@misc{" + "a" * 200_000,
        "@comment{" + "{" * 200_000,
        "@misc{a, t = x" + " # y" * 50_000,
        "@misc{a, t = {x}" + " " * 200_000 + "}",
    ],
    ids=lambda text: text[:20],
)
def test_hostile_text_gives_one_record_at_most_and_few_notices(text: str) -> None:
    reading = read(text)
    assert len(reading.records) <= 1
    assert len(reading.notices) <= 5


def test_macros_that_double_themselves_stay_small() -> None:
    text = "@string{a = {xxxxxxxx}}\n" + "@string{a = a # a}\n" * 60 + "@misc{k, title = a, note = a # a # a}"
    reading = read(text)
    assert len(reading.records[0].title) <= 10_000
    assert sum("beyond measure" in notice.message for notice in reading.notices) == 1


def test_macros_that_define_each_other_end() -> None:
    reading = read("@string{a = b}@string{b = a}@misc{k, title = a, year = b}")
    assert reading.records[0].title


def test_entries_that_inherit_in_a_circle_end_with_one_notice_each() -> None:
    text = "@book{a, title={A}, year=2000, crossref={b}}\n@book{b, title={B}, year=2000, crossref={a}}"
    reading = read(text)
    assert [notice.message for notice in reading.notices] == [
        "entry a inherits from itself",
        "entry b inherits from itself",
    ]


def test_a_long_chain_of_crossrefs_ends() -> None:
    text = "".join(f"@book{{k{n}, title={{T}}, year=2000, crossref={{k{n + 1}}}}}\n" for n in range(2_000))
    assert len(read(text).records) == 2_000


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='@{}"=,\\# \n()abmisc%1', max_size=200))
def test_no_text_makes_the_reader_fail_and_raw_values_are_in_balance(text: str) -> None:
    for record in read("@misc{a,\n" + text).records:
        if record.source.damage:
            assert all(
                balanced(str(value)) == value for name, value in record.raw.items() if name not in ("ID", "ENTRYTYPE")
            )


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a,\n title = {T},\n % note = {old},\n year = 2001\n}",
        "@misc{a, % of the key\n title = {T}, % it's } no brace? {x}\n year = 2001}".replace("} no", "no"),
        "@misc{a,\n title = {T} % before the comma\n , year = 2001 % at the end\n}",
        "@misc(a,\n title = {T}, % a ) in it\n year = 2001)",
    ],
)
def test_what_stands_behind_a_percent_sign_between_fields_is_a_comment(text: str) -> None:
    reading = read(text)
    (record,) = reading.records
    assert (record.title, record.year, record.source.damage) == ("T", 2001, "")
    assert not {"note", "unparsed"} & record.fields.keys()
    assert [(told.severity, told.line, told.action) for told in reading.notices] == [("info", 1, "left them out")]


def test_a_percent_sign_hides_no_end_of_an_entry() -> None:
    first, second = read("@misc{a, title = {T}, % x, year = {2001}}\n@misc{b, title = {100%}, year = {2002}}").records
    assert (first.year, second.title, second.source.damage) == (2001, "100%", "")


def test_a_field_that_has_no_name_makes_no_reader_fail() -> None:
    (record,) = read("@misc{503,\n title \\{ = {{T}},\n doi\n% x = {y},\n = {10.1/x},\n year = {2021},\n}\n").records
    assert record.source.damage and "" not in {**record.fields}
