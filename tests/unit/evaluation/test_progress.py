"""How many sheets an application needs, who fills them in, and what lies before an evaluator."""

from datetime import UTC, datetime
from typing import Any

import pytest

from grants.accounts.models import Seat
from grants.calls.models import Call, Stage
from grants.calls.rules.document import Rules
from grants.calls.rules.validation import read_rules
from grants.evaluation.docket import Tally
from grants.evaluation.models import Answer, CheckAnswer
from grants.evaluation.policies import Standing, assigns, enters_sheets, is_eligible
from grants.evaluation.progress import sheets_needed
from grants.evaluation.services.checks import edition
from tests.factories.documents import rules_document

NOON = datetime(2029, 12, 12, 12, tzinfo=UTC)


def rules(criteria: bool = True, **scoring: object) -> Rules:
    document = rules_document()
    document["scoring"] |= scoring
    if not criteria:
        document |= {"criteria": [], "scoring": {"decimals": 2}}
    return read_rules(document)


def a_tally(stage: Stage = Stage.SCORING, **counts: int) -> Tally:
    return Tally(Call(stage=stage), {Standing(name): count for name, count in counts.items()})


def an_answer(answer: Answer, hour: int = 12) -> CheckAnswer:
    return CheckAnswer(answer=answer, answered_at=NOON.replace(hour=hour))


def test_an_application_needs_as_many_sheets_as_the_quorum() -> None:
    assert sheets_needed(rules()) == rules().committee.quorum


@pytest.mark.parametrize("assigned", [2, 3, 4])
def test_it_needs_as_many_as_the_rules_assign_whatever_the_quorum(assigned: int) -> None:
    assert rules().committee.quorum == 3
    assert sheets_needed(rules(evaluators_per_application=assigned)) == assigned


@pytest.mark.parametrize(
    ("changes", "assigned"),
    [
        ({"evaluators_per_application": 2}, True),
        ({}, False),
        ({"evaluators_per_application": 2, "method": "joint"}, False),
        ({"evaluators_per_application": 2, "criteria": False}, False),
    ],
)
def test_members_are_assigned_only_where_the_rules_say_how_many_and_everybody_fills_in_sheets(
    changes: dict[str, Any], assigned: bool
) -> None:
    assert assigns(rules(**changes)) is assigned


def test_one_sheet_is_enough_where_the_committee_scores_together() -> None:
    assert sheets_needed(rules(method="joint")) == 1


def test_no_sheet_is_needed_where_nothing_is_scored() -> None:
    assert sheets_needed(rules(criteria=False)) == 0


@pytest.mark.parametrize("seat", list(Seat))
def test_every_seat_fills_in_sheets(seat: Seat) -> None:
    assert enters_sheets(seat, rules())


@pytest.mark.parametrize(("seat", "enters"), [(Seat.CHAIR, True), (Seat.MEMBER, False), (Seat.SUBSTITUTE, False)])
def test_the_chair_alone_enters_the_joint_sheet(seat: Seat, enters: bool) -> None:
    assert enters_sheets(seat, rules(method="joint")) is enters


def test_nobody_fills_in_a_sheet_without_a_seat() -> None:
    assert not enters_sheets(None, rules())


def test_nobody_fills_in_a_sheet_without_criteria() -> None:
    assert not enters_sheets(Seat.CHAIR, rules(criteria=False))


@pytest.mark.parametrize(
    ("answers", "eligible"),
    [([], True), ([Answer.YES, Answer.NOT_APPLICABLE], True), ([Answer.YES, Answer.NO], False)],
)
def test_one_no_makes_an_application_ineligible(answers: list[Answer], eligible: bool) -> None:
    checks = {str(place): an_answer(answer) for place, answer in enumerate(answers)}
    assert is_eligible(checks) is eligible


def test_the_edition_of_answers_changes_with_the_last_of_them() -> None:
    earlier, later = an_answer(Answer.YES, 12), an_answer(Answer.NO, 13)
    assert edition({"a": earlier}) != edition({"a": earlier, "b": later}) == edition({"b": later})


def test_nothing_answered_is_an_edition_of_its_own() -> None:
    assert edition({}) == ""


@pytest.mark.parametrize(("stage", "waiting"), [(Stage.CHECKING, 1), (Stage.SCORING, 1), (Stage.DELIBERATION, 0)])
def test_declarations_wait_until_the_sheets_are_closed(stage: Stage, waiting: int) -> None:
    assert a_tally(stage, undeclared=1).undeclared == waiting


def test_what_needs_no_declaration_does_not_count_as_declared() -> None:
    tally = a_tally(own=1, ineligible=2, undeclared=4, conflict=8, readable=16, to_score=32, submitted=64)
    assert tally.declared == 8 + 16 + 32 + 64


def test_the_whole_is_everything_there_is() -> None:
    assert a_tally(own=1, ineligible=2, undeclared=4).whole == 7
