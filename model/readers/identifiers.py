"""Identifiers as people write them (addresses, prefixes, lists) brought into the form that fields hold."""

from __future__ import annotations

import re
from functools import lru_cache

from model.entities import characters

__all__ = ["arxiv_id", "arxiv_in", "bare_doi", "doi_in_url", "serial_numbers"]

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_URL = re.compile(r"https?://(?:www\.|dx\.)?doi\.(?:org|acm\.org)/(10\.\d{4,9}(?:\.\d+)*/[^\s?#]+)", re.IGNORECASE)
_SLASH = re.compile("%2F", re.IGNORECASE)
_ARXIV_NEW = r"\d{4}\.\d{4,5}(?:v\d+)?"
_ARXIV_OLD = r"[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?"
_ARXIV = re.compile(
    rf"(?:arxiv\s*[:.]\s*(?:abs/)?|arxiv\.org/(?:abs|pdf|html)/|10\.48550/arxiv\.|\babs/|^\s*)({_ARXIV_NEW}|{_ARXIV_OLD})"
    r"(?![\d/])",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[,;/]|\s+and\s+|\s{2,}|(?<=[\dXx)])\s+(?=\d)", re.IGNORECASE)
_NUMBER = re.compile(r"[\d][\d‐–-]*[\dXx](?![\w-])")
_LONGEST_NUMBER = 60  # with hyphens and a remark; the search is not linear
_REMEMBERED = 10_000  # lists of serial numbers: a journal's is the same in all its articles
_DASHES = str.maketrans("‐‑–—", "----")


def bare_doi(text: str) -> str:
    """The DOI in a text that is one, however dressed (`https://doi.org/..`, `doi:..`); empty when there is none."""
    text = characters(text)
    address = "doi.org/" in text
    found = _DOI.search(_SLASH.sub("/", text) if address else text)
    if not found:
        return ""
    doi = (_unescaped(found[0]) if address else found[0]).rstrip(".,;")
    return doi[:-1] if doi.endswith(">") and "<" not in doi else doi


def _unescaped(doi: str) -> str:
    """A DOI out of an address, with the signs that addresses write as numbers; by itself it may have a `%`."""
    if "%" not in doi:
        return doi
    from urllib.parse import unquote

    plain = unquote(doi)
    return plain if plain.isprintable() and " " not in plain and "\ufffd" not in plain else doi


def doi_in_url(url: str) -> str:
    """The DOI that an address of the DOI resolver holds; other addresses have none that is certain."""
    found = _DOI_URL.match(_SLASH.sub("/", url.strip()))
    return _unescaped(found[1]) if found else ""


def arxiv_id(text: str) -> str:
    """The arXiv id in `2205.12597`, `arXiv:2205.12597v2`, an arXiv address or DOI, `CoRR` volumes; else empty."""
    found = _ARXIV.search(text)
    return found[1] if found else ""


def arxiv_in(*texts: str) -> str:
    """The arXiv id in the first of these texts that names arXiv and has one; else empty."""
    return next((found for text in texts if "arxiv" in text.lower() and (found := arxiv_id(text))), "")


@lru_cache(maxsize=_REMEMBERED)
def serial_numbers(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """ISBNs, ISSNs and what is neither, from a list with any separators; told apart by their length."""
    books: list[str] = []
    serials: list[str] = []
    others: list[str] = []
    for part in _SEPARATORS.split(text.translate(_DASHES)):
        number = _NUMBER.search(part) if len(part) <= _LONGEST_NUMBER else None
        digits = number[0].replace("-", "") if number else ""
        if number and len(digits) == 8:
            serials.append(f"{digits[:4]}-{digits[4:].upper()}" if "-" not in number[0] else number[0].upper())
        elif number and len(digits) in (10, 13):
            books.append(number[0])
        elif part.strip():
            others.append(part.strip())
    return tuple(dict.fromkeys(books)), tuple(dict.fromkeys(serials)), tuple(dict.fromkeys(others))
