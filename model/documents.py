"""What the search engine is told of works: plain words for finding, values for fields and facets, by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, compress, islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from model import languages, text
from model.columns import IDENTIFIERS, Columns, Others, Texts, clean, cleaned, words_of
from model.fields import PEOPLE_ROLES, TYPES
from model.listing import names, title, type_label
from model.merge import Work, has_conflict
from model.record import Date, File, Link, Person, Project, Record, Value
from model.search.document import Documents, Numbered
from model.weak_words import weak_words, words_of_project

if TYPE_CHECKING:
    from model.library import Library
    from model.order_values import OrderValues
    from model.relations import Edge

__all__ = ["documents"]

_FIRST, _FEWEST, _MOST = 500, 100, 5_000  # works that are told of together
_LETTERS = 1_000_000  # that these should have: with many more they would not stay near the processor
_ROLES = ("author", "editor", "supervisor")  # in which people are looked for; in any they are called a person
_NOBODY = Numbered(np.zeros(0, np.int32), np.zeros(0, np.int32))
_UNRELATED: tuple[Texts, Texts] = (), ()
_CODE = frozenset({"software", "code"})


def documents(library: Library, orders: OrderValues | None = None) -> Iterator[Documents]:
    """All works in the order of the rows, some at a time; on the way `orders` puts aside what they are sorted by."""
    dangling = {row for stub in library.graph.dangling for row, _ in stub.from_}
    edges = library.graph.by_row
    shared = _Shared()
    rest, first, some = iter(library.works), 0, _FIRST
    while works := list(islice(rest, some)):
        rows = range(first, first + len(works))
        related = [_related(library, edges[row]) if row in edges else _UNRELATED for row in rows]
        telling = _Telling(works, shared)
        told = telling.documents(related, [row in dangling for row in rows])
        if orders is not None:
            orders.add(telling.order_values())
        yield told
        letters = sum(map(len, chain(told.titles, told.people, told.abstracts, told.weak)))
        first += len(works)
        some = min(max(_LETTERS * len(works) // max(letters, 1), _FEWEST), _MOST)  # if they are as long as these


def _related(library: Library, edges: Sequence[Edge]) -> tuple[Texts, Texts]:
    """The ids that a work is related to, and the names of the relations."""
    ids = (edge.target if edge.target_row is None else library.works[edge.target_row].id for edge in edges)
    return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(edge.label for edge in edges))


class _Shared:
    """What many works have in common, worked out once."""

    def __init__(self) -> None:
        self.others = Others()
        self._types: dict[tuple[str, str], tuple[Texts, str]] = {}
        self._files: dict[Texts, Texts] = {}
        self.names: list[str] = []  # of people, for the screen
        self._names: dict[str, int] = {}  # their places there
        self._numbers: dict[int, int] = {}  # the places by the identity of people
        self._persons: list[Person] = []  # kept, so that their identity stays their own

    def people(self, people: Sequence[tuple[Person, ...]]) -> _People:
        """People by the numbers of their names; the `others` that end a list are nobody."""
        people = [some[:-1] if some and some[-1].is_others else some for some in people]
        everybody = list(chain.from_iterable(people))
        identities = list(map(id, everybody))
        known = self._numbers
        new = {each: person for each, person in zip(identities, everybody, strict=True) if each not in known}
        self._persons += new.values()
        for identity, name in zip(new, _displayed([person.name for person in new.values()]), strict=True):
            known[identity] = number = self._names.setdefault(name, len(self.names))
            if number == len(self.names):
                self.names.append(name)
        return _People(list(map(known.__getitem__, identities)), list(map(len, people)))

    def types(self, record: Record, type_: str, degree: str) -> tuple[Texts, str]:
        """What the type of a record is called, in all our vocabularies, and its label."""
        known = self._types.get((type_, degree))
        if known is None:
            info, label = TYPES.get(type_), type_label(record)
            kinds = (type_, info.csl, info.label, label) if info else (type_,)
            known = self._types[type_, degree] = tuple(dict.fromkeys(filter(None, kinds))), label
        return known

    def files(self, paths: Sequence[str]) -> Texts:
        """The names of the files that a work was read from."""
        several = tuple(paths)
        if several not in self._files:
            self._files[several] = tuple(dict.fromkeys([text.display(path.rpartition("/")[2]) for path in paths]))
        return self._files[several]


class _People(NamedTuple):
    """The people that works have in a role: the numbers of their names, work after work, and how many each work has."""

    numbers: list[int]
    counts: list[int]

    def told(self) -> Numbered:
        """The same as an index takes it."""
        rows = np.arange(len(self.counts), dtype=np.int32).repeat(self.counts)
        return Numbered(np.array(self.numbers, np.int32), rows)

    def lines(self, names: Sequence[str]) -> list[str]:
        """The people of each work in one line."""
        named = map(names.__getitem__, self.numbers)
        return ["; ".join(islice(named, count)) for count in self.counts]


class _Telling:
    """Tells of some works; what several parts of their documents need is worked out once."""

    def __init__(self, works: Sequence[Work], shared: _Shared) -> None:
        self._works, self._shared = works, shared
        self._columns = columns = Columns(works, shared.others)
        self._roles = {role: shared.people(columns.items(role, Person)) for role in PEOPLE_ROLES if role in columns}
        self._lines = {role: people.lines(shared.names) for role, people in self._roles.items()}
        self._years = [issued.year if isinstance(issued, Date) else 0 for issued in columns.values("issued")]
        self._dois = columns.text("DOI")
        self._ids = list(map(_own_ids, works))
        self._venues = _venues(columns)
        self._containers = _containers(columns)
        self._keywords = [tuple(map(clean, some)) if some else () for some in columns.texts("keyword")]
        self._projects = columns.items("project", Project)
        self._departments = columns.texts("department")
        self._sources = [[record.source for record in work.inputs] for work in works]
        self._files = [shared.files([source.file for source in some]) for some in self._sources]

    def documents(self, related: Sequence[tuple[Texts, Texts]], dangling: Sequence[bool]) -> Documents:
        """All that is told of the works, whose relations are known."""
        columns, works = self._columns, self._works
        types = map(
            self._shared.types, (work.record for work in works), columns.text("type"), columns.text("degree_awarded")
        )
        kinds, labels = zip(*types, strict=True)
        roles = {role: people.told() for role, people in self._roles.items()}
        everybody = _together(list(roles.values()))
        numbered = {role: roles.get(role, _NOBODY) for role in _ROLES} | {"person": everybody}
        return Documents(
            titles=self._titles(),
            people=self._people(),
            containers=self._venues,
            years=[max(year, 0) for year in self._years],
            ids=self._all_ids(),
            abstracts=self._abstracts(),
            weak=weak_words(works, columns.found, self._shared.others),
            fields={**numbered, **self._fields(kinds, [ids for ids, _ in related], dangling)},
            facets={"person": everybody, **self._facets(labels, [names for _, names in related])},
            names=self._shared.names,
        )

    def order_values(self) -> dict[str, Sequence[str | int]]:
        """What each work is sorted by under every name of `model.ordering`, not folded yet."""
        columns = self._columns
        return {
            "year": self._years,
            "title": columns.text("title"),
            "author": self._creators(),
            "type": columns.text("type"),
            "container": columns.text("container-title"),
            "updated": [work.record.source.date_updated for work in self._works],
        }

    def _creators(self) -> list[str]:
        """What `model.listing.names` says of each work: mostly no more than its authors."""
        authors = self._columns.items("author", Person)
        lines = self._lines.get("author") or [""] * len(self._works)
        return [
            line if line and not some[-1].is_others else names(work.record)
            for line, some, work in zip(lines, authors, self._works, strict=True)
        ]

    def _people(self) -> list[str]:
        lines = list(self._lines.values())
        if len(lines) == 1:
            return lines[0]
        return ["; ".join(filter(None, some)) for some in zip(*lines, strict=True)] or [""] * len(self._works)

    def _titles(self) -> list[str]:
        written = self._columns.text("title")
        return [
            plain if plain is canonical and not plain.isspace() and plain else title(work.record)
            for canonical, plain, work in zip(written, cleaned(written), self._works, strict=True)
        ]

    def _abstracts(self) -> list[str]:
        abstracts = words_of(self._columns.text("abstract"))
        return [
            " ".join((*keywords, abstract)) if keywords else abstract
            for keywords, abstract in zip(self._keywords, abstracts, strict=True)
        ]

    def _all_ids(self) -> list[Texts]:
        columns = self._columns
        more = [columns.texts(name) for name in IDENTIFIERS if name in columns]
        several = [
            tuple(filter(None, dict.fromkeys(chain(own, (doi,), *others))))
            for own, doi, *others in zip(self._ids, self._dois, *more, strict=True)
        ]
        if "".join(chain.from_iterable(several)).isprintable():
            return several
        return [tuple(map(text.display, ids)) for ids in several]

    def _fields(
        self, kinds: Sequence[Texts], related: Sequence[Texts], dangling: Sequence[bool]
    ) -> dict[str, Sequence[str | Texts]]:
        columns = self._columns
        return {
            "container": list(map(_named_as, self._venues, self._containers)),
            "publisher": [house or () for house in cleaned(columns.text("publisher"))],
            "type": kinds,
            "doi": self._dois,
            "arxiv": columns.texts("arxiv"),
            "id": self._ids,
            "key": columns.texts("citekey"),
            "project": [tuple([clean(words_of_project(each)) for each in some]) for some in self._projects],
            "dept": self._departments,
            "keyword": self._keywords,
            "lang": [languages.words_of(some) if some else some for some in columns.texts("language")],
            "source": self._files,
            "rel": related,
            "has": self._has(),
            "is": self._is(dangling),
        }

    def _has(self) -> list[Texts]:
        columns = self._columns
        files, links = columns.items("file", File), columns.items("link", Link)
        linked = [bool(some) or url for some, url in zip(links, columns.has("URL"), strict=True)]
        abstracts, dois = columns.has("abstract"), map(bool, self._dois)
        return list(
            map(_having, map(_holds_pdf, files), map(bool, files), abstracts, dois, linked, map(_leads_to_code, links))
        )

    def _is(self, dangling: Sequence[bool]) -> list[Texts]:
        merged = [len(some) > 1 for some in self._sources]
        conflict = [each and has_conflict(work) for each, work in zip(merged, self._works, strict=True)]
        damaged = [any(source.damage for source in some) for some in self._sources]
        openly = [oa is True for oa in self._columns.values("oa")]
        return list(map(_being, openly, merged, conflict, dangling, damaged))

    def _facets(self, labels: Sequence[str], relations: Sequence[Texts]) -> dict[str, Sequence[str | Texts]]:
        columns = self._columns
        return {
            "type": labels,
            "year": [str(year) if year else "no year" for year in self._years],
            "container": self._containers,
            "project": [tuple([clean(project.name) for project in some]) for some in self._projects],
            "department": [tuple(map(text.display, some)) for some in self._departments],
            "keyword": self._keywords,
            "open access": list(map(_access, columns.values("oa"))),
            "source": self._files,
            "relation": relations,
        }


# -- parts of a document -------------------------------------------------------------------------------------------


def _together(people: Sequence[Numbered]) -> Numbered:
    """The people of several roles in one."""
    numbers, rows = zip(_NOBODY, *people, strict=True)
    return Numbered(np.concatenate(numbers), np.concatenate(rows))


def _own_ids(work: Work) -> Texts:
    """The id of a work, and those of its sources."""
    own, inputs = work.record.id, work.inputs
    if len(inputs) == 1 and inputs[0].id == own:
        return (own,)
    return tuple(dict.fromkeys((own, *(source.id for source in inputs))))


def _displayed(texts: list[str]) -> list[str]:
    """Texts as a screen may be sent them; most are so already."""
    return texts if "".join(texts).isprintable() else list(map(text.display, texts))


def _venues(columns: Columns) -> list[str]:
    """Container, series and event, two blanks apart so that no phrase goes from one into the next."""
    venues = columns.text("container-title")
    if "collection-title" in columns:
        series = columns.texts("collection-title")
        venues = ["  ".join((venue, *some)) if some else venue for venue, some in zip(venues, series, strict=True)]
    venues = cleaned(venues)
    if "event-title" in columns:
        events = cleaned(columns.text("event-title"))
        venues = [f"{venue}  {event}" for venue, event in zip(venues, events, strict=True)]
    return [venue.strip() for venue in venues]


def _containers(columns: Columns) -> list[str]:
    """What `model.listing.container` says of each work."""
    names = columns.text("container-title")
    if "" in names:
        series, publishers = columns.texts("collection-title"), columns.text("publisher")
        names = [
            name or (first[0] if first else "") or house
            for name, first, house in zip(names, series, publishers, strict=True)
        ]
    return [name if name.isprintable() and "<" not in name else text.display(text.linear(name)) for name in names]


def _named_as(venue: str, container: str) -> str | Texts:
    """Where a work appeared, also by what a list shows for it: of a book that is its publisher."""
    return venue if container in venue else (venue, container) if venue else container


@cache
def _having(*having: bool) -> Texts:
    return tuple(compress(("pdf", "file", "abstract", "doi", "url", "code"), having))


@cache
def _being(*being: bool) -> Texts:
    return tuple(compress(("oa", "merged", "conflict", "dangling", "damaged"), being))


def _holds_pdf(files: Iterable[File]) -> bool:
    return any("pdf" in file.content_type or file.name.lower().endswith(".pdf") for file in files)


def _leads_to_code(links: Iterable[Link]) -> bool:
    return any(link.relation in _CODE or "github.com/" in link.url or "gitlab" in link.url for link in links)


def _access(oa: Value) -> str:
    return "unknown" if oa == "" else "open access" if oa is True else "not open access"
