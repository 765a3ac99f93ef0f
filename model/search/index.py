"""The index: everything that can be found, as arrays, built once from numbered documents."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from model.search.arrays import Array, Codes, Groups, Ints, Strings, encoded, in_order, offsets
from model.search.columns import Column
from model.search.document import Document
from model.search.facets import Facet
from model.search.fold import fold_identifier, fold_words, joined_compounds
from model.search.identifiers import Identifiers
from model.search.typos import Typos
from model.search.values import Forms, Values
from model.search.vocabulary import Vocabulary
from model.search.weights import EVERYDAY, norms

# the parts of a record that words are found in; subject is title, keywords and abstract together
TITLE, PEOPLE, PLACE, SUBJECT, WEAK = range(5)
PARTS = 5

IDENTIFIER_FIELDS = ("doi", "arxiv", "id", "key", "rel")
_OTHERWISE = (*IDENTIFIER_FIELDS, "title", "year")  # answered by identifiers, postings and years
_LAST_YEAR = 9999
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

    def lines(self, rows: Array, most: int) -> list[str]:
        """Folded title, people and place of each row, a line each; of each at `most` so many characters."""
        texts = self.texts.raw_of(rows * PARTS, rows * PARTS + SUBJECT)
        return [text[:most].decode("utf-8", "ignore") for text in texts]

    def has(self, word: str) -> bool:
        """Whether a word of the library starts so."""
        first, last = self.vocabulary.starting_with(word)
        return first < last

    def commonest(self, start: str) -> str:
        """Of the words that start so, the one most records have in title or names."""
        first, last = self.vocabulary.starting_with(start)
        counts = sum(np.diff(self.postings[part].starts[first : last + 1]) for part in (TITLE, PEOPLE, SUBJECT))
        return self.vocabulary.words[first + int(np.argmax(counts))]


class Builder:
    """Takes documents one batch after the other and keeps only what an index needs of them."""

    def __init__(self) -> None:
        self._count = 0
        self._blobs: list[bytes] = []
        self._lengths: list[int] = []
        self._titles: list[str] = []
        self._years: list[int] = []
        self._words = Codes()
        self._values = Codes()  # of all fields and facets: many hold the same
        self._ids = Values()
        self._postings: list[list[Array]] = [[] for _ in range(PARTS)]
        self._fields: dict[str, Values] = {}
        self._facets: dict[str, Values] = {}

    def add(self, documents: list[Document]) -> None:
        """Take the next documents."""
        first = self._count
        self._count += len(documents)
        self._years += [min(max(document.year, 0), _LAST_YEAR) for document in documents]
        self._ids.add(self._values, [document.ids for document in documents], first)
        _add_values(self._fields, self._values, [document.fields for document in documents], first)
        _add_values(self._facets, self._values, [document.facets for document in documents], first)
        parts = list(zip(*map(_parts, documents), strict=True))
        words = [list(map(fold_words, texts)) for texts in parts]
        self._add_texts(words)
        for part, texts in enumerate(parts):
            self._add_postings(part, _tokens(part, texts, words[part]), first)

    def _add_texts(self, words: list[list[list[str]]]) -> None:
        texts = [f" {' '.join(part)} \n" for record in zip(*words, strict=True) for part in record]
        self._titles += texts[TITLE::PARTS]
        self._lengths += [len(text) if text.isascii() else len(encoded(text)) for text in texts]
        self._blobs.append(encoded("".join(texts)))

    def _add_postings(self, part: int, tokens: list[list[str]], first: int) -> None:
        rows = np.arange(first, first + len(tokens)).repeat(list(map(len, tokens)))
        codes = np.fromiter(map(self._words.__getitem__, chain.from_iterable(tokens)), np.int64, len(rows))
        self._postings[part].append(codes << 32 | rows)

    def finish(self) -> Index:
        """The index of all documents taken."""
        words, place = in_order(self._words)
        vocabulary = Vocabulary(words)
        everyday = np.array([at for word in EVERYDAY if (at := vocabulary.find(word)) >= 0], np.int32)
        postings = tuple(self._group(part, place, len(words)) for part in range(PARTS))
        numbers = self._identifiers()
        return Index(
            count=self._count,
            vocabulary=vocabulary,
            postings=postings,
            typos=Typos.of(words),
            years=np.array(self._years, np.int16),
            texts=Strings(np.frombuffer(b"".join(self._blobs), np.uint8), offsets(self._lengths)),
            norms=norms(postings[SUBJECT], postings[TITLE], self._count, everyday),
            by_title=np.array(sorted(range(self._count), key=self._titles.__getitem__), np.int32),
            columns=self._columns(),
            facets=self._shown(),
            identifiers=numbers.pop(""),
            numbers=numbers,
        )

    def _columns(self) -> dict[str, Column]:
        fields = {name: values for name, values in self._fields.items() if name not in _OTHERWISE}
        forms = Forms.of(self._values, fields.values(), lambda value: " ".join(fold_words(value)))
        return {name: Column.of(*forms.pairs(values)) for name, values in fields.items()}

    def _shown(self) -> dict[str, Facet]:
        forms = Forms.of(self._values, self._facets.values(), str)
        return {name: Facet.of(*forms.pairs(values), self._count) for name, values in self._facets.items()}

    def _identifiers(self) -> dict[str, Identifiers]:
        """Those of each field that holds some, and under an empty name those of all kinds together."""
        fields = {name: self._fields[name] for name in IDENTIFIER_FIELDS if name in self._fields}
        fields[""] = self._ids
        forms = Forms.of(self._values, fields.values(), fold_identifier)
        return {name: Identifiers.of(*forms.pairs(values)) for name, values in fields.items()}

    def _group(self, part: int, place: Array, words: int) -> Groups:
        given = self._postings[part]
        if part == SUBJECT:
            given = [*given, *self._postings[TITLE]]
        pairs = np.concatenate([np.zeros(0, np.int64), *given])
        return Groups.of(place[pairs >> 32], pairs & 0xFFFFFFFF, words)


def _add_values(
    kept: dict[str, Values],
    codes: Codes,
    records: Sequence[Mapping[str, str | tuple[str, ...]]],
    first: int,
) -> None:
    for name in dict.fromkeys(chain.from_iterable(records)):
        kept.setdefault(name, Values()).add(codes, [record.get(name, ()) for record in records], first)


def _tokens(part: int, texts: Sequence[str], words: list[list[str]]) -> list[list[str]]:
    """What one part of each record is found by: its words and, where people look first, compounds joined."""
    if part >= SUBJECT:
        return words
    return [own + joined_compounds(text, own) for text, own in zip(texts, words, strict=True)]


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
    if batch:
        builder.add(batch)
    return builder.finish()
