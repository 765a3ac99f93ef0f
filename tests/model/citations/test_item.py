"""Tests of records as CSL-JSON items."""

import pytest

from model.citations.item import csl_item, date_value, two_letter
from model.record import Date, Link, Person
from tests.model.citations.examples import article, librecat_records, record


def test_an_article_of_librecat_becomes_the_item_that_styles_expect():
    item = csl_item(librecat_records()[0])
    assert item["id"] == "501"
    assert item["type"] == "article-journal"
    assert item["author"] == [{"family": "Quill", "given": "Ada M"}, {"family": "van Reed", "given": "Bo"}]
    assert item["issued"] == {"date-parts": [[2021, 3, 9]]}
    assert item["container-title"] == "Annals of Marsh Studies"
    assert (item["volume"], item["issue"], item["page"], item["number"]) == ("12", "3", "11-29", "7")
    assert item["DOI"] == "10.5555/marsh.501"
    assert item["language"] == "en"


def test_markup_in_titles_passes_as_it_is():
    assert csl_item(librecat_records()[0])["title"] == "Counting reeds_<i>in situ</i>"


def test_the_printed_issn_comes_before_the_electronic_one():
    assert csl_item(librecat_records()[0])["ISSN"] == "0378-5955"
    assert csl_item(article(eISSN=("2049-3630",)))["ISSN"] == "2049-3630"


def test_a_conference_paper_has_its_event_under_both_of_csls_names():
    item = csl_item(librecat_records()[1])
    assert item["event-title"] == item["event"] == "WET: Workshop on Wetlands"
    assert item["event-place"] == "Graz, Austria"
    assert item["event-date"] == {"date-parts": [[2020, 6, 3], [2020, 6, 5]]}
    assert item["collection-title"] == "Wetland Notes"


def test_a_thesis_has_a_genre_and_its_institution_as_publisher():
    item = csl_item(librecat_records()[2])
    assert item["type"] == "thesis"
    assert item["genre"] == "PhD thesis"
    assert item["publisher"] == "University of the Marsh"
    assert item["number-of-pages"] == "148"


@pytest.mark.parametrize(
    ("degree", "genre"),
    [
        ("PhD", "PhD thesis"),
        ("Dr. phil.", "PhD thesis"),
        ("MS", "Master’s thesis"),
        ("Licentiate", "Licentiate thesis"),
        ("Master thesis", "Master thesis"),
    ],
)
def test_the_degree_says_which_kind_of_thesis_it_is(degree, genre):
    assert csl_item(record(type="dissertation", degree__awarded=degree))["genre"] == genre


def test_a_thesis_of_unknown_degree_is_called_nothing():
    assert "genre" not in csl_item(record(type="dissertation"))


def test_a_work_without_a_doi_is_found_at_its_full_text_open_access_first():
    links = (Link("main_file", "https://a.example/closed"), Link("main_file", "https://a.example/open", "", True))
    assert csl_item(article(link=links))["URL"] == "https://a.example/open"


def test_a_work_with_a_doi_needs_no_other_address():
    assert "URL" not in csl_item(article(DOI="10.5555/1", link=(Link("main_file", "https://a.example/x"),)))


def test_links_to_software_are_no_address_of_the_work():
    assert "URL" not in csl_item(article(link=(Link("software", "https://code.example/x"),)))


def test_a_preprint_known_by_its_number_is_arxivs():
    item = csl_item(record(type="preprint", arxiv=("2101.00001",)))
    assert (item["publisher"], item["number"]) == ("arXiv", "arXiv:2101.00001")
    assert item["URL"] == "https://arxiv.org/abs/2101.00001"


@pytest.mark.parametrize(
    "fields",
    [
        {"container-title": "arXiv preprint arXiv:2101.00001"},  # as Google Scholar has it
        {"container-title": "CoRR", "volume": "abs/2101.00001"},  # DBLP
        {"container-title": "arXiv e-prints", "page": "arXiv:2101.00001"},  # ADS
        {"container-title": "arXiv", "number": "2101.00001", "publisher": "Cornell"},  # LibreCat
        {"container-title": "Computing Research Repository"},
    ],
)
def test_no_journal_is_made_of_arxiv(fields):
    item = csl_item(record(type="preprint", arxiv=("2101.00001",), **fields))
    assert (item["publisher"], item["number"]) == ("arXiv", "arXiv:2101.00001")
    assert not item.keys() & {"container-title", "volume", "page"}


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "journal_article", "arxiv": ("2101.00001",), "container-title": "CoRR"},  # it says that it is one
        {"type": "preprint", "container-title": "arXiv"},  # nobody knows the number
        {"type": "preprint", "arxiv": ("2101.00001",), "container-title": "PsyArXiv"},
        {"type": "preprint", "arxiv": ("2101.00001",), "container-title": "Corrosion"},
    ],
)
def test_other_places_stay_as_they_are_named(fields):
    assert csl_item(record(**fields))["container-title"] == fields["container-title"]


@pytest.mark.parametrize(
    ("person", "name"),
    [
        (Person("Gogh", "Vincent", "van"), {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}),
        (Person("King", "Martin", suffix="Jr."), {"family": "King", "given": "Martin", "suffix": "Jr."}),
        (Person(literal="The Marsh Group"), {"literal": "The Marsh Group"}),
    ],
)
def test_the_parts_of_a_name_keep_their_places(person, name):
    assert csl_item(article(author=(person,)))["author"] == [name]


@pytest.mark.parametrize(
    ("date", "value"),
    [
        (Date(2020), {"date-parts": [[2020]]}),
        (Date(2020, 5), {"date-parts": [[2020, 5]]}),
        (Date(2020, 5, 1, end=(2020, 6, 0)), {"date-parts": [[2020, 5, 1], [2020, 6]]}),
        (Date(text="in press"), {"literal": "in press"}),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(date, value):
    assert csl_item(article(issued=date))["issued"] == value


def test_only_what_is_not_yet_published_has_a_status():
    assert csl_item(article(publication__status="in_press"))["status"] == "in press"
    assert "status" not in csl_item(article(publication__status="published", status="public"))


def test_keywords_that_hold_commas_are_divided_by_semicolons():
    assert csl_item(article(keyword=("a", "b")))["keyword"] == "a, b"
    assert csl_item(article(keyword=("a, b", "c")))["keyword"] == "a, b; c"


def test_corporate_editors_are_editors_and_applicants_are_the_authors_of_a_patent():
    assert csl_item(record(type="book", corporate__editor=("The Club",)))["editor"] == [{"literal": "The Club"}]
    assert csl_item(record(type="patent", applicant=("Peat Ltd",)))["author"] == [{"literal": "Peat Ltd"}]


def test_variables_of_csl_that_only_other_formats_know_pass_too():
    item = csl_item(
        record(type="book", call_number="QA 76", accessed=Date(2024, 2, 1), illustrator=(Person("Ink", "I"),))
    )
    assert item["call-number"] == "QA 76"
    assert item["accessed"] == {"date-parts": [[2024, 2, 1]]}
    assert item["illustrator"] == [{"family": "Ink", "given": "I"}]


def test_fields_that_csl_does_not_know_stay_away():
    assert csl_item(article(department=("Moss",), oa=True)).keys() <= {
        *("id", "type", "title", "author", "issued", "container-title"),
    }


def test_languages_have_two_letters_where_they_have_them():
    assert (two_letter("eng"), two_letter("ger"), two_letter("en-GB")) == ("en", "de", "en-GB")


@pytest.mark.parametrize(
    ("edition", "number"),
    [
        ("2", "2"),
        ("Second", "2"),
        ("3rd", "3"),
        ("11th edition", "11"),
        ("4th ed.", "4"),
        ("2. Auflage", "2"),
        ("Revised", "Revised"),
        ("2nd revised", "2nd revised"),
    ],
)
def test_an_edition_is_the_number_that_styles_put_into_words(edition, number):
    assert csl_item(record(type="book", title="T", edition=edition))["edition"] == number


def test_a_chapter_of_a_bib_file_is_csls():
    assert csl_item(record(type="book_chapter", title="T", chapter="7"))["chapter-number"] == "7"


def test_a_preprint_that_names_arxiv_for_a_publisher_keeps_its_number():
    item = csl_item(record(type="preprint", arxiv=("2101.00001",), publisher="arXiv"))
    assert item["publisher"] == "arXiv" and item["number"] == "arXiv:2101.00001"
    assert "number" not in csl_item(record(type="preprint", arxiv=("2101.00001",), publisher="bioRxiv"))


def test_how_a_work_was_published_stands_for_a_publisher():
    assert csl_item(record(type="misc", title="T", howpublished="Blog post"))["publisher"] == "Blog post"
    assert "publisher" not in csl_item(record(type="misc", title="T", howpublished="https://a.example"))
    assert csl_item(record(type="misc", title="T", howpublished="Blog", publisher="P"))["publisher"] == "P"


@pytest.mark.parametrize(
    ("date", "more"),
    [
        (Date(2019, text="Autumn 2019"), {"season": 3}),
        (Date(2019, text="ca. 2019"), {"circa": True}),
        (Date(2019, text="Autumnal"), {}),
        (Date(2019, 9, text="Autumn 2019"), {}),
    ],
)
def test_a_date_tells_its_season_and_that_it_is_a_guess(date, more):
    assert {name: value for name, value in date_value(date).items() if name != "date-parts"} == more


def test_a_status_is_csls_wherever_it_comes_from():
    assert csl_item(article(publication__status="in_press"))["status"] == "in press"
    assert csl_item(article(publication__status="in press"))["status"] == "in press"
    assert "status" not in csl_item(article(publication__status="published"))
