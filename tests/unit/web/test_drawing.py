"""Pictures say by shape what the numbers say."""

from decimal import Decimal

import pytest

from grants.web.drawing import (
    CURVE_BOTTOM,
    CURVE_LEFT,
    CURVE_TOP,
    LEFT,
    MOST_IN_CURVE,
    MOST_IN_PICTURE,
    RIGHT,
    ROOM_FOR_WORDS,
    Reach,
    Span,
    bars,
    curve,
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
    assert picture.words[0].words == "A name that…"


def test_a_picture_without_any_mark_is_empty() -> None:
    assert dots([("E1", {})], Decimal(0), Decimal(5)).dots == []


def test_bars_begin_at_zero_and_leave_room_for_their_words() -> None:
    picture = bars([("A", 10, "10 EUR"), ("B", 5, "5 EUR"), ("C", 0, "0 EUR")])
    whole, half, nothing = [line for line in picture.lines if line.kind == "column"]
    assert (whole.x1, half.x1, nothing.x2) == (LEFT, LEFT, LEFT)
    assert half.x2 - LEFT == pytest.approx((whole.x2 - LEFT) / 2)
    assert whole.x2 == RIGHT - ROOM_FOR_WORDS
    assert [word.words for word in picture.words if word.anchor == "start"] == ["10 EUR", "5 EUR", "0 EUR"]


def test_a_curve_goes_up_by_steps_and_never_leaves_its_frame() -> None:
    picture = curve([(1, 1), (2, 3), (9, 5)], begin=0, end=10, marks=[(0, "0"), (5, "5")])
    (path,) = picture.paths
    assert len(path.points) == 5
    assert all(CURVE_LEFT <= x <= RIGHT and CURVE_TOP <= y <= CURVE_BOTTOM for x, y in path.points)
    assert sorted(path.points, key=lambda each: (each[0], -each[1])) == list(path.points)


def test_its_ends_stand_below_it() -> None:
    first, last = curve([(1, 1)], begin=0, end=10, marks=[], ends=("1 May", "30 June")).words
    assert (first.x, first.anchor, last.x, last.anchor) == (CURVE_LEFT, "start", RIGHT, "end")


def test_where_it_is_expected_to_end_is_an_area_and_a_dashed_line() -> None:
    picture = curve([(1, 10)], begin=0, end=10, marks=[], reach=Reach(20, 30, 40))
    band, dashed, _path = picture.paths
    assert (band.kind, dashed.kind) == ("band", "dashed")
    assert [x for x, _y in band.points[1:]] == [RIGHT, RIGHT]


def test_a_curve_of_many_keeps_its_ends() -> None:
    points = [(float(at), float(at)) for at in range(5000)]
    (path,) = curve(points, begin=0, end=4999, marks=[]).paths
    assert len(path.points) < 2 * MOST_IN_CURVE
    assert (path.points[0], path.points[-1]) == ((CURVE_LEFT, CURVE_BOTTOM), (RIGHT, CURVE_TOP))


def test_a_curve_of_nothing_is_its_frame() -> None:
    (path,) = curve([], begin=0, end=0, marks=[]).paths
    assert path.points == ()


def test_what_comes_after_the_end_widens_the_frame() -> None:
    picture = curve([(1, 1), (20, 2)], begin=0, end=10, marks=[])
    limit = next(line for line in picture.lines if line.kind == "limit")
    assert limit.x1 < RIGHT
