"""Back and forward through places, without a browser."""

from __future__ import annotations

from tui.history import History, Place

A, B, C = Place(work="a"), Place(query="moon", work="b"), Place(work="c")


def test_back_goes_to_where_one_came_from_and_forward_returns() -> None:
    history = History().left(A).left(B)
    history, place = history.back(C)
    assert place == B
    history, place = history.back(B)
    assert place == A
    history, place = history.forward(A)
    assert place == B
    history, place = history.forward(B)
    assert place == C


def test_at_the_ends_there_is_nowhere_to_go() -> None:
    assert History().back(A) == (History(), None)
    assert History().forward(A) == (History(), None)


def test_leaving_for_somewhere_new_forgets_what_was_ahead() -> None:
    history, _ = History().left(A).left(B).back(C)
    assert history.left(B).ahead == ()


def test_a_step_back_always_goes_to_another_view() -> None:
    scrolled = Place(work="a", above=7)
    history, place = History().left(B).left(A).back(scrolled)
    assert place == B
    assert history.behind == ()


def test_leaving_the_same_view_twice_is_one_place_with_the_last_scroll() -> None:
    scrolled = Place(work="a", above=7)
    assert History().left(A).left(scrolled).behind == (scrolled,)


def test_a_long_walk_forgets_its_beginning() -> None:
    history = History()
    for number in range(300):
        history = history.left(Place(work=str(number)))
    assert len(history.behind) == 200
    assert history.behind[-1].work == "299"
