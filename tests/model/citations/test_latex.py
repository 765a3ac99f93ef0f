"""Tests of text written for LaTeX, and of BibLaTeX."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import tex, text
from model.citations import biblatex, bibtex
from model.citations.texescape import balanced, escape, verbatim
from model.citations.texletters import letters
from model.record import Date, Person
from tests.model.citations.examples import article, librecat_records, record


@pytest.mark.parametrize(
    ("canonical", "latex"),
    [
        ("plain", "plain"),
        ("50% of A & B #1_2", "50\\% of A \\& B \\#1\\_2"),
        ("costs $5 to $6", "costs \\$5 to \\$6"),
        ("in $O(n^2)$ steps for $k$ of them", "in $O(n^2)$ steps for $k$ of them"),
        ("$\\input{x}$", "\\$\\textbackslash{}input\\textbraceleft{}x\\textbraceright{}\\$"),
        ("$a_1^^5cinput$", "\\$a\\_1\\textasciicircum{}\\textasciicircum{}5cinput\\$"),
        ("a $50% share$ of it", "a \\$50\\% share\\$ of it"),
        (
            "C:\\x^2~{y}",
            "C:\\textbackslash{}x\\textasciicircum{}2\\textasciitilde{}\\textbraceleft{}y\\textbraceright{}",
        ),
        ("<i>in situ</i>", "\\emph{in situ}"),
        ("CO<sub>2</sub> and x<sup>2</sup>", "CO\\textsubscript{2} and x\\textsuperscript{2}"),
        ("a < b", "a \\textless{} b"),
        ("α ≤ β", "$\\alpha$ $\\leq$ $\\beta$"),
        ("Müller – “so”", "Müller – “so”"),
        ("a,, b?` c!`", "a,{}, b?{}` c!{}`"),
        ("a\u00a0b\u202fc\u200bd", "a~b\\,cd"),
        ("CO₂ and Ca²⁺", "CO$_{2}$ and Ca²$^{+}$"),
        ("ℝ, 𝒪(n), 𝛼", "$\\mathbb{R}$, $\\mathcal{O}$(n), $\\alpha$"),
        ("so … A ⟹ B, f′, ∆x", "so … A $\\Longrightarrow$ B, f$'$, $\\Delta$x"),
        ("Ḥadīth, Huế, u\u0308ber", "Ḥadīth, Huế, über"),
        ("ơ, Я, 李, ₔ", "ơ, Я, 李, ₔ"),
    ],
)
def test_text_is_written_so_that_latex_prints_it(canonical, latex):
    assert escape(canonical) == latex


WORDS = st.text(st.sampled_from("ab é{}\\%&#_$~^<>|αß ≤.,;:!?()[]/+*=@"), max_size=30).filter(
    lambda words: words.count("$") < 2  # between two of them, text may be a formula
)


@given(WORDS)
@settings(max_examples=150, deadline=None)
def test_what_is_escaped_reads_back_as_the_same_letters(words):
    once = text.squeeze(tex.decode(escape(words)))
    assert text.plain(once).replace(" ", "") == text.plain(text.squeeze(words)).replace(" ", "")


@given(st.text(st.sampled_from("{}\\ax"), max_size=12))
@settings(max_examples=150, deadline=None)
def test_balanced_braces_never_close_what_they_did_not_open(value):
    depth = 0
    for char in balanced(value):
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0


def test_braces_that_pair_stay():
    assert balanced("{A} and \\{b\\}") == "{A} and \\{b\\}"


def test_addresses_lose_only_what_ends_a_value():
    assert verbatim("https://a.example/{x}_%20") == "https://a.example/%7Bx%7D_%20"


# --- BibLaTeX ---


def test_when_it_was_read_and_first_published_goes_with_it():
    record = article(accessed=Date(2024, 2, 1), **{"original-date": Date(1900)}, URL="https://a.example", DOI="")
    written = biblatex.write([record])
    assert "urldate      = {2024-02-01}," in written and "origdate     = {1900}," in written
    assert "urldate" not in biblatex.write([article(accessed=Date(text="some day"))])


def test_biblatex_has_its_own_names_for_dates_places_and_eprints():
    written = biblatex.write(librecat_records())
    assert "journaltitle = {Annals of Marsh Studies}," in written
    assert "date         = {2021-03-09}," in written
    assert "eprinttype   = {arxiv}," in written
    assert "eid          = {7}," in written
    assert "eventdate    = {2020-06-03/2020-06-05}," in written
    assert "venue        = {Graz, Austria}," in written
    assert "month" not in written


def test_a_thesis_is_of_its_kind_and_institution():
    written = biblatex.write(librecat_records()[2:])
    assert written.startswith("@thesis{503,")
    assert "type         = {phdthesis}," in written
    assert "institution  = {University of the Marsh}," in written


@pytest.mark.parametrize(
    ("type_", "entry_type"),
    [
        ("book_editor", "collection"),
        ("book_chapter", "incollection"),
        ("research_data", "dataset"),
        ("software", "software"),
        ("report", "report"),
        ("webpage", "online"),
        ("preprint", "unpublished"),
        ("misc", "misc"),
    ],
)
def test_types_have_biblatexs_entry_types(type_, entry_type):
    assert biblatex.write([record(type=type_, title="T")]).startswith(f"@{entry_type}{{")


def test_a_preprint_at_arxiv_is_online():
    assert biblatex.write([record(type="preprint", title="T", arxiv=("2101.00001",))]).startswith("@online{")


def test_a_date_that_is_none_stands_as_the_year():
    assert "year         = {in press}," in biblatex.write([article(issued=Date(text="in press"))])


def test_how_many_pages_there_are_is_no_range_of_them():
    thesis = record(type="dissertation", title="T", number_of_pages="147")
    assert "  pagetotal    = {147},\n" in biblatex.write([thesis]) and " pages " not in biblatex.write([thesis])
    assert "  pages " not in bibtex.entry(thesis, safe=True)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"type": "webpage", "container_title": "The Fen"}, "organization = {The Fen},"),
        ({"type": "software", "publisher": "GitHub"}, "howpublished = {GitHub},"),
        ({"type": "standard", "publisher": "ISO", "report__number": "5:2020"}, "howpublished = {ISO, 5:2020},"),
        ({"type": "preprint", "publisher": "bioRxiv"}, "howpublished = {bioRxiv},"),
        ({"type": "book", "edition": "Second"}, "edition      = {2},"),
        ({"type": "book", "language": ("chi",)}, "language     = {Chinese},"),
        ({"type": "book", "editor": (Person("Fen", "C"),)}, "@collection{x1,"),
    ],
)
def test_what_biblatex_prints_stands_where_it_looks_for_it(fields, line):
    written = biblatex.write([record(title="T", **fields)])
    assert line in written and "publisher" not in written and "journaltitle" not in written


def test_a_preprint_at_arxiv_does_not_say_so_twice():
    assert "organization" not in biblatex.write(
        [record(type="preprint", title="T", publisher="arXiv", arxiv=("2101.00001",))]
    )


def test_chapters_and_ways_of_publishing_stay():
    written = biblatex.write([record(type="book_chapter", title="T", chapter="7", howpublished="Blog")])
    assert "chapter      = {7}," in written and "howpublished = {Blog}," in written


def test_letters_that_pdflatex_does_not_know_are_accents_for_bibtex_and_letters_for_biber():
    hue = article(title="Ḥadīth in Huế", author=(Person("Nguyễn", "Thị"),), URL="https://a.example/Huế")
    written = bibtex.entry(hue, safe=True)
    assert "{{{\\d H}adīth in Hu{\\'{\\^e}}}}" in written and "https://a.example/Huế" in written
    assert "Nguyễn, Thị" in biblatex.write([hue]) and "{{Ḥadīth in Huế}}" in biblatex.write([hue])


@given(st.text(st.characters(categories=["Ll", "Lu"], max_codepoint=0x1EFF), max_size=8))
@settings(max_examples=150, deadline=None)
def test_letters_in_groups_read_back_as_themselves(name):
    assert tex.decode(letters(name)) == unicodedata.normalize("NFC", name)


def test_keywords_with_commas_are_held_together():
    assert "keywords     = {{a, b}, c}," in biblatex.write([article(keyword=("a, b", "c"))])


def test_everything_is_escaped_without_being_asked():
    assert "{{Moss \\& reeds}}" in biblatex.write([article(title="Moss & reeds", author=(Person("Fen", "C"),))])


def test_the_doi_of_an_arxiv_page_is_not_passed_off_as_the_works():
    preprinted = article(arxiv=("2101.00001",), URL="https://doi.org/10.48550/arXiv.2101.00001")
    written = biblatex.write([preprinted])
    assert "10.48550" not in written
    assert "eprint       = {2101.00001}," in written
