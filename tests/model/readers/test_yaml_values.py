"""The quick way from YAML to values: the same as PyYAML's BaseLoader, in what it gives and in what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from model.readers import yaml_values
from model.readers.base import Lines
from model.readers.yaml_values import Loader, parse

ROOT = Path(__file__).parents[3]
FILES = sorted((*ROOT.glob("tests/data/**/*.yaml"), *ROOT.glob("model/sample/*.yaml"), *(ROOT.parent / "shared" / "seeds").glob("*")))  # fmt: skip  # noqa: E501
SNIPPETS = (
    *("a: 1", "a: [b, {c: d}]", "- a\n- b: c", "? [a]\n: b", "? ? ?", "? {a: b}\n: c", "{a: b, c: }", "a: &x 1\nb: *x"),
    *("a: !!int 5", "!!set {a, b}", "a: |\n  x\n  y\n", "a: >-\n  x\n\n  y\n", "'a': \"b\\u00e9\"", "a:\n- - b", ""),
    *("# nothing", "a: 1\na: 2", "a: 'b", "a: [", "a: b: c", "- a\nb", "\ta: 1", "*x"),
    *("&a [*a]", "a: \x00", "<<: {a: b}"),
    *("a: 1\n---\nb: 2", "plain", "a: ~", "a: null\nb: ''", "a: 2021-01-01", "? a", "- ",),
    *("a: !x {b: !y c}", "%YAML 1.1\n---\na: 1"),
)  # fmt: skip


def outcome(load: object, text: str) -> object:
    """What a loader gives, or how it refuses."""
    try:
        return load(text)  # type: ignore[operator]
    except (yaml.YAMLError, ValueError) as error:
        return type(error), getattr(error, "problem", ""), str(getattr(error, "problem_mark", ""))


def by_the_library(text: str) -> object:
    return yaml.load(text, Loader=Loader)


@pytest.mark.parametrize("text", SNIPPETS)
def test_odd_documents_come_out_as_the_library_has_them(text: str) -> None:
    assert outcome(parse, text) == outcome(by_the_library, text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_document_of_every_fixture_comes_out_as_the_library_has_it(path: Path) -> None:
    for part in path.read_text(errors="replace").split("\n---\n"):
        assert outcome(parse, part) == outcome(by_the_library, part)


VALUES = st.recursive(
    st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(VALUES, st.booleans(), st.integers(0, 60))
def test_whatever_the_library_writes_comes_back(value: object, flow: bool, width: int) -> None:
    text = yaml.dump(value, default_flow_style=flow, width=width + 10, allow_unicode=True)
    assert outcome(parse, text) == outcome(by_the_library, text)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab:- \n'\"[]{},&*#?|>!%\t", max_size=40))
def test_any_text_comes_out_as_the_library_has_it(text: str) -> None:
    assert outcome(parse, text) == outcome(by_the_library, text)


def test_without_the_c_parser_the_library_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_values, "_Parser", object)
    assert parse("a: [b]") == {"a": ["b"]}


@given(st.text(alphabet="a\n\r", max_size=30), st.lists(st.integers(0, 30), max_size=6))
def test_lines_are_counted_in_whatever_order_they_are_asked_for(text: str, offsets: list[int]) -> None:
    lines = Lines(text)
    assert [lines.at(offset) for offset in offsets] == [text.count("\n", 0, offset) + 1 for offset in offsets]
