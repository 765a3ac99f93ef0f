"""BibTeX files: what they say, and what is left of them when they are damaged."""

from pathlib import Path

import pytest
from bibtexparser.splitter import Splitter
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from model.readers import bibtex
from model.readers.base import Document, Reading
from model.readers.bibtex_scan import balanced
from model.readers.bibtex_split import blocks
from model.record import Date, Person, Record, Relation

DATA = Path(__file__).parents[2] / "data"
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def read(text: str) -> Reading:
    return bibtex.read(Document("some.bib", text))


def one(text: str) -> Record:
    (record,) = read(text).records
    return record


@pytest.fixture(scope="module")
def whole() -> dict[str, Record]:
    reading = bibtex.read(Document("whole.bib", (DATA / "whole.bib").read_text(encoding="utf-8")))
    return {record.id if record.source.index != 6 + 1 else "again": record for record in reading.records}


@pytest.fixture(scope="module")
def broken() -> dict[str, Record]:
    reading = bibtex.read(Document("broken.bib", (DATA / "broken.bib").read_text(encoding="utf-8")))
    return {record.id: record for record in reading.records}


# -- whole files -------------------------------------------------------------------------------------------------


def test_quoted_values_macros_and_joined_pieces_are_written_out(whole: dict[str, Record]) -> None:
    record = whole["quoted"]
    assert record.title == "The DNA of <i>quiet</i> rivers"
    assert record.text("container-title") == "Journal of Careful Studies"
    assert record.issued == Date(2019, 3, 12)
    assert whole["parens"].text("publisher") == "Academy of Sciences"


def test_names_of_all_forms_are_people(whole: dict[str, Record]) -> None:
    assert whole["quoted"].people("author") == (
        Person("Müller", "Jörg"),
        Person("Berg", "Anna", "van der"),
        Person(literal="others"),
    )
    assert whole["parens"].people("editor") == (
        Person(literal="Working Group on Tides"),
        Person("Ken Griffey", "Jr."),
    )
    assert whole["child"].people("author") == (Person("Vries", "Dirk", "de", "III"),)


def test_pages_are_a_range_or_a_number_of_pages_by_type(whole: dict[str, Record]) -> None:
    assert whole["quoted"].text("page") == "12-34"
    assert whole["child"].text("page") == "1-9"
    assert (whole["parens"].text("number-of-pages"), whole["parens"].text("page")) == ("412", "")
    assert whole["thesis"].text("number-of-pages") == "88"


def test_a_number_counts_in_a_series_where_there_is_one(whole: dict[str, Record]) -> None:
    assert whole["parens"].text("collection-number") == "4"
    assert whole["quoted"].text("issue") == "2"


def test_a_doi_loses_its_address(whole: dict[str, Record]) -> None:
    assert whole["quoted"].doi == "10.1234/jcs.2019.7"
    assert one("@misc{a, title={T}, url={https://dx.doi.org/10.1000/xyz}}").doi == "10.1000/xyz"


def test_keywords_split_at_semicolons_and_braces_protect(whole: dict[str, Record]) -> None:
    assert whole["quoted"].texts("keyword") == ("rivers", "sediment, fine", "clay; silt")
    assert one("@misc{a, keywords={x, {y, z}, x}}").texts("keyword") == ("x", "y, z")


def test_isbns_and_issns_are_told_apart_by_length(whole: dict[str, Record]) -> None:
    assert whole["parens"].texts("ISBN") == ("978-3-16-148410-0", "3-16-148410-X")
    record = one("@book{a, issn={978-3-16-148410-0 and 12345678}}")
    assert (record.texts("ISBN"), record.texts("ISSN")) == (("978-3-16-148410-0",), ("1234-5678",))


def test_crossref_gives_what_is_missing_and_never_the_identity_of_the_parent(whole: dict[str, Record]) -> None:
    child = whole["child"]
    assert child.title == "On meeting: A field guide"
    assert child.text("container-title") == "Proceedings of the Fifth Meeting"
    assert child.people("editor") == (Person("Ode", "Olga"),)
    assert child.issued == Date(2020, 6)
    assert child.doi == ""
    assert child.relations == (Relation(child.relations[0].relation, "conf2020", "citekey"),)
    assert "publisher" not in child.raw


def test_xdata_is_inherited_and_is_no_record(whole: dict[str, Record]) -> None:
    assert "house" not in whole
    assert whole["thesis"].text("publisher") == "Inherited House"
    assert whole["thesis"].text("publisher-place") == "Oslo"


def test_a_thesis_says_of_which_kind(whole: dict[str, Record]) -> None:
    thesis = whole["thesis"]
    assert (thesis.type, thesis.text("genre")) == ("dissertation", "Master’s thesis")
    assert thesis.issued == Date(2018, 5, 1, end=(2018, 6, 0))
    assert thesis.texts("language") == ("ger",)
    assert thesis.people("supervisor") == (Person("Haydn", "Joseph"),)
    assert one("@mastersthesis{a, school={S}}").text("genre") == "Master’s thesis"
    assert one("@phdthesis{a, school={S}}").text("publisher") == "S"
    assert one("@phdthesis{13074, title={S}}").text("genre") == ""


def test_arxiv_ids_are_found_wherever_they_are_written(whole: dict[str, Record]) -> None:
    assert whole["preprint"].texts("arxiv") == ("2101.00001v2",)
    assert whole["preprint2"].texts("arxiv") == ("2101.00002",)
    assert whole["preprint"].type == whole["preprint2"].type == "preprint"
    for field in (
        "url={https://arxiv.org/abs/hep-th/9901001}",
        "doi={10.48550/arXiv.2101.00003}",
        "eprint={2101.00004}",
    ):
        assert one(f"@misc{{a, {field}}}").texts("arxiv")
    published = one("@article{a, journal={Nature}, eprint={2101.00005}, archiveprefix={arXiv}}")
    assert (published.type, published.texts("arxiv")) == ("journal_article", ("2101.00005",))


def test_addresses_are_verbatim(whole: dict[str, Record]) -> None:
    assert whole["preprint"].text("URL") == "https://example.org/a_b%20c"
    assert whole["site"].text("URL") == "https://example.org/x_y"


def test_unknown_fields_keep_their_names_and_clashing_ones_get_one_apart(whole: dict[str, Record]) -> None:
    site = whole["site"]
    assert site.text("myfield") == "kept é"
    assert site.text("bibtex-relation") == "odd"
    assert site.relations == ()


def test_paths_of_files_keep_their_backslashes() -> None:
    assert one(r"@misc{a, file = {:C\:\papers\o_x.pdf:PDF}}").text("bibtex-file") == r":C\:\papers\o_x.pdf:PDF"


def test_the_series_of_an_article_is_a_run_of_its_journal() -> None:
    record = one("@article{a, journal={J}, series={newseries}, volume=2}")
    assert (record.text("series"), record.texts("collection-title")) == ("newseries", ())


def test_related_entries_are_relations_by_cite_key(whole: dict[str, Record]) -> None:
    assert whole["again"].relations == (
        Relation("original", "parens", "citekey"),
        Relation("original", "child", "citekey"),
    )


def test_both_entries_of_a_key_are_kept_and_told() -> None:
    reading = read("@misc{a, title={One}}\n@misc{a, title={Two}}")
    assert [record.title for record in reading.records] == ["One", "Two"]
    (notice,) = [notice for notice in reading.notices if "used before" in notice.message]
    assert (notice.line, notice.severity) == (2, "warning")


def test_a_date_that_is_none_keeps_its_words(whole: dict[str, Record]) -> None:
    assert whole["again"].issued == Date(text="in press")


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year={2020}, month=may", Date(2020, 5)),
        ("year=2020, month={10}, day=3", Date(2020, 10, 3)),
        ("year={2020}, month={July--August}", Date(2020, 7, end=(2020, 8, 0))),
        ("date={2020-05/2020-06}", Date(2020, 5, end=(2020, 6, 0))),
        ("date={2020-13-45}", Date(2020, text="2020-13-45")),
        ("year={1999--2001}", Date(1999, end=(2001, 0, 0))),
        ("year={c. 1850}", Date(1850, text="c. 1850")),
        ("date={2020/}", Date(2020)),
        ("year={12 March 2020}", Date(2020, 3, 12)),
    ],
)
def test_dates_are_as_exact_as_they_are_written(fields: str, date: Date) -> None:
    assert one(f"@misc{{a, {fields}}}").issued == date


def test_comments_prose_and_addresses_between_entries_are_no_records(whole: dict[str, Record]) -> None:
    assert "hidden" not in whole
    assert len(whole) == 9


def test_raw_holds_the_entry_as_written() -> None:
    record = one(
        '@string{p = "Press"}\n@Book{a, Title = {The {TeX} \\"uber book}, publisher = "The " # p, year = 1984}'
    )
    assert dict(record.raw) == {
        "ENTRYTYPE": "book",
        "ID": "a",
        "Title": 'The {TeX} \\"uber book',
        "publisher": "The Press",
        "year": "1984",
    }


def test_a_field_that_is_there_twice_keeps_both_values() -> None:
    record = one("@misc{a, note={first}, NOTE={second}, note={first}}")
    assert (record.text("note"), record.text("NOTE-2") or record.text("note-2")) == ("first", "second")


def test_byte_order_mark_and_crlf_change_nothing() -> None:
    plain = "@article{a,\n  title = {T},\n  abstract = {x\n  y\n\nz},\n  year = 2000\n}\n"
    fancy = "\ufeff" + plain.replace("\n", "\r\n")
    assert one(fancy).fields == one(plain).fields
    assert one(plain).text("abstract") == "x y\n\nz"


def test_librecat_keys_make_location_the_place_of_the_meeting() -> None:
    entry = "@inproceedings{%s, title={T}, location={Kigali, Rwanda }, number={3}, publisher={P}}"
    librecat, other = one(entry % "13053"), one(entry % "peste23")
    assert (librecat.text("event-place"), librecat.text("issue")) == ("Kigali, Rwanda", "3")
    assert other.text("publisher-place") == "Kigali, Rwanda"


@pytest.mark.parametrize(
    ("entry", "type_"),
    [
        ("article", "journal_article"),
        ("inbook", "book_chapter"),
        ("incollection", "book_chapter"),
        ("conference", "conference"),
        ("proceedings", "conference_editor"),
        ("unpublished", "preprint"),
        ("techreport", "report"),
        ("dataset", "research_data"),
        ("software", "software"),
        ("online", "webpage"),
        ("nosuchtype", "misc"),
    ],
)
def test_entry_types_are_types_of_ours_and_guessed(entry: str, type_: str) -> None:
    record = one(f"@{entry}{{a, title={{T}}}}")
    assert (record.type, record.type_guessed) == (type_, True)


# -- damaged files -----------------------------------------------------------------------------------------------


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


# -- against bibtexparser ----------------------------------------------------------------------------------------

_TOKENS = [
    "a",
    "Bc ",
    "0",
    " ",
    "é",
    "-",
    "'",
    "&",
    "$",
    "~",
    "%",
    ",",
    "=",
    "#",
    ")",
    "@x",
    "\n ",
    '\\"o',
    "\\'e",
    "\\x ",
]
_WORD = st.lists(st.sampled_from(_TOKENS), max_size=6).map("".join)
_VALUE = st.recursive(
    _WORD,
    lambda inner: st.lists(st.one_of(inner, inner.map(lambda v: "{" + v + "}")), max_size=3).map("".join),
    max_leaves=6,
)
_FIELD = st.tuples(st.sampled_from('{"'), _VALUE, st.sampled_from([" = ", "=", " =\n   "]))


@st.composite
def _entry(draw: st.DrawFn) -> str:
    key = draw(st.text("abc019:-_", min_size=1, max_size=6))
    fields = draw(st.lists(_FIELD, min_size=1, max_size=5))
    parts = [
        f"f{n}{eq}{opener}{value}{'}' if opener == '{' else opener}" for n, (opener, value, eq) in enumerate(fields)
    ]
    comma = draw(st.sampled_from(["", ",", " ,\n"]))
    return (
        "@misc{"
        + key
        + draw(st.sampled_from([",", ", ", ",\n  "]))
        + draw(st.sampled_from([",", ",\n  "])).join(parts)
        + comma
        + "}"
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(_entry(), min_size=1, max_size=4), st.sampled_from(["\n", "\n\n", " ", "\n% remark\n"]))
def test_plain_entries_read_as_bibtexparser_reads_them(entries: list[str], gap: str) -> None:
    text = gap.join(entries)
    expected = []
    for block in Splitter(text).split().blocks:
        block = getattr(block, "ignore_error_block", None) or block
        if hasattr(block, "fields"):
            expected.append((block.key, [(f.key, f.value[1:-1]) for f in block.fields]))
    assume(len(expected) == len(entries))
    found = [(block.key, block.fields) for block in blocks(text)]
    assert found == expected


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='@{}"=,\\# \n()abmisc%1', max_size=200))
def test_no_text_makes_the_reader_fail_and_raw_values_are_in_balance(text: str) -> None:
    for record in read("@misc{a,\n" + text).records:
        if record.source.damage:
            assert all(
                balanced(str(value)) == value for name, value in record.raw.items() if name not in ("ID", "ENTRYTYPE")
            )


# -- the real file -----------------------------------------------------------------------------------------------


def test_every_entry_of_the_real_library_is_read_whole() -> None:
    files = sorted(SEEDS.glob("004_*.txt"))
    if not files:
        pytest.skip("the seeds are not beside this checkout")
    text = files[0].read_text(encoding="utf-8")
    assert bibtex.sniff(text[:65_536])
    reading = bibtex.read(Document(files[0].name, text))
    assert (len(reading.records), reading.notices, reading.skipped) == (20, (), 0)
    expected = {entry.key: entry for entry in Splitter(text).split().entries}
    for record in reading.records:
        written = {field.key: field.value[1:-1] for field in expected[record.id].fields}
        assert dict(record.raw) == {"ENTRYTYPE": expected[record.id].entry_type, "ID": record.id, **written}
        assert record.text("abstract").split() == record.text("abstract").split()
        assert record.creators


def test_the_real_library_flattened_to_one_line_gives_the_same_fields() -> None:
    files = sorted(SEEDS.glob("004_*.txt"))
    if not files:
        pytest.skip("the seeds are not beside this checkout")
    text = files[0].read_text(encoding="utf-8")
    flat = bibtex.read(Document("flat", " ".join(text.split("\n"))))
    whole_ones = bibtex.read(Document("whole", text))
    assert [record.title for record in flat.records] == [record.title for record in whole_ones.records]
    assert not flat.notices
