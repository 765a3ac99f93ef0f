"""Dates as CSL prints them: parts in the order of the locale or style, ranges, seasons, words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.citations.csl.context import Context
from model.citations.csl.decorate import decorate
from model.citations.csl.nodes import Node
from model.citations.csl.spans import AFFIX, Span, Spans

_UNITS = ("year", "month", "day")
_ISO = re.compile(r"^(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date or range as CSL-JSON gives it: begin and end as (year, month, day), or only words."""

    begin: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    season: int = 0
    circa: bool = False
    literal: str = ""


def read_date(value: object) -> DateValue | None:
    """Read a CSL-JSON date; numbers may be strings, and what is no number ends the date."""
    if isinstance(value, str):
        value = {"raw": value}
    if not isinstance(value, Mapping):
        return None
    parts = value.get("date-parts")
    dates = [_integers(part) for part in parts] if isinstance(parts, (list, tuple)) else []
    dates = [date for date in dates if date and date[0]]  # there is no year 0
    circa = bool(value.get("circa"))
    if dates:
        season = _integer(value.get("season")) or 0
        return DateValue(dates[0], dates[1] if len(dates) > 1 else (), season, circa)
    raw = str(value.get("literal") or value.get("raw") or "")
    bounds = [_ISO.match(bound.strip()) for bound in raw.split("/", 1)]
    if raw and all(bounds) and "literal" not in value:
        begin, *rest = [_integers([part for part in bound.groups() if part]) for bound in bounds if bound]
        return DateValue(begin, rest[0] if rest else (), circa=circa)
    return DateValue(literal=raw, circa=circa) if raw else None


def _integer(value: object) -> int | None:
    try:
        return int(str(value))
    except ValueError:
        return None


def _integers(parts: object) -> tuple[int, ...]:
    out: list[int] = []
    for part in parts if isinstance(parts, (list, tuple)) else [parts]:
        number = _integer(part)
        if number is None or (number <= 0 and out):
            break
        out.append(number)
    return tuple(out[:3])


def sort_key(value: object, units: Sequence[str] = _UNITS) -> str:
    """A date as text that sorts in time, years before our era first, as precisely as `units` say."""
    date = read_date(value)
    if date is None:
        return ""
    if not date.begin:
        return date.literal
    year, month, day = (
        number if unit in units else 0 for unit, number in zip(_UNITS, (*date.begin, 0, 0), strict=False)
    )
    return f"{year + 20000:05}{month:02}{day:02}"


def render_date(node: Node, context: Context) -> Spans:
    """Render `cs:date`: a date of the locale (with the style's changes) or one spelt out by the style."""
    variable = node.get("variable")
    date = None if variable in context.suppressed else read_date(context.item.get(variable))
    if date is None:
        context.saw(variable, False)
        return []
    parts, delimiter = _parts(node, context)
    if context.sorting:
        context.saw(variable, True)
        return [Span(sort_key(context.item.get(variable), [part.get("name") for part in parts]))]
    spans = _Writer(context, date, variable, delimiter).write(parts)
    context.saw(variable, bool(spans))
    return decorate(spans, node, context)


def _parts(node: Node, context: Context) -> tuple[list[Node], str]:
    """The date-parts to print, in order, and what goes between them."""
    own = [child for child in node.children if child.tag == "date-part"]
    form = node.get("form")
    if not form:
        return own, node.get("delimiter")
    localized = context.locale.dates.get(form)
    if localized is None:
        return own, node.get("delimiter")
    shown = node.get("date-parts", "year-month-day").split("-")
    changes = {part.get("name"): part.attributes for part in own}
    parts = [
        Node("date-part", {**part.attributes, **_without_affixes(changes.get(part.get("name"), {}))})
        for part in localized.children
        if part.get("name") in shown
    ]
    return parts, localized.get("delimiter")


def _without_affixes(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if name not in ("prefix", "suffix")}


@dataclass(frozen=True, slots=True)
class _Writer:
    context: Context
    date: DateValue
    variable: str
    delimiter: str

    def write(self, parts: Sequence[Node]) -> Spans:
        """Write a date, or a range with the parts both ends share written once."""
        begin, end = self.date.begin, self.date.end
        if not end or begin == end:
            return self._join([self._part(part, begin) for part in parts])
        differing = self._differing(parts, begin, end)
        if not differing:
            return self._join([self._part(part, begin) for part in parts])
        first, last = differing[0], differing[-1]
        before = [self._part(part, begin) for part in parts[:first]]
        left = [self._part(part, begin) for part in parts[first : last + 1]]
        right = [self._part(part, end) for part in parts[first : last + 1]]
        after = [self._part(part, end) for part in parts[last + 1 :]]
        left, right = [spans for spans in left if spans], [spans for spans in right if spans]
        if left and right:
            left[-1] = _without_trailing_affix(left[-1])
            right[0] = right[0][1:] if right[0][0].kind == AFFIX else right[0]
        dash = self._range_delimiter(parts, begin, end)
        middle = self._join(left) + self.context.affix(dash) + self._join(right)
        return self._join([*before, middle, *after])

    def _differing(self, parts: Sequence[Node], begin: tuple[int, ...], end: tuple[int, ...]) -> list[int]:
        """Places of the parts from the largest unit that differs downwards."""
        units = [unit for i, unit in enumerate(_UNITS) if begin[i : i + 1] != end[i : i + 1]]
        if not units:
            return []
        changed = _UNITS[_UNITS.index(units[0]) :]
        return [index for index, part in enumerate(parts) if part.get("name") in changed]

    def _range_delimiter(self, parts: Sequence[Node], begin: tuple[int, ...], end: tuple[int, ...]) -> str:
        largest = next((u for i, u in enumerate(_UNITS) if begin[i : i + 1] != end[i : i + 1]), "year")
        part = next((part for part in parts if part.get("name") == largest), None)
        return part.get("range-delimiter", "–") if part else "–"

    def _join(self, pieces: Sequence[Spans]) -> Spans:
        out: Spans = []
        for piece in pieces:
            if piece:
                out += (self.context.affix(self.delimiter) if out else []) + piece
        return out

    def _part(self, part: Node, date: tuple[int, ...]) -> Spans:
        name = part.get("name")
        if not date:  # words such as "in press" stand where the year would
            words = self.context.spans(self.date.literal) if name == "year" else []
            return decorate(words, part, self.context)
        index = _UNITS.index(name) if name in _UNITS else 3
        text = ""
        if name == "year":
            text = self._year(part, date)
        elif name == "month":
            text = self._month(part, date)
        elif name == "day" and len(date) > index:
            text = self._day(part, date[index], date[1])
        return decorate(self.context.term(text), part, self.context)

    def _year(self, part: Node, date: tuple[int, ...]) -> str:
        year = date[0]
        text = str(abs(year))
        if part.get("form") == "short":
            text = text[-2:]
        elif year < 0:
            text += self.context.locale.term("bc")
        elif 0 < year < 1000:
            text += self.context.locale.term("ad")
        if self.variable == "issued" and not self.context.style.writes_year_suffix:
            text += self.context.year_suffix
            self.context.year_suffix = ""  # once in an entry is enough
        return text

    def _month(self, part: Node, date: tuple[int, ...]) -> str:
        month = date[1] if len(date) > 1 else 0
        # months beyond 12 are seasons: EDTF counts them from 21, older data from 13 or 17
        season = (month - 13) % 4 + 1 if 13 <= month <= 24 else self.date.season if month == 0 else 0
        form = part.get("form", "long")
        if season:
            return self.context.locale.term(f"season-{season:02}")
        if not 1 <= month <= 12:
            return ""
        if form.startswith("numeric"):
            return f"{month:02}" if form == "numeric-leading-zeros" else str(month)
        return self.context.locale.term(f"month-{month:02}", form)

    def _day(self, part: Node, day: int, month: int) -> str:
        form = part.get("form", "numeric")
        if form == "ordinal":
            only_first = self.context.locale.options.get("limit-day-ordinals-to-day-1") == "true"
            gender = self.context.locale.gender(f"month-{month:02}")
            return str(day) if only_first and day > 1 else self.context.locale.ordinal(day, gender)
        return f"{day:02}" if form == "numeric-leading-zeros" else str(day)


def _without_trailing_affix(spans: Spans) -> Spans:
    """Drop the suffix of a part that a range dash follows."""
    return spans[:-1] if spans and spans[-1].kind == AFFIX else spans
