"""Whatever the format, a field holds the kind of value that the table of fields says."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from model.fields import BY_NAME, TYPES
from model.readers import bibtex, cslreader, endnote, librecat, plaintext, pubmed, ris, wos
from model.readers.base import Document, Reading
from model.record import Date, File, Link, Person, Project, Relation, Value

DATA = Path(__file__).parents[2] / "data"
ITEMS = {
    "words": str, "texts": str, "names": Person, "relations": Relation, "links": Link, "files": File,
    "projects": Project,
}  # fmt: skip
SINGLE = {"text": str, "word": str, "block": str, "date": Date, "flag": bool, "map": Mapping}
# every field of ours under a name that somebody might give to something else
ODD_BIBTEX = "@misc{a,\n" + "".join(f"  {name} = {{x, 1}},\n" for name in BY_NAME if name not in ("type",)) + "}"
ODD_CSL = "[{" + ", ".join(f'"{name}": "x, 1"' for name in BY_NAME if name not in ("type",)) + ', "type": "book"}]'

ODD_YAML = "---\n_id: '1'\ntype: book\n" + "".join(f"{name}: x, 1\n" for name in BY_NAME if name != "type") + "...\n"


def readings() -> dict[str, Reading]:
    text = {path.name: path.read_text(encoding="utf-8") for path in DATA.iterdir() if path.is_file()}
    return {
        "whole": bibtex.read(Document("a", text["whole.bib"])),
        "broken": bibtex.read(Document("b", text["broken.bib"])),
        "odd BibTeX": bibtex.read(Document("c", ODD_BIBTEX)),
        "ris": ris.read(Document("d", text["library.ris"])),
        "pubmed": pubmed.read(Document("d", text["pubmed.nbib"])),
        "endnote": endnote.read(Document("d", text["scholar.enw"])),
        "wos": wos.read(Document("d", text["wos.txt"])),
        "csl": cslreader.read(Document("e", text["zotero.json"])),
        "odd CSL": cslreader.read(Document("f", ODD_CSL)),
        "odd LibreCat": librecat.read(Document("h", ODD_YAML)),
        "prose": plaintext.read(Document("g", text["prose.txt"])),
    }


def fits(kind: str, value: Value) -> bool:
    if kind in ITEMS:
        return isinstance(value, tuple) and bool(value) and all(isinstance(item, ITEMS[kind]) for item in value)
    return isinstance(value, SINGLE[kind]) and value not in ("", Date())


@pytest.mark.parametrize(("name", "reading"), readings().items())
def test_known_fields_hold_their_kind_and_no_field_is_empty(name: str, reading: Reading) -> None:
    assert reading.records
    for record in reading.records:
        for field, value in record:
            assert value not in ("", (), {}, Date()), (name, field)
            if field in BY_NAME:
                assert fits(BY_NAME[field].kind, value), (name, field, value)
        assert not record.type or record.type in TYPES
