"""What to say when nothing was found: what was perhaps meant, or what to leave out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from model.search.index import Index
from model.search.query import Query, Word, parse

_PARTS = re.compile(r'-?\([^()]*\)|[^\s"]*"[^"]*"?|\S+')
_TRIED = 8  # parts of a query that are left out one after the other to see whether that helps


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What would match instead, said in words, and the query for it."""

    text: str
    query: str


def suggest(index: Index, query: Query, count: Callable[[Query], int]) -> Suggestion | None:
    """Another query that finds something; `count` tells how much a query finds."""
    for word, meant in _meant(index, query):
        other = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", meant, query.text, count=1)
        if found := count(parse(other)):
            return Suggestion(f"{found:,} with {meant} instead of {word}", other)
    parts = _PARTS.findall(query.text)
    if len(parts) < 2:
        return None
    for drop in range(len(parts) - 1, max(len(parts) - 1 - _TRIED, -1), -1):
        other = " ".join(parts[:drop] + parts[drop + 1 :])
        shorter = parse(other)
        if shorter.terms and (found := count(shorter)):
            return Suggestion(f"{found:,} without {parts[drop]}", other)
    return None


def _meant(index: Index, query: Query) -> Iterator[tuple[str, str]]:
    """Words that no text has, each with the word most like it: more typos than a search allows for."""
    for term in query.terms:
        if isinstance(term, Word) and len(term.words) == 1 and not index.has(term.words[0]):
            corrections = index.typos.corrections(term.words[0], index.vocabulary.words, more=1)
            if corrections:
                yield term.raw, index.commonest(corrections[0].start)
