"""Everything known of a work as labelled sections, in the order of a LibreCat record page; `show` and the detail pane
draw them, each in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from model import html, text
from model.fields import BY_NAME, PEOPLE_ROLES, label
from model.library import Library
from model.lines import ET_AL
from model.listing import type_label
from model.record import Date, File, Link, Person, Project, Record, Source, Value
from model.work import Work

__all__ = ["MOST", "Item", "Section", "describe", "shown", "size_of"]

MOST = 500
"""Items of a section that are given to who asks for it in brief."""

_MOST_LETTERS = 12_000  # of a section in brief, after which no further item begins


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
    *(
        "container-title",
        "container-title-short",
        "collection-title",
        "collection-number",
        "volume",
        "issue",
        "page",
        "number",
    ),
    *("number-of-pages", "edition", "publisher", "publisher-place", "event-title", "event-place", "event-date"),
    *("degree_awarded", "defense_date", "submitted", "report_number", "publication_status", "article_type"),
    *("original-title", "original-date", "accessed", "language"),
)
_IDENTIFIERS = ("DOI", "arxiv", "isi", "PMID", "PMCID", "ISBN", "eISBN", "ISSN", "eISSN", "urn", "URL")
_ELSEWHERE = frozenset(
    [
        *(*_PUBLISHED, *_IDENTIFIERS, *PEOPLE_ROLES, "title", "type", "issued", "abstract", "keyword", "relation"),
        *("link", "file", "project", "department", "citation", "citekey", "alternative_id", "oa", "oa_version"),
        *("license", "acknowledgement", "external_id", "OA_type", "OA_place"),
    ]
)
_PROSE = frozenset(["Abstract", "Acknowledgement"])
_ADDRESSES = {
    "DOI": "https://doi.org/{}",
    "arxiv": "https://arxiv.org/abs/{}",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "isi": "https://www.webofscience.com/wos/woscc/full-record/WOS:{}",
    "URL": "{}",
}


def describe(library: Library, row: int, *, brief: bool = False) -> tuple[Section, ...]:
    """The sections of a work that have something in them. Texts are canonical: pass them through the display gate.

    In `brief`, for a screen, an endless section ends with a line that says how much more there is and what shows it.
    """
    work = library.works[row]
    record = work.record
    everybody = sum(len(record.people(role)) for role in PEOPLE_ROLES)
    sections = (
        ("People", _people(library, row, leading=not brief or library.knows_people), everybody),
        ("Abstract", _abstracts(record), 0),
        ("Published", _published(record), 0),
        ("Identifiers", _identifiers(work), _identifier_count(work)),
        ("Relations", _relations(library, row), len(library.graph.edges(row))),
        ("Links", map(_link, record.links), len(record.links)),
        ("Files", map(_file, record.files), len(record.files)),
        ("Projects and departments", _belongings(record), len(record.projects) + ("department" in record.fields)),
        ("Acknowledgement", _prose(record.text("acknowledgement")), 0),
        ("Citations as supplied", _citations(record, brief=brief), len(record.mapping("citation"))),
        ("Other fields", _others(record), len(_other_names(record))),
        ("Sources", map(_source, work.inputs), len(work.inputs)),
    )
    told = f"`bibscope show {text.beginning(work.id, 40)}` prints all"
    made = (
        Section(title, tuple(_first(items, count, told) if brief else items), title in _PROSE)
        for title, items, count in sections
    )
    return tuple(section for section in made if section.items)


def _first(items: Iterable[Item], count: int, told: str) -> Iterator[Item]:
    """Of endless items those that fill some screens, and how many of the `count` there are besides, where known."""
    letters = 0
    for given, item in enumerate(items):
        if given == MOST or letters > _MOST_LETTERS:
            more = f"{count - given:,} more" if count > given else "more"
            yield Item("", f"and {more}: {told}", quiet=True)
            return
        yield item
        letters += len(item.text)


def _people(library: Library, row: int, *, leading: bool) -> Iterator[Item]:
    """The record's own names, in its order, each `leading` to the person they belong to."""
    record = library.works[row].record
    for role in PEOPLE_ROLES:
        for position, person in enumerate(record.people(role)):
            key = library.people.key_of(person) if leading else ""
            orcid = f"  ORCID {person.orcid}" if person.orcid else ""
            name = label(role) if position == 0 else ""
            shown = ET_AL if person.is_others else f"{person.name}{orcid}"
            yield Item(name, shown, f"person:{key}" if key else "")


def _abstracts(record: Record) -> Iterator[Item]:
    yield from _prose(record.text("abstract"))
    for name, value in record:
        if name.startswith("abstract_") and isinstance(value, str):
            yield from (Item(name.removeprefix("abstract_"), item.text) for item in _prose(value))


def _prose(value: str) -> Iterator[Item]:
    """The paragraphs of a text."""
    unified = value.replace("\r\n", "\n")
    start = 0
    while start < len(unified):
        end = unified.find("\n\n", start)
        end = len(unified) if end < 0 else end
        if part := unified[start:end].strip():
            yield Item("", part)
        start = end + 2


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
    if keys := _cite_keys(work):
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


def _identifier_count(work: Work) -> int:
    record = work.record
    lists = sum(len(record.texts(name)) for name in _IDENTIFIERS) + len(record.mapping("external_id"))
    return 1 + bool(_cite_keys(work)) + lists + bool(record.texts("alternative_id"))


def _cite_keys(work: Work) -> list[str]:
    """Those it has besides its name."""
    return [key for key in work.record.texts("citekey") if key != work.id]


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


def _citations(record: Record, *, brief: bool) -> Iterator[Item]:
    for style, value in record.mapping("citation").items():
        head = text.beginning(value, _MOST_LETTERS) if brief else value
        more = f" … {len(value) - len(head):,} more characters" if len(head) < len(value) else ""
        yield Item(style, html.clean(head) + more, quiet=True)


def _others(record: Record) -> Iterator[Item]:
    for name in _other_names(record):
        field = BY_NAME.get(name)
        yield Item(label(name), shown(record.fields[name]), quiet=field is None or field.volatile)


def _other_names(record: Record) -> list[str]:
    return [name for name in record.fields if name not in _ELSEWHERE and not name.startswith("abstract_")]


def shown(value: Value, most: int | None = None) -> str:
    """A field's value in one line of canonical text; of a list the first items, where only so many are wanted."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | Date):
        return str(value)
    if isinstance(value, tuple):
        return "; ".join(_one(item) for item in value[:most])
    return "; ".join(f"{key}: {part}" for key, part in islice(value.items(), most))


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
