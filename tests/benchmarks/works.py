"""Made-up works in full, with everything a repository knows of them: people, venue, dates, identifiers, an abstract.

Words, families and venues are those of `generate`; who has the same name has the same ORCID and the same account.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from tests.benchmarks.generate import World

__all__ = ["SEED", "Person", "Work", "works"]

SEED = 20_261
FIRST = 10_001
_AGAIN, _REMEMBERED = 0.03, 300
_KINDS: tuple[str, ...] = (
    ("journal",) * 40 + ("conference",) * 28 + ("chapter",) * 8 + ("thesis",) * 7 + ("preprint",) * 9
)
_KINDS += ("book",) * 3 + ("report",) * 3 + ("data",) * 2
_PUBLISHERS = (
    *("Springer Nature", "Elsevier", "Wiley", "Institute of Electrical and Electronics Engineers"),
    *("Association for Computing Machinery", "Oxford University Press", "American Physical Society"),
    *("Schloss Dagstuhl - Leibniz-Zentrum für Informatik", "MIT Press"),
)
_PLACES = (
    *("Vienna, Austria", "Honolulu, Hawaii, HI, United States", "Kigali, Rwanda", "Florence, Italy", "Virtual"),
    *("Vancouver, BC, Canada", "Zürich, Switzerland", "Kraków, Poland", "São Paulo, Brazil", "Seoul, South Korea"),
)
_LINKS = ("for", "with", "of the", "in", "via", "and", "under a", "from", "on the", "towards", "which is", "that")
_ODD = ("(α = 0.05)", "n ≥ 3", "– as expected –", "the model’s", "$O(n \\log n)$", "e.g.", "10–20%", "CO<sub>2</sub>")


class Person(NamedTuple):
    """Somebody who writes, with an account and an ORCID iD where they have one."""

    family: str
    given: str
    account: str = ""
    orcid: str = ""

    @property
    def initials(self) -> str:
        """The given names' first letters, `J.-L.`"""
        return " ".join("-".join(f"{part[0]}." for part in name.split("-") if part) for name in self.given.split())


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of one work."""

    number: int
    kind: str
    title: str
    people: tuple[Person, ...]
    guides: tuple[Person, ...]  # supervisors of a thesis, editors of a book
    venue: str
    publisher: str
    year: int
    month: int
    day: int
    volume: int
    issue: int
    first_page: int
    pages: int
    doi: str
    arxiv: str
    abstract: str
    keywords: tuple[str, ...]
    place: str
    language: str
    digest: str
    copy_of: int = 0


def works(count: int, seed: int = SEED) -> Iterator[Work]:
    """So many works, one after the other; three in a hundred are there before, a little different."""
    world, dice = World(np.random.default_rng(seed), count), random.Random(seed)
    remembered: list[Work] = []
    for number in range(FIRST, FIRST + count):
        if remembered and dice.random() < _AGAIN:
            yield _again(dice.choice(remembered), number, dice)
            continue
        work = _work(world, dice, number)
        if len(remembered) < _REMEMBERED:
            remembered.append(work)
        elif dice.random() < 0.1:
            remembered[dice.randrange(_REMEMBERED)] = work
        yield work


def _work(world: World, dice: random.Random, number: int) -> Work:
    kind = dice.choice(_KINDS)
    year = 2026 - min(int(dice.expovariate(0.11)), 60)
    venue = world.venues[world.pick(len(world.venues))]
    alone = kind == "thesis"
    people = [_person(world) for _ in range(1 if alone else 1 + min(int(dice.expovariate(0.3)), 40))]
    return Work(
        number=number,
        kind=kind,
        title=_title(world, dice),
        people=tuple(dict.fromkeys(people)),
        guides=(_person(world),) if kind in ("thesis", "book", "chapter") else (),
        venue={"preprint": "arXiv", "thesis": "University of Made-up Matters"}.get(kind, venue),
        publisher=dice.choice(_PUBLISHERS),
        year=year,
        month=dice.randint(1, 12),
        day=dice.randint(1, 28),
        volume=max(1, year - 1960 + len(venue) % 30),
        issue=dice.randint(1, 12),
        first_page=dice.randint(1, 2400),
        pages=dice.randint(4, 34),
        doi=f"10.{1000 + len(venue) * 97}/{venue[:1].lower()}{year}.{number}" if dice.random() < 0.8 else "",
        arxiv=f"{year % 100:02d}{dice.randint(1, 12):02d}.{number % 100_000:05d}"
        if year > 2014 and dice.random() < 0.4
        else "",
        abstract=_abstract(world, dice) if dice.random() < 0.93 else "",
        keywords=tuple(world.word() for _ in range(dice.randint(2, 6))) if dice.random() < 0.3 else (),
        place=dice.choice(_PLACES),
        language="eng" if dice.random() < 0.9 else dice.choice(("ger", "ger", "fre", "spa", "ita", "pol")),
        digest=f"{dice.getrandbits(128):032x}",
    )


def _title(world: World, dice: random.Random) -> str:
    title = world.title()
    if dice.random() < 0.2:
        title += f"{dice.choice((': ', ': ', ' – ', '. '))}{world.title()}"
    if dice.random() < 0.03:
        title += dice.choice(
            (" in Escherichia coli", " & beyond", " (extended abstract)", " at 4 °C", " of “small” sets")
        )
    return title


def _abstract(world: World, dice: random.Random) -> str:
    sentences = []
    for _ in range(4 + min(int(dice.expovariate(0.16)), 20)):
        words = [world.word() for _ in range(dice.randint(9, 22))]
        words[3::5] = [f"{dice.choice(_LINKS)} {word}" for word in words[3::5]]
        if dice.random() < 0.12:
            words.insert(dice.randrange(len(words)), dice.choice(_ODD))
        if dice.random() < 0.4:
            words[len(words) // 2] += ", " if dice.random() < 0.2 else ","
        words[0] = words[0].capitalize()
        sentences.append(" ".join(words) + (dice.choice((": none.", "?")) if dice.random() < 0.05 else "."))
    return " ".join(sentences)


@lru_cache(maxsize=100_000)
def _known(name: str) -> Person:
    family, _, given = name.partition(", ")
    digest = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
    parts = (digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:])
    account = "-".join(parts).upper() if digest[0] in "012345678" else ""
    return Person(family, given, account, _orcid(int(digest[-8:], 16)) if account and digest[1] in "01234567" else "")


def _person(world: World) -> Person:
    person = _known(world.name())
    return person._replace(given=f"{person.given} {person.family[0]}.") if len(person.family) % 7 == 0 else person


def _orcid(number: int) -> str:
    digits = f"0000000{1 + number % 3}{number % 10_000_000:07d}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    text = digits + ("X" if check == 10 else str(check))
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def _again(work: Work, number: int, dice: random.Random) -> Work:
    """The work as another list has it: a slip in the title, initials, no DOI, no abstract, another year."""
    title, people = work.title, work.people
    how = dice.randrange(6)
    if how == 0:
        at = dice.randrange(1, len(title))
        title = title[:at] + dice.choice("aeinrst") + title[at:]
    elif how == 1:
        people = tuple(person._replace(given=person.initials, account="", orcid="") for person in people)
    elif how == 2:
        title = title.title()
    again = replace(work, number=number, title=title, people=people, copy_of=work.number)
    if how == 3:
        return replace(again, doi="", abstract="")
    if how == 4:
        return replace(again, year=min(work.year + 1, 2026), keywords=())
    return again
