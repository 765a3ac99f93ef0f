"""LibreCat YAML out of records, merged ones too: LibreCat's keys and shapes, so that its readers read it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from model import text
from model.citations.item import own_id
from model.fields import BY_NAME
from model.record import Date, File, Link, Person, Project, RawValue, Record, Value

__all__ = ["document", "write"]

Document = dict[str, RawValue]

_ROLES = ("author", "editor", "translator", "supervisor", "reviewer")
_IDENTIFIERS = {"ISSN": "issn", "eISSN": "eissn", "ISBN": "isbn", "eISBN": "eisbn"}
_EXTERNAL = {"arxiv": "arxiv", "isi": "isi", "PMID": "pmid", "PMCID": "pmc"}
_CONTROL = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def write(records: Sequence[Record]) -> str:
    """A YAML document for each record, in their order, keys sorted as in LibreCat's own export."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    documents = [document(record) for record in records]
    return str(
        yaml.dump_all(documents, Dumper=dumper, allow_unicode=True, explicit_start=True, explicit_end=True, width=88)
    )


def document(record: Record) -> Document:
    """The record as a LibreCat document: what its file says, with every value that the record has from elsewhere."""
    now = _encoded(record)
    if record.id_kind != "librecat" or "ENTRYTYPE" in record.raw:
        return _clean(now)
    from model.readers.librecat_fields import record_from_librecat

    alone = record_from_librecat(record.raw, record.source)
    if alone.fields == record.fields and alone.id == own_id(record):
        return _clean(dict(record.raw))
    before = _encoded(replace(alone, id=own_id(record)))
    changed = {key: value for key, value in now.items() if value != before.get(key)}
    kept = {key: value for key, value in record.raw.items() if key in now or key not in before}
    return _clean({**kept, **changed, "_id": own_id(record)})


def _clean(document: Document) -> Document:
    """The document without lone surrogates, which no encoding can hold."""
    return {key.translate(_CONTROL): _without_surrogates(value) for key, value in document.items()}


def _without_surrogates(value: RawValue) -> RawValue:
    if isinstance(value, str):
        return value if value.isprintable() else value.translate(_CONTROL)
    if isinstance(value, list):
        return [_without_surrogates(part) for part in value]
    if isinstance(value, dict):
        return {key.translate(_CONTROL): _without_surrogates(part) for key, part in value.items()}
    return value


def _encoded(record: Record) -> Document:
    """Every field of the record under LibreCat's key, in LibreCat's shape."""
    document: Document = {"_id": own_id(record)}
    for name, value in record:
        _simple(document, name, value)
    for role in _ROLES:
        _put(document, role, [_person(person) for person in record.people(role)])
    _put_dates(document, record)
    _put(document, "abstract", _abstracts(record))
    _put(document, "page", record.text("page") or record.text("number-of-pages"))
    _put(document, "conference", _conference(record))
    _put(document, "publication_identifier", _lists(record, _IDENTIFIERS))
    _put(document, "external_id", {**_lists(record, _EXTERNAL), **record.mapping("external_id")})
    _put(document, "related_material", _related(record))
    _put(document, "main_file_link", [_link(link) for link in record.links if link.relation == "main_file"])
    _put(document, "language", [{"iso": code} for code in record.texts("language")])
    for name in ("department", "acknowledged_ssus"):
        _put(document, name, [{"_id": word} for word in record.texts(name)])
    _put(document, "project", [_project(project) for project in record.projects])
    _put(document, "file", [_file(file) for file in record.files])
    _put(document, "citation", dict(record.mapping("citation")))
    return document


_APART = frozenset(
    (
        *(*_ROLES, *_IDENTIFIERS, *_EXTERNAL, "issued", "abstract", "page", "number-of-pages", "event-title"),
        *("event-place", "event-date", "external_id", "relation", "link", "language", "department"),
        *("acknowledged_ssus", "project", "file", "citation"),
    )
)
"""Fields that need more than their value written under one key."""


def _put(document: Document, key: str, value: RawValue) -> None:
    if value not in ("", [], {}, None):
        document[key] = value


def _simple(document: Document, name: str, value: Value) -> None:
    """A field whose value stands under one key; what is no field of LibreCat keeps its own name."""
    if name in _APART or name.startswith("abstract_"):
        return
    field = BY_NAME.get(name)
    key = field.librecat if field and field.librecat else name
    write_text = _text if field is None or field.kind in ("text", "texts", "block") else str
    _put(document, key, _value(value, write_text))


def _value(value: Value, write_text: Callable[[str], str]) -> RawValue:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str):
        return write_text(value)
    if isinstance(value, Date):
        return str(value)
    if isinstance(value, Mapping):
        return {key: write_text(part) if isinstance(part, str) else part for key, part in value.items()}
    return [write_text(part) if isinstance(part, str) else _part(part) for part in value]


def _part(part: object) -> RawValue:
    return _person(part) if isinstance(part, Person) else str(part)


def _text(canonical: str) -> str:
    """Canonical text as the HTML that LibreCat keeps; left alone where that is the same."""
    return text.to_html(canonical) if "<" in canonical or "&" in canonical else canonical


def _known(**parts: RawValue) -> dict[str, RawValue]:
    return {name: part for name, part in parts.items() if part not in ("", [], {}, None)}


def _person(person: Person) -> RawValue:
    family = f"{person.particle} {person.family}".strip()
    given = f"{person.given}, {person.suffix}" if person.suffix else person.given
    return _known(first_name=given, full_name=person.name, id=person.id, last_name=family, orcid=person.orcid)


def _put_dates(document: Document, record: Record) -> None:
    """`year` is what LibreCat cites by; a full date is a time stamp, a part of one stands as it is."""
    date = record.issued
    if not date.year:
        _put(document, "year", date.text)
        return
    document["year"] = f"{date.year:04d}"
    if date.month:
        document["month"] = f"{date.month:02d}"
        document["date_published"] = f"{date.year:04d}-{date.month:02d}"
    if date.month and date.day:
        document["day"] = f"{date.day:02d}"
        document["date_published"] = f"{date.year:04d}-{date.month:02d}-{date.day:02d}T00:00:00Z"


def _abstracts(record: Record) -> RawValue:
    """The abstracts, each with its language where the name of its field says so."""
    languages = record.texts("language")
    first = record.text("abstract")
    found: list[RawValue] = [_known(lang=languages[0] if languages else "", text=_text(first))] if first else []
    for name, value in record:
        if name.startswith("abstract_") and isinstance(value, str):
            found.append({"lang": name.removeprefix("abstract_"), "text": _text(value)})
    return found


def _conference(record: Record) -> RawValue:
    date = record.fields.get("event-date")
    parts = str(date).split("/") if isinstance(date, Date) else []
    return _known(
        name=_text(record.text("event-title")),
        location=_text(record.text("event-place")),
        start_date=parts[0] if parts else "",
        end_date=parts[-1] if parts else "",
    )


def _lists(record: Record, names: Mapping[str, str]) -> dict[str, RawValue]:
    return {key: list(record.texts(name)) for name, key in names.items() if record.texts(name)}


def _related(record: Record) -> RawValue:
    records: list[RawValue] = [
        _known(id=relation.target, relation=relation.relation, title=_text(relation.title))
        for relation in record.relations
    ]
    links: list[RawValue] = [
        {"relation": link.relation, **_link(link)} for link in record.links if link.relation != "main_file"
    ]
    return _known(record=records, link=links)


def _link(link: Link) -> dict[str, RawValue]:
    open_access = "1" if link.open_access else ""
    return _known(description=_text(link.description), open_access=open_access, url=link.url)


def _project(project: Project) -> RawValue:
    return _known(
        _id=project.id,
        name=_text(project.name),
        acronym=_text(project.acronym),
        call_identifier=_text(project.programme),
        grant_number=project.grant,
    )


def _file(file: File) -> RawValue:
    return _known(
        access_level=file.access,
        checksum=file.checksum,
        content_type=file.content_type,
        date_updated=file.updated,
        file_id=file.id,
        file_name=file.name,
        file_size=str(file.size) if file.size else "",
        relation=file.relation,
        title=_text(file.title),
        url=file.url,
    )
