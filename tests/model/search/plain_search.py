"""Searching the plain way, a record and a condition at a time: what the search engine finds before it looks deeper."""

from collections.abc import Iterable, Sequence
from itertools import groupby, islice, pairwise

from model.search.blanks import side_by_side, without_blanks
from model.search.fold import fold_identifier, fold_words, without_joiners
from model.search.query import All, Either, Field, Node, Not, Phrase, Word, Years, parse
from tests.benchmarks.document import Document

__all__ = ["plainly_found"]

_WITH_COMPOUNDS = 3  # parts of a record in which compounds are one word too


def plainly_found(documents: Sequence[Document], query: str) -> set[int]:
    """The rows that satisfy a query, where words are looked for whole and by their starts."""
    root = parse(query).root
    return {row for row, document in enumerate(documents) if _holds(document, root)}


def _holds(document: Document, node: Node) -> bool:
    match node:
        case Word():
            return _has_words(document, [node])
        case Phrase(words, closed):
            return any(side_by_side(words, closed) in _line(part) for part in _parts(document))
        case Field():
            return _has_field(document, node)
        case Years(first, last):
            return first <= document.year <= last
        case Not(inner):
            return not _holds(document, inner)
        case Either(nodes):
            return any(_holds(document, each) for each in nodes)
        case All(nodes):
            return all(
                _has_words(document, [each for each in group if isinstance(each, Word)])
                if words
                else all(_holds(document, each) for each in group)
                for words, group in groupby(nodes, key=lambda each: isinstance(each, Word))
            )


def _has_words(document: Document, nodes: Sequence[Word]) -> bool:
    """Whether all words side by side are there; two that stand there as one are both there."""
    words = [word for node in nodes for word in node.words]
    known = [word for part in range(len(_parts(document))) for word in _words(document, part)]
    there = [_starts_one(word, known) for word in words]
    for at, (left, right) in enumerate(pairwise(words)):
        if any(word.startswith(left + right) for word in known):
            there[at] = there[at + 1] = True
    found = iter(there)
    as_words = [all(list(islice(found, len(node.words)))) for node in nodes]
    return all(own or _is_identifier(document, node.raw) for own, node in zip(as_words, nodes, strict=True))


def _is_identifier(document: Document, raw: str) -> bool:
    wanted = fold_identifier(raw)
    ids = list(map(fold_identifier, document.ids))
    return wanted in ids or (len(wanted) > 2 and any(own.startswith(wanted) for own in ids))


def _has_field(document: Document, field: Field) -> bool:
    given = document.fields.get(field.name, ())
    values = (given,) if isinstance(given, str) else given
    if field.name == "id":
        return any(fold_identifier(value).startswith(fold_identifier(field.raw)) for value in values)
    if field.name == "title" and not field.phrase:
        return all(_starts_one(word, _words(document, 0)) for word in field.words)
    lines = [_line(value) for value in ((document.title,) if field.name == "title" else values)]
    if field.phrase:
        return any(side_by_side(field.words, field.closed) in line for line in lines)
    return any(all(_starts_one(word, line.split()) for word in field.words) for line in lines)


def _starts_one(word: str, words: Iterable[str]) -> bool:
    """Whether one of the words starts so, or has it inside where words are written without blanks."""
    return any(own.startswith(word) or (without_blanks(word) and word in own) for own in words)


def _parts(document: Document) -> list[str]:
    place = f"{document.container} {document.year or ''}"
    return [document.title, document.people, place, document.abstract, document.weak]


def _words(document: Document, part: int) -> list[str]:
    text = _parts(document)[part]
    return fold_words(text) + (fold_words(without_joiners(text)) if part < _WITH_COMPOUNDS else [])


def _line(text: str) -> str:
    return f" {' '.join(fold_words(text))} "
