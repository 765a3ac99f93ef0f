"""Numbers: what is one, pages, ordinals, Roman numerals, plurals."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.citations.csl.locales import load_locale
from model.citations.csl.numbers import format_number, format_pages, is_numeric, is_plural, roman
from model.citations.csl.spans import canonical, raise_letters
from tests.model.csl_style import StyleMaker

ENGLISH = load_locale("en-US")


@pytest.mark.parametrize("text", ["5", "9B", "D2", "2nd", "1-3", "1–3", "1, 2 & 5"])
def test_numbers_with_letters_lists_and_ranges_are_numeric(text: str) -> None:
    assert is_numeric(text)


@pytest.mark.parametrize("text", ["", "second", "2nd edition", "WHO-2020-1", "arXiv:2005.14165", "e12 rev"])
def test_words_are_not_numeric(text: str) -> None:
    assert not is_numeric(text)


@pytest.mark.parametrize(
    ("text", "variable", "expected"),
    [
        ("1-2", "page", True),
        ("i–ix", "page", True),
        ("1, 5", "page", True),
        ("12", "page", False),
        ("Michaelson-Morely", "page", False),
        ("12", "number-of-pages", True),
        ("1", "number-of-volumes", False),
        ("US 1,234,567 B2", "number", False),
        ("11, 12", "number", True),
    ],
)
def test_labels_are_plural_for_ranges_lists_and_counts(text: str, variable: str, expected: bool) -> None:
    assert is_plural(text, variable) is expected


@pytest.mark.parametrize(
    ("rule", "pairs"),
    [
        ("", {"101-108": "101–108", "101-8": "101–8", "A1-A5": "A1–A5", "i-ix": "i–ix", "e123": "e123"}),
        ("expanded", {"101-8": "101–108", "S45-8": "S45–S48"}),
        ("minimal", {"101-108": "101–8", "321-328": "321–8", "42-45": "42–5"}),
        ("minimal-two", {"101-108": "101–08", "321-328": "321–28"}),
        (
            "chicago",
            {
                "3-10": "3–10",
                "71-72": "71–72",
                "100-104": "100–104",
                "107-108": "107–8",
                "321-325": "321–25",
                "415-532": "415–532",
                "1002-1006": "1002–6",
                "1496-1504": "1496–1504",
                "13792-13803": "13792–803",
                "142-145 & 235": "142–45 & 235",
                "S12-S19": "S12–19",
            },
        ),
        ("chicago-16", {"1496-1504": "1496–504"}),
    ],
)
def test_page_ranges_follow_the_style(rule: str, pairs: dict[str, str]) -> None:
    assert {text: format_pages(text, rule, ENGLISH) for text in pairs} == pairs


def test_the_locale_has_a_dash_for_pages() -> None:
    assert format_pages("1-2", "", load_locale("es-ES")) == "1-2"
    assert format_number("1-2", "", load_locale("es-ES")) == "1-2"


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (112, "112th"), (21, "21st")]
)
def test_english_ordinals(number: int, expected: str) -> None:
    assert ENGLISH.ordinal(number) == expected


def test_a_style_of_csl_1_0_has_one_ending_for_all_numbers_from_four(tmp_path: Path) -> None:
    terms = '<term name="ordinal-01">er</term><term name="ordinal-04">e</term>'
    before = f"<locale><terms>{terms}</terms></locale>"
    body = '<number variable="edition" form="ordinal"/>'
    maker = StyleMaker(tmp_path)
    assert [maker.render(body, {"edition": number}, before=before) for number in (1, 15)] == ["1er", "15e"]


def test_numbers_in_other_forms() -> None:
    assert format_number("3", "ordinal", ENGLISH) == "3rd"
    assert format_number("3", "long-ordinal", ENGLISH) == "third"
    assert format_number("13", "long-ordinal", ENGLISH) == "13th"
    assert format_number("14", "roman", ENGLISH) == "xiv"
    assert format_number("second", "ordinal", ENGLISH) == "second"
    assert format_number("2nd", "ordinal", ENGLISH) == "2nd"
    assert format_number("1-3", "", ENGLISH) == "1–3"


def test_a_number_of_millions_is_one() -> None:
    assert format_number("1,234,567", "", ENGLISH, "number") == "1,234,567"
    assert format_number("1,2", "", ENGLISH, "number") == "1, 2"
    assert format_number("101,102", "", ENGLISH, "issue") == "101, 102"


def test_raised_letters_are_superscripts() -> None:
    assert canonical(raise_letters("1ʳᵉ éd.")) == "1<sup>re</sup> éd."
    assert canonical(raise_letters("plain")) == "plain"


def test_roman_numerals_out_of_reach_stay_digits() -> None:
    assert [roman(number) for number in (1, 4, 1999, 0, 5000)] == ["i", "iv", "mcmxcix", "0", "5000"]


def test_ordinals_agree_with_the_noun() -> None:
    french = load_locale("fr-FR")
    assert format_number("1", "ordinal", french, "edition") == "1ʳᵉ"
    assert format_number("1", "ordinal", french, "volume") == "1ᵉʳ"
    assert format_number("2", "ordinal", french, "edition") == "2ᵉ"
