"""The Library: the merged set of works with everything that is looked up in it; built once, then immutable.

Works are numbered in the default order (newest year first, then title), and every view speaks of them by these row
numbers. What is costly (relation graph, people, search index) is built when first asked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Protocol

from model.collector import resting_collector
from model.overrides import FILE_NAME, Overrides
from model.paths import is_file, is_folder
from model.stamps import Stamp, stamps_of

if TYPE_CHECKING:  # a library that was kept is opened without any of what reads and merges
    from model.apart import Hint, KeptApart
    from model.lines import Line
    from model.order_values import OrderValues
    from model.people import People
    from model.progress import Progress
    from model.record import Notice
    from model.relations import Graph
    from model.reports import FileReport
    from model.search.engine import Search
    from model.work import Work

__all__ = ["Library", "bare_identifier", "names_of", "open_library"]

_BEFORE_IDENTIFIERS = (
    "https://", "http://", "www.", "dx.", "doi.org/", "arxiv.org/abs/", "arxiv.org/pdf/", "doi:", "arxiv:",
    "10.48550/arxiv.",
)  # fmt: skip
_ARXIV = r"([a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?"  # and its version, which may be another
_QUICK = 300  # works that are indexed in less time than a person notices


class Kept(Protocol):
    """What a library that was kept on disk has ready, so that nothing needs to be built; see `model.cache`."""

    texts: int

    @property
    def ids(self) -> Sequence[str]: ...
    @property
    def graph(self) -> Graph: ...
    @property
    def people(self) -> People: ...
    def search(self) -> Search: ...
    def find(self, name: str) -> tuple[int, ...]: ...
    def ranks(self, key: str) -> Sequence[int]: ...
    def line(self, row: int) -> Line | None: ...


@dataclass(frozen=True)
class Library:
    """A merged set of works. Rows are indices into `works`; nothing in it changes after it is built."""

    works: Sequence[Work] = ()
    files: tuple[FileReport, ...] = ()
    notices: tuple[Notice, ...] = ()  # all of them: of files, of merging, of relations
    kept_apart: tuple[KeptApart, ...] = ()
    hints: tuple[Hint, ...] = ()
    input_records: int = 0  # plain texts not counted: `texts` says how many there are
    paths: tuple[str, ...] = ()
    stamps: tuple[Stamp, ...] = ()  # the state of the files before they were read
    kept: Kept | None = field(default=None, repr=False, compare=False)
    _searches: list[Search] = field(default_factory=list, init=False, repr=False, compare=False)  # none or one
    _order_values: list[OrderValues] = field(default_factory=list, init=False, repr=False, compare=False)  # none or one
    _told_apart: Event = field(default_factory=Event, init=False, repr=False, compare=False)  # once people are
    _building: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)  # whoever asks first does it
    _ranks: dict[str, Sequence[int]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _ranking: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)  # not held while it is indexed

    def __len__(self) -> int:
        """How many works there are."""
        return len(self.works)

    @cached_property
    def graph(self) -> Graph:
        """How the works relate: explicit, inferred and dangling relations."""
        if self.kept:
            return self.kept.graph
        from model.relations import Graph

        with resting_collector():
            return Graph.build(self.works)

    @cached_property
    def people(self) -> People:
        """Who wrote, edited and supervised them."""
        if self.kept:
            return self.kept.people
        from model.people import People

        with resting_collector():
            return People.build(self.works)

    @property
    def knows_people(self) -> bool:
        """Whether it can be said without a wait who a name means."""
        return self._told_apart.is_set() or len(self) <= _QUICK or self.kept is not None

    def tell_people_apart(self) -> None:
        """Find out now who a name means."""
        self.people.of_row(0)  # with all that people are looked up by
        self._told_apart.set()

    @property
    def is_searchable(self) -> bool:
        """Whether a search can be asked without a wait: its index is there, or takes no longer than a key does."""
        return bool(self._searches) or len(self) <= _QUICK or self._kept_search is not None

    @property
    def search(self) -> Search:
        """The search index over all rows."""
        self.index()
        return self._searches[0]

    def index(self, progress: Callable[[int], None] | None = None) -> None:
        """Build the search index now; `progress` is told how many works are in it, and ends it by what it raises."""
        if self._searches:
            return
        with self._building:
            if not self._searches:
                kept = self._kept_search
                self._searches.append(self._indexed(progress) if kept is None else kept)

    def build(self, progress: Callable[[int], None]) -> None:
        """Build now whatever somebody would have to wait for, in the order in which they would miss it.

        `progress` is told when names can be looked up and people are known, then how many works are indexed; it ends
        it by what it raises. Of what was kept it is told nothing: whoever asked then for the index would open it.
        """
        if not self.kept:
            _ = self._lookup
            if not self.knows_people:
                self.tell_people_apart()
            progress(0)
        self.index(progress)

    @cached_property
    def _kept_search(self) -> Search | None:
        """The index that was kept; None where it was deleted or damaged since, and has to be built like any other."""
        with suppress(OSError, ValueError):
            return self.kept.search() if self.kept else None
        return None

    def _indexed(self, progress: Callable[[int], None] | None) -> Search:
        from model.documents import documents
        from model.order_values import OrderValues
        from model.search.engine import Search

        values = None if self.kept else OrderValues()  # the orders of what was kept are there
        with resting_collector():
            search = Search.build(documents(self, values), progress)
        if values is not None:
            self._order_values.append(values)
        return search

    @cached_property
    def _lookup(self) -> dict[str, tuple[int, ...]]:
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, work in enumerate(self.works):
            for name in names_of(work):
                rows[name].append(row)
        return {name: tuple(found) for name, found in rows.items()} | self._by_id

    @cached_property
    def _by_id(self) -> dict[str, tuple[int, ...]]:
        return {work.id: (row,) for row, work in enumerate(self.works)}

    @property
    def ids(self) -> Sequence[str]:
        """What the works are called, in the order of the rows."""
        return self.kept.ids if self.kept else [work.id for work in self.works]

    def find(self, name: str) -> tuple[int, ...]:
        """Rows that go by this id, DOI, arXiv id, cite key or earlier id. A shown id is never ambiguous."""
        bare = bare_identifier(name)
        forms = dict.fromkeys((name, bare, _without_version(bare)))
        if self.kept:
            return next(filter(None, map(self.kept.find, forms)), ())
        return next(filter(None, map(self._lookup.get, forms)), ())

    def ranks(self, key: str) -> Sequence[int]:
        """The place of every work in an order of `model.ordering`, worked out once for each.

        The first time this takes a third of a second for 100,000 works that are indexed, whatever the order; before
        that up to two seconds, by author.
        """
        if self.kept:
            return self.kept.ranks(key)
        with self._ranking:
            if key not in self._ranks:
                from model.ordering import ranks_of

                ready = self._order_values.pop().ranks() if self._order_values else {key: ranks_of(self.works, key)}
                self._ranks.update(ready)
            return self._ranks[key]

    def line(self, row: int) -> Line:
        """What a list shows of a work."""
        known = self.kept.line(row) if self.kept else None
        if known is not None:
            return known
        from model.lines import line_of

        return line_of(self.works[row], self.graph.edges(row))

    @cached_property
    def texts(self) -> int:
        """How many of the works are plain texts rather than bibliographic records."""
        if self.kept:
            return self.kept.texts
        return sum(all(record.source.format == "text" for record in work.inputs) for work in self.works)


def bare_identifier(name: str) -> str:
    """An identifier without the address or prefix people paste with it, lower-case: what look-ups compare."""
    bare = name.strip().lower().rstrip(".,;")
    for prefix in _BEFORE_IDENTIFIERS:
        bare = bare.removeprefix(prefix).lstrip()
    return bare


def _without_version(bare: str) -> str:
    """An arXiv id without its version; anything else as it is."""
    arxiv = re.fullmatch(_ARXIV, bare)
    return arxiv[1] if arxiv else bare


def names_of(work: Work) -> set[str]:
    """Every name by which a person may ask for a work: those its sources give it, and its own id."""
    names = {work.id}
    for record in work.inputs:
        names.add(record.id)
        names.update(record.texts("citekey"), record.texts("alternative_id"))
        identifiers = [each.lower() for each in (*record.texts("arxiv"), record.doi) if each]
        names.update(identifiers)
        names.update(_without_version(bare_identifier(each)) for each in identifiers if _may_be_of_arxiv(each))
    return names


def _may_be_of_arxiv(identifier: str) -> bool:
    return not identifier.startswith("10.") or "/arxiv." in identifier


def open_library(
    paths: Iterable[str],
    *,
    progress: Callable[[Progress], None] | None = None,
    overrides: Overrides | None = None,
    repositories: Mapping[str, str] | None = None,
    previous: Library | None = None,
) -> Library:
    """Read, merge and connect the files that `paths` name. What is wrong with them is in the Library's notices.

    Of files that have not changed since `previous` was read, its records are taken.
    """
    with resting_collector():
        return _read(tuple(paths), progress, overrides or Overrides(), repositories or {}, previous)


def _read(
    paths: tuple[str, ...],
    progress: Callable[[Progress], None] | None,
    overrides: Overrides,
    repositories: Mapping[str, str],
    previous: Library | None,
) -> Library:
    from model.merge import merge
    from model.readers import read_paths
    from model.repositories import KNOWN, Repository
    from model.reuse import known_files

    stamps = stamps_of(paths)  # before reading: what changes meanwhile has changed
    known = known_files(previous, stamps) if previous else {}
    readings = read_paths(paths, progress, known)
    beside, told = _overrides_beside(paths)
    records = [record for reading in readings.readings for record in reading.records]
    configured = [Repository(base, base, (prefix,)) for prefix, base in repositories.items()]
    merged = merge(records, overrides + beside, (*configured, *KNOWN))
    notices = [notice for report in readings.files for notice in report.notices]
    return Library(
        works=merged.works,
        files=readings.files,
        notices=(*notices, *readings.notices, *told, *merged.notices),
        kept_apart=merged.kept_apart,
        hints=merged.hints,
        input_records=sum(record.source.format != "text" for record in records),
        paths=paths,
        stamps=stamps,
    )


def _overrides_beside(paths: Iterable[str]) -> tuple[Overrides, list[Notice]]:
    """The decisions a person wrote down in `bibscope-merge.toml` beside the files."""
    from model.merge import load_overrides

    folders = {Path(path) if is_folder(path) else Path(path).parent for path in paths if path != "-"}
    total = Overrides()
    notices: list[Notice] = []
    for folder in sorted(folders):
        if is_file(folder / FILE_NAME):
            overrides, told = load_overrides(folder / FILE_NAME)
            total += overrides
            notices.extend(told)
    return total, notices
