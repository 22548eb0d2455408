"""What a committee is pointed to: marks far apart, sheets missing, means near a threshold."""

from decimal import Decimal

from grants.awards.deliberation.flags import Flag, Why, flags_of
from grants.awards.ranking import rank
from grants.calls.rules.document import Rules
from tests.unit.awards.factories import application, call, criterion, entry, sheet
from tests.unit.awards.reference import Raw


def flags(raw: Raw, *, expected: int = 0, threshold: str | None = None, divergence: str | None = None) -> set[Flag]:
    scoring = {"decimals": 2} | ({"divergence": divergence} if divergence else {})
    rules = Rules.model_validate(call(criteria=[criterion(step="1", threshold=threshold)], scoring=scoring))
    read = entry(raw)
    return {*flags_of(rules, read, rank(rules, [read]).placements[0], expected)}


def reasons(raw: Raw, **about: object) -> set[Why]:
    return {flag.why for flag in flags(raw, **about)}  # type: ignore[arg-type]  # passed on as given


def test_marks_as_far_apart_as_the_rule_says_are_flagged() -> None:
    (flag,) = flags(application("A", "3", "5", "4"), divergence="2")
    assert (flag.why, flag.criterion, flag.low, flag.high) == (Why.DIVERGENCE, "c1", Decimal(3), Decimal(5))


def test_marks_nearer_than_the_rule_says_are_not_flagged() -> None:
    assert reasons(application("A", "3", "4.5"), divergence="2") == set()


def test_without_the_rule_no_marks_are_far_apart() -> None:
    assert reasons(application("A", "0", "10")) == set()


def test_one_mark_alone_is_not_apart() -> None:
    assert reasons(application("A", "3"), divergence="0") == set()


def test_a_sheet_in_conflict_makes_no_difference() -> None:
    raw = application("A", evaluations=[sheet("E1", c1="3"), sheet("E2", conflict=True, c1="9")])
    assert reasons(raw, divergence="2") == set()


def test_missing_sheets_are_counted() -> None:
    assert flags(application("A", "3", "4"), expected=4) == {Flag(Why.MISSING, count=2)}


def test_a_sheet_in_conflict_is_missing() -> None:
    raw = application("A", evaluations=[sheet("E1", c1="3"), sheet("E2", conflict=True, c1="3")])
    assert flags(raw, expected=2) == {Flag(Why.MISSING, count=1)}


def test_a_mean_within_half_a_step_of_its_threshold_is_flagged_on_either_side() -> None:
    for marks in (("5", "6"), ("4", "5"), ("5", "5")):
        assert reasons(application("A", *marks), threshold="5") == {Why.NEAR_THRESHOLD}


def test_a_mean_further_from_its_threshold_is_not_flagged() -> None:
    for marks in (("5", "6", "6"), ("4", "4", "5")):
        assert reasons(application("A", *marks), threshold="5") == set()


def test_a_criterion_on_which_the_committee_agreed_is_settled() -> None:
    raw = application("A", "0", "10", consensus={"c1": {"mark": "5", "reason": "Vienojās."}})
    assert reasons(raw, threshold="5", divergence="2") == set()


def test_what_is_not_scored_gives_nothing_to_discuss() -> None:
    assert reasons(application("A", "0", "10", status="withdrawn"), expected=5, divergence="2") == set()
