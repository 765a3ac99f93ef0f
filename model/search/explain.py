"""Why a record matched, in a few words, when a look at its line does not say so."""

from model.search.index import PARTS, PLACE, SUBJECT, Index
from model.search.query import Field, Query


def reason(index: Index, query: Query, row: int) -> str:
    """`typo: compresion ~ compression`, `in abstract` ...; nothing when title, people or place show it."""
    texts = [index.text(row, part) for part in range(PARTS)]
    words = [word for term in query.terms if not isinstance(term, Field) for word in term.words]
    reasons = [_reason(word, texts) for word in words]
    return ", ".join(dict.fromkeys(text for text in reasons if text))


def _reason(word: str, texts: list[str]) -> str:
    line = " ".join(texts[: PLACE + 1])
    if " " + word in line:
        return ""
    if " " + word in texts[SUBJECT]:
        return "in abstract"
    if " " + word in texts[-1]:
        return "in citations or notes"
    if word in line.replace(" ", ""):
        return ""
    return _typo(word, line) or _typo(word, " ".join(texts[SUBJECT:]))


def _typo(word: str, text: str) -> str:
    from rapidfuzz.distance import OSA

    edits = 1 if len(word) < 8 else 2
    best, meant = edits + 1, ""
    for candidate in dict.fromkeys(text.split()):
        for length in range(len(word) - edits, len(word) + edits + 1):
            distance = OSA.distance(word, candidate[:length], score_cutoff=edits)
            if distance < best:
                best, meant = distance, candidate
    return f"typo: {word} ~ {meant}" if meant else ""
