"""What must hold of any input: nothing raises, nothing that acts gets out, the same in gives the same out."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from model import html, names, tex, text
from model.citations import cite, formats
from model.citations.csl import StyleError
from model.describe import describe
from model.library import Library, open_library
from model.merge import merge
from model.readers import read_document
from model.readers.base import Document
from model.readers.files import decode
from model.record import Record
from tests.fuzz import strategies
from tests.hostile import acting
from tui.config import Config, load_config
from tui.keymap import keymap
from tui.state import load_state

__all__ = ["PROPERTIES", "Property"]


@dataclass(frozen=True, slots=True)
class Property:
    """Input of a kind, and what must hold of it: `check` raises when it does not."""

    inputs: Callable[[], st.SearchStrategy[Any]]
    check: Callable[[Any], None]


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="bibscope-fuzz-"))


def _file(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


# -- files ----------------------------------------------------------------------------------------------------------


def reading(data: bytes) -> None:
    """A reader takes any bytes; what it says of them can be shown."""
    decoded = decode(data)[0]
    result = read_document(Document("fuzz", decoded, len(data)))
    for notice in result.notices:
        assert "reader failed" not in notice.message, notice
        assert not acting(text.display(str(notice)))
        assert 0 <= notice.line <= len(re.findall("[\n\r\x85\u2028\u2029]", decoded)) + 2, notice
    for record in result.records:
        assert isinstance(record.id, str)
        assert record.title == text.clipboard(record.title) or record.raw


def using(data: bytes) -> None:
    """A library of any file is built, described, searched, cited and exported."""
    library = open_library([str(_file("using", data))])
    _ = library.people
    for row in range(min(len(library), 3)):
        for section in describe(library, row):
            for item in section.items:
                assert not acting(text.display(item.text))
    assert len(library.search.search("title:a -b").rows) <= len(library)
    for work in library.works[:3]:
        assert library.find(work.id)
    _leaves([work.record for work in library.works[:3]])


def _leaves(records: list[Record]) -> None:
    for each in formats.FORMATS:
        assert not acting(formats.export(records, each.name)), each.name
    for kind in formats.COPY_FORMATS:
        assert not acting(formats.copy(records, kind.name)), kind.name
    for form in (cite.as_plain, cite.as_html, cite.as_markdown):
        for citation in cite.cite_many(records, "apa", render=True, bibliography=True).texts:
            assert not acting(text.clipboard(form(citation)))
    for record in records:
        name = formats.default_name([record], "bibtex")
        assert Path(name).name == name


# -- texts ----------------------------------------------------------------------------------------------------------


def cleaning(value: str) -> None:
    """The gates let nothing through, twice is once, and no cleaner or decoder fails."""
    for gate in (text.display, text.display_block, text.clipboard):
        assert not acting(gate(value))
        assert gate(gate(value)) == gate(value)
    for canonical in (html.clean(value), tex.decode(value), tex.decode_math(value), text.guard(value)):
        text.linear(canonical), text.fold(canonical), text.to_markdown(canonical)
        assert "<script" not in text.to_html(canonical).lower()
    assert text.plain(text.guard(value)).replace(text.GUARDED, "<") == value.replace(text.GUARDED, "<")
    html.links(value)
    for person in (names.person(value), *names.bibtex_people(value)):
        assert isinstance(person.name, str)
    address = text.safe_url(value)
    assert address is None or (
        address.isascii() and address.startswith(("https://", "http://")) and "@" not in address[:12]
    )


def asking(query: str) -> None:
    """Any query finds some of the works and says in a few words what it did not understand."""
    library = strategies.library()
    hits = library.search.search(query)
    assert len(set(map(int, hits.rows))) == len(hits.rows) <= len(library)
    assert all(0.0 <= float(score) <= 1.0 for score in hits.scores)
    assert all(len(note) < 200 for note in hits.notes)
    for row in hits.rows[:3]:
        assert isinstance(hits.reason(int(row)), str)
    assert list(map(int, library.search.search(query).rows)) == list(map(int, hits.rows))


# -- records --------------------------------------------------------------------------------------------------------


def merging(records: list[Record]) -> None:
    """Any records merge, in whatever order to the same works, and none is lost."""
    forth, back = merge(records), merge(list(reversed(records)))
    assert [work.id for work in forth.works] == [work.id for work in back.works]
    assert [work.record.fields for work in forth.works] == [work.record.fields for work in back.works]
    inputs = [record for work in forth.works for record in work.inputs]
    assert len(inputs) == len(records)
    library = Library(works=forth.works)
    _ = library.graph, library.people, library.search
    for row in range(len(library)):
        describe(library, row)
    _leaves([work.record for work in forth.works])


def styling(style: str) -> None:
    """A style that is nearly one renders something or is refused, and in words."""
    path = _file(f"style{hash(style) % 50}.csl", style.encode("utf-8", "replace"))
    records = [work.record for work in strategies.library().works[:2]]
    try:
        cite.cite_many(records, str(path), render=True, bibliography=True)
    except StyleError as error:
        assert str(error)


# -- settings -------------------------------------------------------------------------------------------------------


def configuring(data: bytes) -> None:
    """A configuration of any content is one, with notices."""
    path = _file("config.toml", data)
    config = load_config(str(path), {})
    assert isinstance(config, Config)
    keymap(config.keys, config.path)
    for notice in config.notices:
        assert not acting(text.display(str(notice)))
    load_state(path)


def mapping(keys: Mapping[str, str]) -> None:
    """Any keys give a keymap in which the browser can be left and no two commands share a key in one place."""
    effective = keymap(keys)
    assert effective.keys["app.quit"]
    assert set(effective.changed) <= set(effective.keys)


PROPERTIES: Mapping[str, Property] = {
    "readers": Property(strategies.files, reading),
    "libraries": Property(strategies.files, using),
    "texts": Property(strategies.texts, cleaning),
    "queries": Property(strategies.queries, asking),
    "merging": Property(strategies.records, merging),
    "styles": Property(strategies.styles, styling),
    "configuration": Property(strategies.configs, configuring),
    "keymaps": Property(strategies.keymaps, mapping),
}
