import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.search import sequence
from model.search.arrays import Strings

LONG = "10.1000/aaaaaaaa"
TEXTS = st.lists(
    st.lists(st.sampled_from(["", "a", "b", "\0", "\n", "é", "深", "\U00020000", "\ud800", LONG]), max_size=4).map(
        "".join
    )
    | st.text(max_size=20),
    max_size=20,
)


@given(TEXTS, st.integers(0, 3))
@example(["a\0", "a", "", "a\0\0", "a"], 16)
@example(["abcdefgh", "abcdefg", "abcdefg\0", "abcdefgh", "abcdefg", ""], 16)
@example([LONG * 20 + "b", LONG * 20 + "a", LONG * 20, LONG * 20 + "b"], 16)
def test_texts_are_in_the_order_that_python_gives_them(texts: list[str], runs: int) -> None:
    with pytest.MonkeyPatch.context() as patch:  # few runs, so that texts are also compared as a whole
        patch.setattr(sequence, "_RUNS", runs)
        order, new = sequence.sequence(Strings.of(texts))
        ordered, places = sequence.in_sequence(Strings.of(texts))
    assert order.tolist() == sorted(range(len(texts)), key=texts.__getitem__)
    found = [texts[at] for at in order.tolist()]
    assert new.tolist() == [not at or found[at] != found[at - 1] for at in range(len(found))]
    expected = sorted({*texts} - {""})
    assert ordered.all() == expected
    assert places.dtype == np.int32
    assert places.tolist() == [expected.index(text) if text else -1 for text in texts]
