"""RIS files: what their tags mean, and records that do not end."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.readers import ris
from model.readers.base import Document, Reading
from model.record import Date, Link, Person

DATA = Path(__file__).parents[2] / "data"


def read(text: str) -> Reading:
    return ris.read(Document("some.ris", text))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read((DATA / "library.ris").read_text(encoding="utf-8"))


def test_an_article_has_its_fields(reading: Reading) -> None:
    record = reading.records[0]
    assert (record.id, record.id_kind, record.type, record.type_guessed) == ("ray2020", "ris", "journal_article", True)
    assert record.title == "On <i>quiet</i> rivers"
    assert record.people("author") == (Person("Ray", "Ada"), Person("Dam", "B. C.", "van"))
    assert record.issued == Date(2020, 5, 12)
    assert (record.text("page"), record.text("volume"), record.text("issue")) == ("10-19", "7", "2")
    assert (record.doi, record.texts("ISSN")) == ("10.1234/quiet.7", ("1234-5678",))
    assert record.texts("keyword") == ("rivers", "silence")
    assert record.text("note") == "first note\nsecond note"


def test_the_full_name_of_a_journal_wins_over_its_abbreviation(reading: Reading) -> None:
    assert reading.records[0].text("container-title") == "Journal of Quiet Studies"
    assert reading.records[0].text("container-title-short") == "J. Quiet Stud."


def test_a_value_goes_on_in_the_next_line(reading: Reading) -> None:
    assert reading.records[0].text("abstract") == "A long abstract that goes on in the next line."


def test_every_address_is_kept_whole(reading: Reading) -> None:
    record = reading.records[0]
    assert record.text("URL") == "https://example.org/a;b"
    assert record.links == (
        Link("other", "https://example.org/second"),
        Link("fulltext", "https://example.org/full.pdf"),
    )


def test_unknown_tags_are_kept_and_raw_has_every_value(reading: Reading) -> None:
    record = reading.records[0]
    assert record.text("ris-ZZ") == "nobody knows"
    assert record.raw["UR"] == ["https://example.org/a;b", "https://example.org/second"]


def test_words_that_some_write_for_tags_are_understood() -> None:
    lines = ("DOI  - 10.1234/a", "PMID  - 123", "PMCID  - PMC9", "ISSN  - 1234-5678", "ISBN - 978-3-16-148410-0")
    (record,) = read("\n".join(("TY  - JOUR", "DA  - 2020/05/01", *lines, "ER  - "))).records
    assert (record.doi, record.issued) == ("10.1234/a", Date(2020, 5, 1))
    assert record.texts("PMID") == ("123",) and record.texts("PMCID") == ("PMC9",)
    assert record.texts("ISSN") == ("1234-5678",) and record.texts("ISBN") == ("978-3-16-148410-0",)
    assert record.raw["PMID"] == ["123"]
    (record,) = read("TY  - JOUR\nAB  - We say\nAIMS - nothing\nER  - ").records
    assert record.text("abstract") == "We say AIMS - nothing"


@pytest.mark.parametrize(
    ("lines", "name", "kept"),
    [
        ("AN  - WOS:000123", "isi", "000123"),
        ("AN  - 123\nDB  - PubMed", "PMID", "123"),
        ("AN  - 123\nDB  - Ovid MEDLINE(R)", "PMID", "123"),
        ("AN  - 123\nDB  - Scopus", "ris-AN", "123"),
        ("AN  - 123", "ris-AN", "123"),
        ("PM  - 123", "PMID", "123"),
        ("PM  - later", "ris-PM", "later"),
    ],
)
def test_the_number_of_a_work_is_that_of_its_database(lines: str, name: str, kept: str) -> None:
    (record,) = read(f"TY  - JOUR\n{lines}\nER  - ").records
    found = {name: record.fields[name] for name in ("isi", "PMID", "ris-AN", "ris-PM") if name in record.fields}
    assert found == {name: kept if name.startswith("ris") else (kept,)}


def test_a_conference_paper_knows_where_people_met_and_where_it_is_printed(reading: Reading) -> None:
    record = reading.records[1]
    assert record.text("event-place") == "Oslo, Norway"
    assert record.text("event-title") == "Sea Meeting 2019"
    assert record.text("container-title") == "Proceedings of the Sea Meeting"


def test_a_record_without_end_is_kept_marked_and_told_and_its_neighbour_is_whole(reading: Reading) -> None:
    assert [bool(record.source.damage) for record in reading.records] == [False, True, False, True]
    assert [record.source.line for record in reading.records] == [1, 27, 34, 43]
    assert [notice.line for notice in reading.notices if notice.severity == "error"] == [27, 43]
    thesis = reading.records[2]
    assert (thesis.title, thesis.year, thesis.type) == ("A thesis on tides", 2018, "dissertation")
    assert (thesis.text("number-of-pages"), thesis.text("degree_awarded")) == ("123", "PhD")


def test_a_record_without_id_is_named_by_its_doi_or_its_line(reading: Reading) -> None:
    assert (reading.records[1].id, reading.records[1].id_kind) == ("line-27", "file")
    record = read("TY  - JOUR\nTI  - T\nPY  - 2000\nDO  - https://doi.org/10.1000/tides\nER  - \n").records[0]
    assert (record.id, record.id_kind) == ("10.1000/tides", "ris")


@pytest.mark.parametrize("kind", ["Doctoral dissertation", "Master's thesis", "Theses"])
def test_what_a_thesis_says_that_it_is_is_no_degree(kind: str) -> None:
    (record,) = read(f"TY  - THES\nTI  - T\nPY  - 2000\nM3  - {kind}\nER  - \n").records
    assert (record.text("genre"), record.text("degree_awarded")) == (kind, "")


def test_the_second_title_of_a_book_is_its_series(reading: Reading) -> None:
    book = reading.records[3]
    assert book.texts("collection-title") == ("A Series",)
    assert book.people("author") == (Person("Fox", "Ed", "", "Jr."),)
    assert book.texts("ISBN") == ("978-3-16-148410-0",)


def test_line_ends_of_any_kind_and_a_byte_order_mark_change_nothing() -> None:
    text = "TY  - JOUR\nTI  - T\nPY  - 2000\nER  - \n"
    for other in ("\ufeff" + text, text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        assert read(other).records[0].fields == read(text).records[0].fields
        assert ris.sniff(other)


def test_a_whole_record_without_year_is_told_once() -> None:
    (notice,) = read("TY  - JOUR\nTI  - T\nER  - \n").notices
    assert (notice.message, notice.severity, notice.line) == ("record line-1 has no year", "info", 1)


@pytest.mark.parametrize("tag", ["CHAP", "CONF", "RPRT", "COMP", "DATA", "ELEC", "PAT", "NEWS", "NOSUCH", ""])
def test_every_type_has_one_of_ours(tag: str) -> None:
    assert read(f"TY  - {tag}\nTI  - T\nER  - \n").records[0].type


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["TY  - JOUR", "ER  - ", "AU  - A, B", "TI  - x", "more", "UR  - u;v", "SN  - 1-", ""]))
)
def test_there_is_a_record_for_each_ty_line(lines: list[str]) -> None:
    assert len(read("\n".join(lines)).records) == lines.count("TY  - JOUR")


def test_keywords_of_endnote_stand_in_lines_of_their_own() -> None:
    (record,) = read("TY  - JOUR\nTI  - T\nKW  - Ice\n*Tides\nIce/*physiology\nKW  - Ice\nER  - \n").records
    assert record.texts("keyword") == ("Ice", "Tides", "Ice/physiology")


def test_a_day_is_no_edition() -> None:
    (record,) = read("TY  - JOUR\nTI  - T\nET  - 2021/05/01\nER  - \nTY  - BOOK\nTI  - U\nET  - 2\nER  - \n").records[
        :1
    ]
    assert (record.text("edition"), record.text("ris-ET")) == ("", "2021/05/01")


@pytest.mark.parametrize(
    ("lines", "pmid", "pmcid"),
    [
        ("C2  - 33900001", ("33900001",), ()),  # Scopus
        ("C2  - PMC8000001", (), ("PMC8000001",)),  # EndNote
        ("PMCID  - 8000001\nPMID  - 33900001", ("33900001",), ("PMC8000001",)),
        ("AN  - 33900001\nDP  - NLM", ("33900001",), ()),  # EndNote, of what came from PubMed
        ("AN  - 33900001\nDB  - Other", (), ()),
        ("C2  - 2019", (), ()),
    ],
)
def test_numbers_of_pubmed_and_of_pubmed_central(lines: str, pmid: tuple[str, ...], pmcid: tuple[str, ...]) -> None:
    (record,) = read(f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n").records
    assert (record.texts("PMID"), record.texts("PMCID")) == (pmid, pmcid)


def test_what_scopus_notes_of_its_export_is_no_note_of_the_work() -> None:
    told = "Export Date: 21 November 2026; Cited By: 19; All Open Access; Green Open Access"
    (record,) = read(f"TY  - JOUR\nTI  - T\nN1  - {told}\nN1  - Best paper\nER  - \n").records
    assert (record.text("note"), record.text("ris-N1"), record.flag("oa")) == ("Best paper", told, True)


def test_languages_go_by_their_codes() -> None:
    (record,) = read("TY  - JOUR\nTI  - T\nLA  - English; German\nLA  - en\nER  - \n").records
    assert record.texts("language") == ("eng", "ger")


@pytest.mark.parametrize(("day", "issued"), [("May", Date(2021, 5)), ("MAY 15", Date(2021, 5, 15)), ("", Date(2021))])
def test_a_month_stands_beside_the_year(day: str, issued: Date) -> None:
    (record,) = read(f"TY  - JOUR\nTI  - T\nPY  - 2021\nDA  - {day}\nER  - \n").records
    assert record.issued == issued


def test_ris_of_the_web_of_science() -> None:
    people = "AU  - Berg, JW\nAU  - RAY, ADA\n"
    lines = people + "T2  - LETTERS ON ICE\nJI  - Ice Lett.\nPU  - ICE PRESS\nPI  - OSLO\nFX  - Thanks."
    (record,) = read(f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n").records
    assert record.people("author") == (Person("Berg", "J. W."), Person("RAY", "ADA"))
    assert (record.text("container-title-short"), record.text("publisher")) == ("Ice Lett.", "ICE PRESS")
    assert (record.text("publisher-place"), record.text("acknowledgement")) == ("OSLO", "Thanks.")


@pytest.mark.parametrize(
    ("written", "title", "original"),
    [
        ("Wet eyes in winter; [Nasse Augen im Winter]", "Wet eyes in winter", "Nasse Augen im Winter"),
        ("Wet eyes in winter [Nasse Augen im Winter]", "Wet eyes in winter", "Nasse Augen im Winter"),
        ("Salts of [NiFe] enzymes", "Salts of [NiFe] enzymes", ""),
    ],
)
def test_scopus_puts_the_original_title_in_brackets(written: str, title: str, original: str) -> None:
    (record,) = read(f"TY  - JOUR\nTI  - {written}\nDB  - Scopus\nER  - \n").records
    assert (record.title, record.text("original-title")) == (title, original)
    assert read(f"TY  - JOUR\nTI  - {written}\nER  - \n").records[0].title == written
