"""Section 3 of the text: the ranking and its tie-breaks."""

from fractions import Fraction

import pytest

from tests.unit.awards.factories import application, call, criterion, decide, sheet
from tests.unit.awards.reference import Raw

PARTICIPANTS = {"code": "participants", "type": "integer", "label": {"lv": "x", "en": "x"}}
FUNDED_BEFORE = {"code": "funded_before", "type": "yes_no", "label": {"lv": "x", "en": "x"}}
OWN_SHARE = {"code": "own_share", "type": "money", "label": {"lv": "x", "en": "x"}}
BUDGET = {"code": "budget", "type": "budget", "categories": [{"code": "other", "label": {"lv": "x", "en": "x"}}]}


def order(rules: Raw, *applications: Raw) -> list[tuple[int | None, str]]:
    return [(one.rank, one.reference) for one in decide(rules, list(applications)).placements]


def broken_by(*tie_break: str, fields: tuple[Raw, ...] = ()) -> Raw:
    return call(scoring={"tie_break": list(tie_break)}, fields=fields)


def answering(reference: str, **answers: object) -> Raw:
    return application(reference, "5", answers=answers)


def test_the_higher_total_is_first() -> None:
    assert order(call(), application("A", "5"), application("B", "6")) == [(1, "B"), (2, "A")]


def test_totals_are_compared_exactly_and_not_as_rounded() -> None:
    rules = call(criteria=[criterion(step="0.001")])
    assert order(rules, application("A", "5.001"), application("B", "5.002")) == [(1, "B"), (2, "A")]


def test_equal_thirds_are_equal_however_they_came_about() -> None:
    rules = call(criteria=[criterion("c1"), criterion("c2")])
    first = application("A", evaluations=[sheet("E1", c1="1", c2="0"), sheet("E2", c1="0"), sheet("E3", c1="0")])
    second = application("B", evaluations=[sheet("E1", c1="0", c2="1"), sheet("E2", c2="0"), sheet("E3", c2="0")])
    assert order(rules, first, second) == [(1, "A"), (1, "B")]


def test_equals_share_the_smallest_rank_and_the_next_rank_counts_them() -> None:
    ranks = order(call(), application("C", "5"), application("A", "7"), application("B", "5"), application("D", "1"))
    assert ranks == [(1, "A"), (2, "B"), (2, "C"), (4, "D")]


def test_equals_name_each_other_whatever_the_outcome() -> None:
    first, second = decide(call(), [application("B", "5"), application("A", "5")]).placements
    assert (first.tied_with, second.tied_with) == (("B",), ("A",))


def test_one_alone_is_tied_with_nobody() -> None:
    (placement,) = decide(call(), [application("A", "5")]).placements
    assert placement.tied_with == ()


def test_applications_without_a_rank_come_last_by_reference() -> None:
    applications = [application("B"), application("A", status="withdrawn"), application("Z", "1"), application("AA")]
    assert order(call(), *applications) == [(1, "Z"), (None, "A"), (None, "AA"), (None, "B")]


def test_a_criterion_breaks_a_tie_for_the_higher_mean() -> None:
    rules = call(criteria=[criterion("c1"), criterion("c2")], scoring={"tie_break": ["criterion:c2"]})
    first = application("A", evaluations=[sheet(c1="6", c2="4")])
    second = application("B", evaluations=[sheet(c1="4", c2="6")])
    assert order(rules, first, second) == [(1, "B"), (2, "A")]


@pytest.mark.parametrize(("direction", "first"), [("asc", "A"), ("desc", "B")])
def test_the_sum_requested_breaks_a_tie(direction: str, first: str) -> None:
    applications = [application("A", "5", requested="99.99"), application("B", "5", requested="100.00")]
    assert order(broken_by(f"requested:{direction}"), *applications)[0] == (1, first)


@pytest.mark.parametrize(("direction", "first"), [("asc", "A"), ("desc", "B")])
def test_the_time_of_submission_breaks_a_tie_as_an_instant(direction: str, first: str) -> None:
    earlier = application("A", "5", submitted_at="2030-01-01T12:00:00+03:00")
    later = application("B", "5", submitted_at="2030-01-01T11:00:00+01:00")
    assert order(broken_by(f"submitted_at:{direction}"), earlier, later)[0] == (1, first)


def test_one_instant_written_in_two_zones_is_equal() -> None:
    first = application("A", "5", submitted_at="2030-01-01T12:00:00+02:00")
    second = application("B", "5", submitted_at="2030-01-01T10:00:00Z")
    assert order(broken_by("submitted_at:asc"), first, second) == [(1, "A"), (1, "B")]


@pytest.mark.parametrize(("direction", "expected"), [("desc", ["B", "A", "C"]), ("asc", ["A", "B", "C"])])
def test_a_number_of_the_form_breaks_a_tie_and_a_missing_answer_is_last_either_way(
    direction: str, expected: list[str]
) -> None:
    rules = broken_by(f"field:participants:{direction}", fields=(PARTICIPANTS,))
    applications = [answering("C"), answering("A", participants=9), answering("B", participants=10)]
    assert [reference for _, reference in order(rules, *applications)] == expected


def test_a_decimal_string_and_a_whole_number_compare_as_numbers() -> None:
    rules = broken_by("field:participants:desc", fields=(PARTICIPANTS,))
    assert order(rules, answering("A", participants="10.0"), answering("B", participants=10)) == [(1, "A"), (1, "B")]


def test_not_funded_before_comes_before_funded_before_and_unanswered_last() -> None:
    rules = broken_by("funded_before:asc", fields=(FUNDED_BEFORE,))
    applications = [answering("A"), answering("B", funded_before=True), answering("C", funded_before=False)]
    assert order(rules, *applications) == [(1, "C"), (2, "B"), (3, "A")]


def test_more_own_money_in_the_budget_comes_first() -> None:
    rules = broken_by("own_share:desc", fields=(BUDGET,))
    first = answering("A", budget=[{"own": "10.00"}, {"own": "10.00"}])
    second = answering("B", budget=[{"own": "20.01"}, {"own": None}])
    assert order(rules, first, second) == [(1, "B"), (2, "A")]


def test_voluntary_work_that_counts_is_own_money_too() -> None:
    rules = broken_by("own_share:desc", fields=(BUDGET,))
    first = answering("A", budget=[{"own": "20.00"}])
    second = answering("B", budget=[{"own": "10.00", "in_kind": "10.01"}])
    assert order(rules, first, second) == [(1, "B"), (2, "A")]


def test_no_budget_at_all_is_no_own_money() -> None:
    rules = broken_by("own_share:desc", fields=(BUDGET,))
    assert order(rules, answering("A"), answering("B", budget=[{"own": "0.00"}])) == [(1, "A"), (1, "B")]


def test_own_money_is_read_from_a_field_of_that_code_where_the_form_has_one() -> None:
    rules = broken_by("own_share:desc", fields=(BUDGET, OWN_SHARE))
    first = answering("A", budget=[{"own": "90.00"}], own_share="10.00")
    assert order(rules, first, answering("B", own_share="20.00")) == [(1, "B"), (2, "A")]


def test_a_later_tie_break_decides_only_where_the_earlier_ones_are_equal() -> None:
    rules = broken_by("field:participants:desc", "requested:asc", fields=(PARTICIPANTS,))
    applications = [
        application("A", "5", requested="3.00", answers={"participants": 1}),
        application("B", "5", requested="2.00", answers={"participants": 2}),
        application("C", "5", requested="1.00", answers={"participants": 2}),
    ]
    assert order(rules, *applications) == [(1, "C"), (2, "B"), (3, "A")]


def test_a_call_without_criteria_ranks_everybody_equal_at_zero() -> None:
    rules = call(criteria=[])
    placements = decide(rules, [application("A"), application("B")]).placements
    assert [(one.rank, one.total) for one in placements] == [(1, Fraction(0)), (1, Fraction(0))]
