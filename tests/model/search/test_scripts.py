"""What is written without blanks is found in the middle of it, whichever way it is asked for."""

from typing import Any
from unicodedata import normalize

import pytest

from model.search.highlight import highlight
from tests.model.search.small import crowded, document, found, search_over

DEEP, INSIDE = "深度学习入门", "基于深度学习的方法"


@pytest.mark.parametrize("query", ["深度学习", '"深度学习"', '"深度学习', "title:深度学习", 'title:"深度学习"'])
def test_words_and_phrases_are_found_inside(query: str) -> None:
    library = crowded(DEEP, INSIDE)
    assert set(found(library, query)) == {0, 1}
    assert set(found(library, f"year:2020 -{query}")) & {0, 1} == set()


@pytest.mark.parametrize("query", ["深度学习", '"深度学习"'])
@pytest.mark.parametrize("field", ["keyword", "container"])
def test_values_of_fields_are_found_inside(field: str, query: str) -> None:
    library = search_over([document("A", fields={field: DEEP}), document("B", fields={field: INSIDE}), document("C")])
    assert found(library, f"{field}:{query}") == [0, 1]
    assert found(library, f"-{field}:{query}") == [2]


def test_a_phrase_of_two_scripts_begins_where_a_word_does() -> None:
    library = crowded("基于GPT 模型的", "基于 GPT 模型的", "一种 XGPT 模型")
    assert found(library, '"GPT 模型"') == [1]


@pytest.mark.parametrize(("people", "query"), [("张, 伟; 李, 娜", "张伟"), ("Kim, Chulsoo; 김, 철수", "김철수")])
def test_a_name_is_found_as_those_write_it_who_have_it(people: str, query: str) -> None:
    library = search_over([document("A", people), document("B", "Zhang, Wei"), document("C", "李, 张")])
    assert found(library, query) == [0]
    assert found(library, f"author:{query}") == [0]
    assert [people[start:end].replace(", ", "") for start, end in highlight(people, library.search(query))] == [query]


@pytest.mark.parametrize("name", ["한국어 문법", "がくせい パピルス", "Qurʾān ‘Abd Hawaiʻi"])
@pytest.mark.parametrize(("stored", "typed"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_letters_are_the_same_however_a_system_writes_them(name: str, stored: Any, typed: Any) -> None:
    library = crowded("Filler", normalize(stored, name))
    for word in name.split():
        assert found(library, normalize(typed, word))[:1] == [1]
        spans = highlight(normalize(stored, name), library.search(normalize(typed, word)))
        assert [normalize("NFC", normalize(stored, name)[start:end]).strip("‘") for start, end in spans] == [
            word.strip("‘")
        ]


@pytest.mark.parametrize("word", ["quran", "abd", "hawaii"])
def test_half_rings_and_what_stands_for_them_need_not_be_typed(word: str) -> None:
    library = crowded("Qurʾān ʿAbd Hawaiʻi", "Qur‘ān, ‘Abd and Hawai‘i", *["Quran abd hawaii"] * 30)
    assert {0, 1} <= set(found(library, word))


def test_two_short_words_are_not_one_where_words_have_blanks() -> None:
    library = crowded("Дом и вода", "Иванов")
    assert found(library, "ив") == [1]
