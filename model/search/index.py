"""The index: everything that can be found, as arrays, built once from numbered documents."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.search.arrays import Array, Groups, Ints, Strings, distinct
from model.search.columns import Column
from model.search.document import Document
from model.search.facets import Facet
from model.search.fold import fold, fold_words, joined_compounds
from model.search.identifiers import Identifiers
from model.search.typos import Typos
from model.search.vocabulary import Vocabulary
from model.search.weights import norms

# the parts of a record that words are found in; subject is title, keywords and abstract together
TITLE, PEOPLE, PLACE, SUBJECT, WEAK = range(5)
PARTS = 5

IDENTIFIER_FIELDS = ("doi", "arxiv", "id", "key", "rel")
_NO_COLUMN = ("title", "year")  # answered by the postings and the years
_KEY_PARTS = re.compile(r"[^\W\d_]{2,}|\d{4}")


@dataclass(frozen=True)
class Index:
    """Records 0..count-1 in default order, and the ways to find them."""

    count: int
    vocabulary: Vocabulary
    postings: tuple[Groups, ...]  # for each part: word -> records
    typos: Typos
    identifiers: Identifiers
    years: NDArray[np.int16]
    texts: Strings  # PARTS folded texts a record, each as ` first second ` and a line end
    norms: NDArray[np.float32]  # length of the vector of weighted subject words, for similar records
    by_title: Ints  # records in the order of their folded titles
    columns: Mapping[str, Column]
    numbers: Mapping[str, Identifiers]  # the fields that hold identifiers
    facets: Mapping[str, Facet]

    def text(self, row: int, part: int) -> str:
        """The folded text of one part, with a blank around every word."""
        return self.texts[row * PARTS + part]

    def line(self, row: int, most: int | None = None) -> str:
        """Folded title, people and place, a line each; at `most` so many bytes."""
        return self.texts.raw(row * PARTS, row * PARTS + SUBJECT, most).decode("utf-8", "ignore")


class Builder:
    """Takes documents one after the other and keeps only what an index needs of them."""

    def __init__(self) -> None:
        self._count = 0
        self._texts: list[str] = []
        self._years: list[int] = []
        self._ids: list[tuple[str, ...]] = []
        self._words: dict[str, int] = {}
        self._postings: list[list[Array]] = [[] for _ in range(PARTS)]
        self._fields: dict[str, _Values] = {}
        self._facets: dict[str, _Values] = {}

    def add(self, documents: list[Document]) -> None:
        """Take the next documents."""
        first = self._count
        self._count += len(documents)
        self._years += [document.year for document in documents]
        self._ids += [document.ids for document in documents]
        for row, document in enumerate(documents, first):
            for name, value in document.fields.items():
                if name not in _NO_COLUMN and value:
                    self._fields.setdefault(name, _Values()).add(row, value)
            for name, value in document.facets.items():
                if value:
                    self._facets.setdefault(name, _Values()).add(row, value)
        self._add_texts([_parts(document) for document in documents], first)

    def _add_texts(self, records: list[tuple[str, ...]], first: int) -> None:
        folded = [[" ".join(fold_words(part)) for part in parts] for parts in records]
        self._texts += [f" {text} \n" for texts in folded for text in texts]
        for part in range(PARTS):
            tokens: list[str] = []
            lengths = []
            for parts, texts in zip(records, folded, strict=True):
                before = len(tokens)
                tokens += texts[part].split()
                if part < SUBJECT:
                    tokens += joined_compounds(parts[part], texts[part])
                elif part == SUBJECT:
                    tokens += texts[TITLE].split()
                lengths.append(len(tokens) - before)
            self._add_postings(part, tokens, np.arange(first, first + len(records)).repeat(lengths))

    def _add_postings(self, part: int, tokens: list[str], rows: Array) -> None:
        words = self._words
        codes = np.fromiter((words.setdefault(token, len(words)) for token in tokens), np.int64, len(tokens))
        self._postings[part].append(np.unique(codes << 32 | rows))

    def finish(self) -> Index:
        """The index of all documents taken."""
        words, place = distinct(self._words)
        texts = Strings.of(self._texts)
        titles = [self._texts[row * PARTS] for row in range(self._count)]
        fields = {name: values for name, values in self._fields.items() if name not in IDENTIFIER_FIELDS}
        postings = tuple(self._group(part, place, len(words)) for part in range(PARTS))
        return Index(
            count=self._count,
            vocabulary=Vocabulary(words),
            postings=postings,
            typos=Typos.of(words),
            identifiers=Identifiers.of(self._ids),
            years=np.array(self._years, np.int16),
            texts=texts,
            norms=norms(postings[SUBJECT], self._count),
            by_title=np.array(sorted(range(self._count), key=titles.__getitem__), np.int32),
            columns={name: values.column(self._count) for name, values in fields.items()},
            numbers={
                name: Identifiers.of(self._fields[name].by_record(self._count))
                for name in IDENTIFIER_FIELDS
                if name in self._fields
            },
            facets={name: values.facet(self._count) for name, values in self._facets.items()},
        )

    def _group(self, part: int, place: Array, words: int) -> Groups:
        pairs = np.concatenate([np.zeros(0, np.int64), *self._postings[part]])
        self._postings[part] = []
        return Groups.of(place[pairs >> 32], pairs & 0xFFFFFFFF, words, self._count)


class _Values:
    """The values of one field, record by record."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.given: list[int] = []
        self.rows: list[int] = []

    def add(self, row: int, value: str | tuple[str, ...]) -> None:
        """Note the value or values of one record."""
        codes = self.codes
        for one in (value,) if isinstance(value, str) else value:
            self.given.append(codes.setdefault(one, len(codes)))
            self.rows.append(row)

    def column(self, records: int) -> Column:
        """The values folded."""
        values, place = distinct(" ".join(fold(value).split()) for value in self.codes)
        return Column.of(values, place[np.array(self.given, np.int64)], np.array(self.rows), records)

    def facet(self, records: int) -> Facet:
        """The values as they are shown."""
        values, place = distinct(self.codes)
        return Facet.of(values, place[np.array(self.given, np.int64)], np.array(self.rows), records)

    def by_record(self, records: int) -> list[tuple[str, ...]]:
        """The values of each record."""
        names = list(self.codes)
        values: list[tuple[str, ...]] = [()] * records
        for row, code in zip(self.rows, self.given, strict=True):
            values[row] = (*values[row], names[code])
        return values


def _parts(document: Document) -> tuple[str, ...]:
    keys = document.fields.get("key", ())
    split = _KEY_PARTS.findall(keys if isinstance(keys, str) else " ".join(keys))
    place = " ".join([document.container, str(document.year or ""), *split])
    return document.title, document.people, place, document.abstract, document.weak


def build(documents: Iterable[Document], progress: Callable[[int], None] | None = None) -> Index:
    """Index documents in batches; `progress` is told how many are taken."""
    builder = Builder()
    batch: list[Document] = []
    for done, document in enumerate(documents, 1):
        batch.append(document)
        if len(batch) == 5_000:
            builder.add(batch)
            batch = []
            if progress:
                progress(done)
    builder.add(batch)
    return builder.finish()
