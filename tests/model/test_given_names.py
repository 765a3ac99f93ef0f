"""Whom of a family a given name fits: what asking everybody would say, without asking everybody."""

from __future__ import annotations

from itertools import product
from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import given_names
from model.given_names import GivenNames, compatible
from model.people import People
from model.record import Person, Record, Source
from model.work import Work

_parts = st.sampled_from(["e", "eugenia", "elena", "b", "bea", "bo", "anna", "a", "日", "日本"])
_givens = st.lists(_parts, max_size=7).map(" ".join)
_people = st.lists(st.tuples(st.sampled_from("ABCDEFGH"), _givens), max_size=40)


@pytest.mark.parametrize("few", [0, 3, 16])
@given(people=_people, asked=st.lists(_givens, min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_a_name_fits_whom_it_fits_when_everybody_is_asked(few, people, asked):
    before, given_names._FEW = given_names._FEW, few
    try:
        family = GivenNames()
        for number, (key, name) in enumerate(people):
            family.add(key, name)
            for wanted in asked if number % 5 == 0 else asked[:1]:
                so_far = people[: number + 1]
                fitting = {key for key, name in so_far if compatible(wanted.split(), name.split())}
                found = family.fitting(wanted)
                assert len(found) == len(set(found)) == min(len(fitting), 2)
                assert set(found) <= fitting
                assert all((key in family) == (key in {key for key, _ in so_far}) for key in "ABCDEFGH")
    finally:
        given_names._FEW = before


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("eugenia", "eugenia", True),
        ("eugenia", "e", True),
        ("e", "eugenia b", True),
        ("", "eugenia", True),
        ("eugenia", "elena", False),
        ("e b", "eugenia c", False),
        ("eugenia b", "e bea", True),
        ("eu", "eugenia", False),
    ],
)
def test_names_agree_part_by_part(one, other, agree):
    assert compatible(one.split(), other.split()) == compatible(other.split(), one.split()) == agree


def _many(form: str) -> list[Person]:
    """20,000 people of one family."""
    letters = ["".join(some) for some in product(ascii_lowercase, repeat=4)][:20_000]
    return [Person("Wang", form.format(some, some[0])) for some in letters]


@pytest.mark.parametrize("form", ["J{}", "J{} A", "J A {}", "{1} A{0} B"])
def test_a_large_family_costs_each_of_its_people_little(form, monkeypatch):
    comparisons = 0

    def counted(one, other):
        nonlocal comparisons
        comparisons += 1
        return compatible(one, other)

    monkeypatch.setattr(given_names, "compatible", counted)
    record = Record("1", "citekey", Source("a.bib"), {"author": tuple(_many(form))})
    assert len(People.build([Work(record, (record,))])) == 20_000
    assert comparisons < 20_000
