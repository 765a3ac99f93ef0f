"""What records are recognised by: the few values that decide which work each is, in the form they are compared in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias
from urllib.parse import unquote

from model.columns import texts_in
from model.lazy import columns_of
from model.merge.editions import edition_key
from model.record import Date, Person, Record, Value
from model.repositories import Repository, is_number, scopes
from model.text import fold

__all__ = ["Head", "Heads", "Texts", "arxiv_id", "normal_doi", "unsuffixed"]

Texts: TypeAlias = "tuple[str, ...]"
_Column: TypeAlias = "Sequence[Value | None]"

_PREFIX = re.compile(r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_ARXIV_PREFIX = "10.48550/"
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_ARXIV = re.compile(r"(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*", re.IGNORECASE)
_ARXIV_TAIL = re.compile(r"(?:\.pdf|v\d+|\s*\[[^\]]*\]|\s+)+\Z")
_PLAIN_ARXIV = re.compile(r"[0-9]{4}\.[0-9]{4,5}")
_SUFFIX = re.compile(r"~\d+\Z")
_NOT_DIGITS = re.compile(r"\D")

_ASKED = ("title", "DOI", "issued", "alternative_id", "isi", "PMID", "arxiv")
_AT_ONCE = 2_000  # records whose values are made together: not so many that these take room

_fold = lru_cache(maxsize=16_384)(fold)  # of names, journals and numbers, which come again and again


def _number_in(field: str) -> cached_property[str]:
    """What a record has in a field, without noughts before it."""
    return cached_property(lambda head: _number(head.record.text(field)))


@dataclass(frozen=True, eq=False)
class Head:
    """The few values of a record that decide which work it is.

    What everybody is asked for is there at once; the rest, which only those are asked for that something links, is
    cut out of the record when it is.
    """

    record: Record
    id: str
    scope: str
    """The repository that gave the _id; empty when unknown."""
    id_rank: int
    """2: an _id of LibreCat; 1: a number that may be one; 0: a name that means nothing elsewhere."""
    doi: str
    title: str
    year: int
    """The year of publication, 0 when unknown."""
    aliases: Texts
    isi: Texts
    arxiv: Texts

    @property
    def file(self) -> str:
        """The file of the record."""
        return self.record.source.file

    @property
    def damaged(self) -> bool:
        """Whether the record was cut off."""
        return bool(self.record.source.damage)

    @cached_property
    def type(self) -> str:
        """The type, as the record has it."""
        return self.record.type

    @property
    def guessed(self) -> bool:
        """Whether the type comes from a vaguer vocabulary."""
        return self.record.type_guessed

    @cached_property
    def family(self) -> str:
        """The first author's family name with its particle, folded."""
        person = self._person
        return _fold(f"{person.particle} {person.family}" if person.family else person.name)

    @cached_property
    def initial(self) -> str:
        """The first letter of the first author's given names, folded."""
        return _fold(self._person.given)[:1]

    @property
    def _person(self) -> Person:
        return next(iter(self.record.creators), Person())

    @cached_property
    def original(self) -> str:
        """The title before it was translated, folded."""
        return _title(self.record.text("original-title"))

    @cached_property
    def container(self) -> str:
        """The journal or book, folded."""
        return _fold(self.record.text("container-title"))

    volume = _number_in("volume")
    issue = _number_in("issue")

    @cached_property
    def edition(self) -> str:
        """The number of the edition, else its words."""
        return edition_key(self.record.text("edition"))

    @cached_property
    def page(self) -> str:
        """The first page."""
        text = self.record.text("page")
        return _fold(text).partition(" ")[0] if text else ""


class Heads:
    """The heads of records, in columns: what few records have is held under their rows. Heads are made when asked for.

    Which repository a file comes from is recognised, if it is one of the `known`.
    """

    def __init__(self, records: Sequence[Record], known: Iterable[Repository]) -> None:
        self._records = records
        self._made: dict[int, Head] = {}
        self.titles: list[str] = []
        self.dois: list[str] = []
        self.years: list[int] = []
        self.aliases: dict[int, Texts] = {}
        self.isi: dict[int, Texts] = {}
        self.pmid: dict[int, Texts] = {}
        self.arxiv: dict[int, Texts] = {}
        written: list[str] = []
        for start in range(0, len(records), _AT_ONCE):
            some = [record.fields for record in records[start : start + _AT_ONCE]]
            columns = dict(zip(_ASKED, columns_of(some, _ASKED), strict=True))
            written += [doi if isinstance(doi, str) else "" for doi in columns["DOI"]]
            self._add(start, columns, written[start:])
        self.ids = [unsuffixed(record.id) for record in records]
        self.scopes: list[str] = []
        self.ranks: list[int] = []
        self._place(scopes(records, known, written))

    def _add(self, start: int, columns: Mapping[str, _Column], dois: Sequence[str]) -> None:
        """Add some records, from this row on."""
        self.titles += [_title(title) if isinstance(title, str) else "" for title in columns["title"]]
        self.dois += [normal_doi(doi) if doi else "" for doi in dois]
        self.years += [date.year if isinstance(date, Date) else 0 for date in columns["issued"]]
        for row, value in _known(columns["alternative_id"], start):
            self.aliases[row] = texts_in(value)
        for row, value in _known(columns["isi"], start):
            self.isi[row] = tuple(word.upper().removeprefix("WOS:").removeprefix("ISI:") for word in texts_in(value))
        for row, value in _known(columns["PMID"], start):
            self.pmid[row] = tuple(_NOT_DIGITS.sub("", word) for word in texts_in(value))
        for row, (ids, doi) in enumerate(zip(columns["arxiv"], self.dois[start:], strict=True), start):
            if ids or doi.startswith(_ARXIV_PREFIX):
                self.arxiv[row] = _arxiv_ids(texts_in(ids or ""), doi)

    def _place(self, repositories: Mapping[str, str]) -> None:
        """Tell from which repository each record comes, when it is known for files, and what its id means."""
        for record in self._records:
            is_librecat, number = record.id_kind == "librecat", is_number(record.id)
            scope = record.repository or (repositories.get(record.source.file, "") if number or is_librecat else "")
            self.scopes.append(scope)
            rank = 2 if is_librecat or (number and scope) else int(number and record.id_kind != "file")
            self.ranks.append(rank)

    def __len__(self) -> int:
        """How many records there are."""
        return len(self._records)

    def __getitem__(self, row: int) -> Head:
        """The head of a record, the same whenever it is asked for."""
        head = self._made.get(row)
        if head is None:
            head = self._made[row] = self._head(row)
        return head

    def _head(self, row: int) -> Head:
        return Head(
            record=self._records[row],
            id=self.ids[row],
            scope=self.scopes[row],
            id_rank=self.ranks[row],
            doi=self.dois[row],
            title=self.titles[row],
            year=self.years[row],
            aliases=self.aliases.get(row, ()),
            isi=self.isi.get(row, ()),
            arxiv=self.arxiv.get(row, ()),
        )


def _known(column: _Column, start: int) -> Iterator[tuple[int, Value]]:
    """The values that are there, and the rows whose they are."""
    return ((row, value) for row, value in enumerate(column, start) if value)


# -- forms -------------------------------------------------------------------------------------------------------


def _title(title: str) -> str:
    return fold(title.replace("&", " and ") if "&" in title else title)


def unsuffixed(id_: str) -> str:
    """An id without the `~2` that keeps two works apart on the screen."""
    return _SUFFIX.sub("", id_) if "~" in id_ else id_


def normal_doi(doi: str) -> str:
    """A DOI without scheme, host or `doi:`, in lower case; empty when it is none at all."""
    bare = doi.strip()
    if not bare:
        return ""
    if "doi" in bare.lower() or not bare.isascii():  # where the prefix may be: most DOIs come without
        bare = _PREFIX.sub("", bare).strip()
    bare = bare.rstrip(".,;").lower()
    if "%" in bare:
        bare = unquote(bare)
    return bare if bare.startswith("10.") and "/" in bare else ""


def arxiv_id(text: str) -> str:
    """An arXiv id without address, version or subject class."""
    if _PLAIN_ARXIV.fullmatch(text):
        return text
    return _ARXIV_TAIL.sub("", _ARXIV.sub("", text.strip())).lower()


def _arxiv_ids(words: Texts, doi: str) -> Texts:
    ids = list(map(arxiv_id, words))
    if own := _ARXIV_DOI.fullmatch(doi):
        ids.append(arxiv_id(own[1]))
    return tuple(dict.fromkeys(id_ for id_ in ids if id_))


def _number(text: str) -> str:
    return _fold(text).lstrip("0") if text else ""
