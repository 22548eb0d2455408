"""Severity: what an additive fit makes of it, by hand where the panel is complete."""

import pytest

from grants.evaluation.statistics.severity import fit_severity
from tests.unit.evaluation.statistics.panels import panel, shrout_fleiss, thinned


def test_in_a_complete_panel_it_is_how_far_a_judges_mean_is_below_that_of_all() -> None:
    fit = fit_severity(shrout_fleiss())
    assert fit is not None
    # The judges' means are 46, 15, 26 and 40 sixths, that of all 127 twenty-fourths.
    wanted = [127 / 24 - total / 6 for total in (46, 15, 26, 40)]
    assert [one.severity for one in fit.evaluators] == pytest.approx(wanted)


def test_its_standard_error_is_that_of_an_effect_in_the_two_way_layout() -> None:
    fit = fit_severity(shrout_fleiss())
    assert fit is not None
    # The mean square of the error is 1.0194 (Shrout and Fleiss 1979, table 3); an effect has (1 − 1/4)/6 of it.
    wanted = (1.0194 * (1 - 1 / 4) / 6) ** 0.5
    assert [one.error for one in fit.evaluators] == pytest.approx([wanted] * 4, rel=1e-4)


def test_where_all_score_all_the_corrected_means_are_the_means() -> None:
    some = shrout_fleiss()
    fit = fit_severity(some)
    assert fit is not None
    assert fit.corrected == pytest.approx([float(mean) for mean in some.means])


def test_what_is_exactly_additive_is_found_again_though_marks_are_missing() -> None:
    worth, severity = [10, 12, 15, 11, 18], [2, -1, -1]
    rows = [[one - strict for strict in severity] for one in worth]
    fit = fit_severity(thinned(panel(rows, 0, 20), 4))
    assert fit is not None
    assert fit.corrected == pytest.approx(worth)
    assert [one.severity for one in fit.evaluators] == pytest.approx(severity)
    assert [one.error for one in fit.evaluators] == pytest.approx([0, 0, 0], abs=1e-6)


def test_without_sheets_to_spare_nothing_is_said_of_the_error() -> None:
    fit = fit_severity(panel([[5, 4, None], [None, 3, 2]]))
    assert fit is not None
    assert [one.error for one in fit.evaluators] == [None, None, None]


def test_groups_that_share_no_application_are_not_compared() -> None:
    apart = panel([[5, 4, None, None], [3, 4, None, None], [None, None, 2, 1], [None, None, 2, 3]])
    assert fit_severity(apart) is None


def test_one_evaluator_for_each_application_tells_nothing_of_severity() -> None:
    assert fit_severity(panel([[5, None], [None, 4]])) is None
