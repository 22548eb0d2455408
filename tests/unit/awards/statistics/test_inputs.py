"""Which applications count for the figures, and how many awards there are."""

import pytest

from grants.awards.ranking import Tie
from grants.awards.statistics.inputs import awards_in, panel_in
from grants.calls.rules.document import Rules
from tests.unit.awards.factories import application, call, criterion, decide, entry, tie
from tests.unit.awards.reference import Raw


def awards(rules: Raw, *applications: Raw, ties: tuple[Raw, ...] = ()) -> int | None:
    settled = [Tie(tuple(one["references"]), tuple(one["order"])) for one in ties]
    ranking = decide(rules, list(applications), list(ties))
    return awards_in(Rules.model_validate(rules), map(entry, applications), settled, ranking)


def counted(rules: Raw, *applications: Raw) -> tuple[str, ...]:
    sheets = {
        one["reference"]: {
            sheet["evaluator"]: entry(one).sheets[place].marks for place, sheet in enumerate(one["evaluations"])
        }
        for one in applications
    }
    return panel_in(
        Rules.model_validate(rules), {one["reference"]: entry(one) for one in applications}, sheets
    ).applications


def test_without_a_limit_there_is_no_number_of_awards() -> None:
    assert awards(call(), application("A", "5")) is None


def test_what_fits_is_counted() -> None:
    assert awards(call(limit={"projects": 2}), *(application(one, str(place)) for place, one in enumerate("ABC"))) == 2


@pytest.mark.parametrize(("places", "filled"), [(1, 1), (2, 2), (3, 3), (4, 4), (9, 5)])
def test_places_that_hang_on_an_open_tie_count_as_filled(places: int, filled: int) -> None:
    applications = [application("A", "9"), *(application(one, "5") for one in "BCD"), application("E", "1")]
    assert awards(call(limit={"projects": places}), *applications) == filled


def test_a_tie_over_money_is_counted_in_the_order_of_the_references() -> None:
    rules = call(limit={"total": "250.00"}, when_short="skip")
    equals = [application("A", "5", requested="200.00"), application("B", "5"), application("C", "5")]
    assert awards(rules, *equals) == 1
    assert awards(rules, *equals, ties=(tie("B", "C", "A"),)) == 2


def test_what_a_threshold_rejects_is_scored_all_the_same() -> None:
    rules = call(criteria=[criterion(threshold="5")])
    assert counted(rules, application("A", "9"), application("B", "1")) == ("A", "B")


def test_what_was_withdrawn_or_has_not_passed_its_checks_is_not() -> None:
    rules = call(checks=("1.1",))
    passed = application("A", "5", checks={"1.1": "yes"})
    spared = application("B", "5", checks={"1.1": "not_applicable"})
    failed = application("C", "5", checks={"1.1": "no"})
    unanswered = application("D", "5")
    gone = application("E", "5", checks={"1.1": "yes"}, status="withdrawn")
    assert counted(rules, passed, spared, failed, unanswered, gone) == ("A", "B")
