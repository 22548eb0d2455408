"""Which dates are promises, and what an amendment does to them."""

from datetime import UTC, datetime

import pytest

from grants.calls.phase import Stage
from grants.calls.promises.dates import Promise, awaited_in, dates_of, moved_between, only_promises_differ, with_dates
from grants.calls.rules.canonical import dump
from grants.calls.rules.validation import read_rules
from tests.factories.documents import rules_document, schedule

RULES = read_rules(rules_document())
LATER = datetime(2030, 2, 14, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stage", "promises"),
    [
        (Stage.PUBLISHED, [Promise.EVALUATION, Promise.DECISION]),
        (Stage.SCORING, [Promise.EVALUATION, Promise.DECISION]),
        (Stage.DELIBERATION, [Promise.DECISION]),
        (Stage.DRAFT, []),
        (Stage.DECIDED, []),
        (Stage.CANCELLED, []),
    ],
)
def test_a_promise_is_awaited_until_a_stage_keeps_it(stage: Stage, promises: list[Promise]) -> None:
    assert list(awaited_in(stage, RULES)) == promises


def test_where_nobody_scores_the_decision_alone_is_awaited() -> None:
    assert list(awaited_in(Stage.SCORING, RULES.model_copy(update={"criteria": ()}))) == [Promise.DECISION]


def test_another_date_is_a_move_and_nothing_else() -> None:
    moved = with_dates(dump(RULES), {Promise.DECISION: LATER})
    assert only_promises_differ(dump(RULES), moved)
    assert moved_between(RULES, read_rules(moved)) == {Promise.DECISION: (dates_of(RULES)[Promise.DECISION], LATER)}


def test_the_same_moment_written_otherwise_changes_nothing() -> None:
    same = {promise: at.astimezone(UTC) for promise, at in dates_of(RULES).items()}
    assert with_dates(dump(RULES), same) == dump(RULES)


def test_a_moved_deadline_is_more_than_a_moved_promise() -> None:
    other = read_rules(rules_document(schedule=schedule(closes_at="2029-12-17T15:00:00+02:00")))
    assert not only_promises_differ(dump(RULES), dump(other))


def test_the_same_document_moves_nothing() -> None:
    assert not only_promises_differ(dump(RULES), dump(RULES))
