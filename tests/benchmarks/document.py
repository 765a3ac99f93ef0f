"""What a search engine is told of one record, where a test or a benchmark thinks of records one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from model.search.document import Documents, Numbered

__all__ = ["Document", "by_column", "one_by_one"]

_TOGETHER = 1_000


class Document(NamedTuple):
    """One record; the parts are those of `Documents`."""

    title: str
    people: str
    container: str
    year: int
    ids: tuple[str, ...]
    weak: str
    fields: Mapping[str, str | tuple[str, ...]]
    facets: Mapping[str, str | tuple[str, ...]] = {}
    abstract: str = ""


def by_column(documents: Iterable[Document], together: int = _TOGETHER) -> Iterator[Documents]:
    """Some documents after the other as an index takes them."""
    rest = iter(documents)
    while some := list(islice(rest, together)):
        yield Documents(
            titles=[document.title for document in some],
            people=[document.people for document in some],
            containers=[document.container for document in some],
            years=[document.year for document in some],
            ids=[document.ids for document in some],
            abstracts=[document.abstract for document in some],
            weak=[document.weak for document in some],
            fields=_columns([document.fields for document in some]),
            facets=_columns([document.facets for document in some]),
        )


def _columns(records: Sequence[Mapping[str, str | tuple[str, ...]]]) -> dict[str, list[str | tuple[str, ...]]]:
    names = dict.fromkeys(name for record in records for name in record)
    return {name: [record.get(name, ()) for record in records] for name in names}


def one_by_one(batches: Iterable[Documents]) -> Iterator[Document]:
    """The documents that an index is told of, each by itself."""
    for some in batches:
        fields, facets = (
            {name: _texts(values, some) for name, values in given.items()} for given in (some.fields, some.facets)
        )
        for at, title in enumerate(some.titles):
            yield Document(
                title=title,
                people=some.people[at],
                container=some.containers[at],
                year=some.years[at],
                ids=some.ids[at],
                weak=some.weak[at],
                fields={name: values[at] for name, values in fields.items()},
                facets={name: values[at] for name, values in facets.items()},
                abstract=some.abstracts[at],
            )


def _texts(values: Sequence[str | tuple[str, ...]] | Numbered, among: Documents) -> Sequence[str | tuple[str, ...]]:
    if not isinstance(values, Numbered):
        return values
    texts: list[tuple[str, ...]] = [()] * len(among.titles)
    for number, row in zip(values.numbers.tolist(), values.rows.tolist(), strict=True):
        texts[row] += (among.names[number],)
    return texts
