"""A few documents for the tests of the search engine."""

from collections.abc import Iterable
from typing import Any

from model.search.engine import Search
from tests.benchmarks.document import Document, by_column


def document(title: str, people: str = "", year: int = 2020, **more: Any) -> Document:
    """A document of which a test says only what matters to it."""
    fields = {"author": tuple(filter(None, people.split("; "))), **more.pop("fields", {})}
    given = {"container": "", "ids": (), "weak": "", "facets": {}, "abstract": "", **more}
    return Document(title, people, year=year, fields=fields, **given)


def titles(*names: str) -> Search:
    """A search over documents that have nothing but a title."""
    return search_over(map(document, names))


def search_over(documents: Iterable[Document]) -> Search:
    """A search over documents."""
    return Search.build(by_column(documents))


def found(search: Search, query: str, **more: Any) -> list[int]:
    """The row numbers a query finds."""
    rows: list[int] = search.search(query, **more).rows.tolist()
    return rows


def crowded(*names: str, others: int = 1_500) -> Search:
    """These titles among many that have nothing to do with them."""
    return titles(*names, *(f"Filler number {number}" for number in range(others)))
