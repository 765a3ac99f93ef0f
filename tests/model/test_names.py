"""Names split into their parts by BibTeX's rules, and names of plain text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import names
from model.names import OTHERS, bibtex_people, bibtex_person, person, split_list
from model.record import Person


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        # the cases of "Tame the BeaST", chapter 11: (given, particle, family, suffix)
        ("AA BB", ("AA", "", "BB", "")),
        ("AA", ("", "", "AA", "")),
        ("AA bb", ("AA", "", "bb", "")),
        ("aa", ("", "", "aa", "")),
        ("AA bb CC", ("AA", "bb", "CC", "")),
        ("AA bb CC dd EE", ("AA", "bb CC dd", "EE", "")),
        ("AA 1B cc dd", ("AA 1B", "cc", "dd", "")),
        ("AA 1b cc dd", ("AA", "1b cc", "dd", "")),
        ("AA {b}B cc dd", ("AA bB", "cc", "dd", "")),
        ("AA {bb} cc CC", ("AA bb", "cc", "CC", "")),
        ("AA {bb} CC", ("AA bb", "", "CC", "")),
        ("bb CC, AA", ("AA", "bb", "CC", "")),
        ("bb, AA", ("AA", "", "bb", "")),
        ("bb CC dd EE, AA", ("AA", "bb CC dd", "EE", "")),
        ("bb CC, XX, AA", ("AA", "bb", "CC", "XX")),
        ("BB,, AA", ("AA", "", "BB", "")),
        ("CC dd EE, AA", ("AA", "", "CC dd EE", "")),
        ("{\\'E}cole d'Ivry, Jean", ("Jean", "", "École d’Ivry", "")),
        ("Jean de la Fontaine", ("Jean", "de la", "Fontaine", "")),
        ("{de la} Fontaine, Jean", ("Jean", "", "de la Fontaine", "")),
        ("Jean {\\'e}t Fontaine", ("Jean", "ét", "Fontaine", "")),
        ("{\\O}rsted, H. C.", ("H. C.", "", "Ørsted", "")),
        ("Donald~E. Knuth", ("Donald E.", "", "Knuth", "")),
        ('M{\\"u}ller, J{\\"o}rg', ("Jörg", "", "Müller", "")),
    ],
)
def test_bibtex_names_have_the_parts_that_bibtex_gives_them(written: str, parts: tuple[str, str, str, str]) -> None:
    found = bibtex_person(written)
    assert (found.given, found.particle, found.family, found.suffix) == parts


def test_a_name_all_in_braces_is_literal() -> None:
    assert bibtex_person("{World Health Organization}") == Person(literal="World Health Organization")
    assert bibtex_person("{{\\'E}cole Normale}") == Person(literal="École Normale")


def test_lists_divide_at_and_outside_braces_in_any_case_and_over_lines() -> None:
    assert split_list("A and B AND C\n  and {D and E}") == ["A", "B", "C", "{D and E}"]
    assert split_list("Anderson and Sand") == ["Anderson", "Sand"]
    assert split_list("") == []


def test_others_stay_in_the_list_as_a_literal_name() -> None:
    assert bibtex_people("Ray, Ada and others") == (Person("Ray", "Ada"), OTHERS)


def test_names_divided_by_commas_are_people_when_every_other_part_is_initials() -> None:
    assert bibtex_people("Ray, A., Lee, B. C.") == (Person("Ray", "A."), Person("Lee", "B. C."))
    assert len(bibtex_people("Ray, Lee, Kim, Fox")) == 1


def test_extended_names_name_their_parts() -> None:
    found = bibtex_person('family=Vall{\\\'e}e, given={Charles, Louis}, prefix="de la", suffix=Jr')
    assert found == Person("Vallée", "Charles, Louis", "de la", "Jr")
    assert bibtex_person("nonsense=x, y") == Person("nonsense=x", "y")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Zimmer, Max", Person("Zimmer", "Max")),
        ("Max Lennart Zimmer", Person("Zimmer", "Max Lennart")),
        ("van Dam, B. C.", Person("Dam", "B. C.", "van")),
        ("Griffey, Ken, Jr.", Person("Griffey", "Ken", "", "Jr.")),
        ("Ken Griffey III", Person("Griffey", "Ken", "", "III")),
        ("Ortega y Gasset, José", Person("Ortega y Gasset", "José")),
        ("Plato", Person("Plato")),
        ("Malcolm X", Person("X", "Malcolm")),
        ("et al.", OTHERS),
    ],
)
def test_names_of_plain_text_are_split(written: str, expected: Person) -> None:
    assert person(written) == expected


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="Ab é,{}\\'~=and\n", max_size=40))
def test_no_name_fails_or_comes_out_without_its_letters(written: str) -> None:
    for one in (*bibtex_people(written), person(written)):
        assert isinstance(one.name, str)
    letters = sum(written.count(letter) for letter in "Aé")
    if "\\" not in written and "=" not in written and "{" not in written and "}" not in written:
        assert sum(person(written).name.count(letter) for letter in "Aé") == letters


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.sampled_from(["Ann", "Li", "B.", "de", "Müller", "McRay", "Others", "=", "~", "1st", "Ⅳ"]), min_size=1),
)
def test_names_without_commas_are_read_as_those_that_need_decoding(words: list[str]) -> None:
    name = " ".join(words)
    assert bibtex_person(name) == (OTHERS if name == "Others" else names._given_first(name))


@given(
    st.lists(
        st.sampled_from(["Ann", "von ", "de la ", ",", ", ", " ", "Müller", "B. C.", "-", "O'Neil", "{", "}"]),
        max_size=8,
    )
)
def test_plain_names_are_read_as_those_that_need_decoding(parts: list[str]) -> None:
    name = "".join(parts)
    assert bibtex_person(name) == bibtex_person(name.replace(" ", "  "))  # the second is squeezed, part by part


@given(
    st.sampled_from(["Ann", "Müller", "others", "von Ann", "family", "Smith-Jones"]),
    st.lists(
        st.sampled_from(["Ann", "von ", "others", "=", ",", ", ", " ", "\xa0", "é", "B.~C.", "{", "}"]), max_size=6
    ),
)
def test_names_as_most_are_written_are_read_as_all_others(family: str, given: list[str]) -> None:
    rest = "".join(given)
    assert bibtex_person(f"{family}, {rest}") == bibtex_person(f"{family},{rest}")  # without blank it is unusual


_LISTED = ["and", " and ", " AND ", " ", "  ", "{", "}", "\n", "Ann", "B.", "{A and B}", "{{C}}", "Rand ", "\xa0"]


def _divided(names: str) -> list[str]:
    """The names of a list, by going through all its `and`s."""
    if "{" not in names:
        found = re.split(r"(?i)\s+and\s+", f" {names} ")
    else:
        found, depth, start = [], 0, 0
        for mark in re.finditer(r"(?i)[{}]|(?<=\s)and(?=\s)", names):
            if mark[0] in "{}":
                depth = depth + 1 if mark[0] == "{" else max(depth - 1, 0)
            elif not depth:
                found.append(names[start : mark.start()])
                start = mark.end()
        found.append(names[start:])
    return [name.strip() for name in found if name.strip()]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_LISTED), max_size=9).map("".join))
def test_lists_divide_in_the_same_places_in_whatever_way_these_are_found(names: str) -> None:
    assert split_list(names) == _divided(names)


def _one_by_one(names: str) -> tuple[Person, ...]:
    """The people of a list that is divided with care, none of them remembered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("model.names._surely_one", {}.__getitem__)
        return bibtex_people(names)


@settings(max_examples=800, deadline=None)
@given(st.lists(st.sampled_from([*_LISTED, "others", ",", "A, B, C, D", "\u2003", "And"]), max_size=9).map("".join))
def test_people_are_the_same_in_whatever_way_their_list_is_divided(written: str) -> None:
    for listed in (written, f"Ann and {written} and {{B and C}}", f"Ann and\n{written}"):
        assert bibtex_people(listed) == _one_by_one(listed)


def test_names_that_come_again_are_the_same_objects() -> None:
    (first, second), (third,) = bibtex_people("Ray, Ada and Kim, Jo"), bibtex_people("Ray, Ada")
    assert first is third is not second
    assert bibtex_people("Ray, Ada and\n  Kim, Jo")[0] is first


def test_no_more_names_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    remembered = names._Remembered()
    monkeypatch.setattr(names, "_NAMES", 3)
    found = [remembered[name] for name in ("Ann", "Bo", "Cy", "Di", "Ann")]
    assert found == list(map(Person, ("Ann", "Bo", "Cy", "Di", "Ann"))) and len(remembered) == 2


_WRITTEN = [
    "Ann",
    " ",
    "von ",
    ", ",
    '{\\"u}',
    "\\'e",
    "{\\'{\\i}}",
    "\\~n",
    "{\\~n}",
    "\\v{S}",
    "{\\ss}",
    "{\\O}",
    "\\o ",
    "\\",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*_WRITTEN, "{", "}", "'", "~", "\\&", "\xa0"]), max_size=8).map("".join))
def test_names_whose_only_tex_is_letters_are_read_as_all_others(name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("model.names.with_letters", lambda written: written)
        as_all_others = bibtex_person(name)
    assert bibtex_person(name) == as_all_others
