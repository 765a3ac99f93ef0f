"""The page of one person: names, roles, works by year, and with whom they were made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from model import listing, text
from model.fields import label
from model.individual import Individual
from model.library import Library
from tui.flow import Run
from tui.page import Page
from tui.pages.maker import Maker

__all__ = ["WORKS", "Company", "company_of", "is_large", "person_page"]

WORKS = "works:"
"""The target that leads to all works of a person in the list; the person's key follows."""

_LARGE = 5_000  # names to be looked at, which takes a moment
_MOST_WORKS = 1500
_MOST_PEOPLE = 200
_LONGEST = 300  # characters of a name
_INDENT = 8


@dataclass(frozen=True, slots=True)
class Company:
    """Who is around a person: those with works in common, and how many, and those whom the name may mean as well."""

    partners: Sequence[tuple[Individual, int]]
    namesakes: Sequence[Individual]


def company_of(library: Library, key: str) -> Company:
    """The people around a person; it takes a moment where `is_large` says so."""
    people = library.people
    return Company(people.coauthors(key), people.namesakes(key) if people.individual(key).ambiguous else ())


def is_large(library: Library, key: str) -> bool:
    """Whether very many names are to be looked at: works of a collaboration, a name in a large library."""
    person = library.people.individual(key)
    if person.ambiguous and len(library.people) > _LARGE:
        return True
    names = 0
    for row in person.rows:
        names += 1 + len(library.works[row].record.creators)
        if names > _LARGE:
            return True
    return False


def person_page(library: Library, key: str, width: int, company: Company | None) -> Page:
    """The page of a person; works, people and addresses in it can be followed. Without company, it is being found."""
    person = library.people.individual(key)
    maker = Maker(width)
    maker.say(text.display(person.name[:_LONGEST]), "title")
    maker.say(_facts(library, person), "facts")
    _names(maker, person)
    if person.ambiguous:
        _namesakes(maker, company)
    _works(maker, library, person)
    _coauthors(maker, company)
    return maker.page()


def _facts(library: Library, person: Individual) -> str:
    years = sorted(year for row in person.rows if (year := library.works[row].record.year))
    span = "" if not years else f"{years[0]}" if years[0] == years[-1] else f"{years[0]} to {years[-1]}"
    roles = Counter(role for roles in person.roles.values() for role in roles)
    counted = [f"{label(role).lower()} of {count:,}" for role, count in roles.most_common()]
    return " · ".join(filter(None, (_count(len(person.rows), "work"), span, *counted)))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _names(maker: Maker, person: Individual) -> None:
    url = text.safe_url(f"https://orcid.org/{person.orcid}") if person.orcid else None
    if person.orcid:
        stop = maker.stop(f"url:{url}" if url else "")
        maker.add([Run("ORCID  ", "label"), Run(text.display(person.orcid), "link" if url else "value", stop)], 0, 7)
    if len(person.forms) > 1:
        forms = [text.display(form[:_LONGEST]) for form in person.forms[1:13]]
        more = f" and {len(person.forms) - 13:,} more" if len(person.forms) > 13 else ""
        maker.add([Run("also written  ", "label"), Run("; ".join(forms), "value"), Run(more, "quiet")], 0, 14)
    maker.add([Run("Show these works in the list", "link", maker.stop(f"{WORKS}{person.key}"))])


def _namesakes(maker: Maker, company: Company | None) -> None:
    """Say it where a name may be of several people."""
    maker.gap()
    maker.say("This name comes without an identifier and may mean one of several people:", "warning")
    others = company.namesakes if company else ()
    for other in others[:20]:
        stop = maker.stop(f"person:{other.key}")
        works = _count(len(other.rows), "work")
        maker.add([Run(text.display(other.name[:_LONGEST]), "person", stop), Run("  "), Run(works, "quiet")], 2)


def _works(maker: Maker, library: Library, person: Individual) -> None:
    maker.heading("Works")
    shown = 0
    for year, rows in library.people.by_year(person.key).items():
        name = str(year) if year else "no year"
        for row in rows:
            if shown == _MOST_WORKS:
                maker.say(f"and {len(person.rows) - shown:,} more: show them in the list", "quiet", _INDENT)
                return
            shown += 1
            _work(maker, library, row, name, person.roles[row])
            name = ""


def _work(maker: Maker, library: Library, row: int, year: str, roles: Sequence[str]) -> None:
    line = listing.row_of(library.works[row], brief=True)
    runs = [Run(f"{line.mark} ", "quiet"), Run(line.title, "link", maker.stop(f"row:{row}")), Run("  ")]
    others = [label(role).lower() for role in roles if role != "author"]
    runs.append(Run("; ".join(filter(None, (", ".join(others), line.container))), "quiet"))
    maker.add([Run(f"{year:<{_INDENT - 2}}", "heading"), Run("  "), *runs], 0, _INDENT + 2)


def _coauthors(maker: Maker, company: Company | None) -> None:
    people = company.partners if company else ()
    if company and not people:
        return
    maker.heading("Together with", "" if company else "…")
    for other, count in people[:_MOST_PEOPLE]:
        stop = maker.stop(f"person:{other.key}")
        maker.add(
            [Run(f"{count:>6,}", "quiet"), Run("  "), Run(text.display(other.name[:_LONGEST]), "person", stop)],
            0,
            _INDENT,
        )
    if len(people) > _MOST_PEOPLE:
        maker.say(f"and {len(people) - _MOST_PEOPLE:,} more", "quiet", _INDENT)
