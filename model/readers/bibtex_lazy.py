"""A BibTeX entry's record, kept as it is written: fields are decoded when somebody asks for them.

All values of an entry are one text; what many entries have in common (their type and the names of their fields) is
held once, in a `Shape`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Self, TypeAlias, cast

from model.lazy import MISSING, Asking, LazyMapping
from model.readers.bibtex_asked import Asked, Made
from model.readers.bibtex_columns import Alike
from model.readers.bibtex_fields import record_fields
from model.readers.bibtex_makers import APART
from model.readers.bibtex_shape import DELIMITERS, MANY, SURE_TITLE, SURE_YEAR, Plan, Shape, shape_of
from model.record import RawValue, Record, Value

__all__ = ["LazyFields", "LazyRaw", "packed", "unpacked"]

_EVERYTHING: Final = "="  # under this name, which no field can have, we note that all fields are known
_MARK: Final = "\0"  # between values; an entry that holds it keeps its values apart
_SHARED = 2000  # characters that an entry inherits
_KEPT = frozenset(
    {
        *("title", "author", "editor", "issued", "DOI", "arxiv", "relation"),
        *("container-title", "collection-title", "publisher", "volume", "issue", "page"),
    }
)
"""What lists, merging and search ask for again and again. Nothing long, and nothing that costs as little to make."""

Packed: TypeAlias = tuple[tuple[str, int, tuple[str, ...]], str | list[str], str | bytes]

_SURE: Mapping[object, tuple[str, re.Pattern[str]]] = {"title": ("title", SURE_TITLE), "issued": ("year", SURE_YEAR)}


def _narrow(text: str) -> str | bytes:
    """A text, or its bytes where these take less room: one wide letter makes all letters of a text wide."""
    size = sys.getsizeof(text)
    if size < 2 * len(text):  # Latin letters alone are narrow
        return text
    data = text.encode("utf-8", "surrogatepass")
    return data if sys.getsizeof(data) < size else text


class LazyFields(LazyMapping[Value]):
    """The fields of a record, from the values of its entry.

    Its own values are as they stand in the file, delimiters and all; those it inherits are without. They are joined
    to one text unless they are so long that all who inherit them should share them, or too many. The text is bytes
    where a few letters would make all of its letters wide.
    """

    __slots__ = ("_values", "key", "shape")

    form = "bibtex"

    def __init__(self, shape: Shape, key: str, values: Sequence[str]) -> None:
        self._known = {}
        self.shape = shape
        self.key = key
        apart = len(values) > MANY or (len(values) > shape.own and sum(map(len, values[shape.own :])) > _SHARED)
        text = "" if apart else _MARK.join(values)
        self._values: str | bytes | tuple[str, ...] = text if text.isascii() else _narrow(text)
        if apart or text.count(_MARK) != len(values) - 1:
            self._values = tuple(values)

    def values_written(self) -> Sequence[str]:
        """The values in the order of the names, the entry's own with their delimiters."""
        values = self._values
        if isinstance(values, bytes):
            values = values.decode("utf-8", "surrogatepass")
        return values.split(_MARK) if isinstance(values, str) else values

    def made(self) -> Mapping[str, Value | object]:
        """The fields that were made before and kept; MISSING for those that it turned out not to have."""
        return self._known

    def written(self) -> dict[str, str]:
        """The values without delimiters, by lower-case name."""
        return self.some(self.shape.lower)

    # -- what makers ask for ---------------------------------------------------------------------------------------

    def plain(self, name: str) -> str:
        """A value without its delimiters."""
        shape, values = self.shape, self._values
        place = shape.places[name]
        if isinstance(values, bytes):
            values = values.decode("utf-8", "surrogatepass")
        value = values.split(_MARK, place + 1)[place] if isinstance(values, str) else values[place]
        return value[1:-1] if value[:1] in DELIMITERS and place < shape.own else value

    def some(self, names: tuple[str, ...]) -> dict[str, str]:
        """Some values without their delimiters, by lower-case name."""
        return self.shape.plain(self.values_written(), names)

    def shared(self, run: Callable[[Asked], Made]) -> Made:
        """What a run makes; made again for each field, since hardly ever more than one is asked for."""
        return run(self)

    # -- what everybody asks for -----------------------------------------------------------------------------------

    @classmethod
    def told(cls, many: Sequence[Self], wanted: Asking, briefly: Asking) -> list[Mapping[str, Value]]:
        """The fields that are wanted of each, in their order; all of them where only this costs less.

        Of what is wanted `briefly` only the words, of whose value no more is decoded than they need. They may then be
        found under the name of a field that such entries have, and this one has not.
        """
        told: list[Mapping[str, Value]] = []
        for fields in many:
            plan = fields.shape.plan(wanted, briefly, fields.key.isdigit())
            told.append(fields._all() if plan is None else fields._planned(plan))
        return told

    @classmethod
    def columns(cls, many: Sequence[Self], names: Sequence[str]) -> list[list[Value | None]]:
        """What many have under some names; what is kept is kept of it too."""
        columns: dict[str, list[Value | None]] = {name: [None] * len(many) for name in names}
        alike: dict[tuple[Shape, bool], list[int]] = {}
        for row, fields in enumerate(many):
            alike.setdefault((fields.shape, fields.key.isdigit()), []).append(row)
        for (shape, numbered), rows in alike.items():
            some = [many[row] for row in rows]
            together = Alike(some, shape, numbered)
            for name, column in columns.items():
                values = together.column(name)
                if values is None:
                    continue
                for row, fields, value in zip(rows, some, values, strict=True):
                    column[row] = value
                    if name in _KEPT:
                        fields._known[name] = MISSING if value is None else value
        return [columns[name] for name in names]

    def words_of(self, name: str) -> bytes | None:
        """Nothing for a field that is not there, which is seen at once."""
        return None if name in self.shape.makers else b""

    def __contains__(self, name: object) -> bool:
        """Whether there is such a field; that title and date are there is mostly seen without decoding them."""
        sure = _SURE.get(name)
        if sure and sure[0] in self.shape.places and (name == "title" or "date" not in self.shape.places):
            source, plainly = sure
            if plainly.match(self.plain(source)):
                return True
        return super().__contains__(name)

    # -- making ---------------------------------------------------------------------------------------------------

    def _planned(self, plan: Plan) -> dict[str, Value]:
        """The fields that a plan makes."""
        known, values, own = self._known, self.values_written(), self.shape.own
        opened: _Opened | None = None
        found: dict[str, Value | object] = {}
        if plan.usual:
            found["type"] = plan.usual
            if plan.may_be_arxiv and known.get("arxiv") is not MISSING:
                opened = _Opened(self, values)
                found["type"] = opened.get("type")
        for name, place, shape in plan.steps:
            made = known.get(name)
            if place >= 0 and (made is None or made is MISSING):  # another may have the words that this one has not
                value = values[place]
                made = shape(value[1:-1] if value[:1] in DELIMITERS and place < own else value) or MISSING
            elif made is None:
                if opened is None:
                    opened = _Opened(self, values)
                made = opened.get(name) or MISSING
            if made is not MISSING:
                found[name] = made
        if plan.keyed and self.key:
            found["citekey"] = (self.key,)
        return cast("dict[str, Value]", found)

    def _made_now(self, name: str) -> Value | object:
        """A field that is not known, or MISSING, made as the shape says; kept if it is asked for often."""
        makers = self.shape.makers
        make = makers.get(name)
        if make is None and name not in makers and not name.startswith(APART):
            return MISSING
        if len(self.shape.lower) > MANY:
            return self._among_many(name)
        value = self._one(name) if make is None else make(self) or MISSING
        if name in _KEPT or value is MISSING:  # that it is missing, though it could be there, cost something to see
            self._known[name] = value
        return value

    def _among_many(self, name: str) -> Value | object:
        """A field of an entry that has so many that all are made, once, when one is asked for."""
        if _EVERYTHING not in self._known:
            self._known.update({**dict.fromkeys(self.shape.makers, MISSING), **self._all(), _EVERYTHING: MISSING})
        return self._known.get(name, MISSING)

    def _one(self, name: str) -> Value | object:
        """A field, made with all others; those of them that are asked for often are kept."""
        made = self._all()
        self._known.update((other, value) for other, value in made.items() if other in _KEPT)
        return made.get(name, MISSING)

    def _all(self) -> Mapping[str, Value]:
        """All fields, made together."""
        return record_fields(self.shape.type, self.key, self.written())

    def packed(self) -> Packed:
        """All that is needed to make this again: what entries of its shape have in common, what not, and its text.

        Values that lie apart are not in the text.
        """
        shape, values = self.shape, self._values
        shared = (shape.type, shape.own, shape.written)
        return (shared, [self.key, *values], "") if isinstance(values, tuple) else (shared, self.key, values)


class _Opened:
    """An entry of which many fields are made at once: its values apart, and what has been made of them."""

    __slots__ = ("_made", "_runs", "_shape", "_values", "key")

    def __init__(self, fields: LazyFields, values: Sequence[str]) -> None:
        self.key = fields.key
        self._made = dict(fields.made())
        self._shape = fields.shape
        self._values = values
        self._runs: dict[Callable[[Asked], Made], Made] | None = None  # that few entries need

    def plain(self, name: str) -> str:
        """A value without its delimiters."""
        shape = self._shape
        place = shape.places[name]
        value = self._values[place]
        return value[1:-1] if value[:1] in DELIMITERS and place < shape.own else value

    def some(self, names: tuple[str, ...]) -> dict[str, str]:
        """Some values without their delimiters, by lower-case name."""
        return self._shape.plain(self._values, names)

    def get(self, name: str, /) -> Value | None:
        """A field, made if it was not."""
        value = self._made.get(name)
        if value is None:
            make = self._shape.makers.get(name)
            self._made[name] = value = (make(self) if make else None) or MISSING
        return None if value is MISSING else cast("Value", value)

    def shared(self, run: Callable[[Asked], Made]) -> Made:
        """What a run makes of this entry, run once."""
        if self._runs is None:
            self._runs = {}
        made = self._runs.get(run)
        if made is None:
            made = self._runs[run] = run(self)
        return made


class LazyRaw(LazyMapping[RawValue]):
    """The values of an entry by name as written, for those who want what the file really said."""

    __slots__ = ("fields",)

    def __init__(self, fields: LazyFields) -> None:
        super().__init__(_NOTHING)
        self.fields = fields

    def _keeps(self, name: str) -> bool:
        return False

    def _one(self, name: str) -> RawValue | object:
        fields = self.fields
        shape = fields.shape
        place = shape.places.get(name.lower(), shape.own)
        if place < shape.own and shape.written[place] == name:
            return fields.plain(shape.lower[place])
        return {"ENTRYTYPE": shape.type, "ID": fields.key}.get(name, MISSING)

    def _all(self) -> Mapping[str, RawValue]:
        fields = self.fields
        shape = fields.shape
        raw: dict[str, RawValue] = {"ENTRYTYPE": shape.type, "ID": fields.key}
        raw.update(zip(shape.written[: shape.own], fields.written().values(), strict=False))
        return raw


_NOTHING: Final[dict[str, RawValue | object]] = {}


# -- travelling ---------------------------------------------------------------------------------------------------


def packed(record: Record) -> Packed | None:
    """All that `unpacked` needs to make a record's `fields` and `raw` again; None if they are not lazy."""
    fields, raw = record.fields, record.raw
    if isinstance(fields, LazyFields) and isinstance(raw, LazyRaw) and raw.fields is fields:
        return fields.packed()
    return None


def unpacked(shared: object, own: object, text: bytes) -> tuple[LazyFields, LazyRaw]:
    """The fields and raw values of a record that was packed. Raises ValueError for what never was."""
    match shared, own:
        case [str(type_), int(count), [*names]], str() | [str(), *_]:
            key, *apart = [own] if isinstance(own, str) else own
            found = text.decode("utf-8", "surrogatepass").split(_MARK) if isinstance(own, str) else apart
            if len(found) == len(names) or not names:
                shape = shape_of(type_, tuple(cast("list[str]", names)), count)
                fields = LazyFields(shape, str(key), cast("list[str]", found) if names else ())
                return fields, LazyRaw(fields)
    raise ValueError("no packed entry")
