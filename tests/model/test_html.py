"""Tests of the HTML cleaner."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import html, text

SC = text.SMALL_CAPS
TAGS = [
    *("<i>", "</i>", "<em>", "</em>", "<b>", "</b>", "<sup>", "</sup>", "<p>", "</p>", "<br>", "<span>", "</span>"),
    *('<span class="small-caps">', '<a href="x">', "</a>", "<li>", "</li>", "<math>", "</math>", "<mi>", "</mi>"),
    *("<msup>", "</msup>", "<annotation>", "</annotation>", "<jats:italic>", "</jats:italic>", "<", ">", "&lt;", "i>"),
    *("&amp;", "/i>", "x", " ", "\n", "<mo>", "</mo>", "<title>", "</title>"),
]
markup = st.lists(st.sampled_from(TAGS), max_size=16).map("".join)
few = settings(max_examples=300, deadline=None)


def balanced(canonical: str) -> bool:
    """Whether every canonical tag has its partner, properly nested."""
    opened: list[str] = []
    for tag in text._TAG.finditer(canonical):
        style = text._STYLE[tag[0]]
        if tag[0][1] != "/":
            opened.append(style)
        elif not opened or opened.pop() != style:
            return False
    return not opened


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        ("plain", "plain"),
        ("A &#38; B &amp; C &ndash; D", "A & B & C – D"),
        ("<i>Proc</i> doi:<a href='https://doi.org/10.1/x'>10.1/x</a>.", "<i>Proc</i> doi:10.1/x."),
        ("<em>a</em> <strong>b</strong> H<sub>2</sub>O <I>c</I>", "<i>a</i> <b>b</b> H<sub>2</sub>O <i>c</i>"),
        ('<span class="x">a</span> <span style="font-variant: small-caps;">b</span>', f"a {SC}b</span>"),
        ('<span style="font-style:italic">a</span>', "<i>a</i>"),
        ("<i onclick='x()' class=\"y\">a</i>", "<i>a</i>"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>one</p>\r\n<p>two</p>", "one\n\ntwo"),
        ("<div>one</div><ul><li>two</li><li>three</li></ul>", "one\n\ntwo\nthree"),
        (
            "<jats:title>Abstract</jats:title><jats:p>We <jats:italic>x</jats:italic></jats:p>",
            "Abstract\n\nWe <i>x</i>",
        ),
    ],
)
def test_known_tags_become_canonical_text(value: str, canonical: str):
    assert html.clean(value) == canonical


@pytest.mark.parametrize(
    "value",
    [
        *("p < 0.05 & q > 1", "if x <b and y> z", "R&D", "&lt", "&foo;", "&#27;", "&#1;", "AT&T;", "a <- b -> c"),
        *("<script>alert(1)</script>", "the <title> element", "vector<int>", "<i", "<>", "</>", "<!-- x -->", "< i>"),
        *("the <math> tag", "List<String, Map<a,b>>"),
    ],
)
def test_all_other_text_is_itself(value: str):
    assert text.plain(html.clean(value)) == value


def test_escaped_tags_are_text_and_entities_are_read_once():
    cleaned = html.clean("&lt;i&gt;x&lt;/i&gt; <b>&amp;lt;</b>")
    assert text.spans(cleaned) == [("<i>x</i> ", frozenset()), ("&lt;", frozenset({"b"}))]
    assert text.plain(html.clean("&lt;i&gt;")) == "<i>"


def test_dropped_tags_cannot_put_a_tag_together():
    assert text.plain(html.clean("&lt;<a>i>x</i></a>")) == "<i>x"
    assert balanced(html.clean("<math><mi>&lt;</mi><mi>i></mi></math>"))


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        ("<i>cut off", "<i>cut off</i>"),
        ("</i>stray</a>", "stray"),
        ("<i>a<b>b</i>c</b>", "<i>a<b>b</b></i>c"),
        ("<i><em>a</em>b</i>", "<i>ab</i>"),
    ],
)
def test_broken_nesting_comes_out_balanced(value: str, canonical: str):
    assert html.clean(value) == canonical


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mi>y</mi></math>", "x²=y"),
        ("<mml:math><mml:msub><mml:mi>L</mml:mi><mml:mn>1</mml:mn></mml:msub></mml:math>-norm", "L₁-norm"),
        ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>", "(a+b)/2"),
        ("<math><msqrt><mi>n</mi></msqrt><mroot><mi>n</mi><mn>3</mn></mroot></math>", "√n³√n"),
        ("<math><mi>x</mi><annotation encoding='application/x-tex'>x</annotation></math>", "x"),
        ("<alternatives><tex-math>$x$</tex-math><math><mi>x</mi></math></alternatives>", "x"),
        ("<math><mi>a</mi>\n  <mtext> if </mtext><mo>&lt;</mo></math>", "a if <"),
        ("<math><mi>open</math>", "open"),
    ],
)
def test_mathml_becomes_a_readable_line(value: str, shown: str):
    assert text.plain(html.clean(value)) == shown


def test_a_hidden_element_that_nothing_closes_loses_no_text():
    assert text.plain(html.clean("<math><mi>x</mi></math></annotation><annotation>rest")).endswith("rest")


def test_links_give_text_and_address():
    value = 'a <a href="https://x.org/?a=1&amp;b=2">two <i>words</i></a>, <a href=y>z</a> <a name="n">none</a>'
    assert html.links(value) == (("two words", "https://x.org/?a=1&b=2"), ("z", "y"))


@few
@given(markup)
def test_cleaned_text_is_always_balanced(value: str):
    assert balanced(html.clean(value))


@few
@given(st.text(st.sampled_from("<>/&;#xyz1 \n\xa0é\"'="), max_size=40).filter(lambda v: "&#1" not in v))
def test_text_without_tags_or_entities_is_kept_to_the_letter(value: str):
    assert text.plain(html.clean(value)) == value


@few
@given(markup)
def test_cleaning_keeps_every_word(value: str):
    assert text.plain(html.clean(value)).count("x") == value.replace('href="x"', "").count("x") - hidden(value)


def hidden(value: str) -> int:
    """How many words stand between annotation tags that are both there."""
    count, inside, held = 0, False, 0
    if "</annotation>" not in value:
        return 0
    for piece in value.replace("<annotation>", "\0A").replace("</annotation>", "\0Z").split("\0"):
        if piece.startswith("Z"):
            count, inside, held = count + held, False, 0
        elif piece.startswith("A"):
            inside = True
        held += piece.replace('href="x"', "").count("x") if inside else 0
    return count


@few
@given(markup.filter(lambda v: "&" not in v))
def test_cleaning_twice_changes_nothing(value: str):
    cleaned = html.clean(value)
    if "<\u2060" not in cleaned and "<p>" not in cleaned:
        assert text.plain(html.clean(cleaned)) == text.plain(cleaned)


@pytest.mark.parametrize(
    "unit", ["<", "<i>", "</i>", "<i><b></i>", "<a x='", "<a href=x>", "&#", "<math><mi>", "<p> \n"]
)
def test_long_hostile_input_is_cleaned_without_fuss(unit: str):
    value = unit * (100_000 // len(unit))
    assert balanced(html.clean(value))
    html.links(value)


def test_a_formula_opened_in_a_formula_that_nothing_closes_loses_no_word() -> None:
    assert html.clean("</math><math><math>x") == "x"
