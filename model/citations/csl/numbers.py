"""Numbers: what counts as one, ranges, ordinals, Roman numerals, page ranges and plurals."""

from __future__ import annotations

import re

from model.citations.csl.locales import Locale

_VARIABLES = """
    chapter-number citation-number collection-number edition first-reference-note-number issue locator
    number number-of-pages number-of-volumes page page-first part-number printing-number section
    supplement-number version volume
"""
NUMBER_VARIABLES = frozenset(_VARIABLES.split())
"""The variables CSL calls numbers."""

_NUMBER = r"[A-Za-z]{0,2}\d+[A-Za-z]{0,3}"
_NUMERIC = re.compile(rf"^{_NUMBER}(?:\s*(?:[-–—&,]|\band\b)\s*{_NUMBER})*$")
_BETWEEN = re.compile(r"(?:[-–—&,]|\band\b)+", re.IGNORECASE)
_PIECE = re.compile(rf"{_BETWEEN.pattern}|\w+|[^\w\s]", re.IGNORECASE)
_COUNT = re.compile(r"(?=\D*\d)\w+|[ivxlcdm]+", re.IGNORECASE)
_RANGE = re.compile(r"(?<=[^\W_])\s*[-–]+\s*(?=[^\W_])")
_PAGE_RANGE = re.compile(r"([A-Za-z]*)(\d+)\s*[-–]+\s*([A-Za-z]*)(\d+)(?![\w-])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:,|\b))")  # of a patent: US 1,234,567 B2
_LONGEST = 300  # characters: longer ones number nothing, and the patterns above would search them for ever
_COUNTABLE = 15  # digits
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def is_numeric(text: str) -> bool:
    """CSL's `is-numeric`: only numbers, each with a letter or two around it, in lists and ranges."""
    return len(text) <= _LONGEST and bool(_NUMERIC.match(text.strip()))


def is_plural(text: str, variable: str) -> bool:
    """Does a label before this value take the plural: a range, a list, or a count above one?"""
    if variable.startswith("number-of-"):
        return text.strip().isdecimal() and text.strip().lstrip("0") not in ("", "1")
    if variable == "number":
        text = _THOUSANDS.sub("", text)
    pieces = _PIECE.findall(text)
    return any(
        _BETWEEN.fullmatch(between) and _COUNT.fullmatch(before) and _COUNT.fullmatch(after)
        for before, between, after in zip(pieces, pieces[1:], pieces[2:], strict=False)
    )


def roman(number: int) -> str:
    """A number in lower-case Roman numerals; those out of reach stay as they are."""
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def format_number(text: str, form: str, locale: Locale, noun: str = "") -> str:
    """Write the numbers of a numeric value in a form: numeric, ordinal, long-ordinal or roman.

    Ordinals agree with `noun`, the name of what is counted.
    """
    if not is_numeric(text):
        return text
    dash = locale.term("page-range-delimiter") or "–"
    out = re.sub(r"\s*[-–]\s*", dash, text)
    out = out if noun == "number" and _THOUSANDS.search(out) else re.sub(r"\s*,\s*", ", ", out)
    out = re.sub(r"\s*&\s*", " & ", out)
    if form in ("", "numeric"):
        return out
    whole = rf"(?<![A-Za-z\d])\d{{1,{_COUNTABLE}}}(?![A-Za-z\d])"
    return re.sub(whole, lambda m: _in_form(int(m[0]), form, locale, noun), out)


def _in_form(number: int, form: str, locale: Locale, noun: str) -> str:
    if form == "roman":
        return roman(number)
    ordinal = locale.ordinal(number, locale.gender(noun))
    if form == "long-ordinal" and 1 <= number <= 10:
        return locale.term(f"long-ordinal-{number:02}") or ordinal
    return ordinal if form.endswith("ordinal") else str(number)


def format_pages(text: str, rule: str, locale: Locale) -> str:
    """Write page ranges with the locale's dash, the last page cut or completed as the style's rule says."""
    if len(text) > _LONGEST:
        return text
    dash = locale.term("page-range-delimiter") or "–"

    def rewrite(match: re.Match[str]) -> str:
        """One range as the style writes it."""
        prefix, first, last_prefix, last = match.groups()
        if last_prefix not in ("", prefix):
            return f"{prefix}{first}{dash}{last_prefix}{last}"
        if not rule:
            return f"{prefix}{first}{dash}{last_prefix}{last}"
        shown = _last_page(first, _complete(first, last), rule)
        again = prefix if rule == "expanded" else ""
        return f"{prefix}{first}{dash}{again}{shown}"

    out = _PAGE_RANGE.sub(rewrite, text)
    out = _RANGE.sub(dash, out)
    return re.sub(r"\s*,\s*", ", ", out)


def _complete(first: str, last: str) -> str:
    """Undo an abbreviation: 1021 and 9 mean 1021 to 1029."""
    return first[: len(first) - len(last)] + last if len(last) < len(first) else last


def _last_page(first: str, last: str, rule: str) -> str:
    """How much of the last page is printed."""
    if rule == "expanded" or len(first) != len(last):
        return last
    if rule.startswith("chicago"):
        return _chicago(first, last, rule)
    keep = 2 if rule == "minimal-two" else 1
    return _minimal(first, last, keep)


def _minimal(first: str, last: str, keep: int) -> str:
    common = 0
    while common < len(last) - keep and first[common] == last[common]:
        common += 1
    return last[common:]


def _chicago(first: str, last: str, rule: str) -> str:
    """The Chicago Manual's rule: all digits below 100 and at hundreds, else two or what changed.

    Up to its 15th edition four digits of which three change are given in full; "chicago" means that one.
    """
    number = int(first)
    if number < 100 or number % 100 == 0:
        return last
    if number % 100 < 10:
        return _minimal(first, last, 1)
    short = _minimal(first, last, 2)
    if rule != "chicago-16" and len(first) == 4 and len(short) == 3:
        return last
    return short
