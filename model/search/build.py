"""Building an index: documents taken batch after batch, of which only what an index needs is kept."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter

import numpy as np

from model.search.arrays import Array, Strings, in_order, offsets
from model.search.columns import Column
from model.search.document import Document
from model.search.facets import Facet
from model.search.fold import fold_identifier, is_compound, without_joiners
from model.search.identifiers import Identifiers
from model.search.index import IDENTIFIER_FIELDS, PARTS, PEOPLE, PLACE, SUBJECT, TITLE, Index
from model.search.lines import fold_lines
from model.search.postings import Postings
from model.search.tokens import Tokens
from model.search.typos import Typos
from model.search.values import Table, Texts, Value, Values
from model.search.vocabulary import Vocabulary
from model.search.weights import EVERYDAY, norms

__all__ = ["Builder", "build"]

_BATCH = 5_000
_TOGETHER = 1_000_000  # characters that are looked at together: more would not stay near the processor
_OTHERWISE = ("title", "year")  # fields that are answered by postings and years
_LAST_YEAR = 9999
_KEY_PARTS = re.compile(r"[^\W\d_]{2,}|\d{4}")


class Builder:
    """Takes documents one batch after the other and keeps only what an index needs of them."""

    def __init__(self) -> None:
        self._count = 0
        self._blobs: list[bytes] = []
        self._lengths: list[Array] = []
        self._years: list[int] = []
        self._tokens = Tokens()
        self._postings = [Postings() for _ in range(PARTS)]
        self._table = Table()
        self._ids = Values()
        self._fields: dict[str, Values] = {}
        self._facets: dict[str, Values] = {}

    def add(self, documents: list[Document]) -> None:
        """Take the next documents."""
        first = self._count
        self._count += len(documents)
        years = [document.year for document in documents]
        self._years += [year if 0 <= year <= _LAST_YEAR else min(max(year, 0), _LAST_YEAR) for year in years]
        self._ids.add(self._table.numbers([document.ids for document in documents]), first)
        self._add_values(self._fields, [document.fields for document in documents], first)
        self._add_values(self._facets, [document.facets for document in documents], first)
        texts = list(chain.from_iterable(map(_parts, documents)))
        step = max(len(documents) * _TOGETHER // (sum(map(len, texts)) + 1), 1)
        for at in range(0, len(documents), step):
            self._add_texts(texts[at * PARTS : (at + step) * PARTS], first + at)

    def _add_values(self, kept: dict[str, Values], records: Sequence[Mapping[str, Value]], first: int) -> None:
        for name, values in _by_name(records):
            field = kept.setdefault(name, Values())
            if any(values) and (kept is self._facets or name not in _OTHERWISE):
                field.add(self._table.numbers(values), first)

    def _add_texts(self, texts: list[str], first: int) -> None:
        lines = fold_lines(texts)
        self._blobs.append(lines)
        words, counts, lengths = self._tokens.of(lines)
        self._lengths.append(lengths)
        compounds = _compounds(texts)
        joined, more, _ = self._tokens.of(fold_lines([without_joiners(texts[at]) for at in compounds]))
        owners = np.arange(len(texts)).repeat(counts)
        if len(joined):
            added = np.array(compounds).repeat(more)
            at = np.searchsorted(owners, added, side="right")
            words, owners = np.insert(words, at, joined), np.insert(owners, at, added)
        parts, records = owners % PARTS, first + owners // PARTS
        for part, postings in enumerate(self._postings):
            of_part = parts == part
            some = np.flatnonzero(of_part | (parts == TITLE) if part == SUBJECT else of_part)
            postings.add(words[some], records[some])

    def finish(self) -> Index:
        """The index of all documents taken."""
        words, place = in_order(self._tokens.codes)
        vocabulary = Vocabulary(words)
        everyday = np.array([at for word in EVERYDAY if (at := vocabulary.find(word)) >= 0], np.int32)
        postings = tuple(postings.groups(place) for postings in self._postings)
        lengths = np.concatenate([np.zeros(0, np.int64), *self._lengths])
        lines = Strings(np.frombuffer(b"".join(self._blobs), np.uint8), offsets(lengths))
        self._blobs.clear()
        texts = Texts(self._table)
        self._table = Table()  # the largest of what is no longer needed
        numbers = self._identifiers(texts)
        return Index(
            count=self._count,
            vocabulary=vocabulary,
            postings=postings,
            typos=Typos.of(words),
            years=np.array(self._years, np.int16),
            texts=lines,
            norms=norms(postings[SUBJECT], postings[TITLE], self._count, everyday),
            by_title=_by_title(lines),
            columns=self._columns(texts),
            facets=self._shown(texts),
            identifiers=numbers.pop(""),
            numbers=numbers,
        )

    def _columns(self, texts: Texts) -> dict[str, Column]:
        others = (*IDENTIFIER_FIELDS, *_OTHERWISE)
        fields = {name: values for name, values in self._fields.items() if name not in others}
        return {name: Column.of(*found) for name, found in texts.folded(fields, fold_lines).items()}

    def _shown(self, texts: Texts) -> dict[str, Facet]:
        return {name: Facet.of(*found, self._count) for name, found in texts.in_order(self._facets, list).items()}

    def _identifiers(self, texts: Texts) -> dict[str, Identifiers]:
        """Those of each field that holds some, and under an empty name those of all kinds together."""
        fields = {name: self._fields[name] for name in IDENTIFIER_FIELDS if name in self._fields} | {"": self._ids}
        found = texts.in_order(fields, lambda given: list(map(fold_identifier, given)))
        return {name: Identifiers.of(*some) for name, some in found.items()}


def _compounds(texts: Sequence[str]) -> list[int]:
    """The texts, of the parts where people look first, that are also found by their compounds."""
    firsts = range(0, len(texts), PARTS)
    return [at for first in firsts for at in (first + TITLE, first + PEOPLE, first + PLACE) if is_compound(texts[at])]


def _by_title(texts: Strings) -> Array:
    """The records in the order of their titles."""
    places = np.arange(TITLE, len(texts), PARTS)
    titles = list(texts.raw_of(places, places + 1))
    return np.array(sorted(range(len(titles)), key=titles.__getitem__), np.int32)


def _by_name(records: Sequence[Mapping[str, Value]]) -> Iterator[tuple[str, Sequence[Value]]]:
    """The values of all records under each name."""
    for name in dict.fromkeys(chain.from_iterable(records)):
        try:
            yield name, list(map(itemgetter(name), records))
        except KeyError:
            yield name, [record.get(name, ()) for record in records]


def _parts(document: Document) -> tuple[str, ...]:
    """The texts of a record, in the order of the parts."""
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
        if len(batch) == _BATCH:
            builder.add(batch)
            batch = []
            if progress:
                progress(done)
    if batch:
        builder.add(batch)
    return builder.finish()
