"""Lines of the list: columns, signs, cropping."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from model.library import Library
from tui.marks import Marks
from tui.rows import cells, columns, fit, short_names, signs


def no_matches(shown: str, part: str) -> list[tuple[int, int]]:
    return []


@given(st.integers(1, 400))
def test_columns_with_their_blanks_never_exceed_the_width(width: int) -> None:
    c = columns(width)
    widths = [each for each in (c.signs, c.year, c.mark, c.title, c.people, c.container) if each]
    assert c.title >= 1
    assert sum(widths) + len(widths) - 1 <= max(width, 3)


@given(st.text(max_size=60), st.integers(1, 40))
@settings(max_examples=150)
def test_a_fitted_text_has_exactly_the_width(text: str, width: int) -> None:
    printable = "".join(letter for letter in text if letter.isprintable())
    assert cell_len(fit(printable, width)) == width


def test_only_what_was_cut_ends_in_an_ellipsis() -> None:
    assert fit("moon", 6) == "moon  "
    assert fit("moonlight", 6) == "moonl…"
    assert fit("氷の下の潮汐", 6) == "氷の… "


def test_a_huge_title_costs_no_more_than_its_column() -> None:
    assert fit("x" * 10_000_000, 5) == "xxxx…"


def test_signs_say_marked_merged_disagreeing_open_and_dangling(library: Library) -> None:
    lines = {name: library.line(library.find(name)[0]) for name in ("100", "101", "brandt1999")}
    assert signs(lines["100"], True) == "● ○→"
    assert signs(lines["101"], False) == " !○ "
    assert signs(lines["brandt1999"], False) == "    "
    assert signs(lines["101"], True, 2) == "●!"
    assert (signs(lines["101"], True, 1), signs(lines["101"], False, 1)) == ("●", "!")


def test_people_are_named_as_far_as_they_fit_and_then_counted(library: Library) -> None:
    paper, crowd = (library.works[library.find(name)[0]].record for name in ("101", "104"))
    assert short_names(paper, 40) == "Okonkwo-Lindqvist, Brandt, Sato"
    assert short_names(paper, 22) == "Okonkwo-Lindqvist +2"
    assert short_names(paper, 12) == "Okonkwo-… +2"
    assert short_names(crowd, 14) == "Quill +15"


def test_every_line_is_as_wide_as_its_columns(library: Library) -> None:
    for width in (20, 30, 50, 80, 120):
        for row in range(len(library)):
            made = cells(library, row, False, columns(width), no_matches)
            assert sum(cell_len(cell.text) for cell in made) + len(made) - 1 == width, (width, row)


def test_marks_toggle_range_and_all() -> None:
    marks = Marks().toggled(7).begun(2)
    assert (marks.span(4), marks.span(0), Marks().span(3)) == ((2, 4), (0, 2), (0, -1))
    ended = marks.ended(4, [10, 11, 12, 13, 14])
    assert (ended.rows, ended.anchor) == (frozenset({7, 12, 13, 14}), None)
    assert ended.all_of([12, 13]).rows == frozenset({7, 14})
    assert ended.all_of([12, 15]).rows == frozenset({7, 12, 13, 14, 15})
