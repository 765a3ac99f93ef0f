"""Plain prose as one honest record: its abstract, the author it names, and nothing that it does not say.

Title, year and place stay unknown where the text has none. Works that it mentions are kept as mentioned titles and
linked to nothing.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from model.names import OTHERS, person
from model.readers.base import Document, Reading
from model.record import Notice, Person, Record, Source, Value
from model.text import guard, squeeze

__all__ = ["FORMAT", "read", "sniff"]

FORMAT = "text"

_NOT_PROSE = re.compile(r"\ufeff?\s*(?:[{\[<]|---\s|%PDF|#!|@\w+\s*[{(])")
_SENTENCE = re.compile(r"(?<![\w’'-])(?:[^\W\d_][\w’'-]*+[,;:]?[ \t]++){6}")
_STUDIED = re.compile(r"(?P<names>[^()\n]{2,300}?)\s*\((?P<when>[^()\n]{0,80})\)\s+studied this question\.?")
_SERVICE = re.compile(r"Synapse has (?:enriched|found|added)\b.*", re.IGNORECASE)
_HEADING = re.compile(r"#[ \t]+(\S.*?)[ \t]*#*")
_THESIS = re.compile(r"\b[Tt]his (?:\w+ )?(?:thesis|dissertation)\b")
_VERBS = (
    "addresses analyses analyzes argues considers demonstrates describes develops establishes examines explores "
    "extends gives introduces investigates offers presents proposes provides proves reveals shows studies suggests "
    "tackles"
)
_MENTIONED = re.compile(
    r"(?:^|(?<=[.!?]\s))(?:First|Second|Third|Fourth|Fifth|Sixth|Next|Then|Last|Lastly|Finally)(?:ly)?,\s+"
    rf"(?P<title>[^\W\d_a-z][^.!?\n]{{3,200}}?)\s+(?:{'|'.join(_VERBS.split())})\b"
)
_BIG_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
_MOSTLY = 0.6  # of a title's longer words begin with a capital; a sentence's do not


def sniff(head: str) -> bool:
    """Whether it is prose: at least one run of words, hardly anything but letters, and no other format's beginning."""
    if _NOT_PROSE.match(head) or not _SENTENCE.search(head):
        return False
    letters = sum(char.isalpha() or char.isspace() for char in head)
    return letters >= 0.8 * len(head) and "\x00" not in head


def read(document: Document) -> Reading:
    """One record for the whole file; what is unknown is told in a notice."""
    name = PurePath(document.name).name or document.name
    fields: dict[str, Value] = {}
    notices: list[Notice] = []
    abstract: list[str] = []
    authors: list[Person] = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", document.text.removeprefix("\ufeff")), 1):
        line = line.strip()
        if studied := _STUDIED.fullmatch(line):
            authors += _people(studied["names"])
        elif _SERVICE.fullmatch(line):
            message = f"a service's own words, not the author's: {line}"
            notices.append(Notice(document.name, number, "info", message, "left out of the abstract", name))
        elif not abstract and "title" not in fields and (heading := _HEADING.fullmatch(line)):
            fields["title"] = guard(squeeze(heading[1]))
        else:
            abstract.append(guard(line))
    prose = re.sub(r"\n{3,}", "\n\n", "\n".join(abstract)).strip()
    _describe(fields, prose, authors)
    unknown = [what for what, field in (("title", "title"), ("year", "issued")) if field not in fields]
    message = f"plain text: its {' and '.join(unknown)} {'are' if len(unknown) > 1 else 'is'} unknown"
    notices.append(Notice(document.name, 1, "info", message, "kept without inventing any", name))
    source = Source(document.name, 1, FORMAT)
    record = Record(name, "file", source, fields, {"text": document.text}, type_guessed=True)
    return Reading(FORMAT, (record,), tuple(notices))


def _describe(fields: dict[str, Value], prose: str, authors: list[Person]) -> None:
    if _THESIS.search(prose):
        fields["type"] = "dissertation"
    if authors:
        fields["author"] = tuple(authors)
    if prose:
        fields["abstract"] = prose
    if mentioned := tuple(dict.fromkeys(_mentioned(prose))):
        fields["mentioned_titles"] = mentioned


def _people(names: str) -> list[Person]:
    """The people of `A`, `A and B`, `A, B & C` or `A et al.`; a list that goes on says so."""
    names, crowd, _ = names.partition(" et al")
    found = [person(part) for part in re.split(r",\s*(?:and\s+)?|\s+and\s+|\s*&\s*|;\s*", names) if part.strip()]
    return [*found, OTHERS] if crowd else found


def _mentioned(prose: str) -> list[str]:
    """Titles in capitals that the text goes through by number: `First, How To X shows ...`."""
    titles = (squeeze(found["title"]) for found in _MENTIONED.finditer(prose))
    return [title for title in titles if _is_title(title)]


def _is_title(text: str) -> bool:
    words = _BIG_WORD.findall(text)
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= _MOSTLY * len(words)
