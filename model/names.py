"""Names of people as BibTeX, BibLaTeX, RIS and prose write them, split into a `Person` each; distinct names once.

BibTeX's rules (Patashnik, "BibTeXing" 4; "Tame the BeaST" 11): `and` divides a list, braces keep words together,
words that begin in lower case are the particle, and the commas say which form a name has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from model.record import Person
from model.tex import decode, is_tex
from model.tex_letters import with_letters
from model.text import squeeze

__all__ = ["OTHERS", "are_initials", "bibtex_people", "bibtex_person", "person", "split_list"]

OTHERS = Person(literal="others")
"""What BibTeX's `and others` becomes: a list that says of itself that it is not complete."""

_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_AND_IN_IT = re.compile(r"\sand\s", re.IGNORECASE)
_CLOSED = re.compile(r"[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}[^{}]*+)*+")  # deeper ones are not remembered
_MARKS = re.compile(r"[{}]|(?<=\s)and(?=\s)", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s~-]*){1,4}")
_EXTENDED = re.compile(r"\s*(?:family|given|prefix|suffix|useprefix|id|orcid|[\w-]+-i)\s*=", re.IGNORECASE)
_SPECIAL = re.compile(r"\\([a-zA-Z]+|.)\s*")
_LETTER_COMMANDS = frozenset(("aa", "ae", "oe", "o", "l", "ss", "i", "j", "dh", "th"))
_NAMES = 200_000  # in lists of BibTeX that are remembered as they are written
_PLAIN_NAMES = 50_000  # of other formats; more are not found again often enough to be worth their space
_MOST_INITIALS = 4
_SUFFIX = re.compile(r"(?:[Jj]r|[Ss]r|[Jj]unior|[Ss]enior|II|III|IV)\.?")


def _text(tex: str) -> str:
    return squeeze(decode(tex))


def split_list(names: str) -> list[str]:
    """The names between the `and`s that stand outside braces."""
    if "{" not in names:
        return [name for part in _AND.split(f" {names} ") if (name := part.strip())]
    found: list[str] = []
    depth = start = 0
    for mark in _MARKS.finditer(names):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth = max(depth - 1, 0)
        elif not depth:
            found.append(names[start : mark.start()])
            start = mark.end()
    return [name for part in (*found, names[start:]) if (name := part.strip())]


def bibtex_people(names: str) -> tuple[Person, ...]:
    """The people that a BibTeX name list names, in order; `and others` at its end becomes `OTHERS`."""
    try:
        return tuple(map(_surely_one, names.split(" and ")))  # as nearly all lists are divided
    except LookupError:
        return _people(names)


def _people(names: str) -> tuple[Person, ...]:
    people: list[Person] = []
    for name in split_list(names):
        if name.count(",") > 2:
            people += _crowd(name)
        else:
            people.append(_one(name))
    return tuple(people)


def _crowd(name: str) -> tuple[Person, ...]:
    """Names that commas divide where `and` should, if every other part is initials: `Ray, A., Lee, B. C.`."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if "{" in name or "=" in name or len(parts) % 2 or not all(map(_is_initials, parts[1::2])):
        return (bibtex_person(name),)
    return tuple(bibtex_person(f"{family}, {given}") for family, given in zip(parts[::2], parts[1::2], strict=True))


def _is_initials(part: str) -> bool:
    return part.isupper() and bool(_INITIALS.fullmatch(part))


def bibtex_person(name: str) -> Person:
    """One name by BibTeX's rules, or in BibLaTeX's form `family=..., given=...`."""
    name = name.strip()
    plain = with_letters(name)
    if plain is not name and plain.isprintable() and not is_tex(plain):
        name = plain  # no other TeX is in it that words and particles are told by
    family, _, given = name.partition(", ")
    if given and family.isalpha() and "," not in given and not is_tex(given):
        return Person(family, squeeze(given.strip()))  # as most names are written
    if name.lower() == "others":
        return OTHERS
    if name.istitle() and name.isprintable() and not ("," in name or "=" in name or "  " in name or is_tex(name)):
        given, _, family = name.rpartition(" ")  # no word begins in lower case
        return Person(family, given)
    if "=" in name and _EXTENDED.match(name):
        return _extended(name)
    text = _text if is_tex(name) or not name.isprintable() or "  " in name else _plain
    parts = _split_outside(name, ",")
    if len(parts) == 1:
        return _given_first(parts[0], text)
    if not parts[0] and not parts[1]:
        return Person(literal=_text(name)) if _text(name) else Person()
    given = ", ".join(parts[2:]) if len(parts) > 2 else parts[1]
    suffix = parts[1] if len(parts) > 2 else ""
    words = _words(parts[0])
    lower = _particle_length(words, len(words) - 1)
    return Person(text(" ".join(words[lower:])), text(given), text(" ".join(words[:lower])), text(suffix))


def _one(name: str) -> Person:
    """One name of a list that is divided, remembered where it can be."""
    try:
        return _surely_one(name)
    except LookupError:
        return bibtex_person(name)


class _Remembered(dict[str, Person]):
    """The people of names, as libraries repeat them: a lookup fails if what stands between two `and`s may be no name.

    A dictionary that fills itself finds a name in less time and space than what remembers the calls of a function.
    """

    def __missing__(self, name: str) -> Person:
        if name.count(",") > 2 or not name.strip() or not _is_whole(name):
            raise LookupError(name)
        if len(self) >= _NAMES:
            self.clear()
        self[name] = found = bibtex_person(name)
        return found


def _is_whole(part: str) -> bool:
    """Whether no list can be divided elsewhere because of what stands between two `and`s: no `and`, no open braces."""
    if "and" in part.lower() and _AND_IN_IT.search(f" {part} "):
        return False
    return not ("{" in part or "}" in part) or _CLOSED.fullmatch(part) is not None


_surely_one = _Remembered().__getitem__


def _plain(text: str) -> str:
    return text.strip(" ")


def _given_first(name: str, text: Callable[[str], str] = _text) -> Person:
    """A name without commas: words in lower case before the last one are the particle, what stands before is given."""
    words = _words(name)
    if len(words) == 1:
        whole = words[0]
        braced = whole.startswith("{") and not whole.startswith("{\\") and len(whole) > 1
        return Person(literal=text(whole)) if braced else Person(family=text(whole))
    if not words:
        return Person()
    first = next((n for n, word in enumerate(words[:-1]) if n and _is_lower(word)), 0)
    if not first and _is_lower(words[0]):  # `de la Vallée`, `von Neumann`: no given name
        lower = _particle_length(words, len(words) - 1)
        return Person(family=text(" ".join(words[lower:])), particle=text(" ".join(words[:lower])))
    if first:
        last = max(n for n, word in enumerate(words[:-1]) if _is_lower(word)) + 1
        particle = " ".join(words[first:last])
    else:
        first = last = len(words) - 1
        particle = ""
    return Person(text(" ".join(words[last:])), text(" ".join(words[:first])), text(particle))


def _particle_length(words: list[str], most: int) -> int:
    """How many words at the start belong to the particle: up to the last lower-case one, never all."""
    lower = [n for n, word in enumerate(words[:most]) if _is_lower(word)]
    return lower[-1] + 1 if lower and _is_lower(words[0]) else 0


def _is_lower(word: str) -> bool:
    """Whether BibTeX takes a word for a particle: its first letter outside braces, or of a special character."""
    depth = n = 0
    while n < len(word):
        char = word[n]
        if char == "{":
            if depth == 0 and word.startswith("{\\", n):
                return _special_is_lower(word[n + 1 :])
            depth += 1
        elif char == "}":
            depth -= 1
        elif depth == 0 and char == "\\":
            return _special_is_lower(word[n:])
        elif depth == 0 and char.isalpha():
            return char.islower()
        n += 1
    return False


def _special_is_lower(tex: str) -> bool:
    command = _SPECIAL.match(tex)
    if command and command[1].lower() in _LETTER_COMMANDS:
        return command[1].islower()
    rest = tex[command.end() :] if command else tex
    return next((char.islower() for char in rest if char.isalpha()), False)


def _words(name: str) -> list[str]:
    """Words divided by blanks and ties outside braces."""
    if "{" not in name:
        return name.replace("~", " ").split()
    return [word for word in _split_outside(name, " \t\r\n~") if word]


def _split_outside(name: str, marks: str) -> list[str]:
    """Parts between any of `marks` that stand outside braces, stripped; `\\~` is an accent, not a tie."""
    if "{" not in name and len(marks) == 1:
        return [part.strip() for part in name.split(marks)]
    parts: list[str] = []
    depth = start = 0
    for n, char in enumerate(name):
        if char == "{":
            depth += 1
        elif char == "}":
            depth = max(depth - 1, 0)
        elif not depth and char in marks and not (n and name[n - 1] == "\\"):
            parts.append(name[start:n].strip())
            start = n + 1
    return [*parts, name[start:].strip()]


def _extended(name: str) -> Person:
    """BibLaTeX's `family=..., given=..., prefix=..., suffix=...`."""
    values: dict[str, str] = {}
    for part in _split_outside(name, ","):
        key, _, value = part.partition("=")
        values[key.strip().lower()] = _text(value.strip().strip('"'))
    family, given = values.get("family", ""), values.get("given", "")
    orcid = values.get("orcid", "").rsplit("/", 1)[-1]
    known = Person(family, given, values.get("prefix", ""), values.get("suffix", ""), "", values.get("id", ""), orcid)
    return known if known.name else Person(literal=_text(name))


@lru_cache(maxsize=_PLAIN_NAMES)
def person(name: str) -> Person:
    """One name in plain text, as RIS and prose write it: `Family, Given, Suffix` or `Given Family`."""
    name = squeeze(name)
    if name.lower().rstrip(".") in ("et al", "others", "and others"):
        return OTHERS
    family, *rest = [part.strip() for part in name.split(",")]
    rest = [part for part in rest if part]
    if not rest:
        words = family.split()
        if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
            return _with_suffix(_given_first(" ".join(words[:-1])), words[-1])
        return _given_first(family.replace("{", "").replace("}", ""))
    suffix = rest.pop() if len(rest) > 1 or (len(rest) == 1 and _SUFFIX.fullmatch(rest[0])) else ""
    words = family.split()
    lower = _particle_length(words, len(words) - 1)
    return Person(" ".join(words[lower:]), ", ".join(rest), " ".join(words[:lower]), suffix)


def are_initials(given: str, family: str) -> bool:
    """Whether a given name is initials in one word, as in `Berg, JW`; where all is in capitals nothing tells."""
    letters = 1 < len(given) <= _MOST_INITIALS and all(map(str.isupper, given))
    return letters and family != family.upper()


def _with_suffix(one: Person, suffix: str) -> Person:
    return Person(one.family, one.given, one.particle, suffix)
