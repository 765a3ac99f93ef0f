"""Works as LibreCat exports them: its fields, its seven stored citations, files, projects, relations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.benchmarks.works import FIRST, Person, Work

__all__ = ["record"]

_TYPES = {
    "journal": "journal_article",
    "conference": "conference",
    "chapter": "book_chapter",
    "thesis": "dissertation",
    "preprint": "preprint",
    "book": "book",
    "report": "report",
    "data": "research_data",
}
_DEPARTMENTS = ("DaAl", "ChLa", "GradSch", "KrCh", "ToHe", "NiBa", "LaEr", "JoFi", "MaSe", "RoSe", "UlWa", "VlKo")
_PROJECTS = tuple(
    f"{aim} {matter}"
    for aim in ("Coordination in", "Foundations of", "Elastic methods for", "Limits of", "International School of")
    for matter in ("natural systems", "large networks", "living matter", "discrete structures", "open data")
)
_LICENSES = (("by", "BY", "Attribution"), ("by-nc-sa", "BY-NC-SA", "Attribution-NonCommercial-ShareAlike"))
_THANKS = (
    "We thank all anonymous reviewers for their helpful comments",
    "This project has received funding from the European Research Council (ERC) under the European Union’s Horizon "
    "2020 research and innovation programme (grant agreement\r\nNo 805999)",
    "The authors acknowledge the support of the Scientific Service Units through resources of Scientific Computing",
    "Open access funding enabled and organized by the university’s library",
)
Fields = dict[str, Any]


def record(work: Work) -> Fields:
    """The work as one YAML document's mapping."""
    fields = {**_always(work), **_access(work), **_place(work), **_numbers(work), **_relations(work)}
    if work.abstract:
        fields["abstract"] = _abstracts(work)
    if _die(work, 1) < 13:
        fields["acknowledgement"] = ". ".join(_THANKS[: 1 + _die(work, 2) % 4]) + "."
    if work.keywords:
        fields["keyword"] = list(work.keywords)
    if _die(work, 3) < 11:
        fields["file"], fields["file_date_updated"] = _files(work), _stamp(work, 3)
        fields["has_accepted_license"] = "1"
    return fields


def _die(work: Work, at: int) -> int:
    """A number below 16 that belongs to the work."""
    return int(work.digest[at], 16)


def _always(work: Work) -> Fields:
    return {
        "_id": str(work.copy_of if work.copy_of and _die(work, 4) < 11 else work.number),
        "article_processing_charge": ("No", "No", "No", "Yes (via OA deal)", "Yes")[_die(work, 5) % 5],
        "author": [_person(person) for person in work.people],
        "citation": citations(work),
        "date_created": _stamp(work, 0),
        "date_published": f"{work.year}-{work.month:02d}-{work.day:02d}T00:00:00Z",
        "date_updated": _stamp(work, 4 + bool(work.copy_of)),
        "day": f"{work.day:02d}",
        "department": [{"_id": _DEPARTMENTS[(_die(work, 6) + more) % 12]} for more in range(1 + _die(work, 7) % 2)],
        "language": [{"iso": work.language}],
        "month": f"{work.month:02d}",
        "publication_status": ("published", "published", "published", "epub_ahead", "submitted")[_die(work, 8) % 5],
        "publisher": work.publisher,
        "status": "public",
        "title": _title(work),
        "type": _TYPES[work.kind],
        "user_id": "3E5EF7F0-F248-11E8-B48F-1D18A9856A87",
        "year": str(work.year),
    }


def _stamp(work: Work, later: int) -> str:
    """Repositories are younger than many of their works."""
    year = min(max(work.year, 2012) + later, 2026)
    return f"{year}-{1 + _die(work, 9) % 12:02d}-{1 + _die(work, 10):02d}T{_die(work, 11):02d}:{work.day:02d}:44Z"


def _title(work: Work) -> str:
    half = len(work.title) // 2
    return f"{work.title[:half]}\r\n{work.title[half:]}" if work.digest.startswith("00") else work.title


def _person(person: Person) -> Fields:
    fields = {
        "first_name": person.given,
        "full_name": f"{person.family}, {person.given}",
        "last_name": person.family,
    }
    if person.account:
        fields["id"] = person.account
    if person.orcid:
        fields["orcid"] = person.orcid
    return fields


def _abstracts(work: Work) -> list[Fields]:
    text = work.abstract
    if _die(work, 12) < 7:
        at = text.find(" ", len(text) // 2)
        text = text[:at] + ("\r\n\r\n" if _die(work, 12) < 3 else "\r\n") + text[at + 1 :]
    texts = [{"lang": work.language, "text": text}]
    if work.language != "eng":
        texts.append({"lang": "eng", "text": work.abstract[: len(text) // 2]})
    return texts


def _access(work: Work) -> Fields:
    fields: Fields = {"oa": 1, "oa_version": ("Preprint", "Published Version")[_die(work, 13) % 2]}
    if _die(work, 14) < 5:
        fields |= {"OA_place": "publisher", "OA_type": ("hybrid", "green", "gold")[_die(work, 15) % 3]}
    if _die(work, 16) < 12:
        where = f"https://arxiv.org/abs/{work.arxiv}" if work.arxiv else f"https://doi.org/{work.doi}"
        fields["main_file_link"] = [{"open_access": "1", "url": where}]
    if _die(work, 17) < 7:
        short, large, name = _LICENSES[_die(work, 18) % 2]
        fields["tmp"] = {
            "image": f"/images/cc_{short.replace('-', '_')}.png",
            "legal_code_url": f"https://creativecommons.org/licenses/{short}/4.0/legalcode",
            "name": f"Creative Commons {name} 4.0 International Public License (CC {large} 4.0)",
            "short": f"CC {large} (4.0)",
        }
    if work.kind != "thesis":
        fields |= {"quality_controlled": "1", "scopus_import": "1", "article_type": "original"}
    return fields if _die(work, 13) < 14 else {"article_type": "original"}


def _place(work: Work) -> Fields:
    if work.kind == "thesis":
        return {
            "alternative_title": ["University Thesis"],
            "degree_awarded": "PhD",
            "page": str(60 + work.pages * 5),
            "supervisor": [_person(person) for person in work.guides],
        }
    fields: Fields = {"publication": _publication(work)}
    if work.kind in ("journal", "conference", "chapter"):
        fields |= {"page": f"{work.first_page}-{work.first_page + work.pages}", "volume": work.volume}
        fields["intvolume"] = f"{work.volume:>10}"
    if work.kind == "journal":
        fields["issue"] = str(work.issue)
    if work.kind == "conference":
        fields["conference"] = {
            "end_date": f"{work.year}-{work.month:02d}-{work.day + 2:02d}",
            "location": work.place,
            "name": f"{work.venue[:4].upper().strip()}: {work.venue}",
            "start_date": f"{work.year}-{work.month:02d}-{work.day:02d}",
        }
    if work.kind in ("chapter", "book"):
        fields |= {"editor": [_person(person) for person in work.guides], "edition": "2"}
    return fields


def _publication(work: Work) -> str:
    if work.kind == "conference":
        return f"Proceedings of the {max(work.year - 1980, 4)}th {work.venue}"
    return work.venue


def _numbers(work: Work) -> Fields:
    fields: Fields = {"publication_identifier": _serials(work)}
    outside: Fields = {}
    if work.arxiv:
        outside["arxiv"], fields["arxiv"] = [work.arxiv], 1
    if _die(work, 19) < 6:
        outside["isi"], fields["isi"] = [f"{work.number:015d}"], 1
    if outside:
        fields["external_id"] = outside
    if work.doi:
        fields["doi"] = work.doi
    if _die(work, 20) < 11:
        fields["ec_funded"], fields["corr_author"] = 1, "1"
        fields["project"] = [_project(work, at) for at in range(1 + _die(work, 21) % 2)]
    return fields


def _serials(work: Work) -> Fields:
    many = 1000 + len(work.venue) * 61
    serials: Fields = {"eissn": [f"{many}-{many % 7919:04d}"], "issn": [f"{many + 1}-{many % 6133:04d}"]}
    if work.kind in ("conference", "book", "chapter"):
        serials["isbn"] = [f"97817{many}{work.year}"]
    return serials


def _project(work: Work, at: int) -> Fields:
    number = (int(work.digest[22:24], 16) + at) % len(_PROJECTS)
    return {
        "_id": f"{number:02d}8A44D6-B435-11E9-9278-68D0E5697425",
        "call_identifier": ("H2020", "FP7", "FWF")[number % 3],
        "grant_number": str(700_000 + number * 97) if number % 3 else f"W{number}-N35",
        "name": _PROJECTS[number],
    }


def _files(work: Work) -> list[Fields]:
    family, many = work.people[0].family, 2 if work.kind in ("thesis", "data") else 1
    names = (f"{work.year}_{work.venue[:12].replace(' ', '')}_{family}.pdf", f"{family}_source.zip")
    return [
        {
            "access_level": "closed" if at else "open_access",
            "checksum": work.digest[at:] + work.digest[:at],
            "content_type": "application/zip" if at else "application/pdf",
            "creator": family[:7].lower(),
            "date_created": _stamp(work, 2),
            "date_updated": _stamp(work, 3),
            "file_id": str(work.number + 900_000 + at),
            "file_name": names[at],
            "file_size": int(work.digest[:6], 16),
            "relation": "source_file" if at else "main_file",
            "success": 1,
        }
        for at in range(many)
    ]


def _relations(work: Work) -> Fields:
    """Other versions and parts, among the records shortly before."""
    related: Fields = {}
    before = work.number - 1 - int(work.digest[24:26], 16)
    if work.copy_of:
        before = work.copy_of
    if before >= FIRST and (work.copy_of or _die(work, 26) < 4):
        kind = "dissertation_contains" if work.kind == "thesis" else ("earlier_version", "research_data")[before % 2]
        related["record"] = [
            {"id": str(number), "relation": kind, "status": "public"}
            for number in (before, before + 1)[: 2 if work.kind == "thesis" else 1]
        ]
    if _die(work, 27) < 3:
        link = f"https://github.com/{work.people[0].family.lower()}/{work.digest[:9]}"
        related["link"] = [{"relation": "software", "url": link}]
    return {"related_material": related} if related else {}


def citations(work: Work) -> Mapping[str, str]:
    """The work in the seven styles that the repository stores."""
    people = work.people
    turned = [f"{one.family} {one.initials.replace('.', '').replace(' ', '')}" for one in people]
    dotted = [f"{one.family}, {one.initials}" for one in people]
    leading = [f"{one.initials} {one.family}" for one in people]
    first = f"{people[0].family}, {people[0].given}"
    full = [first, *(f"{one.given} {one.family}" for one in people[1:])]
    publication, pages = _publication(work), f"{work.first_page}–{work.first_page + work.pages}"
    short_pages = pages.replace("–", "-")
    place, year, shout = f"<i>{publication}</i>", work.year, work.title.title()
    where = f'<a href="https://doi.org/{work.doi}">{{}}{work.doi}</a>' if work.doi else ""
    link, bare = where.format("https://doi.org/"), where.format("")
    doi = f" doi:{bare}" if bare else ""
    many = f"{first}, et al." if len(people) > 2 else _joined(full, "and")
    mla_doi = f", doi:{bare}" if bare else ""
    return {
        "ama": f"{', '.join(turned)}. {work.title}. {place}. {year};{work.volume}:{short_pages}.{doi}",
        "apa": f"{_joined(dotted, '&#38;')} ({year}). {work.title}. {place}. {work.publisher}. {link}".strip(),
        "chicago": f"{_joined(full, 'and')}. “{shout}.” {place}. {work.publisher}, {year}. {link}.",
        "ieee": f"{_joined(leading, 'and')}, “{work.title},” {place}, vol. {work.volume}. {work.publisher}, "
        f"pp. {pages}, {year}.",
        "ista": f"{', '.join(turned)}. {year}. {work.title}. {publication}. {work.volume}, {pages}.",
        "mla": f"{many} “{shout}.” {place}, vol. {work.volume}, {work.publisher}, {year}, pp. {pages}{mla_doi}.",
        "short": f"{', '.join(leading)}, {publication} {work.volume} ({year}) {pages}.",
    }


def _joined(names: list[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, {word} {names[-1]}"
