"""The query language: what a person typed, as a tree of conditions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from model.search.fold import fold_words

CHEAT_SHEET: tuple[tuple[str, str], ...] = (
    ("sparse gpt", "every word, in any field and any order; a start of a word is enough"),
    ('"exact phrase"', "these words side by side"),
    ("author:frantar title:prun", "a word in one field; also editor: supervisor: person:"),
    ("container:neurips publisher:acm", "also project: dept: keyword: lang: source:"),
    ("-dissertation   NOT thesis", "without"),
    ("pruning OR quantization", "either of the two"),
    ("(a OR b) -(c d)", "parentheses group"),
    ("year:2021   year:2021..2023   year:>2020", "a year, a span, since"),
    ("type:conference   type:thesis", "kind of publication, by any of its names"),
    ("doi:10.1145/   arxiv:2210.07703   id:13074   key:Kurtz2022", "an identifier or its start"),
    ("10.1145/3448016.3457291", "a bare DOI, arXiv id or record id finds its record first"),
    ("has:pdf", "has:pdf has:abstract has:doi has:code has:url has:file"),
    ("is:oa", "is:oa is:marked is:merged is:conflict is:dangling"),
    ("rel:13074", "records related to this one"),
)

_NEEDS = {
    "author": "a name",
    "editor": "a name",
    "supervisor": "a name",
    "person": "a name",
    "title": "a word",
    "container": "a word",
    "publisher": "a name",
    "type": "a type such as conference",
    "doi": "a DOI",
    "arxiv": "an arXiv id",
    "id": "a record id",
    "key": "a cite key",
    "project": "a word",
    "dept": "a department",
    "keyword": "a word",
    "lang": "a language",
    "source": "the name of a file",
    "rel": "a record id",
    "year": "a year such as 2021, 2021..2023 or >2020",
    "has": "pdf, abstract, doi, code, url or file",
    "is": "oa, marked, merged, conflict or dangling",
}
_ALIASES = {
    "by": "author",
    "authors": "author",
    "journal": "container",
    "venue": "container",
    "department": "dept",
    "keywords": "keyword",
    "language": "lang",
    "file": "source",
}
FIELDS: tuple[str, ...] = tuple(_NEEDS)
PEOPLE_FIELDS = ("author", "editor", "supervisor", "person")
TEXT_FIELDS = (*PEOPLE_FIELDS, "title", "container", "publisher", "keyword")
_CHOICES = {
    "has": ("pdf", "abstract", "doi", "code", "url", "file"),
    "is": ("oa", "marked", "merged", "conflict", "dangling"),
}

MAX_TERMS = 40  # words; scores of more would not fit the bytes they are kept in
MAX_LETTERS = 2_000
_QUOTED = 40  # letters of what was typed that a note repeats
_MAX_DEPTH = 20
_TOKEN = re.compile(
    r"""(?P<doi>-?(?:doi:|https?://(?:(?:dx|www)\.)?doi\.org/)?10\.\d+/[^\s"]+)"""  # a DOI may hold parentheses
    r"""|(?P<open>\()|(?P<close>\))|"(?P<phrase>[^"]*)(?P<end>"|$)|(?P<chunk>[^\s()"]+)""",
    re.IGNORECASE,
)
_QUOTES = str.maketrans("“”„«»", '"""""')
_FIELD = re.compile(r"([A-Za-z]+):(.*)", re.DOTALL)
_YEARS = re.compile(r"(?P<sign>[<>]=?)?(?P<first>\d{1,4})?(?P<span>\.\.?|-)?(?P<last>\d{1,4})?$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed: `raw` may be an identifier, `words` is how it folds (`one-shot` is two)."""

    raw: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side; of a phrase still being typed (`closed` is false) the last may be a start."""

    words: tuple[str, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A condition on one field."""

    name: str
    raw: str
    words: tuple[str, ...]
    phrase: bool = False
    closed: bool = True  # of a phrase: its second quote is there


@dataclass(frozen=True, slots=True)
class Years:
    """From the first year to the last, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Not:
    """What must not match."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """Everything must match; of nothing, every record matches."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one must match."""

    nodes: tuple["Node", ...]


Term = Word | Phrase | Field
Node = Word | Phrase | Field | Years | Not | All | Either


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood, and in `notes` what of it was not."""

    text: str
    root: All
    notes: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """What is looked for in texts, without what is excluded."""
        return tuple(_terms(self.root))

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words that are looked for in texts, in the order typed."""
        texts = (term for term in self.terms if not isinstance(term, Field) or term.name in TEXT_FIELDS)
        return tuple(word for term in texts for word in term.words)

    @property
    def only_word(self) -> Word | None:
        """The one word that was typed, if nothing else was."""
        nodes = self.root.nodes
        return nodes[0] if len(nodes) == 1 and isinstance(nodes[0], Word) else None


def _terms(node: Node) -> Iterator[Term]:
    if isinstance(node, Word | Phrase | Field):
        yield node
    elif isinstance(node, All | Either):
        for part in node.nodes:
            yield from _terms(part)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # doi, open, close, phrase or chunk
    text: str
    start: int
    end: int
    closed: bool = True


def parse(text: str) -> Query:
    """Understand as much of `text` as can be: never fails, half-typed parts end up in the notes."""
    parser = _Parser(text[:MAX_LETTERS])
    if len(text) > MAX_LETTERS:
        parser.notes.append(f"only the first {MAX_LETTERS:,} letters are searched")
    return Query(text[:MAX_LETTERS], parser.everything(), tuple(dict.fromkeys(parser.notes)))


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    quoted = text.translate(_QUOTES)
    while found := _TOKEN.search(quoted, tokens[-1].end if tokens else 0):
        kind = "phrase" if found["phrase"] is not None else str(found.lastgroup)
        value = text[found.start("phrase") : found.end("phrase")] if kind == "phrase" else found[0]
        end = found.end()
        if kind == "doi":
            value = _with_its_own_parentheses(value)
            end = found.start() + len(value)
        tokens.append(_Token(kind, value, found.start(), end, bool(found["end"])))
    return tokens


def _with_its_own_parentheses(doi: str) -> str:
    """A DOI up to a closing parenthesis that it does not open: that one ends a group."""
    opened = 0
    for at, character in enumerate(doi):
        opened += (character == "(") - (character == ")")
        if opened < 0:
            return doi[:at]
    return doi


class _Parser:
    """Reads tokens from left to right; juxtaposition narrows, OR binds its two neighbours."""

    def __init__(self, text: str) -> None:
        self.notes: list[str] = []
        self._tokens = _tokens(text)
        self._at = 0
        self._terms = 0

    def everything(self) -> All:
        """The whole query; a closing parenthesis without an opening one is passed over."""
        nodes = list(self._group(0))
        while self._at < len(self._tokens):
            self._at += 1
            self.notes.append("a ) without its (")
            nodes.extend(self._group(0))
        return All(tuple(nodes))

    def _group(self, depth: int) -> list[Node]:
        """Conditions up to the closing parenthesis or the end."""
        nodes: list[Node] = []
        alternative = False
        while (token := self._peek()) and token.kind != "close":
            if token.kind == "chunk" and token.text in ("OR", "|", "||"):
                self._at += 1
                alternative = bool(nodes)
                continue
            node = self._condition(depth)
            if node is not None:
                nodes.append(_either(nodes.pop(), node) if alternative else node)
                alternative = False
        if alternative:
            self.notes.append("OR needs something on both sides")
        return nodes

    def _condition(self, depth: int) -> Node | None:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "open":
            return self._parenthesis(depth)
        if token.kind == "phrase":
            return self._counted(_phrase(token))
        if token.text in ("AND", "&", "&&"):
            return None
        if token.text in ("NOT", "!", "-"):
            return self._negation(token, depth)
        if token.text.startswith("-"):
            node = self._chunk(_Token(token.kind, token.text[1:], token.start + 1, token.end))
            return Not(node) if node is not None else None
        return self._chunk(token)

    def _parenthesis(self, depth: int) -> Node | None:
        if depth >= _MAX_DEPTH:
            self.notes.append("too many parentheses")
            return None
        nodes = self._group(depth + 1)
        if self._peek():
            self._at += 1
        else:
            self.notes.append("a ( is not closed yet")
        return All(tuple(nodes)) if nodes else None

    def _negation(self, token: _Token, depth: int) -> Node | None:
        following = self._peek()
        dash_alone = token.text == "-" and following is not None and following.start != token.end
        if dash_alone or (token.text == "-" and following is None):
            return None  # a dash between two words of a title
        if following is None or following.kind == "close" or depth >= _MAX_DEPTH:
            self.notes.append("NOT needs a word after it")
            return None
        node = self._condition(depth + 1)
        return Not(node) if node is not None else None

    def _chunk(self, token: _Token) -> Node | None:
        found = _FIELD.match(token.text)
        if not found:
            return self._word(token.text)
        name = _ALIASES.get(found[1].lower(), found[1].lower())
        if name in _NEEDS:
            return self._field(name, found[2], token)
        if found[2] and not found[2].startswith("//"):
            self.notes.append(f"{_cropped(found[1])}: is not a field, searched as words")
        return self._word(token.text)

    def _field(self, name: str, value: str, token: _Token) -> Node | None:
        following = self._peek()
        phrase = not value and following and following.kind == "phrase" and following.start == token.end
        closed = True
        if phrase and following:
            self._at += 1
            value, closed = following.text, following.closed
        words = tuple(fold_words(value))
        if not words:  # a quote or a sign for what is still to come
            self.notes.append(f"{name}: needs {_NEEDS[name]}")
            return None
        if name == "year":
            return self._years(value)
        choices = _CHOICES.get(name)
        if choices and not any(choice.startswith(value.lower()) for choice in choices):
            self.notes.append(f"{name}: knows {_NEEDS[name]}, not {_cropped(value)}")
            return self._word(f"{name} {value}")
        return self._counted(Field(name, value, words, bool(phrase), closed))

    def _years(self, value: str) -> Node | None:
        years = _years(value)
        if years is None:
            self.notes.append(f"year: needs {_NEEDS['year']}, not {_cropped(value)}")
            return self._word(f"year {value}")
        return years

    def _word(self, text: str) -> Node | None:
        words = tuple(fold_words(text))
        return self._counted(Word(text, words)) if words else None

    def _counted(self, term: Term | None) -> Term | None:
        """The term, unless there are more words already than anybody types; of a longer one, what there is room for."""
        if term is None:
            return None
        left = MAX_TERMS - self._terms
        self._terms += max(1, len(term.words))
        if self._terms > MAX_TERMS:
            self.notes.append(f"only the first {MAX_TERMS} words are searched")
        return replace(term, words=term.words[:left]) if left > 0 else None

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None


def _cropped(value: str) -> str:
    return value if len(value) <= _QUOTED else value[:_QUOTED] + "…"


def _either(left: Node, right: Node) -> Either:
    nodes = left.nodes if isinstance(left, Either) else (left,)
    return Either((*nodes, right))


def _phrase(token: _Token) -> Phrase | None:
    words = tuple(fold_words(token.text))
    return Phrase(words, token.closed) if words else None


def _years(value: str) -> Years | None:
    """A span of years; a year still being typed (`20`, `202`) means all years that start so."""
    found = _YEARS.match(value.strip())
    if not found or not (found["first"] or found["last"]):
        return None
    first, last = found["first"] or "", found["last"] or ""
    sign, span = found["sign"], found["span"]
    if sign and not span:
        return _compared(sign, first)
    if not span:
        return Years(_earliest(first), _latest(first))
    return Years(_earliest(first) if first else 1, _latest(last) if last else 9999)


def _compared(sign: str, year: str) -> Years:
    if sign == ">":
        return Years(_latest(year) + 1, 9999)
    if sign == ">=":
        return Years(_earliest(year), 9999)
    return Years(1, _earliest(year) - 1 if sign == "<" else _latest(year))


def _earliest(digits: str) -> int:
    return int(digits.ljust(4, "0"))


def _latest(digits: str) -> int:
    return int(digits.ljust(4, "9"))
