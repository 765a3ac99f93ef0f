"""A LibreCat document that stays text until somebody asks for one of its keys or fields.

What a list, merging and a search index ask of every record is a fifth of what a document says. The other parts are
parsed when a record is shown, from the bytes of the file that stay in memory as they are.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from sys import intern
from typing import Self, cast

from model.lazy import MISSING, Asking, LazyMapping
from model.readers.librecat_fields import all_fields, is_usual
from model.readers.librecat_steps import ALSO, WAYS, Step, Steps
from model.readers.librecat_words import words_of_map
from model.readers.yaml_blocks import cut, cut_again, value_of
from model.record import RawValue, Record, Value

__all__ = ["LibrecatFields", "LibrecatValues", "open_part", "packed", "unpacked"]

_ASKED_AGAIN = frozenset(  # by merging, lists and people, of every record
    [
        *("type", "title", "issued", "author", "editor", "translator", "supervisor", "reviewer", "DOI", "arxiv", "isi"),
        *("PMID", "PMCID", "ISBN", "eISBN", "ISSN", "eISSN", "container-title", "volume", "issue", "edition", "page"),
        *("relation", "alternative_id", "citekey"),
    ]
)
_MOST_SHAPES = 10_000
_MOST_KEYS = 1_000
_SURE = {  # fields that surely are there, by how the block of a key begins
    "title": ("title", re.compile(rb"title: ['\"]?[0-9A-Za-z]")),
    "issued": ("year", re.compile(rb"year: '?[1-9][0-9]{3}'?\n")),
}
_NOTHING: dict[str, RawValue | object] = {}  # known of values by key: they are not remembered


class LibrecatValues(LazyMapping[RawValue]):
    """The values of a document by key, as PyYAML would give them."""

    __slots__ = ("_data", "_start", "_starts", "places")

    def __init__(self, data: bytes, start: int, starts: array[int], places: Mapping[str, int]) -> None:
        """`starts` holds where each key's block starts, counted from `start` in `data`, and where the last one ends."""
        super().__init__(_NOTHING)
        self._data = data
        self._start = start
        self._starts = starts
        self.places = places
        """Which block each key begins; documents with the same keys in the same order share this."""

    @property
    def source(self) -> bytes:
        """The document as it is written."""
        return self._data[self._start : self._start + self._starts[-1]]

    def words_of(self, name: str) -> bytes | None:
        """The text of a map of scalars without its keys; None where escapes hide words."""
        return words_of_map(self.block(name)) if name in self.places else b""

    def _keeps(self, name: str) -> bool:
        return False

    def _one(self, name: str) -> RawValue | object:
        return self.read(name) if name in self.places else MISSING

    def block(self, key: str) -> bytes:
        """The bytes of a key that is there, with its value."""
        place, start = self.places[key], self._start
        return self._data[start + self._starts[place] : start + self._starts[place + 1]]

    def looks(self, key: str, like: re.Pattern[bytes]) -> bool:
        """Whether the block of a key is there and begins so."""
        place = self.places.get(key)
        return place is not None and like.match(self._data, self._start + self._starts[place]) is not None

    def text(self, key: str) -> str:
        """The value of a key where it is a text, else an empty one."""
        value = self.read(key) if key in self.places else ""
        return value if isinstance(value, str) else ""

    def read(self, key: str) -> RawValue:
        """The value of a key that is there."""
        return value_of(self.block(key))

    def some(self, keys: Iterable[str]) -> dict[str, RawValue]:
        """The values of those keys that are there, and what has to be known beside them."""
        found = {}
        for key in keys:
            if key in self.places:
                found[key] = self.read(key)
                if key in ALSO and ALSO[key] in self.places:
                    found[ALSO[key]] = self.read(ALSO[key])
        return found

    @staticmethod
    def column(key: str, documents: Iterable[LibrecatValues]) -> list[bytes]:
        """The block of a key of each document; nothing where it is not there."""
        blocks = []
        for document in documents:
            place = document.places.get(key)
            if place is None:
                blocks.append(b"")
            else:
                start, starts = document._start, document._starts
                blocks.append(document._data[start + starts[place] : start + starts[place + 1]])
        return blocks

    def _all(self) -> dict[str, RawValue]:
        return {key: self.read(key) for key in self.places}

    def __contains__(self, name: object) -> bool:
        return name in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


@lru_cache(maxsize=2)
def _steps(wanted: Asking, briefly: Asking) -> Steps:
    """Whoever wants some fields of many documents asks with the same functions."""
    return Steps(wanted, briefly, _ASKED_AGAIN)


def _made(step: Step, documents: Sequence[LibrecatValues]) -> Iterator[Mapping[str, Value]]:
    """What a step makes of documents, all of which have some of its keys."""
    together = step.together(*[LibrecatValues.column(key, documents) for key in step.keys])
    for document, fields in zip(documents, together, strict=True):
        if fields is not None:
            yield fields
        else:
            read: dict[str, Value] = {}
            step.make(read, document.some(step.keys))
            yield read


class LibrecatFields(LazyMapping[Value]):
    """The fields of such a document."""

    __slots__ = ("_raw",)

    form = "librecat"

    def __init__(self, raw: LibrecatValues) -> None:
        super().__init__()
        self._raw = raw

    def _keeps(self, name: str) -> bool:
        return False  # `_remember` did

    def _one(self, name: str) -> Value | object:
        step = WAYS[name]
        if step is None or self._lacks(name, step):
            return MISSING
        value = self._column([self], name, step)[0]
        return MISSING if value is None else value

    def _lacks(self, name: str, step: Step) -> bool:
        """Whether there is nothing that a step could make anything of, or it made all there was."""
        first, places = step.names[0], self._raw.places
        if len(step.names) > 1 and first in self._known and name in _ASKED_AGAIN:
            return True
        return step.keys[0] not in places if len(step.keys) == 1 else places.keys().isdisjoint(step.keys)

    def _remember(self, name: str, step: Step, fields: Mapping[str, Value]) -> None:
        """Keep those of the fields that are worth it, of a part that makes several all at once."""
        if len(step.names) == 1:
            if name in fields:
                self._known[name] = fields[name]
        elif fields:
            self._known.update({each: value for each, value in fields.items() if each in _ASKED_AGAIN})
            self._known.setdefault(step.names[0], MISSING)

    @classmethod
    def columns(cls, many: Sequence[Self], names: Sequence[str]) -> list[list[Value | None]]:
        """What many documents have under some names, name by name; None where one has nothing."""
        steps = [WAYS[name] for name in names]
        return [
            [None] * len(many) if step is None else cls._column(many, name, step)
            for name, step in zip(names, steps, strict=True)
        ]

    @classmethod
    def _column(cls, many: Sequence[Self], name: str, step: Step) -> list[Value | None]:
        values = [one._known.get(name) for one in many]
        asked = [place for place, value in enumerate(values) if value is None and not many[place]._lacks(name, step)]
        kept = name in _ASKED_AGAIN
        for place, fields in zip(asked, _made(step, [many[place]._raw for place in asked]), strict=True):
            values[place] = fields.get(name)
            if kept:
                many[place]._remember(name, step, fields)
        return [None if value is MISSING else cast("Value | None", value) for value in values]

    def __contains__(self, name: object) -> bool:
        """Whether there is such a field; that title and year are there is mostly seen without reading them."""
        sure = _SURE.get(name) if isinstance(name, str) else None
        return (sure is not None and self._raw.looks(*sure)) or super().__contains__(name)

    def _all(self) -> dict[str, Value]:
        return all_fields(dict(self._raw.items()))

    @classmethod
    def told(cls, many: Sequence[Self], wanted: Asking, briefly: Asking) -> list[Mapping[str, Value]]:
        """The wanted fields, part by part; of those wanted briefly, where nothing stands against it, what is seen."""
        known, documents = [one._known for one in many], [one._raw for one in many]
        places = [document.places for document in documents]
        told = [{name: cast("Value", value) for name, value in some.items() if value is not MISSING} for some in known]
        for step in _steps(wanted, briefly).of(dict.fromkeys(chain.from_iterable(places))):
            asked: Iterable[int] = range(len(many))
            if step.kept:
                first = step.names[0]
                asked = [place for place in asked if first not in known[place]]
            if len(step.keys) == 1:
                key = step.keys[0]
                asked = [place for place in asked if key in places[place]]
            else:
                asked = [place for place in asked if not places[place].keys().isdisjoint(step.keys)]
            for place, fields in zip(asked, _made(step, [documents[place] for place in asked]), strict=True):
                told[place].update(fields)
        return [*told]

    def words_of(self, name: str) -> bytes | None:
        """The text of the field's block without its keys."""
        return self._raw.words_of(name)


def open_part(data: bytes, start: int, end: int) -> LibrecatValues | None:
    """A document that starts and ends at these bytes of `data`; None for one that has to be parsed as a whole."""
    found = cut(data[start:end])
    return None if found is None else _opened(data, start, *found)


def _opened(data: bytes, start: int, written: list[bytes], starts: array[int]) -> LibrecatValues | None:
    places = _places(tuple(map(_USUAL.__getitem__, written)))
    return None if places is None else LibrecatValues(data, start, starts, places)


@lru_cache(maxsize=_MOST_SHAPES)
def _places(keys: tuple[str, ...]) -> Mapping[str, int] | None:
    """The place of each of such keys; None where a document of them has to be read as a whole."""
    places = dict(zip(keys, range(len(keys)), strict=True))
    if len(places) < len(keys) or "" in places or not ("_id" in places or "title" in places):
        return None
    return places


class _Usual(dict[bytes, str]):
    """Each key, the same string wherever it is met; nothing for one that could be mistaken for a field of ours."""

    def __missing__(self, written: bytes) -> str:
        key = written.decode()
        usual = intern(key) if is_usual(key) else ""
        if len(self) < _MOST_KEYS:
            self[written] = usual
        return usual


_USUAL = _Usual()


def packed(record: Record) -> tuple[tuple[()], int, bytes] | None:
    """What `unpacked` makes the fields and the raw values of a record from; None for a record that is not of here."""
    raw = record.raw
    if isinstance(raw, LibrecatValues) and isinstance(record.fields, LibrecatFields):
        return (), 0, raw.source
    return None


def unpacked(_: object, __: object, source: bytes) -> tuple[LibrecatFields, LibrecatValues]:
    """Fields and raw values of the record that was packed. Raises ValueError for what never was one."""
    raw = _opened(source, 0, *cut_again(source))
    if raw is None:
        raise ValueError("not the document that was kept")
    return LibrecatFields(raw), raw
