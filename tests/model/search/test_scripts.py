"""What is written without blanks is found in the middle of it, whichever way it is asked for."""

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
