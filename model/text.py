"""Canonical text: parsing its few inline tags, the gates it passes on its way out, and folding for comparison.

Canonical text is Unicode in which only ``<i> <b> <sup> <sub>`` and ``<span style="font-variant:small-caps">``
(as in CSL-JSON) are markup: lower-case, exact, balanced. Any other ``<`` or ``&`` is itself. Where a source
means the five characters ``<i>x`` literally, the text holds a WORD JOINER behind the ``<``; every function
here takes it away again, and the display gate drops it anyway.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

from model.scripts import subscript, superscript

SMALL_CAPS = '<span style="font-variant:small-caps">'
OPENERS = {"i": "<i>", "b": "<b>", "sup": "<sup>", "sub": "<sub>", "sc": SMALL_CAPS}
"""Style name -> the tag that opens it; the names are those in the sets that `spans` returns."""
CLOSERS = {"i": "</i>", "b": "</b>", "sup": "</sup>", "sub": "</sub>", "sc": "</span>"}

GUARDED = "<\u2060"
"""A ``<`` that opens no tag, whatever follows it."""

MAX_URL = 2048
REPLACEMENT = "\ufffd"

_TAG = re.compile(r'</?(?:i|b|sup|sub)>|<span style="font-variant:small-caps">|</span>')
_STYLE = {tag: style for tags in (OPENERS, CLOSERS) for style, tag in tags.items()}
_NO_STYLE: frozenset[str] = frozenset()

_DASHES = re.compile(r"\s*[-‐-―−]+\s*")

Spans = list[tuple[str, frozenset[str]]]


class _Table(dict[int, str]):
    """A table for `str.translate` that asks a rule for each character once."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        self[code] = value = self._rule(chr(code))
        return value


# --- rich text ------------------------------------------------------------------------------------


def guard(text: str) -> str:
    """Text whose tags are meant literally, made safe to stand in canonical text."""
    return _TAG.sub(lambda tag: GUARDED + tag[0][1:], text) if "<" in text else text


def _paired(value: str) -> dict[int, re.Match[str]]:
    """The tags of `value` that have a partner, by position; the others are literal text."""
    paired: dict[int, re.Match[str]] = {}
    opened: list[re.Match[str]] = []
    depth = dict.fromkeys(OPENERS, 0)
    for tag in _TAG.finditer(value):
        style = _STYLE[tag[0]]
        if tag[0][1] != "/":
            opened.append(tag)
            depth[style] += 1
        elif depth[style]:
            # whatever was opened inside and is still open stays without a partner
            while True:
                opener = opened.pop()
                depth[_STYLE[opener[0]]] -= 1
                if _STYLE[opener[0]] == style:
                    break
            paired[opener.start()] = opener
            paired[tag.start()] = tag
    return paired


def spans(canonical: str) -> Spans:
    """Runs of text with the styles (`i b sup sub sc`) that hold in them; tags without a partner are text."""
    if "<" not in canonical:
        return [(canonical, _NO_STYLE)] if canonical else []
    runs: Spans = []
    depth = dict.fromkeys(OPENERS, 0)
    styles = _NO_STYLE
    start = 0
    for position, tag in sorted(_paired(canonical).items()):
        if position > start:
            runs.append((canonical[start:position].replace(GUARDED, "<"), styles))
        depth[_STYLE[tag[0]]] += -1 if tag[0][1] == "/" else 1
        styles = frozenset(style for style, count in depth.items() if count)
        start = tag.end()
    if start < len(canonical):
        runs.append((canonical[start:].replace(GUARDED, "<"), styles))
    return runs


def plain(canonical: str) -> str:
    """The text without its tags."""
    if "<" not in canonical:
        return canonical
    return "".join(run for run, _ in spans(canonical))


def beginning(canonical: str, letters: int) -> str:
    """The first characters of the text, as many as `letters` or a few less: no tag is cut in two."""
    if len(canonical) <= letters:
        return canonical
    head = canonical[:letters]
    opened = head.rfind("<", max(0, letters - len(SMALL_CAPS)))
    return head[:opened] if opened > 0 and ">" not in head[opened:] else head


def linear(canonical: str) -> str:
    """The text for places without raised type: H₂O where Unicode has the characters, x^(i,j) where it has not.

    Other styles fall away as in `plain`.
    """
    if "<" not in canonical:
        return canonical
    return "".join(_levelled(run, styles) for run, styles in spans(canonical))


def _levelled(run: str, styles: frozenset[str]) -> str:
    for style, sign, shifted in (("sup", "^", superscript), ("sub", "_", subscript)):
        if style in styles:
            unicode = shifted(run)
            return unicode if not unicode.endswith(CLOSERS[style]) else sign + (run if len(run) == 1 else f"({run})")
    return run


def _escape_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def to_html(canonical: str) -> str:
    """HTML that shows the same: the canonical tags, everything else escaped."""
    parts = []
    start = 0
    for position, tag in sorted(_paired(canonical).items()):
        parts += [_escape_html(canonical[start:position].replace(GUARDED, "<")), tag[0]]
        start = tag.end()
    return "".join([*parts, _escape_html(canonical[start:].replace(GUARDED, "<"))])


_MARKDOWN = (
    r"[\\`*_\[\]<>~|]"  # acts anywhere
    r"|&(?=#?\w{1,32};)"  # would be read as an entity
    r"|(?<![^\n])(?:[#+=-]|\d{1,9}(?=[.)]))"  # opens a heading, rule or list at the start of a line
)


def _escape_markdown(text: str, at_line_start: bool) -> str:
    if not at_line_start:
        return _escape_markdown("x" + text, True)[1:]
    return re.sub(_MARKDOWN, lambda m: m[0] + "\\" if m[0][0].isdigit() else "\\" + m[0], text)


def _marked(text: str, styles: frozenset[str], before: str, after: str) -> str:
    """Escaped text in its Markdown marks, between two neighbouring characters ("*" for a marked neighbour)."""
    lead, core, trail = re.fullmatch(r"(?s)(\s*)(.*?)(\s*)", text).groups()  # type: ignore[union-attr]  # matches all
    if not core:
        return text
    for style in ("sc", "sub", "sup"):
        if style in styles:
            core = OPENERS[style] + core + CLOSERS[style]
    # marks beside a letter open and close only when their inner side is a letter too; elsewhere use tags
    beside = (before if not lead else "", core[0]), (after if not trail else "", core[-1])
    clash = any(outer == "*" or (outer.isalnum() and not inner.isalnum()) for outer, inner in beside)
    for style, mark in (("i", "*"), ("b", "**")):
        if style in styles:
            core = OPENERS[style] + core + CLOSERS[style] if clash else mark + core + mark
    return lead + core + trail


def to_markdown(canonical: str) -> str:
    """CommonMark that shows the same: italics as ``*..*``, bold as ``**..**``, other styles as inline HTML."""
    runs = spans(canonical)
    emphatic = [bool(styles & {"i", "b"}) for _, styles in runs]
    parts: list[str] = []
    for n, (text, styles) in enumerate(runs):
        before = ("*" if emphatic[n - 1] else runs[n - 1][0][-1]) if n else ""
        after = ("*" if emphatic[n + 1] else runs[n + 1][0][0]) if n + 1 < len(runs) else ""
        escaped = _escape_markdown(text, not n or runs[n - 1][0].endswith("\n"))
        parts.append(_marked(escaped, styles, before, after))
    return "".join(parts)


# --- gates ----------------------------------------------------------------------------------------

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
# zero-width blank, soft hyphen, BOM, word joiner, direction marks, Mongolian separator, invisible operators
_INVISIBLE = frozenset("\u200b\u00ad\ufeff\u2060\u200e\u200f\u061c\u180e\u2061\u2062\u2063\u2064")


def _shown(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    if char in _INVISIBLE:
        return ""
    if char in "\t\n\v\f\r\x85" or unicodedata.category(char)[0] == "Z":
        return " "
    return REPLACEMENT


_DISPLAY = _Table(_shown)


def display(value: str) -> str:
    """The display gate: one line without anything that could act on a terminal or hide from the eye."""
    if value.isprintable():
        return value
    return value.replace("\r\n", "\n").translate(_DISPLAY)


def with_dash(pages: str, dash: str = "-") -> str:
    """Numbers of pages with this dash between first and last, whatever and how many stand there."""
    return _DASHES.sub(dash, pages)


def display_block(value: str) -> str:
    """The display gate for texts of several lines: as `display`, but line breaks stay, as LF."""
    if value.isprintable():
        return value
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(display(line) for line in lines)


def _copied(char: str) -> str:
    if char in "\n\t":
        return char
    if char in "\r\v\f\x85\u2028\u2029":
        return "\n"
    if char in _BIDI or unicodedata.category(char) in ("Cc", "Cs") or "\U000e0000" <= char <= "\U000e007f":
        return REPLACEMENT
    return char


_COPY = _Table(_copied)


def clipboard(value: str) -> str:
    """The copy gate: no control codes but LF and tab, no bidi overrides, no lone surrogates, no hidden tags."""
    if value.isprintable():
        return value
    return value.replace("\r\n", "\n").translate(_COPY)


_DOI = r"(?i)doi:\s*(10\.\d{4,9}(?:\.\d+)*/\S+)"
_ADDRESS = r"(?is)(https?)://([^/?#]*)([^#]*)(#.*)?"
_LABEL = r"(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = rf"((?:{_LABEL}\.)+(?!xn--)[a-z][a-z0-9-]*[a-z0-9])\.?(?::(\d{{1,5}}))?"
_URL_SAFE = "/?:;,@&=+$!*'()[]~-._%"


def safe_url(value: str) -> str | None:
    """The address gate: `value` as an http or https address that may be opened, or None.

    ``doi:10...`` becomes its https://doi.org address. Refused are other schemes, credentials (``user@host``),
    control characters, blanks and backslashes, addresses over 2,048 characters, and every host that is not a
    plain ASCII domain name: IP addresses and one-word hosts (they reach into the reader's own network), and
    non-ASCII or punycode hosts (they can look like another). What is refused can still be shown.
    """
    value = value.strip(" \t\r\n")
    if len(value) > MAX_URL or not value.isprintable():
        return None
    if doi := re.fullmatch(_DOI, value):
        value = "https://doi.org/" + quote(doi[1], safe="/:;,@&=+$!*'()~-._")
    if " " in value or "\\" in value:
        return None
    address = re.fullmatch(_ADDRESS, value)
    host = re.fullmatch(_HOST, address[2].lower()) if address else None
    if not address or not host or len(host[1]) > 253:
        return None
    scheme = address[1].lower()
    port = int(host[2]) if host[2] else 0
    if port > 65535:
        return None
    shown_port = "" if port in (0, 443 if scheme == "https" else 80) else f":{port}"
    fragment = "#" + quote(address[4][1:], safe=_URL_SAFE) if address[4] else ""
    return f"{scheme}://{host[1]}{shown_port}{quote(address[3], safe=_URL_SAFE)}{fragment}"


# --- comparing ------------------------------------------------------------------------------------

_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ȷ": "j",
    "ŋ": "ng", "ŧ": "t", "ƀ": "b", "ɨ": "i", "ƶ": "z", "ǥ": "g", "ə": "e", "ɛ": "e", "ɔ": "o", "ƒ": "f",
}  # fmt: skip


def _folded(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    category = unicodedata.category(char)
    if category in ("Cf", "Me") or "\u0300" <= char <= "\u036f" or "\u1ab0" <= char <= "\u1aff":
        return ""
    if "\u02b9" <= char <= "\u02bf":  # half rings and primes of romanised names: most writers leave them out
        return ""
    return char if category[0] in "LNM" else " "


_FOLD = _Table(_folded)
_WORDS = 20_000  # folded that are remembered, of texts with letters beyond ASCII
_ASCII = bytes(ord(_folded(chr(code).lower())) if code < 128 else code for code in range(256))


_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)


def fold(value: str) -> str:
    """What titles and names are compared by: no tags, case, accents or punctuation, single blanks.

    Only the marks of Latin, Greek and Cyrillic are taken off: elsewhere (Indic vowels, kana) they are letters.
    """
    text = plain(value)
    if not text.isascii():
        words = text.split(" ")
        text = " ".join([word if word.isascii() else _folded_word(word) for word in words])
        if not text.isascii():
            return " ".join([folded for word in words if (folded := _folded_word(word))])
    return b" ".join(text.encode().translate(_ASCII).split()).decode()  # five times as fast


@lru_cache(maxsize=_WORDS)
def _folded_word(word: str) -> str:
    """Any text folded. Blanks keep words apart whatever is done to these, so that each is folded once."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return unicodedata.normalize("NFC", " ".join(text.translate(_FOLD).split()))


def spelt_out(value: str) -> str:
    """`Müller` as `Mueller`: umlauts and their Nordic like in two letters, as databases of plain letters have them."""
    return value if value.isascii() else unicodedata.normalize("NFC", value).translate(_SPELT_OUT)


def squeeze(value: str) -> str:
    """ASCII blanks and line breaks collapsed to single blanks, none at the ends; NBSP and U+202F stay."""
    # most values have single blanks only, which is seen far sooner than replaced
    if not ("  " in value or "\n" in value or "\t" in value or "\r" in value or "\v" in value or "\f" in value):
        return value.strip(" ")
    # bytes split at ASCII blanks only
    return b" ".join(value.encode("utf-8", "surrogatepass").split()).decode("utf-8", "surrogatepass")
