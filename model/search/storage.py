"""An index as one file of arrays with a table of contents at its end: mapped, not read, when it is opened."""

import json
import mmap
from pathlib import Path

import numpy as np

from model.search.arrays import Array, Groups, Strings
from model.search.columns import Column
from model.search.facets import Facet
from model.search.identifiers import Identifiers
from model.search.index import PARTS, Index
from model.search.scratch import Mapped, Scratch, let_go
from model.search.typos import Typos
from model.search.vocabulary import Vocabulary

__all__ = ["Writer", "load", "save"]

_VERSION = 3  # goes up when the arrays of an older version would be misread
_NAME = "index"
_MARK = b"bibscope index\n"  # then the arrays, the table that tells of them, and how long that is
_LENGTH = 16  # digits
_ALIGNED = 64  # where an array begins
_PIECE = 4 << 20  # bytes that are copied at a time
_TYPES = frozenset({"uint8", "int16", "int32", "int64", "uint64", "float32"})


class Writer:
    """Takes the parts of an index one after the other, so that none of them needs to stay in memory."""

    def __init__(self) -> None:
        self._scratch = Scratch()
        self._scratch.put(_MARK)
        self._arrays: dict[str, tuple[str, int, int]] = {}  # type, length, place
        self._names: dict[str, list[str]] = {"columns": [], "numbers": [], "facets": []}

    def array(self, name: str, array: Array) -> None:
        """Add an array, or more of the one that was added last."""
        if name not in self._arrays:
            self._scratch.put(bytes(-self._scratch.size % _ALIGNED))
            self._arrays[name] = (str(array.dtype), 0, self._scratch.size)
        type_, length, place = self._arrays[name]
        self._arrays[name] = type_, length + len(array), place
        self._scratch.put(np.ascontiguousarray(array).data)

    def strings(self, name: str, strings: Strings) -> None:
        """Add texts."""
        self.array(f"{name}.blob", strings.blob)
        self.array(f"{name}.ends", strings.starts)

    def groups(self, name: str, groups: Groups) -> None:
        """Add groups."""
        self.array(f"{name}.values", groups.values)
        self.array(f"{name}.starts", groups.starts)

    def typos(self, typos: Typos) -> None:
        """Add what finds words with typos."""
        self.array("typos.words", typos.words)
        self.array("typos.signatures", typos.signatures)
        self.array("typos.starts", typos.starts)

    def identifiers(self, name: str, identifiers: Identifiers) -> None:
        """Add the identifiers of a field, or those of all kinds under an empty name."""
        self._names["numbers"] += [name] if name else []
        place = f"numbers{len(self._names['numbers']) - 1}" if name else "identifiers"
        self.strings(place, identifiers.names)
        self.groups(place, identifiers.rows)

    def column(self, name: str, column: Column) -> None:
        """Add the column of a field."""
        self._names["columns"].append(name)
        place = f"column{len(self._names['columns']) - 1}"
        self.strings(place, column.values)
        self.groups(place, column.rows)

    def facet(self, name: str, facet: Facet) -> None:
        """Add a facet."""
        self._names["facets"].append(name)
        place = f"facet{len(self._names['facets']) - 1}"
        self.strings(place, facet.values)
        self.groups(place, facet.codes)

    def index(self, count: int) -> Index:
        """The index of so many records; nothing can be added after that."""
        end = self._scratch.size
        contents = {"version": _VERSION, "count": count, **self._names, "arrays": self._arrays, "end": end}
        table = json.dumps(contents).encode()
        self._scratch.put(table + b"%0*d" % (_LENGTH, len(table)))
        return _Reader(self._scratch.mapped(), end, contents).index()


def save(index: Index, folder: Path) -> None:
    """Write the index. It takes the place of an older one, which may still be mapped, when it is complete."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"{_NAME}.new"
    with beside.open("wb") as file, memoryview(index.data) as data:
        for start in range(0, len(data), _PIECE):
            file.write(data[start : start + _PIECE])
            let_go(index.data)
    beside.replace(folder / _NAME)


def load(folder: Path) -> Index:
    """Map a saved index. Raises OSError or ValueError when it is missing, damaged or of another version."""
    with (folder / _NAME).open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    length = data[-_LENGTH:]
    if data[: len(_MARK)] != _MARK or not length.isdigit():
        raise ValueError("this is no index")
    end = len(data) - _LENGTH - int(length)
    contents = json.loads(data[max(end, 0) : -_LENGTH])
    if not isinstance(contents, dict) or contents.get("version") != _VERSION:
        raise ValueError("the index was written by another version")
    try:
        index = _Reader(data, end, contents).index()
    except (KeyError, TypeError) as error:
        raise ValueError("the table of contents is damaged") from error
    sizes = {len(index.years), len(index.norms), len(index.by_title), len(index.texts) // PARTS}
    words = {len(part) for part in index.postings}
    if sizes != {index.count} or words != {len(index.vocabulary)}:
        raise ValueError("the arrays of the index do not belong together")
    return index


class _Reader:
    """Puts the arrays of a mapped file together again."""

    def __init__(self, data: Mapped, end: int, contents: dict[str, object]) -> None:
        self._data = data
        self._contents = contents
        places = contents["arrays"]
        if not isinstance(places, dict) or end != contents["end"]:
            raise ValueError("the index is cut off, or too long")
        self._places = places

    def index(self) -> Index:
        """The index that the arrays make."""
        words = self._strings("words")[0]
        return Index(
            data=self._data,
            count=int(str(self._contents["count"])),
            vocabulary=Vocabulary(words.split("\n") if words else []),
            postings=tuple(self._groups(f"postings{part}") for part in range(PARTS)),
            typos=Typos(self._array("typos.words"), self._array("typos.signatures"), self._array("typos.starts")),
            identifiers=self._identifiers("identifiers"),
            years=self._array("years"),
            texts=self._strings("texts"),
            by_title=self._array("by_title"),
            norms=self._array("norms"),
            columns={
                name: Column(self._strings(f"column{at}"), self._groups(f"column{at}"))
                for at, name in enumerate(self._names("columns"))
            },
            numbers={name: self._identifiers(f"numbers{at}") for at, name in enumerate(self._names("numbers"))},
            facets={
                name: Facet(self._strings(f"facet{at}"), self._groups(f"facet{at}"))
                for at, name in enumerate(self._names("facets"))
            },
        )

    def _strings(self, name: str) -> Strings:
        return Strings(self._array(f"{name}.blob"), self._array(f"{name}.ends"))

    def _groups(self, name: str) -> Groups:
        return Groups(self._array(f"{name}.values"), self._array(f"{name}.starts"))

    def _identifiers(self, name: str) -> Identifiers:
        return Identifiers(self._strings(name), self._groups(name))

    def _names(self, kind: str) -> list[str]:
        names = self._contents[kind]
        if not isinstance(names, list):
            raise ValueError(f"the index lists no {kind}")
        return [str(name) for name in names]

    def _array(self, name: str) -> Array:
        type_, length, place = self._places[name]
        if type_ not in _TYPES or length < 0 or place < 0 or place % _ALIGNED:
            raise ValueError(f"{name} is damaged")
        if not length:
            return np.zeros(0, type_)
        array: Array = np.frombuffer(self._data, type_, length, place)  # fails beyond the end
        return array
