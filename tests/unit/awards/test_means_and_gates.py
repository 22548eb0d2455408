"""Sections 1 and 2 of the text: means and gates."""

from fractions import Fraction

import pytest

from grants.awards.ranking import Outcome, Placement, Reason, ReasonCode
from tests.unit.awards.factories import application, call, criterion, decide, sheet
from tests.unit.awards.reference import Raw

BELOW_C1 = Reason(ReasonCode.CRITERION_THRESHOLD, criterion="c1")
BELOW_C2 = Reason(ReasonCode.CRITERION_THRESHOLD, criterion="c2")
BELOW_TOTAL = Reason(ReasonCode.TOTAL_THRESHOLD)


def decide_one(rules: Raw, raw: Raw) -> Placement:
    (placement,) = decide(rules, [raw]).placements
    return placement


def two_criteria(*, scoring: Raw | None = None, threshold: str | None = None) -> Raw:
    return call(criteria=[criterion("c1", threshold=threshold), criterion("c2", threshold=threshold)], scoring=scoring)


def test_a_mean_is_over_the_marks_given() -> None:
    assert decide_one(call(), application("A", "1", "1", "2")).criterion_means == {"c1": Fraction(4, 3)}


def test_a_part_filled_sheet_counts_where_it_is_filled() -> None:
    sheets = [sheet("E1", c1="4", c2="6"), sheet("E2", c1="5")]
    means = decide_one(two_criteria(), application("A", evaluations=sheets)).criterion_means
    assert means == {"c1": Fraction(9, 2), "c2": 6}


def test_a_sheet_with_a_conflict_never_counts() -> None:
    sheets = [sheet("E1", c1="4"), sheet("E2", conflict=True, c1="10")]
    assert decide_one(call(), application("A", evaluations=sheets)).criterion_means == {"c1": 4}


def agreed(mark: str) -> Raw:
    return {"c1": {"mark": mark, "reason": "Vienojās."}}


@pytest.mark.parametrize("method", ["mean", "median"])
def test_a_consensus_mark_counts_in_the_place_of_the_mean(method: str) -> None:
    raw = application("A", "1", "9", consensus=agreed("4.5"))
    assert decide_one(call(scoring={"method": method}), raw).criterion_means == {"c1": Fraction(9, 2)}


def test_a_consensus_on_one_criterion_leaves_the_means_of_others() -> None:
    sheets = [sheet("E1", c1="4", c2="6"), sheet("E2", c1="8", c2="8")]
    means = decide_one(two_criteria(), application("A", evaluations=sheets, consensus=agreed("5"))).criterion_means
    assert means == {"c1": 5, "c2": 7}


def test_a_consensus_mark_below_the_threshold_rejects() -> None:
    raw = application("A", "9", "9", consensus=agreed("4"))
    assert decide_one(call(criteria=[criterion(threshold="5")]), raw).outcome is Outcome.REJECTED


def test_the_median_of_an_odd_number_of_marks_is_the_middle_one() -> None:
    rules = call(scoring={"method": "median"})
    assert decide_one(rules, application("A", "10", "0", "3")).criterion_means == {"c1": 3}


def test_the_median_of_an_even_number_of_marks_is_the_mean_of_the_two_middle_ones() -> None:
    rules = call(scoring={"method": "median"})
    assert decide_one(rules, application("A", "10", "0", "3", "4")).criterion_means == {"c1": Fraction(7, 2)}


def test_the_median_of_one_mark_is_that_mark() -> None:
    rules = call(scoring={"method": "median"})
    assert decide_one(rules, application("A", "4.5")).criterion_means == {"c1": Fraction(9, 2)}


def test_the_one_sheet_of_a_committee_is_its_own_mean() -> None:
    rules = call(scoring={"method": "joint"})
    assert decide_one(rules, application("A", "7.5")).criterion_means == {"c1": Fraction(15, 2)}


def test_fewer_sheets_than_wanted_still_rank() -> None:
    rules = call(scoring={"evaluators_per_application": 3})
    assert decide_one(rules, application("A", "7")).rank == 1


def test_the_total_is_the_sum_of_weight_times_mean() -> None:
    rules = call(criteria=[criterion("c1", weight="2"), criterion("c2", weight="0.5")])
    assert decide_one(rules, application("A", evaluations=[sheet(c1="3", c2="5")])).total == Fraction(17, 2)


def test_a_withdrawn_application_is_withdrawn_whatever_its_checks_say() -> None:
    placement = decide_one(call(checks=("1.1",)), application("A", "9", status="withdrawn", checks={"1.1": "no"}))
    assert (placement.outcome, placement.reasons) == (Outcome.WITHDRAWN, (Reason(ReasonCode.WITHDRAWN),))


def test_a_withdrawn_application_has_means_and_no_total() -> None:
    placement = decide_one(call(), application("A", "9", status="withdrawn"))
    assert (placement.criterion_means, placement.total, placement.rank) == ({"c1": Fraction(9)}, None, None)


def test_every_failed_check_is_a_reason_in_the_order_of_the_rules() -> None:
    rules = call(checks=("1.2", "1.1", "1.3"))
    placement = decide_one(rules, application("A", "9", checks={"1.1": "no", "1.2": "no", "1.3": "yes"}))
    expected = tuple(Reason(ReasonCode.CHECK_FAILED, check=code) for code in ("1.2", "1.1"))
    assert (placement.outcome, placement.reasons) == (Outcome.INELIGIBLE, expected)


def test_a_failed_check_decides_before_an_unanswered_one() -> None:
    placement = decide_one(call(checks=("1.1", "1.2")), application("A", "9", checks={"1.1": "no"}))
    assert placement.outcome is Outcome.INELIGIBLE


def test_an_ineligible_application_has_no_total() -> None:
    assert decide_one(call(checks=("1.1",)), application("A", "9", checks={"1.1": "no"})).total is None


def test_not_applicable_passes_a_check() -> None:
    placement = decide_one(call(checks=("1.1",)), application("A", "9", checks={"1.1": "not_applicable"}))
    assert placement.outcome is Outcome.AWARDED


def test_an_unanswered_check_leaves_an_application_pending_without_a_total() -> None:
    placement = decide_one(call(checks=("1.1",)), application("A", "9"))
    assert (placement.outcome, placement.total, placement.reasons) == (Outcome.PENDING, None, ())


def test_a_check_answered_with_null_is_unanswered() -> None:
    assert decide_one(call(checks=("1.1",)), application("A", "9", checks={"1.1": None})).outcome is Outcome.PENDING


def test_a_criterion_without_any_mark_leaves_an_application_pending() -> None:
    placement = decide_one(two_criteria(), application("A", "9"))
    assert (placement.outcome, placement.criterion_means) == (Outcome.PENDING, {"c1": 9, "c2": None})


def test_marks_on_sheets_with_a_conflict_alone_leave_an_application_pending() -> None:
    placement = decide_one(call(), application("A", evaluations=[sheet(conflict=True, c1="9")]))
    assert placement.outcome is Outcome.PENDING


def test_a_pending_application_holds_nobody_up() -> None:
    ranking = decide(call(), [application("A"), application("B", "9")])
    assert [(one.reference, one.outcome) for one in ranking.placements] == [("B", "awarded"), ("A", "pending")]


def test_a_ranking_with_a_pending_application_is_not_final() -> None:
    assert not decide(call(), [application("A"), application("B", "9")]).final


def test_a_ranking_without_a_pending_application_is_final() -> None:
    assert decide(call(), [application("B", "9"), application("C", status="withdrawn")]).final


def test_a_mean_a_hair_below_its_threshold_rejects() -> None:
    rules = call(criteria=[criterion(threshold="3")])
    placement = decide_one(rules, application("A", "3", "3", "2.5"))
    assert (placement.outcome, placement.reasons) == (Outcome.REJECTED, (BELOW_C1,))


def test_a_mean_equal_to_its_threshold_passes() -> None:
    rules = call(criteria=[criterion(threshold="3")])
    assert decide_one(rules, application("A", "2.5", "3.5")).outcome is Outcome.AWARDED


def test_thresholds_are_held_against_exact_means_and_not_against_rounded_ones() -> None:
    rules = call(criteria=[criterion(step="0.001", threshold="3")], scoring={"decimals": 0})
    assert decide_one(rules, application("A", "2.999")).outcome is Outcome.REJECTED


def test_every_failing_criterion_and_the_total_are_reasons_in_this_order() -> None:
    rules = two_criteria(threshold="5", scoring={"total_threshold": "10"})
    placement = decide_one(rules, application("A", evaluations=[sheet(c1="4", c2="4.5")]))
    assert placement.reasons == (BELOW_C1, BELOW_C2, BELOW_TOTAL)


def test_a_total_below_its_threshold_alone_rejects() -> None:
    placement = decide_one(call(scoring={"total_threshold": "5"}), application("A", "4.5"))
    assert (placement.outcome, placement.reasons) == (Outcome.REJECTED, (BELOW_TOTAL,))


def test_a_total_equal_to_its_threshold_passes() -> None:
    assert decide_one(call(scoring={"total_threshold": "5"}), application("A", "5")).outcome is Outcome.AWARDED


def test_a_rejected_application_has_a_total_and_no_rank() -> None:
    placement = decide_one(call(scoring={"total_threshold": "5"}), application("A", "4.5"))
    assert (placement.total, placement.rank, placement.amount) == (Fraction(9, 2), None, None)
