"""A line of a list survives being kept, and what is no line, or none fit to be printed, is told from one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.lines import Line, decode_line, encode_line

PRINTABLE = st.text().filter(str.isprintable)
LINES = st.builds(
    Line, *[PRINTABLE] * 4, st.lists(PRINTABLE, max_size=3).map(tuple), st.integers(0, 99), *[st.booleans()] * 4
)


@given(LINES)
def test_a_line_is_the_same_when_it_comes_back(line: Line) -> None:
    assert decode_line(encode_line(line)) == line


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=11)))
def test_anything_else_is_no_line_but_never_a_fault(value: object) -> None:
    try:
        line = decode_line(json.dumps(value).encode())
    except ValueError:
        return
    assert isinstance(line, Line)


def test_what_was_written_into_the_cache_by_others_is_printable() -> None:
    line = decode_line(json.dumps(["2020", "A", "x\x1b]52;c;\x07", "", ["\x9b31m"], 1, 0, 0, 0, 0]).encode())
    assert line.title.isprintable() and line.people[0].isprintable()


def test_bytes_that_are_no_text_are_no_line() -> None:
    with pytest.raises(ValueError):
        decode_line(b"\xff\xfe")
