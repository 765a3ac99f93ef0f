"""An index built the plain way, a text and a value at a time: what `model.search.build` has to come to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from model.search.arrays import Groups
from model.search.build import build
from model.search.fold import fold_identifier, fold_words, without_joiners
from model.search.index import PARTS, PEOPLE, PLACE, SUBJECT, TITLE, Index
from tests.benchmarks.document import Document, by_column

Plain = dict[str, Any]


def plain_index(documents: Sequence[Document]) -> Plain:
    """What the arrays of an index say, as sets and dicts."""
    texts = [_texts(document) for document in documents]
    lines = [[f" {' '.join(fold_words(text))} \n" for text in some] for some in texts]
    words = [[_words(part, some) for part in range(PARTS)] for some in texts]
    fields = sorted({name for document in documents for name in document.fields})
    columns = [name for name in fields if name not in ("doi", "arxiv", "id", "key", "rel")]
    facets = sorted({name for document in documents for name in document.facets})
    return {
        "count": len(documents),
        "years": [min(max(document.year, 0), 9999) for document in documents],
        "texts": [line for some in lines for line in some],
        "by_title": sorted(range(len(documents)), key=lambda row: lines[row][TITLE]),
        "words": sorted(set().union(*(part for some in words for part in some))),
        "postings": [_rows(some[part] for some in words) for part in range(PARTS)],
        "identifiers": _rows(map(fold_identifier, document.ids) for document in documents),
        "numbers": {
            name: _rows(map(fold_identifier, _several(document.fields, name)) for document in documents)
            for name in fields
            if name in ("doi", "arxiv", "id", "key", "rel")
        },
        "columns": {
            name: _rows(map(_line, _several(document.fields, name)) for document in documents) for name in columns
        },
        "facets": {name: _rows(_several(document.facets, name) for document in documents) for name in facets},
    }


def built_index(documents: Iterable[Document], together: int) -> Plain:
    """The same of an index that was built in batches of so many."""
    return told_by(build(by_column(documents, together)))


def told_by(index: Index) -> Plain:
    """The same of any index."""
    words = index.vocabulary.words
    return {
        "count": index.count,
        "years": index.years.tolist(),
        "texts": index.texts.all(),
        "by_title": index.by_title.tolist(),
        "words": words,
        "postings": [_groups(words, postings) for postings in index.postings],
        "identifiers": _groups(index.identifiers.names.all(), index.identifiers.rows),
        "numbers": {name: _groups(each.names.all(), each.rows) for name, each in index.numbers.items()},
        "columns": {name: _groups(_stripped(each.values.all()), each.rows) for name, each in index.columns.items()},
        "facets": {name: _by_value(index, name) for name in sorted(index.facets)},
    }


def _texts(document: Document) -> list[str]:
    keys = " ".join(_several(document.fields, "key"))
    parts = re.findall(r"[^\W\d_]{2,}|\d{4}", keys)
    place = " ".join([document.container, str(document.year or ""), *parts])
    return [document.title, document.people, place, document.abstract, document.weak]


def _words(part: int, texts: list[str]) -> set[str]:
    own = texts[part]
    words = {*fold_words(own), *(fold_words(without_joiners(own)) if part in (TITLE, PEOPLE, PLACE) else ())}
    return words | _words(TITLE, texts) if part == SUBJECT else words


def _several(values: Mapping[str, str | tuple[str, ...]], name: str) -> tuple[str, ...]:
    value = values.get(name, ())
    return (value,) if isinstance(value, str) else value


def _line(text: str) -> str:
    return " ".join(fold_words(text))


def _rows(found: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """The records of each text that is not empty, in order."""
    rows: dict[str, list[int]] = {}
    for row, texts in enumerate(found):
        for text in dict.fromkeys(filter(None, texts)):
            rows.setdefault(text, []).append(row)
    return dict(sorted(rows.items()))


def _groups(names: list[str], groups: Groups) -> dict[str, list[int]]:
    rows: dict[str, set[int]] = {}
    assert len(groups) == len(names)
    for at, name in enumerate(names):
        own = groups.of_key(at).tolist()
        assert own == sorted(set(own))
        rows.setdefault(name, set()).update(own)
    return {name: sorted(own) for name, own in sorted(rows.items()) if name and own}


def _stripped(lines: list[str]) -> list[str]:
    return [line[1:].removesuffix("\n").rstrip(" ") for line in lines]


def _by_value(index: Index, name: str) -> dict[str, list[int]]:
    facet = index.facets[name]
    values = facet.values.all()
    assert values == sorted(set(values))
    return _rows([values[code] for code in facet.codes.of_key(row).tolist()] for row in range(index.count))
