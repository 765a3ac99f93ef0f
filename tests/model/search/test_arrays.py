import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.search.arrays import Codes, Groups, Strings, distinct, encoded, expand, occurrences, offsets

TEXTS = st.lists(st.text(max_size=6), max_size=10)


@given(TEXTS)
def test_texts_come_back_as_they_were(texts: list[str]) -> None:
    strings = Strings.of(texts)
    assert len(strings) == len(texts)
    assert strings.all() == texts
    assert [strings[at] for at in range(len(texts))] == texts
    assert strings.lines() == b"".join(encoded(text.replace("\n", " ")) + b"\n" for text in texts)
    some = np.array([at for at in range(len(texts)) if at % 2], np.int64)
    assert strings.take(some).all() == texts[1::2]
    assert strings.raw(0, len(texts)) == encoded("".join(texts)) if texts else True


@given(TEXTS, st.text(max_size=4))
def test_a_sorted_text_is_found_at_its_place(texts: list[str], wanted: str) -> None:
    texts = sorted({*texts}, key=encoded)
    strings = Strings.of(texts)
    assert strings.find(encoded(wanted)) == (texts.index(wanted) if wanted in texts else -1)
    assert strings.before(encoded(wanted)) == sum(encoded(text) < encoded(wanted) for text in texts)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9))))
def test_groups_hold_each_pair_once_and_in_order(pairs: list[tuple[int, int]]) -> None:
    keys, values = (np.array([pair[at] for pair in pairs], np.int64) for at in (0, 1))
    groups = Groups.of(keys, values, 6)
    assert [groups.of_key(key).tolist() for key in range(6)] == [
        sorted({value for own, value in pairs if own == key}) for key in range(6)
    ]
    assert groups.of_range(2, 5).tolist() == [value for key in (2, 3, 4) for value in groups.of_key(key)]
    assert groups.of_keys(np.array([4, 0])).tolist() == [*groups.of_key(4), *groups.of_key(0)]


@given(st.text(alphabet="ab\n", max_size=30), st.text(alphabet="ab", min_size=1, max_size=3))
def test_occurrences_are_those_that_do_not_overlap(text: str, fragment: str) -> None:
    found, at = [], text.find(fragment)
    while at >= 0:
        found.append(at)
        at = text.find(fragment, at + len(fragment))
    assert occurrences(text, fragment).tolist() == found
    assert occurrences(text.encode(), fragment.encode()).tolist() == found


@given(st.lists(st.integers(-5, 5)))
def test_distinct_numbers_are_in_order_and_each_there_once(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, np.int32)).tolist() == sorted(set(numbers))


def test_spans_are_expanded_one_after_the_other() -> None:
    assert expand(np.array([5, 1, 7]), np.array([7, 1, 10])).tolist() == [5, 6, 7, 8, 9]


def test_offsets_begin_at_nothing_and_end_at_everything() -> None:
    assert offsets([2, 0, 3]).tolist() == [0, 2, 2, 5]
    assert offsets([]).tolist() == [0]


@given(st.lists(TEXTS, max_size=3))
def test_texts_are_numbered_as_they_are_met(batches: list[list[str]]) -> None:
    codes = Codes()
    numbers = [number for texts in batches for number in codes.numbers(texts).tolist()]
    met = [text for texts in batches for text in texts]
    assert list(codes) == list(dict.fromkeys(met))
    assert numbers == [list(codes).index(text) for text in met]
