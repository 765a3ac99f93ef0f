"""Plain entries read as bibtexparser reads them."""

import re
import sys

from bibtexparser.model import ParsingFailedBlock
from bibtexparser.splitter import Splitter
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from model.readers import bibtex_split
from model.readers.base import Document
from model.readers.bibtex_pieces import Pieces
from model.readers.bibtex_split import Block, blocks

_TOKENS = [
    "a",
    "Bc ",
    "0",
    " ",
    "é",
    "-",
    "'",
    "&",
    "$",
    "~",
    "%",
    ",",
    "=",
    "#",
    ")",
    "@x",
    "\n ",
    '\\"o',
    "\\'e",
    "\\x ",
]
_WORD = st.lists(st.sampled_from(_TOKENS), max_size=6).map("".join)
_VALUE = st.recursive(
    _WORD,
    lambda inner: st.lists(st.one_of(inner, inner.map(lambda v: "{" + v + "}")), max_size=3).map("".join),
    max_leaves=6,
)
_FIELD = st.tuples(st.sampled_from('{"'), _VALUE, st.sampled_from([" = ", "=", " =\n   "]))


@st.composite
def _entry(draw: st.DrawFn) -> str:
    key = draw(st.text("abc019:-_", min_size=1, max_size=6))
    fields = draw(st.lists(_FIELD, min_size=1, max_size=5))
    parts = [
        f"f{n}{eq}{opener}{value}{'}' if opener == '{' else opener}" for n, (opener, value, eq) in enumerate(fields)
    ]
    comma = draw(st.sampled_from(["", ",", " ,\n"]))
    return (
        "@misc{"
        + key
        + draw(st.sampled_from([",", ", ", ",\n  "]))
        + draw(st.sampled_from([",", ",\n  "])).join(parts)
        + comma
        + "}"
    )


def test_the_characters_of_plain_values_are_all_but_braces_backslash_and_quote() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    for chars, others in ((bibtex_split.CHARS, r"{}\\"), (bibtex_split.UNQUOTED, r'"{}\\')):
        assert re.sub(chars, "", every) == "".join(sorted(set(others)))


@settings(max_examples=150, deadline=None)
@given(st.lists(_entry(), min_size=1, max_size=4), st.sampled_from(["\n", "\n\n", " ", "\n% remark\n"]))
def test_plain_entries_read_as_bibtexparser_reads_them(entries: list[str], gap: str) -> None:
    text = gap.join(entries)
    expected = []
    for block in Splitter(text).split().blocks:
        assume(type(block) is not ParsingFailedBlock)  # it gives up at an @ in a value that begins a line
        block = getattr(block, "ignore_error_block", None) or block
        if hasattr(block, "fields"):
            expected.append((block.key, [(f.key, f.value[1:-1]) for f in block.fields]))
    found = []
    for block in blocks(Pieces(Document("some.bib", text))):
        if isinstance(block, Block):
            found.append((block.key, block.fields))
        else:
            _, _, key, names, values, _ = block
            found.append((key, [(name, value[1:-1]) for name, value in zip(names, values, strict=True)]))
    assert found == expected
