"""What the search engine is told about records."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Texts = tuple[str, ...]


class Documents(NamedTuple):
    """Some records in a row as plain display text, by column: of every list one entry belongs to each record.

    They are numbered in the order they are given, which is the default order of the list (newest first, then title),
    so a tie never needs sorting.
    """

    titles: Sequence[str]
    people: Sequence[str]  # everybody in any role: "Frantar, Elias; Alistarh, Dan-Adrian"
    containers: Sequence[str]  # container title, series, event
    years: Sequence[int]  # 0 when unknown
    ids: Sequence[Texts]  # record id, doi, arxiv, isi, pmid, cite keys, isbn, issn
    abstracts: Sequence[str]  # keywords and abstracts: searched like `weak`, and what similar records share
    weak: Sequence[str]  # stored citations, publisher, departments, projects ... as one text
    fields: Mapping[str, Sequence[str | Texts]]  # what `author:`, `type:` ... look at, by name of the field
    facets: Mapping[str, Sequence[str | Texts]]  # display values to count, by name of the facet
