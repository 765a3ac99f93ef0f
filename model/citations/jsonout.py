"""Records in the JSON shapes of the command line: one record with everything, or a row of a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from model import text
from model.citations.csljson import dumps
from model.citations.item import date_value, name_value
from model.fields import csl_type
from model.record import Date, File, Link, Person, Project, Record, Relation, Value

__all__ = ["dumps", "plain_value", "record_json", "row_json", "write"]

Json = dict[str, object]

_ELSEWHERE = frozenset(["abstract", "citation", "citekey", "file", "link", "relation", "type"])


def write(records: Sequence[Record]) -> str:
    """A JSON array of the records, in their order."""
    return dumps([record_json(record) for record in records])


def record_json(record: Record) -> Json:
    """Everything a record says of itself. Fields have CSL's names where CSL has one; texts are canonical text.

    A field that can have several values is always an array, a date a CSL date, a person a CSL name with `orcid`
    and the repository's `id` where known. Relations to other records are not in it: they depend on the others.
    """
    shape: Json = {
        "id": record.id,
        "type": csl_type(record.type),
        "librecat_type": record.type,
        "ids": _ids(record),
        "title": record.title,
        "abstract": record.text("abstract"),
    }
    shape |= {name: _shape(value, str) for name, value in record if name not in _ELSEWHERE}
    shape["citations"] = dict(record.mapping("citation"))
    shape["links"] = [_link(link) for link in record.links]
    shape["files"] = [_file(file) for file in record.files]
    return shape


def _ids(record: Record) -> Json:
    """All names of the record; what it has no name of is null."""
    return {
        "librecat": record.id if record.id_kind == "librecat" else None,
        "doi": record.doi or None,
        **{name: next(iter(record.texts(field)), None) for name, field in _IDS},
        "citekey": list(record.texts("citekey")),
    }


_IDS = (("arxiv", "arxiv"), ("isi", "isi"), ("pmid", "PMID"))


def row_json(record: Record, sources: Sequence[str]) -> Json:
    """A record as a row of a list: plain text, nothing in it that acts on a terminal; null for what is unknown."""
    return {
        "id": record.id,
        "type": csl_type(record.type),
        "librecat_type": record.type,
        "title": _plain(record.title),
        "authors": [_plain(person.name) for person in record.creators],
        "year": record.year or None,
        "container": _plain(record.text("container-title")) or None,
        "doi": _plain(record.doi) or None,
        "sources": list(sources),
    }


def _plain(canonical: str) -> str:
    return text.display(text.plain(canonical))


def plain_value(value: Value) -> object:
    """The value of a field as JSON, without markup."""
    return _shape(value, text.plain)


def _shape(value: Value | object, convert: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return convert(value)
    if isinstance(value, Date):
        return date_value(value)
    if isinstance(value, tuple):
        return [_shape(part, convert) for part in value]
    if isinstance(value, Person):
        extra = {"orcid": value.orcid, "id": value.id}
        return name_value(value) | {key: known for key, known in extra.items() if known}
    if isinstance(value, Link):
        return _link(value)
    if isinstance(value, File):
        return _file(value)
    if isinstance(value, Project):
        return _known(name=value.name, id=value.id, programme=value.programme, grant=value.grant, acronym=value.acronym)
    if isinstance(value, Relation):
        return _known(relation=value.relation, target=value.target, kind=value.kind, title=value.title)
    if isinstance(value, Mapping):
        return {str(key): _shape(part, convert) for key, part in value.items()}
    if isinstance(value, list):
        return [_shape(part, convert) for part in value]
    return value


def _known(**parts: object) -> Json:
    return {name: part for name, part in parts.items() if part}


def _link(link: Link) -> Json:
    return {
        "relation": link.relation,
        "url": link.url,
        **_known(description=link.description, open_access=link.open_access),
    }


def _file(file: File) -> Json:
    names = ("name", "size", "content_type", "access", "relation", "id", "title", "updated", "checksum", "url")
    return _known(**{name: getattr(file, name) for name in names})
