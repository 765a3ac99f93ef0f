"""An item of CSL-JSON or CSL-YAML becomes the fields of a record; variables unknown here keep their own names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from model import html, tex
from model.fields import BY_NAME, NUMBERED_TYPES, PEOPLE_ROLES, TYPES
from model.names import person
from model.readers import crossref
from model.readers.dates import parse_date
from model.readers.gathered import filled
from model.readers.identifiers import arxiv_id, arxiv_in, bare_doi, doi_in_url, serial_numbers
from model.record import Date, Person, RawValue, Value
from model.text import squeeze, with_dash

__all__ = ["record_fields"]

_TYPES = {info.csl: name for name, info in reversed(TYPES.items())} | {
    "article": "preprint",
    "article-magazine": "newspaper_article",
    "book": "book",
    "chapter": "book_chapter",
    "entry": "encyclopedia_article",
    "entry-dictionary": "encyclopedia_article",
    "pamphlet": "book",
    "paper-conference": "conference",
    "personal_communication": "manuscript",
    "post": "webpage",
    "post-weblog": "webpage",
    "report": "report",
    "review-book": "review",
}
_RENAMED = {
    "event": "event-title",
    "journalAbbreviation": "container-title-short",
    "shortTitle": "title-short",
    "status": "publication_status",
}
_WITH_EVENTS = frozenset({"conference", "lecture", "misc"})
_HANDLED = frozenset(
    {"id", "type", "DOI", "ISBN", "ISSN", "keyword", "note", "page", "number", "language", "citation-key"}
)
_EXTRA = re.compile(r"(?:\{:)?([A-Za-z][A-Za-z0-9 _-]{0,40})\s*:\s*([^}]*\S)\}?")
_EXTRAS = {
    "arxiv": "arxiv", "citation key": "citekey", "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID",
    "pmcid": "PMCID", "original title": "original-title", "event title": "event-title", "event place": "event-place",
    "event date": "event-date", "collection title": "collection-title", "number of pages": "number-of-pages",
    "title short": "title-short", "submitted": "submitted", "issued": "issued",
}  # fmt: skip
_NEGATIVE = re.compile(r"-[1-9]\d{0,4}")
_SEASONS = {1: "Spring", 2: "Summer", 3: "Autumn", 4: "Winter"}

Item = Mapping[str, RawValue]
Known = dict[str, Value]


def record_fields(item: Item) -> Known:
    """The fields of one CSL item; numbers and strings are taken alike, as exporters write both."""
    related: Value = ()
    if crossref.is_work(item):
        related, item = crossref.relations(item), crossref.as_item(item)
    csl_type = _word(item.get("type"))
    type_ = _TYPES.get(csl_type, "misc")
    fields: Known = {"type": type_, "relation": related}
    for name, value in item.items():
        if name not in _HANDLED:
            _variable(fields, _RENAMED.get(name, name), value)
    if fields.get("container-title-short") == fields.get("container-title"):
        fields.pop("container-title-short", None)
    _place(fields)
    _pages_and_number(fields, item, type_)
    _identifiers(fields, item)
    _note(fields, item)
    keywords = item.get("keyword")
    parts = keywords if isinstance(keywords, list) else re.split(r"[;,]", _word(keywords))
    fields["keyword"] = tuple(dict.fromkeys(text for part in parts if (text := _text(part))))
    fields["language"] = tuple(part for part in re.split(r"[;,\s]+", _word(item.get("language"))) if part)
    if csl_type and csl_type not in _TYPES:
        fields["csl-type"] = csl_type
    return filled(fields)


def _place(fields: Known) -> None:
    """Zotero gives each place twice, as that of an event too, where there was none."""
    here, event = fields.get("event-place"), {"event-title", "event-date"} & fields.keys()
    if here == fields.get("publisher-place") and not event and fields["type"] not in _WITH_EVENTS:
        fields.pop("event-place", None)


def _word(value: RawValue) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return squeeze(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _text(value: RawValue) -> str:
    word = _word(value)
    return html.clean(tex.decode_math(word)) if word else ""


def _block(value: RawValue) -> str:
    text = value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""
    return "\n".join(_text(line) for line in text.split("\n")).strip()


def _variable(fields: Known, name: str, value: RawValue) -> None:
    """One variable, by the kind that its field has, or where we have none by what the value looks like."""
    field = BY_NAME.get(name)
    kind = field.kind if field else ""
    if name in PEOPLE_ROLES or (not kind and _is_names(value)):
        fields[name] = tuple(one for item in _list(value) if (one := _person(item)).name)
    elif kind == "date" or (not kind and isinstance(value, dict) and _is_date(value)):
        fields[name] = _date(value)
    elif kind in ("words", "texts"):
        fields[name] = tuple(text for item in _list(value) if (text := _text(item)))
    elif kind == "block":
        fields[name] = _block(value)
    elif kind == "word":
        fields[name] = _word(value)
    elif kind == "text" or (not kind and not isinstance(value, dict | list)):
        fields[name] = _text(value)
    elif kind:
        fields[f"csl-{name}"] = _text(value)  # a name of ours for something else
    elif isinstance(value, dict):
        fields[name] = dict(value)
    else:
        fields[name] = tuple(text for item in _list(value) if (text := _one_line(item)))


def _one_line(value: RawValue) -> str:
    """A value of a variable unknown here, kept readable, of whatever shape."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {text}" for key, part in value.items() if (text := _one_line(part)))
    return "; ".join(filter(None, map(_one_line, value))) if isinstance(value, list) else _text(value)


def _list(value: RawValue) -> list[RawValue]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_names(value: RawValue) -> bool:
    return isinstance(value, list) and any(
        isinstance(item, dict) and ("family" in item or "literal" in item) for item in value
    )


def _is_date(value: Item) -> bool:
    return bool(value.keys() & {"date-parts", "raw", "literal", "season", "year"})


def _person(item: RawValue) -> Person:
    """A CSL name. The dropping particle goes behind the given name, where sorted lists show it."""
    if not isinstance(item, dict):
        return person(_text(item)) if _word(item) else Person()
    get = {key: _text(value) for key, value in item.items()}.get
    family, given = get("family", ""), get("given", "")
    particle = get("non-dropping-particle", "")
    if not particle and family[:1].islower() and " " in family:
        parsed = person(f"{family}, {given}")
        family, particle = parsed.family, parsed.particle
    given = f"{given} {get('dropping-particle', '')}".strip()
    literal = get("literal", "") if not family else ""
    orcid = (get("ORCID", "") or get("orcid", "")).rsplit("/", 1)[-1]
    if not family and not literal:
        literal, given = (given or get("name", "")), ""
    return Person(family.strip('"'), given, particle, get("suffix", ""), literal, "", orcid)


def _date(value: RawValue) -> Date:
    """`date-parts` (numbers or strings), else `raw`, `literal` or the value; a season, `circa`, a year BC is text."""
    value = _with_parts(value)
    if not isinstance(value, dict):
        return parse_date(_word(value))
    parts = [[_number(part) for part in _list(one)] for one in _list(value.get("date-parts"))]
    text = _word(value.get("literal")) or _before_christ(value.get("date-parts"))
    if not parts or not parts[0] or not parts[0][0]:
        return parse_date(_word(value.get("raw")) or text)
    year, month, day = (*parts[0][:3], 0, 0)[:3]
    end = (*parts[1][:3], 0, 0)[:3] if len(parts) > 1 and parts[1] else (0, 0, 0)
    if not day and (season := _season(month, value.get("season"))):
        text = text or f"{season} {year}"
    elif value.get("circa") not in (None, False, "", "false", 0):
        text = text or f"ca. {year}"
    month = month if 1 <= month <= 12 else 0
    return Date(year, month, day if month and 1 <= day <= 31 else 0, text, (end[0], end[1], end[2]))


def _with_parts(value: RawValue) -> RawValue:
    """A date as Pandoc wrote it for long, a map (or two in a list) of `year`, `month` and `day`, with `date-parts`."""
    ends = [end for end in _list(value) if isinstance(end, dict)]
    if not ends or not all("year" in end for end in ends):
        return value
    parts = [list[RawValue]([end.get(part, 0) for part in ("year", "month", "day")]) for end in ends]
    return {**ends[0], "date-parts": list[RawValue](parts)}


def _season(month: int, told: RawValue) -> str:
    """The season of a date: a number or word of its own, or a month beyond the twelfth, as data has it of all ages."""
    if month:
        return _SEASONS[(month - 13) % 4 + 1] if 13 <= month <= 24 else ""
    return _SEASONS.get(_number(told), "") or (squeeze(told) if isinstance(told, str) and told[:1].isalpha() else "")


def _before_christ(parts: RawValue) -> str:
    """The text of a date whose year is negative: CSL's numbers say -44 of what people call 44 BC."""
    for one in _list(parts):
        year = _word(next(iter(_list(one)), None))
        return f"{int(year[1:])} BC" if _NEGATIVE.fullmatch(year) else ""
    return ""


def _number(value: RawValue) -> int:
    word = _word(value)
    return int(word) if word.isdecimal() and len(word) < 6 else 0


def _pages_and_number(fields: Known, item: Item, type_: str) -> None:
    page = with_dash(_text(item.get("page")))
    paged = TYPES[type_].paged and page.isdigit() and "number-of-pages" not in fields
    fields["number-of-pages" if paged else "page"] = page
    number = _text(item.get("number"))
    if found := arxiv_in(number):
        fields["arxiv"] = (found,)
    elif number:
        fields["report_number" if type_ in NUMBERED_TYPES else "number"] = number


def _identifiers(fields: Known, item: Item) -> None:
    doi = _word(item.get("DOI"))
    fields["DOI"] = bare_doi(doi) or doi or doi_in_url(_word(item.get("URL")))
    books, serials, others = serial_numbers(" ; ".join(_numbers_in(item)))
    fields["ISBN"], fields["ISSN"] = books, serials
    fields["other-numbers"] = others
    if "arxiv" not in fields and (found := arxiv_in(_word(item.get("URL")), doi, _word(item.get("container-title")))):
        fields["arxiv"] = (found,)
    key, id_ = _word(item.get("citation-key")), _word(item.get("id"))
    if key or (id_ and "://" not in id_):
        fields["citekey"] = (key or id_,)


def _numbers_in(item: Item) -> Iterator[str]:
    """Of books and serials, in one text or in a list."""
    for name in ("ISBN", "ISSN"):
        yield from filter(None, map(_word, _list(item.get(name))))


def _note(fields: Known, item: Item) -> None:
    """The note, without the lines `Key: value` in which Zotero keeps what it has no place for."""
    kept: list[str] = []
    for line in _block(item.get("note")).split("\n"):
        extra = _EXTRA.fullmatch(line.strip())
        target = _EXTRAS.get(extra[1].lower().replace("-", " ").replace("_", " ")) if extra else None
        if extra is None or target is None:
            kept.append(line)
            continue
        value = arxiv_id(extra[0]) or extra[2] if target == "arxiv" else extra[2]
        known = fields.get(target)
        if known in (None, "", ()):
            _variable(fields, target, value)
        elif known not in (value, (value,)):
            kept.append(line)
    fields["note"] = "\n".join(kept).strip()
