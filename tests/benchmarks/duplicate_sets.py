"""Generated bibliographies whose duplicates are labelled: works, copies of them, and works that only look like copies.

A copy differs as real exports do: typing errors, initials, other spelling, lost DOI, shortened container. A look-alike
is another work that resembles: its preprint, its journal version, part II, an erratum, a title of one other word.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from model.record import Date, Person, Record, Source, Value

__all__ = ["SEED", "Labelled", "labelled", "overlapping"]

SEED = 20_251


def _listed(text: str) -> list[str]:
    return text.split(", ")


_TOPICS = _listed(
    "gradient descent, leader election, graph colouring, protein folding, river sediment, medieval trade, neural "
    "pruning, wave turbulence, soil bacteria, quantum annealing, urban mobility, vaccine uptake, crystal growth, "
    "glacier retreat, speech perception, tax compliance, bee navigation, matrix factorisation, cell division, coral "
    "bleaching, labour markets, dark matter haloes, legal reasoning, memory consolidation, queueing networks, "
    "supply chains, plasma confinement, number fields, random walks, type inference, cache coherence, program "
    "synthesis, stellar winds, forest fires"
)
_QUALITIES = _listed(
    "distributed, robust, adaptive, long-term, sparse, noisy, seasonal, asynchronous, hierarchical, low-cost, "
    "coupled, nonlinear, fine-grained, stochastic, directed, private, online, cross-cultural, multi-scale, "
    "energy-aware, early, comparative, self-organised, statistical, approximate, regional, historical, implicit, "
    "spectral, interactive"
)
_AIMS = _listed(
    "lower bounds for, a field study of, fast algorithms for, the economics of, measuring, what drives, simulation "
    "of, a unified theory of, benchmarking, the limits of, experiments on, learning, a survey of, explaining, "
    "monitoring, optimal strategies for, a new model of, uncertainty in, open problems in, on the origin of"
)
_PLACES = _listed(
    "under strong noise, in the Alpine region, with few samples, on modern hardware, for large populations, across "
    "two centuries, in the presence of faults, at room temperature, from satellite images, without supervision, in "
    "developing countries, on bounded-degree graphs, via message passing, with limited communication, over time"
)
_FAMILIES = _listed(
    "Müller, Nguyen, García, Okafor, Svensson, Kowalski, Rossi, Tanaka, Dvořák, Haddad, Jensen, Novak, Silva, "
    "Petrov, Ahmed, O'Brien, van den Berg, Larsen, Szabó, Costa, Yılmaz, Andersen, Ivanova, Dubois, Fischer, Katz, "
    "Moreau, Banerjee, Lindqvist, Papadopoulos, Thompson, Weiss, Marchetti, Oyelaran, Castellanos, Brandt, Kim, "
    "Sato, Zhang, Li, Liu, Wang"
)
_GIVEN = _listed(
    "Anna, Bernd, Carlos, Dana, Emeka, Freya, Giulia, Hiro, Ines, Jakub, Karim, Lena, Marek, Nora, Olga, Paulo, "
    "Rania, Stefan, Tomas, Ursula, Viktor, Wei, Yusuf, Zoe, Anna Maria, Jean-Luc"
)
_JOURNALS = _listed(
    "Journal of Applied Systems|J. Appl. Syst., Annals of Field Research|Ann. Field Res., Letters in "
    "Computation|Lett. Comput., Reviews of Modern Methods|Rev. Mod. Methods, European Quarterly of Science|Eur. Q. "
    "Sci."
)
_MEETINGS = _listed(
    "Proceedings of the {} Conference on Learning Machines|LearnMach, {} Symposium on Distributed Matters|SDM, {} "
    "International Workshop on Measurement|IWM"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A record, the number of the work it truly is of, and what was done to make it."""

    record: Record
    work: int
    kind: str


# -- making works ------------------------------------------------------------------------------------------------


def _title(dice: random.Random) -> str:
    aim, quality, topic = dice.choice(_AIMS), dice.choice(_QUALITIES), dice.choice(_TOPICS)
    title = f"{aim} {quality} {topic} {dice.choice(_PLACES)}"
    if dice.random() < 0.35:
        title = f"{dice.choice(_QUALITIES)} {dice.choice(_TOPICS)}: {title}"
    return title[0].upper() + title[1:]


def _people(dice: random.Random) -> tuple[Person, ...]:
    return tuple(Person(dice.choice(_FAMILIES), dice.choice(_GIVEN)) for _ in range(dice.choice((1, 2, 2, 3, 4))))


def _fields(dice: random.Random, number: int) -> dict[str, Value]:
    year = dice.randint(1990, 2025)
    kind = dice.choice(("journal_article", "conference", "conference", "dissertation", "book_chapter"))
    fields: dict[str, Value] = {"type": kind, "title": _title(dice), "author": _people(dice), "issued": Date(year)}
    start = dice.randint(2, 3000)
    if kind == "journal_article":
        fields |= {"container-title": dice.choice(_JOURNALS).partition("|")[0], "volume": str(dice.randint(1, 90))}
    elif kind != "dissertation":
        name = dice.choice(_MEETINGS).partition("|")[0].format(f"{dice.randint(2, 45)}th")
        fields |= {"container-title": name, "ISBN": (f"978{year}{len(name)}",)}  # one ISBN for many papers
    if kind != "dissertation":
        fields["page"] = f"{start}-{start + dice.randint(4, 30)}"
    if dice.random() < 0.7:
        fields["DOI"] = f"10.{5000 + number % 40}/w.{number}"
    return fields


def _record(fields: Mapping[str, Value], file: str, index: int, id_: str = "") -> Record:
    source = Source(
        file, index * 10 + 1, "librecat-yaml" if id_ else "bibtex", "2024-05-01T00:00:00Z" if id_ else "", "", index
    )
    return Record(id_ or f"key{index}", "librecat" if id_ else "citekey", source, fields, {}, "", not id_)


# -- copies ------------------------------------------------------------------------------------------------------

_Fields = dict[str, Value]
_Change = Callable[[_Fields, random.Random], None]


def _authors(fields: _Fields) -> tuple[Person, ...]:
    people = fields["author"]
    return tuple(one for one in people if isinstance(one, Person)) if isinstance(people, tuple) else ()


def _typo(fields: _Fields, dice: random.Random) -> None:
    title = str(fields["title"])
    place = dice.choice([n for n, char in enumerate(title) if char.isalpha()])
    letter = dice.choice("aeinrst")
    how = dice.randrange(3)
    fields["title"] = title[:place] + ("", letter, title[place] + letter)[how] + title[place + 1 :]


def _two_typos(fields: _Fields, dice: random.Random) -> None:
    _typo(fields, dice)
    _typo(fields, dice)


def _title_case(fields: _Fields, dice: random.Random) -> None:
    fields["title"] = " ".join(word[0].upper() + word[1:] for word in str(fields["title"]).split())


def _typography(fields: _Fields, dice: random.Random) -> None:
    title = str(fields["title"]).replace("-", dice.choice("–‐ ")).replace(": ", dice.choice((" : ", ". ", " – ", ": ")))
    fields["title"] = title + dice.choice(("", ".", " "))


def _spelling(fields: _Fields, dice: random.Random) -> None:
    title = str(fields["title"])
    for one, other in (
        ("colour", "color"),
        ("organised", "organized"),
        ("labour", "labor"),
        ("factorisation", "factorization"),
    ):
        title = title.replace(one, other)
    fields["title"] = title.replace(" and ", " & ")


def _article_lost(fields: _Fields, dice: random.Random) -> None:
    title = str(fields["title"])
    for word in ("A ", "The "):
        title = title.removeprefix(word)
    fields["title"] = title.replace(" the ", " ", 1)


def _italics(fields: _Fields, dice: random.Random) -> None:
    words = str(fields["title"]).split()
    place = dice.randrange(len(words))
    words[place] = f"<i>{words[place]}</i>"
    fields["title"] = " ".join(words)


def _initials(fields: _Fields, dice: random.Random) -> None:
    fields["author"] = tuple(
        replace(one, given=" ".join(f"{part[0]}." for part in one.given.replace("-", " ").split()))
        for one in _authors(fields)
    )


def _plain_names(fields: _Fields, dice: random.Random) -> None:
    plain = str.maketrans("üáíóřáYıñéä", "uaioraYinea")
    fields["author"] = tuple(replace(one, family=one.family.translate(plain)) for one in _authors(fields))


def _et_al(fields: _Fields, dice: random.Random) -> None:
    fields["author"] = _authors(fields)[:1]


def _year_off(fields: _Fields, dice: random.Random) -> None:
    year = fields["issued"]
    assert isinstance(year, Date)
    fields["issued"] = Date(year.year + dice.choice((-1, 1)))


def _short_container(fields: _Fields, dice: random.Random) -> None:
    names = dict(pair.split("|") for pair in (*_JOURNALS, *_MEETINGS))
    here = str(fields.get("container-title", ""))
    fields["container-title"] = names.get(here, here[:12]) or "Thesis series"


def _no_place(fields: _Fields, dice: random.Random) -> None:
    for name in ("volume", "page", "container-title"):
        fields.pop(name, None)


def _unchanged(fields: _Fields, dice: random.Random) -> None:
    """An entry that somebody copied from one file into another."""


_CHANGES: tuple[_Change, ...] = (
    *(_unchanged, _typo, _two_typos, _title_case, _typography, _spelling, _article_lost, _italics, _initials),
    *(_plain_names, _et_al, _year_off, _short_container, _no_place),
)


# -- look-alikes -------------------------------------------------------------------------------------------------


def _preprint(fields: _Fields, dice: random.Random) -> None:
    for name in ("volume", "page", "container-title", "ISBN", "DOI"):
        fields.pop(name, None)
    fields |= {"type": "preprint", "container-title": "arXiv"}


def _other_venue(fields: _Fields, dice: random.Random) -> None:
    here = fields["type"]
    _preprint(fields, dice)
    kind, places = ("conference", _MEETINGS) if here == "journal_article" else ("journal_article", _JOURNALS)
    fields |= {"type": kind, "container-title": dice.choice(places).partition("|")[0]}


def _part_two(fields: _Fields, dice: random.Random) -> None:
    fields["title"] = f"{fields['title']}{dice.choice((': part II', ', II', ' (2)', ' – part two'))}"
    fields.pop("DOI", None)
    fields.pop("page", None)


def _erratum(fields: _Fields, dice: random.Random) -> None:
    fields["title"] = (
        f"{dice.choice(('Erratum: ', 'Correction to ', 'Reply to ', 'Corrigendum to: '))}{fields['title']}"
    )
    fields.pop("DOI", None)
    fields.pop("page", None)


def _one_word(fields: _Fields, dice: random.Random) -> None:
    title = str(fields["title"])
    pairs = (("lower", "upper"), ("directed", "undirected"), ("nonlinear", "linear"), ("sparse", "dense"),
             ("few", "many"), ("without", "with"), ("explaining", "explaining away"), ("two", "three"),
             ("online", "offline"), ("asynchronous", "synchronous"), ("early", "late"))  # fmt: skip
    found = [(one, other) for one, other in pairs if f" {one} " in f" {title} "]
    one, other = dice.choice(found) if found else (title.split()[-1], dice.choice(("rivers", "cities", "insects")))
    fields["title"] = f" {title} ".replace(f" {one} ", f" {other} ", 1).strip()
    fields.pop("DOI", None)
    fields.pop("page", None)


def _other_people(fields: _Fields, dice: random.Random) -> None:
    first = _authors(fields)[0]
    while (people := _people(dice))[0].family[:2] == first.family[:2]:
        pass
    fields["author"] = people
    fields.pop("DOI", None)


def _new_edition(fields: _Fields, dice: random.Random) -> None:
    year = fields["issued"]
    assert isinstance(year, Date)
    fields["issued"] = Date(year.year + dice.randint(2, 9))
    fields.pop("DOI", None)


_LOOKALIKES: tuple[_Change, ...] = (
    *(_preprint, _other_venue, _part_two, _erratum, _one_word, _other_people, _new_edition),
)


# -- the labelled set --------------------------------------------------------------------------------------------


def labelled(count: int, seed: int = SEED) -> list[Labelled]:
    """Three files: a repository's export with every work; copies of most; look-alikes of a third, numbered anew."""
    dice = random.Random(seed)
    made: list[Labelled] = []
    for number in range(count):
        fields = _fields(dice, number)
        original = len(made)
        made.append(Labelled(_record(fields, "export.yaml", original, str(100_000 + number)), number, "original"))
        if dice.random() < 0.6:
            made.append(_copy(fields, dice, len(made), number))
        if dice.random() < 0.35:
            change = dice.choice(_LOOKALIKES)
            other = dict(fields)
            change(other, dice)
            file = dice.choice(("mine.bib", "group.bib"))
            made.append(Labelled(_record(other, file, len(made)), count + number, change.__name__.strip("_")))
    made += _generic(dice, 2 * count, len(made))
    return made


def _copy(fields: Mapping[str, Value], dice: random.Random, index: int, number: int) -> Labelled:
    changes = dice.sample(_CHANGES, dice.choice((1, 1, 2)))
    copy = dict(fields)
    copy.pop("ISBN", None)
    for change in changes:
        change(copy, dice)
    if dice.random() < 0.7:
        copy.pop("DOI", None)
    kind = "+".join(sorted(change.__name__.strip("_") for change in changes))
    return Labelled(_record(copy, dice.choice(("mine.bib", "group.bib")), index), number, kind)


def _generic(dice: random.Random, number: int, index: int) -> list[Labelled]:
    """Editorials: one editor, one journal, one year, and every one another text."""
    made: list[Labelled] = []
    for title in ("Editorial", "Introduction", "Preface", "Guest editors' introduction", "In this issue"):
        for _ in range(12):
            fields: dict[str, Value] = {"type": "journal_article", "title": title, "author": (Person("Weiss", "Nora"),)}
            fields |= {"issued": Date(2010 + dice.randint(0, 1)), "container-title": _JOURNALS[0].partition("|")[0]}
            fields |= {"page": str(dice.randint(2, 900)), "volume": str(dice.randint(1, 4))}
            file = dice.choice(("mine.bib", "group.bib", "third.bib"))
            made.append(Labelled(_record(fields, file, index + len(made)), number + len(made), "editorial"))
    return made


def overlapping(count: int, seed: int = SEED) -> list[Record]:
    """`count` records from three files: a repository's export, its BibTeX, and a reader's own collection."""
    dice = random.Random(seed)
    records: list[Record] = []
    number = 0
    while len(records) < count:
        fields, id_ = _fields(dice, number), str(200_000 + number)
        where = dice.choices(("all", "yaml", "bib", "own", "yaml own"), (3, 3, 1, 2, 2))[0]
        if where == "all" or "yaml" in where:
            records.append(_record(fields, "export.yaml", len(records), id_))
        if where in ("all", "bib"):
            twin = replace(_record(fields, "export.bib", len(records)), id=id_)
            records.append(twin)
        if where == "all" or "own" in where:
            records.append(_copy(fields, dice, len(records), number).record)
        number += 1
    return records[:count]
