from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.benchmarks.document import Document
from tests.model.search.plain_search import plainly_found
from tests.model.search.small import document, found, search_over

WORDS = (
    *("sparse", "gpt", "straße", "strasse", "ΣΊΣΥΦΟΣ", "σίσυφος", "ﬁsh", "fish", "İstanbul", "ıstanbul", "multi-queue"),
    *(
        "multiqueue",
        "o'neill",
        "שלום",
        "e\u0301cole",
        "2021",
        "a",
        "深度",
        "基于深度的",
        "Müller",
        "x-ray",
        "Qurʾān",
        "quran",
    ),
)
TEXT = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
IDS = st.lists(st.sampled_from(("1", "12", "123", "10.1/ab(c)", "2101.00001")), max_size=2).map(tuple)


def _document(title: str, people: list[str], year: int, place: str, abstract: str, keywords: Any, ids: Any) -> Document:
    fields = {"keyword": keywords, "container": (place,) if place else (), "id": ids[:1]}
    return document(title, "; ".join(people), year, container=place, abstract=abstract, ids=ids, fields=fields)


DOCUMENTS = st.builds(
    _document,
    TEXT,
    st.lists(st.sampled_from(WORDS), max_size=2),
    st.sampled_from((0, 1999, 2020, 2021)),
    TEXT,
    TEXT,
    st.lists(TEXT, max_size=2).map(tuple),
    IDS,
)
CONDITIONS = st.one_of(
    st.sampled_from(WORDS),
    TEXT.map('"{}"'.format),
    st.builds("{}:{}".format, st.sampled_from(("title", "author", "keyword", "container")), st.sampled_from(WORDS)),
    st.builds('{}:"{}"'.format, st.sampled_from(("title", "keyword")), TEXT),
    st.sampled_from(("year:2020", "year:>2000", "year:..2020", "12", "123", "id:12", "10.1/ab(c)", "10.1/a", "a:b")),
)
QUERIES = st.recursive(
    CONDITIONS,
    lambda some: st.one_of(
        st.builds("{} {}".format, some, some),
        st.builds("({} OR {})".format, some, some),
        st.sampled_from(("({})", "NOT ({})", "-({})")).flatmap(lambda form: some.map(form.format)),
    ),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DOCUMENTS, min_size=1, max_size=6), QUERIES)
def test_a_query_finds_what_looking_at_every_record_finds(documents: list[Document], query: str) -> None:
    assert set(found(search_over(documents), query, deep=False)) == plainly_found(documents, query)
