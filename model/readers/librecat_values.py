"""Values of LibreCat's documents (strings, lists, maps, or what JSON has) as text, lists of text, dates."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from model import text
from model.record import Date, RawValue, Value

__all__ = ["block", "canonical", "coercer", "date_of", "items", "mapping", "squeezed", "texts", "word", "words"]


def squeezed(value: RawValue) -> str:
    """A scalar as a string without the blanks that exports leave around it; lists and maps give an empty one."""
    if isinstance(value, str):
        return value.strip(" ") if value.isprintable() and "  " not in value else text.squeeze(value)
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return text.squeeze(str(value))


def items(value: RawValue) -> list[RawValue]:
    """A list as it is, a single value as a list of one, nothing as an empty list."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def mapping(value: RawValue) -> dict[str, RawValue]:
    """A map as it is; the first map of a list of them; else an empty one."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, dict)), None)
    return value if isinstance(value, dict) else {}


def canonical(value: RawValue) -> str:
    """One line of canonical text: HTML and inline mathematics read, blanks squeezed."""
    return _read(squeezed(value))


def block(value: RawValue) -> str:
    """Canonical text that keeps its line breaks, for abstracts and notes."""
    if value is None or isinstance(value, list | dict):
        return ""
    lines = str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    return _read(lines)


def _read(value: str) -> str:
    """HTML and inline mathematics as canonical text; most values hold neither, and cost nothing."""
    if "<" in value or "&" in value:
        from model import html

        value = html.clean(value)
    if "$" in value or "\\" in value:
        from model import tex

        value = tex.decode_math(value)
    return value


def words(value: RawValue) -> tuple[str, ...]:
    """Identifiers: scalars, or maps that hold one."""
    return tuple(word for item in items(value) if (word := squeezed(item) or _identifier_of(item)))


def _identifier_of(item: RawValue) -> str:
    known = item.get("_id") or item.get("id") or item.get("name") if isinstance(item, dict) else None
    return squeezed(known) or _words_of(item)


def texts(value: RawValue) -> tuple[str, ...]:
    """Lines of canonical text."""
    return tuple(line for item in items(value) if (line := _line(item)))


def _line(item: RawValue) -> str:
    return canonical(item) if isinstance(item, str) else _words_of(item)


def _words_of(item: RawValue) -> str:
    """What a value of another shape than ours says, as other repositories have a map for a publisher."""
    if isinstance(item, dict):
        return ", ".join(line for part in item.values() if (line := _words_of(part)))
    return "; ".join(texts(item)) if isinstance(item, list) else canonical(item)


@lru_cache(maxsize=10_000)  # days: thirty years have no more
def date_of(value: str) -> Date:
    """A time stamp or a partial ISO date as a Date; anything else is kept as its text."""
    parts = value.partition("T")[0].split("-")
    if not all(part.isdecimal() for part in parts) or len(parts[0]) != 4:
        return Date(text=value)
    year, month, day = (*map(int, parts[:3]), 0, 0)[:3]
    if month > 12 or day > 31:
        return Date(year, text=value)
    return Date(year, month, day)


def word(value: RawValue) -> str:
    """An identifier or a word, also where other repositories than ours hold it in a list or a map."""
    return "; ".join(words(value)) if isinstance(value, list | dict) else squeezed(value)


def _text(value: RawValue) -> str:
    return canonical(value) if isinstance(value, str) else "; ".join(texts(value))


_COERCE: dict[str, Callable[[RawValue], Value]] = {
    "word": word,
    "text": _text,
    "block": lambda value: "\n\n".join(part for item in items(value) if (part := block(item) or _words_of(item))),
    "words": words,
    "texts": texts,
    "date": lambda value: date_of(word(value)),
    "flag": lambda value: squeezed(value).lower() in {"1", "true", "yes"},
}


def coercer(kind: str) -> Callable[[RawValue], Value]:
    """What makes a value what fields of a kind hold; of a kind we know nothing of it stays readable."""
    return _COERCE.get(kind, _unknown)


def _unknown(value: RawValue) -> Value:
    """A value of a key we know nothing of, kept readable: text, list of texts, or a map of texts."""
    if isinstance(value, dict):
        return {key: _one_line(part) for key, part in value.items()}
    if isinstance(value, list):
        return tuple(line for part in value if (line := _one_line(part)))
    return canonical(value)


def _one_line(value: RawValue) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_one_line(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "; ".join(_one_line(part) for part in value)
    return canonical(value)
