"""Pictures say by shape what the numbers say."""

from decimal import Decimal

import pytest

from grants.awards.statistics.pictures import (
    LEFT,
    MOST_IN_PICTURE,
    RIGHT,
    ROOM_FOR_WORDS,
    Span,
    bars,
    dots,
    spans,
)


def test_each_value_lies_on_its_bar_and_the_axis_spans_all_of_them() -> None:
    picture = spans([Span("A", 1, 2, 3), Span("B", 2, 4, 5, full=False)], [(1, "1"), (5, "5")])
    assert [dot.kind for dot in picture.dots] == ["full", "hollow"]
    for dot, bar in zip(picture.dots, [line for line in picture.lines if line.kind == "bar"][::3], strict=True):
        assert bar.x1 < dot.x < bar.x2
        assert bar.y1 == dot.y
    assert all(LEFT < dot.x < RIGHT for dot in picture.dots)
    assert [word.words for word in picture.words] == ["1", "5", "A", "B"]


def test_a_line_is_drawn_through_all_rows() -> None:
    picture = spans([Span("A", 1, 2, 3), Span("B", 2, 3, 4)], [(1, "1"), (4, "4")], 2.5)
    (limit,) = [line for line in picture.lines if line.kind == "limit"]
    assert limit.x1 == limit.x2
    assert picture.dots[0].x < limit.x1 < picture.dots[1].x


def test_values_that_are_all_equal_stand_in_the_middle() -> None:
    picture = spans([Span("A", 0, 0, 0)], [(0, "0")], 0)
    assert picture.dots[0].x == pytest.approx((LEFT + RIGHT) / 2, abs=0.1)


def test_the_more_often_a_mark_was_given_the_larger_its_dot() -> None:
    picture = dots([("E1", {Decimal(1): 1, Decimal(5): 4})], Decimal(0), Decimal(5))
    small, large = picture.dots
    assert (small.size < large.size, small.x < large.x) == (True, True)


def test_names_are_shortened_and_rows_beyond_the_limit_left_to_the_table() -> None:
    rows = [Span("A name that is much too long", 1, 2, 3)] * (MOST_IN_PICTURE + 1)
    picture = spans(rows, [])
    assert len(picture.dots) == MOST_IN_PICTURE
    assert picture.words[0].words == "A name that i…"


def test_a_picture_without_any_mark_is_empty() -> None:
    assert dots([("E1", {})], Decimal(0), Decimal(5)).dots == []


def test_bars_begin_at_zero_and_leave_room_for_their_words() -> None:
    picture = bars([("A", 10, "10 EUR"), ("B", 5, "5 EUR"), ("C", 0, "0 EUR")])
    whole, half, nothing = [line for line in picture.lines if line.kind == "column"]
    assert (whole.x1, half.x1, nothing.x2) == (LEFT, LEFT, LEFT)
    assert half.x2 - LEFT == pytest.approx((whole.x2 - LEFT) / 2)
    assert whole.x2 == RIGHT - ROOM_FOR_WORDS
    assert [word.words for word in picture.words if word.anchor == "start"] == ["10 EUR", "5 EUR", "0 EUR"]
