"""How many awards would have gone elsewhere, as published."""

import pytest

from grants.evaluation.statistics.elsewhere import elsewhere, owens_t, spearman_brown


def test_the_shares_of_bartos_and_martinkova() -> None:
    found = elsewhere(0.34, 2.79, 0.18)
    assert found is not None
    assert round(found.belonging, 7) == 0.6027441
    assert round(found.false_positive, 7) == 0.3972559
    assert round(found.false_negative, 8) == 0.08720251


def test_without_any_agreement_the_awards_fall_as_by_lot() -> None:
    found = elsewhere(-0.2, 3, 0.25)
    assert found is not None
    assert found.belonging == pytest.approx(0.25, abs=1e-9)


def test_with_full_agreement_they_all_belong_where_they_went() -> None:
    found = elsewhere(1, 3, 0.25)
    assert found is not None
    assert (found.false_positive, found.false_negative) == (0, 0)


@pytest.mark.parametrize("selected", [0, 1, 1.5, -1])
def test_where_everything_or_nothing_is_funded_there_is_no_elsewhere(selected: float) -> None:
    assert elsewhere(0.5, 3, selected) is None


def test_more_evaluators_are_more_reliable() -> None:
    assert spearman_brown(0.5, 1) == 0.5
    assert spearman_brown(0.5, 3) == 0.75


def test_owens_function_at_known_values() -> None:
    # T(0, a) = arctan(a) / 2π and T(h, 1) = Φ(h)(1 − Φ(h)) / 2.
    assert owens_t(0, 1) == pytest.approx(0.125, abs=1e-12)
    assert owens_t(1, 1) == pytest.approx(0.8413447460685429 * 0.15865525393145707 / 2, abs=1e-12)
