"""Agreement as published."""

from fractions import Fraction

import pytest

from grants.evaluation.statistics.agreement import agreement, intraclass, krippendorff_alpha, one_way
from tests.unit.evaluation.statistics.panels import panel, shrout_fleiss


@pytest.mark.parametrize(
    ("form", "published"),
    [
        ("one_way", 0.166),
        ("two_way", 0.290),
        ("consistency", 0.715),
        ("one_way_mean", 0.443),
        ("two_way_mean", 0.620),
        ("consistency_mean", 0.909),
    ],
)
def test_the_six_correlations_of_shrout_and_fleiss(form: str, published: float) -> None:
    found = intraclass(shrout_fleiss())
    assert round(float(getattr(found, form)), 3) == published


def test_with_equal_numbers_of_sheets_the_unbalanced_layout_is_the_balanced_one() -> None:
    found = intraclass(shrout_fleiss())
    assert found is not None
    assert one_way(shrout_fleiss()) == found.one_way


def test_alpha_of_krippendorffs_own_example_at_the_interval_level() -> None:
    # Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section E: four observers, 0.849.
    a = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
    b = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
    c = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
    d = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
    units = [[Fraction(mark) for mark in marks if mark is not None] for marks in zip(a, b, c, d, strict=True)]
    found = krippendorff_alpha(units)
    assert found is not None
    assert round(float(found), 3) == 0.849


def test_alpha_is_one_where_all_agree_and_below_zero_where_they_agree_to_differ() -> None:
    assert krippendorff_alpha([[Fraction(1)] * 2, [Fraction(5)] * 2]) == 1
    opposed = krippendorff_alpha([[Fraction(1), Fraction(5)], [Fraction(5), Fraction(1)]])
    assert opposed is not None
    assert opposed < 0


def test_units_with_a_single_mark_say_nothing_about_alpha() -> None:
    pair = [[Fraction(1), Fraction(2)], [Fraction(4), Fraction(4)]]
    assert krippendorff_alpha([*pair, [Fraction(6)]]) == krippendorff_alpha(pair)


def test_where_everybody_scored_everything_the_correlation_is_two_way() -> None:
    found = agreement(shrout_fleiss())
    assert found is not None
    assert (found.is_complete, round(float(found.icc), 3), round(float(found.order), 3)) == (True, 0.290, 0.715)


def test_where_sheets_are_missing_it_is_one_way() -> None:
    some = panel([[5, 4, None], [None, 2, 3], [6, None, 5], [1, 2, 1]])
    found = agreement(some)
    assert found is not None
    assert (found.is_complete, found.icc, found.order) == (False, one_way(some), one_way(some))


@pytest.mark.parametrize(
    "rows",
    [
        [[3, 3], [3, 3]],
        [[3, None], [None, 4]],
        [[3], [4]],
        [[3, None]],
    ],
)
def test_nothing_is_said_where_nothing_differs_or_can_be_compared(rows: list[list[int | None]]) -> None:
    assert agreement(panel(rows)) is None


def test_perfect_agreement_is_one() -> None:
    found = agreement(panel([[1, 1, 1], [3, 3, 3], [6, 6, 6]]))
    assert found is not None
    assert {found.icc, found.order, found.alpha} == {Fraction(1)}
