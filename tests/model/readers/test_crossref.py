"""Crossref's own JSON: one answer, a list of answers, and works in it that CSL would write otherwise."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.library import Library
from model.merge import merge
from model.readers import cslreader, read_paths
from model.readers.base import Document, Reading
from model.record import Date, Person, Relation

WORK = {
    "indexed": {"date-parts": [[2024, 1, 1]]},
    "reference-count": 3,
    "publisher": "Tide Press",
    "type": "proceedings-article",
    "DOI": "10.1000/Tides.1",
    "title": ["Tides under ice"],
    "subtitle": ["A survey"],
    "container-title": ["Proceedings of the Ice Days", "Notes on Ice"],
    "short-container-title": ["Proc. Ice"],
    "author": [
        {"ORCID": "http://orcid.org/0000-0002-1825-0097", "given": "Ida", "family": "Frost", "affiliation": []},
        {"name": "The Ice Group", "sequence": "additional"},
    ],
    "issued": {"date-parts": [[2020, 9]]},
    "ISBN": ["9783540653677"],
    "ISSN": ["0302-9743", "1611-3349"],
    "article-number": "e12",
    "subject": ["Tides", "Ice"],
    "event": {"name": "Ice Days 2020", "location": "Tromsø", "start": {"date-parts": [[2020, 9, 1]]}},
    "original-title": ["Tidevann"],
    "short-title": [],
    "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.1000/LATER", "asserted-by": "subject"}]},
    "abstract": "<jats:p>We <jats:italic>listen</jats:italic>.</jats:p>",
}


def read(value: object) -> Reading:
    return cslreader.read(Document("answer.json", json.dumps(value)))


def fields(**changed: object) -> dict[str, object]:
    (record,) = read({**WORK, **changed}).records
    return dict(record.fields)


def test_an_answer_is_unwrapped() -> None:
    reading = read({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": WORK})
    assert [record.id for record in reading.records] == ["10.1000/Tides.1"]
    assert reading.notices == () and reading.skipped == 0


def test_a_list_of_answers_is_unwrapped() -> None:
    message = {"facets": {}, "total-results": 2, "items": [WORK, {**WORK, "DOI": "10.1000/2"}], "items-per-page": 20}
    reading = read({"status": "ok", "message-type": "work-list", "message": message})
    assert [record.id for record in reading.records] == ["10.1000/Tides.1", "10.1000/2"]


def test_a_work_by_itself_is_one_record_whatever_lists_it_holds() -> None:
    assert [record.id for record in read(WORK).records] == ["10.1000/Tides.1"]


def test_what_crossref_writes_in_its_own_way() -> None:
    found = fields()
    assert found["type"] == "conference" and found["title"] == "Tides under ice: A survey"
    assert found["container-title"] == "Proceedings of the Ice Days"
    assert found["container-title-short"] == "Proc. Ice"
    assert found["author"] == (
        Person("Frost", "Ida", orcid="0000-0002-1825-0097"),
        Person(literal="The Ice Group"),
    )
    assert found["issued"] == Date(2020, 9) and found["page"] == "e12"
    assert found["ISBN"] == ("9783540653677",) and found["ISSN"] == ("0302-9743", "1611-3349")
    assert found["keyword"] == ("Tides", "Ice")
    assert (found["event-title"], found["event-place"]) == ("Ice Days 2020", "Tromsø")
    assert found["original-title"] == "Tidevann" and "title-short" not in found
    assert "listen" in str(found["abstract"]) and "jats" not in str(found["abstract"])


def test_a_preprint_leads_to_what_it_became() -> None:
    assert fields()["relation"] == (Relation("later_version", "10.1000/later", "doi"),)
    later = {**WORK, "DOI": "10.1000/Later", "type": "journal-article", "relation": {}, "title": ["Tides, later"]}
    library = Library(merge(read([WORK, later]).records).works)
    rows = {work.record.doi: row for row, work in enumerate(library.works)}
    (edge,) = library.graph.edges(rows["10.1000/Tides.1"])
    assert (edge.relation, edge.target_row) == ("later_version", rows["10.1000/Later"])


@pytest.mark.parametrize(
    "odd",
    [7, [], {"is-preprint-of": 7}, {"is-preprint-of": [7]}, {"is-preprint-of": [{"id-type": "uri", "id": "x"}]}],
)
def test_relations_that_lead_nowhere_are_none(odd: object) -> None:
    assert "relation" not in fields(relation=odd)


def test_how_crossref_keeps_its_books_is_no_field_but_stays_as_written() -> None:
    (record,) = read(WORK).records
    assert not {"indexed", "reference-count", "csl-relation", "subtitle"} & record.fields.keys()
    assert record.raw["reference-count"] == 3


@pytest.mark.parametrize(
    ("type_", "ours"),
    [
        ("journal-article", "journal_article"),
        ("posted-content", "preprint"),
        ("dissertation", "dissertation"),
        ("monograph", "book"),
        ("book-chapter", "book_chapter"),
        ("reference-entry", "encyclopedia_article"),
        ("dataset", "research_data"),
        ("something-new", "misc"),
        (7, "misc"),
    ],
)
def test_types_have_names_of_their_own(type_: object, ours: str) -> None:
    assert fields(type=type_)["type"] == ours


def test_a_preprint_is_of_the_day_it_was_posted() -> None:
    work = {name: value for name, value in WORK.items() if name != "issued"}
    (record,) = read({**work, "posted": {"date-parts": [[2021, 2, 3]]}}).records
    assert record.issued == Date(2021, 2, 3)


def test_a_subtitle_that_the_title_has_is_not_said_twice() -> None:
    assert fields(title=["Tides under ice: a survey"])["title"] == "Tides under ice: a survey"


def test_numbers_in_a_list_are_read_of_any_item_of_csl() -> None:
    item = {"type": "article-journal", "title": "One", "ISSN": ["0302-9743", "1611-3349"]}
    assert read([item]).records[0].fields["ISSN"] == ("0302-9743", "1611-3349")


def test_an_answer_is_recognised(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("files") / "answer"
    path.write_text(json.dumps({"status": "ok", "message-type": "work", "message": WORK}))
    (reading,) = read_paths([str(path)]).readings
    assert [record.title for record in reading.records] == ["Tides under ice: A survey"]


@given(
    st.dictionaries(
        st.sampled_from([*WORK, "posted", "degree"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=5), some, max_size=3),
            max_leaves=6,
        ),
    )
)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_work_is_a_record(work: dict[str, object]) -> None:
    reading = read({"message": {**work, "reference-count": 1}})
    assert len(reading.records) == 1


def test_what_a_work_corrects_or_takes_back_is_related() -> None:
    work = {
        **WORK,
        "relation": {},
        "update-to": [{"DOI": "10.1000/Old", "type": "correction"}, {"DOI": "10.1000/b", "type": "retraction"}],
        "updated-by": [{"DOI": "10.1000/c", "type": "erratum"}, {"type": "new_version"}],
    }
    assert read(work).records[0].relations == (
        Relation("erratum_for", "10.1000/old", "doi"),
        Relation("retraction_of", "10.1000/b", "doi"),
        Relation("erratum", "10.1000/c", "doi"),
    )


@pytest.mark.parametrize(
    ("titles", "own", "series"),
    [
        (["Notes on Ice", "Tides 2015"], "Tides 2015", ("Notes on Ice",)),
        (["Tides 2015", "Notes on Ice"], "Tides 2015", ("Notes on Ice",)),
        (["Tides", "Notes on Ice"], "Tides", ("Notes on Ice",)),
        (["Tides"], "Tides", None),
    ],
)
def test_a_part_of_a_book_keeps_the_title_of_the_series(titles: list[str], own: str, series: object) -> None:
    found = fields(type="book-chapter", **{"container-title": titles})
    assert (found["container-title"], found.get("collection-title")) == (own, series)
    assert ("container-title-short" in found) == (own == titles[0])
    article = fields(type="journal-article", **{"container-title": titles})
    assert article["container-title"] == titles[0] and "collection-title" not in article


def test_what_csl_has_other_names_for_is_found_by_them() -> None:
    found = fields(**{"publisher-location": "Tromsø", "edition-number": "3", "page": "1-9"})
    assert (found["publisher-place"], found["edition"]) == ("Tromsø", "3")
    assert (found["page"], found["number"]) == ("1-9", "e12")


@pytest.mark.parametrize(
    ("days", "date"),
    [
        ({"start": {"date-parts": [[2020, 9, 1]]}, "end": {"date-parts": [[2020, 9, 4]]}}, (2020, 9, 4)),
        ({"start": {"date-parts": [[2020, 9, 1]]}}, (0, 0, 0)),
        ({"start": {"date-parts": [[2020, 9, 1]]}, "end": "soon"}, (0, 0, 0)),
    ],
)
def test_an_event_has_its_days(days: dict[str, object], date: tuple[int, int, int]) -> None:
    assert fields(event={"name": "Ice Days", **days})["event-date"] == Date(2020, 9, 1, end=date)
