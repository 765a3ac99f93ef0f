"""What whole BibTeX and BibLaTeX files say, the real one among them."""

from pathlib import Path

import pytest
from bibtexparser.splitter import Splitter

from model.readers import bibtex
from model.readers.base import Document, Reading
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
    return {record.id if record.source.index != 7 else "again": record for record in reading.records}


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


def test_text_of_librecat_is_no_tex() -> None:
    entry = "@article{%s, title={{Sperner's lemma --- again}}, abstract={a---b\nc's}, year=2020}"
    librecat, other = one(entry % "12566"), one(entry % "rybicki23")
    assert (librecat.title, librecat.text("abstract")) == ("Sperner's lemma --- again", "a---b\nc's")
    assert (other.title, other.text("abstract")) == ("Sperner’s lemma — again", "a—b\nc’s")


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


def test_a_month_that_a_file_defines_anew_is_no_month_any_more() -> None:
    before, after, other = read(
        "@misc{a, title={A}, year=2000, month=feb}\n@string{feb = {Cold}}\n@misc{b, title={B}, note=feb, month=mar}\n"
        "@misc{c, title={C}, year=2001, f=j, note=an}\n"
    ).records
    assert before.issued == Date(2000, 2)
    assert (after.text("note"), after.raw["month"]) == ("Cold", "mar")
    assert (other.raw["f"], other.raw["note"]) == ("j", "an")


def test_dates_of_reading_and_of_a_first_edition_are_dates() -> None:
    record = one("@online{a, title={T}, date={2020}, url={https://a.example}, urldate={2021-05-01}, origdate={1900}}")
    assert (record.fields["accessed"], record.fields["original-date"]) == (Date(2021, 5, 1), Date(1900))
    assert "urldate" not in record.fields


def test_entities_of_html_are_characters_in_texts_names_keywords_and_identifiers() -> None:
    record = one(
        "@article{sici, title={{&quot;Rare&quot; drops \\&amp; puddles: p &lt; 0.05}}, year=1998,\n"
        "author={O&#039;Brien, S. and M&uuml;ller, Anna and Ada Fr&ouml;st}, keywords={R&amp;D; rain, snow},\n"
        "abstract={It &amp; others,\n  on.}, journal={Rain {\\&}amp; Snow},\n"
        "doi={10.1002/(SICI)1097(1998)17:15&lt;1661::AID968&gt;3.0.CO;2-2}, url={https://x.org/?a=1&amp;b=2}}"
    )
    assert record.title == '"Rare" drops & puddles: p < 0.05'
    assert [person.name for person in record.people("author")] == ["O'Brien, S.", "Müller, Anna", "Fröst, Ada"]
    assert record.texts("keyword") == ("R&D", "rain, snow")
    assert record.text("abstract") == "It & others, on."
    assert record.text("container-title") == "Rain & Snow"
    assert record.doi == "10.1002/(SICI)1097(1998)17:15<1661::AID968>3.0.CO;2-2"
    assert record.text("URL") == "https://x.org/?a=1&b=2"


def test_what_is_no_entity_stays() -> None:
    assert one("@misc{a, title={AT\\&T; &c; &nothing;}}").title == "AT&T; &c; &nothing;"


def test_librecats_titles_have_characters_for_entities() -> None:
    assert one("@misc{123, title={{The cat's &amp; dog's life}}}").title == "The cat's & dog's life"


def test_scopus_and_biblatex_have_names_of_their_own_for_abbreviations_and_article_numbers() -> None:
    scopus = one("@article{a, journal={Journal of Ice}, abbrev_source_title={J. Ice}, art_number={e12}}")
    assert (scopus.text("container-title-short"), scopus.text("number")) == ("J. Ice", "e12")
    assert one("@article{a, shortjournal={J. Ice}}").text("container-title-short") == "J. Ice"


def test_of_two_addresses_in_one_field_the_first_is_the_address() -> None:
    assert one("@misc{a, url={https://x.org/a https://doi.org/10.1000/b}}").text("URL") == "https://x.org/a"
    assert one("@misc{a, url={https://x.org/a b}, howpublished={CD}}").text("URL") == "https://x.org/a b"


def test_the_web_of_science_has_its_number_under_a_name_of_its_own() -> None:
    assert one("@article{a, Unique-ID={WOS:000900000001}}").texts("isi") == ("WOS:000900000001",)


def test_a_season_of_biblatex_is_told_in_words_and_a_year_before_christ_is_no_other_year() -> None:
    assert one("@misc{a, date={2001-23}}").issued == Date(2001, text="Autumn 2001")
    assert one("@misc{a, year={2001-23}}").issued == Date(2001, text="2001-23")
    assert one("@misc{a, date={-0043-03-15}}").issued == Date(text="-0043-03-15")
