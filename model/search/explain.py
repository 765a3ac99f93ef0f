"""Why a record matched, in a few words, when a look at its line does not say so."""

from model.search.index import PARTS, PLACE, SUBJECT, WEAK, Index
from model.search.query import PEOPLE_FIELDS, Field, Query, Word
from model.search.typos import SHORTEST

_SHOWN = (*PEOPLE_FIELDS, "title", "container")  # fields that a line of the list has


def reason(index: Index, query: Query, row: int) -> str:
    """`typo: compresion ~ compression`, `in abstract` ...; nothing when title, people or place show it."""
    texts = [index.text(row, part) for part in range(PARTS)]
    reasons: list[str] = []
    for term in query.terms:
        if isinstance(term, Word) and row in index.identifiers.starting_with(term.raw):
            continue
        if not isinstance(term, Field) or term.name in _SHOWN:
            reasons += (_reason(word, texts) for word in term.words)
    return ", ".join(dict.fromkeys(filter(None, reasons)))


def _reason(word: str, texts: list[str]) -> str:
    line = " ".join(texts[: PLACE + 1])
    if word in line or word in line.replace(" ", ""):
        return ""
    if " " + word in texts[SUBJECT]:
        return "in abstract"
    if " " + word in texts[WEAK]:
        return "in citations or notes"
    if nearly := _typo(word, line):
        return nearly
    if word in texts[SUBJECT]:
        return "in abstract"
    if word in texts[WEAK]:
        return "in citations or notes"
    return _typo(word, texts[SUBJECT]) or _typo(word, texts[WEAK])


def _typo(word: str, text: str) -> str:
    from rapidfuzz.distance import OSA

    if len(word) < SHORTEST:
        return ""
    edits = 1 if len(word) < 8 else 2
    best, meant = edits + 1, ""
    for candidate in dict.fromkeys(text.split()):
        for length in range(len(word) - edits, len(word) + edits + 1):
            distance = OSA.distance(word, candidate[:length], score_cutoff=edits)
            if distance < best:
                best, meant = distance, candidate
    return f"typo: {word} ~ {meant}" if meant else ""
