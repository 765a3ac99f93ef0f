"""How two sources' values of one field differ: not at all, in presentation, in order, or in substance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import unescape

from model.fields import BY_NAME, TYPES
from model.languages import code_of
from model.merge.editions import edition_key
from model.merge.heads import arxiv_id, normal_doi
from model.names import are_initials
from model.record import Date, File, Link, Person, Project, Relation, Value
from model.text import fold, plain, spelt_out

__all__ = ["ORDER", "PRESENTATION", "SUBSTANTIVE", "VOLATILE", "difference", "richness", "same_person"]

PRESENTATION = "presentation"
ORDER = "order"
SUBSTANTIVE = "substantive"
VOLATILE = "volatile"

_DERIVED = frozenset({"citation"})  # made by the repository out of the other fields, at some time, in its words
_LITTLE_WORDS = "of the and for in on at und der die das fur et de des du la le les"
_LEFT_OUT = frozenset(_LITTLE_WORDS.split())  # where titles of journals are abbreviated
_LONGEST_CONTRACTION = 5
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_NO_DIGIT = re.compile("[^0-9X]")
_SCHEME = re.compile(r"\Ahttps?://(?:www\.)?", re.IGNORECASE)


def difference(name: str, kept: Value, other: Value, *, vaguer: bool = False) -> str:
    """The class of a difference between two values of a field; empty when they are equal.

    `vaguer`: the other source knows only BibTeX's or RIS's few types, so a type it could mean is no conflict.
    """
    if kept == other:
        return ""
    field = BY_NAME.get(name)
    if name in _DERIVED:
        return PRESENTATION
    if field and field.volatile:
        return VOLATILE
    if name == "type":
        return PRESENTATION if vaguer and _may_mean(str(other), str(kept)) else SUBSTANTIVE
    if isinstance(kept, str) and isinstance(other, str):
        same = _key(name, kept) == _key(name, other) or (name == "container-title" and _one_journal(kept, other))
        return PRESENTATION if same else SUBSTANTIVE
    if isinstance(kept, Date) and isinstance(other, Date):
        return PRESENTATION if _compatible(kept, other) else SUBSTANTIVE
    if isinstance(kept, Mapping) and isinstance(other, Mapping):
        return _of_maps(kept, other)
    one, two = _items(kept), _items(other)
    return _of_lists(name, one, two) if one and two else SUBSTANTIVE


def richness(value: Value) -> int:
    """How much a value says beyond one that compares equal: markup, accents, ids, full names, exact dates."""
    if isinstance(value, str):
        letters = sum(char.isalpha() for char in value if not char.isascii()) if not value.isascii() else 0
        return 1000 * len(_TAG.findall(value)) + letters
    if isinstance(value, Date):
        return bool(value.month) + bool(value.day) + bool(value.end[0])
    if isinstance(value, Mapping):
        return sum(len(_TAG.findall(text)) for text in value.values() if isinstance(text, str))
    items = _items(value)
    return 10 * len(items) + sum(_richness_of_item(item) for item in items)


def _richness_of_item(item: object) -> int:
    if isinstance(item, Person):
        return 100 * (bool(item.id) + bool(item.orcid)) + len(item.given) + 20 * bool(item.family)
    return richness(item) if isinstance(item, str) else 0


def same_person(a: Person, b: Person) -> bool:
    """Whether two names are of one person as far as names tell: equal when folded, however they were cut up."""
    return a == b or (bool(a.orcid) and a.orcid == b.orcid) or _agree(sorted, _written(a), _written(b))


def _written(person: Person) -> str:
    return person.literal or f"{person.particle} {person.family} {person.given} {person.suffix}"


def _name(person: Person) -> list[str]:
    return fold(_written(person)).split()


def _agree(words: Callable[[list[str]], list[str]], one: str, other: str) -> bool:
    """Whether two names have the same words, their umlauts as they are or spelt out: `Müller`, `Mueller`, `Muller`."""
    plain_one, plain_other = words(fold(one).split()), words(fold(other).split())
    if plain_one == plain_other:
        return True
    return words(fold(spelt_out(one)).split()) == plain_other or words(fold(spelt_out(other)).split()) == plain_one


def _abbreviated(a: Person, b: Person) -> bool:
    """Whether one name is the other with given names shortened or left out: `Peste, E.-A.`"""
    if a.literal or b.literal or not _agree(list, _last_name(a), _last_name(b)):
        return False
    one, other = _given_names(a), _given_names(b)
    return all(x.startswith(y) or y.startswith(x) for x, y in zip(one, other, strict=False))


def _given_names(person: Person) -> list[str]:
    return fold(" ".join(person.given) if are_initials(person.given, person.family) else person.given).split()


def _last_name(person: Person) -> str:
    """With its suffix, which some take for a part of the family name: `King Jr.`"""
    return f"{person.particle} {person.family} {person.suffix}"


def _may_mean(vague: str, exact: str) -> bool:
    """Whether a vocabulary of few types could say `vague` of what LibreCat calls `exact`."""
    one, other = TYPES.get(vague), TYPES.get(exact)
    return bool(one and other and (one.bibtex == other.bibtex or one.family in ("other", other.family)))


def _one_journal(one: str, other: str) -> bool:
    """Whether one title abbreviates the other word by word: `Phys. Rev. A`. A letter at the end is a section's."""
    shorter, longer = sorted(
        ([word for word in fold(title).split() if word not in _LEFT_OUT] for title in (one, other)),
        key=lambda words: sum(map(len, words)),
    )
    return (
        1 < len(shorter) == len(longer)
        and (len(shorter[-1]) > 1 or shorter[-1] == longer[-1])
        and all(map(_shortens, shorter, longer))
    )


def _shortens(short: str, word: str) -> bool:
    """`phys`, `natl`: the word begins so, or has all these letters in this order."""
    if word.startswith(short):
        return True
    letters = iter(word)
    return len(short) <= _LONGEST_CONTRACTION and word[:1] == short[:1] and all(letter in letters for letter in short)


def _items(value: Value) -> Sequence[object]:
    return (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


def _key(name: str, text: str) -> str:
    """What a text of a field is compared by."""
    if name == "DOI":
        return normal_doi(text) or text.casefold()
    if name == "arxiv":
        return arxiv_id(text)
    if name in ("ISBN", "eISBN"):
        return _book(re.sub(_NO_DIGIT, "", text.upper()))
    if name in ("isi", "PMID", "PMCID", "ISSN", "eISSN"):
        return re.sub(r"\A(?:WOS|ISI|PMC|PMID):?|[\s‐-―-]", "", text.upper())
    if name == "edition":
        return edition_key(text)
    if name == "language":
        return code_of(text)
    if name == "URL":
        return _SCHEME.sub("", text).rstrip("/")
    if name == "degree_awarded":
        return fold(text).replace(" ", "")  # PhD, Ph.D.
    return fold(text.replace("&", " and ")) or text


def _book(number: str) -> str:
    """What the old and the new number of one book have in common: neither the 978 nor the digit that checks it."""
    return number[:9] if len(number) == 10 else number[3:12] if number.startswith("978") else number


def _compatible(a: Date, b: Date) -> bool:
    """Whether two dates are one date known more or less exactly."""
    if not a.year or not b.year:
        return bool(a.text) and fold(a.text) == fold(b.text)
    parts = zip((a.year, a.month, a.day), (b.year, b.month, b.day), strict=True)
    return all(x == y or not x or not y for x, y in parts) and (a.end == b.end or not (a.end[0] and b.end[0]))


def _of_maps(kept: Mapping[str, object], other: Mapping[str, object]) -> str:
    for key in kept.keys() & other.keys():
        one, two = (fold(unescape(_TAG.sub("", plain(str(each[key]))))) for each in (kept, other))
        if one != two:
            return SUBSTANTIVE
    return PRESENTATION if other.keys() <= kept.keys() else SUBSTANTIVE


def _of_lists(name: str, kept: Sequence[object], other: Sequence[object]) -> str:
    if all(isinstance(item, Person) for item in (*kept, *other)):
        return _of_names([item for item in kept if isinstance(item, Person)], other)
    if name == "relation":
        return _of_relations([item for item in (*kept, *other) if isinstance(item, Relation)])
    one, two = [_item_key(name, item) for item in kept], [_item_key(name, item) for item in other]
    if one == two:
        return PRESENTATION
    if set(one) == set(two):
        return ORDER
    return PRESENTATION if set(two) < set(one) else SUBSTANTIVE  # it only says less


def _of_relations(stated: Iterable[Relation]) -> str:
    """A work has the relations that any source states; only what one target is to it can be in conflict."""
    roles: dict[str, str] = {}
    same = all(roles.setdefault(each.target.casefold(), each.relation) == each.relation for each in stated)
    return PRESENTATION if same else SUBSTANTIVE


def _of_names(kept: Sequence[Person], others: Sequence[object]) -> str:
    other = [item for item in others if isinstance(item, Person)]
    if other and other[-1].is_others:
        other, kept = other[:-1], kept[: len(other) - 1]
    if len(kept) != len(other):
        return SUBSTANTIVE
    if all(same_person(a, b) or _abbreviated(a, b) for a, b in zip(kept, other, strict=True)):
        return PRESENTATION
    return ORDER if sorted(sorted(_name(a)) for a in kept) == sorted(sorted(_name(b)) for b in other) else SUBSTANTIVE


_KEYS: tuple[tuple[type, Callable[..., str]], ...] = (
    (Relation, lambda item: f"{item.relation} {item.target.casefold()}"),
    (Link, lambda item: _SCHEME.sub("", item.url).rstrip("/")),
    (File, lambda item: f"{item.name} {item.size}"),
    (Project, lambda item: item.id or fold(item.name)),
    (Person, lambda item: " ".join(sorted(_name(item)))),
)


def _item_key(name: str, item: object) -> str:
    if isinstance(item, str):
        return _key(name, item)
    return next((key(item) for kind, key in _KEYS if isinstance(item, kind)), repr(item))
