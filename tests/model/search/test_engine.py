from collections.abc import Iterable
from functools import reduce

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.search.fold import fold_words
from tests.model.search.small import crowded, document, found, search_over, titles

LIBRARY = search_over(
    [
        document(
            "SparseGPT: Massive Language Models",
            "Frantar, Elias; Alistarh, Dan",
            2023,
            ids=("14458", "10.1145/3448016.X", "2301.00774", "Frantar2023"),
            fields={
                "type": ("conference", "paper-conference", "conference paper"),
                "doi": "10.1145/3448016.X",
                "arxiv": ("2301.00774",),
                "id": "14458",
                "key": "Frantar2023",
                "has": ("pdf", "doi"),
                "is": ("oa",),
                "rel": ("13074",),
                "container": "International Conference on Machine Learning",
            },
            container="International Conference on Machine Learning",
        ),
        document(
            "Multi-queues as state-of-the-art schedulers",
            "Postnikova, Anastasiia",
            2022,
            ids=("11180",),
            weak="Cited by O. Krumes",
            fields={"type": ("thesis", "dissertation"), "id": "11180", "rel": ("130741", "5965")},
        ),
        document(
            "Leader election on graphs",
            "Müller, Jörg",
            2021,
            ids=("14458-v1",),
            abstract="We prune a language of sparse protocols",
            fields={"type": ("journal_article",), "editor": ("Frantar, Zoe",), "has": ("abstract",)},
        ),
    ]
)


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", [0, 1, 2]),
        ("massive", [0]),
        ("MASSIVE language", [0]),
        ("lang mass", [0]),  # starts, any order
        ("muller", [2]),  # accents off
        ("MÜLLER", [2]),
        ("krumes", [1]),  # only in a stored citation
        ("2022", [1]),
        ("machine learning", [0]),
        ("gpt", [0]),  # inside a word
        ("sparse gpt", [0]),
        ("multiqueues", [1]),
        ("multi queues", [1]),
        ("stateoftheart", [1]),
        ("leaderelection", [2]),  # written as two words
        ("frnatar", [0]),
        ("scedulers multi", [1]),
        ("spgpt", [0]),  # letters in order, when nothing else is found
        ('"language models"', [0]),
        ('"models language"', []),
        ('"language mod', [0]),
        ('"language mod"', []),
        ("author:frantar", [0]),
        ("editor:frantar", [2]),
        ("author:frntar", [0]),
        ('author:"frantar elias"', [0]),
        ('author:"elias frantar"', [0]),
        ("title:language", [0]),
        ('title:"massive lang', [0]),
        ('title:"massive lang"', []),
        ("title:schedul", [1]),
        ("title:frantar", []),
        ("year:2021..2022", [1, 2]),
        ("year:>2022", [0]),
        ("type:conference", [0]),
        ("type:thesis", [1]),
        ("type:dissertation", [1]),
        ("type:journal", [2]),
        ("doi:10.1145/34", [0]),
        ("doi:https://doi.org/10.1145/3448016.x", [0]),
        ("arxiv:2301.00774v3", [0]),
        ("id:111", [1]),
        ("key:frantar", [0]),
        ("has:pdf", [0]),
        ("has:a", [2]),
        ("is:oa", [0]),
        ("rel:13074", [0]),  # and not 130741
        ("rel:1307", [0, 1]),  # still being typed
        ("container:machine", [0]),
        ("container:chine", [0]),
        ("publisher:acm", []),
        ("-language", [1]),
        ("NOT type:thesis", [0, 2]),
        ("massive OR leader", [0, 2]),
        ("(massive OR leader) -sparsegpt", [2]),
        ("2301.00774", [0]),
        ("arXiv:2301.00774v2", [0]),
        ("https://doi.org/10.1145/3448016.X", [0]),
        ("10.1145/344", [0]),
        ("frantar2023", [0]),
        ("author:", [0, 1, 2]),
        ("(", [0, 1, 2]),
        ("year:abc", []),
        ("nothinglikethis", []),
    ],
)
def test_a_query_finds(query: str, rows: list[int]) -> None:
    assert sorted(found(LIBRARY, query)) == rows


def test_an_exact_identifier_comes_first_however_well_others_match() -> None:
    library = search_over([document("2020 vision 2020", year=2020), document("Other", ids=("2020",))])
    assert found(library, "2020") == [1, 0]


def test_an_exact_identifier_comes_even_before_the_very_title() -> None:
    assert found(search_over([document("2020"), document("Other", ids=("2020",))]), "2020") == [1, 0]


@pytest.mark.parametrize("id_", ["7", "A1", "a"])
def test_an_identifier_may_be_short(id_: str) -> None:
    library = search_over([document(f"{id_}n and {id_} more", ids=(f"{id_}000",)), document("Other", ids=(id_,))])
    assert found(library, id_) == [1, 0]


def test_a_part_of_an_identifier_needs_a_digit() -> None:
    library = search_over([document("Other", ids=("frantar2023learning",))])
    assert found(library, "2023learn") == [0]
    assert found(library, "learning") == []


def test_a_cite_key_is_found_by_its_words() -> None:
    library = search_over([document("Other", fields={"key": ("Kurtz2022deep",)})])
    assert found(library, "deep") == [0]
    assert found(library, "2022 kurtz") == [0]


def test_a_phrase_in_a_field_means_side_by_side() -> None:
    places = ("Machine Learning Letters", "Learning about a machine")
    library = search_over([document("T", fields={"container": place}) for place in places])
    assert found(library, 'container:"machine learning"') == [0]
    assert found(library, 'container:"machine lear') == [0]
    assert found(library, 'container:"machine lear"') == []
    assert found(library, 'container:"letters machine"') == []
    assert found(library, "container:machine container:learning") == [0, 1]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ('author:"Ada Lovelace"', [0, 1, 2]),
        ('author:"Lovelace, Ada"', [0, 1, 2]),
        ('author:"Vincent van Gogh"', [3, 4]),
        ('author:"van Gogh"', [3]),
        ('author:"Ada Lov', [0, 1, 2]),  # still being typed
        ('author:"Ada B. King"', [2]),
        ('author:"Ada King Lovelace"', [2]),  # not side by side
    ],
)
def test_a_whole_name_means_the_same_in_any_order(query: str, rows: list[int]) -> None:
    names = ("Ada Lovelace", "Lovelace, Ada", "Lovelace, Ada B. King", "van Gogh, Vincent", "Gogh, Vincent van")
    library = search_over([document(f"Title {at}", name) for at, name in enumerate(names)])
    assert sorted(found(library, query)) == rows


def test_a_word_written_as_one_is_found_even_where_many_have_it_as_two() -> None:
    library = titles("SparseGPT explained", *["Sparse models like GPT"] * 30, *["Others"] * 30)
    assert 0 in found(library, "sparse gpt")


def test_marked_records_are_those_of_the_caller() -> None:
    assert found(LIBRARY, "is:marked", marked={0, 2}) == [0, 2]
    assert found(LIBRARY, "is:mar -leader", marked={0, 2}) == [0]
    assert found(LIBRARY, "is:marked", marked={7, -1}) == []


@pytest.mark.parametrize("year", [-5, 0, 32_768, 10**12])
def test_an_impossible_year_does_no_harm(year: int) -> None:
    library = search_over([document("One", year=year), document("Two", year=2020)])
    assert found(library, "year:2020") == [1]
    assert found(library, "one") == [0]


def test_is_with_one_letter_means_all_that_start_so() -> None:
    library = search_over([document("One", fields={"is": ("merged",)}), document("Two"), document("Three")])
    assert found(library, "is:m", marked={1}) == [0, 1]


@pytest.mark.parametrize("words", [9, 12, 20, 39])
def test_a_long_title_is_found_by_all_its_words(words: int) -> None:
    title = " ".join(f"word{chr(97 + number % 26)}{number}" for number in range(words))
    library = titles("Another", title, f"{title[:-1]}x", "More")
    assert found(library, title)[0] == 1


def test_in_a_long_query_a_typo_is_seen_through() -> None:
    library = crowded("Optimal lower bounds for distributed optimization with limited communication")
    assert found(library, "optimal lower bounds for distributed optimisation with limited comunication") == [0]


def test_scripts_without_blanks_are_searched_inside() -> None:
    library = titles("画像 recognition", "深層学習による画像認識", *["画像 others"] * 60)
    assert 1 in found(library, "画像")


def test_a_word_without_match_may_be_half_of_one_that_has() -> None:
    assert found(crowded("SparseGPT for all", "Sparse things"), "sparse gpt all") == [0]


def test_an_empty_query_is_every_record_in_default_order() -> None:
    assert found(LIBRARY, "") == [0, 1, 2]


def test_default_order_is_kept_on_wish() -> None:
    library = titles("Deep sparse nets", "Sparse")
    assert found(library, "sparse") == [1, 0]
    assert found(library, "sparse", order="default") == [0, 1]


def test_a_limit_cuts_the_rows() -> None:
    assert found(LIBRARY, "", limit=2) == [0, 1]
    assert LIBRARY.search("", limit=2).total == 3


def test_no_hit_is_lost_beyond_the_ranked_ones() -> None:
    library = titles(*(f"Sparse number {number}" for number in range(250)), "Else")
    hits = library.search("sparse")
    assert sorted(hits.rows.tolist()) == list(range(250))
    assert len(hits.scores) < 250
    assert hits.total == 250


def test_rows_after_the_ranked_ones_are_in_default_order() -> None:
    library = titles(*(f"Sparse number {number}" for number in range(250)))
    hits = library.search("sparse 7")
    rest = hits.rows[len(hits.scores) :].tolist()
    assert rest == sorted(rest)


def test_a_search_that_found_enough_looks_no_further() -> None:
    library = titles(*["Sparse nets"] * 30, "Sprase nets", *["Others"] * 70)
    assert 30 not in found(library, "sparse")


def test_a_search_that_found_little_also_looks_for_typos() -> None:
    assert set(found(crowded("Sparse nets", "Sprase nets"), "sparse")) == {0, 1}


def test_in_a_small_library_one_right_record_is_enough() -> None:
    assert found(titles("Sparse nets", "Sprase nets", "Others"), "sparse") == [0]


def test_a_shallow_search_says_that_it_is_not_complete() -> None:
    library = crowded("Compression", "Sparse")
    shallow = library.search("compresion", deep=False)
    assert (shallow.total, shallow.complete) == (0, False)
    assert shallow.suggestion is None
    assert library.search("compresion").complete
    assert not library.search("type:thesiss", deep=False).complete  # a word of a field may have a typo too


@pytest.mark.parametrize(
    ("query", "text", "other"),
    [
        ("leader zzz", "1 without zzz", "leader"),
        ("zzz leader", "1 without zzz", "leader"),
        ('leader "no such words"', '1 without "no such words"', "leader"),
        ("leader (zzz OR yyy)", "1 without (zzz OR yyy)", "leader"),
        ("laeadr", "1 with leader instead of laeadr", "leader"),
        ("lea laeadr", "1 with leader instead of laeadr", "lea leader"),
        ("title:lea laeadr", "1 with leader instead of laeadr", "title:lea leader"),
    ],
)
def test_an_empty_result_says_what_would_be_found(query: str, text: str, other: str) -> None:
    suggestion = LIBRARY.search(query).suggestion
    assert suggestion is not None
    assert (suggestion.text, suggestion.query) == (text, other)
    assert LIBRARY.search(other).total > 0


def test_nothing_is_suggested_where_something_was_found() -> None:
    assert LIBRARY.search("leader").suggestion is None


@pytest.mark.parametrize(
    ("query", "row", "reason"),
    [
        ("massive", 0, ""),
        ("gpt", 0, ""),
        ("frnatar", 0, "typo: frnatar ~ frantar"),
        ("protocols", 2, "in abstract"),
        ("krumes", 1, "in citations or notes"),
        ("2301.00774", 0, ""),
        ("10.1145/3448016.X", 0, ""),
        ("author:frntar", 0, "typo: frntar ~ frantar"),
        ("author:frantar", 0, ""),
        ("q OR massive", 0, ""),  # too short for a typo
        ("krumes scedulers", 1, "in citations or notes, typo: scedulers ~ schedulers"),
    ],
)
def test_a_record_says_why_it_was_found(query: str, row: int, reason: str) -> None:
    hits = LIBRARY.search(query)
    assert row in hits.rows
    assert hits.reason(row) == reason


def test_notes_of_the_query_reach_the_hits() -> None:
    assert LIBRARY.search("author:").notes == ("author: needs a name",)


def test_an_empty_library_finds_nothing() -> None:
    empty = search_over([])
    for query in ("", "word", "author:x", "year:2020", '"a b"', "-x", "compresion"):
        assert found(empty, query) == []
    assert empty.search("word").suggestion is None


WORDS = ("sparse", "sparsity", "graph", "graphs", "lock", "free", "deep", "net")
QUERY_WORDS = (*WORDS, "spar", "gra", "n", "zzz")
SOME_TITLES = st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), min_size=1, max_size=12)


def has_all(title: str, words: Iterable[str]) -> bool:
    return all(any(own.startswith(word) for own in fold_words(title)) for word in words)


@settings(max_examples=60, deadline=None)
@given(SOME_TITLES, st.lists(st.sampled_from(QUERY_WORDS), min_size=1, max_size=3))
def test_every_record_with_all_words_is_found_and_comes_first(names: list[str], words: list[str]) -> None:
    plain = {row for row, name in enumerate(names) if has_all(name, words)}
    rows = found(titles(*names), " ".join(words))
    assert len(rows) == len(set(rows))
    assert set(rows[: len(plain)]) == plain


@settings(max_examples=60, deadline=None)
@given(SOME_TITLES, st.text(alphabet='spargh "()-:N OT', max_size=25))
def test_any_text_can_be_searched(names: list[str], query: str) -> None:
    hits = titles(*names).search(query)
    assert hits.total == len(hits.rows) <= len(names)
    assert len(hits.scores) <= hits.total
    assert bool(np.all(np.diff(hits.scores) <= 0))
    for row in hits.rows.tolist():
        assert isinstance(hits.reason(row), str)


@settings(max_examples=30, deadline=None)
@given(SOME_TITLES, st.lists(st.sampled_from(QUERY_WORDS), min_size=1, max_size=3))
def test_what_was_asked_before_does_not_change_the_answer(names: list[str], words: list[str]) -> None:
    text = " ".join(words)
    library = titles(*names)
    reduce(lambda _, end: library.search(text[:end]), range(len(text)), library.search(""))
    assert found(library, text) == found(titles(*names), text)
