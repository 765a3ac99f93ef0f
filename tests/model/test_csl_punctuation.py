"""The last pass: punctuation that meets at seams, quotation marks, apostrophes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.citations.csl.punctuation import QuoteMarks, curl, finish, smart_quotes
from model.citations.csl.spans import CLOSE_QUOTE, OPEN_QUOTE, Span, parse_markup, plain

INSIDE = QuoteMarks(("“", "”"), ("‘", "’"), True)
OUTSIDE = QuoteMarks(("‘", "’"), ("“", "”"), False)


def joined(*texts: str, quotes: QuoteMarks = INSIDE) -> str:
    return plain(finish([Span(text) for text in texts], quotes))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Title.", ". Next", "Title. Next"),
        ("Why?", ". Next", "Why? Next"),
        ("Why?", ", next", "Why?, next"),
        ("Stop!", ": next", "Stop! next"),
        ("ed.", ", next", "ed., next"),
        ("one;", ": two", "one; two"),
        ("one;", "! two", "one! two"),
        ("a,", ", b", "a, b"),
        ("a, ", " b", "a, b"),
    ],
)
def test_marks_that_meet_do_not_double(left: str, right: str, expected: str) -> None:
    assert joined(left, right) == expected


def test_what_stands_inside_a_value_is_not_touched() -> None:
    assert joined("Wait.. what??", " more") == "Wait.. what?? more"


def quoted(text: str, after: str, quotes: QuoteMarks) -> str:
    return plain(finish([Span("", kind=OPEN_QUOTE), Span(text), Span("", kind=CLOSE_QUOTE), Span(after)], quotes))


def test_comma_and_full_stop_go_inside_american_quotes() -> None:
    assert quoted("A title", ", in", INSIDE) == "“A title,” in"
    assert quoted("A title?", ", in", INSIDE) == "“A title?,” in"
    assert quoted("A title?", ". In", INSIDE) == "“A title?” In"
    assert quoted("A title", "; in", INSIDE) == "“A title”; in"
    assert quoted("A title?", ": in", INSIDE) == "“A title?” in"


def test_comma_and_full_stop_stay_outside_where_the_locale_says_so() -> None:
    assert quoted("A title", ", in", OUTSIDE) == "‘A title’, in"
    assert quoted("A title?", ", in", OUTSIDE) == "‘A title?’, in"


def test_a_full_stop_after_a_sentence_in_quotes_is_dropped_everywhere() -> None:
    assert quoted("Why?", ". In", OUTSIDE) == "‘Why?’ In"
    assert quoted("One, Jr.", ". In", OUTSIDE) == "‘One, Jr.’ In"
    assert quoted("One, Jr.", ". In", INSIDE) == "“One, Jr.” In"


def curled(text: str, quotes: QuoteMarks = INSIDE) -> str:
    return plain(finish(smart_quotes(parse_markup(text), quotes), quotes))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Why?" she asked', "“Why?” she asked"),
        ("don't panic", "don’t panic"),
        ("the authors' view", "the authors’ view"),
        ("the 'best' view", "the ‘best’ view"),
        ("class of '68", "class of ’68"),
        ('a 5" screen', 'a 5" screen'),
        ("rock 'n' roll", "rock ‘n’ roll"),
        ('("so" they say)', "(“so” they say)"),
    ],
)
def test_straight_quotes_become_curly(text: str, expected: str) -> None:
    assert curled(text) == expected


def test_quotes_within_quotes_take_turns() -> None:
    spans = smart_quotes(parse_markup('"Why?" and more'), INSIDE)
    whole = [Span("", kind=OPEN_QUOTE), *spans, Span("", kind=CLOSE_QUOTE)]
    assert plain(finish(whole, INSIDE)) == "“‘Why?’ and more”"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("“Why ‘now’ then” and more", "“‘Why “now” then’ and more”"),
        ("“It’s ‘so’”", "“‘It’s “so”’”"),
        ("the “‘t Hooft” model", "“the ‘‘t Hooft’ model”"),
        ("the ‘best’ view", "“the ‘best’ view”"),
    ],
)
def test_curly_quotes_within_quotes_take_turns_too(title: str, expected: str) -> None:
    whole = [Span("", kind=OPEN_QUOTE), *smart_quotes([Span(title)], INSIDE), Span("", kind=CLOSE_QUOTE)]
    assert plain(finish(whole, INSIDE)) == expected


def test_quotes_take_the_marks_of_the_locale() -> None:
    assert curled('a "quoted" word', OUTSIDE) == "a ‘quoted’ word"


@given(st.text(alphabet="ab '\"“”‘’.,?<i>/", max_size=40))
def test_smart_quotes_lose_no_letter(text: str) -> None:
    letters = [char for char in plain(parse_markup(text)) if char.isalpha()]
    assert [char for char in curled(text) if char.isalpha()] == letters


def test_punctuation_with_nothing_before_it_is_taken_off() -> None:
    assert joined(". ", "Knuth", ".") == "Knuth."


def test_apostrophes_of_a_style_curl_but_not_its_quotes() -> None:
    assert curl("à l'adresse") == "à l’adresse"
    assert curl("'") == "'"


def test_blanks_at_the_ends_are_trimmed() -> None:
    assert joined(" trimmed ", " ") == "trimmed"


def test_runs_of_blanks_are_one() -> None:
    assert joined("a   b", "    c") == "a b c"
    assert joined("over\n two lines") == "over two lines"
    assert joined("a\u00a0b") == "a\u00a0b"
