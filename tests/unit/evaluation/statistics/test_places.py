"""The probability of each rank: whole, in keeping with the expected rank, the same by either way of computing it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.evaluation.statistics.expected import expected_ranks
from grants.evaluation.statistics.panel import Panel
from grants.evaluation.statistics.places import Places, places_of, points_for
from grants.evaluation.statistics.posterior import marks_of, posterior_of
from grants.evaluation.statistics.sharpness import gauss_rule
from tests.unit.evaluation.statistics.panels import heyard, panel, thinned

marks = st.integers(1, 6)


def places_in(some: Panel, *, complete: bool | None = None) -> Places:
    return places_of(posterior_of(marks_of(some)), complete=some.is_complete if complete is None else complete)


def test_every_application_has_some_rank() -> None:
    assert places_in(heyard()).probabilities.sum(axis=1) == pytest.approx([1] * 15)


def test_every_rank_has_some_application() -> None:
    assert places_in(heyard()).probabilities.sum(axis=0) == pytest.approx([1] * 15, abs=1e-5)


def test_the_mean_of_the_ranks_is_the_expected_rank() -> None:
    found = (places_in(heyard()).probabilities * np.arange(1, 16)).sum(axis=1)
    assert found == pytest.approx(expected_ranks(posterior_of(marks_of(heyard())), complete=True), abs=1e-5)


def test_as_many_are_funded_as_there_are_awards() -> None:
    assert [places_in(heyard()).within(awards).sum() for awards in (0, 1, 5, 15)] == pytest.approx(
        [0, 1, 5, 15], abs=1e-5
    )


def test_with_gaps_as_many_are_funded_too() -> None:
    assert places_in(thinned(heyard(), 4)).within(5).sum() == pytest.approx(5, abs=1e-5)


def test_the_points_agree_with_the_rule_within_the_error_they_state() -> None:
    exact, by_points = places_in(heyard()), places_in(heyard(), complete=False)
    assert 0 < by_points.error < 0.002
    assert by_points.within(5) == pytest.approx(exact.within(5), abs=by_points.error)


def test_intervals_leave_out_as_much_on_either_side() -> None:
    places = Places(np.array([[0.05, 0.25, 0.4, 0.25, 0.05], [1.0, 0, 0, 0, 0], [0.2, 0.2, 0.2, 0.2, 0.2]]), 0.0)
    assert places.interval(0.9) == [(1, 4), (1, 1), (1, 5)]
    assert places.interval(0.5) == [(2, 4), (1, 1), (2, 4)]


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(marks, marks, marks), min_size=2, max_size=7))
def test_equal_sums_have_equal_chances(rows: list[tuple[int, ...]]) -> None:
    chances: dict[int, set[float]] = {}
    for row, chance in zip(rows, places_in(panel(rows)).within(1), strict=True):
        chances.setdefault(sum(row), set()).add(round(float(chance), 7))
    assert all(max(found) - min(found) < 2e-7 for found in chances.values())


def test_a_rule_has_the_moments_of_what_it_stands_for() -> None:
    values, weights = np.array([1.0, 2.0, 4.0, 5.0, 9.0]), np.array([0.1, 0.4, 0.2, 0.2, 0.1])
    nodes, shares = gauss_rule(values, weights, 3)
    for power in range(6):
        assert (shares * nodes**power).sum() == pytest.approx((weights * values**power).sum())


def test_a_rule_over_fewer_values_than_nodes_is_these_values() -> None:
    nodes, shares = gauss_rule(np.array([2.0, 5.0]), np.array([0.25, 0.75]), 8)
    assert nodes == pytest.approx([2, 5])
    assert shares == pytest.approx([0.25, 0.75])
    assert gauss_rule(np.array([3.0, 3.0]), np.array([0.5, 0.5]), 8)[0] == pytest.approx([3])


@pytest.mark.parametrize(("count", "points"), [(10, 1024), (31, 1024), (100, 256), (1000, 32), (20_000, 32)])
def test_the_more_a_point_costs_the_fewer_there_are(count: int, points: int) -> None:
    assert points_for(count) == points
