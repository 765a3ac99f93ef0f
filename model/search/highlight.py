"""Which characters of a text show why it matched."""

from typing import TYPE_CHECKING

from model.search.fold import fold_with_offsets
from model.search.query import PEOPLE_FIELDS, TEXT_FIELDS, Field, Phrase, Query, Word

if TYPE_CHECKING:
    from model.search.engine import Hits

Span = tuple[int, int]

_MIN_INSIDE = 2  # letters that are worth showing inside a word
_MIN_TYPO, _TWO_TYPOS = 4, 8
_FIELDS_IN = {"title": ("title",), "people": PEOPLE_FIELDS, "container": ("container", "publisher")}


def highlight(text: str, query: "Query | Hits", part: str = "") -> list[Span]:
    """Ranges of `text` that match, in order and apart; offsets are those of `text` as given.

    If it is known which `part` of a record the text is (`title`, `people`, `container`, `year`), conditions on the
    fields of other parts mark nothing in it.
    A word is shown where words start with it, or else inside words, or else (unless the search found
    all words without going so far) where a word is a typo away.
    """
    asked, typos = (query, True) if isinstance(query, Query) else (query.query, query.with_typos)
    folded, offsets = fold_with_offsets(text)
    spans: set[Span] = set()
    for fragment in _fragments(asked, part):
        spans.update(_found(folded, fragment, typos))
    return _merged([_original(span, offsets) for span in spans])


def _fragments(query: Query, part: str) -> list[str]:
    """What is looked for there: words one by one, phrases and identifiers as a whole."""
    fields = _FIELDS_IN.get(part, ()) if part else TEXT_FIELDS
    fragments: list[str] = []
    for term in query.terms:
        if isinstance(term, Field) and term.name not in fields:
            continue
        whole = term.phrase if isinstance(term, Field) else isinstance(term, Phrase) or _is_identifier(term)
        fragments.extend([" ".join(term.words)] if whole else term.words)
    return [fragment for fragment in dict.fromkeys(fragments) if fragment]


def _is_identifier(term: Word) -> bool:
    """Whether these words are parts of a number, a DOI ...: one of them alone would mean nothing."""
    return len(term.words) > 1 and any(map(str.isdigit, term.raw))


def _found(folded: str, fragment: str, typos: bool) -> list[Span]:
    if spans := _starts(folded, fragment) or _across(folded, fragment):
        return spans
    if len(fragment) >= _MIN_INSIDE and (spans := _anywhere(folded, fragment)):
        return spans
    return _nearly(folded, fragment) if typos and len(fragment) >= _MIN_TYPO and " " not in fragment else []


def _anywhere(folded: str, fragment: str) -> list[Span]:
    spans = []
    at = folded.find(fragment)
    while at >= 0:
        spans.append((at, at + len(fragment)))
        at = folded.find(fragment, at + len(fragment))
    return spans


def _starts(folded: str, fragment: str) -> list[Span]:
    return [(at, end) for at, end in _anywhere(folded, fragment) if at == 0 or folded[at - 1] == " "]


def _across(folded: str, fragment: str) -> list[Span]:
    """Where punctuation or blanks stand between the letters: `multiqueue` in `multi-queue`."""
    kept = [at for at, character in enumerate(folded) if character != " "]
    squeezed = folded.replace(" ", "")
    wanted = fragment.replace(" ", "")
    spans = [(kept[at], kept[end - 1] + 1) for at, end in _anywhere(squeezed, wanted)] if wanted else []
    return [
        (at, end)
        for at, end in spans
        if (at == 0 or folded[at - 1] == " ") and len(folded[at:end].split()) <= _words_across(fragment)
    ]


def _words_across(fragment: str) -> int:
    """A word may have been written as up to three, a phrase with any punctuation between its words."""
    return max(3, fragment.count(" ") + 1)


def _nearly(folded: str, word: str) -> list[Span]:
    """The starts of words nearest to the mistyped word."""
    from rapidfuzz.distance import OSA

    edits = 1 if len(word) < _TWO_TYPOS else 2
    found: dict[int, list[Span]] = {}
    for start, candidate in _words(folded):
        lengths = range(len(word) - edits, min(len(word) + edits, len(candidate)) + 1)
        best = min(
            ((OSA.distance(word, candidate[:length], score_cutoff=edits), length) for length in lengths),
            default=(edits + 1, 0),
        )
        found.setdefault(best[0], []).append((start, start + best[1]))
    nearest = min(found, default=edits + 1)
    return found[nearest] if nearest <= edits else []


def _words(folded: str) -> list[tuple[int, str]]:
    words, at = [], 0
    for word in folded.split():
        at = folded.index(word, at)
        words.append((at, word))
        at += len(word)
    return words


def _original(span: Span, offsets: list[int]) -> Span:
    """The range in the text as given: up to where the next folded character comes from."""
    start, end = span
    last = offsets[end - 1]
    return offsets[start], max(offsets[end], last + 1) if offsets[end] != last else last + 1


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
