"""Everything known of a work as labelled sections, in the order of a LibreCat record page; `show` and the detail pane
draw them, each in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from model import html, text
from model.fields import BY_NAME, PEOPLE_ROLES, label
from model.library import Library
from model.listing import type_label
from model.record import Date, File, Link, Person, Project, Record, Source, Value
from model.work import Work

__all__ = ["Item", "Section", "describe", "size_of"]


@dataclass(frozen=True, slots=True)
class Item:
    """One line: a label (empty when it repeats), canonical text, and what following it leads to.

    `target` is empty, or `row:12`, `url:https://...`, `person:key`. `quiet` marks what only a few need.
    """

    label: str
    text: str
    target: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of items; `prose` sections are paragraphs rather than labelled lines."""

    title: str
    items: tuple[Item, ...]
    prose: bool = False


_PUBLISHED = (
    *("container-title", "collection-title", "collection-number", "volume", "issue", "page", "number"),
    *("number-of-pages", "edition", "publisher", "publisher-place", "event-title", "event-place", "event-date"),
    *("degree_awarded", "defense_date", "submitted", "report_number", "publication_status", "article_type"),
    *("original-title", "language"),
)
_IDENTIFIERS = ("DOI", "arxiv", "isi", "PMID", "PMCID", "ISBN", "eISBN", "ISSN", "eISSN", "urn", "URL")
_ELSEWHERE = frozenset(
    [
        *(*_PUBLISHED, *_IDENTIFIERS, *PEOPLE_ROLES, "title", "type", "issued", "abstract", "keyword", "relation"),
        *("link", "file", "project", "department", "citation", "citekey", "alternative_id", "oa", "oa_version"),
        *("license", "acknowledgement", "external_id", "OA_type", "OA_place"),
    ]
)
_ADDRESSES = {
    "DOI": "https://doi.org/{}",
    "arxiv": "https://arxiv.org/abs/{}",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "isi": "https://www.webofscience.com/wos/woscc/full-record/WOS:{}",
    "URL": "{}",
}


def describe(library: Library, row: int) -> tuple[Section, ...]:
    """The sections of a work that have something in them. Texts are canonical: pass them through the display gate."""
    work = library.works[row]
    record = work.record
    sections = (
        Section("People", tuple(_people(library, row))),
        Section("Abstract", tuple(_abstracts(record)), prose=True),
        Section("Published", tuple(_published(record))),
        Section("Identifiers", tuple(_identifiers(work))),
        Section("Relations", tuple(_relations(library, row))),
        Section("Links", tuple(_links(record))),
        Section("Files", tuple(_file(file) for file in record.files)),
        Section("Projects and departments", tuple(_belongings(record))),
        Section("Acknowledgement", _prose(record.text("acknowledgement")), prose=True),
        Section("Citations as supplied", tuple(_citations(record))),
        Section("Other fields", tuple(_others(record))),
        Section("Sources", tuple(_source(record) for record in work.inputs)),
    )
    return tuple(section for section in sections if section.items)


def _people(library: Library, row: int) -> Iterator[Item]:
    """The record's own names, in its order, each leading to the person they belong to."""
    record = library.works[row].record
    keys = _person_keys(library, row)
    for role in PEOPLE_ROLES:
        for position, person in enumerate(record.people(role)):
            key = keys.get((role, position), "")
            orcid = f"  ORCID {person.orcid}" if person.orcid else ""
            name = label(role) if position == 0 else ""
            yield Item(name, f"{person.name}{orcid}", f"person:{key}" if key else "")


def _person_keys(library: Library, row: int) -> dict[tuple[str, int], str]:
    counts: dict[str, int] = {}
    keys: dict[tuple[str, int], str] = {}
    for role, individual in library.people.of_row(row):
        position = counts.get(role, 0)
        counts[role] = position + 1
        keys[role, position] = individual.key
    return keys


def _abstracts(record: Record) -> Iterator[Item]:
    yield from _prose(record.text("abstract"))
    for name, value in record:
        if name.startswith("abstract_") and isinstance(value, str):
            yield from (Item(name.removeprefix("abstract_"), item.text) for item in _prose(value))


def _prose(value: str) -> tuple[Item, ...]:
    paragraphs = (part.strip() for part in value.replace("\r\n", "\n").split("\n\n"))
    return tuple(Item("", part) for part in paragraphs if part)


def _published(record: Record) -> Iterator[Item]:
    yield Item("Type", type_label(record))
    if record.issued != Date():
        yield Item(label("issued"), str(record.issued))
    for name in _PUBLISHED:
        if name in record.fields:
            yield Item(label(name, record.type), shown(record.fields[name]))
    yield from _access(record)
    if record.texts("keyword"):
        yield Item(label("keyword"), ", ".join(record.texts("keyword")))


def _access(record: Record) -> Iterator[Item]:
    if "oa" in record.fields:
        kind = ", ".join(filter(None, (record.text("OA_type"), record.text("oa_version"))))
        yes = f"yes, {kind}" if kind else "yes"
        yield Item(label("oa"), yes if record.flag("oa") else "no")
    if record.text("license"):
        yield Item(label("license"), record.text("license"))


def _identifiers(work: Work) -> Iterator[Item]:
    record = work.record
    kind = {"librecat": "Record id", "citekey": "Cite key"}.get(record.id_kind, "Id")
    yield Item(kind, work.id)
    keys = [key for key in record.texts("citekey") if key != work.id]
    if keys:
        yield Item(label("citekey"), ", ".join(keys))
    for name in _IDENTIFIERS:
        for position, value in enumerate(record.texts(name)):
            address = _ADDRESSES.get(name, "").format(value)
            url = text.safe_url(address) if address else None
            yield Item(label(name) if position == 0 else "", value, f"url:{url}" if url else "")
    for name, value in record.mapping("external_id").items():
        yield Item(name, value)
    if record.texts("alternative_id"):
        yield Item(label("alternative_id"), ", ".join(record.texts("alternative_id")))


def _relations(library: Library, row: int) -> Iterator[Item]:
    previous = ""
    for edge in library.graph.edges(row):
        if edge.target_row is not None:
            target = library.works[edge.target_row].record
            name = f"{target.title or edge.target} ({target.year or 'no year'})"
            leads = f"row:{edge.target_row}"
        else:
            name = f"{edge.title or 'record ' + edge.target} (not in this library)"
            leads = f"url:{edge.url}" if edge.url and text.safe_url(edge.url) else ""
        inferred = "" if edge.explicit else "  (inferred)"
        yield Item(edge.label if edge.label != previous else "", name + inferred, leads)
        previous = edge.label


def _links(record: Record) -> Iterator[Item]:
    for link in record.links:
        yield _link(link)


def _link(link: Link) -> Item:
    address = text.safe_url(link.url)
    about = f"  {link.description}" if link.description else ""
    return Item(link.relation.replace("_", " ").capitalize(), link.url + about, f"url:{address}" if address else "")


def _file(file: File) -> Item:
    details = ", ".join(filter(None, (size_of(file.size), file.content_type, file.access.replace("_", " "))))
    return Item(file.relation.replace("_", " ").capitalize() or "File", f"{file.name}  {details}")


def size_of(size: int) -> str:
    """A size in bytes as people say it: `2.1 MB`; empty when unknown."""
    if not size:
        return ""
    amount = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 100 else f"{amount:.1f} {unit}"
        amount /= 1000
    return ""


def _belongings(record: Record) -> Iterator[Item]:
    for position, project in enumerate(record.projects):
        yield Item(label("project") if position == 0 else "", _project(project))
    if record.texts("department"):
        yield Item(label("department"), ", ".join(record.texts("department")))


def _project(project: Project) -> str:
    grant = " ".join(filter(None, (project.programme, project.grant)))
    return f"{project.name}  {grant}" if grant else project.name


def _citations(record: Record) -> Iterator[Item]:
    for style, value in record.mapping("citation").items():
        yield Item(style, html.clean(value), quiet=True)


def _others(record: Record) -> Iterator[Item]:
    for name, value in record:
        if name in _ELSEWHERE or name.startswith("abstract_"):
            continue
        field = BY_NAME.get(name)
        yield Item(label(name), shown(value), quiet=field is None or field.volatile)


def shown(value: Value) -> str:
    """A field's value in one line of canonical text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | Date):
        return str(value)
    if isinstance(value, tuple):
        return "; ".join(_one(item) for item in value)
    return "; ".join(f"{key}: {part}" for key, part in value.items())


def _one(item: object) -> str:
    if isinstance(item, Person | Project | File):
        return item.name
    if isinstance(item, Link):
        return item.url
    return str(getattr(item, "target", item))


def _source(record: Record) -> Item:
    source: Source = record.source
    place = f"{source.file}:{source.line}" if source.line else source.file
    details = [source.format, f"updated {source.date_updated[:10]}" if source.date_updated else "", source.damage]
    return Item(record.id, f"{place}  {', '.join(filter(None, details))}")
