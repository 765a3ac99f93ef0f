import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.search.query import CHEAT_SHEET, MAX_LETTERS, MAX_TERMS, All, Either, Field, Not, Phrase, Word, Years, parse


def only(text: str) -> object:
    (node,) = parse(text).root.nodes
    return node


def test_words_narrow() -> None:
    assert parse("Sparse GPT").root == All((Word("Sparse", ("sparse",)), Word("GPT", ("gpt",))))


def test_a_phrase_is_its_words_side_by_side() -> None:
    assert only('"Exact phrase"') == Phrase(("exact", "phrase"), closed=True)
    assert only("“exact phrase”") == Phrase(("exact", "phrase"), closed=True)


def test_a_phrase_being_typed_is_open() -> None:
    assert only('"exact phr') == Phrase(("exact", "phr"), closed=False)


@pytest.mark.parametrize("name", ["author", "title", "type", "publisher", "lang", "rel"])
def test_a_field_takes_a_word(name: str) -> None:
    assert only(f"{name}:Frantar") == Field(name, "Frantar", ("frantar",))


def test_a_field_takes_a_phrase() -> None:
    assert only('author:"Elias Frantar"') == Field("author", "Elias Frantar", ("elias", "frantar"), phrase=True)


def test_fields_have_everyday_names_too() -> None:
    assert only("Journal:nature") == Field("container", "nature", ("nature",))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("year:2021", 2021, 2021),
        ("year:2021..2023", 2021, 2023),
        ("year:2021-2023", 2021, 2023),
        ("year:..2023", 1, 2023),
        ("year:2021..", 2021, 9999),
        ("year:>2020", 2021, 9999),
        ("year:>=2020", 2020, 9999),
        ("year:<2020", 1, 2019),
        ("year:<=2020", 1, 2020),
        ("year:202", 2020, 2029),  # still being typed
        ("year:2021..20", 2021, 2099),
    ],
)
def test_years(text: str, first: int, last: int) -> None:
    assert only(text) == Years(first, last)


@pytest.mark.parametrize("text", ["-thesis", "NOT thesis", "- thesis NOT thesis"])
def test_what_must_not_match(text: str) -> None:
    assert Not(Word("thesis", ("thesis",))) in parse(text).root.nodes


def test_or_binds_its_two_neighbours() -> None:
    a, b, c = (Word(letter, (letter,)) for letter in "abc")
    assert parse("a OR b c").root == All((Either((a, b)), c))
    assert parse("a OR b OR c").root == All((Either((a, b, c)),))


def test_parentheses_group() -> None:
    a, b, c = (Word(letter, (letter,)) for letter in "abc")
    assert parse("(a b) OR c").root == All((Either((All((a, b)), c)),))
    assert only("-(a b)") == Not(All((a, b)))


def test_lower_case_or_and_not_are_words() -> None:
    assert parse("to be or not").words == ("to", "be", "or", "not")


@pytest.mark.parametrize("doi", ["10.1145/3448016.X", "10.1016/S0140-6736(05)66871-3", "doi:10.1002/(SICI)1097"])
def test_a_parenthesis_that_a_doi_does_not_open_ends_its_group(doi: str) -> None:
    query = parse(f"({doi})-(graphs OR {doi})b")
    assert query.notes == ()
    assert query.root.nodes == (
        All(parse(doi).root.nodes),
        Not(All((Either((Word("graphs", ("graphs",)), *parse(doi).root.nodes)),))),
        Word("b", ("b",)),
    )


def test_a_doi_may_hold_parentheses() -> None:
    assert only("10.1016/S0140-6736(05)12345-6") == Word(
        "10.1016/S0140-6736(05)12345-6", ("10", "1016", "s0140", "6736", "05", "12345", "6")
    )


def test_a_dash_between_words_means_nothing() -> None:
    assert parse("deep - learning").words == ("deep", "learning")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("author:", "author: needs a name"),
        ("year:abc", "year: needs a year such as 2021, 2021..2023 or >2020, not abc"),
        ("(", "a ( is not closed yet"),
        ("a )", "a ) without its ("),
        ("a OR", "OR needs something on both sides"),
        ("NOT", "NOT needs a word after it"),
        ("colour:red", "colour: is not a field, searched as words"),
        ("has:wings", "has: knows pdf, abstract, doi, code, url or file, not wings"),
    ],
)
def test_what_was_not_understood_is_said(text: str, note: str) -> None:
    assert parse(text).notes == (note,)


def test_what_was_not_understood_is_searched_as_words() -> None:
    assert parse("year:abc").words == ("year", "abc")
    assert parse("colour:red").words == ("colour", "red")


@pytest.mark.parametrize(
    "half", ["author:", "author:'", "-author:-", "year:>", "year:..", "year:<=", "title:…", 'doi:"']
)
def test_a_half_typed_field_does_not_narrow_yet(half: str) -> None:
    query = parse(f"kurtz {half}")
    assert query.root == parse("kurtz").root
    assert len(query.notes) == 1 and " needs a" in query.notes[0]


def test_a_value_being_typed_is_understood() -> None:
    assert parse("has:p").notes == ()


def test_a_pasted_text_is_cut() -> None:
    query = parse(" ".join(f"word{number}" for number in range(200)))
    assert len(query.terms) == MAX_TERMS
    assert query.notes == (f"only the first {MAX_TERMS} words are searched",)


def test_excluded_words_are_not_looked_for() -> None:
    assert parse("a -b NOT c (d OR e)").words == ("a", "d", "e")


@settings(max_examples=300)
@given(st.text(alphabet='ab1:"()-<>. ORNTyear|&', max_size=60) | st.text())
def test_no_query_fails(text: str) -> None:
    query = parse(text)
    assert query.text == text


@pytest.mark.parametrize("text", ["(" * 50_000, "-" * 50_000, "NOT " * 20_000, ")" * 20_000, '"' * 20_000])
def test_no_query_is_too_nested(text: str) -> None:
    assert parse(text).terms == ()


@pytest.mark.parametrize("example", [example for example, _ in CHEAT_SHEET])
def test_the_cheat_sheet_is_understood(example: str) -> None:
    assert parse(example).notes == ()
    assert parse(example).root.nodes


def test_parsing_and_highlighting_need_no_arrays() -> None:
    names = "query, fold, document, highlight"
    code = f"import sys; from model.search import {names}; print({{'numpy', 'rapidfuzz'}} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


def test_words_joined_by_punctuation_count_one_by_one() -> None:
    query = parse("-".join(f"word{number}" for number in range(500)))
    assert len(query.words) <= MAX_TERMS
    assert query.notes


def test_a_pasted_book_is_cut() -> None:
    query = parse("word " * 1_000_000)
    assert len(query.text) <= MAX_LETTERS
    assert f"only the first {MAX_LETTERS:,} letters are searched" in query.notes
