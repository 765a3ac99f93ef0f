"""How the fields that somebody wants of many LibreCat documents are made: worked out once for each key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from model.fields import BY_LIBRECAT
from model.readers.librecat_fields import OTHER_ABSTRACT, PARTS, Part, is_simple, maker_of, name_of, part_of, sources_of
from model.readers.librecat_words import words_of_abstracts, words_of_text

__all__ = ["ALSO", "REPEATED", "WAYS", "Step", "Steps"]

Wanted = Callable[[str], bool]
Words = Callable[[bytes], "Mapping[str, str] | None"]

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


class Step(NamedTuple):
    """Fields that are made together, the keys they come from, and how they are made."""

    names: tuple[str, ...]
    keys: tuple[str, ...]
    make: Part
    words: Words | None = None  # where they are enough
    repeats: bool = False  # whether what is made of one document may serve another
    kept: bool = False  # whether the document keeps them all when they were made


class Steps:
    """The steps for some fields of any document, `in_words` those of them whose words are enough."""

    def __init__(self, wanted: Wanted, in_words: Wanted, kept: frozenset[str]) -> None:
        """`kept` are the fields that a document keeps when they were made."""
        self._simple = _Simple(wanted, in_words, kept)
        self._alone: dict[str, Step] = {}
        self._joint: list[tuple[tuple[str, ...], _Joint]] = []
        for all_names, keys, make in PARTS:
            names = tuple(filter(wanted, all_names))
            if len(keys) > 1 and names:
                self._joint.append((keys, _Joint(names, make, kept.issuperset(names))))
            elif names or "abstract" in keys:  # of which any language may be wanted
                words = _abstracts_in_words(in_words) if names == ("abstract",) and in_words("abstract") else None
                is_kept = bool(names) and kept.issuperset(names)
                self._alone[keys[0]] = Step(names, keys, make, words, keys[0] in REPEATED, is_kept)

    def of(self, keys: Collection[str]) -> list[Step]:
        """The steps for a document with these usual keys."""
        steps: list[Step] = list(filter(None, map(self._simple.__getitem__, keys)))
        steps += [step for key, step in self._alone.items() if key in keys]
        for sources, joint in self._joint:
            if here := tuple([key for key in sources if key in keys]):
                steps.append(joint[here])
        return steps


class _Simple(dict[str, "Step | None"]):
    """The step for each key that makes a field by itself; None for other keys, and where nobody wants the field."""

    def __init__(self, wanted: Wanted, in_words: Wanted, kept: frozenset[str]) -> None:
        super().__init__()
        self._wanted = wanted
        self._in_words = in_words
        self._kept = kept

    def __missing__(self, key: str) -> Step | None:
        name = name_of(key)
        step = None
        if is_simple(key) and self._wanted(name):
            field = BY_LIBRECAT.get(key)
            as_words = self._in_words(name) and (field is None or field.kind in _TEXTS)
            words = _text_in_words(name) if as_words else None
            step = Step((name,), (key,), maker_of(key), words, key in REPEATED, name in self._kept)
        if len(self) < _MOST_NAMES:
            self[key] = step
        return step


def _text_in_words(name: str) -> Words:
    def words(block: bytes) -> Mapping[str, str] | None:
        """The field as it is written, if that is enough."""
        text = words_of_text(block)
        return None if text is None else {name: text}

    return words


def _abstracts_in_words(in_words: Wanted) -> Words:
    def words(block: bytes) -> Mapping[str, str] | None:
        """All abstracts as they are written, if that is enough for each."""
        found: dict[str, str] = {}
        for number, (language, text) in enumerate(words_of_abstracts(block) or (), 1):
            found[f"{OTHER_ABSTRACT}{language or number}" if number > 1 else "abstract"] = text
        return found if found and all(map(in_words, found)) else None

    return words


class _Joint(dict[tuple[str, ...], Step]):
    """The step for a part of several keys, by those of them that are there."""

    def __init__(self, names: tuple[str, ...], make: Part, kept: bool) -> None:
        super().__init__()
        self._names = names
        self._make = make
        self._kept = kept

    def __missing__(self, here: tuple[str, ...]) -> Step:
        repeats = len(here) == 1 and here[0] in REPEATED
        self[here] = step = Step(self._names, here, self._make, None, repeats, self._kept)
        return step


class _Ways(dict[str, "Step | None"]):
    """The step that makes one field, with others; None for a field that no document has."""

    def __missing__(self, name: str) -> Step | None:
        sources = sources_of(name)
        step = None if sources is None else Step(part_of(name), *sources)
        if len(self) < _MOST_NAMES:
            self[name] = step
        return step


WAYS = _Ways()
