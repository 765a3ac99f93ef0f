"""The index: everything that can be found, as arrays."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.search.arrays import Array, Groups, Ints, Strings
from model.search.columns import Column
from model.search.facets import Facet
from model.search.identifiers import Identifiers
from model.search.scratch import Mapped
from model.search.typos import Typos
from model.search.vocabulary import Vocabulary

# the parts of a record that words are found in; subject is title, keywords and abstract together
TITLE, PEOPLE, PLACE, SUBJECT, WEAK = range(5)
PARTS = 5

IDENTIFIER_FIELDS = ("doi", "arxiv", "id", "key", "rel")


@dataclass(frozen=True)
class Index:
    """Records 0..count-1 in default order, and the ways to find them."""

    data: Mapped  # the file of all arrays
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
