"""Records that are alike: found by their titles, judged by title, year, first author, type and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from model.fields import TYPES
from model.merge.blocks import SMALL, STOP_WORDS, WINDOW, candidates
from model.merge.heads import Head, Heads
from model.merge.identity import conflicting_ids, other_pages, same_family, same_kind

__all__ = ["Alike", "alike", "contradiction", "distinct_words"]

SAME = 95.0
HINT = 90.0
_LONGEST = 20_000  # letters of a title that is compared; whatever is longer is no title, and would cost much
_SERIES = re.compile(
    r"\d|(?:[ivx]+|[b-z]|part|parts|volume|vol|chapter|teil|band|erratum|errata|corrigendum|correction|corrections"
    r"|addendum|retraction|reply|response|comment|comments|rejoinder|discussion|supplement|supplementary|appendix)\Z"
)
_CONTRASTS = (
    *(("micro", "macro"), ("ab", "ad"), ("af", "ef"), ("intra", "inter"), ("intro", "extro"), ("hypo", "hyper")),
    *(("ante", "anti"), ("endo", "exo"), ("pre", "pro"), ("e", "im"), ("en", "ex")),
)
_NUMBER_WORDS = "one two three four five six seven eight nine ten first second third fourth fifth"
_NUMBERS = frozenset(_NUMBER_WORDS.split())
_SPELLINGS = ((re.compile("isation|izations|isations"), "ization"), (re.compile("is(e[rsd]?|ing)$"), r"iz\1"),
              (re.compile("our"), "or"), (re.compile("ll"), "l"), (re.compile("tre$"), "ter"),
              (re.compile("ae|oe"), "e"), (re.compile("ies$"), "y"), (re.compile("s$"), ""))  # fmt: skip


class Alike(NamedTuple):
    """Two records that look like one work. `verdict` is empty when nothing speaks against it."""

    score: float  # the title ratio, with small bonuses for all else that agrees
    ratio: float
    a: int
    b: int
    verdict: str


def alike(heads: Heads, group: Callable[[int], int]) -> list[Alike]:
    """All pairs of different groups that deserve at least a hint; `group` numbers what identifiers have joined."""
    by_title = _Titles(heads)
    found: list[Alike] = []
    for title, rows in by_title.shared.items():
        found += _judged(heads, group, _within(heads, rows), 100.0, "" if _telling(title) else "generic")
    near = _near([title for title in by_title if len(title) <= _LONGEST])
    known = _vocabulary(by_title, near)
    for one, other, ratio in near:
        difference = distinct_words(one, other, known)
        if difference != "series":
            pairs = _across(heads, by_title.rows(one), by_title.rows(other))
            found += _judged(heads, group, pairs, ratio, difference or ("" if _telling(one) else "generic"))
    return found


class _Titles:
    """The different titles and the rows that have each; most have one row, which is not worth a list."""

    def __init__(self, heads: Heads) -> None:
        self._first: dict[str, int] = {}
        self.shared: dict[str, list[int]] = {}
        for row, title in enumerate(heads.titles):
            if title:
                first = self._first.setdefault(title, row)
                if first != row:
                    self.shared.setdefault(title, [first]).append(row)

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def rows(self, title: str) -> list[int]:
        """The rows that have a title."""
        return self.shared.get(title) or [self._first[title]]


def _near(titles: Sequence[str]) -> list[tuple[str, str, float]]:
    """Pairs of different titles that share a key and are at least as alike as a hint asks for."""
    return [
        (titles[a], titles[b], ratio)
        for a, b in candidates(titles, HINT)
        if (ratio := fuzz.ratio(titles[a], titles[b], score_cutoff=HINT))
    ]


def _vocabulary(titles: Iterable[str], near: Iterable[tuple[str, str, float]]) -> Mapping[str, int]:
    """In how many different titles each word stands, of the words of titles that are alike."""
    wanted: set[str] = set()
    for one, other, _ in near:
        wanted.update(one.split(), other.split())
    if not wanted:
        return {}
    return Counter(chain.from_iterable(wanted.intersection(title.split()) for title in titles))


def _telling(title: str) -> bool:
    """Whether a title says enough: `Introduction` and `Editorial` are the titles of thousands."""
    words = [word for word in title.split() if word not in STOP_WORDS]
    return len(words) >= 3 and sum(map(len, words)) >= 15


# -- candidates --------------------------------------------------------------------------------------------------


def _within(heads: Heads, rows: list[int]) -> Iterator[tuple[int, int]]:
    if len(rows) <= SMALL:
        yield from combinations(rows, 2)
        return
    rows = sorted(rows, key=lambda row: (heads[row].family, heads[row].year, row))
    yield from _neighbours(rows)


def _across(heads: Heads, some: list[int], others: list[int]) -> Iterator[tuple[int, int]]:
    if len(some) * len(others) <= SMALL**2:
        yield from ((a, b) for a in some for b in others)
        return
    here = set(some)
    mixed = sorted((*some, *others), key=lambda row: (heads[row].family, heads[row].year, row))
    yield from ((a, b) for a, b in _neighbours(mixed) if (a in here) != (b in here))


def _neighbours(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    for place, row in enumerate(rows):
        for other in rows[place + 1 : place + 1 + WINDOW]:
            yield row, other


# -- judgement ---------------------------------------------------------------------------------------------------


def distinct_words(one: str, other: str, known: Mapping[str, int]) -> str:
    """Why two titles name two works though they are alike: empty, `words`, or `series` for parts and errata."""
    first, second = one.split(), other.split()
    left, right = _without(first, second), _without(second, first)
    if not left and not right:
        return "words" if _content(first) != _content(second) else ""  # from A to B is not from B to A
    if "".join(_content(left)) == "".join(_content(right)) or "".join(first) == "".join(second):
        return ""
    for word in tuple(left):
        match = next((each for each in right if _same_word(word, each, known)), None)
        if match is not None:
            left.remove(word)
            right.remove(match)
    rest = _content((*left, *right))
    if any(_SERIES.match(word) for word in rest):
        return "series"
    return "words" if rest else ""


def _without(words: list[str], others: list[str]) -> list[str]:
    """What is left of words when each of the others takes one like it away; the same words side by side."""
    rest = others.copy()
    left = []
    for word in words:
        if word in rest:
            rest.remove(word)
        else:
            left.append(word)
    return sorted(left, key=words.index) if len(left) > 1 else left


def _content(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in STOP_WORDS]


def _same_word(one: str, other: str, known: Mapping[str, int]) -> bool:
    """Whether one word is the other misspelt, or spelt as elsewhere. Two words that both occur are two words."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if not (one.isalpha() and other.isalpha()) or len(longer) < 3:
        return False
    if len(shorter) > 3 and _spelling(one) == _spelling(other):
        return True
    if one in _NUMBERS or other in _NUMBERS or _both_words(known.get(one, 0), known.get(other, 0)):
        return False
    if longer[0] in "aeiou" and longer[1:] == shorter:
        return False  # synchronous, asynchronous
    if any(_contrast(one, other, *pair) or _contrast(other, one, *pair) for pair in _CONTRASTS):
        return False
    if len(shorter) < 4:  # of DNA and RNA neither is a slip; of `fin` and `fine`, `tse` and `the`, one is
        stop = one in STOP_WORDS or other in STOP_WORDS
        slip = stop or known.get(one, 0) != known.get(other, 0)
        return slip and (stop or len(one) != len(other)) and OSA.distance(one, other) == 1
    slips = 2 if len(shorter) > 7 and one[:3] == other[:3] else 1
    return OSA.distance(one, other, score_cutoff=slips) <= slips


def _both_words(one: int, other: int) -> bool:
    """Whether two words that stand in so many titles are two words; a hundred times rarer is a common slip."""
    return min(one, other) > 1 and max(one, other) < 100 * min(one, other)


def _spelling(word: str) -> str:
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def _contrast(one: str, other: str, start: str, opposite: str) -> bool:
    return one.startswith(start) and other.startswith(opposite) and one[len(start) :] == other[len(opposite) :]


def _judged(
    heads: Heads, group: Callable[[int], int], pairs: Iterable[tuple[int, int]], ratio: float, doubt: str
) -> Iterator[Alike]:
    for a, b in pairs:
        if group(a) == group(b):
            continue
        one, other = heads[a], heads[b]
        if not _near_enough(one, other, ratio):
            continue
        verdict = _verdict(one, other, ratio, doubt)
        if verdict and doubt == "generic":
            continue  # a title that thousands have raises no question
        yield Alike(ratio + _bonus(one, other), ratio, a, b, verdict)


def _near_enough(a: Head, b: Head, ratio: float) -> bool:
    """The least that a hint asks for."""
    if a.year and b.year and abs(a.year - b.year) > 1:
        return False
    if a.family and b.family:
        return same_family(a, b)
    return ratio == 100.0 and _telling(a.title)


def _verdict(a: Head, b: Head, ratio: float, doubt: str) -> str:
    """Why two alike records are not simply joined; empty when they may be."""
    if not same_kind(a, b):
        return f"{_type_in_words(a)} and {_type_in_words(b)}"
    if against := contradiction(a, b):
        return against
    if a.file == b.file:
        return "two entries of one file"
    if ratio < SAME or (doubt == "words" and not _one_page(a, b)):
        return "their titles are alike, not the same"
    if a.id == b.id:
        return ""  # one cite key in two files makes up for what they leave out
    if not (a.year and b.year):
        return "a year is missing"
    if not (a.family and b.family):
        return "an author is missing"
    if doubt == "generic" and not _same_place(a, b):
        return "the title says too little"
    return ""


def _type_in_words(head: Head) -> str:
    info = TYPES.get(head.type)
    return info.label.lower() if info else head.type or "no type"


def contradiction(a: Head, b: Head) -> str:
    """What two records say that cannot both be true of one work; asked of every pair before likeness joins them."""
    if a.doi and b.doi and a.doi != b.doi:
        return "their DOIs differ"
    if a.year and b.year and abs(a.year - b.year) > 1:
        return "their years differ"
    if a.id_rank == b.id_rank == 2 and conflicting_ids((a,), (b,), by_likeness=True):
        return "they have different ids in one repository"
    for name in ("volume", "issue", "edition"):
        one, other = getattr(a, name), getattr(b, name)
        if one and other and one != other:
            return f"their {name}s differ"
    for name, ids in (("arXiv ids", (a.arxiv, b.arxiv)), ("Web of Science numbers", (a.isi, b.isi))):
        if ids[0] and ids[1] and not set(ids[0]) & set(ids[1]):
            return f"their {name} differ"
    return "their pages differ" if other_pages(a, b) else ""


def _one_page(a: Head, b: Head) -> bool:
    """Whether both start on one page of one year, which no two works with nearly one title and author do."""
    return bool(a.page) and a.page == b.page != "1" and a.year == b.year


def _same_place(a: Head, b: Head) -> bool:
    """What a title that says little needs besides: the same container, year, initial, and a page or volume."""
    located = (a.page and a.page == b.page) or (a.volume and a.volume == b.volume) or not (a.page or b.page)
    return bool(
        a.title == b.title
        and a.year == b.year
        and a.container == b.container
        and located
        and (not a.initial or not b.initial or a.initial == b.initial)
    )


def _bonus(a: Head, b: Head) -> float:
    """How much else agrees: it decides between two that are equally alike."""
    return (
        (a.year == b.year) * 1.0
        + (bool(a.container) and a.container == b.container) * 2.0
        + (bool(a.page) and a.page == b.page) * 2.0
        + (bool(a.volume) and a.volume == b.volume) * 1.0
        + (a.type == b.type) * 1.0
        + (a.id == b.id) * 3.0
        + (bool(a.initial) and a.initial == b.initial) * 0.5
    )
