"""A list of people that says of itself that it is not complete: `and others` is nobody, and shown as `et al.`."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.citations import markdown, ris
from model.citations.cite import as_plain, cite_many
from model.describe import describe
from model.library import Library, open_library
from model.lines import line_of
from model.listing import names
from model.readers import read_paths

ENTRIES = """
@article{one, author = {Jan van der Berg and others}, title = {One}, journal = {Tides}, year = 2020}
@article{two, author = {Frost, Ida and Snow, Al and others}, title = {Two}, journal = {Tides}, year = 2019}
@article{alone, author = {others}, title = {Alone}, journal = {Tides}, year = 2018}
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    path = tmp_path / "some.bib"
    path.write_text(ENTRIES)
    return open_library([str(path)])


def test_they_are_nobody_in_the_directory_of_people(library: Library) -> None:
    assert [person.name for person in library.people] == ["Frost, Ida", "Snow, Al", "van der Berg, Jan"]
    assert [individual.name for _, individual in library.people.of_row(1)] == ["Frost, Ida", "Snow, Al"]
    (frost, *_) = library.people
    assert [other.name for other, _ in library.people.coauthors(frost.key)] == ["Snow, Al"]


def test_nobody_is_counted_or_found_by_their_name(library: Library) -> None:
    values = [value for value, _ in library.search.facet_counts(range(3), "person")]  # type: ignore[arg-type]
    assert sorted(values) == ["Frost, Ida", "Snow, Al", "van der Berg, Jan"]
    assert not library.search.search("author:others").total


def test_they_lead_nowhere(library: Library) -> None:
    (people,) = (section for section in describe(library, 1) if section.title == "People")
    assert [(item.text, bool(item.target)) for item in people.items] == [
        ("Frost, Ida", True),
        ("Snow, Al", True),
        ("et al.", False),
    ]


def test_lists_end_with_et_al(library: Library) -> None:
    one, two, alone = (work.record for work in library.works)
    assert (names(one), names(two), names(alone)) == (
        "van der Berg, Jan et al.",
        "Frost, Ida; Snow, Al et al.",
        "others",
    )
    assert line_of(library.works[1], ()).people == ("Frost", "Snow", "et al.")


def test_citations_say_et_al(library: Library) -> None:
    records = [library.works[row].record for row in (0, 1)]
    made = [as_plain(text) for text in cite_many(records, "apa").texts]
    assert made == ["van der Berg, J. et al. (2020). One. Tides.", "Frost, I., Snow, A., et al. (2019). Two. Tides."]
    assert "Frost, Ida; Snow, Al et al (2019)" in markdown.write(records)


def test_a_file_for_others_says_it_in_their_way_and_is_read_back(library: Library, tmp_path: Path) -> None:
    record = library.works[1].record
    written = ris.write([record])
    assert "AU  - et al." in written
    path = tmp_path / "some.ris"
    path.write_text(written)
    assert read_paths([str(path)]).readings[0].records[0].people("author") == record.people("author")
