from hypothesis import given
from hypothesis import strategies as st

from model.search.vocabulary import Vocabulary

WORDS = st.lists(st.text(alphabet="abcé", min_size=1, max_size=6), unique=True, max_size=20).map(sorted)
FRAGMENT = st.text(alphabet="abcé", min_size=1, max_size=4)


@given(WORDS, FRAGMENT)
def test_words_are_found_by_their_start(words: list[str], start: str) -> None:
    first, last = Vocabulary(words).starting_with(start)
    assert words[first:last] == [word for word in words if word.startswith(start)]


@given(WORDS, FRAGMENT)
def test_a_word_is_found_at_its_place_or_not_at_all(words: list[str], word: str) -> None:
    assert Vocabulary(words).find(word) == (words.index(word) if word in words else -1)


@given(WORDS, FRAGMENT)
def test_words_are_found_by_what_is_inside_but_not_at_the_start(words: list[str], fragment: str) -> None:
    found = [words[at] for at in Vocabulary(words).containing(fragment)]
    assert {word for word in words if fragment in word and not word.startswith(fragment)} <= set(found)
    assert all(fragment in word[1:] for word in found)


def test_letters_in_order_find_words_that_start_alike_and_are_not_overly_long() -> None:
    words = sorted(["sparsegpt", "asparsegpt", "gpts", "s" + "x" * 20 + "pgpt", "spgp"])
    assert [words[at] for at in Vocabulary(words).with_letters_of("spgpt")] == ["sparsegpt"]


@given(WORDS, FRAGMENT)
def test_letters_in_order_are_found_as_one_finds_them_one_by_one(words: list[str], letters: str) -> None:
    def holds(word: str) -> bool:
        rest = iter(word)
        return word[0] == letters[0] and all(letter in rest for letter in letters)

    found = [words[at] for at in Vocabulary(words).with_letters_of(letters)]
    assert found == [word for word in words if holds(word) and len(word) <= 3 * len(letters)]


def test_letters_that_come_again_and_again_are_gone_through_once() -> None:
    assert not len(Vocabulary(["a" * 80]).with_letters_of("a" * 25 + "bb"))  # other ways there are more than stars
