import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.search.highlight import highlight
from model.search.query import parse
from tests.model.search.small import titles


def marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in highlight(text, parse(query))]


@pytest.mark.parametrize(
    ("text", "query", "parts"),
    [
        ("Pruning and prunes", "prun", ["Prun", "prun"]),
        ("Pruning and unpruned", "prun", ["Prun"]),  # inside only where no word starts so
        ("unpruned", "prun", ["prun"]),
        ("Straße, Müller", "strasse mull", ["Straße", "Müll"]),
        ("Ein ﬁnes Ding", "fines", ["ﬁnes"]),
        ("e\u0301te\u0301 fini", "ete", ["e\u0301te\u0301"]),
        ("Multi-Queues win", "multiqueue", ["Multi-Queue"]),
        ("SparseGPT: Massive", "sparse gpt", ["SparseGPT"]),
        ("Compression-Aware", "compresion", ["Compression"]),
        ("Frantar, Elias", "frnatar", ["Frantar"]),
        ("the exact phrase here", '"exact phrase"', ["exact phrase"]),
        ("the exact, phrase", '"exact phrase"', ["exact, phrase"]),
        ("phrase exact", '"exact phrase"', []),
        ("Frantar, Elias", "author:fran", ["Fran"]),
        ("A thesis", "-thesis", []),
        ("A pdf of 10 pages", "has:pdf 10.1145/3448016", []),
        ("doi 10.1145/3448016", "10.1145/3448016", ["10.1145/3448016"]),
        ("Anything", "", []),
        ("", "word", []),
        ("A sea of words", "seaweed", []),
    ],
)
def test_what_matched_is_marked(text: str, query: str, parts: list[str]) -> None:
    assert marked(text, query) == parts


@pytest.mark.parametrize(
    ("part", "parts"),
    [("title", ["graph", "lock"]), ("people", ["lock", "wang"]), ("container", ["lock", "acta"]), ("year", ["lock"])],
)
def test_a_condition_on_a_field_is_only_marked_where_that_is_shown(part: str, parts: list[str]) -> None:
    query = parse("title:graph lock author:wang container:acta keyword:tree")
    text = "graph lock wang acta tree"
    assert sorted(text[start:end] for start, end in highlight(text, query, part)) == sorted(parts)
    assert highlight(text, query) == [(0, 5), (6, 10), (11, 15), (16, 20), (21, 25)]


def test_typos_are_only_marked_when_the_search_looked_for_them() -> None:
    library = titles("The leaning tower", "Learning")
    text = "The leaning tower"
    assert highlight(text, library.search("learning")) == []
    assert highlight(text, library.search("leanning")) == [(4, 11)]


@given(st.text(), st.text(alphabet="abcß éx-", max_size=12))
def test_ranges_are_apart_in_order_and_within_the_text(text: str, query: str) -> None:
    spans = highlight(text, parse(query))
    flat = [at for span in spans for at in span]
    assert flat == sorted(set(flat))
    assert not flat or (flat[0] >= 0 and flat[-1] <= len(text))


@given(st.text(alphabet="abc -é", max_size=20), st.text(alphabet="xyz", min_size=1, max_size=5))
def test_a_word_is_found_where_it_stands(before: str, word: str) -> None:
    text = f"{before} {word}"
    assert (len(before) + 1, len(text)) in highlight(text, parse(word))
