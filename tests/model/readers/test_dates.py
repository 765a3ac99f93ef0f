"""Dates in every way that bibliographies write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.readers.dates import month_number, parse_date, with_month
from model.record import Date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("", Date()),
        ("2020", Date(2020)),
        ("2020-05", Date(2020, 5)),
        ("2020-05-07", Date(2020, 5, 7)),
        ("2020-5-7", Date(2020, 5, 7)),
        ("2020/05/07", Date(2020, 5, 7)),
        ("2020-05-07T10:30:00Z", Date(2020, 5, 7)),
        ("2020-05-07T10:30:00+02:00", Date(2020, 5, 7)),
        ("2020-00-00", Date(2020)),
        ("2020~", Date(2020)),
        ("2020-21", Date(2020, text="2020-21")),
        ("2020-05-40", Date(2020, 5, text="2020-05-40")),
        ("0000", Date(text="0000")),
        ("-0043", Date(text="-0043")),
        ("-0043-03-15", Date(text="-0043-03-15")),
        ("7.5.2020", Date(2020, 5, 7)),
        ("05/2020", Date(2020, 5)),
        ("1999--2001", Date(1999, end=(2001, 0, 0))),
        ("2020-05/2020-06", Date(2020, 5, end=(2020, 6, 0))),
        ("2020-05-01/2020-05-03", Date(2020, 5, 1, end=(2020, 5, 3))),
        ("2020/..", Date(2020)),
        ("May 2020", Date(2020, 5)),
        ("7 May 2020", Date(2020, 5, 7)),
        ("März 2020", Date(2020, 3)),
        ("Sept. 2020", Date(2020, 9)),
        ("Spring 2020", Date(2020, text="Spring 2020")),
        ("in press", Date(text="in press")),
        ("2020a", Date(2020, text="2020a")),
        ("ca. 1900", Date(1900, text="ca. 1900")),
        ("1999 or 2001", Date(text="1999 or 2001")),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(text: str, date: Date) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    ("month", "day", "date"),
    [
        ("jun", "", Date(2020, 6)),
        ("6", "", Date(2020, 6)),
        ("06", "15", Date(2020, 6, 15)),
        ("15 jun", "", Date(2020, 6, 15)),
        ("May\N{EN DASH}June", "", Date(2020, 5, end=(2020, 6, 0))),
        ("Michaelmas", "", Date(2020, text="Michaelmas 2020")),
        ("13", "", Date(2020, text="13 2020")),
        ("", "", Date(2020)),
    ],
)
def test_a_month_of_its_own_makes_a_year_exacter(month: str, day: str, date: Date) -> None:
    assert with_month(Date(2020), month, day) == date


def test_months_are_known_in_several_languages_and_other_words_are_not() -> None:
    assert [month_number(word) for word in ("août", "Dez", "MAI", "enero", "sept", "12", "0", "13")] == [
        8,
        12,
        5,
        1,
        9,
        12,
        0,
        0,
    ]
    assert [month_number(word) for word in ("marching", "decade", "x", "")] == [0, 0, 0, 0]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789-/. ~?TZ:May", max_size=20))
def test_no_text_fails_and_none_is_lost(text: str) -> None:
    date = parse_date(text)
    assert 0 <= date.month <= 12 and 0 <= date.day <= 31
    assert date.year or date.text == text.strip()
