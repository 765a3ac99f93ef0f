"""Tests of canonical text: its tags, the gates it passes, folding."""

import unicodedata
from html import unescape
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import text

SC = text.SMALL_CAPS
PIECES = [
    "<i>",
    "</i>",
    "<b>",
    "</b>",
    "<sup>",
    "</sup>",
    SC,
    "</span>",
    "<",
    "&",
    "x y",
    "é\n",
    "*",
    "<\u2060i>",
    "<I>",
]
rich = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
any_text = st.text(st.characters(exclude_categories=()), max_size=60)  # lone surrogates too
few = settings(max_examples=150, deadline=None)


# --- rich text ---


@pytest.mark.parametrize(
    ("canonical", "spans"),
    [
        ("", []),
        ("a < b & c", [("a < b & c", "")]),
        ("<i>E. coli</i> in", [("E. coli", "i"), (" in", "")]),
        ("<i>a<b>b</b></i>c", [("a", "i"), ("b", "b i"), ("c", "")]),
        (f"{SC}Bib</span>T<sub>e</sub>X", [("Bib", "sc"), ("T", ""), ("e", "sub"), ("X", "")]),
        ("a<i>b", [("a<i>b", "")]),
        ("a</i>b", [("a</i>b", "")]),
        ("<i>a<b>b</i>c</b>", [("a<b>b", "i"), ("c</b>", "")]),
        ("<I>a</I> <i >b</i>", [("<I>a</I> <i >b</i>", "")]),
        ("write <\u2060i>x<\u2060/i>", [("write <i>x</i>", "")]),
    ],
)
def test_spans_read_the_canonical_tags_and_leave_the_rest_as_text(canonical: str, spans: list[tuple[str, str]]):
    assert text.spans(canonical) == [(run, frozenset(styles.split())) for run, styles in spans]


@few
@given(rich)
def test_plain_is_the_text_of_the_spans(canonical: str):
    assert text.plain(canonical) == "".join(run for run, _ in text.spans(canonical))


@few
@given(rich)
def test_guarded_text_comes_back_from_plain_as_it_was(literal: str):
    literal = literal.replace("\u2060", "")
    assert text.plain(text.guard(literal)) == literal


@few
@given(rich)
def test_html_holds_only_canonical_tags_and_shows_the_plain_text(canonical: str):
    html = text.to_html(canonical)
    for tag in (*text.OPENERS.values(), *text.CLOSERS.values()):
        html = html.replace(tag, "")
    assert "<" not in html
    assert unescape(html) == text.plain(canonical)


@pytest.mark.parametrize(
    ("canonical", "line"),
    [
        ("H<sub>2</sub>O and x<sup>n+1</sup>", "H₂O and xⁿ⁺¹"),
        ("2<sup>Ω(n)</sup>, x<sub>Q</sub>", "2^(Ω(n)), x_Q"),
        ("<i>a</i> < b", "a < b"),
    ],
)
def test_linear_text_shows_raised_and_lowered_parts_without_raised_type(canonical: str, line: str):
    assert text.linear(canonical) == line


def test_html_escapes_what_could_be_markup():
    assert text.to_html('<i>a & b</i> <script> "q"') == '<i>a &amp; b</i> &lt;script&gt; "q"'


@pytest.mark.parametrize(
    ("canonical", "markdown"),
    [
        ("<i>E. coli</i> and <b>bold</b>", "*E. coli* and **bold**"),
        ("a_b*c [d](e) `f` <g>", r"a\_b\*c \[d\](e) \`f\` \<g\>"),
        ("# no heading\n1. no list\n- none\nC# 1.5 - x", "\\# no heading\n1\\. no list\n\\- none\nC# 1.5 - x"),
        ("&amp; & &#38;", r"\&amp; & \&#38;"),
        ("<i> padded </i>x", " *padded* x"),
        ("pre<i>fix</i>es", "pre*fix*es"),
        ('x<i>"q"</i>y', 'x<i>"q"</i>y'),
        ("<i>a</i><b>b</b>", "<i>a</i><b>b</b>"),
        ("<b><i>a</i></b>", "***a***"),
        ("x<sup>2</sup>", "x<sup>2</sup>"),
        (f"<i>{SC}Sc</span></i>", f"*{SC}Sc</span>*"),
        ("<i>a</i># b", "*a*# b"),
    ],
)
def test_markdown_shows_the_same_and_escapes_the_rest(canonical: str, markdown: str):
    assert text.to_markdown(canonical) == markdown


# --- gates ---


def test_clean_text_passes_the_gates_unchanged():
    title = "Größen in ℝⁿ: 東京, العربية – “x” 👍"
    assert text.display(title) is title
    assert text.clipboard(title) is title


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a\x1b]52;c;eA==\x07b", "a�]52;c;eA==�b"),
        ("\x9b31m\x7f\x00", "�31m��"),
        ("a\r\nb\tc\u2028d\xa0e\u202ff\u3000g\x85h", "a b c d e f g h"),
        ("ab\u202ecd\u2066e\u2069", "ab�cd�e�"),
        ("so\u00adft\u200b\ufeff\u2060\u200e", "soft"),
        ("می\u200cخواهم 👩\u200d🔬", "می\u200cخواهم 👩\u200d🔬"),
        ("\ud800\udfff", "��"),
        ("\ue000\U000e0041\U000f0000\u0378", "����"),
    ],
)
def test_display_shows_what_could_act_as_replacement_characters(value: str, shown: str):
    assert text.display(value) == shown


@few
@given(any_text)
def test_display_gives_one_printable_line(value: str):
    shown = text.display(value)
    assert shown.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert text.display(shown) == shown


@few
@given(any_text)
def test_display_block_gives_printable_lines(value: str):
    block = text.display_block(value)
    assert block.replace("\n", "") == text.display(block.replace("\n", ""))
    assert block.count("\n") == value.replace("\r\n", "\n").replace("\r", "\n").count("\n")


def test_display_block_keeps_line_breaks_as_lf():
    assert text.display_block("a\r\nb\rc\nd\x1b\te") == "a\nb\nc\nd� e"


def test_clipboard_keeps_tabs_and_lines_and_stops_what_could_act():
    assert text.clipboard("a\tb\r\nc\rd\x0be") == "a\tb\nc\nd\ne"
    assert text.clipboard("a\x1b[2J\x9b\u202e\ud800\U000e0041\x00") == "a�[2J�����"
    assert text.clipboard("a\xa0b\u202fc\u200bd\u00ad") == "a\xa0b\u202fc\u200bd\u00ad"


@few
@given(any_text)
def test_nothing_on_the_clipboard_can_act(value: str):
    copied = text.clipboard(value)
    assert not {unicodedata.category(c) for c in copied if c not in "\n\t"} & {"Cc", "Cs"}
    assert not set(copied) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    copied.encode("utf-8")


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://doi.org/10.1145/3503221.3508432", "https://doi.org/10.1145/3503221.3508432"),
        (" HTTP://Example.ORG:80/A?b=1#c \n", "http://example.org/A?b=1#c"),
        ("https://example.org:8443", "https://example.org:8443"),
        ("https://example.org./x", "https://example.org/x"),
        ("doi:10.15479/at:ista:13074", "https://doi.org/10.15479/at:ista:13074"),
        ("DOI: 10.1002/(SICI)1<1::AID>3.0;2-#?%", "https://doi.org/10.1002/(SICI)1%3C1::AID%3E3.0;2-%23%3F%25"),
        ("https://example.org/ä b", None),
        ("https://example.org/ä%20b", "https://example.org/%C3%A4%20b"),
        ('https://example.org/"<x>', "https://example.org/%22%3Cx%3E"),
        ("https://x-y.co.uk", "https://x-y.co.uk"),
    ],
)
def test_addresses_of_plain_hosts_are_normalised(value: str, address: str | None):
    assert text.safe_url(value) == address


@pytest.mark.parametrize(
    "value",
    [
        *("", "x", "example.org", "//example.org", "https:/example.org", "https:example.org", "https://"),
        *("file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "vbscript:x"),
        *("https://user@example.org/", "https://user:pw@example.org/", "https://doi.org@evil.org/"),
        *("https://evil.org\\@doi.org/", "https://example.org/a\nb", "https://example.org/\x00", "https://a b.org/"),
        *("https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://[::1]/", "http://localhost/"),
        *("http://router/reboot", "https://аpple.com/", "https://xn--pple-43d.com/", "https://a.xn--p1ai/"),
        *("https://example.org:99999/", "https://example.org:x/", "https://-a.org/", "https://a..org/"),
        *("https://ex%61mple.org/", "https://example.org/\u202egpj.exe", "https://a.org/" + "x" * 2048),
        *("doi:11.1/x", "doi:10.1145/a b", "doi:10.1145/\ud800\n", "https://a.org/\ud800", f"https://{'a.' * 130}org/"),
    ],
)
def test_addresses_that_could_do_harm_are_refused(value: str):
    assert text.safe_url(value) is None


@few
@given(st.text(st.sampled_from("htps:/@.\\ao-1?#%[]éx \n:"), max_size=30).map("http://a".__add__))
def test_an_address_that_passes_is_plain_and_passes_again(value: str):
    address = text.safe_url(value)
    if address is not None:
        parts = urlsplit(address)
        assert parts.scheme in ("http", "https")
        assert parts.hostname and "." in parts.hostname and parts.username is None
        assert address.isascii() and address.isprintable() and " " not in address
        assert text.safe_url(address) == address


# --- comparing ---


@pytest.mark.parametrize(
    ("value", "folded"),
    [
        ("Why extension-based proofs fail!", "why extension based proofs fail"),
        ("<i>E.&nbsp;coli</i>, H<sub>2</sub>O and CO₂", "e nbsp coli h2o and co2"),
        ("Straße Łódź Ångström Dvořák Þór Œuvre Đặng İı", "strasse lodz angstrom dvorak thor oeuvre dang ii"),
        ("it’s — it's\xa0“x”", "it s it s x"),
        ("soft\u00adware\u200b", "software"),
        ("ΆΛΦΑ Й", "αλφα и"),
        ("が हिन्दी 한국", "が हिन्दी 한국"),
        ("ﬁnite ２０", "finite 20"),
        ("", ""),
        ("ʿAbd al-Raḥmān, Qurʾān, Rabinovichʹ", "abd al rahman quran rabinovich"),
    ],
)
def test_fold_drops_tags_case_accents_and_punctuation(value: str, folded: str):
    assert text.fold(value) == folded


@few
@given(any_text)
def test_folding_twice_changes_nothing(value: str):
    folded = text.fold(value)
    assert text.fold(folded) == folded


@few
@given(st.lists(st.one_of(any_text, st.sampled_from(["ﬁ ", "Σ", "ς", "\u0301", " \u0301", "が", "\u3099", "\xa0"]))))
def test_words_folded_one_by_one_are_the_text_folded_at_once(parts: list[str]):
    value = "".join(parts)
    whole = text._folded_word.__wrapped__(text.plain(value))
    assert text.fold(value) == whole
    assert text.fold(f"é {value} ń") == f"e {whole} n".replace("  ", " ")


def test_squeeze_collapses_ascii_blanks_only():
    assert text.squeeze(" a \r\n b\tc\xa0\u202f d ") == "a b c\xa0\u202f d"
    assert text.squeeze("\u202f") == "\u202f"


@pytest.mark.parametrize("pages", ["11-29", "11--29", "11 – 29", "11—29", "11 ‐‑ 29", "11−29"])
def test_dashes_between_pages_are_of_one_kind(pages: str) -> None:
    assert text.with_dash(pages) == "11-29"
    assert text.with_dash(pages, "--") == "11--29"
