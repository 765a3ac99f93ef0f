"""A record as a page: flowing text, stops to follow, folded names."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from model.library import Library
from tui.flow import Run, flow, rich_runs, width_of
from tui.page import ALL_PEOPLE, Citing, Page, page_of


def text_of(page: Page) -> list[str]:
    return ["".join(run.text for run in line) for line in page.lines]


def page(library: Library, name: str, width: int = 70) -> Page:
    return page_of(library, library.find(name)[0], width, Citing("APA", "A <i>citation</i>.", "as supplied"))


WORDS = st.text(st.sampled_from("abcdefg é山ñ-"), max_size=80)


@given(st.lists(WORDS, max_size=5), st.integers(2, 40), st.integers(0, 6))
@settings(max_examples=150)
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(parts: list[str], width: int, indent: int) -> None:
    runs = [Run(part, style=str(number)) for number, part in enumerate(parts)]
    lines = flow(runs, width + indent, indent)
    assert all(width_of(line) <= width + indent for line in lines)
    shown = "".join(run.text for line in lines for run in line)
    assert "".join(shown.split()) == "".join("".join(parts).split())


def test_lines_break_at_blanks_and_a_word_of_two_styles_stays_whole() -> None:
    lines = flow([Run("drink H", "a"), Run("2", "b"), Run("O now", "a")], 8)
    assert ["".join(run.text for run in line) for line in lines] == ["drink", "H2O now"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert [width_of(line) for line in flow([Run("x" * 25)], 10)] == [10, 10, 5]


def test_east_asian_text_breaks_between_characters() -> None:
    lines = flow([Run("氷の下の潮汐と静かな観測者")], 10)
    assert [cell_len("".join(run.text for run in line)) for line in lines] == [10, 10, 6]


def test_tags_become_styles_and_control_codes_are_gone() -> None:
    runs = rich_runs("a <i>b</i> \x1b]0;x\x07")
    assert [(run.text, sorted(run.marks)) for run in runs] == [("a ", []), ("b", ["i"]), (" \ufffd]0;x\ufffd", [])]


def test_a_page_has_title_facts_people_citation_and_sections_in_order(library: Library) -> None:
    lines = text_of(page(library, "100"))
    assert lines[0] == "Tides of a hollow moon"
    assert lines[1] == "2022 · PhD thesis · University of the Outer Isles · open access"
    assert lines[2] == "Mira Okonkwo-Lindqvist"
    assert lines[3] == "Supervisor  Tomas Brandt"
    wanted = ["Citation", "Abstract", "Published", "Identifiers", "Relations", "Links", "Files", "Sources"]
    assert [name for name in page(library, "100").sections if name in wanted] == wanted


def test_stops_lead_to_people_relations_and_addresses(library: Library) -> None:
    thesis = page(library, "100")
    targets = [stop.target for stop in thesis.stops]
    paper = f"row:{library.find('101')[0]}"
    assert targets[0].startswith("person:") and paper in targets
    assert "url:https://doi.org/10.5555/isles.100" in targets
    stop = thesis.stops[targets.index(paper)]
    assert "Measuring tides through ice" in text_of(thesis)[stop.first]
    assert stop.first > thesis.sections["Relations"]


def test_long_lists_of_names_are_folded_with_a_count_that_can_be_followed(library: Library) -> None:
    crowd = page(library, "104", 90)
    head = " ".join(text_of(crowd)[2:5])
    assert "Lea Frost, and 4 more" in head and "Pia Rook" not in head
    assert [stop.target for stop in crowd.stops].count(ALL_PEOPLE) == 1


def test_text_is_no_wider_than_can_be_read_however_wide_the_pane(library: Library) -> None:
    assert max(width_of(line) for line in page(library, "100", 300).lines) <= 92


def test_of_an_endless_text_the_beginning_is_shown_and_how_much_more_there_is(library: Library) -> None:
    endless = page_of(library, 0, 70, Citing("APA", "word " * 100_000))
    assert len(endless.lines) < 300
    assert any("488,000 more characters" in line for line in text_of(endless))


def test_a_very_narrow_page_is_still_a_page(library: Library) -> None:
    for width in (1, 8, 20):
        narrow = page(library, "100", width)
        assert all(width_of(line) <= max(8, width) for line in narrow.lines)
