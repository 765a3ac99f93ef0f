"""Thousands of notices of one kind in one file: told once, with all their lines."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.library import open_library
from model.readers.crowd import EACH, grouped
from model.record import Notice
from tests.calling import call
from tests.hostile import STRUCTURES


def notice(line: int, message: str = "not readable", severity: str = "error", record: str = "") -> Notice:
    return Notice("file.yaml", line, severity, message, "left out", record)


def test_few_notices_stay_as_they_are_in_the_order_of_lines() -> None:
    some = [notice(line) for line in (3, 1, 2)]
    assert grouped(some) == tuple(notice(line) for line in (1, 2, 3))


def test_of_thousands_the_first_are_told_and_one_more_names_all_other_lines() -> None:
    told = grouped(notice(line) for line in range(1, 5001))
    assert told[:EACH] == tuple(notice(line) for line in range(1, EACH + 1))
    (rest,) = told[EACH:]
    assert str(rest) == "file.yaml:21: error: 4,980 more like this: not readable; left out, in lines 21 to 5000"


def test_lines_are_named_as_people_write_them() -> None:
    lines = [*range(1, EACH + 1), 30, 40, 41, 42, 50]
    assert grouped(map(notice, lines))[-1].action == "left out, in lines 30, 40 to 42 and 50"


def test_names_and_numbers_do_not_make_a_kind() -> None:
    messages = [f"entry key{n} has no year" for n in range(100)] + [
        f"cite key a{n}b is used before" for n in range(100)
    ]
    told = grouped(notice(n + 1, message) for n, message in enumerate(messages))
    assert len(told) == 2 * EACH + 2
    records = grouped(notice(n + 1, f"what {n}x says is odd", record=f"{n}x") for n in range(100))
    assert len(records) == EACH + 1


def test_an_error_is_not_hidden_among_warnings() -> None:
    told = grouped([*(notice(n, severity="warning") for n in range(1, 1000)), notice(1000)])
    assert Counter(each.severity for each in told) == {"warning": EACH + 1, "error": 1}


def test_notices_that_all_differ_are_counted_in_the_end_too() -> None:
    words = [f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)} is odd" for n in range(5000)]
    told = grouped(notice(n + 1, message) for n, message in enumerate(words))
    assert len(told) < 1100
    assert any("more of other kinds" in each.message for each in told)


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.sampled_from("abc"), st.sampled_from(["error", "warning"])), max_size=200
    )
)
def test_every_line_stays_reachable_and_no_severity_is_lost(given: list[tuple[int, str, str]]) -> None:
    told = grouped(notice(line, message, severity) for line, message, severity in given)
    assert {each.severity for each in told} == {severity for _, _, severity in given}
    named: set[int] = set()
    for each in told:
        named.add(each.line)
        if " more " in each.message:
            for first, last in re.findall(r"(\d+)(?: to (\d+))?", each.action):
                named |= set(range(int(first), int(last or first) + 1))
    assert {line for line, _, _ in given} <= named
    assert grouped(told) == told or len(told) > EACH


@pytest.mark.parametrize("name", ["yaml broken documents", "bibtex entries in lines", "ris starts", "json many values"])
def test_a_file_with_thousands_of_broken_documents_has_few_notices(name: str, tmp_path: Path) -> None:
    path = tmp_path / "broken"
    path.write_bytes(STRUCTURES[name](60_000))
    library = open_library([str(path)])
    assert len(library.notices) < 8 * EACH
    assert all(each.file == str(path) and each.line for each in library.notices if "more like this" in each.message)
    answer = call("check", str(path), "--no-cache")
    assert answer.code == (1 if any(each.severity == "error" for each in library.notices) else 0)
    assert "more like this" in answer.out
