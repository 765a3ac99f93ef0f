"""Dates: forms, parts, ranges, seasons, words."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.citations.csl.dates import read_date, sort_key
from tests.model.csl_style import StyleMaker

TEXT = '<date variable="issued" form="text"/>'


@pytest.fixture
def styles(tmp_path: Path) -> StyleMaker:
    return StyleMaker(tmp_path)


def issued(*dates: list[object], **more: object) -> dict[str, object]:
    return {"issued": {"date-parts": [list(date) for date in dates], **more}}


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ([2023, 5, 1], "May 1, 2023"),
        (["2023", "5", "1"], "May 1, 2023"),
        ([2023, 5], "May 2023"),
        ([2023], "2023"),
        ([2023, 13], "Spring 2023"),
        ([2023, 24], "Winter 2023"),
        ([2023, 60], "2023"),
        ([2023, -1, 3], "2023"),
        ([-50], "50 BC"),
        ([476], "476 AD"),
    ],
)
def test_dates_in_text_form(styles: StyleMaker, date: list[object], expected: str) -> None:
    assert styles.render(TEXT, issued(date)) == expected


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ([2023, 5, 1], [2023, 5, 4], "May 1–4, 2023"),
        ([2023, 5, 30], [2023, 6, 2], "May 30–June 2, 2023"),
        ([2023, 12, 30], [2024, 1, 2], "December 30, 2023–January 2, 2024"),
        ([2023], [2024], "2023–2024"),
        ([2023], [2023], "2023"),
    ],
)
def test_ranges_say_once_what_both_ends_share(
    styles: StyleMaker, begin: list[object], end: list[object], expected: str
) -> None:
    assert styles.render(TEXT, issued(begin, end)) == expected


def test_a_range_of_years_in_brackets_has_one_pair(styles: StyleMaker) -> None:
    body = '<date variable="issued"><date-part name="year" prefix="(" suffix=")"/></date>'
    assert styles.render(body, issued([1975], [1980])) == "(1975–1980)"


def test_a_date_may_be_cut_to_parts(styles: StyleMaker) -> None:
    for parts, expected in (("year", "2023"), ("year-month", "May 2023")):
        body = f'<date variable="issued" form="text" date-parts="{parts}"/>'
        assert styles.render(body, issued([2023, 5, 1])) == expected


def test_the_locale_orders_the_parts_and_the_style_changes_their_form(styles: StyleMaker) -> None:
    body = '<date variable="issued" form="text"><date-part name="month" form="short"/></date>'
    assert styles.render(body, issued([2023, 12, 1])) == "Dec. 1, 2023"
    assert styles.render(TEXT, issued([2023, 12, 1]), locale="de-DE") == "1. Dezember 2023"
    assert styles.render(TEXT, issued([2023, 12, 2]), locale="fr-FR") == "2 décembre 2023"


def test_a_style_may_spell_out_a_date_of_its_own(styles: StyleMaker) -> None:
    body = (
        '<date variable="issued" delimiter="/"><date-part name="day" form="numeric-leading-zeros"/>'
        '<date-part name="month" form="numeric"/><date-part name="year" form="short"/></date>'
    )
    assert styles.render(body, issued([2023, 5, 1])) == "01/5/23"


def test_words_stand_where_the_year_would(styles: StyleMaker) -> None:
    item: dict[str, object] = {"issued": {"literal": "in press"}}
    assert styles.render('<date variable="issued" form="text" prefix="(" suffix=")"/>', item) == "(in press)"
    assert styles.render('<date variable="issued"><date-part name="month"/></date>', item) == ""


def test_seasons_have_names(styles: StyleMaker) -> None:
    assert styles.render(TEXT, issued([2023], season=2)) == "Summer 2023"


@pytest.mark.parametrize(
    ("value", "begin"),
    [("2023-05-01", (2023, 5, 1)), ({"raw": "2023-05"}, (2023, 5)), ({"date-parts": [["2023", "May"]]}, (2023,))],
)
def test_dates_are_read_leniently(value: object, begin: tuple[int, ...]) -> None:
    date = read_date(value)
    assert date is not None
    assert date.begin == begin


@pytest.mark.parametrize("value", [None, {}, {"date-parts": []}, {"date-parts": [[None]]}, 2023, [2023], ""])
def test_what_is_no_date_is_none(value: object) -> None:
    assert read_date(value) is None


def test_dates_sort_in_time() -> None:
    dates = [{"date-parts": [date]} for date in ([-50], [476], [2023], [2023, 5], [2023, 5, 1])]
    assert [sort_key(date) for date in dates] == sorted(sort_key(date) for date in dates)
