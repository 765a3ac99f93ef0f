import pytest

from model.search.similar import LEAST, SAME_WORK
from tests.model.search.small import document, search_over, titles

OTHERS = tuple(f"Nothing shared {letter}{letter}{letter}" for letter in "bcdfghjklmnp")


def test_records_that_share_rare_words_are_near() -> None:
    library = titles("Leader election in population protocols", "Fast population protocols", "Ocean climate", *OTHERS)
    (near,) = library.similar(0)
    assert near.row == 1
    assert set(near.words) == {"population", "protocols"}
    assert LEAST <= near.score <= 1


def test_the_nearest_comes_first() -> None:
    library = titles("Sparse graph colouring", "Graph drawing", "Sparse graph coverings", *OTHERS)
    assert [near.row for near in library.similar(0)] == [2, 1]
    assert [near.row for near in library.similar(0, limit=1)] == [2]


def test_a_record_is_not_like_itself() -> None:
    library = titles("Sparse graphs", "Sparse graphs", *OTHERS)
    assert [near.row for near in library.similar(0)] == [1]


def test_the_same_title_is_perhaps_the_same_work() -> None:
    assert titles("Sparse graphs", "Sparse graphs", *OTHERS).similar(0)[0].score >= SAME_WORK


def test_everyday_words_make_nothing_similar() -> None:
    assert titles("What is known about it", "How it is known", *OTHERS).similar(0) == []


def test_everyday_words_do_not_set_records_apart() -> None:
    assert titles("What is known about sparse graphs", "Sparse graphs", *OTHERS).similar(1)[0].score >= SAME_WORK


def test_words_that_only_one_abstract_has_do_not_set_records_apart() -> None:
    others = [document(title) for title in OTHERS]
    abstracts = [" ".join(f"word{letter}{number}" for number in range(30)) for letter in "ab"]
    library = search_over([document("Sparse graphs", abstract=abstract) for abstract in abstracts] + others)
    assert library.similar(0)[0].score >= SAME_WORK


def test_abstracts_and_keywords_count_but_less_than_titles() -> None:
    others = [document(title) for title in OTHERS]
    library = search_over(
        [
            document("Sparse graphs", abstract="about matroids"),
            document("Matroids", abstract="unrelated stuff"),
            document("Dense graphs"),
            *others,
        ]
    )
    near = {one.row: one.score for one in library.similar(0)}
    assert near[2] > near[1]


def test_people_are_not_mixed_in() -> None:
    others = [document(title) for title in OTHERS]
    library = search_over([document("Oceans", "Frantar, Elias"), document("Deserts", "Frantar, Elias"), *others])
    assert library.similar(0) == []


@pytest.mark.parametrize("title", ["", "---", "the of"])
def test_a_record_without_words_has_none_like_it(title: str) -> None:
    assert titles(title, "Other words", *OTHERS).similar(0) == []
