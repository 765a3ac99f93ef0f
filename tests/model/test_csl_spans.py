"""Spans: inline tags in, canonical text out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from model.citations.csl.spans import ITALIC, Span, add_mark, canonical, parse_markup, plain


def test_inline_tags_become_formats_and_come_out_again() -> None:
    text = "<i>In vivo</i> CO<sub>2</sub> and 10<sup>9</sup> <b>bold</b>"
    assert plain(parse_markup(text)) == "In vivo CO2 and 109 bold"
    assert canonical(parse_markup(text)) == text


def test_small_caps_are_canonical_however_the_tag_is_written() -> None:
    expected = '<span style="font-variant:small-caps">dna</span>'
    for text in ('<span style="font-variant: small-caps;">dna</span>', "<sc>dna</sc>"):
        assert canonical(parse_markup(text)) == expected


def test_a_tag_without_its_partner_is_text() -> None:
    for text in ("a <i> b", "a </i> b", "x < y & z > w", "<br>", "<i", "</b><b>"):
        assert plain(parse_markup(text)) == text


def test_tags_that_overlap_keep_the_outer_pair_and_lose_no_letter() -> None:
    assert plain(parse_markup("<i>a<b>c</i>d</b>")) == "a<b>cd</b>"


def test_italics_inside_italics_stand_upright() -> None:
    spans = add_mark(parse_markup("The <i>E. coli</i> genome"), ITALIC)
    assert canonical(spans) == "<i>The </i>E. coli<i> genome</i>"


def test_spans_of_one_format_share_a_tag() -> None:
    assert canonical([Span("a", frozenset("i")), Span("b", frozenset("i"))]) == "<i>ab</i>"


@given(st.text(alphabet="ab <>/&i", max_size=40))
def test_markup_takes_away_whole_tags_and_nothing_else(text: str) -> None:
    kept = plain(parse_markup(text))
    removed = len(text) - len(kept)
    assert removed % len("<i></i>") == 0
    assert [char for char in kept if char in "ab&"] == [char for char in text if char in "ab&"]
