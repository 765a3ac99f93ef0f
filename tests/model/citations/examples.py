"""Records that the tests of citations and exports share: three of LibreCat, two of a .bib file, one made up."""

from pathlib import Path

from model.readers import bibtex, librecat
from model.readers.base import Document
from model.record import Date, Person, Record, Source, Value

DATA = Path(__file__).parents[2] / "data" / "exports"
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def read_text(name: str) -> str:
    return (DATA / name).read_bytes().decode()


def librecat_records() -> tuple[Record, ...]:
    return librecat.read(Document("records.yaml", read_text("records.yaml"))).records


def own_records() -> tuple[Record, ...]:
    return bibtex.read(Document("own.bib", read_text("own.bib"))).records


def record(id_: str = "x1", id_kind: str = "csl", **fields: Value) -> Record:
    """A record of these fields; `_` in their names stands for CSL's `-`, `__` for a `_`."""
    names = {name: name.replace("__", "\0").replace("_", "-").replace("\0", "_") for name in fields}
    return Record(id_, id_kind, Source("made.json"), {names[name]: value for name, value in fields.items()})


def article(**fields: Value) -> Record:
    """An article in a journal with what most articles have."""
    known: dict[str, Value] = {
        "type": "journal_article",
        "title": "On moss",
        "author": (Person("Moor", "Fay"),),
        "issued": Date(2022, 5, 4),
        "container_title": "Moss Letters",
    }
    return record(**{**known, **fields})
