"""When two records that only look alike are one work, when they are not, and when that is asked."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.merge import fuzzy, merge
from model.merge.fuzzy import distinct_words
from tests.model.merge_records import TITLE, are_one, bibtex, librecat, one

OTHER = "A completely different subject"
LONG = "Counting bees in the meadows of three alpine valleys after a dry summer without any rain"


@pytest.mark.parametrize(
    "title",
    [
        TITLE.upper(),
        "Slow <i>rivers</i> and the sediment they carry.",
        "Slow rivers & the sediment they carry",
        "Slow rivers and the sedimment they carry",
        "Slow river and the sediment they carry",
    ],
)
def test_likeness_joins_across_files(title):
    assert are_one(librecat(doi="10.1/x"), bibtex(title=title))


def test_a_lost_article_changes_no_title():
    assert are_one(librecat(title=LONG), bibtex(title=LONG.replace(" the ", " ")))


def test_what_is_as_long_as_a_book_is_like_nothing_but_its_equal():
    book = " ".join(f"{LONG} {number}" for number in range(300))
    assert are_one(librecat(title=book), bibtex(title=book))
    assert not are_one(librecat(title=book), bibtex(title=book.replace("meadows", "meadow", 1)))
    page = book[:15_000]
    assert are_one(librecat(title=page), bibtex(title=page.replace("meadows", "meadow", 1)))


def test_a_particle_that_one_file_leaves_out_makes_no_other_author():
    assert are_one(librecat(author="van den Berg, Jan"), bibtex(author="Berg, Jan"))


def test_a_short_title_with_a_slip_is_not_alike_enough_but_gets_a_hint():
    merged = merge([librecat(title="Nordic forest fires"), bibtex(title="Nordic forest firas")])
    assert len(merged.works) == 2
    assert 94 < merged.hints[0].ratio < 95


def test_a_long_word_may_have_two_slips_and_a_short_one_not():
    assert are_one(librecat(title=LONG + " sedimentation"), bibtex(title=LONG + " sedimanttion"))
    assert not are_one(librecat(title=LONG + " winter"), bibtex(title=LONG + " water"))


def test_one_first_page_makes_up_for_another_word():
    assert are_one(librecat(title=LONG, page="77-81"), bibtex(title=LONG.replace("dry", "wet"), page="77--81"))
    assert not are_one(librecat(title=LONG, page="1-5"), bibtex(title=LONG.replace("dry", "wet"), page="1-5"))


def test_types_agree_only_where_one_of_them_is_vague():
    review = librecat("1", type="review", repository="https://one.example/record/")
    patent = librecat("2", "b.yaml", type="patent", repository="https://two.example/record/")
    assert not are_one(review, patent)


def test_two_ids_of_unknown_repositories_are_not_joined_by_likeness():
    assert not are_one(librecat("1"), librecat("2", "b.yaml"))
    assert are_one(
        librecat("1", repository="https://one.example/record/"),
        librecat("2", "b.yaml", repository="https://two.example/record/"),
    )


def test_one_doi_joins_two_ids_of_unknown_repositories_in_two_files():
    assert are_one(librecat("1", doi="10.1/x"), librecat("2", "b.yaml", doi="10.1/x"))


def test_years_that_drift_along_a_chain_do_not_join_its_ends():
    merged = merge([bibtex("a", "a.bib", year=2020), bibtex("b", "b.bib", year=2021), bibtex("c", "c.bib", year=2022)])
    assert len(merged.works) > 1


def test_years_far_apart_get_no_hint():
    assert not merge([bibtex("a", "a.bib", year=2020), bibtex("b", "b.bib", year=2022)]).hints


def test_likeness_does_not_join_groups_without_end():
    many = [bibtex(f"i{n}", f"i{n}.bib", isi=("1",), index=n) for n in range(101)]
    many += [bibtex(f"p{n}", f"p{n}.bib", PMID=("1",), index=n) for n in range(101)]
    assert len(merge(many).works) == 2
    assert are_one(*many[:3], *many[-3:])


@pytest.mark.parametrize(
    "change",
    [
        {"year": 2022},
        {"year": 0},
        {"author": "Okafor, Ada"},
        {"author": ""},
        {"type": "preprint"},
        {"type": "conference"},
        {"volume": "13"},
        {"issue": "2"},
        {"isi": ("2",)},
        {"edition": "2"},
        {"page": "77-81"},
        {"arxiv": ("1811.01421",)},
    ],
)
def test_likeness_joins_nothing_against(change):
    article = librecat(volume="12", issue="1", edition="1", page="12-20", arxiv=("2205.12597",), isi=("1",))
    assert are_one(article, bibtex())
    assert not are_one(article, bibtex(**change))


@pytest.mark.parametrize("edition", ["2", "2nd", "Second", "2., erweiterte Auflage", "2nd ed.", "zweite"])
def test_an_edition_is_known_by_its_number_however_it_is_written(edition):
    assert are_one(librecat(type="book", edition="2"), bibtex(type="book", edition=edition))
    assert not are_one(librecat(type="book", edition="3"), bibtex(type="book", edition=edition))


@pytest.mark.parametrize(
    "title",
    [
        LONG + ", part II",
        LONG + " 2",
        "Erratum: " + LONG,
        "Reply to: " + LONG,
        LONG.replace("without", "with"),
        LONG.replace("dry", "wet"),
        LONG.replace("three", "four"),
    ],
)
def test_a_title_with_another_word_is_another_work(title):
    assert are_one(librecat(title=LONG), bibtex(title=LONG.replace("meadows", "meadow")))
    assert not are_one(librecat(title=LONG), bibtex(title=title))


@pytest.mark.parametrize(
    ("one_word", "other"),
    [
        ("directed", "undirected"),
        ("synchronous", "asynchronous"),
        ("microscopic", "macroscopic"),
        ("hypothermia", "hyperthermia"),
        ("interstate", "intrastate"),
        ("DNA", "RNA"),
        ("tree", "three"),
    ],
)
def test_words_that_mean_opposites_are_no_slips_of_the_pen(one_word, other):
    title = "Observations on the role of {} material in long running programmes of public research"
    assert not are_one(librecat(title=title.format(one_word)), bibtex(title=title.format(other)))


def test_the_same_words_in_another_order_are_another_work():
    title = LONG + ", and a note on the slow exchange of moisture, salt and heat between {} and {}"
    assert not are_one(librecat(title=title.format("sea", "air")), bibtex(title=title.format("air", "sea")))


def test_a_word_known_elsewhere_is_no_misspelling():
    title = "The many uses of {} in the households of early modern harbour towns in the north"
    pair = librecat(title=title.format("flour")), bibtex(title=title.format("floor"))
    assert are_one(*pair)
    others = [
        bibtex(name, "z.bib", title=f"On {name} and {OTHER}", index=n) for n, name in enumerate(["flour", "floor"])
    ]
    assert len(merge([*pair, *others]).works) == 4


@pytest.mark.parametrize(("rare", "verdict"), [(1, ""), (2, ""), (3, "words")])
def test_a_word_a_hundred_times_rarer_than_its_like_is_a_slip(rare, verdict):
    assert distinct_words("uses of flour", "uses of floor", {"flour": 200, "floor": rare}) == verdict


def test_two_entries_of_one_file_are_never_joined_by_likeness():
    assert not are_one(bibtex("a"), bibtex("b", index=1, page="3"))


def test_nor_are_they_through_a_third():
    merged = merge([bibtex("a", note="one"), bibtex("b", index=1, note="two"), bibtex("c", "c.bib")])
    assert len(merged.works) == 3
    assert "equally like another work" in merged.kept_apart[0].why


def test_a_record_equally_like_two_works_is_left_alone():
    works = [librecat("1", doi="10.1/x"), librecat("2", doi="10.1/y", index=1)]
    merged = merge([*works, bibtex()])
    assert len(merged.works) == 3
    assert {frozenset(hint.ids) for hint in merged.hints} >= {frozenset({"1", "rivers"}), frozenset({"2", "rivers"})}


def test_a_record_more_like_one_of_two_works_joins_it():
    works = [librecat("1", doi="10.1/x", page="5-9"), librecat("2", doi="10.1/y", index=1)]
    merged = merge([*works, bibtex(page="5-9")])
    assert {work.id: len(work.inputs) for work in merged.works} == {"1": 2, "2": 1}


def test_short_titles_need_a_place_too():
    editorial = {"title": "Editorial", "container_title": "Journal of Rivers"}
    assert not are_one(bibtex("a", "a.bib", title="Editorial"), bibtex("b", page="3", title="Editorial"))
    assert not are_one(bibtex("a", "a.bib", page="1", **editorial), bibtex("b", page="90", **editorial))
    assert are_one(bibtex("a", "a.bib", page="90", **editorial), bibtex("b", page="90", **editorial))
    assert not are_one(bibtex("a", "a.bib", **editorial), bibtex("b", title="Editorial", container_title="Letters"))
    assert not are_one(bibtex("a", "a.bib", **editorial), bibtex("b", author="Weiss, Karl", **editorial))


def test_one_cite_key_makes_up_for_a_missing_year():
    assert are_one(bibtex(), bibtex(file="c.bib", year=0))


def test_a_vague_type_agrees_with_what_it_may_stand_for():
    assert are_one(librecat(type="research_data"), bibtex(type="misc"))
    assert not are_one(librecat(type="research_data"), bibtex(type="misc", arxiv=("1811.01421",)))


def test_a_chain_is_cut_at_its_weakest_link_with_a_notice():
    first = librecat("1", doi="10.1/x", title=LONG)
    between = bibtex("b", title=LONG)
    last = bibtex("c", "c.bib", doi="10.1/y", title=LONG.replace("meadows", "meadow"))
    merged = merge([first, between, last])
    assert {frozenset(record.id for record in work.inputs) for work in merged.works} == {
        frozenset({"1", "b"}),
        frozenset({"c"}),
    }
    assert any("DOIs differ" in notice.message for notice in merged.notices)


def test_one_doi_does_not_join_two_ids_of_one_file():
    merged = merge([librecat("1", doi="10.1/x"), librecat("2", doi="10.1/x", index=1), bibtex("b", doi="10.1/x")])
    assert sorted(len(work.inputs) for work in merged.works) == [1, 2]
    assert any("different ids in one repository" in notice.message for notice in merged.notices)


# -- hints -------------------------------------------------------------------------------------------------------


def test_an_article_and_its_abstract_stay_two_with_a_hint():
    merged = merge([librecat("1", type="conference_abstract", doi="10.1/x"), librecat("2", doi="10.1/y", index=1)])
    (hint,) = merged.hints
    assert set(hint.ids) == {"1", "2"}
    assert hint.ratio == 100
    assert all(words in hint.why for words in ("conference abstract", "journal article"))


def test_titles_alike_to_ninety_percent_get_a_hint():
    title = "Counting bees in the meadows of alpine valleys after a dry summer"
    merged = merge([librecat(title=title), bibtex(title=title + " storm")])
    assert len(merged.works) == 2
    assert 90 <= merged.hints[0].ratio < 100


def test_parts_of_a_series_get_no_hint():
    assert not merge([librecat(title=LONG), bibtex(title=LONG + ", part II")]).hints


def test_editorials_get_no_hint():
    assert not merge([bibtex(title="Editorial", volume="1"), bibtex("b", "c.bib", title="Editorial", volume="2")]).hints


def test_works_that_say_how_they_relate_get_no_hint():
    later = librecat("2", type="conference", doi="10.1/y", index=1, relations=[("later_version", "1")])
    assert not merge([librecat("1", doi="10.1/x"), later]).hints


def test_the_reason_for_joining_is_told():
    work = one(librecat(doi="10.1/x"), bibtex(doi="10.1/x"))
    assert work.why == "the same DOI 10.1/x"
    assert {join.a.file for join in work.joins} | {join.b.file for join in work.joins} == {"a.yaml", "b.bib"}


_WORDS = st.lists(st.sampled_from(["slow", "rivers", "and", "the", "sediment", "2"]), max_size=8)


@given(_WORDS, _WORDS)
def test_words_that_two_titles_share_cancel_each_other_out(one: list[str], other: list[str]):
    assert fuzzy._without(one, other) == list((Counter(one) - Counter(other)).elements())
