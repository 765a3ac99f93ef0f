"""Works as BibTeX entries in the hands of several programs and people, as files that were put together hold them.

They differ in indentation, in braces or quotes, in months, keys, names, accents, and in what they think worth keeping.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tests.benchmarks.works import Person, Work

__all__ = ["entries", "head"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ACCENTS = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u030a": "r", "\u030c": "v"}
_ACCENTS |= {"\u0327": "c", "\u030b": "H", "\u0306": "u", "\u0307": "."}
_LETTERS = {"ø": "{\\o}", "Ø": "{\\O}", "ł": "{\\l}", "Ł": "{\\L}", "ß": "{\\ss}", "ı": "{\\i}", "–": "--", "&": "\\&"}
_LETTERS |= {"%": "\\%", "“": "``", "”": "''", "’": "'", "α": "$\\alpha$", "≥": "$\\geq$", "°": "$^{\\circ}$"}
_STRINGS = {
    "jacm": "Journal of the ACM",
    "prl": "Physical Review Letters",
    "apj": "The Astrophysical Journal",
    "tcs": "Theoretical Computer Science",
    "natcomm": "Nature Communications",
    "ieeeit": "IEEE Transactions on Information Theory",
}
_MACROS = {name: macro for macro, name in _STRINGS.items()}
_TYPES = {
    "journal": "article",
    "conference": "inproceedings",
    "chapter": "incollection",
    "thesis": "phdthesis",
    "preprint": "misc",
    "book": "book",
    "report": "techreport",
    "data": "misc",
}
_PROCEEDINGS_EACH = 400
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Hand:
    """How a program or a person writes an entry."""

    indent: str
    width: int
    equals: str
    opening: str
    closing: str
    tex: bool
    kind: Callable[[str], str]
    key: Callable[[Work], str]
    more: tuple[str, ...] = ()
    macros: bool = False
    last_comma: bool = True
    leading: bool = False  # given names before families


def _word_key(work: Work) -> str:
    """Family, year and first word, as many programs make it; letters at its end keep it apart from others."""
    words = (work.people[0].family, str(work.year), work.title.split()[0])
    return "".join(_plain(word) for word in words).lower() + _letters(work)


def _plain(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if one.isascii() and one.isalnum())


def _letters(work: Work) -> str:
    number, text = work.number, ""
    while number:
        number, digit = divmod(number, 26)
        text += chr(97 + digit)
    return text


def _dblp_key(work: Work) -> str:
    kind = "conf" if work.kind == "conference" else "journals"
    return f"DBLP:{kind}/x{work.number % 97}/{_plain(work.people[0].family)}{work.number}"


_HANDS = (
    _Hand("  ", 12, " = ", "{", "}", False, str, lambda w: str(w.number), ("abstract", "issn", "location")),
    _Hand("  ", 0, "={", "", "}", False, str, _word_key, last_comma=False),
    _Hand("\t", 0, " = {", "", "}", True, str.capitalize, _word_key, ("file", "keywords", "abstract"), leading=True),
    _Hand("  ", 12, " = ", "{", "}", True, str, _dblp_key, ("url", "timestamp"), leading=True),
    _Hand("    ", 0, " = ", '"', '"', True, str, _word_key, ("eprint", "archive", "abstract"), macros=True),
    _Hand("", 0, "=", "{", "}", False, str.upper, _word_key, ("issn", "abstract", "keywords"), macros=True),
)


def head() -> str:
    """What stands before the entries: a word on the file, and names of journals."""
    strings = "\n".join(f"@string{{{macro} = {{{name}}}}}" for macro, name in _STRINGS.items())
    notes = 'Made up for measurements.\n\n@comment{Put together from several lists.}\n@preamble{"\\relax"}\n'
    return f"{notes}{strings}\n\n"


def entries(works: Iterable[Work], count: int) -> Iterator[str]:
    """An entry for each work, stretches of them by the same hand; every 400th is a volume that some before refer to."""
    for at, work in enumerate(works):
        volume, place = divmod(at, _PROCEEDINGS_EACH)
        if place == _PROCEEDINGS_EACH - 1:
            yield _proceedings(work, f"volume{volume}")
            continue
        hand = _HANDS[(at // 37 + (at % 11 == 0) + bool(work.copy_of)) % len(_HANDS)]
        pairs = list(_pairs(work, hand))
        if place % 80 == 79 and work.kind == "conference" and (volume + 1) * _PROCEEDINGS_EACH <= count:
            pairs = [pair for pair in pairs if pair[0] != "booktitle"] + [("crossref", f"volume{volume}")]
        yield _entry(work, hand, pairs)


def _proceedings(work: Work, key: str) -> str:
    editors = _names(work.people, False)
    return (
        f"@proceedings{{{key},\n  title = {{Proceedings of the {max(work.year - 1980, 4)}th {work.venue}}},\n"
        f"  editor = {{{editors}}},\n  publisher = {{{work.publisher}}},\n  year = {work.year},\n}}\n\n"
    )


def _entry(work: Work, hand: _Hand, pairs: Pairs) -> str:
    lines = []
    for name, value in pairs:
        if value in _MONTHS or (hand.macros and value in _MACROS):
            shown = value if value in _MONTHS else _MACROS[value]
            lines.append(f"{hand.indent}{hand.kind(name):<{hand.width}}{hand.equals.rstrip('{')}{shown}")
            continue
        text = _tex(value) if hand.tex and name not in ("url", "doi", "file") else value
        if hand.opening == '"':
            text = re.sub(r'(\\"\w)|"', lambda found: found[1] or "''", text)
        lines.append(f"{hand.indent}{hand.kind(name):<{hand.width}}{hand.equals}{hand.opening}{text}{hand.closing}")
    end = ",\n}\n\n" if hand.last_comma else "\n}\n\n"
    return f"@{hand.kind(_TYPES[work.kind])}{{{hand.key(work)},\n" + ",\n".join(lines) + end


def _pairs(work: Work, hand: _Hand) -> Iterator[tuple[str, str]]:
    yield "author", _names(work.people, hand.leading)
    yield "title", f"{{{work.title}}}" if hand.width and not hand.tex else _protected(work.title)
    yield from _where(work)
    yield "year", str(work.year)
    if hand.macros or work.number % 5 == 0:
        yield "month", _MONTHS[work.month - 1]
    if work.doi and work.number % 4:
        yield "doi", f"https://doi.org/{work.doi}" if work.number % 23 == 0 else work.doi
    yield from ((name, value) for name, value in _extras(work).items() if name in hand.more and value)


def _where(work: Work) -> Iterator[tuple[str, str]]:
    pages = f"{work.first_page}{'-' if work.number % 9 == 0 else '--'}{work.first_page + work.pages}"
    if work.kind == "journal":
        yield from (("journal", work.venue), ("volume", str(work.volume)), ("number", str(work.issue)))
    elif work.kind == "conference":
        yield "booktitle", f"Proceedings of the {max(work.year - 1980, 4)}th {work.venue}"
    elif work.kind == "chapter":
        yield from (("booktitle", work.venue), ("editor", _names(work.guides, False)))
    elif work.kind == "thesis":
        yield "school", work.venue
    elif work.kind == "report":
        yield from (("institution", work.publisher), ("number", f"TR-{work.number}"))
    elif work.kind == "preprint":
        yield "howpublished", f"arXiv preprint arXiv:{work.arxiv}" if work.arxiv else "Manuscript"
    if work.kind in ("journal", "conference", "chapter"):
        yield "pages", pages
    if work.kind in ("conference", "chapter", "book"):
        yield "publisher", work.publisher


def _extras(work: Work) -> dict[str, str]:
    serial = 1000 + len(work.venue) * 61
    return {
        "abstract": work.abstract if work.number % 5 < 2 else "",
        "issn": f"{serial}-{serial % 7919:04d}",
        "location": work.place if work.kind == "conference" else "",
        "keywords": ", ".join(work.keywords),
        "file": f":home/library/{work.people[0].family}{work.year}.pdf:PDF" if work.number % 2 else "",
        "url": f"https://doi.org/{work.doi}" if work.doi else f"https://example.org/{work.number}",
        "timestamp": f"Tue, {work.day:02d} {_MONTHS[work.month - 1].capitalize()} {work.year} 15:12:22 +0200",
        "eprint": work.arxiv,
        "archive": "arXiv" if work.arxiv else "",
    }


def _names(people: Iterable[Person], leading: bool) -> str:
    return " and ".join(f"{one.given} {one.family}" if leading else f"{one.family}, {one.given}" for one in people)


def _protected(title: str) -> str:
    """The title with names and abbreviations in braces, as people write them."""
    return " ".join(
        f"{{{word}}}" if word[1:].upper() == word[1:] != word[1:].lower() else word for word in title.split(" ")
    )


def _tex(text: str) -> str:
    """The text with accents and signs as TeX commands."""
    if text.isascii() and "&" not in text and "%" not in text:
        return text
    return "".join(_LETTERS.get(letter) or (letter if letter.isascii() else _accent(letter)) for letter in text)


def _accent(letter: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    mark = _ACCENTS.get(marks[0]) if len(marks) == 1 else None
    if mark is None:
        return letter
    base = {"i": "\\i"}.get(base, base)
    return f"{{\\{mark}{{{base}}}}}" if mark.isalpha() or base[0] == "\\" else f"{{\\{mark}{base}}}"
