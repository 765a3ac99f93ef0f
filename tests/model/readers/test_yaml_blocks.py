"""Documents that are cut into keys: what is cut is what PyYAML reads, and what it reads otherwise is not cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from model.readers.yaml_blocks import cut, value_of
from model.readers.yaml_values import Loader
from model.record import RawValue

KEYS = st.sampled_from(["_id", "title", "author", "a-b", "x.y", "date_updated", "K9", "_"])
WORDS = st.sampled_from(
    [
        *("one", "two words", "it's", 'a "quoted" word', "key: value", "# no comment", "a #b", "a# b", "- dash", "-5"),
        *("", " ", "  two", "ends: ", "ends:", "https://doi.org/10.1/x", "[x]", "{y}", "&a", "*b", "!c", "%d", "@e"),
        *("|", ">", "?", "? x", ":", "~", "null", "'", '"', "\\", "\\n", "a\nb", "a\n\nb", "a\n b", "\n", "a\r\nb"),
        *("é", "“”", "日本", "𝛼", "\xa0", "\x85", "\u2028", "\ufeff", "\ufffd", "\t", "a\tb", "\x7f", "\x1b[0m", "---"),
        *("...", "--- x", "x " * 60, "word " * 40 + "\n" + "more " * 30, "=", "<<", "0x1", "2023-01-01", "`", "a `b`"),
    ]
)
SCALARS = WORDS | st.lists(WORDS, max_size=4).map(" ".join) | st.text(max_size=12)
FLAT = st.dictionaries(KEYS, SCALARS, max_size=4)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)
DOCUMENTS = st.dictionaries(KEYS, SCALARS | FLAT | st.lists(FLAT | SCALARS, max_size=3) | VALUES, min_size=1)
STYLES = st.fixed_dictionaries(
    {
        "width": st.sampled_from([20, 80, 10_000]),
        "allow_unicode": st.booleans(),
        "default_style": st.sampled_from([None, None, None, "'", '"', "|", ">"]),
        "indent": st.sampled_from([2, 2, 4]),
        "explicit_start": st.just(value=False),
    }
)


def values(part: bytes) -> dict[str, RawValue] | None:
    """What cutting and reading key by key makes of a document."""
    found = cut(part)
    if found is None or len(set(found[0])) < len(found[0]):
        return None
    keys, starts = found
    assert len(starts) == len(keys) + 1
    assert (starts[0], starts[-1]) == (0, len(part))
    blocks = [part[start:end] for start, end in pairwise(starts)]
    return {key.decode(): value_of(block) for key, block in zip(keys, blocks, strict=True)}


def expected(part: bytes) -> object:
    """What the library says."""
    return yaml.load(part.decode(), Loader=Loader)


@given(DOCUMENTS, STYLES)
def test_what_is_cut_is_what_pyyaml_reads(document: dict[str, object], style: dict[str, object]) -> None:
    part = yaml.dump(document, sort_keys=False, **style).encode("utf-8", "surrogatepass")  # type: ignore[call-overload]
    found = values(part)
    if found is not None:
        assert found == expected(part)
        assert list(found) == list(expected(part))  # type: ignore[call-overload]


@given(DOCUMENTS, STYLES, st.data())
@example({"a": "b"}, {}, None)
def test_a_damaged_document_is_read_alike_or_not_at_all(
    document: dict[str, object], style: dict[str, object], data: st.DataObject | None
) -> None:
    part = yaml.dump(document, sort_keys=False, **style)  # type: ignore[call-overload]
    if data is not None:
        at = data.draw(st.integers(0, len(part)))
        gone = data.draw(st.integers(0, 3))
        put = data.draw(
            st.sampled_from(["", "\n", " ", "  ", "- ", ": ", "#", "'", '"', "\n\n", "\nx: y\n", "|", "\\"])
        )
        part = part[:at] + put + part[at + gone :]
    written = part.lstrip("\n").encode("utf-8", "surrogatepass")
    found = values(written) if written else None
    if found is not None:
        assert found == expected(written)


@pytest.mark.parametrize(
    "part",
    [
        "title: &anchor a\n",
        "title: *anchor\n",
        "title: !!str a\n",
        "title: [a, b]\n",
        "title: {a: b}\n",
        "title: a # comment\n",
        "# comment\ntitle: a\n",
        "title: a: b\n",
        "title:\ta\n",
        "title: a\tb\n",
        "title: a\r\n",
        "title: 'a\nb: c'\n",
        'title: "a\nb: c"\n',
        'title: "\\q"\n',
        "author:\n- a: 'b\n  c: d'\n",
        'tmp:\n  a: "b\n\n  c: d"\n',
        'tmp:\n  a: "b\\\n  c: d"\n',
        'title: "\\ud83d"\n',
        "title: 'a' b\n",
        "title: a\u2028b\n",
        "title: a\x85b\n",
        "title: \ufeffa\n",
        "title: a\x00\n",
        "? title\n: a\n",
        "<<: a\n",
        "title: a\n  b: c\n",
        "author:\n- a\n  - b\n- c: d\n   e: f\n",
        "author:\n   a: b\n",
        "- title: a\n",
        "title: -\n",
        "title: |\n a\n",
        "title",
        "title: a",
    ],
)
def test_what_is_unusual_is_left_to_pyyaml(part: str) -> None:
    assert cut(part.encode()) is None


def test_a_long_document_is_cut() -> None:
    part = f"a: {'x' * 70_000}\nb: y\n".encode()
    assert values(part) == expected(part)


def test_what_exports_write_is_cut() -> None:
    part = (
        "_id: '13074'\nabstract:\n- lang: eng\n  text: \"It's long\\r\\n\\\n    \\ and folded\n    twice\"\n"
        "author:\n- first_name: A\n  last_name: B\n  orcid: ''\n- last_name: C: not\n".replace("C: not", "C:not")
        + 'citation:\n  ama: Peste E-A. doi:<a\n    href="https://doi.org/1">1</a>\n  short: |-\n    E.-A.\n    P.\n'
        "department: []\ndoi: 10.1/x\nempty:\nddc:\n- '000'\nrelated_material:\n  record:\n  - id: '1'\n    status: x\n"
        "  link:\n    - url: https://a.b\ntitle: One\n  two\n\n  three\ntmp: {}\nyear: '2023'\n"
    )
    found = values(part.encode())
    assert found is not None
    assert found == expected(part.encode())
    assert found["title"] == "One two\nthree"


@pytest.mark.parametrize(
    "block",
    [
        "- b: c\n",
        "- b: c  \n  d: 'e f'\n- b: '1'\n",
        "- b: ''\n  c:\n  d: e\n",
        "- 'x  b: c'\n",
        '- b: "x  c: d"\n- b: e\n',
        "- b: 'it''s'\n",
        "- b: one\n    two\n",
        "- b: 'one\n    - c: d'\n",
        "- b: []\n  c: |-\n    d: e\n",
        "- b: c\n\n- b: d\n",
        "- b: c\n- d\n",
        "- b: ' c '\n  d: -5\n  e: -\xa0\n",
        "  - b: c\n    d: e\n",
        "  b: c\n  d: e\n",
        "  b: 'c: d'\n  e: f  \n",
        "  b: c\n\n  d:\n",
        "  b: c\n  d: []\n  b: e\n",
        "  - b: c\n",
        "  b:\n  - c\n  - '1'\n  d:\n  - ''\n",
        "  b:\n  d:\n  - e\n",
        "  b:\n  - c\n  b:\n  - d\n",
        "  b:\n  - c:\n  - d\n",
        "  b:\n  - c:d\n  - d  \n  e: []\n",
        "  b:\n  - c:d\n  - d  \n  - -5\n",
        "  b:\n    - c\n",
        "  - b\n  - c\n",
        "  b:\n\n  - c\n",
        "  b:\n  - 'it''s'\n",
        "- one\n- 'two''s'\n- '3'\n- \"4\"\n- five  \n",
        "- one\n\n- two\n",
        "- one\n\n\n",
        "- a:b\n- c\n",
        "- a:\n- b\n",
        "- []\n- {}\n- ''\n",
        "- |\n  x\n- y\n",
        "- one\n  two\n- x\n",
    ],
)
def test_lists_and_maps_are_read_as_pyyaml_reads_them(block: str) -> None:
    part = f"a:\n{block}z: y\n".encode()
    found = values(part)
    assert found is not None
    assert found == expected(part)


@pytest.mark.parametrize(
    "text",
    [
        r"a\\b", r"\\", r"\\n", r"\\\n", r"\\\\n", r"\n\\", r"\\\"", r"\0\\", r"\\\0", r"\\x41\x41", r"\\\x41",
        r"\n\r\t\"\ x",
        "a\\n\n  b\\\\", "a\\\\\\\n  b", "a\\\n  \\ b", "a \n  b", "a\n\n  \\\\n b", r"\\\u00e9", r"\e\\",
    ],
)  # fmt: skip
def test_escapes_mean_what_pyyaml_says(text: str) -> None:
    part = f'a: "{text}"\nz: y\n'.encode()
    found = values(part)
    assert found is not None
    assert found == expected(part)


@pytest.mark.parametrize(
    "part",
    [
        "a: " + "'" * 50_001 + "\n",
        'a: "' + " " * 50_000 + "x\n",
        "a: '" + " " * 50_000 + "\n x'\n",
        "a: " + "- " * 50_000 + "\n",
        "a:\n" + "- " * 50_000 + "\n",
        "a: x" + " " * 50_000 + "#\n",
        "a: x\n" + " \n" * 50_000,
        "a:\n" + "  b:\n" * 50_000,
        "a: |\n" + "  \n" * 50_000,
        "a: x" + "\n" * 50_000 + " y\n",
    ],
    ids=range(10),
)
def test_no_document_takes_forever(part: str) -> None:
    found = values(part.encode())
    if found is not None:
        assert found == expected(part.encode())
