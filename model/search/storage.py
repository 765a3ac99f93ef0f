"""An index on disk: one .npy file an array, mapped when opened, and a table of contents."""

import json
from pathlib import Path

import numpy as np

from model.search.arrays import Array, Groups, Strings
from model.search.columns import Column
from model.search.facets import Facet
from model.search.identifiers import Identifiers
from model.search.index import PARTS, Index
from model.search.typos import Typos
from model.search.vocabulary import Vocabulary

_VERSION = 1  # goes up when the arrays of an older version would be misread
_CONTENTS = "contents.json"


def save(index: Index, folder: Path) -> None:
    """Write the index; the table of contents comes last, so that half an index is never opened."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _CONTENTS).unlink(missing_ok=True)
    names = {
        "columns": sorted(index.columns),
        "numbers": sorted(index.numbers),
        "facets": sorted(index.facets),
    }
    for name, array in _arrays(index, names).items():
        _write(folder / f"{name}.npy", np.ascontiguousarray(array))
    contents = {"version": _VERSION, "count": index.count, **names}
    (folder / _CONTENTS).write_text(json.dumps(contents), encoding="utf-8")


def _write(path: Path, array: Array) -> None:
    """Put a new file in the place of the old one, which may still be mapped by somebody."""
    beside = path.with_suffix(".new")
    with beside.open("wb") as file:
        np.save(file, array, allow_pickle=False)
    beside.replace(path)


def load(folder: Path) -> Index:
    """Map a saved index. Raises OSError or ValueError when it is missing, damaged or of another version."""
    contents = json.loads((folder / _CONTENTS).read_text(encoding="utf-8"))
    if not isinstance(contents, dict) or contents.get("version") != _VERSION:
        raise ValueError("the index was written by another version")
    index = _Reader(folder).index(contents)
    sizes = {len(index.years), len(index.norms), len(index.by_title), len(index.texts) // PARTS}
    words = {len(part) for part in index.postings}
    if sizes != {index.count} or words != {len(index.vocabulary)}:
        raise ValueError("the files of the index do not belong together")
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
    """Puts the arrays of a folder together again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def index(self, contents: dict[str, object]) -> Index:
        words = self._strings("words")[0]
        return Index(
            count=int(str(contents["count"])),
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
                for at, name in enumerate(_names(contents, "columns"))
            },
            numbers={name: self._identifiers(f"numbers{at}") for at, name in enumerate(_names(contents, "numbers"))},
            facets={
                name: Facet(self._strings(f"facet{at}"), self._groups(f"facet{at}"))
                for at, name in enumerate(_names(contents, "facets"))
            },
        )

    def _strings(self, name: str) -> Strings:
        return Strings(self._array(f"{name}.blob"), self._array(f"{name}.ends"))

    def _groups(self, name: str) -> Groups:
        return Groups(self._array(f"{name}.values"), self._array(f"{name}.starts"))

    def _identifiers(self, name: str) -> Identifiers:
        return Identifiers(self._strings(name), self._groups(name))

    def _array(self, name: str) -> Array:
        path = self._folder / f"{name}.npy"
        try:
            mapped: Array = np.load(path, mmap_mode="r", allow_pickle=False)
        except EOFError as error:  # numpy's word for an empty file
            raise ValueError(f"{path.name} is damaged") from error
        return mapped.view(np.ndarray)  # without the cost of the memmap class at every slice


def _names(contents: dict[str, object], kind: str) -> list[str]:
    names = contents[kind]
    if not isinstance(names, list):
        raise ValueError(f"the index lists no {kind}")
    return [str(name) for name in names]
