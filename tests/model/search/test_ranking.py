import numpy as np
import pytest

from model.search.index import SUBJECT, TITLE
from model.search.levels import ONE_TYPO, TWO_TYPOS
from model.search.match import Matcher
from model.search.query import parse
from model.search.words import TYPOS, WordScores
from tests.model.search.small import crowded, document, found, search_over, titles


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("net", "A net here", "A network here"),  # the word itself before its start
        ("graph", "About graphs now", "About digraph now"),  # the start before the inside
        ("minimal", "An unminimal thing", "A minimel thing"),  # the inside before a typo
        ("deep nets", "Some deep nets here", "Some nets very far from deep"),  # in order and near
        ("deep learning", "Deep learning", "Deep learning of many things"),  # the very title
        ("graph theory", "Graph theory of trees", "Trees of graph theory"),  # how a title starts
    ],
)
def test_the_better_match_comes_first_even_when_older(query: str, better: str, worse: str) -> None:
    assert found(crowded(worse, better), query)[:2] == [1, 0]


@pytest.mark.parametrize("query", ["sparse", "spar"])
def test_title_and_people_come_before_place_before_abstract(query: str) -> None:
    library = search_over(
        [
            document("One", weak="sparse"),
            document("Two", abstract="sparse"),
            document("Three", container="Journal of sparse things"),
            document("Four", "Sparse, Anna"),
            document("Five sparse"),
        ]
    )
    rows = found(library, query)
    assert set(rows[:2]) == {3, 4}
    assert rows[2] == 2
    assert set(rows[3:]) == {0, 1}


def test_equals_in_abstracts_are_newest_first_whatever_their_titles() -> None:
    library = search_over([document(title, abstract="sparse") for title in ("Ocean", "Parses", "Desert")])
    assert found(library, "sparse") == [0, 1, 2]


def test_chance_likeness_does_not_reorder_equals() -> None:
    names = ("Deserts and dunes", "Ocean winds", "Hearing and aging")
    library = search_over([document(name, abstract="sparse graphs") for name in names])
    assert found(library, "sparse graph") == [0, 1, 2]


def test_a_title_two_typos_away_counts_more_than_an_abstract_one_typo_away() -> None:
    library = search_over([document("abcdefghxy", abstract="abcdefghix"), document("Q", abstract="abcdefghix")])
    scores = WordScores(library.index).word("abcdefghij", TYPOS)
    assert scores.tolist() == [TWO_TYPOS[TITLE], ONE_TYPO[SUBJECT]]


def test_the_sum_of_many_words_does_not_run_over() -> None:
    one, other = np.array([30, 30], np.uint8), np.array([30, 1], np.uint8)
    first, second = Matcher(titles("A", "B").index).together([one] * 8 + [other]).tolist()
    assert first > second > 0


def test_equals_are_newest_first() -> None:
    library = titles("A sparse net", "B sparse net", "C sparse net")
    assert found(library, "sparse") == [0, 1, 2]


def test_one_more_letter_never_shuffles_equals() -> None:
    library = titles(*(f"{name} studies of compression" for name in ("Zinc", "Iron", "Gold", "Lead")))
    for end in range(1, len("compression") + 1):
        assert found(library, "compression"[:end]) == [0, 1, 2, 3]


def test_a_title_is_found_among_many_with_the_same_words() -> None:
    library = titles(*(f"Learning of deep matters {number}" for number in range(400)), "Deep learning")
    assert found(library, "deep learning")[0] == 400


def test_an_author_and_a_word_find_the_work() -> None:
    others = [document(f"Pruning number {number}", "Other, Olga") for number in range(150)]
    library = search_over([*others, document("Fast pruning", "Frantar, Elias"), document("Else", "Frantar, Elias")])
    assert found(library, "frantar prun")[0] == 150


def test_scores_fall_from_at_most_one() -> None:
    scores = titles("Sparse", "Sparsity", "Parse sparse things").search("sparse").scores.tolist()
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0 and max(scores) <= 1


def test_the_sum_of_sums_does_not_run_over() -> None:
    half = "state of the art low rank matrices"
    library = titles("State of the art", f"{half} {half}", *(f"{half} and number {number}" for number in range(99)))
    scores = Matcher(library.index).scores(parse(f"({half}) ({half})").root, TYPOS)
    assert scores[1] == scores.max() > 100


def test_a_title_of_many_compounds_comes_first() -> None:
    name = "Over-the-counter state-of-the-art end-to-end low-rank-matrix-completion"
    words = name.replace("-", " ").split()
    library = titles(" ".join(reversed(words)), name, "Something else")
    assert found(library, name)[0] == 1
    assert Matcher(library.index).scores(parse(name).root, TYPOS)[1] > 100
