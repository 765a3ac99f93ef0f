"""What the search engine is told of each work: plain words for finding, values for fields and facets."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from itertools import chain, compress
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from model import text
from model.fields import BY_NAME, PEOPLE_ROLES, TYPES
from model.lazy import LazyMapping
from model.listing import container, title, type_label
from model.merge import Work, has_conflict
from model.record import Date, File, Link, Person, Project, Record, Value
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
_ASKED = frozenset({*_INDEXED, "publisher", "language", "oa", "URL", "degree_awarded"} - {"relation", "citation"})
_BRIEF = frozenset({"abstract", "file", "link"})

_Texts = tuple[str, ...]
_Fields = Mapping[str, Value]
_Item = TypeVar("_Item", File, Link, Project, str)


def documents(library: Library) -> Iterator[Document]:
    """One document a row, in the order of the rows."""
    dangling = {row for stub in library.graph.dangling for row, _ in stub.from_}
    shared = _Shared()
    for row, work in enumerate(library.works):
        related, relations = _related(library, row)
        yield _document(_Seen.of(work, shared), shared, related, relations, row in dangling)


def _related(library: Library, row: int) -> tuple[_Texts, _Texts]:
    """The ids a work is related to, and the names of the relations."""
    edges = library.graph.edges(row)
    if not edges:
        return (), ()
    ids = (edge.target if edge.target_row is None else library.works[edge.target_row].id for edge in edges)
    return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(edge.label for edge in edges))


class _Others(dict[str, bool]):
    """Whether a field holds words that no other part of a document looks at."""

    def __missing__(self, name: str) -> bool:
        field = BY_NAME.get(name)
        plain = field is None or (field.kind in ("text", "block") and not field.volatile)
        self[name] = other = plain and name not in _INDEXED
        return other

    def wanted(self, name: str) -> bool:
        """Whether any part of a document looks at a field."""
        return name in _ASKED or self[name]

    def briefly(self, name: str) -> bool:
        """Whether of a field that is looked at only the words count, or of its files and links what is told below."""
        return name in _BRIEF or (name not in _ASKED and self[name])


class _Shared:
    """What many works have in common, worked out once."""

    def __init__(self) -> None:
        self.others = _Others()
        self._types: dict[tuple[str, str], tuple[_Texts, str]] = {}
        self._files: dict[str, str] = {}
        self._names: dict[int, tuple[Person, str]] = {}  # the person too, so that its number stays its own

    def names(self, people: Value) -> _Texts:
        """The names of people for the screen."""
        if not (isinstance(people, tuple) and people and isinstance(people[0], Person)):
            return ()
        if people[-1].is_others:  # a list that says that it is not complete
            people = people[:-1]
        known = self._names
        return tuple([known[id(each)][1] if id(each) in known else self._name(each) for each in people])

    def _name(self, person: Person) -> str:
        name = text.display(person.name)
        self._names[id(person)] = person, name
        return name

    def types(self, record: Record, found: _Fields) -> tuple[_Texts, str]:
        """What the type of a record is called, in all our vocabularies, and its label."""
        key = _text(found, "type"), _text(found, "degree_awarded")
        known = self._types.get(key)
        if known is None:
            type_, label = key[0], type_label(record)
            info = TYPES.get(type_)
            kinds = (type_, info.csl, info.label, label) if info else (type_,)
            known = self._types[key] = tuple(dict.fromkeys(filter(None, kinds))), label
        return known

    def files(self, work: Work) -> _Texts:
        """The names of the files that a work was read from."""
        if len(work.inputs) == 1:
            return (self._file(work.record.source.file),)
        return tuple(dict.fromkeys([self._file(record.source.file) for record in work.inputs]))

    def _file(self, path: str) -> str:
        name = self._files.get(path)
        if name is None:
            name = self._files[path] = text.display(path.rpartition("/")[2])
        return name


class _Seen(NamedTuple):
    """A work and what several parts of its document need."""

    work: Work
    found: _Fields  # those that are looked at, and perhaps others
    roles: dict[str, _Texts]
    people: _Texts
    year: int
    doi: str
    ids: _Texts
    venue: str
    keywords: _Texts
    projects: tuple[Project, ...]
    sources: _Texts

    @classmethod
    def of(cls, work: Work, shared: _Shared) -> _Seen:
        """Look at a work once, for all parts of its document."""
        found = _found(work.record, shared.others)
        roles = {role: shared.names(found[role]) for role in PEOPLE_ROLES if role in found}
        people = tuple(chain.from_iterable(roles.values())) if len(roles) != 1 else roles[next(iter(roles))]
        issued = found.get("issued")
        own, inputs = work.record.id, work.inputs
        ids = (own,) if len(inputs) == 1 and inputs[0].id == own else (own, *(source.id for source in inputs))
        return cls(
            work=work,
            found=found,
            roles=roles,
            people=people,
            year=issued.year if isinstance(issued, Date) else 0,
            doi=_text(found, "DOI"),
            ids=ids if len(ids) == 1 else tuple(dict.fromkeys(ids)),
            venue=_venue(found),
            keywords=tuple(map(_clean, _texts(found, "keyword"))) if "keyword" in found else (),
            projects=_items(found, "project", Project) if "project" in found else (),
            sources=shared.files(work),
        )


def _found(record: Record, others: _Others) -> _Fields:
    """The fields that are looked at, as far as a record has them; each is asked for once."""
    fields = record.fields
    return fields.told(others.wanted, others.briefly) if isinstance(fields, LazyMapping) else fields


def _text(found: _Fields, name: str) -> str:
    value = found.get(name, "")
    return value if isinstance(value, str) else ""


def _texts(found: _Fields, name: str) -> _Texts:
    value = found.get(name)
    return (value,) if isinstance(value, str) else _items(found, name, str)


def _items(found: _Fields, name: str, kind: type[_Item]) -> tuple[_Item, ...]:
    value = found.get(name)
    return value if isinstance(value, tuple) and value and isinstance(value[0], kind) else ()  # all of one kind


def _clean(canonical: str) -> str:
    if not canonical or (canonical.isprintable() and "<" not in canonical):
        return canonical
    return text.display(text.plain(canonical).replace("\r\n", " ").replace("\n", " "))


def _document(seen: _Seen, shared: _Shared, related: _Texts, relations: _Texts, dangling: bool) -> Document:
    found, record = seen.found, seen.work.record
    kinds, label = shared.types(record, found)
    canonical = _text(found, "title")
    plain = _clean(canonical)
    return Document(
        title=plain if plain is canonical and plain.strip() else title(record),
        people="; ".join(seen.people),
        container=seen.venue,
        year=max(seen.year, 0),
        ids=_ids(seen),
        weak=_weak(seen, shared.others),
        fields=_fields(seen, plain, kinds, related, dangling),
        facets=_facets(seen, label, relations),
        abstract=_abstract(seen),
    )


def _abstract(seen: _Seen) -> str:
    abstract = _clean(_text(seen.found, "abstract")) if "abstract" in seen.found else ""
    return " ".join((*seen.keywords, abstract)) if seen.keywords else abstract


def _venue(found: _Fields) -> str:
    """Container, series and event, two blanks apart so that no phrase goes from one into the next."""
    in_print = _text(found, "container-title")
    if "collection-title" in found:
        in_print = "  ".join((in_print, *_texts(found, "collection-title")))
    in_print = _clean(in_print)
    if "event-title" not in found:
        return in_print.strip()
    return f"{in_print}  {_clean(_text(found, 'event-title'))}".strip()


def _ids(seen: _Seen) -> _Texts:
    ids = [*seen.ids, seen.doi] if seen.doi else [*seen.ids]
    for name in _IDENTIFIERS:
        if name in seen.found:
            ids += _texts(seen.found, name)
    return tuple([each if each.isprintable() else text.display(each) for each in dict.fromkeys(ids) if each])


def _weak(seen: _Seen, others: _Others) -> str:
    """All other words: publisher, projects, departments, notes, and citations, which may know other names."""
    found = seen.found
    parts = [value for name, value in found.items() if isinstance(value, str) and others[name]]
    parts += [f"{project.name} {project.programme} {project.grant}" for project in seen.projects]
    if "department" in found:
        parts += _texts(found, "department")
    if "file" in found:
        parts += [file.name for file in _items(found, "file", File)]
    words = [" ".join(parts).encode("utf-8", "surrogatepass"), *map(_cited, seen.work.inputs)]
    several = dict.fromkeys(b" ".join(words).split())  # citations repeat each other seven times
    return _clean(b" ".join(several).decode("utf-8", "surrogatepass"))


def _cited(source: Record) -> bytes:
    """The words of the citations that a source brings: as bytes, which take less time to look through."""
    fields = source.fields
    words = fields.words_of("citation") if isinstance(fields, LazyMapping) else None
    if words is None:
        cited = fields.get("citation")
        found = cited.values() if isinstance(cited, Mapping) else ()
        words = "\n".join([each for each in found if isinstance(each, str)]).encode("utf-8", "surrogatepass")
    return _without_tags(words) if words else words


_INLINE_TAG = re.compile(rb"</?(?:i|em|b|strong|sup|sub|a|span|u)(?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(rb"</?[a-z][^<>]*>", re.IGNORECASE)


def _without_tags(cited: bytes) -> bytes:
    """The words of HTML, at a tenth of the cost of reading it: nobody will see them."""
    if b"<" in cited:
        cited = _TAG.sub(b" ", _INLINE_TAG.sub(b"", cited))
    if b"&" in cited:
        cited = cited.replace(b"&#38; ", b" ")  # by itself no word, and in every other citation
    if b"&" in cited:
        cited = html.unescape(cited.decode("utf-8", "surrogatepass")).encode("utf-8", "surrogatepass")
    return cited


def _fields(seen: _Seen, plain: str, kinds: _Texts, related: _Texts, dangling: bool) -> dict[str, str | _Texts]:
    found, roles = seen.found, seen.roles
    return {
        "title": plain,
        "author": roles.get("author", ()),
        "editor": roles.get("editor", ()),
        "supervisor": roles.get("supervisor", ()),
        "person": seen.people,
        "container": seen.venue,
        "publisher": _clean(_text(found, "publisher")) if "publisher" in found else (),
        "type": kinds,
        "doi": seen.doi,
        "arxiv": _texts(found, "arxiv") if "arxiv" in found else (),
        "id": seen.ids,
        "key": _texts(found, "citekey") if "citekey" in found else (),
        "project": tuple([_clean(f"{each.name} {each.programme} {each.grant}") for each in seen.projects]),
        "dept": _texts(found, "department") if "department" in found else (),
        "keyword": seen.keywords,
        "lang": _texts(found, "language") if "language" in found else (),
        "source": seen.sources,
        "rel": related,
        "has": _has(found),
        "is": _is(seen.work, found, dangling),
    }


def _has(found: _Fields) -> _Texts:
    pdf = code = False
    for file in (files := _items(found, "file", File)):
        pdf = pdf or "pdf" in file.content_type or file.name.lower().endswith(".pdf")
    for link in (links := _items(found, "link", Link)):
        code = code or link.relation in _CODE or "github.com/" in link.url or "gitlab" in link.url
    having = (pdf, files, "abstract" in found, _text(found, "DOI"), links or "URL" in found, code)
    return tuple(compress(("pdf", "file", "abstract", "doi", "url", "code"), having))


def _is(work: Work, found: _Fields, dangling: bool) -> _Texts:
    if len(work.inputs) == 1:
        being: tuple[object, ...] = found.get("oa") is True, False, False, dangling, work.inputs[0].source.damage
    else:
        damage = any(source.source.damage for source in work.inputs)
        being = found.get("oa") is True, True, has_conflict(work), dangling, damage
    return tuple(compress(("oa", "merged", "conflict", "dangling", "damaged"), being))


def _facets(seen: _Seen, label: str, relations: _Texts) -> dict[str, str | _Texts]:
    found, people = seen.found, seen.people
    return {
        "type": label,
        "year": str(seen.year) if seen.year else "no year",
        "person": people if len(people) < 2 else tuple(dict.fromkeys(people)),
        "container": _container(seen),
        "project": tuple([_clean(project.name) for project in seen.projects]),
        "department": tuple(map(text.display, _texts(found, "department"))) if "department" in found else (),
        "keyword": seen.keywords,
        "open access": ("open access" if found["oa"] is True else "not open access") if "oa" in found else "unknown",
        "source": seen.sources,
        "relation": relations,
    }


def _container(seen: _Seen) -> str:
    name = _text(seen.found, "container-title")
    return name if name and name.isprintable() and "<" not in name else container(seen.work.record)
