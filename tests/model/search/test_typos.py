import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from model.search.typos import Typos

WORDS = sorted({"compression", "compressor", "frantar", "learning", "leaning", "queue", "sparse", "tree", "глубокий"})
LETTERS = st.text(alphabet="abcde", min_size=3, max_size=9)


def corrections(word: str, words: list[str] = WORDS) -> list[str]:
    return [correction.start for correction in Typos.of(words).corrections(word, words)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("frnatar", "frantar"),  # swapped
        ("frntar", "frantar"),  # left out
        ("fraantar", "frantar"),  # doubled
        ("frabtar", "frantar"),  # neighbour
        ("grantar", "frantar"),  # the first letter
        ("compresion", "compression"),
        ("conpresion", "compression"),  # two
        ("comperssoin", "compression"),
        ("глубкий", "глубокий"),
    ],
)
def test_a_typo_is_seen_through(typed: str, meant: str) -> None:
    assert meant in corrections(typed)


def test_a_word_being_typed_is_compared_with_starts_of_words() -> None:
    assert "compre" in corrections("conpre")


def test_short_words_have_no_typos() -> None:
    assert corrections("tee") == []


def test_up_to_seven_letters_one_typo_is_allowed() -> None:
    assert corrections("spasre") == ["sparse"]
    assert corrections("spraes") == []


def test_a_word_that_is_there_is_no_typo_of_itself() -> None:
    assert corrections("sparse") == []


def test_nearest_comes_first() -> None:
    words = ["bearings", "learning", "yearning"]
    assert corrections("learnins", words)[0] == "learning"


def test_a_cut_off_word_is_not_a_typo() -> None:
    assert corrections("compress", ["compression"]) == []
    assert corrections("frantarxs", ["frantic"]) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=30, unique=True), st.text(alphabet="abcde", min_size=4, max_size=7))
def test_no_whole_word_one_edit_away_is_missed(words: list[str], typed: str) -> None:
    words = sorted(words)
    near = [word for word in words if len(word) > 3 and word != typed and OSA.distance(word, typed) == 1]
    assert set(near) <= set(corrections(typed, words))


@settings(max_examples=60, deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=30, unique=True), st.text(alphabet="abcde", min_size=4, max_size=9))
def test_what_is_found_is_the_start_of_a_word_and_near(words: list[str], typed: str) -> None:
    words = sorted(words)
    for start in corrections(typed, words):
        assert any(word.startswith(start) for word in words)
        assert 1 <= OSA.distance(start, typed) <= 2


def test_an_empty_library_has_no_typos() -> None:
    assert corrections("anything", []) == []
