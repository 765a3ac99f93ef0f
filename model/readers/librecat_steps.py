"""How the fields that somebody wants of many LibreCat documents are made: worked out once for each key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from model.fields import BY_LIBRECAT, PEOPLE_ROLES
from model.lazy import Asking
from model.readers.librecat_brief import files_of, links_of, people_of, related_links_of, relations_of
from model.readers.librecat_columns import Made, Together, dates, each, identifiers, lines, pages, repeated
from model.readers.librecat_fields import OTHER_ABSTRACT, PARTS, Part, is_simple, maker_of, name_of, part_of, sources_of
from model.readers.librecat_values import mapping
from model.readers.librecat_words import words_of_abstracts, words_of_text
from model.record import RawValue, Value

__all__ = ["ALSO", "WAYS", "Step", "Steps"]

_TEXTS = ("", "text", "block")  # kinds of fields that hold one canonical text
_REPEATED = frozenset(  # keys under which many documents say the same, by themselves
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
    together: Together
    """Makes them of the columns of the keys; of a document for which it makes None they are made by themselves."""
    kept: bool = False  # whether the document keeps them all when they were made


class Steps:
    """The steps for some fields of any documents, `briefly` those of them of which less is enough."""

    def __init__(self, wanted: Asking, briefly: Asking, kept: frozenset[str]) -> None:
        """`kept` are the fields that a document keeps when they were made."""
        self._alone = _Alone(wanted, briefly, kept)
        self._joint: list[Step] = []
        for all_names, keys, make in PARTS:
            names = tuple(filter(wanted, all_names))
            if not names and "abstract" not in keys:  # of which any language may be wanted
                continue
            if keys == ("conference",) and "event-date" not in names:
                make = _venue(make)
            together = _brief(names, briefly) or _together(keys, make)
            step = Step(names, keys, make, together, bool(names) and kept.issuperset(names))
            if len(keys) > 1:
                self._joint.append(step)
            else:
                self._alone[keys[0]] = step

    def of(self, keys: Iterable[str]) -> list[Step]:
        """The steps for documents with these usual keys."""
        return [*filter(None, map(self._alone.__getitem__, keys)), *self._joint]


class _Alone(dict[str, "Step | None"]):
    """The step for each key that makes fields by itself; None for other keys, and where nobody wants the fields."""

    def __init__(self, wanted: Asking, briefly: Asking, kept: frozenset[str]) -> None:
        super().__init__()
        self._wanted = wanted
        self._briefly = briefly
        self._kept = kept

    def __missing__(self, key: str) -> Step | None:
        name = name_of(key)
        step = None
        if is_simple(key) and self._wanted(name):
            make = maker_of(key)
            as_words = self._briefly(name) and _kind(key) in _TEXTS and key not in _REPEATED
            together = each(_text_in_words(name)) if as_words else _together((key,), make)
            step = Step((name,), (key,), make, together, name in self._kept)
        if len(self) < _MOST_NAMES:
            self[key] = step
        return step


def _kind(key: str) -> str:
    field = BY_LIBRECAT.get(key)
    return "" if field is None else field.kind


def _together(keys: tuple[str, ...], make: Part) -> Together:
    """How whole fields are made of columns."""
    if keys in _WHOLE:
        return _WHOLE[keys](make)
    if not _REPEATED.isdisjoint(keys):
        return repeated(keys, make, _REPEATED)
    if len(keys) == 1 and is_simple(keys[0]) and _kind(keys[0]) != "block":
        return lines(keys[0], make)
    return each(_unknown)


def _unknown(*blocks: bytes) -> Made:
    return None


def _people(role: str) -> Callable[[Part], Together]:
    def people(block: bytes) -> Made:
        """All who have the role."""
        found = people_of(block)
        return None if found is None else {role: found} if found else {}

    return lambda make: each(people)


def _relations(block: bytes) -> Made:
    relations = relations_of(block) if b"record:" in block else ()
    return None if relations is None else {"relation": relations} if relations else {}


_WHOLE: Mapping[tuple[str, ...], Callable[[Part], Together]] = {  # what makes whole fields of some keys
    ("year", "date_published"): lambda make: each(dates),
    ("publication_identifier", "external_id"): identifiers,
    ("page",): lambda make: each(pages),
    ("related_material",): lambda make: each(_relations),
    **{(role,): _people(role) for role in PEOPLE_ROLES},
}


# -- briefly --------------------------------------------------------------------------------------------------------


def _text_in_words(name: str) -> Callable[[bytes], Made]:
    def words(block: bytes) -> Made:
        """The field as it is written, if that is enough."""
        text = words_of_text(block)
        return None if text is None else {name: text}

    return words


def _abstracts_in_words(briefly: Asking) -> Callable[[bytes], Made]:
    def words(block: bytes) -> Made:
        """All abstracts as they are written, if that is enough for each."""
        found: dict[str, Value] = {}
        for number, (language, text) in enumerate(words_of_abstracts(block) or (), 1):
            found[f"{OTHER_ABSTRACT}{language or number}" if number > 1 else "abstract"] = text
        return found if found and all(map(briefly, found)) else None

    return words


def _files(block: bytes) -> Made:
    files = files_of(block)
    return {"file": files} if files else None


def _links(block: bytes, related: bytes) -> Made:
    own = links_of(block) if block else ()
    others = related_links_of(related) if b"link:" in related else ()
    if own is None or others is None or (block and not own):
        return None
    return {"link": own + others} if own or others else {}


def _venue(make: Part) -> Part:
    """What makes the name and the place of an event."""

    def part(fields: dict[str, Value], raw: Mapping[str, RawValue]) -> None:
        """All of the event but its dates."""
        event = mapping(raw.get("conference"))
        make(fields, {"conference": {key: value for key, value in event.items() if not key.endswith("_date")}})

    return part


def _brief(names: tuple[str, ...], briefly: Asking) -> Together | None:
    """How less of some fields is made of columns."""
    if len(names) != 1 or not briefly(names[0]):
        return None
    if names[0] == "abstract":
        return each(_abstracts_in_words(briefly))
    return {"file": each(_files), "link": each(_links)}.get(names[0])


class _Ways(dict[str, "Step | None"]):
    """The step that makes one field, with others; None for a field that no document has."""

    def __missing__(self, name: str) -> Step | None:
        sources = sources_of(name)
        step = None
        if sources is not None:
            keys, make = sources
            own = not name.startswith(OTHER_ABSTRACT)
            step = Step(part_of(name), keys, make, _together(keys, make) if own else each(_unknown))
        if len(self) < _MOST_NAMES:
            self[name] = step
        return step


WAYS = _Ways()
