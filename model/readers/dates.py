"""Dates as bibliographies write them (EDTF, ISO 8601, month names, ranges, prose) made a `Date`."""

from __future__ import annotations

import re
from functools import lru_cache

from model.record import Date

__all__ = ["month_number", "parse_date", "with_month"]

_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_ISO = re.compile(
    r"\s*(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?"
    r"(?:[T ]\d{1,2}:\d{2}[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?\s*[~?%]?\s*/*\s*"
)
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[./](\d{1,2})[./](\d{4})\s*")
_MONTH_FIRST = re.compile(r"\s*(\d{1,2})[./-](\d{4})\s*")
_YEARS = re.compile(r"\s*(\d{4})\s*(?:-{1,3}|–|—|/)\s*(\d{4})\s*")
_BEFORE_CHRIST = re.compile(r"[-\N{MINUS SIGN}]0\d{3}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_NAMES = (
    "january janvier januar enero gennaio jänner",
    "february février februar febrero febbraio",
    "march mars märz marzo",
    "april avril abril aprile",
    "may mai mayo maggio",
    "june juin juni junio giugno",
    "july juillet juli julio luglio",
    "august août agosto",
    "september septembre septiembre settembre",
    "october octobre oktober octubre ottobre",
    "november novembre noviembre",
    "december décembre dezember diciembre dicembre",
)
_MONTH_OF = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_PREFIXES = {name[:3]: number for name, number in _MONTH_OF.items() if name not in ("juin", "juillet")}


def month_number(word: str) -> int:
    """The month that a word or number names, 0 when it names none: `05`, `May`, `sept`, `März`."""
    word = word.strip(" .{}").lower()
    if word.isdigit():
        return int(word) if len(word) < 3 and 1 <= int(word) <= 12 else 0
    return _MONTH_OF.get(word) or (_PREFIXES.get(word[:3], 0) if len(word) in (3, 4) else 0)


@lru_cache(maxsize=4096)
def parse_date(text: str) -> Date:
    """A date as exactly as the text says; one that is no calendar date (`in press`, `ca. 1900`) keeps its text."""
    text = text.strip()
    if not text:
        return Date()
    if found := _ISO.fullmatch(text):
        return _checked(text, *found.groups())
    if found := _YEARS.fullmatch(text):
        return Date(int(found[1]), end=(int(found[2]), 0, 0))
    if "/" in text:
        start, _, end = text.partition("/")
        first, last = _ISO.fullmatch(start), _ISO.fullmatch(end)
        if first and (last or end.strip() in ("", "..")):
            begun = _checked(text, *first.groups())
            ended = _checked(text, *last.groups()) if last else Date()
            return Date(begun.year, begun.month, begun.day, begun.text, (ended.year, ended.month, ended.day))
    if _BEFORE_CHRIST.match(text):
        return Date(text=text)
    if found := _DAY_FIRST.fullmatch(text):
        return _checked(text, found[3], found[2], found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return _checked(text, found[2], found[1], None)
    return _prose(text)


def _checked(text: str, year: str, month: str | None, day: str | None) -> Date:
    """A date of digits; a month or day out of range (EDTF's seasons 21 to 24 too) stays in the text."""
    if int(year) == 0:
        return Date(text=text)
    month_ = int(month or 0)
    if month_ > 12:
        return Date(int(year), text=text)
    day_ = int(day or 0)
    return Date(int(year), month_, day_) if day_ <= 31 and (month_ or not day_) else Date(int(year), month_, text=text)


def _prose(text: str) -> Date:
    years = _YEAR.findall(text)
    if len(set(years)) != 1 or int(years[0]) == 0:
        return Date(text=text)
    months = [number for word in _WORD.findall(text) if (number := month_number(word))]
    words = [word for word in _WORD.findall(text) if not month_number(word) and len(word) > 1]
    if len(set(months)) != 1 or words:
        return Date(int(years[0]), text=text)
    days = [int(day) for day in _NUMBER.findall(text)]
    day = days[0] if len(days) == 1 and 1 <= days[0] <= 31 else 0
    return Date(int(years[0]), months[0], day)


def with_month(date: Date, month: str, day: str = "") -> Date:
    """`date` with the month (and day) of fields of their own: `jun`, `6`, `10~jun`, `May--June`."""
    if not date.year or date.month or not month:
        return date
    words = [number for word in _WORD.findall(month) if (number := month_number(word))]
    days = [int(number) for number in _NUMBER.findall(month)]
    if not words:
        number = days[0] if days and not _WORD.search(month) else 0
        if not 1 <= number <= 12:
            return Date(date.year, text=f"{month} {date.year}") if not date.text else date
        words, days = [number], []
    first = int(day) if day.isdigit() and 1 <= int(day) <= 31 else (days[0] if len(days) == 1 else 0)
    end = (date.year, words[-1], 0) if len(words) > 1 and words[-1] != words[0] else (0, 0, 0)
    return Date(date.year, words[0], first if 1 <= first <= 31 else 0, date.text, end)
