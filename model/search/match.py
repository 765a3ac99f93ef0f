"""Which records satisfy a query: the tree of conditions evaluated to one score a record, 0 where not."""

from collections.abc import Collection
from functools import reduce
from itertools import groupby, pairwise

import numpy as np

from model.search import levels
from model.search.arrays import Mask, Scores, encoded
from model.search.blanks import names_within, side_by_side, without_blanks
from model.search.fold import fold_identifier
from model.search.index import IDENTIFIER_FIELDS, PARTS, TITLE, Index
from model.search.query import PEOPLE_FIELDS, All, Either, Field, Node, Not, Phrase, Word, Years
from model.search.words import INSIDE, STARTS, TYPOS, WordScores

_MANY_WORDS = 6  # a query of more words was pasted, or is a whole title


class Matcher:
    """Evaluates conditions over one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.words = WordScores(index)

    def scores(self, node: Node, depth: int, marked: Collection[int] = ()) -> Scores:
        """Score of every record for `node`, words searched to `depth`."""
        match node:
            case Word():
                return self.together(self._words([node], depth))
            case Phrase():
                key = ("phrase", node.words, node.closed)
                return self.words.remembered(key, lambda: self._phrase(node))
            case Field("is", raw) if "marked".startswith(raw.lower()):
                return np.maximum(self._marked(marked), self._field(node, depth))
            case Field():
                return self.words.remembered(("field", node, depth), lambda: self._field(node, depth))
            case Years(first, last):
                years = self._index.years
                return _flags((years >= first) & (years <= last))
            case Not(inner):
                return _flags(self.scores(inner, STARTS, marked) == 0)
            case Either(nodes):
                return reduce(np.maximum, [self.scores(part, depth, marked) for part in nodes])
            case All(nodes):
                return self.together(self._all(nodes, depth, marked))

    def together(self, scores: list[Scores]) -> Scores:
        """Sum of the scores where none is 0."""
        if not scores:
            return np.full(self._index.count, levels.EITHER_WAY, np.uint8)
        if len(scores) == 1:
            return scores[0]
        worst = reduce(np.minimum, scores)
        most = sum(int(part.max(initial=0)) for part in scores)  # each may be a sum itself
        share = -(-most // levels.MOST) or 1  # so that the sum stays a byte
        total = reduce(np.add, scores if share == 1 else [part // share for part in scores])
        return np.where(worst > 0, np.maximum(total, 1), 0).astype(np.uint8)

    def _all(self, nodes: tuple[Node, ...], depth: int, marked: Collection[int]) -> list[Scores]:
        """Scores of conditions that must all hold; words side by side are taken together."""
        scores = []
        for words, group in groupby(nodes, key=lambda node: isinstance(node, Word)):
            if words:
                scores += self._words([node for node in group if isinstance(node, Word)], depth)
            else:
                scores += [self.scores(node, depth, marked) for node in group]
        return scores

    def _words(self, nodes: list[Word], depth: int) -> list[Scores]:
        """Scores of words side by side; where one of them is nowhere, the others do not matter."""
        words = [word for node in nodes for word in node.words]
        joined = iter(self._joined(words))
        scores: list[Scores] = []
        for node in nodes:
            own = [self._one(word, depth, len(words)) for word in node.words]
            own = [reduce(np.maximum, next(joined), one) for one in own]
            scores.append(self._named(node, own, depth))
            if not scores[-1].any():
                break
        return scores

    def _joined(self, words: list[str]) -> list[list[Scores]]:
        """Two words next to each other may be written as one: `sparse gpt` also finds SparseGPT."""
        joined: list[list[Scores]] = [[] for _ in words]
        for at, (left, right) in enumerate(pairwise(words)):
            if self._index.has(left + right):
                as_one = self.words.word(left + right, STARTS)
                joined[at].append(as_one)
                joined[at + 1].append(as_one)
        return joined

    def _one(self, word: str, depth: int, of: int) -> Scores:
        """Score of one word; among many words only those that are not there as typed are searched deeper."""
        depth = _at_least(word, depth)
        as_typed = self.words.word(word, STARTS)
        if depth == STARTS or (of > _MANY_WORDS and as_typed.any()):
            return as_typed
        return self.words.word(word, depth)

    def _named(self, node: Word, scores: list[Scores], depth: int) -> Scores:
        """Score of one typed word, which may be an identifier."""
        return np.maximum(self.together(scores), self.words.identifier(fold_identifier(node.raw), depth))

    def _marked(self, marked: Collection[int]) -> Scores:
        scores = np.zeros(self._index.count, np.uint8)
        scores[[row for row in marked if 0 <= row < self._index.count]] = levels.EITHER_WAY
        return scores

    def _field(self, node: Field, depth: int) -> Scores:
        if not node.words:
            return np.full(self._index.count, levels.EITHER_WAY, np.uint8)
        if node.name == "title":
            return self._title(node, depth)
        scores = np.zeros(self._index.count, np.uint8)
        if node.name in IDENTIFIER_FIELDS:
            self._mark_identifier(scores, node)
        elif node.name in self._index.columns:
            self._mark_values(scores, node, depth)
        return scores

    def _title(self, node: Field, depth: int) -> Scores:
        if node.phrase:
            return self._phrase(Phrase(node.words, node.closed), parts=(TITLE,))
        return self.together([self.words.word(word, _at_least(word, depth), (TITLE,)) for word in node.words])

    def _mark_identifier(self, scores: Scores, node: Field) -> None:
        numbers = self._index.numbers.get(node.name)
        if numbers is None:
            return
        same = numbers.exact(node.raw)
        if not (node.name == "rel" and len(same)):  # once the id is complete, longer ids are not meant
            scores[numbers.starting_with(node.raw)] = levels.FIELD
        scores[same] = levels.SAME_IDENTIFIER

    def _mark_values(self, scores: Scores, node: Field, depth: int) -> None:
        column = self._index.columns[node.name]
        people = node.name in PEOPLE_FIELDS
        if node.phrase:
            for words in _turned(node.words) if people else [node.words]:
                scores[column.side_by_side(words, node.closed)] = levels.FIELD
        if not node.phrase or (people and not (node.closed and scores.any())):
            if any(map(without_blanks, node.words)):
                scores[column.containing(node.words)] = levels.FIELD_INSIDE
            scores[column.starting_with(node.words)] = levels.FIELD
        if people and len(node.words) == 1 and not scores.any():
            for two in names_within(node.words[0]):
                scores[column.side_by_side(two, closed=False)] = levels.FIELD
        if node.phrase:
            return
        if depth >= INSIDE and not scores.any():
            scores[column.containing(node.words)] = levels.FIELD_INSIDE
        if depth >= TYPOS and not scores.any() and len(node.words) == 1:
            for start in self.words.corrections(node.words[0]):
                scores[column.starting_with((start,))] = levels.FIELD_TYPO

    def _phrase(self, node: Phrase, parts: tuple[int, ...] = tuple(range(PARTS))) -> Scores:
        """Candidates have all the words; their texts say whether side by side."""
        scores = self.together([self.words.word(word, _at_least(word, STARTS), parts) for word in node.words])
        wanted = encoded(side_by_side(node.words, node.closed))
        rows = np.flatnonzero(scores)
        texts = self._index.texts.raw_of(rows * PARTS + parts[0], rows * PARTS + parts[-1] + 1)
        lacking = [row for row, text in zip(rows.tolist(), texts, strict=True) if wanted not in text]
        scores = scores.copy()
        scores[lacking] = 0
        return scores


def _at_least(word: str, depth: int) -> int:
    """How deep a word is searched: inside others where these are written without blanks."""
    return max(depth, INSIDE) if without_blanks(word) else depth


def _turned(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words of a name, whichever of them comes first: `Ada Lovelace` stands there as `Lovelace, Ada`."""
    return [(*words[at:], *words[:at]) for at in range(len(words))]


def _flags(mask: Mask) -> Scores:
    return np.where(mask, levels.EITHER_WAY, 0).astype(np.uint8)
