import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.search.fold import compounds, fold, fold_identifier, fold_with_offsets, fold_words, without_joiners
from model.search.lines import ROOM, fold_lines, folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("SparseGPT: Massive", "sparsegpt  massive"),
        ("Müller–Straße", "muller strasse"),
        ("Håkansson, Łukasz; Jørgensen", "hakansson  lukasz  jorgensen"),
        ("cafe\u0301", "cafe"),  # an accent as a character of its own
        ("ﬁne co\u00adop", "fine coop"),  # a ligature, a soft hyphen
        ("𝐁old ² ½", "bold 2 1 2"),
        ("İstanbul", "istanbul"),
        ("深層学習", "深層学習"),
        ("が", "が"),  # another letter than か, not an accent
        ("한국", "한국"),
        (unicodedata.normalize("NFD", "한국어 가각"), "한국어 가각"),
        ("가\u11a8", "각"),
        ("か\u3099く ﾊﾟﾋﾟﾙｽ", "がく パピルス"),
        ("Qurʾān, ʿAbd, Hawaiʻi, Rabinovichʹ", "quran  abd  hawaii  rabinovich"),
        ("Oʼneill", "oneill"),
    ],
)
def test_folding_leaves_letters_and_digits_without_case_and_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


WITH_PARTS = st.text(st.characters() | st.sampled_from("かは\u3099\u309aｶﾞᄒ\u1161\u11ab가한ʾ\u200dß"))


@given(WITH_PARTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(WITH_PARTS)
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    for place, character in enumerate(folded):
        at = offsets[place]
        assert character in fold(text[at : next(end for end in offsets[place + 1 :] if end > at)])


def test_compounds_are_also_one_word() -> None:
    text = "State-of-the-Art O'Brien multi-queue"
    assert compounds([text]) == [0]
    assert fold_words(without_joiners(text)) == ["stateoftheart", "obrien", "multiqueue"]


@pytest.mark.parametrize("joiner", "-\u2010\u2011'\u2018\u2019")
def test_a_compound_is_told_by_what_joins_it(joiner: str) -> None:
    assert compounds(["plain wörds", f"a{joiner}b", "", f"ä{joiner}"]) == [1, 3]


@given(st.lists(WITH_PARTS))
@example(["", "", ""])
@example([" \n ", "a\n\nb", "\r\x00", "é\u0301\ud800"])
def test_texts_are_folded_together_as_they_are_one_by_one(texts: list[str]) -> None:
    lines = folded(texts)
    words = list(map(fold_words, texts))
    assert lines.text.decode() == "".join(f" {' '.join(some)} \n" for some in words)
    assert lines.sizes.tolist() == list(map(len, lines.text.splitlines(keepends=True)))
    assert lines.counts.tolist() == list(map(len, words))
    ends = lines.starts + lines.lengths
    letters = lines.letters.tobytes()
    found = [letters[start:end].decode() for start, end in zip(lines.starts.tolist(), ends.tolist(), strict=True)]
    assert found == [word for some in words for word in some]
    assert letters.endswith(bytes(b" " * ROOM))


def test_every_character_is_folded_together_with_others_as_it_is_alone() -> None:
    characters = [f"a{chr(code)}b" for code in range(0x30000)]
    assert fold_lines(characters).decode().split("\n")[:-1] == [
        f" {' '.join(fold_words(text))} " for text in characters
    ]


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("https://doi.org/10.1145/3448016.X", "10.1145/3448016.x"),
        ("http://www.doi.org/10.1145/3448016", "10.1145/3448016"),
        ("www.arxiv.org/abs/2301.00774v2", "2301.00774"),
        ("doi:10.1145/3448016", "10.1145/3448016"),
        ("arXiv:2301.00774v2", "2301.00774"),
        ("https://arxiv.org/pdf/2301.00774v1.pdf", "2301.00774"),
        ("10.48550/arXiv.2301.00774", "2301.00774"),
        ("hep-th/9901001v3", "hep-th/9901001"),
        ("978-3-16-148410-0", "9783161484100"),
        ("1234-567X", "1234567x"),
        ("Kurtz2022", "kurtz2022"),
    ],
)
def test_an_identifier_is_the_same_however_it_is_written(text: str, identifier: str) -> None:
    assert fold_identifier(text) == identifier


def test_words_are_what_stands_between_blanks_and_punctuation() -> None:
    assert fold_words("One-shot, (re)training!") == ["one", "shot", "re", "training"]
