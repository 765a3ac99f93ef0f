"""Web of Science's tagged files: people with their numbers, dates in parts, conferences, records that do not end."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.merge import merge
from model.readers import librecat, read_document, wos
from model.readers.base import Document, Reading
from model.record import Date, Person

TEXT = (Path(__file__).parents[2] / "data" / "wos.txt").read_text(encoding="utf-8")


def read(*lines: str) -> Reading:
    return wos.read(Document("some.txt", "\n".join(lines)))


def one(*lines: str) -> dict[str, object]:
    (record,) = read("PT J", *lines, "ER").records
    return dict(record.fields)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_document(Document("some", TEXT))


def test_an_article(reading: Reading) -> None:
    record = reading.records[0]
    assert reading.format == "wos"
    assert (record.id, record.id_kind, record.type, record.source.line) == (
        "WOS:000900000001",
        "wos",
        "journal_article",
        3,
    )
    assert record.title == "Listening to tides under thick ice: a study that goes on in the next line"
    assert record.people("author") == (
        Person("Frost", "Ida M.", orcid="0000-0002-1825-0097"),
        Person("Meer", "Jan", "van der"),
        Person(literal="Ice Group"),
    )
    assert record.issued == Date(2020, 9, 16)
    assert (record.text("container-title"), record.text("container-title-short")) == ("LETTERS ON ICE", "Ice Lett.")
    assert (record.text("volume"), record.text("issue"), record.text("page")) == ("12", "3", "357-362")
    assert (record.doi, record.texts("isi"), record.texts("PMID")) == (
        "10.1000/tides.1",
        ("000900000001",),
        ("90000001",),
    )
    assert (record.texts("ISSN"), record.texts("eISSN")) == (("0028-0836",), ("1476-4687",))
    assert record.fields["oa"] is True
    assert record.text("acknowledgement") == "We thank the bears."


def test_a_keyword_is_told_once_as_the_authors_spell_it(reading: Reading) -> None:
    assert reading.records[0].texts("keyword") == ("tides", "ice", "OCEAN")


def test_a_conference_paper_is_in_its_book(reading: Reading) -> None:
    record = reading.records[1]
    assert (record.type, record.text("container-title")) == ("conference", "SEAS, SEAS 2018")
    assert (record.text("event-title"), record.text("event-place")) == (
        "8th Conference on Seas (SEAS)",
        "Lisbon, PORTUGAL",
    )
    assert (record.text("publisher-place"), record.texts("collection-title")) == ("BERLIN", ("Lecture Notes in Seas",))
    assert record.people("editor") == (Person("Doe", "J. B."), Person("Ray", "Ada"))
    assert (record.text("number"), record.texts("ISBN")) == ("e12", ("978-3-16-148410-0",))


def test_initials_without_full_names_stand_apart(reading: Reading) -> None:
    assert reading.records[1].people("author") == (Person("Hail", "B."), Person("Ray", "A. D. A."))


def test_a_record_that_does_not_end_is_kept_and_told(reading: Reading) -> None:
    assert [bool(record.source.damage) for record in reading.records] == [False, False, True, True]
    assert [notice.line for notice in reading.notices if notice.severity == "error"] == [73, 83]
    book = reading.records[2]
    assert (book.type, book.text("number-of-pages"), book.issued) == ("book", "321", Date(2021, 5))


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (("PY 2001",), Date(2001)),
        (("PD MAR", "PY 2001"), Date(2001, 3)),
        (("PD MAR 15", "PY 2001"), Date(2001, 3, 15)),
        (("PD JAN-FEB", "PY 2001"), Date(2001, 1, end=(2001, 2, 0))),
        (("PD WIN", "PY 2001"), Date(2001, text="WIN 2001")),
        (("EA MAY 2021",), Date(2021, 5)),
    ],
)
def test_dates(lines: tuple[str, ...], date: Date) -> None:
    assert one("TI T", *lines)["issued"] == date


@pytest.mark.parametrize(
    ("publication", "kind", "type_"),
    [
        ("J", "Article", "journal_article"),
        ("J", "Article; Proceedings Paper", "journal_article"),
        ("J", "Proceedings Paper", "conference"),
        ("J", "Meeting Abstract", "conference_abstract"),
        ("J", "Book Review", "journal_article"),
        ("B", "Book", "book"),
        ("B", "Article; Book Chapter", "book_chapter"),
        ("S", "Article", "book_chapter"),
        ("P", "", "patent"),
        ("X", "", "misc"),
    ],
)
def test_types(publication: str, kind: str, type_: str) -> None:
    (record,) = read(f"PT {publication}", "TI T", "PY 2001", f"DT {kind}", "ER").records
    assert record.type == type_


def test_a_review_is_an_article_of_its_kind() -> None:
    fields = one("TI T", "PY 2001", "DT Review")
    assert (fields["type"], fields["article_type"]) == ("journal_article", "review")


def test_what_has_no_meaning_here_is_kept_and_what_was_written_is_whole(reading: Reading) -> None:
    record = reading.records[0]
    assert record.text("wos-ZZ") == "nobody knows"
    assert record.raw["CR"] == ["Doe J, 1990, ICE LETT, V1, P1", "Ray A, 2001, ICE LETT, V12, P3, DOI 10.1000/other"]
    assert [name for name in record.fields if name.startswith("wos-")] == ["wos-ZZ"]
    tags = ["ZB", "YZ", "QQ", "XA", "KK", "LX"]
    found = one("TI T", *(f"{tag} v" for tag in tags))
    assert [name for name in found if name.startswith("wos-")] == [f"wos-{tag}" for tag in tags]  # in their order


def test_a_number_of_web_of_science_makes_it_one_work_with_a_record_of_librecat(reading: Reading) -> None:
    text = "_id: '7'\ntype: journal_article\ntitle: Listening to tides\nexternal_id:\n  isi:\n  - '000900000001'\n"
    (theirs,) = librecat.read(Document("a.yaml", text)).records
    (work,) = merge([theirs, reading.records[0]]).works
    assert len(work.inputs) == 2


@pytest.mark.parametrize("text", ["PT J\nTI T\nER\n", "FN Clarivate\r\nVR 1.0\r\nPT S\r\n", "\ufeffFN ISI\nPT B\n"])
def test_it_is_known_by_its_first_tags(text: str) -> None:
    assert read_document(Document("a", text)).format == "wos"


@pytest.mark.parametrize("text", ["PT is a start of a sentence that goes on and on.", "FN x", "A\nPT J\n"])
def test_other_texts_are_not(text: str) -> None:
    assert not wos.sniff(text)


@given(st.lists(st.sampled_from(["AU", "TI", "DT", "PD", "PY", "OI", "SN", "ZZ", "  "]).flatmap(
    lambda tag: st.text(st.characters(exclude_characters="\r\n"), max_size=12).map(f"{tag} ".__add__))))  # fmt: skip
def test_every_value_is_in_what_the_record_was_written_from(lines: list[str]) -> None:
    (record,) = read("PT J", *lines, "ER").records
    kept = "".join("".join(map(str, values)) for values in record.raw.values())
    assert all(line[3:].strip() in kept for line in lines)


def test_whose_book_it_is_wrote_no_paper_in_it() -> None:
    record = read("PT C", "AF Frost, Ida", "GP IEEE", "TI Ice", "SO ICE 2019", "DT Proceedings Paper", "ER").records[0]
    assert record.people("author") == (Person("Frost", "Ida"),)
    assert record.text("wos-GP") == "IEEE"
    part = ("PT B", "AF Frost, Ida", "BF Snow, Jon", "TI Ice", "SO COLD", "DT Article; Book Chapter", "ER")
    assert read(*part).records[0].people("author") == (Person("Frost", "Ida"),)
    assert read(*part).records[0].people("container-author") == (Person("Snow", "Jon"),)
    whole = read("PT B", "AF Snow, Jon", "BF Snow, Jon", "TI COLD", "DT Book", "ER").records[0]
    assert (whole.people("author"), whole.people("container-author")) == ((Person("Snow", "Jon"),), ())


def test_a_group_without_others_is_the_author() -> None:
    assert one("GP Ice Group", "TI Ice")["author"] == (Person(literal="Ice Group"),)
