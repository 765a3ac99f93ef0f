"""Repositories whose records are known by sight: the prefix of their DOIs, the address of their record pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from model.record import Record

__all__ = [
    "KNOWN",
    "Repository",
    "is_number",
    "placed",
    "record_page",
    "repository_of_doi",
    "scopes",
    "with_configured",
    "with_repositories",
]


@dataclass(frozen=True, slots=True)
class Repository:
    """A LibreCat: what its record pages' addresses start with, and under which prefixes it registers DOIs."""

    name: str
    base: str  # a record's page is this and the `_id`
    doi_prefixes: tuple[str, ...] = ()


KNOWN: tuple[Repository, ...] = (
    Repository("ISTA Research Explorer", "https://research-explorer.ista.ac.at/record/", ("10.15479/",)),
    Repository("PUB, Bielefeld University", "https://pub.uni-bielefeld.de/record/", ("10.4119/",)),
)

_RECORD = tuple(each.name for each in fields(Record))
_LAST_NUMBER = re.compile(r"([0-9]+)\D*\Z")


def is_number(text: str) -> bool:
    """Whether a cite key could be a LibreCat `_id`: digits and nothing else."""
    return text.isascii() and text.isdigit()


def record_page(base: str, id_: str) -> str:
    """The address of a record's page; empty when the repository or the id is unknown."""
    if not base or not id_:
        return ""
    return base.replace("{id}", id_) if "{id}" in base else f"{base.rstrip('/')}/{id_}"


def repository_of_doi(doi: str, known: Iterable[Repository] = KNOWN) -> str:
    """The base address of the repository that registered a DOI; empty when it is none we know."""
    lowered = doi.lower()
    return next((each.base for each in known if lowered.startswith(each.doi_prefixes or ("\0",))), "")


def scopes(
    records: Sequence[Record], known: Iterable[Repository] = KNOWN, dois: Sequence[str] = ()
) -> Mapping[str, str]:
    """For each file, the repository its `_id`s belong to, as far as its records show.

    An export of a repository gives itself away by the theses and data sets that the repository registered itself.
    Numbers as cite keys prove nothing (many people number their entries), unless a DOI ends in that very number.
    The `dois` of the records need not be made again where they are known.
    """
    known = tuple(known)
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record, doi in zip(records, dois or [record.doi for record in records], strict=True):
        base = record.repository or (_vote(record, doi, known) if doi else "")
        if base:
            votes[record.source.file][base] += 1
    return {file: base for file, count in votes.items() if (base := _clear_winner(count))}


def _vote(record: Record, doi: str, known: tuple[Repository, ...]) -> str:
    if record.id_kind != "librecat" and not is_number(record.id):
        return ""
    base = repository_of_doi(doi, known)
    if base and record.id_kind != "librecat":
        last = _LAST_NUMBER.search(doi)
        return base if last and last[1] == record.id else ""
    return base


def _clear_winner(count: Counter[str]) -> str:
    ranked = count.most_common(2)
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else ""


def placed(record: Record, repository: str) -> Record:
    """The record as one of this repository; nothing of it is read or copied but what it is made of."""
    if not repository or record.repository == repository:
        return record
    copy = object.__new__(Record)
    for name in _RECORD:
        object.__setattr__(copy, name, getattr(record, name))
    object.__setattr__(copy, "repository", repository)
    return copy


def with_configured(configured: Mapping[str, str], known: Iterable[Repository] = KNOWN) -> tuple[Repository, ...]:
    """The known repositories after those of a configuration, which maps DOI prefixes to base addresses."""
    own = (Repository(base, base, (f"{prefix.lower().rstrip('/')}/",)) for prefix, base in configured.items())
    return (*own, *known)


def with_repositories(records: Iterable[Record], configured: Mapping[str, str]) -> Iterator[Record]:
    """The records with their repository filled in, where their file shows it and their reader did not know."""
    records = tuple(records)
    known = with_configured(configured)
    found = scopes(records, known)
    for record in records:
        base = found.get(record.source.file, "")
        if base and not record.repository and (record.id_kind == "librecat" or is_number(record.id)):
            yield placed(record, base)
        else:
            yield record
