"""EndNote's tagged files: types and tags, records with and without `%0`, values over several lines."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.readers import endnote, read_document, ris
from model.readers.base import Document, Reading
from model.record import Date, Person

TEXT = (Path(__file__).parents[2] / "data" / "scholar.enw").read_text(encoding="utf-8")


def read(*lines: str) -> Reading:
    return endnote.read(Document("some.enw", "\n".join(lines)))


def one(*lines: str) -> dict[str, object]:
    (record,) = read(*lines).records
    return dict(record.fields)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_document(Document("some", TEXT))


def test_an_article_as_google_scholar_gives_it(reading: Reading) -> None:
    assert reading.format == "endnote" and reading.notices == ()
    record = reading.records[0]
    assert (record.id, record.id_kind, record.type) == ("line-1", "file", "journal_article")
    assert record.people("author") == (Person("Shannon", "Claude Elwood"),)
    assert (record.title, record.year) == ("A mathematical theory of communication", 1948)
    assert record.text("container-title") == "The Bell system technical journal"
    assert (record.text("volume"), record.text("issue"), record.text("page")) == ("27", "3", "379-423")
    assert (record.texts("ISSN"), record.text("publisher")) == (("0005-8580",), "Nokia Bell Labs")


def test_a_thesis_has_a_supervisor_and_goes_by_its_label(reading: Reading) -> None:
    record = reading.records[1]
    assert (record.id, record.id_kind, record.type) == ("frost2001", "endnote", "dissertation")
    assert record.texts("citekey") == ("frost2001",)
    assert record.people("supervisor") == (Person("Hail", "Bo"),)
    assert record.texts("keyword") == ("ice", "snow", "water")
    assert record.text("abstract") == "An abstract that goes on and on."


def test_a_day_is_of_the_year_that_stands_elsewhere(reading: Reading) -> None:
    assert reading.records[2].issued == Date(2019, 6, 3)
    assert one("%0 Book", "%T T", "%D 2001", "%8 March 5, 2001")["issued"] == Date(2001, 3, 5)


def test_a_name_before_a_last_comma_is_an_organisation(reading: Reading) -> None:
    assert reading.records[2].people("author") == (Person(literal="World Health Organization"),)
    text = "TY  - RPRT\nTI  - T\nAU  - World Health Organization,\nPY  - 2001\nER  - \n"
    assert ris.read(Document("a", text)).records[0].people("author") == (Person(literal="World Health Organization"),)


def test_what_has_no_meaning_here_is_kept(reading: Reading) -> None:
    assert reading.records[1].text("endnote-M") == "99"
    assert reading.records[1].raw["M"] == ["99"]
    assert one("%0 Audiovisual Material", "%T T", "%D 1")["genre"] == "Audiovisual Material"
    assert "genre" not in one("%0 Generic", "%T T", "%D 1")


def test_records_without_a_type_begin_after_a_blank_line() -> None:
    reading = read("%A Frost, Ida", "%T On ice", "%D 2001", "", "%T On snow", "%D 2002")
    assert [(record.title, record.source.line) for record in reading.records] == [("On ice", 1), ("On snow", 5)]
    assert len(read("%0 Book", "%T On ice", "", "%D 2002").records) == 1  # in one that has a type it ends nothing


def test_people_may_stand_before_the_type() -> None:
    lines = ["%A Frost, Ida", "%0 Book", "%T On ice", "", "%A Sten, Bo", "%A Ray, Al", "%0 Thesis", "%T On snow"]
    first, second = read(*lines).records
    assert (first.type, [one.family for one in first.people("author")]) == ("book", ["Frost"])
    assert (second.type, [one.family for one in second.people("author")]) == ("dissertation", ["Sten", "Ray"])
    assert [record.title for record in read("%0 Book", "%T On ice", "%0 Book", "%T On snow").records][1] == "On snow"


@pytest.mark.parametrize("text", ["%0 Book\n%T T", "\n\n%0 Journal Article", "%A Frost, Ida\n%T On ice"])
def test_it_is_known_by_its_first_tags(text: str) -> None:
    assert read_document(Document("a", text)).format == "endnote"


@pytest.mark.parametrize("text", ["% a comment\n@book{a, title = {T}}", "%A comment in TeX", "%0", "100%A B"])
def test_a_percent_sign_alone_is_no_tag(text: str) -> None:
    assert not endnote.sniff(text)


def test_what_a_record_lacks_is_told() -> None:
    (notice,) = read("%0 Book", "%D 2001").notices
    assert (notice.line, notice.message) == (1, "record line-1 has no title")


@given(
    st.lists(
        st.sampled_from([*"TAEYJBDPK8", "?", "@"]).flatmap(
            lambda tag: st.text(st.characters(exclude_characters="\r\n"), max_size=9).map(f"%{tag} ".__add__)
        )
    )
)
def test_every_value_is_in_what_the_record_was_written_from(lines: list[str]) -> None:
    (record,) = read("%0 Book", *lines).records
    kept = "".join("".join(map(str, values)) for values in record.raw.values())
    assert all(line[3:].strip() in kept for line in lines)


def test_what_endnote_took_from_pubmed_has_its_numbers() -> None:
    text = "%0 Journal Article\n%T Ice\n%M 33900001\n%2 PMC8000001\n%W NLM\n%7 2021/05/01\n"
    record = endnote.read(Document("some.enw", text)).records[0]
    assert (record.texts("PMID"), record.texts("PMCID")) == (("33900001",), ("PMC8000001",))
    assert (record.text("endnote-7"), record.text("edition")) == ("2021/05/01", "")
