"""Letter case: what title case and sentence case change, and what they leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.citations.csl.spans import parse_markup, plain
from model.citations.csl.titlecase import apply_case, capitalise_all, capitalise_first, sentence_case, title_case


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the end of the line", "The End of the Line"),
        ("what we look for", "What We Look For"),
        ("a study: the sequel", "A Study: The Sequel"),
        ("is it true? a reply", "Is It True? A Reply"),
        ("state-of-the-art parsing", "State-of-the-Art Parsing"),
        ("zeroth-order optimizers", "Zeroth-Order Optimizers"),
        ("the limits of the in-between", "The Limits of the in-Between"),
        ("how iPhone and DNA differ", "How iPhone and DNA Differ"),
        ("proceedings of the 39th meeting", "Proceedings of the 39th Meeting"),
        ("cat/mouse games", "Cat/Mouse Games"),
        ("proc. of x", "Proc. of X"),
        ("a life with “great” ideas", "A Life with “Great” Ideas"),
        ("a SHOUTED title", "A SHOUTED Title"),
        ("SHOUTED ALL OVER", "SHOUTED ALL OVER"),
        ("the β-decay of c. elegans", "The β-Decay of c. Elegans"),
        ("an a-priori view vis-à-vis x-rays", "An A-Priori View Vis-à-Vis X-Rays"),
        ("the art of e-Science", "The Art of e-Science"),
        ("vitamin A deficiency in Down syndrome", "Vitamin A Deficiency in Down Syndrome"),
        ("letters of Van Gogh to George V of Britain", "Letters of Van Gogh to George V of Britain"),
        ("β-catenin: α radiation", "β-Catenin: α Radiation"),
        ("", ""),
    ],
)
def test_title_case_follows_csl(text: str, expected: str) -> None:
    assert title_case(text) == expected


def test_title_case_is_for_english_only() -> None:
    spans = parse_markup("über die entwicklung")
    assert plain(apply_case(spans, "title", english=False)) == "über die entwicklung"


def test_title_case_leaves_formulas_and_marked_words_alone() -> None:
    spans = parse_markup('the <span class="nocase">smith</span> h<sub>ab</sub> test')
    assert plain(apply_case(spans, "title")) == "The smith Hab Test"


def test_title_case_sees_through_markup_inside_a_word() -> None:
    assert plain(apply_case(parse_markup("an <i>in vivo</i> test"), "title")) == "An in Vivo Test"


def test_sentence_case_lowers_capitalised_words_but_not_acronyms() -> None:
    assert sentence_case("The Use of DNA in McDonald Trials") == "The use of DNA in McDonald trials"
    assert sentence_case("A SHOUTED TITLE") == "A shouted title"


def test_a_greek_letter_alone_is_a_symbol() -> None:
    assert sentence_case("α-Synuclein in mice") == "α-Synuclein in mice"
    assert capitalise_first("β-catenin") == "β-catenin"


def test_capitalising_keeps_words_with_capitals_inside() -> None:
    assert capitalise_first("eBay and more") == "eBay and more"
    assert capitalise_first("in press") == "In press"
    assert capitalise_all("in the press") == "In The Press"


def test_upper_case_may_make_a_text_longer() -> None:
    assert plain(apply_case(parse_markup("Stra<i>ße</i>"), "uppercase")) == "STRASSE"


@given(st.text(alphabet="abc DEf-:/?’“ é1", max_size=50))
def test_title_case_changes_nothing_but_case(text: str) -> None:
    assert title_case(text).lower() == text.lower()
