"""What a record is recognised by: its identifiers brought to one form, and the links that they make between records."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, combinations
from typing import NamedTuple
from urllib.parse import unquote

from rapidfuzz import fuzz

from model.fields import TYPES
from model.record import Person, Record
from model.repositories import is_number
from model.text import fold

__all__ = [
    "Edge",
    "Head",
    "arxiv_id",
    "exact_edges",
    "normal_doi",
    "other_pages",
    "same_family",
    "same_kind",
    "titles_agree",
    "unsuffixed",
]

TITLES_AGREE = 85.0  # of 100: two titles of one _id
TITLES_DIFFER = 60.0  # below this, two titles under one DOI may be two chapters that carry their book's
FAMILIES_AGREE = 80.0

_PREFIX = re.compile(r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_ARXIV_PREFIX = "10.48550/"
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_ARXIV = re.compile(r"(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*", re.IGNORECASE)
_ARXIV_TAIL = re.compile(r"(?:\.pdf|v\d+|\s*\[[^\]]*\]|\s+)+\Z")
_PLAIN_ARXIV = re.compile(r"[0-9]{4}\.[0-9]{4,5}")
_SUFFIX = re.compile(r"~\d+\Z")
_NOT_DIGITS = re.compile(r"\D")

_fold = lru_cache(maxsize=16_384)(fold)  # of names, journals and numbers, which come again and again


class Head:
    """The few values of a record that decide which work it is, in the form they are compared in.

    What everybody is asked for is there at once; the rest, which only those are asked for that something links, is
    cut out of the record when it is. `file_scope` is the repository its file was recognised to come from.
    """

    # many are held at once: what all have is in slots, and only those of whom more is asked get a dictionary
    __slots__ = ("__dict__", "_record", "doi", "id", "id_rank", "scope", "title")

    aliases: tuple[str, ...] = ()
    isi: tuple[str, ...] = ()
    pmid: tuple[str, ...] = ()
    arxiv: tuple[str, ...] = ()

    def __init__(self, record: Record, file_scope: str = "") -> None:
        is_librecat, number = record.id_kind == "librecat", is_number(record.id)
        self._record = record
        self.id = unsuffixed(record.id)
        self.scope = record.repository or (file_scope if number or is_librecat else "")
        """The repository that gave the _id; empty when unknown."""
        self.id_rank = 2 if is_librecat or (number and self.scope) else int(number and record.id_kind != "file")
        """2: an _id of LibreCat; 1: a number that may be one; 0: a name that means nothing elsewhere."""
        get = record.fields.get
        self.doi = normal_doi(record.doi)
        self.title = _title(record.title)
        if get("alternative_id"):
            self.aliases = record.texts("alternative_id")
        if get("isi"):
            self.isi = tuple(word.upper().removeprefix("WOS:").removeprefix("ISI:") for word in record.texts("isi"))
        if get("PMID"):
            self.pmid = tuple(_NOT_DIGITS.sub("", word) for word in record.texts("PMID"))
        if get("arxiv") or self.doi.startswith(_ARXIV_PREFIX):
            self.arxiv = _arxiv_ids(record, self.doi)

    @property
    def file(self) -> str:
        """The file of the record."""
        return self._record.source.file

    @property
    def damaged(self) -> bool:
        """Whether the record was cut off."""
        return bool(self._record.source.damage)

    @property
    def type(self) -> str:
        """The type, as the record has it."""
        return self._record.type

    @property
    def guessed(self) -> bool:
        """Whether the type comes from a vaguer vocabulary."""
        return self._record.type_guessed

    @cached_property
    def year(self) -> int:
        """The year of publication, 0 when unknown."""
        return self._record.year

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
        return next(iter(self._record.creators), Person())

    @cached_property
    def container(self) -> str:
        """The journal or book, folded."""
        return _fold(self._record.text("container-title"))

    @cached_property
    def volume(self) -> str:
        """The volume, without noughts before it."""
        return _number(self._record.text("volume"))

    @cached_property
    def issue(self) -> str:
        """The issue, without noughts before it."""
        return _number(self._record.text("issue"))

    @cached_property
    def edition(self) -> str:
        """The edition, without noughts before it."""
        return _number(self._record.text("edition"))

    @cached_property
    def page(self) -> str:
        """The first page."""
        text = self._record.text("page")
        return _fold(text).partition(" ")[0] if text else ""


class Edge(NamedTuple):
    """A reason to take two records for one work; the stronger ones are followed first."""

    strength: float
    a: int
    b: int
    why: str
    likeness: bool = False  # found by likeness, not by an identifier


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


def _arxiv_ids(record: Record, doi: str) -> tuple[str, ...]:
    ids = [arxiv_id(word) for word in record.texts("arxiv")]
    if own := _ARXIV_DOI.fullmatch(doi):
        ids.append(arxiv_id(own[1]))
    return tuple(dict.fromkeys(id_ for id_ in ids if id_))


def _number(text: str) -> str:
    return _fold(text).lstrip("0") if text else ""


# -- comparisons -------------------------------------------------------------------------------------------------


def titles_agree(a: Head, b: Head, least: float = TITLES_AGREE) -> bool:
    """Whether two titles are alike enough; one that was cut off agrees with what starts like it."""
    if a.title == b.title:
        return bool(a.title)
    if not a.title or not b.title:
        return False
    if (a.damaged and b.title.startswith(a.title)) or (b.damaged and a.title.startswith(b.title)):
        return True
    return fuzz.ratio(a.title, b.title, score_cutoff=least) > 0


def same_family(a: Head, b: Head) -> bool:
    """Whether the first authors' family names agree, a particle that only one side has left aside."""
    longer, shorter = (a.family, b.family) if len(a.family) >= len(b.family) else (b.family, a.family)
    if not shorter:
        return False
    return longer.endswith(" " + shorter) or fuzz.ratio(longer, shorter) >= FAMILIES_AGREE


def same_kind(a: Head, b: Head) -> bool:
    """Whether two types are of one class; a type that BibTeX or RIS made vague agrees with all it may stand for."""
    first, second = _class(a), _class(b)
    if first == second:
        return True
    if not (a.guessed or b.guessed) or "preprint" in (first, second):
        return False
    one, other = TYPES.get(a.type), TYPES.get(b.type)
    return bool(one and other and one.bibtex == other.bibtex)


def _class(head: Head) -> str:
    info = TYPES.get(head.type)
    family = info.family if info else head.type or "other"
    if head.guessed and (family == "other" or head.container.startswith(("arxiv", "corr"))) and head.arxiv:
        return "preprint"
    return family


# -- links by identifiers ----------------------------------------------------------------------------------------


def exact_edges(heads: Sequence[Head], records: Sequence[Record]) -> tuple[list[Edge], list[Edge]]:
    """The links that identifiers make, and those they would make if the rest of the records did not contradict."""
    joined: list[Edge] = []
    refused: list[Edge] = []
    for strength, keys, judge, name in (
        (500.0, _single([head.id if head.id_rank else "" for head in heads]), _judge_id, "the same _id {}"),
        (400.0, _single([head.doi for head in heads]), _judge_identifier, "the same DOI {}"),
        (300.0, _several([head.isi for head in heads]), _judge_identifier, "the same Web of Science number {}"),
        (290.0, _several([head.pmid for head in heads]), _judge_identifier, "the same PubMed number {}"),
        (200.0, _several([head.arxiv for head in heads]), _judge_arxiv, "the same arXiv id {}"),
    ):
        for key, rows in _shared(*keys).items():
            why = name.format(key)
            for a, b in _pairs(rows):
                contradiction = judge(heads[a], heads[b])
                if contradiction is None:
                    continue
                edge = Edge(strength, a, b, why if not contradiction else f"{why}, but {contradiction}")
                (refused if contradiction else joined).append(edge)
    joined += _alias_edges(heads)
    joined += _repeated(heads, records)
    return joined, refused


_Keys = tuple[Iterable[int], Sequence[str]]  # rows and, parallel to them, their keys; an empty key is none


def _single(keys: Sequence[str]) -> _Keys:
    return range(len(keys)), keys


def _several(keys: Sequence[tuple[str, ...]]) -> _Keys:
    having = [(row, key) for row, some in enumerate(keys) if some for key in some]
    return [row for row, _ in having], [key for _, key in having]


def _shared(rows: Iterable[int], keys: Sequence[str]) -> Mapping[str, list[int]]:
    """The rows of every key that several rows have, or one has twice, in the order in which the keys come first."""
    counts = Counter(keys)
    del counts[""]
    repeated = {key for key, count in counts.items() if count > 1}
    buckets: defaultdict[str, list[int]] = defaultdict(list)
    for row, key in zip(rows, keys, strict=True) if repeated else ():
        if key in repeated:
            buckets[key].append(row)
    return buckets


def _pairs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """All pairs of a few; of many, each with the first and with its neighbour, which keeps the work linear."""
    if len(rows) <= 12:
        yield from combinations(rows, 2)
        return
    for place in range(1, len(rows)):
        yield rows[0], rows[place]
        if place > 1:
            yield rows[place - 1], rows[place]


def _judge_id(a: Head, b: Head) -> str | None:
    """Nothing to say against one work: empty. None: the two ids have nothing to do with each other."""
    if a.scope and b.scope and a.scope != b.scope:
        return None
    if a.doi and a.doi == b.doi:
        return ""
    if a.doi and b.doi:
        return "their DOIs differ" if a.id_rank + b.id_rank > 2 else None
    if titles_agree(a, b):
        return ""
    if a.id_rank == b.id_rank == 2 and not (a.title and b.title):
        return ""
    return "their titles differ" if a.id_rank + b.id_rank > 2 else None


def _judge_identifier(a: Head, b: Head) -> str:
    """An identifier decides, unless all else speaks against it: chapters often carry the DOI of their book."""
    if a.doi and b.doi and a.doi != b.doi:
        return "their DOIs differ"
    if not a.title or not b.title or a.title == b.title:
        return ""
    if fuzz.token_set_ratio(a.title, b.title) >= TITLES_DIFFER:
        return ""
    others = bool(a.family and b.family) and not same_family(a, b)
    part_of_a_book = not {"chapter", "conference"}.isdisjoint((_class(a), _class(b)))
    return "their titles have nothing in common" if others or part_of_a_book or other_pages(a, b) else ""


def other_pages(a: Head, b: Head) -> bool:
    """First pages that differ, except where one counts from 1 as a preprint does."""
    return a.page.isdecimal() and b.page.isdecimal() and a.page != b.page and "1" not in (a.page, b.page)


def _judge_arxiv(a: Head, b: Head) -> str:
    if a.doi and b.doi and a.doi != b.doi:
        return "their DOIs differ"
    if not same_kind(a, b):
        return "they are of different types"
    if a.title and b.title and not titles_agree(a, b):
        return "their titles differ"
    return ""


def _alias_edges(heads: Sequence[Head]) -> Iterator[Edge]:
    """Records that one repository has renumbered. Old numbers run in another series: a miss is no news."""
    owners = _index(heads)
    for row, head in enumerate(heads):
        for alias in head.aliases:
            for owner in owners.get(alias, ()):
                if owner != row and alias != head.id and _judge_id(head, heads[owner]) == "":
                    yield Edge(350.0, row, owner, f"{alias} is an earlier id of {head.id}")


def _index(heads: Sequence[Head]) -> Mapping[str, list[int]]:
    wanted = set(chain.from_iterable([head.aliases for head in heads]))
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for row, head in enumerate(heads if wanted else ()):
        if head.id_rank and head.id in wanted:
            owners[head.id].append(row)
    return owners


def _repeated(heads: Sequence[Head], records: Sequence[Record]) -> Iterator[Edge]:
    """The same entry word for word, twice in a file or copied into another."""
    for rows in _shared(*_single(["" if head.id_rank == 2 else head.id for head in heads])).values():
        for a, b in _pairs(rows):
            if records[a].fields and records[a].fields == records[b].fields:
                yield Edge(450.0, a, b, f"the same entry {heads[a].id} twice")


def conflicting_ids(a: Sequence[Head], b: Sequence[Head], *, by_likeness: bool) -> bool:
    """Whether two groups hold two `_id`s of one repository, neither known to be the other's earlier one.

    Of an unknown repository we only know that one file has one; before joining by mere likeness, two ids that could
    be of one repository count as such.
    """
    renumbered = {alias for head in (*a, *b) for alias in head.aliases}
    return any(
        one.id != other.id and not {one.id, other.id} & renumbered and _one_repository(one, other, by_likeness)
        for one in a
        if one.id_rank == 2
        for other in b
        if other.id_rank == 2
    )


def _one_repository(a: Head, b: Head, by_likeness: bool) -> bool:
    if a.scope and b.scope:
        return a.scope == b.scope
    return by_likeness or a.file == b.file
