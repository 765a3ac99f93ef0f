"""An index on disk: one file of arrays behind a table of contents, mapped when it is opened."""

import json
import math
import mmap
from pathlib import Path
from typing import BinaryIO

import numpy as np

from model.search.arrays import Array, Groups, Strings
from model.search.columns import Column
from model.search.facets import Facet
from model.search.identifiers import Identifiers
from model.search.index import PARTS, Index
from model.search.typos import Typos
from model.search.vocabulary import Vocabulary

_VERSION = 2  # goes up when the arrays of an older version would be misread
_NAME = "index"
_MARK = b"bibscope index\n"  # then how long the table of contents is, the table, and the arrays it tells of
_LENGTH = 16  # digits
_ALIGNED = 64  # where an array begins
_TYPES = frozenset({"uint8", "int16", "int32", "int64", "uint64", "float32"})


def save(index: Index, folder: Path) -> None:
    """Write the index. It takes the place of an older one, which may still be mapped, when it is complete."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {
        "columns": sorted(index.columns),
        "numbers": sorted(index.numbers),
        "facets": sorted(index.facets),
    }
    arrays = {name: np.ascontiguousarray(array) for name, array in _arrays(index, names).items()}
    beside = folder / f"{_NAME}.new"
    with beside.open("wb") as file:
        _write(file, {"version": _VERSION, "count": index.count, **names}, arrays)
    beside.replace(folder / _NAME)


def _write(file: BinaryIO, contents: dict[str, object], arrays: dict[str, Array]) -> None:
    places: dict[str, tuple[str, int, int]] = {}
    end = 0
    for name, array in arrays.items():
        places[name] = (str(array.dtype), len(array), end)
        end = _aligned(end + array.nbytes)
    table = json.dumps({**contents, "arrays": places, "size": end}).encode()
    start = _aligned(len(_MARK) + _LENGTH + len(table))
    file.write((_MARK + b"%0*d" % (_LENGTH, len(table)) + table).ljust(start, b"\0"))
    for array in arrays.values():
        file.write(array.data)
        file.write(bytes(_aligned(array.nbytes) - array.nbytes))


def _aligned(place: int) -> int:
    return math.ceil(place / _ALIGNED) * _ALIGNED


def load(folder: Path) -> Index:
    """Map a saved index. Raises OSError or ValueError when it is missing, damaged or of another version."""
    with (folder / _NAME).open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = len(_MARK) + _LENGTH
    length = data[len(_MARK) : start]
    if data[: len(_MARK)] != _MARK or not length.isdigit():
        raise ValueError("this is no index")
    contents = json.loads(data[start : start + int(length)])
    if not isinstance(contents, dict) or contents.get("version") != _VERSION:
        raise ValueError("the index was written by another version")
    try:
        index = _Reader(data, _aligned(start + int(length)), contents).index()
    except (KeyError, TypeError) as error:
        raise ValueError("the table of contents is damaged") from error
    sizes = {len(index.years), len(index.norms), len(index.by_title), len(index.texts) // PARTS}
    words = {len(part) for part in index.postings}
    if sizes != {index.count} or words != {len(index.vocabulary)}:
        raise ValueError("the arrays of the index do not belong together")
    return index


def _arrays(index: Index, names: dict[str, list[str]]) -> dict[str, Array]:
    arrays: dict[str, Array] = {
        "years": index.years,
        "by_title": index.by_title,
        "norms": index.norms,
        **_strings("words", Strings.of(["\n".join(index.vocabulary.words)])),
        **_strings("texts", index.texts),
        **_identifiers("identifiers", index.identifiers),
        "typos.words": index.typos.words,
        "typos.signatures": index.typos.signatures,
        "typos.starts": index.typos.starts,
    }
    for part, groups in enumerate(index.postings):
        arrays |= _groups(f"postings{part}", groups)
    for at, name in enumerate(names["columns"]):
        arrays |= _strings(f"column{at}", index.columns[name].values)
        arrays |= _groups(f"column{at}", index.columns[name].rows)
    for at, name in enumerate(names["numbers"]):
        arrays |= _identifiers(f"numbers{at}", index.numbers[name])
    for at, name in enumerate(names["facets"]):
        arrays |= _strings(f"facet{at}", index.facets[name].values)
        arrays |= _groups(f"facet{at}", index.facets[name].codes)
    return arrays


def _strings(name: str, strings: Strings) -> dict[str, Array]:
    return {f"{name}.blob": strings.blob, f"{name}.ends": strings.starts}


def _groups(name: str, groups: Groups) -> dict[str, Array]:
    return {f"{name}.values": groups.values, f"{name}.starts": groups.starts}


def _identifiers(name: str, identifiers: Identifiers) -> dict[str, Array]:
    return _strings(name, identifiers.names) | _groups(name, identifiers.rows)


class _Reader:
    """Puts the arrays of a mapped file together again."""

    def __init__(self, data: mmap.mmap, start: int, contents: dict[str, object]) -> None:
        self._data = data
        self._start = start
        self._contents = contents
        places = contents["arrays"]
        if not isinstance(places, dict) or len(data) != start + int(str(contents["size"])):
            raise ValueError("the index is cut off, or too long")
        self._places = places

    def index(self) -> Index:
        words = self._strings("words")[0]
        return Index(
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
        array: Array = np.frombuffer(self._data, type_, length, self._start + place)  # fails beyond the end
        return array
