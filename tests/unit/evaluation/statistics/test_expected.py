"""Expected ranks as published, tied where sums are equal, and the same by either way of computing them."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.evaluation.statistics import posterior as module
from grants.evaluation.statistics.expected import expected_ranks
from grants.evaluation.statistics.panel import Panel
from grants.evaluation.statistics.posterior import marks_of, posterior_of
from tests.unit.evaluation.statistics.panels import heyard, panel, thinned

SAMPLED = [2.44, 4.06, 4.09, 4.12, 5.08, 6.19, 7.34, 7.26, 8.43, 9.42, 10.4, 11.4, 13.0, 13.0, 13.7]
"""As printed; the authors sampled, with errors up to 0.08."""
EXACT = [2.45, 4.09, 4.09, 4.09, 5.10, 6.17, 7.28, 7.28, 8.39, 9.46, 10.47, 11.41, 13.02, 13.02, 13.66]

marks = st.integers(1, 6)


def ranks_of(some: Panel, *, complete: bool | None = None) -> list[float]:
    whole = some.is_complete if complete is None else complete
    return [float(rank) for rank in expected_ranks(posterior_of(marks_of(some)), complete=whole)]


def test_the_means_of_the_published_panel() -> None:
    assert [float(mean) for mean in heyard().means] == [
        5, 4.6, 4.6, 4.6, 4.4, 4.2, 4, 4, 3.8, 3.6, 3.4, 3.2, 2.8, 2.8, 2.6,
    ]  # fmt: skip


def test_the_published_ranks_are_met_within_their_sampling_error() -> None:
    assert ranks_of(heyard()) == pytest.approx(SAMPLED, abs=0.08)


def test_the_exact_ranks_are_met_to_the_digits_given() -> None:
    assert [round(rank, 2) for rank in ranks_of(heyard())] == EXACT


def test_the_rule_of_a_complete_panel_gives_what_the_whole_grid_gives() -> None:
    assert ranks_of(heyard()) == pytest.approx(ranks_of(heyard(), complete=False), abs=1e-6)


def test_a_grid_twice_as_fine_changes_nothing_in_print(monkeypatch: pytest.MonkeyPatch) -> None:
    coarse = ranks_of(heyard())
    monkeypatch.setattr(module, "NODES", 80)
    assert ranks_of(heyard()) == pytest.approx(coarse, abs=0.0001)


def test_where_the_marks_say_much_the_grid_is_laid_over_where_they_say_it(monkeypatch: pytest.MonkeyPatch) -> None:
    many = panel([[1 + (place * 7 + judge * place) % 6 for judge in range(5)] for place in range(400)])
    coarse = posterior_of(marks_of(many))
    monkeypatch.setattr(module, "FINER", 60)
    fine = posterior_of(marks_of(many))
    assert (coarse.weights * coarse.variances).sum() == pytest.approx((fine.weights * fine.variances).sum(), rel=1e-6)


def test_the_prior_of_the_root_of_two_squares_is_that_of_two_uniform_spreads() -> None:
    size = 200_000
    s = [(place + 0.5) * 2 * sqrt(2) / size for place in range(size)]
    density = np.exp(module._log_prior(np.array(s)))
    assert density.sum() * 2 * sqrt(2) / size == pytest.approx(4, rel=1e-4)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(marks, marks, marks), min_size=2, max_size=8))
def test_equal_sums_tie_in_a_complete_panel_and_better_ones_come_first(rows: list[tuple[int, ...]]) -> None:
    found: dict[int, set[float]] = {}
    for row, rank in zip(rows, ranks_of(panel(rows)), strict=True):
        found.setdefault(sum(row), set()).add(round(rank, 6))
    assert all(len(ranks) == 1 for ranks in found.values())
    ordered = [found[total].pop() for total in sorted(found, reverse=True)]
    assert ordered == sorted(ordered)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.none() | marks, min_size=4, max_size=4).filter(any), min_size=2, max_size=8), st.data())
def test_another_order_of_applications_and_evaluators_gives_the_same(
    rows: list[list[int | None]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(rows))))
    judges = data.draw(st.permutations(range(4)))
    mixed = [[rows[place][judge] for judge in judges] for place in order]
    before, after = ranks_of(panel(rows), complete=False), ranks_of(panel(mixed), complete=False)
    assert after == pytest.approx([before[place] for place in order], abs=1e-7)


def test_the_ranks_of_all_add_up_whatever_is_missing() -> None:
    assert sum(ranks_of(thinned(heyard(), 4))) == pytest.approx(15 * 16 / 2)


def test_a_shared_strict_evaluator_is_taken_into_account() -> None:
    rows = [[6, 6, None], [5, 5, None], [4, 4, None], [3, 3, None], [6, None, 3], [5, None, 2], [4, None, 1]]
    ranks = ranks_of(panel(rows))
    assert ranks[4] < ranks[1]  # a lower mean, from an evaluator who is strict with all
