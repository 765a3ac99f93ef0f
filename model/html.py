"""HTML, JATS and MathML, as found in records, made canonical text."""

import re

from model.entities import characters
from model.mathml import ELEMENTS, Formula
from model.text import CLOSERS, GUARDED, OPENERS, guard, plain

_ATTRIBUTE = r"""\s++[A-Za-z_:][\w:.-]{0,40}+\s*+=\s*+(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}'|[^\s"'<>=]{1,2000}+)"""
_TAG = re.compile(rf"<(/?)(?:[A-Za-z]\w{{0,9}}:)?([A-Za-z][\w-]{{0,30}})((?:{_ATTRIBUTE}){{0,20}}+)\s*+/?>")
_CLOSING = re.compile(r"</(?:[A-Za-z]\w{0,9}:)?([A-Za-z][\w-]{0,30})\s*+>")
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SPAN_STYLES = {
    "sc": re.compile(r"small-?caps", re.IGNORECASE),
    "i": re.compile(r"font-style:\s*italic", re.IGNORECASE),
    "b": re.compile(r"font-weight:\s*bold", re.IGNORECASE),
}
_BREAKS = re.compile(r"(?<![ \t\r])[ \t\r]*\n[ \t\r\n]*")

_STYLED = {
    "i": "i", "em": "i", "italic": "i", "b": "b", "strong": "b", "bold": "b", "sup": "sup", "sub": "sub", "sc": "sc",
}  # fmt: skip
_CANONICAL = (*OPENERS.values(), *CLOSERS.values())
_COMMON = frozenset(("i", "em", "b", "strong", "sup", "sub", "a", "span", "p", "br", "div", "li", "ul", "ol", "hr"))
_PARAGRAPHS = frozenset(
    ("p", "div", "ul", "ol", "title", "sec", "abstract", "list", "blockquote", "table", *(f"h{n}" for n in range(1, 7)))
)
_LINES = frozenset(("br", "li", "hr", "tr", "list-item", "dt", "dd", "break"))
_CELLS = frozenset(("td", "th"))
_HIDDEN = frozenset(("annotation", "annotation-xml"))
# set the type or mark a meaning; their text stays
_INLINE = frozenset(
    (
        *("ext-link", "uri", "email", "xref", "inline-formula", "disp-formula", "alternatives", "tex-math", "label"),
        *("u", "underline", "small", "big", "font", "tt", "code", "monospace", "abbr", "named-content", "q", "s"),
        *("styled-content", "roman", "sans-serif", "overline", "strike", "tbody", "thead", "nobr", "scp", "dl"),
    )
)
_RARER = _INLINE | _PARAGRAPHS | _LINES | _CELLS | _HIDDEN | _STYLED.keys()


def clean(value: str) -> str:
    """HTML, JATS or MathML as canonical text: known tags first, then entities that end in ``;``, once.

    Italics, bold, raised, lowered and small capitals stay; links leave their text; paragraphs and breaks become
    line breaks. All other text, tags nobody knows among it, is literal. Linear in the length of `value`.
    """
    if "<" not in value:
        return guard(characters(value)) if "&" in value else value
    cleaner = _Cleaner(value)
    position = 0
    for tag in _TAG.finditer(value):
        name = tag[2].lower()
        if not cleaner.knows(name):
            continue
        cleaner.text(value[position : tag.start()])
        position = tag.end()
        if not tag[1]:
            cleaner.open(name, tag[3])
        if tag[1] or (tag[0][-2] == "/" and name not in _LINES):
            cleaner.close(name)
    cleaner.text(value[position:])
    return cleaner.result()


def links(value: str) -> tuple[tuple[str, str], ...]:
    """The links of a piece of HTML in order: the text of each anchor and the address it names."""
    found: list[tuple[str, str]] = []
    opened: tuple[int, str] | None = None
    for tag in _TAG.finditer(value):
        if tag[2].lower() not in ("a", "ext-link"):
            continue
        if opened:
            found.append((plain(clean(value[opened[0] : tag.start()])), opened[1]))
            opened = None
        href = None if tag[1] else _HREF.search(tag[3])
        if href:
            opened = tag.end(), characters(href[1] or href[2] or href[3] or "")
    return tuple(found)


class _Cleaner:
    """Collects text and tags; tags are closed in order, and none is left open."""

    def __init__(self, value: str) -> None:
        self._closed = frozenset(name.lower() for name in _CLOSING.findall(value))
        # a formula given twice is shown once
        self._hidden = _HIDDEN | {"tex-math"} if "math" in self._closed else _HIDDEN
        self._out: list[str] = []
        self._literal: list[str] = []
        self._opened: list[tuple[str, str]] = []  # element, and its canonical style or ""
        self._count = dict.fromkeys([*_STYLED, "span"], 0)
        self._active: set[str] = set()
        self._aside: list[str] | None = None  # text of a hidden element that is still open
        self._formula = Formula()
        self._blocks = False

    def knows(self, name: str) -> bool:
        """Whether a tag of this name is markup here: rarer ones only if one of them is closed."""
        if name in ELEMENTS:
            return self._formula.active or (name == "math" and name in self._closed)
        return name in _COMMON or (name in _RARER and name in self._closed)

    def text(self, text: str) -> None:
        """Text between two tags."""
        if self._aside is not None:
            self._aside.append(text)
        elif self._formula.active:
            self._formula.text(characters(text))
        else:
            self._literal.append(text)

    def open(self, name: str, attributes: str) -> None:
        """A tag opens."""
        if self._aside is not None:
            return
        if name in self._hidden:
            self._aside = []
        elif name in ELEMENTS:
            self._flush()
            self._formula.open(name)
        elif not self._formula.active:
            self._break(name)
            if name in self._count:
                self._style(name, _STYLED.get(name) or _span_style(attributes))

    def close(self, name: str) -> None:
        """A tag closes."""
        if name in self._hidden:
            self._aside = None
        elif self._aside is not None:
            return
        elif name in ELEMENTS:
            self._out.append(self._formula.close(name) or "")
        elif not self._formula.active:
            if name not in _LINES:
                self._break(name)
            if self._count.get(name):
                self._unwind(name)

    def result(self) -> str:
        """The canonical text of all that was read."""
        aside, self._aside = self._aside, None
        for text in aside or ():  # a hidden element that nothing closes is text after all
            self.text(text)
        while self._formula.active:  # formulas may be opened in formulas
            self.close("math")
        self._unwind("")
        text = "".join(self._out)
        if self._blocks:
            text = _BREAKS.sub(lambda m: "\n\n" if m[0].count("\n") > 1 else "\n", text).strip(" \t\r\n")
        return text

    def _flush(self) -> None:
        """Literal text up to here; it is joined first, so that no dropped tag can make a tag of it."""
        text = guard(characters("".join(self._literal)))
        self._literal.clear()
        start = text.rfind("<")
        if start >= 0 and any(tag.startswith(text[start:]) for tag in _CANONICAL):
            text = text[:start] + GUARDED + text[start + 1 :]
        self._out.append(text)

    def _break(self, name: str) -> None:
        mark = "\n\n" if name in _PARAGRAPHS else "\n" if name in _LINES else " " if name in _CELLS else ""
        if mark:
            self._blocks = True
            self._literal.append(mark)

    def _style(self, name: str, style: str) -> None:
        self._flush()
        if style in self._active:
            style = ""
        if style:
            self._active.add(style)
            self._out.append(OPENERS[style])
        self._opened.append((name, style))
        self._count[name] += 1

    def _unwind(self, name: str) -> None:
        """Close the open tags up to the nearest of this name, or all of them."""
        self._flush()
        while self._opened:
            inner, style = self._opened.pop()
            self._count[inner] -= 1
            if style:
                self._active.discard(style)
                self._out.append(CLOSERS[style])
            if inner == name:
                break


def _span_style(attributes: str) -> str:
    for style, pattern in _SPAN_STYLES.items():
        if pattern.search(attributes):
            return style
    return ""
