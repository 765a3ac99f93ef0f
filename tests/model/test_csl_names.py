"""Names: initials, particles, order, lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.citations.csl.initials import initials, split_family, split_given
from model.citations.csl.names import read_names
from tests.model.csl_style import StyleMaker


@pytest.fixture
def styles(tmp_path: Path) -> StyleMaker:
    return StyleMaker(tmp_path)


def people(*names: str) -> list[dict[str, str]]:
    """ "Ada Lovelace" as CSL-JSON; a name of one word is an organisation."""
    out = []
    for name in names:
        given, _, family = name.rpartition(" ")
        out.append({"given": given, "family": family} if given else {"literal": family})
    return out


@pytest.mark.parametrize(
    ("given", "mark", "hyphens", "expected"),
    [
        ("Donald E.", ". ", True, "D. E."),
        ("Donald E.", ".", True, "D.E."),
        ("Dan-Adrian", ". ", True, "D.-A."),
        ("Dan-Adrian", "", False, "DA"),
        ("J.J.", "", True, "JJ"),
        ("María José", ".", True, "M.J."),
        ("Ludwig van", ". ", True, "L. van"),
        ("Ma. Teresa", ". ", True, "Ma. T."),
        ("JH", ". ", True, "J."),
        ("小明", ". ", True, "小明"),
        ("", ". ", True, ""),
    ],
)
def test_given_names_become_initials(given: str, mark: str, hyphens: bool, expected: str) -> None:
    assert initials(given, mark, hyphens, shorten=True) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("Eugenia B", "Eugenia B."), ("Dan-Adrian", "Dan-Adrian"), ("A.B.", "A. B."), ("C.-D.", "C. D.")],
)
def test_without_shortening_only_initials_are_tidied(given: str, expected: str) -> None:
    assert initials(given, ". ", True, shorten=False) == expected


@pytest.mark.parametrize(
    ("family", "parts"),
    [
        ("van der Berg", ("van der", "Berg")),
        ("d'Alembert", ("d'", "Alembert")),
        ("al-Khwarizmi", ("al-", "Khwarizmi")),
        ("O’Neil", ("", "O’Neil")),
        ("Van Dyke", ("", "Van Dyke")),
        ("Fei-Fei", ("", "Fei-Fei")),
        ('"van der Berg"', ("", "van der Berg")),
    ],
)
def test_particles_in_lower_case_lead_the_family_name(family: str, parts: tuple[str, str]) -> None:
    assert split_family(family) == parts


def test_particles_trail_the_given_names() -> None:
    assert split_given("Alexander von") == ("Alexander", "von")
    assert split_given("von") == ("von", "")


def test_names_that_are_empty_or_no_names_are_left_out() -> None:
    assert read_names([{"family": ""}, "Knuth", {"literal": "WHO"}]) == read_names([{"literal": "WHO"}])
    assert read_names("Knuth") == []


SORTED = '<names variable="author"><name name-as-sort-order="all" initialize-with=". "/></names>'


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("never", "van Gogh, V."), ("sort-only", "van Gogh, V."), ("display-and-sort", "Gogh, V. van")],
)
def test_the_style_says_where_a_particle_goes(styles: StyleMaker, rule: str, expected: str) -> None:
    item: dict[str, object] = {"author": [{"family": "van Gogh", "given": "Vincent"}]}
    assert styles.render(SORTED, item, options=f'demote-non-dropping-particle="{rule}"') == expected


def test_a_particle_goes_behind_a_short_name_too(styles: StyleMaker) -> None:
    item: dict[str, object] = {"author": [{"family": "van Gogh", "given": "Vincent"}]}
    body = '<names variable="author"><name form="short" name-as-sort-order="all"/></names>'
    assert styles.render(body, item) == "Gogh, van"
    assert styles.render(body, item, options='demote-non-dropping-particle="never"') == "van Gogh"


def test_a_particle_with_an_apostrophe_clings_to_the_name(styles: StyleMaker) -> None:
    item: dict[str, object] = {"author": [{"family": "Jones", "given": "John", "dropping-particle": "d'"}]}
    assert styles.render('<names variable="author"/>', item) == "John d’Jones"


def test_suffixes_follow_the_name_in_either_order(styles: StyleMaker) -> None:
    item: dict[str, object] = {"author": [{"family": "King", "given": "Martin", "suffix": "Jr."}]}
    assert styles.render('<names variable="author"/>', item) == "Martin King Jr."
    assert styles.render(SORTED, item) == "King, M., Jr."
    assert styles.render(SORTED.replace('". "', '""'), item) == "King, M, Jr"


def test_names_without_latin_letters_stand_family_first_and_unspaced(styles: StyleMaker) -> None:
    item: dict[str, object] = {"author": [{"family": "王", "given": "小明"}]}
    assert styles.render(SORTED, item) == "王小明"


@pytest.mark.parametrize(
    ("options", "count", "expected"),
    [
        ('and="text"', 2, "Ann One and Ben Two"),
        ('and="text"', 3, "Ann One, Ben Two, and Cy Three"),
        ('and="symbol" delimiter-precedes-last="never"', 3, "Ann One, Ben Two & Cy Three"),
        ('and="text" delimiter-precedes-last="always"', 2, "Ann One, and Ben Two"),
        ('and="text" delimiter="; "', 3, "Ann One; Ben Two; and Cy Three"),
        ("", 3, "Ann One, Ben Two, Cy Three"),
        ('et-al-min="3" et-al-use-first="1"', 3, "Ann One et al."),
        ('et-al-min="3" et-al-use-first="2"', 3, "Ann One, Ben Two, et al."),
        ('et-al-min="4" et-al-use-first="1"', 3, "Ann One, Ben Two, Cy Three"),
        ('et-al-min="4" et-al-use-first="2" et-al-use-last="true"', 4, "Ann One, Ben Two, … Di Four"),
        ('et-al-min="3" et-al-use-first="2" et-al-use-last="true"', 3, "Ann One, … Cy Three"),
        ('prefix="[" suffix="]"', 2, "[Ann One], [Ben Two]"),
        ('suffix=";" et-al-min="2"', 2, "Ann One; et al.;"),
        ('form="short"', 2, "One, Two"),
        ('form="count"', 3, "3"),
    ],
)
def test_lists_of_names(styles: StyleMaker, options: str, count: int, expected: str) -> None:
    names = people("Ann One", "Ben Two", "Cy Three", "Di Four")[:count]
    body = f'<names variable="author"><name {options}/></names>'
    assert styles.render(body, {"author": names}) == expected


@pytest.mark.parametrize("others", ["others", "et al."])
@pytest.mark.parametrize(
    ("options", "count", "expected"),
    [
        ('and="text"', 1, "Ann One et al."),
        ('and="text"', 2, "Ann One, Ben Two, et al."),
        ('et-al-min="3" et-al-use-first="1"', 2, "Ann One et al."),
        ('et-al-min="4" et-al-use-first="1"', 2, "Ann One, Ben Two, et al."),
        ('et-al-min="3" et-al-use-first="3"', 3, "Ann One, Ben Two, Cy Three, et al."),
        ('et-al-min="4" et-al-use-first="2" et-al-use-last="true"', 3, "Ann One, Ben Two, et al."),
        ('form="count"', 3, "3"),
    ],
)
def test_others_are_never_a_name(styles: StyleMaker, options: str, count: int, expected: str, others: str) -> None:
    names = [*people("Ann One", "Ben Two", "Cy Three")[:count], {"literal": others}]
    body = f'<names variable="author"><name {options}/></names>'
    assert styles.render(body, {"author": names}) == expected


def test_nobody_but_others_is_what_is_there(styles: StyleMaker) -> None:
    assert styles.render('<names variable="author"/>', {"author": [{"literal": "others"}]}) == "others"


def test_nothing_but_and_comes_between_a_person_and_an_organisation(styles: StyleMaker) -> None:
    body = '<names variable="author"><name and="text" delimiter-precedes-last="always"/></names>'
    assert styles.render(body, {"author": people("Ann One", "WHO")}) == "Ann One and WHO"
    assert styles.render(body, {"author": people("WHO", "Ann One")}) == "WHO, and Ann One"


def test_name_options_come_from_the_style_and_its_bibliography(styles: StyleMaker) -> None:
    item: dict[str, object] = {"author": people("Ann One", "Ben Two", "Cy Three")}
    body = '<names variable="author"/>'
    assert styles.render(body, item, options='initialize-with="."', area='et-al-min="2"') == "A. One et al."


def test_a_label_follows_its_names_in_number(styles: StyleMaker) -> None:
    body = '<names variable="editor"><name form="short"/><label form="short" prefix=" (" suffix=")"/></names>'
    assert styles.render(body, {"editor": people("Ann One")}) == "One (ed.)"
    assert styles.render(body, {"editor": people("Ann One", "Ben Two")}) == "One, Two (eds.)"
    assert styles.render(body, {"title": "No editors"}) == ""


def test_editors_who_also_translate_are_named_once(styles: StyleMaker) -> None:
    body = '<names variable="editor translator" delimiter="; "><name/><label prefix=" (" suffix=")"/></names>'
    both = people("Ann One")
    item: dict[str, object] = {"editor": both, "translator": both}
    assert styles.render(body, item) == "Ann One (editor & translator)"


def test_name_parts_have_formats_of_their_own(styles: StyleMaker) -> None:
    body = (
        '<names variable="author"><name><name-part name="family" text-case="uppercase" font-weight="bold"/>'
        "</name></names>"
    )
    assert styles.render(body, {"author": people("Ann One")}) == "Ann <b>ONE</b>"


SUBSTITUTED = """
  <names variable="author" suffix=". ">
    <name name-as-sort-order="all"/><label form="short" prefix=" (" suffix=")"/>
    <substitute><names variable="editor"/><text variable="title"/></substitute>
  </names>
  <text variable="title" font-style="italic"/>
  <names variable="editor" prefix=". Edited by "/>
"""


def test_a_substitute_takes_the_shape_of_what_it_stands_for_and_is_not_repeated(styles: StyleMaker) -> None:
    item: dict[str, object] = {"editor": people("Ann One"), "title": "A Book"}
    assert styles.render(SUBSTITUTED, item) == "One, Ann (ed.). <i>A Book</i>"
    assert styles.render(SUBSTITUTED, {"title": "A Book"}) == "A Book"


def test_the_first_name_that_a_choice_among_substitutes_has_is_enough(styles: StyleMaker) -> None:
    choice = '<choose><if type="book"><names variable="editor"/><names variable="translator"/></if></choose>'
    body = f'<names variable="author"><substitute>{choice}</substitute></names>'
    item: dict[str, object] = {"type": "book", "editor": people("Ann One"), "translator": people("Ben Two")}
    assert styles.render(body, item) == "Ann One"


def test_a_substitute_inside_a_macro_takes_the_shape_too(styles: StyleMaker) -> None:
    before = '<macro name="other"><names variable="editor"/></macro>'
    body = '<names variable="author"><name form="short"/><substitute><text macro="other"/></substitute></names>'
    assert styles.render(body, {"editor": people("Ann One")}, before=before) == "One"


NAME = st.text(alphabet="abÖ É-'’.van\"<", max_size=12)


@given(st.lists(st.fixed_dictionaries({"family": NAME, "given": NAME, "suffix": NAME}), max_size=4))
def test_any_names_render(names: list[dict[str, str]]) -> None:
    from model.citations.csl import render

    for style in ("apa", "ama", "chicago"):
        assert isinstance(render({"type": "book", "author": names, "title": "T"}, style), str)
