"""Citations in CSL styles: groups, conditions, variables, labels, errors, and the reference strings."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from model.citations.csl import StyleError, render
from tests.model.csl_style import StyleMaker

GOLDEN = Path(__file__).parents[3] / "shared" / "golden" / "citations.json"

BOOK: dict[str, object] = {
    "type": "book",
    "title": "Gardens of the north",
    "author": [{"family": "Moss", "given": "Ada"}],
    "publisher": "Green Press",
    "publisher-place": "Oslo",
    "edition": "2",
    "issued": {"date-parts": [[2020]]},
}
ARTICLE: dict[str, object] = {
    "type": "article-journal",
    "title": "On lichens",
    "author": [{"family": "Moss", "given": "Ada Fern"}, {"family": "Stone", "given": "Bo"}],
    "container-title": "Journal of Slow Growth",
    "volume": "12",
    "issue": "3",
    "page": "101-134",
    "issued": {"date-parts": [[2021, 5, 6]]},
    "DOI": "10.1000/lichen",
}


@pytest.fixture
def styles(tmp_path: Path) -> StyleMaker:
    return StyleMaker(tmp_path)


def test_the_same_article_in_five_styles() -> None:
    journal = "<i>Journal of Slow Growth</i>"
    assert render(ARTICLE, "apa") == (
        f"Moss, A. F., & Stone, B. (2021). On lichens. {journal}, <i>12</i>(3), 101–134. https://doi.org/10.1000/lichen"
    )
    assert render(ARTICLE, "mla") == (
        f"Moss, Ada Fern, and Bo Stone. “On Lichens.” {journal}, vol. 12, no. 3, May 2021, pp. 101–34, "
        "https://doi.org/10.1000/lichen."
    )
    assert render(ARTICLE, "ama") == (
        f"Moss AF, Stone B. On lichens. {journal}. 2021;12(3):101-134. doi:10.1000/lichen"
    )
    assert render(ARTICLE, "chicago") == (
        f"Moss, Ada Fern, and Bo Stone. “On Lichens.” {journal} 12, no. 3 (2021): 101–34. "
        "https://doi.org/10.1000/lichen."
    )
    assert render(ARTICLE, "ista") == ("Moss AF, Stone B. 2021. On lichens. Journal of Slow Growth. 12(3), 101–134.")


def test_a_single_copy_of_a_numeric_style_has_no_number() -> None:
    assert render(ARTICLE, "ieee").startswith("A. F. Moss and B. Stone, “On lichens,”")


def test_the_locale_can_be_overridden() -> None:
    chapter = {**BOOK, "type": "chapter", "container-title": "Buch", "page": "1-2"}
    assert "S. 1–2" in render(chapter, "apa", locale="de-DE")
    assert "pp. 1–2" in render(chapter, "apa")


def test_an_unknown_language_is_taken_for_english() -> None:
    assert render(ARTICLE, "ieee", locale="xx-YY") == render(ARTICLE, "ieee", locale="en-US")


def test_an_alias_keeps_its_own_language() -> None:
    quoted = {**ARTICLE, "title": '"Why" and how'}
    assert "‘Why’" in render(quoted, "nature-digest")


GROUPS = """
  <group delimiter=" "><text term="in"/><text variable="container-title"/></group>
  <group delimiter=" "><text value="plain"/><text term="and"/></group>
  <group delimiter=", "><group><label variable="page"/></group><text variable="publisher"/></group>
"""


def test_a_group_without_its_variables_is_dropped_with_its_words(styles: StyleMaker) -> None:
    assert styles.render(GROUPS, {"title": "T"}) == "plain and"
    assert styles.render(GROUPS, {"container-title": "J", "publisher": "P"}) == "In Jplain andP"


def test_a_macro_that_prints_something_keeps_the_group_around_it(styles: StyleMaker) -> None:
    before = '<macro name="no-date"><text term="no date" form="short"/></macro>'
    body = (
        '<text variable="title"/><group prefix=" (" suffix=")"><text macro="no-date"/>'
        '<text variable="year-suffix"/></group>'
    )
    assert styles.render(body, {"title": "T"}, before=before) == "T (n.d.)"


def test_a_word_of_the_locale_that_begins_an_entry_has_a_capital(styles: StyleMaker) -> None:
    body = '<text term="no date" prefix="["  suffix="] "/><text variable="title"/>'
    assert styles.render(body, {"title": "on it"}) == "[No date] on it"


def test_a_macro_that_calls_itself_ends(styles: StyleMaker) -> None:
    before = '<macro name="loop"><text variable="title"/><text macro="loop"/></macro>'
    assert styles.render('<text macro="loop"/>', {"title": "x"}, before=before).startswith("x")


def choose(test: str) -> str:
    return f'<choose><if {test}><text value="yes"/></if><else><text value="no"/></else></choose>'


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ('type="book"', "yes"),
        ('type="chapter thesis" match="any"', "no"),
        ('type="chapter book"', "yes"),
        ('type="chapter book" variable="DOI"', "no"),
        ('type="chapter thesis" match="none"', "yes"),
        ('variable="title DOI"', "no"),
        ('variable="title DOI" match="any"', "yes"),
        ('variable="DOI" type="book" match="any"', "yes"),
        ('is-numeric="edition"', "yes"),
        ('is-numeric="publisher"', "no"),
        ('is-uncertain-date="issued"', "no"),
        ('position="first"', "no"),
        ('disambiguate="true"', "no"),
    ],
)
def test_conditions(styles: StyleMaker, test: str, expected: str) -> None:
    assert styles.render(choose(test), BOOK) == expected


def test_choose_passes_on_the_delimiter_around_it(styles: StyleMaker) -> None:
    body = (
        '<group delimiter=", "><choose><if type="book"><text variable="title"/><text variable="publisher"/></if>'
        '</choose><text variable="publisher-place"/></group>'
    )
    assert styles.render(body, BOOK) == "Gardens of the north, Green Press, Oslo"


def test_labels_come_only_with_their_variable(styles: StyleMaker) -> None:
    body = '<group delimiter=" "><label variable="page" form="short"/><text variable="page"/></group>'
    assert styles.render(body, {"page": "3"}) == "p. 3"
    assert styles.render(body, {"page": "3-5"}) == "pp. 3–5"
    assert styles.render(body, {"title": "T"}) == ""
    bare = '<text variable="title"/><label variable="edition" prefix=", "/>'
    assert styles.render(bare, {"title": "T"}) == "T"


def test_short_forms_fall_back_to_long_ones(styles: StyleMaker) -> None:
    body = '<text variable="container-title" form="short"/>'
    assert styles.render(body, {"container-title": "Journal of J", "container-title-short": "J. J"}) == "J. J"
    assert styles.render(body, {"container-title": "Journal of J", "journalAbbreviation": "JJ"}) == "JJ"
    assert styles.render(body, {"container-title": "Journal of J"}) == "Journal of J"


def test_formats_apply_and_affixes_stay_outside(styles: StyleMaker) -> None:
    body = '<text variable="volume" font-weight="bold" prefix="(" suffix=")"/>'
    assert styles.render(body, {"volume": "12"}) == "(<b>12</b>)"


def test_periods_are_stripped_from_values_but_not_from_affixes(styles: StyleMaker) -> None:
    body = '<text variable="container-title" strip-periods="true" suffix="."/>'
    assert styles.render(body, {"container-title": "J. Hist."}) == "J Hist."


def test_a_macro_has_no_case_of_its_own(styles: StyleMaker) -> None:
    before = '<macro name="who"><text variable="title" suffix=" ed."/></macro>'
    assert styles.render('<text macro="who" text-case="uppercase"/>', BOOK, before=before) == "Gardens of the north ed."


def test_title_case_needs_an_english_value_but_words_of_the_locale_always_take_it(styles: StyleMaker) -> None:
    body = '<text variable="title" text-case="title"/><text term="edition" text-case="title" prefix=", "/>'
    assert styles.render(body, {"title": "das ende", "language": "de"}) == "das ende, Edition"


def test_periods_that_a_macro_adds_around_its_values_stay(styles: StyleMaker) -> None:
    before = '<macro name="where"><text variable="publisher" suffix=". "/><text variable="title"/></macro>'
    item: dict[str, object] = {"publisher": "P. Inc.", "title": "T"}
    assert styles.render('<text macro="where" strip-periods="true"/>', item, before=before) == "P Inc. T"


def test_markup_of_a_title_survives_and_turns_upright_in_italics(styles: StyleMaker) -> None:
    item: dict[str, object] = {"title": "The <i>E. coli</i> genome & H<sub>2</sub>O <x>"}
    assert styles.render('<text variable="title"/>', item) == item["title"]
    italic = styles.render('<text variable="title" font-style="italic"/>', item)
    assert italic.startswith("<i>The </i>E. coli<i> genome")


def test_a_doi_given_as_an_address_is_not_doubled(styles: StyleMaker) -> None:
    body = '<text variable="DOI" prefix="https://doi.org/"/>'
    assert styles.render(body, {"DOI": "https://doi.org/10.1/x"}) == "https://doi.org/10.1/x"


def test_elements_set_apart_on_a_page_are_set_apart_by_a_blank(styles: StyleMaker) -> None:
    body = '<group display="block"><text variable="title"/></group><text variable="publisher"/>'
    assert styles.render(body, BOOK) == "Gardens of the north Green Press"
    delimited = f'<group delimiter=". ">{body}</group>'
    assert styles.render(delimited, BOOK) == "Gardens of the north. Green Press"
    prefixed = body.replace('variable="publisher"', 'variable="publisher" prefix=". "')
    assert styles.render(prefixed, BOOK) == "Gardens of the north. Green Press"


def test_a_style_without_a_reference_list_renders_its_notes(tmp_path: Path) -> None:
    path = tmp_path / "note.csl"
    path.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"><citation><layout suffix=".">'
        '<choose><if position="first"><text variable="title"/></if></choose></layout></citation></style>'
    )
    assert render(BOOK, str(path)) == "Gardens of the north."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<style", "cannot be read as a CSL style"),
        ("", "cannot be read as a CSL style"),
        ("<html><body/></html>", "is not a CSL style"),
        ("<style/>", "nothing to render"),
    ],
)
def test_a_broken_style_file_is_an_error_that_names_it(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "broken.csl"
    path.write_text(text)
    with pytest.raises(StyleError, match=rf"broken\.csl.*{message}"):
        render(BOOK, str(path))


def test_an_unknown_style_is_an_error_with_a_hint() -> None:
    with pytest.raises(StyleError, match="no citation style called “natur”; close to it: nature"):
        render(BOOK, "natur")


def test_a_changed_style_file_is_read_again(tmp_path: Path) -> None:
    maker = StyleMaker(tmp_path)
    path = maker.write('<text variable="title"/>')
    assert render({"title": "T"}, path) == "T"
    Path(path).write_text(Path(path).read_text().replace("<text ", '<text prefix="longer " '))
    assert render({"title": "T"}, path) == "longer T"


def test_importing_the_renderer_imports_no_citeproc() -> None:
    code = "import sys, model.citations.csl; print([m for m in ('citeproc', 'lxml') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


VALUES = st.one_of(
    st.text(alphabet="aB .,'\"<i>/-1&é", max_size=15),
    st.integers(-3000, 3000),
    st.none(),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["date-parts", "literal", "raw", "season"]), st.text(max_size=8), max_size=2),
    st.lists(st.dictionaries(st.sampled_from(["family", "given"]), st.text(max_size=5)), max_size=2),
)
FIELDS = ["title", "author", "editor", "issued", "page", "volume", "container-title", "DOI", "edition", "language"]


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES), st.sampled_from(["apa", "chicago", "ieee", "nature"]))
def test_any_item_renders_in_any_style(item: dict[str, object], style: str) -> None:
    assert isinstance(render({"type": "article-journal", **item}, style), str)


@pytest.mark.skipif(not GOLDEN.exists(), reason="the reference citations are not in ../shared/golden")
def test_citations_agree_with_the_reference_processor() -> None:
    data = json.loads(GOLDEN.read_text(encoding="utf-8"))
    items = {item["id"]: item for item in data["items"]}
    pairs = []
    for style, expected in data["expected"].items():
        for key, text in expected.items():
            got = re.sub(r"</?(?:i|b|sup|sub|span)\b[^<>]*>", "", render(items[key], style, locale="en-US"))
            pairs.append((" ".join(got.split()), " ".join(text.split())))
    assert len(pairs) == 880
    assert sum(got == text for got, text in pairs) >= 870
    assert sum(ratio(got, text) >= 97 for got, text in pairs) >= 875
