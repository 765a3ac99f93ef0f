"""When two records are one work, and when they are not."""

from __future__ import annotations

import pytest

from model.merge import merge
from tests.model.merge_records import TITLE, are_one, bibtex, ids, librecat

OTHER = "A completely different subject"
LONG = "Counting bees in the meadows of three alpine valleys after a dry summer without any rain"


# -- ids ---------------------------------------------------------------------------------------------------------


def test_one_id_of_a_repository_is_one_work():
    assert are_one(librecat("7", "a.yaml"), librecat("7", "b.yaml"))


def test_one_id_is_one_work_when_the_titles_differ_a_little():
    assert are_one(librecat("7", "a.yaml"), librecat("7", "b.yaml", title=TITLE + " far"))


def test_one_id_is_one_work_when_only_the_dois_agree():
    assert are_one(librecat("7", doi="10.1/x"), librecat("7", "b.yaml", title=OTHER, doi="10.1/X"))


def test_one_id_with_other_titles_is_two_works_and_a_notice():
    merged = merge([librecat("7"), librecat("7", "b.yaml", title=OTHER)])
    assert len(merged.works) == 2
    assert merged.kept_apart[0].why == "the same _id 7, but their titles differ"
    assert any("_id 7" in notice.message for notice in merged.notices)


def test_one_id_with_other_dois_is_two_works():
    merged = merge([librecat("7", doi="10.1/x"), librecat("7", "b.yaml", doi="10.1/y")])
    assert len(merged.works) == 2
    assert "DOIs differ" in merged.kept_apart[0].why


def test_one_number_in_two_repositories_means_nothing():
    here = librecat("7", repository="https://one.example/record/", title=OTHER)
    there = librecat("7", "b.yaml", repository="https://two.example/record/")
    merged = merge([here, there])
    assert len(merged.works) == 2
    assert not merged.kept_apart


def test_works_with_one_id_are_shown_under_two():
    here = librecat("7", repository="https://one.example/record/", title=OTHER, updated="2024-01-01")
    there = librecat("7", "b.yaml", repository="https://two.example/record/", updated="2025-01-01")
    for records in ([here, there], [there, here]):
        merged = merge(records)
        assert {work.record.title: work.id for work in merged.works} == {TITLE: "7", OTHER: "7~2"}
        assert any("7, 7~2" in notice.action for notice in merged.notices)


def test_the_repositorys_own_record_keeps_the_plain_id():
    merged = merge([librecat("7", title=OTHER), bibtex("7", updated="2025-01-01")])
    assert {work.record.title: work.id for work in merged.works} == {OTHER: "7", TITLE: "7~2"}


def test_a_cite_key_used_twice_keeps_its_field():
    merged = merge([bibtex("smith", "a.bib"), bibtex("smith", "b.bib", title=OTHER, author="Okafor, Ada")])
    assert sorted(ids(merged)) == ["smith", "smith~2"]
    assert all(work.record.texts("citekey") == ("smith",) for work in merged.works)


def test_a_shown_id_that_exists_is_not_given_again():
    merged = merge([bibtex("k"), bibtex("k", title=OTHER, index=1), bibtex("k~2", title=LONG, index=2)])
    assert len(set(ids(merged))) == 3


def test_numbers_as_cite_keys_count_as_ids_when_the_titles_agree():
    assert are_one(librecat("7", doi="10.1/x"), bibtex("7", year=0, author=""))


@pytest.mark.parametrize("other", [{"title": OTHER}, {"doi": "10.1/y"}])
def test_numbers_as_cite_keys_of_other_works_pass_in_silence(other):
    merged = merge([bibtex("1", "a.bib", doi="10.1/x"), bibtex("1", "b.bib", **other)])
    assert len(merged.works) == 2
    assert not merged.kept_apart


def test_an_earlier_id_finds_its_record():
    assert are_one(librecat("900", alternative_id=("7",)), librecat("7", "old.yaml", year=0, author=""))


def test_an_earlier_id_of_any_source_of_a_work_counts():
    base = {"repository": "https://one.example/record/"}
    old = librecat("7", "old.yaml", **base)
    assert are_one(librecat("900", alternative_id=("7",), **base), librecat("900", "b.yaml", **base), old)


def test_one_id_is_one_work_when_a_title_is_missing():
    assert are_one(librecat("7"), librecat("7", "b.yaml", title=""))


def test_an_earlier_id_that_now_is_another_works_joins_nothing():
    assert not are_one(librecat("900", alternative_id=("7",)), librecat("7", "old.yaml", title=OTHER))


def test_a_truncated_title_agrees_with_the_whole():
    cut = librecat("7", "cut.yaml", title=TITLE[:20], damage="cut off")
    assert are_one(librecat("7"), cut)
    assert not are_one(librecat("7"), librecat("7", "short.yaml", title=TITLE[:20]))


# -- DOIs and other identifiers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("doi", ["10.1000/ABC", "https://doi.org/10.1000/abc", "doi: 10.1000/abc", "10.1000%2Fabc"])
def test_one_doi_is_one_work_however_it_is_written(doi):
    assert are_one(bibtex(doi="10.1000/abc"), bibtex("other", "c.bib", doi=doi, title=LONG, author="", year=1999))


def test_other_dois_are_other_works_whatever_else_agrees():
    assert not are_one(bibtex(doi="10.1/x"), bibtex("other", "c.bib", doi="10.1/y"))


def test_what_is_no_doi_joins_nothing():
    assert not are_one(bibtex(doi="n/a"), bibtex("other", "c.bib", doi="n/a", title=OTHER))


@pytest.mark.parametrize("difference", [{"author": "Okafor, Ada"}, {"page": "70-80"}, {"type": "book_chapter"}])
def test_chapters_that_carry_their_books_doi_stay_chapters(difference):
    whole = bibtex("a", doi="10.1/book", title="Bees of the north", page="20-30")
    merged = merge([whole, bibtex("b", doi="10.1/book", title="Counting without numbers", index=1, **difference)])
    assert len(merged.works) == 2
    assert "nothing in common" in merged.kept_apart[0].why


@pytest.mark.parametrize("difference", [{"year": 2017}, {"volume": "13"}])
def test_a_doi_copied_along_with_an_entry_joins_no_two_articles_of_an_author(difference):
    first = bibtex("a", doi="10.1/x", title="Bees of the north", volume="12")
    other = bibtex("b", "c.bib", doi="10.1/x", title="Counting without numbers", **difference)
    merged = merge([first, other])
    assert len(merged.works) == 2
    assert "nothing in common" in merged.kept_apart[0].why


def test_a_translated_title_under_one_doi_is_one_work():
    assert are_one(
        bibtex("a", doi="10.1/x", title="Bees of the north"), bibtex("b", "c.bib", doi="10.1/x", title="Nordbienen")
    )


def test_titles_and_names_in_two_scripts_say_nothing_against_one_doi():
    here = bibtex("a", doi="10.1/x", title="Bees of the north", author="Wang, Wei")
    assert are_one(here, bibtex("b", "c.bib", doi="10.1/x", title="北方的蜜蜂", author="王, 伟"))
    told = bibtex("a", doi="10.1/x", title="Bees of the north", **{"original-title": "Nordbienen"})
    assert are_one(told, bibtex("b", "c.bib", doi="10.1/x", title="Nordbienen", author="Institut für Bienen"))


@pytest.mark.parametrize(("field", "a", "b"), [("isi", "000123", "WOS:000123"), ("PMID", "123", "PMID: 123")])
def test_one_number_of_a_database_is_one_work(field, a, b):
    assert are_one(bibtex(**{field: (a,)}), bibtex("other", "c.bib", title=LONG, author="", **{field: (b,)}))


def test_a_database_number_joins_nothing_against_the_dois():
    merged = merge([bibtex(isi=("1",), doi="10.1/x"), bibtex("other", "c.bib", isi=("1",), doi="10.1/y")])
    assert len(merged.works) == 2
    assert "Web of Science" in merged.kept_apart[0].why


def test_one_arxiv_id_is_one_work_whatever_the_version():
    old = bibtex(type="preprint", arxiv=("2205.12597v1",), year=2022)
    new = bibtex("other", "c.bib", type="preprint", arxiv=("arXiv:2205.12597v3 [cs.DC]",), year=2025)
    assert are_one(old, new)


def test_an_arxiv_doi_counts_as_an_arxiv_id():
    own = bibtex(type="preprint", doi="10.48550/arXiv.2205.12597", year=2022)
    assert are_one(own, bibtex("other", "c.bib", type="preprint", arxiv=("2205.12597",), year=2025))


@pytest.mark.parametrize(
    "other",
    [
        {"type": "conference"},
        {"doi": "10.1/y"},
        {"title": OTHER},
    ],
)
def test_one_arxiv_id_joins_nothing_against_type_doi_or_title(other):
    article = librecat("7", arxiv=("2205.12597",), doi="10.1/x")
    assert not are_one(article, bibtex(arxiv=("2205.12597",), **other))


def test_one_arxiv_id_does_not_join_two_ids_of_a_repository():
    merged = merge([librecat("7", arxiv=("2205.12597",)), librecat("8", arxiv=("2205.12597",), index=1)])
    assert len(merged.works) == 2
    assert "different ids in one repository" in merged.kept_apart[0].why


@pytest.mark.parametrize("field", ["ISBN", "ISSN", "eISSN"])
def test_isbn_and_issn_never_join(field):
    assert not are_one(bibtex(**{field: ("9780",)}), bibtex("other", "c.bib", title=OTHER, **{field: ("9780",)}))


def test_one_entry_twice_word_for_word_is_one_work():
    assert are_one(bibtex(author="", year=0), bibtex(author="", year=0, index=1))
