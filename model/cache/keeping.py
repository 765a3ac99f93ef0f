"""Writing a library into a folder, in the form that `model.cache.kept` opens."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from model.cache.about import encode_about
from model.cache.table import IndexWriter, write_array, write_table
from model.library import Library, names_of
from model.lines import encode_line
from model.ordering import KEYS

if TYPE_CHECKING:
    from model.people import People
    from model.record import Person

__all__ = ["ABOUT", "IDS", "SEARCH", "encoded", "key_of", "write"]

ABOUT = "library.json"
IDS = "ids.json"
SEARCH = "search"  # the folder of the index
_LINES = 500  # more than the longest screen shows of the list at first


def write(library: Library, folder: Path, own: str = "") -> None:
    """Write everything but notices of the file `own`, which are about what was kept before.

    Raises OSError when it cannot, ValueError for a library that holds what JSON cannot.
    """
    from model.cache.codec import dumps, encode_work
    from model.cache.rows import encode_dangling

    graph = library.graph
    write_table(folder, "works", (encode_work(work, graph.edges(row)) for row, work in enumerate(library.works)))
    (folder / IDS).write_bytes(dumps([work.id for work in library.works]))
    write_table(folder, "lines", (encode_line(library.line(row)) for row in range(min(len(library), _LINES))))
    _write_names(library, folder)
    write_table(folder, "dangling", map(encode_dangling, graph.dangling))
    _write_people(library.people, folder)
    for key in KEYS:
        write_array(folder / f"{key}.ranks", array("i", library.ranks(key)))
    library.search.save(folder / SEARCH)
    notices = tuple(notice for notice in library.notices if notice.file != own)
    (folder / ABOUT).write_bytes(encode_about(library, notices))


def encoded(name: str) -> bytes:
    """A name as indices know it."""
    return name.encode("utf-8", "surrogatepass")


def key_of(person: Person) -> bytes:
    """A name in a record as the index of names knows it."""
    from model.cache.codec import person_values

    return encoded("\0".join(person_values(person)))


def _write_names(library: Library, folder: Path) -> None:
    index = IndexWriter()
    for row, work in enumerate(library.works):
        for name in names_of(work):
            index.add(encoded(name), row)
    index.write(folder, "names")


def _write_people(people: People, folder: Path) -> None:
    from model.cache.rows import encode_individual
    from model.people import family_of

    names: dict[str, list[Person]] = {}
    for person, key in people.names.items():
        names.setdefault(key, []).append(person)
    keys, families, persons = IndexWriter(), IndexWriter(), IndexWriter()

    def rows() -> Iterator[bytes]:
        for row, each in enumerate(people):
            keys.add(encoded(each.key), row)
            for form in each.forms:
                families.add(encoded(family_of(form)), row)
            for person in names[each.key]:
                persons.add(key_of(person), row)
            yield encode_individual(each, names[each.key])

    write_table(folder, "people", rows())
    for name, index in (("keys", keys), ("families", families), ("persons", persons)):
        index.write(folder, name)
