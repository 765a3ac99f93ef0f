"""Bibliographies: order, numbers, year suffixes, repeated names."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.citations.csl import bibliography
from model.citations.csl.disambiguation import alphabetic_label, letters
from model.citations.csl.ordering import collate
from tests.model.csl_style import StyleMaker


@pytest.fixture
def styles(tmp_path: Path) -> StyleMaker:
    return StyleMaker(tmp_path)


def work(title: str, year: int, *authors: str) -> dict[str, object]:
    names = [dict(zip(("given", "family"), author.split(" ", 1), strict=True)) for author in authors]
    return {"type": "book", "title": title, "author": names, "issued": {"date-parts": [[year]]}}


def test_entries_come_in_the_order_of_the_style() -> None:
    works = [work("Zoo", 2001, "Al Vale"), work("Ark", 2003, "Bo Élan"), work("Bay", 2000, "Cy Ender")]
    apa = [entry.split(",")[0] for entry in bibliography(works, "apa")]
    assert apa == ["Élan", "Ender", "Vale"]
    ieee = [entry.split(",")[0] for entry in bibliography(works, "ieee")]
    assert ieee == ["[1] A. Vale", "[2] B. Élan", "[3] C. Ender"]


def test_numbers_are_left_out_of_a_list_of_one() -> None:
    assert bibliography([work("Zoo", 2001, "Al Vale")], "ieee") == ["A. Vale, <i>Zoo</i>. 2001."]


def test_a_number_that_stands_in_a_margin_is_followed_by_a_blank() -> None:
    works = [work("Zoo", 2001, "Al Vale"), work("Ark", 2003, "Bo Elan")]
    assert [entry.split()[0] for entry in bibliography(works, "lncs")] == ["1.", "2."]


def test_works_of_one_author_and_year_get_letters() -> None:
    works = [work("Zoo", 2001, "Al Vale"), work("Ark", 2001, "Al Vale"), work("Bay", 2002, "Al Vale")]
    assert bibliography(works, "apa") == [
        "Vale, A. (2001a). <i>Ark</i>.",
        "Vale, A. (2001b). <i>Zoo</i>.",
        "Vale, A. (2002). <i>Bay</i>.",
    ]


def test_letters_are_not_needed_where_names_tell_works_apart() -> None:
    works = [
        work("Zoo", 2001, "Al Vale", "Bo Elan", "Cy Ender"),
        work("Ark", 2001, "Al Vale", "Di Moss", "Cy Ender"),
    ]
    assert all("(2001)" in entry for entry in bibliography(works, "apa"))


def test_a_style_that_tells_nothing_apart_gets_no_letters() -> None:
    works = [work("Zoo", 2001, "Al Vale"), work("Ark", 2001, "Al Vale")]
    assert not any("2001a" in entry for entry in bibliography(works, "chicago"))


def test_the_letter_follows_the_year_where_the_style_does_not_place_it(styles: StyleMaker) -> None:
    year = '<date variable="issued"><date-part name="year"/></date>'
    parts = {"citation_options": 'disambiguate-add-year-suffix="true"', "citation": year}
    works = [work("Zoo", 2001, "Al Vale"), work("Ark", 2001, "Al Vale")]
    assert styles.list(year, works, **parts) == ["2001a", "2001b"]
    assert styles.list(f"{year}{year}", works, **parts) == ["2001a2001", "2001b2001"]


def sorted_titles(styles: StyleMaker, keys: str, works: list[dict[str, object]], **parts: str) -> str:
    return " ".join(styles.list('<text variable="title"/>', works, sort=f"<sort>{keys}</sort>", **parts))


def test_sort_keys_apply_in_turn_and_either_way(styles: StyleMaker) -> None:
    works = [work("A", 2001, "Al Vale"), work("B", 2003, "Bo Elan"), work("C", 2002, "Al Vale")]
    assert sorted_titles(styles, '<key variable="author"/><key variable="issued"/>', works) == "B A C"
    keys = '<key variable="author"/><key variable="issued" sort="descending"/>'
    assert sorted_titles(styles, keys, works) == "B C A"


def test_works_without_the_key_come_last_either_way(styles: StyleMaker) -> None:
    works: list[dict[str, object]] = [{"title": "None"}, work("Old", 1900, "Al Vale"), work("New", 2000, "Al Vale")]
    assert sorted_titles(styles, '<key variable="issued"/>', works) == "Old New None"
    assert sorted_titles(styles, '<key variable="issued" sort="descending"/>', works) == "New Old None"


def test_macros_sort_names_family_first_and_dates_in_time(styles: StyleMaker) -> None:
    macros = (
        '<macro name="who"><names variable="author"><name initialize-with="."/></names></macro>'
        '<macro name="when"><date variable="issued" form="text" date-parts="year"/></macro>'
    )
    works = [work("A", 2001, "Al Vale"), work("B", 2003, "Zo Elan"), work("C", 999, "Al Vale")]
    keys = '<key macro="who"/><key macro="when"/>'
    assert sorted_titles(styles, keys, works, before=macros) == "B C A"


def test_the_word_and_does_not_sort(styles: StyleMaker) -> None:
    macro = '<macro name="who"><names variable="author"><name and="text"/></names></macro>'
    works = [work("A", 2001, "Al Vale", "Zo Elan"), work("B", 2001, "Al Vale", "Bo Box", "Cy Cox")]
    assert sorted_titles(styles, '<key macro="who"/>', works, before=macro) == "B A"


def test_names_cut_off_sort_before_names_that_go_on(styles: StyleMaker) -> None:
    macro = '<macro name="who"><names variable="author"/></macro>'
    works = [work("A", 2001, "Al Vale", "Bo Box"), work("B", 2001, "Al Vale", "Cy Cox", "Di Dow")]
    keys = '<key macro="who" names-min="3" names-use-first="1"/>'
    assert sorted_titles(styles, keys, works, before=macro) == "B A"


def test_collation_knows_no_case_no_accents_and_counts() -> None:
    words = ["item 10", "Item 9", "écho", "Zebra", "apple"]
    assert sorted(words, key=collate) == ["apple", "écho", "Item 9", "item 10", "Zebra"]


NAMES = '<names variable="author" suffix=". "/><text variable="title"/>'


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("complete-all", ["———. B", "Al Vale, Cy Ender. C"]),
        ("complete-each", ["———, ———. B", "Al Vale, Cy Ender. C"]),
        ("partial-each", ["———, ———. B", "———, Cy Ender. C"]),
        ("partial-first", ["———, Bo Elan. B", "———, Cy Ender. C"]),
    ],
)
def test_names_that_repeat_are_replaced_as_the_style_says(styles: StyleMaker, rule: str, expected: list[str]) -> None:
    area = f'subsequent-author-substitute="———" subsequent-author-substitute-rule="{rule}"'
    works = [
        work("A", 2000, "Al Vale", "Bo Elan"),
        work("B", 2001, "Al Vale", "Bo Elan"),
        work("C", 2001, "Al Vale", "Cy Ender"),
    ]
    assert styles.list(NAMES, works, area=area) == ["Al Vale, Bo Elan. A", *expected]


def test_alphabetic_labels_are_made_of_names_and_year() -> None:
    assert alphabetic_label(work("T", 1997, "Don Knuth")) == "Knut97"
    assert alphabetic_label(work("T", 1997, "Don Knuth", "Al Vale")) == "KnVa97"
    assert alphabetic_label({"title": "T"}) == ""


def test_letters_go_on_after_z() -> None:
    assert [letters(number) for number in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]


def test_an_empty_list_is_an_empty_bibliography() -> None:
    assert bibliography([], "apa") == []
