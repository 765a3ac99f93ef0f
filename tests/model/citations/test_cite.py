"""Tests of citations: supplied or rendered, one or many."""

import json

import pytest

from model import text
from model.citations import cite
from model.citations.csl import StyleError
from model.readers import librecat
from model.readers.base import Document
from model.record import Person
from tests.model.citations.examples import SEEDS, article, librecat_records

MARSH = librecat_records()[0]


def test_the_citation_that_the_repository_supplies_comes_first():
    citation = cite.cite(MARSH, "apa")
    assert citation.supplied
    assert citation.text.startswith("Quill, A. M., & van Reed, B. (2021). Counting reeds_<i>in situ</i>.")
    assert citation.text.endswith("https://doi.org/10.5555/marsh.501")
    assert "href" not in citation.text


def test_a_rendered_citation_can_be_asked_for():
    citation = cite.cite(MARSH, "apa", render=True)
    assert not citation.supplied
    assert citation.label == "rendered"
    assert "<i>12</i>(3), Article 7" in citation.text


def test_a_locale_alone_does_not_hide_what_the_repository_supplies():
    assert cite.cite(MARSH, "apa", locale="de-DE").supplied


def test_a_style_that_is_not_supplied_is_rendered():
    assert not cite.cite(MARSH, "ieee").supplied


def test_the_label_names_the_repository():
    known = cite.cite(_of("https://research-explorer.ista.ac.at/record/"), "apa").label
    assert known == "as supplied by ISTA Research Explorer"
    assert cite.cite(_of("https://pub.example.edu/record/"), "apa").label == "as supplied by pub.example.edu"
    assert cite.cite(MARSH, "apa").label == "as supplied"


def test_a_supplied_citation_under_another_name_is_kept_and_the_difference_told():
    renamed = MARSH.with_fields({"author": (Person("Sedge", "Ada"), *MARSH.people("author")[1:])})
    citation = cite.cite(renamed, "apa")
    assert citation.text == cite.cite(MARSH, "apa").text
    assert citation.label == "as supplied; it does not name Sedge"
    assert cite.cite_many([renamed, MARSH], "apa").note == "as supplied, 501 does not name Sedge"


def test_names_are_compared_without_accents_and_markup():
    accented = MARSH.with_fields({"author": (Person("Quïll", "Ada"),)})
    assert cite.cite(accented, "apa").label == "as supplied"


def _of(repository):
    record = MARSH
    return type(record)(record.id, record.id_kind, record.source, record.fields, record.raw, repository)


def test_an_unknown_style_is_an_error():
    with pytest.raises(StyleError):
        cite.cite(article(), "no-such-style-at-all")


def test_several_citations_are_supplied_only_if_all_are():
    alike = cite.cite_many([MARSH, MARSH], "apa")
    assert (alike.kinds, alike.note) == (("supplied", "supplied"), "")
    mixed = cite.cite_many([MARSH, article()], "apa")
    assert mixed.kinds == ("rendered", "rendered")
    assert mixed.note == "all 2 rendered: 1 of them have no citation as supplied"


def test_several_citations_keep_the_order_of_the_list():
    texts = cite.cite_many([article(title="Zebra moss"), MARSH], "ieee").texts
    assert "Zebra" in texts[0] and "reeds" in texts[1]


def test_nothing_is_noted_where_nothing_was_supplied():
    assert cite.cite_many([article(), article()], "apa").note == ""


def test_a_bibliography_is_sorted_and_told_apart_and_says_that_it_is_rendered():
    same = cite.cite_many([article(title="Late moss"), article(title="Early moss"), MARSH], "apa", bibliography=True)
    assert [line.split("(")[1][:5] for line in same.texts] == ["2022a", "2022b", "2021)"]
    assert "Early" in same.texts[0]
    assert same.note.startswith("rendered, not as supplied")


def test_a_style_that_exists_only_as_supplied_says_what_is_lacking():
    with pytest.raises(StyleError, match="1 of 2 have no citation as supplied"):
        cite.cite_many([MARSH, article()], "short")


def test_no_records_give_no_citations():
    assert cite.cite_many([], "apa").texts == ()


def test_the_blank_before_the_colon_of_a_subtitle_is_not_cited():
    soft_ground = librecat_records()[1]
    assert "Soft ground: A survey" in text.plain(cite.cite(soft_ground, "apa").text)
    assert soft_ground.title == "Soft ground : A survey"


def test_the_series_of_an_institutions_theses_is_not_cited():
    assert "collection-title" not in cite.render_item(librecat_records()[2])
    assert "collection-title" in cite.render_item(librecat_records()[1])


def test_an_article_number_that_is_given_as_a_page_too_is_cited_once():
    twice = article(volume="7", number="e12", page="e12")
    assert cite.cite(twice, "ieee").text.count("e12") == 1
    assert "7, e12" in text.plain(cite.cite(twice, "nature").text)


def test_citations_have_no_blanks_at_their_ends():
    line = cite.cite(librecat_records()[1], "din-1505-2").text
    assert line == line.strip()


def test_a_citation_leaves_as_plain_text_html_or_markdown():
    canonical = "A & B. <i>On moss</i>. 2022."
    assert cite.as_plain(canonical) == "A & B. On moss. 2022."
    assert cite.as_html(canonical) == "A &amp; B. <i>On moss</i>. 2022."
    assert cite.as_markdown(canonical) == "A & B. *On moss*. 2022."


@pytest.mark.parametrize("form", [cite.as_plain, cite.as_html, cite.as_markdown])
def test_no_form_of_a_citation_can_act_on_a_terminal(form):
    assert not set(form("x\x1b]52;c;eA==\x07\x9b\u202e")) & set("\x1b\x07\x9b\u202e")


def test_the_stored_styles_are_those_of_the_record():
    assert cite.stored_styles(MARSH) == ("apa", "short")
    assert cite.stored_styles(article()) == ()


def test_real_records_are_cited_as_the_reference_processor_does():
    golden = SEEDS.parent / "golden" / "citations.json"
    seed = SEEDS / "002_958dc05f6a5cb736.txt"
    if not (golden.exists() and seed.exists()):
        pytest.skip("the real records are not here")
    expected = json.loads(golden.read_text())["expected"]
    records = librecat.read(Document("002", seed.read_bytes().decode())).records
    wrong = [
        (style, record.id)
        for style in ("apa", "ieee", "nature")
        for record in records
        if " ".join(cite.as_plain(cite.cite(record, style, render=True, locale="en-US").text).split())
        != expected[style][f"y{record.id}"]
    ]
    assert wrong == []
