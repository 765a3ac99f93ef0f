"""How the fields that somebody wants of many LibreCat documents are made: worked out once for each key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from model.fields import BY_LIBRECAT, PEOPLE_ROLES
from model.readers.librecat_brief import files_of, links_of, people_of
from model.readers.librecat_fields import OTHER_ABSTRACT, PARTS, Part, is_simple, maker_of, name_of, part_of, sources_of
from model.readers.librecat_words import words_of_abstracts, words_of_text
from model.readers.yaml_blocks import value_of
from model.record import Value

__all__ = ["ALSO", "REPEATED", "WAYS", "Again", "Step", "Steps", "again"]

Wanted = Callable[[str], bool]
Shortcut = Callable[..., "Mapping[str, Value] | None"]

_TEXTS = ("", "text", "block")  # kinds of fields that hold one canonical text
REPEATED = frozenset(  # keys under which many documents say the same, by themselves
    [
        *("type", "language", "department", "acknowledged_ssus", "project", "publication", "publisher", "place"),
        *("volume", "issue", "edition", "oa", "oa_version", "article_processing_charge", "degree_awarded", "tmp"),
        *("license", "cc_license", "conference", "publication_identifier", "alternative_title", "series_title"),
    ]
)
ALSO = {"page": "type"}  # what else has to be read to know what a key means: types are counted in pages, or have them
_MOST_NAMES = 1_000
_MOST_BLOCKS = 2_000  # of one key that stand alike in many documents ...
_LONGEST_BLOCK = 500  # ... and how many bytes one may have


class Again(dict[bytes, Mapping[str, Value]]):
    """What is made of the block of a key, remembered for other documents where the block is short."""

    def __init__(self, key: str, make: Part) -> None:
        super().__init__()
        self._key = key
        self._make = make

    def __missing__(self, block: bytes) -> Mapping[str, Value]:
        fields: dict[str, Value] = {}
        self._make(fields, {self._key: value_of(block)})
        if len(block) <= _LONGEST_BLOCK:
            if len(self) >= _MOST_BLOCKS:
                self.clear()
            self[block] = fields
        return fields


again = lru_cache(maxsize=2 * len(REPEATED))(Again)  # the same for all who ask


class Step(NamedTuple):
    """Fields that are made together, the keys they come from, and how they are made."""

    names: tuple[str, ...]
    keys: tuple[str, ...]
    make: Part
    shortcut: Shortcut | None = None  # makes of the blocks as much as is enough; or None, and they have to be made
    again: Again | None = None  # where what is made of one document may serve another
    kept: bool = False  # whether the document keeps them all when they were made


class Steps:
    """The steps for some fields of any document, `briefly` those of them of which less is enough."""

    def __init__(self, wanted: Wanted, briefly: Wanted, kept: frozenset[str]) -> None:
        """`kept` are the fields that a document keeps when they were made."""
        self._alone = _Alone(wanted, briefly, kept)
        self._joint: list[tuple[tuple[str, ...], _Joint]] = []
        for all_names, keys, make in PARTS:
            names = tuple(filter(wanted, all_names))
            shortcuts = _shortcuts(names, briefly)
            if len(keys) > 1 and names:
                self._joint.append((keys, _Joint(names, make, kept.issuperset(names), shortcuts)))
            elif names or "abstract" in keys:  # of which any language may be wanted
                repeated = again(keys[0], make) if keys[0] in REPEATED else None
                is_kept = bool(names) and kept.issuperset(names)
                self._alone[keys[0]] = Step(names, keys, make, shortcuts.get(keys), repeated, is_kept)

    def of(self, keys: Mapping[str, int]) -> list[Step]:
        """The steps for a document with these usual keys."""
        steps: list[Step] = list(filter(None, map(self._alone.__getitem__, keys)))
        for sources, joint in self._joint:
            if here := tuple([key for key in sources if key in keys]):
                steps.append(joint[here])
        return steps


class _Alone(dict[str, "Step | None"]):
    """The step for each key that makes fields by itself; None for other keys, and where nobody wants the fields."""

    def __init__(self, wanted: Wanted, briefly: Wanted, kept: frozenset[str]) -> None:
        super().__init__()
        self._wanted = wanted
        self._briefly = briefly
        self._kept = kept

    def __missing__(self, key: str) -> Step | None:
        name = name_of(key)
        step = None
        if is_simple(key) and self._wanted(name):
            field, make = BY_LIBRECAT.get(key), maker_of(key)
            as_words = self._briefly(name) and (field is None or field.kind in _TEXTS)
            repeated = again(key, make) if key in REPEATED else None
            step = Step((name,), (key,), make, _text_in_words(name) if as_words else None, repeated, name in self._kept)
        if len(self) < _MOST_NAMES:
            self[key] = step
        return step


def _text_in_words(name: str) -> Shortcut:
    def words(block: bytes) -> Mapping[str, Value] | None:
        """The field as it is written, if that is enough."""
        text = words_of_text(block)
        return None if text is None else {name: text}

    return words


def _abstracts_in_words(briefly: Wanted) -> Shortcut:
    def words(block: bytes) -> Mapping[str, Value] | None:
        """All abstracts as they are written, if that is enough for each."""
        found: dict[str, Value] = {}
        for number, (language, text) in enumerate(words_of_abstracts(block) or (), 1):
            found[f"{OTHER_ABSTRACT}{language or number}" if number > 1 else "abstract"] = text
        return found if found and all(map(briefly, found)) else None

    return words


def _files(block: bytes) -> Mapping[str, Value] | None:
    files = files_of(block)
    return {"file": files} if files else None


def _links(block: bytes, related: bytes = b"") -> Mapping[str, Value] | None:
    links = None if b"link:" in related else links_of(block)
    return {"link": links} if links else None


def _no_links(related: bytes) -> Mapping[str, Value] | None:
    return None if b"link:" in related else {}


def _people(role: str) -> Shortcut:
    def people(block: bytes) -> Mapping[str, Value] | None:
        """All who have the role."""
        found = people_of(block)
        return None if found is None else {role: found} if found else {}

    return people


_Shortcuts = Mapping[tuple[str, ...], Shortcut]  # by the keys that are there
_BRIEF: Mapping[str, _Shortcuts] = {
    "file": {("file",): _files},
    "link": {
        ("main_file_link",): _links,
        ("main_file_link", "related_material"): _links,
        ("related_material",): _no_links,
    },
}
_WHOLE: Mapping[str, _Shortcuts] = {role: {(role,): _people(role)} for role in PEOPLE_ROLES}


def _shortcuts(names: tuple[str, ...], briefly: Wanted) -> _Shortcuts:
    """How fields are made together of blocks, by the keys of these."""
    if len(names) != 1:
        return {}
    if names == ("abstract",) and briefly("abstract"):
        return {names: _abstracts_in_words(briefly)}
    return _WHOLE.get(names[0]) or (briefly(names[0]) and _BRIEF.get(names[0])) or {}


class _Joint(dict[tuple[str, ...], Step]):
    """The step for a part of several keys, by those of them that are there."""

    def __init__(self, names: tuple[str, ...], make: Part, kept: bool, shortcuts: _Shortcuts) -> None:
        super().__init__()
        self._names = names
        self._make = make
        self._kept = kept
        self._shortcuts = shortcuts

    def __missing__(self, here: tuple[str, ...]) -> Step:
        only = here[0] if len(here) == 1 else ""
        repeated = again(only, self._make) if only in REPEATED else None
        self[here] = step = Step(self._names, here, self._make, self._shortcuts.get(here), repeated, self._kept)
        return step


class _Ways(dict[str, "Step | None"]):
    """The step that makes one field, with others; None for a field that no document has."""

    def __missing__(self, name: str) -> Step | None:
        sources = sources_of(name)
        step = None if sources is None else Step(part_of(name), *sources, _WHOLE.get(name, {}).get(sources[0]))
        if len(self) < _MOST_NAMES:
            self[name] = step
        return step


WAYS = _Ways()
