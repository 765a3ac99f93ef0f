"""PubMed's own format: every tag that means something, values over several lines, files that are cut off."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.merge import merge
from model.readers import librecat, pubmed, read_document
from model.readers.base import Document, Reading
from model.record import Date, Person, Relation
from model.relations import Graph

TEXT = (Path(__file__).parents[2] / "data" / "pubmed.nbib").read_text(encoding="utf-8")


def read(text: str) -> Reading:
    return pubmed.read(Document("some.nbib", text))


def one(*lines: str) -> dict[str, object]:
    (record,) = read("\n".join(("PMID- 1", *lines))).records
    return dict(record.fields)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_document(Document("some", TEXT))


def test_records_go_by_their_number_and_know_their_lines(reading: Reading) -> None:
    assert reading.format == "pubmed" and reading.notices == () and not reading.skipped
    assert [(record.id, record.source.line) for record in reading.records] == [
        ("pmid90000001", 1),
        ("pmid90000002", 37),
        ("pmid90000003", 48),
    ]


def test_an_article(reading: Reading) -> None:
    found = reading.records[0].fields
    assert found["type"] == "journal_article"
    assert found["title"] == "Listening to tides under <i>thick</i> ice: a study that goes on in the next line"
    assert found["author"] == (
        Person("Frost", "Ida M", orcid="0000-0002-1825-0097"),
        Person("Meer", "Jan", "van der"),
        Person(literal="Ice Group"),
    )
    assert found["issued"] == Date(2020, 9, 16)
    assert (found["container-title"], found["container-title-short"]) == ("Letters on ice", "Ice Lett")
    assert (found["volume"], found["issue"], found["page"]) == ("12", "3", "357-362")
    assert found["DOI"] == "10.1000/tides.1"
    assert (found["PMID"], found["PMCID"]) == (("90000001",), ("PMC7000001",))
    assert (found["ISSN"], found["eISSN"]) == (("0028-0836",), ("1476-4687",))
    assert found["abstract"] == "BACKGROUND: Ice is loud. It never rests."
    assert found["keyword"] == ("tides", "Ice", "Tides/physiology")
    assert found["language"] == ("eng",) and found["funding"] == ("ICE-1/Polar Fund",)


def test_a_title_that_pubmed_translated_loses_its_brackets(reading: Reading) -> None:
    second = reading.records[1]
    assert second.title == "The sea in winter"
    assert second.people("author") == (Person("Doe", "J. B."),)
    assert second.issued == Date(1990, 1, end=(1990, 2, 0))
    assert "container-title-short" not in second.fields  # it is the same
    assert (second.text("number"), second.doi) == ("e12", "10.1000/tides.2")


def test_a_chapter_is_in_its_book(reading: Reading) -> None:
    third = reading.records[2]
    assert (third.type, third.title, third.text("container-title")) == (
        "book_chapter",
        "A chapter of it",
        "The book of ice",
    )
    assert third.people("editor") == (Person("Hail", "Bo"),) and third.texts("ISBN") == ("9783161484100",)
    assert third.issued == Date(1998, text="Spring 1998")


def test_what_has_no_meaning_here_is_kept_and_how_the_library_keeps_its_books_is_not_shown(reading: Reading) -> None:
    assert reading.records[1].text("pubmed-XX") == "what nobody knows"
    first = reading.records[0]
    assert not [name for name in first.fields if name.startswith("pubmed-")]
    assert first.raw["STAT"] == ["MEDLINE"] and first.raw["AD"] == ["Institute of Ice, Tromsø, Norway."]


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("357-62", "357-362"),
        ("1099-101", "1099-1101"),
        ("12", "12"),
        ("e1-e7", "e1-e7"),
        ("99-101", "99-101"),
        ("", ""),
    ],
)
def test_pages_are_written_out(written: str, page: str) -> None:
    assert one("TI  - T.", f"PG  - {written}").get("page", "") == page


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2001", Date(2001)),
        ("2001 Mar", Date(2001, 3)),
        ("2019 Dec-2020 Jan", Date(text="2019 Dec-2020 Jan")),
        ("[date unknown]", Date(text="[date unknown]")),
    ],
)
def test_dates(written: str, date: Date) -> None:
    assert one(f"DP  - {written}")["issued"] == date


@pytest.mark.parametrize(
    ("kinds", "type_"),
    [
        (["Preprint"], "preprint"),
        (["Journal Article", "Dataset"], "research_data"),
        (["Letter"], "journal_article"),
        ([], "journal_article"),
    ],
)
def test_types(kinds: list[str], type_: str) -> None:
    assert one(*(f"PT  - {kind}" for kind in kinds))["type"] == type_


@pytest.mark.parametrize("other", ["FED", "ED", "FIR", "IR", "FPS"])
def test_a_number_belongs_to_whoever_is_named_before_it(other: str) -> None:
    lines = ("FAU - Frost, Ida", "AU  - Frost I", f"{other:4}- Hail, Bo", "AUID- ORCID: 0000000218250097")
    found = one(*lines)
    assert found["author"] == (Person("Frost", "Ida"),)
    assert not other.endswith("ED") or found["editor"] == (Person("Hail", "Bo", orcid="0000-0002-1825-0097"),)


def test_people_of_any_role_are_known_by_their_full_or_only_name() -> None:
    found = one("AU  - Doe JB", "AU  - Ray A", "FAU - Frost, Ida", "AU  - Frost I", "CN  - Ice Group", "AU  - Kim J")
    people = (Person("Doe", "J. B."), Person("Ray", "A."), Person("Frost", "Ida"), Person(literal="Ice Group"))
    assert found["author"] == (*people, Person("Kim", "J."))


def test_a_title_in_dots_keeps_them() -> None:
    assert one("TI  - And so on...")["title"] == "And so on..."


def test_a_book_is_called_by_its_own_title() -> None:
    found = one("BTI - The book of ice", "PT  - Book")
    assert (found["type"], found["title"]) == ("book", "The book of ice")
    assert "container-title" not in found


def test_a_record_that_is_cut_off_is_kept_as_far_as_it_goes() -> None:
    for end in range(len("PMID- 90000001\n"), len(TEXT), 37):
        records = read(TEXT[:end]).records
        assert records[0].id == "pmid90000001"


def test_line_ends_of_any_kind_and_a_byte_order_mark_change_nothing() -> None:
    for other in ("\ufeff" + TEXT, TEXT.replace("\n", "\r\n"), TEXT.replace("\n", "\r")):
        found = read_document(Document("some", other))
        assert [record.fields for record in found.records] == [record.fields for record in read(TEXT).records]


def test_a_record_without_title_and_year_is_told() -> None:
    (notice,) = read("\nPMID- 7\nAU  - A B\n").notices
    assert (notice.message, notice.line) == ("record pmid7 has no title and no year", 2)


LINES = st.sampled_from(
    [
        *TEXT.split("\n"),
        "PMID-",
        "PMID- x",
        "AUID- 0000-0000",
        "FAU -",
        "AU  -",
        "DP  - -",
        "PG  - 9-",
        "TI  - [].",
        "\x1b",
    ]
)


@given(st.lists(LINES, max_size=30))
def test_any_lines_are_read(lines: list[str]) -> None:
    text = "\n".join(lines)
    reading = read(text)
    starts = sum(line.startswith("PMID") for line in lines)
    assert len(reading.records) == starts


def test_a_number_of_pubmed_is_no_number_of_librecat() -> None:
    (article,) = librecat.read(Document("a.yaml", "_id: '7'\ntitle: The sea\ntype: book\nyear: '2000'\n")).records
    (other,) = read("PMID- 7\nTI  - The sea.\nDP  - 2000\n").records
    assert len(merge([article, other]).works) == 2


def test_an_erratum_and_its_article_know_each_other() -> None:
    article = "PMID- 1\nTI  - Ice.\nEIN - J Ice. 2022 Jan;13(1):9. doi: 10.1000/ice.2. PMID: 2\n"
    erratum = "PMID- 2\nTI  - Ice.\nLID - 10.1000/ice.2 [doi]\nEFR - J Ice. 2021;12(3):1. PMID: 1\n"
    first, second = read(article + "\n" + erratum).records
    assert first.relations == (Relation("erratum", "10.1000/ice.2", "doi", "J Ice. 2022 Jan;13(1):9."),)
    assert second.relations == (Relation("erratum_for", "pmid1", "citekey", "J Ice. 2021;12(3):1."),)
    graph = Graph.build(merge((first, second)).works)
    assert [[(edge.relation, edge.target_row) for edge in graph.edges(row)] for row in (0, 1)] == [
        [("erratum", 1)],
        [("erratum_for", 0)],
    ]


@pytest.mark.parametrize(
    ("numbers", "printed", "electronic"),
    [
        (("1879-2758 (Electronic)",), (), ("1879-2758",)),
        (("0039-6028 (Print)", "1879-2758 (Electronic)", "0039-6028 (Linking)"), ("0039-6028",), ("1879-2758",)),
        (("1879-2758 (Electronic)", "1879-2758 (Linking)"), (), ("1879-2758",)),
        (("0039-6028 (Linking)",), ("0039-6028",), ()),
    ],
)
def test_numbers_of_journals_are_of_one_form_or_the_other(
    numbers: tuple[str, ...], printed: tuple[str, ...], electronic: tuple[str, ...]
) -> None:
    found = one(*(f"IS  - {number}" for number in numbers))
    assert (found.get("ISSN", ()), found.get("eISSN", ())) == (printed, electronic)


def test_an_original_title_has_no_full_stop_either() -> None:
    assert one("TT  - Eis im Winter.")["original-title"] == "Eis im Winter"
