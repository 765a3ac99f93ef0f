"""Building an index: documents taken batch after batch, of which only what an index needs is kept."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat

import numpy as np

from model.search.arrays import Array, Groups, Ints, Longs, Strings, expand, offsets
from model.search.columns import Column
from model.search.document import Documents, Numbered
from model.search.facets import Facet
from model.search.fold import compounds, fold_identifier, without_joiners
from model.search.identifiers import Identifiers
from model.search.index import IDENTIFIER_FIELDS, PARTS, PEOPLE, PLACE, SUBJECT, TITLE, WEAK, Index
from model.search.lines import fold_lines, folded
from model.search.named import Named
from model.search.postings import Postings
from model.search.scratch import Run, Scratch
from model.search.sequence import in_sequence, sequence
from model.search.storage import Writer
from model.search.tokens import Tokens
from model.search.typos import Typos
from model.search.values import Fields, Value, Values
from model.search.vocabulary import Vocabulary
from model.search.weights import EVERYDAY, norms

__all__ = ["Builder", "build"]

_ALL = ""  # the name of the identifiers of all kinds together
_LAST_YEAR = 9999
_NO_LETTERS = np.zeros(0, np.uint8)
_KEY_PARTS = re.compile(r"[^\W\d_]{2,}|\d{4}|\n")
_ASCII_KEY_PARTS = re.compile(r"[A-Za-z]{2,}|[0-9]{4}|\n")  # which takes half the time


class Builder:
    """Takes documents one batch after the other and puts aside only what an index needs of them."""

    def __init__(self) -> None:
        self.count = 0  # of those that were taken
        self._writer = Writer()
        self._writer.array("texts.blob", _NO_LETTERS)
        self._lengths: list[Ints] = [np.zeros(0, np.int32)]
        self._years: list[Array] = [np.zeros(0, np.int16)]
        self._tokens = Tokens()
        self._aside = aside = Scratch()
        self._postings = [Postings(aside) for _ in range(PARTS)]
        self._titles = Run(aside, np.uint8)
        self._identifiers, self._columns, self._facets = (Fields(aside) for _ in range(3))
        self._identifiers.note([_ALL])
        self._named_columns, self._named_facets = Named(aside), Named(aside)
        self._names: Sequence[str] = ()

    def add(self, documents: Documents) -> None:
        """Take the next documents."""
        first = self.count
        self.count += len(documents.titles)
        self._years.append(np.clip(np.array(documents.years), 0, _LAST_YEAR).astype(np.int16))
        self._add_values(documents, first)
        self._add_texts(_texts(documents), first)

    def _add_values(self, documents: Documents, first: int) -> None:
        fields, named_columns = _divided(documents.fields)
        facets, named_facets = _divided(documents.facets)
        self._names = documents.names
        self._named_columns.add(named_columns, first)
        self._named_facets.add(named_facets, first)
        numbers: dict[str, Sequence[Value]] = {_ALL: documents.ids}
        numbers |= {name: fields[name] for name in IDENTIFIER_FIELDS if name in fields}
        columns = {name: values for name, values in fields.items() if name not in numbers}
        kinds = ((self._identifiers, numbers), (self._columns, columns), (self._facets, facets))
        for kind, given in kinds:
            kind.note(given)
        told = [{name: values for name, values in given.items() if any(values)} for _, given in kinds]
        values = Values([values for given in told for values in given.values()], first)
        pairs = iter(values.pairs)
        for (kind, _), given in zip(kinds, told, strict=True):
            kind.add(values.texts, dict(zip(given, pairs, strict=False)))

    def _add_texts(self, texts: list[str], first: int) -> None:
        joined = [at * PARTS + part for part in (TITLE, PEOPLE, PLACE) for at in compounds(texts[part::PARTS])]
        lines = folded([*texts, *(without_joiners(texts[at]) for at in joined)])
        ends = offsets(lines.sizes[: len(texts)])
        self._lengths.append(lines.sizes[: len(texts)].astype(np.int32))
        self._writer.array("texts.blob", np.frombuffer(lines.text, np.uint8, ends[-1]))
        titles = zip(ends[TITLE:-1:PARTS].tolist(), ends[TITLE + 1 :: PARTS].tolist(), strict=True)
        self._titles.add(np.frombuffer(b"".join([lines.text[start:end] for start, end in titles]), np.uint8))
        owners = np.array([*range(len(texts)), *joined], np.int64)
        self._add_words(self._tokens.of(lines), lines.counts, owners, first)

    def _add_words(self, words: Ints, counts: Longs, owners: Longs, first: int) -> None:
        """Note the words of lines, of which each has so many, and each belongs to a text."""
        ends = offsets(counts)
        in_order = np.argsort(owners, kind="stable")
        parts, records = owners[in_order] % PARTS, (first + owners[in_order] // PARTS).astype(np.int32)
        for part, postings in enumerate(self._postings):
            some = np.flatnonzero((parts == part) | (part == SUBJECT) & (parts == TITLE))
            of = in_order[some]
            postings.add(words[expand(ends[of], ends[of + 1])], records[some].repeat(counts[of]))

    def finish(self) -> Index:
        """The index of all documents taken."""
        writer = self._writer
        lengths = np.concatenate(self._lengths)
        writer.array("texts.ends", offsets(lengths))
        writer.array("years", np.concatenate(self._years))
        spelt, place = in_sequence(Strings.of_lines("\n".join([*self._tokens.codes, ""]).encode()))
        del self._tokens
        joined = spelt.blob[:-1].tobytes().decode()
        del spelt
        writer.strings("words", Strings.of([joined]))
        words = joined.split("\n") if joined else []
        del joined
        everyday = np.array([at for word in EVERYDAY if (at := Vocabulary(words).find(word)) >= 0], np.int32)
        writer.typos(Typos.of(words))
        del words
        self._write_postings(place, everyday)
        writer.array("by_title", self._by_title(lengths[TITLE::PARTS]))
        for name, found in self._identifiers.in_form(fold_identifier):
            writer.identifiers(name, Identifiers.of(*found))
        for columns in (self._columns.folded(fold_lines), self._named_columns.folded(self._names, fold_lines)):
            for name, found in columns:
                writer.column(name, Column.of(*found))
        for facets in (self._facets.in_order(), self._named_facets.in_order(self._names)):
            for name, found in facets:
                writer.facet(name, Facet.of(*found, self.count))
        self._aside.close()
        return writer.index(self.count)

    def _write_postings(self, place: Array, everyday: Ints) -> None:
        """Write the postings of all parts, and the norms, for which two of them are needed together."""
        titles = self._written(TITLE, place)
        subjects = self._written(SUBJECT, place)
        self._writer.array("norms", norms(subjects, titles, self.count, everyday))
        del titles, subjects
        for part in (PEOPLE, PLACE, WEAK):
            self._written(part, place)

    def _written(self, part: int, place: Array) -> Groups:
        groups = self._postings[part].groups(place)
        self._writer.groups(f"postings{part}", groups)
        return groups

    def _by_title(self, lengths: Ints) -> Array:
        """The records in the order of their titles, which have these lengths."""
        letters = np.concatenate([_NO_LETTERS, *self._titles])
        return sequence(Strings(letters, offsets(lengths)))[0].astype(np.int32)


def _divided(
    fields: Mapping[str, Sequence[Value] | Numbered],
) -> tuple[dict[str, Sequence[Value]], dict[str, Numbered]]:
    """The fields that are given as texts, and those as numbers."""
    texts: dict[str, Sequence[Value]] = {}
    numbers: dict[str, Numbered] = {}
    for name, values in fields.items():
        if isinstance(values, Numbered):
            numbers[name] = values
        else:
            texts[name] = values
    return texts, numbers


def _texts(documents: Documents) -> list[str]:
    """The texts of every record in the order of the parts, record after record."""
    parts = (documents.titles, documents.people, _places(documents), documents.abstracts, documents.weak)
    texts = [""] * (PARTS * len(documents.titles))
    for part, some in enumerate(parts):
        texts[part::PARTS] = some
    return texts


def _places(documents: Documents) -> list[str]:
    """Where and when records appeared, and the words of their cite keys."""
    keys = documents.fields.get("key")
    words = repeat("") if not keys or isinstance(keys, Numbered) else _words_of_keys(keys)
    return [
        f"{place} {year or ''} {some}"
        for place, year, some in zip(documents.containers, documents.years, words, strict=False)
    ]


def _words_of_keys(keys: Sequence[Value]) -> list[str]:
    """The words of the cite keys of every record: of all keys together, which takes half the time."""
    lines = [(key if isinstance(key, str) else " ".join(key)).replace("\n", " ") for key in keys]
    joined = "\n".join(lines)
    parts = _ASCII_KEY_PARTS if joined.isascii() else _KEY_PARTS
    return " ".join(parts.findall(joined)).split("\n")


def build(batches: Iterable[Documents], progress: Callable[[int], None] | None = None) -> Index:
    """Index documents that come in batches; after each `progress` is told how many are taken."""
    builder = Builder()
    for documents in batches:
        builder.add(documents)
        if progress:
            progress(builder.count)
    return builder.finish()
