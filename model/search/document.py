"""What the search engine is told about one record."""

from collections.abc import Mapping
from typing import NamedTuple


class Document(NamedTuple):
    """One record as plain display text; documents are numbered in the order they are given.

    That order is the default order of the list (newest first, then title), so a tie never needs sorting.
    """

    title: str
    people: str  # everybody in any role: "Frantar, Elias; Alistarh, Dan-Adrian"
    container: str  # container title, series, event
    year: int  # 0 when unknown
    ids: tuple[str, ...]  # record id, doi, arxiv, isi, pmid, cite keys, isbn, issn
    weak: str  # stored citations, publisher, departments, projects ... as one text
    fields: Mapping[str, str | tuple[str, ...]]  # what `author:`, `type:` ... look at, by name of the field
    facets: Mapping[str, str | tuple[str, ...]] = {}  # display values to count, by name of the facet
    abstract: str = ""  # keywords and abstracts: searched like `weak`, and what similar records share
