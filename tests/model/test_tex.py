"""Tests of the TeX decoder."""

import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import tex, tex_parts, tex_symbols, text
from model.tex_decoder import Decoder
from model.tex_journals import JOURNALS
from model.tex_letters import decode_letters
from tests.model.test_html import balanced

GOLDEN = Path(__file__).parents[3] / "shared" / "golden" / "latex.json"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
few = settings(max_examples=200, deadline=None)
SC = text.SMALL_CAPS

TOKENS = [
    *(
        "{",
        "}",
        "{}",
        "$",
        "$$",
        "\\",
        "\\\\",
        "^",
        "_",
        "~",
        "%",
        "--",
        "``",
        "''",
        "`",
        "'",
        " ",
        "\n",
        "xyz",
        "é",
        "10",
    ),
    *("\\emph", "\\it ", "\\'", "\\v", "\\frac", "\\sqrt", "\\url", "\\href", "\\foo", "\\alpha ", "\\leq", "\\log"),
    *("\\(", "\\)", "\\[", "\\]", "[", "]", "\\text", "\\textcolor", "\\not", "\\left", "\\noopsort", "\\begin", "\\$"),
    *("http://x.y/~z--", "\\textsc", "\\bf", "\\mathbb", "\\hat", "\\c", "\\ce", "&", "#"),
]
tokens = st.lists(st.sampled_from(TOKENS), max_size=16).map("".join)


def plain(value: str) -> str:
    return text.plain(tex.decode(value))


@pytest.mark.skipif(not GOLDEN.exists(), reason="the golden pairs are not part of the repository")
def test_the_golden_pairs_hold():
    wrong = [(given, plain(given)) for given, expected in json.loads(GOLDEN.read_text()) if plain(given) != expected]
    assert wrong == []


@pytest.mark.parametrize(
    "value",
    [
        *("", "Plain", "100% & more", "a_b and c^d", "costs $5 and $10", "US$ 5 to US$ 6", "A$ and US$", "Größe, 東京"),
        *("from $100M to $200M in 2020", "pays 10$ or 20 $", "$5 off and $3.50 more", "x < y > z", "50%\nof it"),
        *('say "x"', "C# and #1", "a - b", "$HOME and $PATH", "unbalanced } and {", "1 & 2 \\ 3", "C:\\Users\\new"),
        *("about ~5 and ~10", "----", "$10 million in US$", "see https://a.org/~b/c--d_e", "a\\", "$"),
    ],
)
def test_text_that_is_not_tex_survives(value: str):
    assert tex.decode(value) == value


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed files are not part of the repository")
def test_the_plain_unicode_bibtex_of_librecat_keeps_all_its_letters():
    for line in next(SEEDS.glob("004_*")).read_text(encoding="utf-8").splitlines():
        value = line.partition("= {")[2].rstrip(",}") or line
        assert [c for c in plain(value) if c.isalnum() or c == "%"] == [c for c in value if c.isalnum() or c == "%"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (r"G{\"o}del, M\"uller, {\'E}tude, \.I, \'\i", "Gödel, Müller, Étude, İ, í"),
        (r"\c{S}\u{a}\k e\H{u}\r A\d{h}\b d\t{oo}\textcommabelow{t}", "ŞăęűÅḥḏo͡oț"),
        (r"\'{\emph{e}} \"{\~{}} \^{} \~{}x \v", "é ¨~ ^ ~x \\v".replace("¨~", '"~')),
        (r"\.{\i} \.i \.z", "i i ż"),
        (r"S{\o}ren \O re \ss e \L{}\'od\'z", "Søren Øre ße Łódź"),
        (r"1\textendash 5, it\textquoteright s, 5\,\textmu m, \textdegree C", "1–5, it’s, 5\u2009µm, °C"),
        (r"\LaTeX{} and \BibTeX\ are \copyright{} \ldots{} all", "LaTeX and BibTeX are © … all"),
        ("``a'' `b' ,,c'' ?`que? it's d---e", "“a” ‘b’ „c” ¿que? it’s d—e"),
        (r"\textcolor{red}{hot} \foreignlanguage{german}{Wort} \hspace{1em}x", "hot Wort x"),
        (r"\foo[opt]{arg} \foo {arg} \foo{} \foo", r"\foo[opt]arg arg \foo \foo"),
        (r"\emph{open \textbf{x}", r"\emph{open x"),
        (r"\begin{itemize}\item x\end{itemize}", r"\begin{itemize}\item x\end{itemize}"),
        (r"\url{http://a.b/~c--d_e} \href{http://x.y/%20}{the text}", "http://a.b/~c--d_e the text"),
        (r"see http://a.b/c\_d/~e--f. --- g", "see http://a.b/c_d/~e--f. — g"),
        (r"x\textsuperscript{2}, 3\textsuperscript{rd}, \textsubscript{i}", "x², 3ʳᵈ, ᵢ"),
        (r"\ce{H2SO4} \enquote{q} \mbox{x-y} {\rm r} {\small s}", "H₂SO₄ “q” x-y r s"),
        (r"a\\b \\ c\-d\/e f\ g \{x\}", "a b c" + "de f g {x}"),
        (r"50\% 50% \& & \_ _ \# # \$5", "50% 50% & & _ _ # # $5"),
        (r"\uppercase{keep} \cite{key}", "keep key"),
        (r"\apjl \mnras", "The Astrophysical Journal Letters Monthly Notices of the Royal Astronomical Society"),
        (r"the group $\nat$", r"the group \nat"),
        (r"{\d{\=R}}tu {\d{\^e}}", "Ṝtu ệ"),
    ],
)
def test_text_commands_show_what_they_print(value: str, shown: str):
    assert plain(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (r"$n\log n$, $2\log_2 n$, $\log\log n$, $\sin\theta$", "n log n, 2 log₂ n, log log n, sin θ"),
        (r"p$<$0.05, $>$5, $=$3, $<$ 5", "p<0.05, >5, =3, < 5"),
        (r"$n \leq 5$ $n\leq 5$ $\leq 5$ $\alpha x + \beta$", "n ≤ 5 n≤5 ≤5 αx + β"),
        (r"$\tilde{O}(n^{1+o(1)})$ $\hat\theta$ $\bar x$", "Õ(n¹⁺ᵒ⁽¹⁾) θ̂ x̄"),
        (r"$\frac{a+b}{c}$ $1\frac12$ $\sqrt[3]{n+1}$ $\binom nk$", "(a+b)/c 1 1/2 ³√(n+1) (n choose k)"),
        (r"$90^\circ$ $x^{\prime}$ $f''(x)$ $x^*$ $A^\top$", "90° x′ f″(x) x* Aᵀ"),
        (r"$A \not= B$, $\not\in$, $a\equiv b\pmod n$", "A ≠ B, ∉, a≡b (mod n)"),
        (r"$\mathbb{E}[X]$, $x \in \R$, $\mathcal{N}(0,1)$", "𝔼[X], x ∈ ℝ, N(0,1)"),
        (r"$\left\{x\right.$ $\|v\|$ $\operatorname*{argmax}$", "{x ‖v‖ argmax"),
        (r"$\text{if } x>0$ $\mathrm{CO_2}$", "if x>0 CO₂"),
        (r"$$x^2$$ \(a_1\) \[b\] \(open $ x^2 $", "x² a₁ b \\(open x²"),
        (r"pays \$5 for $k$ items, \ensuremath{\beta}", "pays $5 for k items, β"),
    ],
)
def test_formulas_become_unicode(value: str, shown: str):
    assert plain(value) == shown


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        (r"\emph{a \textbf{b}} \textit{c}", "<i>a <b>b</b></i> <i>c</i>"),
        (r"{\em x {\bf y} z} w", "<i>x <b>y</b> z</i> w"),
        (r"\emph{a \emph{b}} {\it \it c}", "<i>a b</i> <i>c</i>"),
        (r"\textsc{Sc} {\sc s}", f"{SC}Sc</span> {SC}s</span>"),
        (r"\it to the end", "<i>to the end</i>"),
        (r"{\it} \emph{} \emph{ }", "    ".replace("    ", "   ")),
        (r"$x_{i,j}$ \textsuperscript{a,b}", "x<sub>i,j</sub> <sup>a,b</sup>"),
        (r"$\not\emph{x}$ $\lceil x \rceil$", "<i>x\u0338</i> ⌈x⌉"),
        ("<i>kept</i> {X}", "<i>kept</i> X"),
    ],
)
def test_styles_become_canonical_tags(value: str, canonical: str):
    assert tex.decode(value) == canonical


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        ("costs $5 and $10", "costs $5 and $10"),
        (r"$k$-set and $\epsilon$ for $5", "k-set and ϵ for $5"),
        (r"it's -- {x} \foo{b} \% \alpha", r"it's -- {x} \foo{b} \% \alpha"),
        (r"\emph{c} \textsubscript{2} \(x_1\) \(open", r"<i>c</i> ₂ x₁ \(open"),
        (r"in $US$ terms, $\foo{x}$, $p<0.05$, $O(n)$", r"in $US$ terms, $\foo{x}$, p<0.05, O(n)"),
        ("<i>a</i> $x<i>b</i>y$ $n^2$", "<i>a</i> $x<i>b</i>y$ n²"),
        (r"\$5$ and $\{a\}$ and $$x^2$$", r"\$5$ and {a} and x²"),
        ("plain", "plain"),
        ("$n=3", "$n=3"),
    ],
)
def test_other_text_has_only_its_well_formed_formulas_decoded(value: str, canonical: str):
    assert tex.decode_math(value) == canonical


@few
@given(tokens)
def test_decoded_text_is_balanced(value: str):
    assert balanced(tex.decode(value))
    assert balanced(tex.decode_math(value))


@few
@given(st.text(st.sampled_from("xyz019 {}$%&#~^_'`-,.!?\n"), max_size=60))
def test_no_letter_or_number_is_ever_dropped(value: str):
    def kept(shown: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFKD", shown) if c.isalnum() or c in "%&#")

    assert kept(plain(value)) == kept(value)
    assert kept(text.plain(tex.decode_math(value))) == kept(value)


@few
@given(tokens.filter(lambda v: not any(name in v for name in ("\\textcolor", "\\noopsort", "\\href"))))
def test_the_words_in_arguments_are_kept(value: str):
    assert plain(value.replace("xyz", "東")).count("東") == value.count("xyz")


@few
@given(st.text(st.characters(exclude_characters="\\{}$~`'-,", exclude_categories=()), max_size=40))
def test_text_without_tex_characters_is_the_very_same(value: str):
    assert tex.decode(value) is value
    assert tex.decode_math(value) is value


UNITS = [
    *("{", "}", "{}", "$", "\\", "${", "\\'", "\\'{", "\\emph{", "\\frac{", "\\frac", "\\url{", "\\(", "\\[", "\\($"),
    *(
        "$a$",
        "^",
        "$x^{",
        "`",
        "'",
        "-",
        "`a ",
        "http://",
        "http://\n",
        "\\textcolor{",
        "\\sqrt[",
        "{\\it ",
        "\\alpha ",
    ),
    *("\\log ", "\\ ", "$a b", "\\a b{", "$\\text{$", "\\text{\\(", "\\foo{\\bar", "a{\\'e}", "\\(a\\)", "$5 "),
]


def work(decode: Callable[[str], str], value: str) -> int:
    """How many lines of Python and calls it takes to decode `value`."""
    steps = 0

    def count(frame: object, event: str, argument: object) -> object:
        nonlocal steps
        steps += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        decode(value)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("decode", [tex.decode, tex.decode_math])
@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_no_faster_than_the_value(unit: str, decode: Callable[[str], str]):
    short, long = unit * 150, unit * 600
    for end in ("", "}", "}$", "\\)"):
        assert work(decode, long + end) <= 4.5 * work(decode, short + end) + 200
    assert work(decode, long + "}" * 600) <= 4.5 * work(decode, short + "}" * 150) + 200


@pytest.mark.parametrize("unit", [*UNITS, "aaaa", "$aa ", "\\\\", "\\)"])
def test_long_hostile_values_are_decoded_without_fuss(unit: str):
    value = unit * (30_000 // len(unit))
    for ending in ("", "\\)", "}$"):
        assert balanced(tex.decode(value + ending))
        assert balanced(tex.decode_math(value + ending))


@pytest.mark.parametrize("sign", ["{", "}", "$", "\\"])
def test_a_million_signs_do_no_harm(sign: str):
    assert set(tex.decode(sign * 1_000_000)) <= {sign, " "}


def test_arguments_nest_as_deep_as_promised_and_stay_readable_below():
    deep = "\\emph{" * 40 + "core" + "}" * 40
    assert "core" in plain(deep)
    nested = "$" + "\\sqrt{" * 30 + "n" + "}" * 30 + "$"
    assert plain(nested).count("√") == 30


def test_every_symbol_shows_something_and_no_name_has_two_meanings():
    tables = [tex_symbols.SYMBOLS, tex_symbols.ACCENTS, tex_symbols.MATH_ACCENTS, tex_symbols.SILENT]
    tables += [tex_symbols.STYLES, tex_symbols.SWITCHES, tex_symbols.DROPPED, tex_symbols.VERBATIM]
    tables += [tex_symbols.ONE_ARGUMENT, tex_symbols.TWO_ARGUMENTS, tex_symbols.ALPHABETS]
    names = [name for table in tables for name in table]
    assert sorted(names) == sorted(set(names))


def test_dollars_with_blanks_inside_are_no_formula_in_text_that_is_not_tex() -> None:
    assert tex.decode_math("between $ _ $ and $k$") == "between $ _ $ and k"


@given(st.text(alphabet="a' ?.", max_size=12))
def test_apostrophes_mean_the_same_with_and_without_an_address(value: str) -> None:
    assert tex.decode(f"{value} https://a.b").removesuffix(" https://a.b") == tex.decode(value)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("pages 3--5 --- or so ----", "pages 3–5 — or so ----"),
        ("~5 kg, a ~7 and Fig.~3", "~5 kg, a ~7 and Fig.\u00a03"),
        ("x `a' b, rock'n'roll `", "x ‘a’ b, rock’n’roll `"),
        ("?`Que? !`No! ,,ja'' a,,b", "¿Que? ¡No! „ja” a,,b"),
        ("see https://x.org/~a--b or http:~c", "see https://x.org/~a--b or http:\u00a0c"),
    ],
)
def test_signs_of_running_text_mean_what_stands_around_them_says(written: str, shown: str) -> None:
    assert tex.decode(written) == shown
    assert tex.decode("{" + written + "}") == shown


@few
@given(st.lists(st.sampled_from(["{", "}", "x", "--", "{y}"]), max_size=9).map("".join))
def test_values_are_balanced_whose_braces_all_have_a_partner(value: str) -> None:
    pairs = tex_parts.matching_braces(value)
    assert tex_parts.is_balanced(value) == (len(pairs) == value.count("{") == value.count("}"))


_LETTERS = [
    "\\'e",
    '{\\"u}',
    "\\'{\\i}",
    "\\v{S}",
    "{\\ss}",
    "{\\o}",
    "\\o ",
    "\\&",
    "\\c c",
    "\\~{n}",
    "\\\\",
    "\\",
    "$x$",
]


@few
@given(
    st.lists(st.sampled_from([*_LETTERS, "{", "}", " ", "x", "'", "``", "--", "http://x.y/"]), max_size=9).map("".join)
)
def test_letters_and_signs_alone_are_decoded_as_among_all_other_tex(value: str) -> None:
    assert decode_letters(value) in (None, Decoder(value).sequence(math=False))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('M{\\"u}ller \\& S{\\o}n', "Müller & Søn"),
        ("{Erd\\H{o}s--R\\'enyi, ``{\\v{S}}umava''}", "Erdős–Rényi, “Šumava”"),
        ("na{\\'{\\i}}ve stra{\\ss}e", "naíve straße"),
    ],
)
def test_letters_and_signs_alone_need_no_other_decoder(written: str, shown: str) -> None:
    assert decode_letters(written) == shown


def test_no_journal_takes_the_place_of_a_sign():
    known = (tex_symbols.SYMBOLS, tex_symbols.ACCENTS, tex_symbols.MATH_ACCENTS, tex_symbols.SILENT, tex_symbols.STYLES)
    assert not any(JOURNALS.keys() & set(names) for names in (*known, tex_symbols.SWITCHES))
