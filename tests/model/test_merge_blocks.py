"""Which titles are compared: the arrays find what a plain search by the same rule does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from model.merge import blocks
from model.merge.blocks import SMALL, STOP_WORDS, WINDOW, candidates

LEAST = 90.0

_WORDS = (
    *("the", "of", "slow", "slower", "rivers", "river", "sediment", "sedimentation", "delta", "ii", "2", "x", "via"),
    *("straße", "日本", "δελτα", "𝔛𝔜", "counting", "counted", "bees", "modelling", "modeling"),
)
_titles = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)


@st.composite
def _libraries(draw: st.DrawFn) -> list[str]:
    """Titles of few words and slips of them: a word or a letter more, less or other."""
    titles = draw(st.lists(_titles, min_size=1, max_size=6))
    for _ in range(draw(st.integers(0, 30))):
        words = draw(st.sampled_from(titles)).split()
        place = draw(st.integers(0, len(words) - 1))
        change = draw(st.sampled_from([[], ["new"], [words[place], "more"], [words[place] + "s"], [words[place][1:]]]))
        words[place : place + 1] = change
        titles += filter(None, [" ".join(word for word in words if word)])
    return list(dict.fromkeys(titles))


def _alike(titles: Sequence[str]) -> list[tuple[str, str]]:
    pairs = [(titles[a], titles[b]) for a, b in candidates(titles, LEAST)]
    return sorted(pair for pair in pairs if fuzz.ratio(*pair) >= LEAST)


# -- the rule, as plainly as it can be said ----------------------------------------------------------------------


def _key_words(title: str) -> list[str]:
    return [word for word in title.split() if word not in STOP_WORDS]


def _gaps(title: str) -> set[str]:
    """The letters of a title: all, without one word, and without one of the first and one of the last three."""
    words = _key_words(title)
    some = {"".join(words)}
    if 2 < len(words) < 30:
        count = range(len(words))
        left_out = [{n} for n in count] + [{a, b} for a in count[:3] for b in count[-3:] if a < b]
        some |= {"".join(word for n, word in enumerate(words) if n not in out) for out in left_out}
    return some


def _plain_blocks(titles: Sequence[str]) -> Iterator[list[str]]:
    gaps, starts, ends = (defaultdict[str, list[str]](list) for _ in range(3))
    for title in titles:
        letters = "".join(_key_words(title))
        starts[letters[:14]].append(title)
        ends[letters[-14:]].append(title)
        for gap in _gaps(title):
            gaps[gap].append(title)
    yield from gaps.values()
    yield from (sorted(block) for block in starts.values())
    yield from (sorted(block, key=lambda title: title[::-1]) for block in ends.values())


def _plainly(titles: Sequence[str]) -> list[tuple[str, str]]:
    """The same pairs, found one by one; each as it stands in the first block that has it."""
    found: dict[frozenset[str], tuple[str, str]] = {}
    for block in _plain_blocks(titles):
        reach = len(block) if len(block) <= SMALL else WINDOW
        for place, one in enumerate(block):
            for other in block[place + 1 : place + 1 + reach]:
                if fuzz.ratio(one, other) >= LEAST:
                    found.setdefault(frozenset((one, other)), (one, other))
    return sorted(found.values())


# -- the tests ---------------------------------------------------------------------------------------------------


@given(_libraries())
@settings(max_examples=300, deadline=None)
def test_the_arrays_find_what_a_plain_search_finds(titles):
    assert _alike(titles) == _plainly(titles)


@given(st.lists(st.text("ab x", max_size=9).map(lambda text: " ".join(text.split())), max_size=40))
@settings(deadline=None)
def test_tiny_titles_are_no_exception(titles):
    titles = [title for title in dict.fromkeys(titles) if title]
    assert _alike(titles) == _plainly(titles)


@given(_libraries())
@settings(deadline=None)
def test_in_small_libraries_every_two_titles_with_a_key_in_common_are_paired(titles):
    shared = {
        frozenset((one, other))
        for one, other in combinations(titles, 2)
        for first, second in [("".join(_key_words(one)), "".join(_key_words(other)))]
        if _gaps(one) & _gaps(other) or first[:14] == second[:14] or first[-14:] == second[-14:]
    }
    pairs = [frozenset((titles[a], titles[b])) for a, b in candidates(titles, 0.0)]
    assert len(titles) > SMALL or set(pairs) == shared
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("count", [SMALL, SMALL + 1, 200])
@pytest.mark.parametrize("form", ["observation of the event number {} of the southern sky", "{} seen from afar again"])
def test_in_large_blocks_neighbours_are_paired(count, form):
    titles = [form.format(number * 7919 % 1009) for number in range(count)]
    assert _alike(titles) == _plainly(titles)


@pytest.mark.parametrize("count", [2, 3, 29, 30])
def test_slips_at_both_ends_hide_no_likeness_of_titles_that_are_long_enough_and_not_too_long(count):
    inside = [f"sediment{number}" for number in range(count - 2)]
    titles = [" ".join([first, *inside, last]) for first, last in [("rivrs", "sloow"), ("rivers", "slow")]]
    assert _alike(titles) == _plainly(titles) == ([tuple(titles)] if 2 < count < 30 else [])


def test_batches_change_nothing(monkeypatch):
    titles = [f"{start} slow rivers carry {end} to the sea" for start in ("some", "all", "few") for end in range(40)]
    expected = _alike(titles)
    monkeypatch.setattr(blocks, "_BATCH", 50)
    assert _alike(titles) == expected == _plainly(titles)


@given(st.lists(st.integers(0, 2**64 - 1) | st.sampled_from([0, 1, 7, 2**63, 2**64 - 1]), max_size=60))
@settings(max_examples=100, deadline=None)
def test_keys_that_occur_twice_are_found_however_many_parts_they_are_taken_apart_into(numbers):
    keys = np.array(numbers, np.uint64)
    twice = [place for place, number in enumerate(numbers) if numbers.count(number) > 1]
    before = blocks._PART
    try:
        for blocks._PART in (before, 16, 2):
            assert sorted(blocks._shared(keys).tolist()) == twice
    finally:
        blocks._PART = before


def test_letters_that_tell_titles_apart_spare_the_comparison():
    titles = ["counting bees up meadows", "counting bees up water towers and drains"]
    assert list(candidates(titles, LEAST)) == []
    assert list(candidates(titles, 0.0)) == [(0, 1)]


def test_a_title_as_long_as_a_book_is_no_trouble():
    titles = ["x" * 300_000, "x" * 300_001, "y " * 10_000 + "z"]
    assert _alike(titles) == [(titles[0], titles[1])]


@pytest.mark.parametrize("titles", [[], ["alone"]])
def test_who_is_alone_has_no_like(titles):
    assert list(candidates(titles, LEAST)) == []
