"""Writing a library into a folder, in the form that `model.cache.kept` opens."""

from __future__ import annotations

from array import array
from itertools import count, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, cast

from model.cache.about import encode_about
from model.cache.kept import ABOUT, IDS, SEARCH, TOGETHER
from model.cache.table import IndexWriter, encoded, write_array, write_table
from model.library import Library, names_of
from model.lines import encode_line
from model.ordering import KEYS

if TYPE_CHECKING:
    from model.directory import BuiltDirectory

__all__ = ["write"]

_LINES = 500  # more than the longest screen shows of the list at first


def write(library: Library, folder: Path, own: str = "") -> None:
    """Write everything but notices of the file `own`, which are about what was kept before.

    Raises OSError when it cannot, ValueError for a library that holds what JSON cannot.
    """
    from model.cache.codec import dumps
    from model.cache.people import write_people
    from model.cache.rows import encode_dangling

    _write_works(library, folder)
    (folder / IDS).write_bytes(dumps([work.id for work in library.works]))
    write_table(folder, "lines", (encode_line(library.line(row)) for row in range(min(len(library), _LINES))))
    _write_names(library, folder)
    write_table(folder, "dangling", map(encode_dangling, library.graph.dangling))
    write_people(cast("BuiltDirectory", library.people.directory), folder)  # what is kept is not kept again
    for key in KEYS:
        write_array(folder / f"{key}.ranks", array("i", library.ranks(key)))
    library.search.save(folder / SEARCH)
    notices = tuple(notice for notice in library.notices if notice.file != own)
    (folder / ABOUT).write_bytes(encode_about(library, notices))


def _write_works(library: Library, folder: Path) -> None:
    from model.cache.works import WorksWriter

    writer = WorksWriter()
    works = zip(library.works, map(library.graph.edges, count()), strict=False)
    rows = iter(lambda: list(islice(works, TOGETHER)), [])
    write_table(folder, "works", map(writer.row, rows))
    write_table(folder, "shared", writer.shared())


def _write_names(library: Library, folder: Path) -> None:
    names: list[str] = []
    rows = array("I")
    for row, work in enumerate(library.works):
        own = names_of(work)
        names += own
        rows.extend(repeat(row, len(own)))
    index = IndexWriter()
    index.add(map(encoded, names), rows)
    index.write(folder, "names")
