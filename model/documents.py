"""What the search engine is told of each work: plain words for finding, values for fields and facets."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from model import text
from model.fields import BY_NAME, PEOPLE_ROLES, TYPES
from model.listing import container, title, type_label
from model.merge import Work, has_conflict
from model.record import Person, Record
from model.search.document import Document

if TYPE_CHECKING:
    from model.library import Library

__all__ = ["documents"]

_IDENTIFIERS = ("arxiv", "isi", "PMID", "PMCID", "ISBN", "eISBN", "ISSN", "eISSN", "citekey", "alternative_id")
_CODE = frozenset({"software", "code"})
_INDEXED = frozenset(
    [
        *(*PEOPLE_ROLES, "type", "title", "issued", "abstract", "keyword", "container-title", "collection-title"),
        *("event-title", "relation", "link", "file", "project", "department", "citation", "DOI", *_IDENTIFIERS),
    ]
)


def documents(library: Library) -> Iterator[Document]:
    """One document a row, in the order of the rows."""
    dangling = {row for stub in library.graph.dangling for row, _ in stub.from_}
    for row, work in enumerate(library.works):
        related = _related(library, row)
        yield _document(work, related, row in dangling)


def _related(library: Library, row: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids a work is related to, and the names of the relations."""
    edges = library.graph.edges(row)
    ids = (edge.target if edge.target_row is None else library.works[edge.target_row].id for edge in edges)
    return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(edge.label for edge in edges))


def _document(work: Work, related: tuple[tuple[str, ...], tuple[str, ...]], dangling: bool) -> Document:
    record = work.record
    keywords = tuple(map(_clean, record.texts("keyword")))
    in_print = _clean("  ".join((record.text("container-title"), *record.texts("collection-title"))))
    venue = f"{in_print}  {_clean(record.text('event-title'))}".strip()
    sources = tuple(dict.fromkeys(text.display(source.file.rpartition("/")[2]) for source in work.sources))
    people = {role: _names(record.people(role)) if role in record.fields else () for role in PEOPLE_ROLES}
    everybody = "; ".join(name for role in PEOPLE_ROLES for name in people[role])
    return Document(
        title=title(record),
        people=everybody,
        container=venue,
        year=max(record.year, 0),
        ids=tuple(map(text.display, _ids(work))),
        weak=_weak(work),
        fields=_fields(work, people, venue, sources, related[0], dangling),
        facets=_facets(record, people, keywords, sources, related[1]),
        abstract=" ".join((*keywords, _clean(record.text("abstract")))),
    )


def _clean(canonical: str) -> str:
    if not canonical or (canonical.isprintable() and "<" not in canonical):
        return canonical
    return text.display(text.plain(canonical))


def _names(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(text.display(person.name) for person in people)


def _ids(work: Work) -> tuple[str, ...]:
    record = work.record
    ids = [work.id, *(source.id for source in work.inputs), record.doi]
    ids += [value for name in _IDENTIFIERS if name in record.fields for value in record.texts(name)]
    return tuple(dict.fromkeys(filter(None, ids)))


def _weak(work: Work) -> str:
    """All other words: publisher, projects, departments, notes, and citations, which may know other names."""
    record = work.record
    parts = [value for name, value in record if name not in _INDEXED and isinstance(value, str) and _searchable(name)]
    parts += [f"{project.name} {project.programme} {project.grant}" for project in record.projects]
    parts += [*record.texts("department"), *(file.name for file in record.files)]
    words = dict.fromkeys(" ".join(parts).split())
    cited = "\n".join(value for source in work.inputs for value in source.mapping("citation").values())
    words |= dict.fromkeys(_without_tags(cited).split())  # citations repeat each other seven times
    return _clean(" ".join(words))


_INLINE_TAG = re.compile(r"</?(?:i|em|b|strong|sup|sub|a|span|u)(?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def _without_tags(cited: str) -> str:
    """The words of HTML, at a tenth of the cost of reading it: nobody will see them."""
    if "<" in cited:
        cited = _TAG.sub(" ", _INLINE_TAG.sub("", cited))
    return html.unescape(cited) if "&" in cited else cited


def _searchable(name: str) -> bool:
    field = BY_NAME.get(name)
    return field is None or not (field.volatile or field.kind == "word")


def _fields(
    work: Work,
    people: dict[str, tuple[str, ...]],
    venue: str,
    sources: tuple[str, ...],
    related: tuple[str, ...],
    dangling: bool,
) -> dict[str, str | tuple[str, ...]]:
    record = work.record
    info = TYPES.get(record.type)
    kinds = (record.type, info.csl, info.label, type_label(record)) if info else (record.type,)
    return {
        "title": _clean(record.title),
        "author": people["author"],
        "editor": people["editor"],
        "supervisor": people["supervisor"],
        "person": tuple(name for names in people.values() for name in names),
        "container": venue,
        "publisher": _clean(record.text("publisher")),
        "type": tuple(dict.fromkeys(filter(None, kinds))),
        "doi": record.doi,
        "arxiv": record.texts("arxiv"),
        "id": tuple(dict.fromkeys((work.id, *(source.id for source in work.inputs)))),
        "key": record.texts("citekey"),
        "project": tuple(_clean(f"{each.name} {each.programme} {each.grant}") for each in record.projects),
        "dept": record.texts("department"),
        "keyword": tuple(map(_clean, record.texts("keyword"))),
        "lang": record.texts("language"),
        "source": sources,
        "rel": related,
        "has": tuple(_has(record)),
        "is": tuple(_is(work, dangling)),
    }


def _has(record: Record) -> Iterator[str]:
    files, links = record.files, record.links
    if any("pdf" in file.content_type or file.name.lower().endswith(".pdf") for file in files):
        yield "pdf"
    if files:
        yield "file"
    if "abstract" in record.fields:
        yield "abstract"
    if record.doi:
        yield "doi"
    if links or "URL" in record.fields:
        yield "url"
    if any(link.relation in _CODE or "github.com/" in link.url or "gitlab" in link.url for link in links):
        yield "code"


def _is(work: Work, dangling: bool) -> Iterator[str]:
    if work.record.flag("oa"):
        yield "oa"
    if len(work.inputs) > 1:
        yield "merged"
        if has_conflict(work):
            yield "conflict"
    if dangling:
        yield "dangling"
    if any(source.damage for source in work.sources):
        yield "damaged"


def _facets(
    record: Record,
    people: dict[str, tuple[str, ...]],
    keywords: tuple[str, ...],
    sources: tuple[str, ...],
    relations: tuple[str, ...],
) -> dict[str, tuple[str, ...]]:
    everybody = dict.fromkeys(name for names in people.values() for name in names)
    access = {True: "open access", False: "not open access"}.get(record.flag("oa"), "")
    values = {
        "type": (type_label(record),),
        "year": (str(record.year) if record.year else "no year",),
        "person": tuple(everybody),
        "container": (container(record),),
        "project": tuple(_clean(project.name) for project in record.projects),
        "department": tuple(map(text.display, record.texts("department"))),
        "keyword": keywords,
        "open access": (access,) if "oa" in record.fields else ("unknown",),
        "source": sources,
        "relation": relations,
    }
    return {name: tuple(filter(None, found)) for name, found in values.items()}
