"""What the search engine is told about records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # whoever only asks does without arrays
    from model.search.arrays import Ints

Texts = tuple[str, ...]


class Numbered(NamedTuple):
    """Texts that some records have, as their places among `Documents.names`: record `rows[i]` has text `numbers[i]`."""

    numbers: Ints
    rows: Ints  # from 0; of one record they need not be side by side


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
    fields: Mapping[str, Sequence[str | Texts] | Numbered]  # what `author:`, `type:` ... look at, by name of the field
    facets: Mapping[str, Sequence[str | Texts] | Numbered]  # display values to count, by name of the facet
    names: Sequence[str] = ()  # texts that many records have; those of the next batch begin with them
