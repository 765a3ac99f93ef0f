"""Locales: the terms, dates and typographic options of a language, as a style amends them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from model.citations.csl.nodes import XML_LANGUAGE, Node, read_node
from model.citations.csl.punctuation import QuoteMarks

_FALLBACK_FORMS = {"verb-short": "verb", "symbol": "short", "short": "long", "verb": "long"}
_FALLBACK_LANGUAGE = "en-US"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a locale in the singular and plural, and its grammatical gender.

    `match` says which numbers an ordinal ending is for.
    """

    single: str
    multiple: str
    match: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class InStyleLocale:
    """What a style's own `cs:locale` changes for one language, or for all ("")."""

    language: str
    node: Node


@dataclass(frozen=True, slots=True)
class Locale:
    """The language a citation is written in."""

    language: str
    terms: Mapping[tuple[str, str], Term]
    dates: Mapping[str, Node]
    options: Mapping[str, str]
    quotes: QuoteMarks

    @property
    def is_english(self) -> bool:
        """Is this a kind of English, the one language that has title case?"""
        return self.language.startswith("en")

    def find(self, name: str, form: str = "long") -> Term | None:
        """A term in the form asked for or the nearest one there is (symbol, short, long)."""
        while True:
            term = self.terms.get((name, form))
            if term is not None or form not in _FALLBACK_FORMS:
                return term
            form = _FALLBACK_FORMS[form]

    def term(self, name: str, form: str = "long", plural: bool = False) -> str:
        """A term's text, or nothing if the locale has none."""
        term = self.find(name, form)
        if term is None:
            return ""
        return term.multiple if plural else term.single

    def gender(self, name: str) -> str:
        """The grammatical gender of a word ("edition" is feminine in French), "" where there is none."""
        term = self.find(name)
        return term.gender if term else ""

    def ordinal(self, number: int, gender: str = "") -> str:
        """A number with its ordinal ending: 3rd, 11th; 1re with a French edition."""
        for form in (gender, "long") if gender else ("long",):
            for digits, width in ((number % 100, "last-two-digits"), (number % 10, "last-digit")):
                term = self.terms.get((f"ordinal-{digits:02}", form))
                if term is not None and _ordinal_applies(term.match, number, digits, width):
                    return f"{number}{term.single}"
        endings = (("ordinal", gender), ("ordinal", "long"), ("ordinal-04", "long"))  # the last is CSL 1.0's way
        ending = next((self.terms[key] for key in endings if key in self.terms), None)
        return f"{number}{ending.single if ending else ''}"


def _ordinal_applies(match: str, number: int, digits: int, width: str) -> bool:
    if match == "whole-number":
        return number == digits
    if match == "last-two-digits":
        return width == "last-two-digits"
    # ordinal-00 to -09 look at the last digit by default, ordinal-10 to -99 at the last two
    return digits >= 10 or width == "last-digit" or (match == "last-digit" and number % 10 == digits)


def read_in_style_locales(style: Node) -> tuple[InStyleLocale, ...]:
    """The `cs:locale` elements of a style."""
    return tuple(InStyleLocale(child.get(XML_LANGUAGE), child) for child in style.children if child.tag == "locale")


@lru_cache(maxsize=64)
def load_locale(language: str, own: tuple[InStyleLocale, ...] = ()) -> Locale:
    """The locale of a language: American English below, then the language, its dialect and the style's own.

    A language without a file is taken for American English.
    """
    if not any(_read_file(name) for name in _file_names(language)[1:]):
        language = _FALLBACK_LANGUAGE
    base = language.split("-")[0]
    terms: dict[tuple[str, str], Term] = {}
    dates: dict[str, Node] = {}
    options: dict[str, str] = {}
    layers = [layer for name in _file_names(language) if (layer := _read_file(name)) is not None]
    for wanted in ("", base, language):
        layers += [locale.node for locale in own if locale.language == wanted]
    for layer in layers:
        _amend(layer, terms, dates, options)
    return Locale(language, terms, dates, options, _quote_marks(terms, options))


def _file_names(language: str) -> list[str]:
    """The locale files to lay over each other, most general first."""
    from citeproc import PRIMARY_DIALECTS

    primary = str(PRIMARY_DIALECTS.get(language.split("-")[0], language))
    return list(dict.fromkeys((_FALLBACK_LANGUAGE, primary, language)))


@lru_cache(maxsize=64)
def _read_file(language: str) -> Node | None:
    from citeproc.frontend import CitationStylesLocale

    try:
        return read_node(CitationStylesLocale(language, validate=False).root)  # type: ignore[no-untyped-call]  # has no types
    except ValueError:  # citeproc-py's word for a language it has no file for
        return None


def _amend(layer: Node, terms: dict[tuple[str, str], Term], dates: dict[str, Node], options: dict[str, str]) -> None:
    """Lay one locale over those below it; ordinals are replaced as a set."""
    found = dict(_terms(layer))
    if any(name.startswith("ordinal") for name, _ in found):
        for key in [key for key in terms if key[0].startswith("ordinal")]:
            del terms[key]
    terms.update(found)
    for child in layer.children:
        if child.tag == "date":
            dates[child.get("form")] = child
        elif child.tag == "style-options":
            options.update(child.attributes)


def _terms(layer: Node) -> Iterator[tuple[tuple[str, str], Term]]:
    for group in layer.children:
        if group.tag != "terms":
            continue
        for node in group.children:
            single, multiple = node.child("single"), node.child("multiple")
            text = single.text if single else node.text
            term = Term(text, multiple.text if multiple else text, node.get("match"), node.get("gender"))
            form = node.get("gender-form") or node.get("form", "long")  # endings that agree with a noun
            yield (node.get("name"), form), term


def _quote_marks(terms: Mapping[tuple[str, str], Term], options: Mapping[str, str]) -> QuoteMarks:
    def mark(name: str) -> str:
        term = terms.get((name, "long"))
        return term.single if term else ""

    return QuoteMarks(
        (mark("open-quote"), mark("close-quote")),
        (mark("open-inner-quote"), mark("close-inner-quote")),
        options.get("punctuation-in-quote") == "true",
    )
