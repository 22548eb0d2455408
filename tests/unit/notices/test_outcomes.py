"""After a problem a message is tried again, given up, or left to a person."""

from datetime import UTC, datetime, timedelta

import pytest

from grants.db import MAX_LINE
from grants.notices.outcomes import (
    LONGEST_WAIT,
    MAX_TRIES,
    OUTAGE_WAIT,
    SHORTEST_WAIT,
    DeliveryProblem,
    Lost,
    Outcome,
    Postponed,
    Refused,
    Unreachable,
    failed,
    sent,
    wait,
)
from grants.notices.workflow import Step

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def after(problem: DeliveryProblem, *, once: bool = False, attempts: int = 1) -> Outcome:
    return failed(problem, once=once, attempts=attempts, now=NOW)


def test_a_message_the_server_refuses_for_good_is_given_up() -> None:
    assert after(Refused("550 no such user")).step is Step.GIVE_UP


def test_a_message_the_server_cannot_take_now_is_tried_again_later() -> None:
    outcome = after(Postponed("451 greylisted"))
    assert outcome.step is Step.POSTPONE
    assert outcome.due_at is not None
    assert SHORTEST_WAIT <= outcome.due_at - NOW <= SHORTEST_WAIT * 1.5


def test_the_last_try_but_one_is_followed_by_another() -> None:
    assert after(Postponed("451"), attempts=MAX_TRIES - 1).step is Step.POSTPONE


def test_the_last_try_ends_it() -> None:
    assert after(Postponed("451"), attempts=MAX_TRIES).step is Step.GIVE_UP


def test_an_outage_never_ends_it() -> None:
    outcome = after(Unreachable("refused"), attempts=MAX_TRIES + 1)
    assert (outcome.step, outcome.due_at) == (Step.POSTPONE, NOW + OUTAGE_WAIT)


def test_a_message_that_may_have_been_sent_is_sent_again() -> None:
    assert after(Lost("silence")).step is Step.POSTPONE


def test_a_decision_that_may_have_been_sent_waits_for_a_person() -> None:
    assert after(Lost("silence"), once=True).step is Step.DOUBT


def test_the_answer_of_the_server_is_cut_to_what_fits() -> None:
    assert sent("x" * (MAX_LINE + 1)) == Outcome(Step.ARRIVE, "x" * MAX_LINE)


@pytest.mark.parametrize("attempts", range(2, MAX_TRIES + 1))
def test_each_wait_is_longer_than_the_one_before_until_the_longest(attempts: int) -> None:
    assert min(wait(attempts - 1) * 1.33, LONGEST_WAIT) <= wait(attempts) * 1.001 <= LONGEST_WAIT * 1.001


def test_waits_spread_so_that_not_everything_comes_back_at_once() -> None:
    assert len({wait(5) for _ in range(20)}) > 1


def test_no_wait_is_longer_than_the_longest() -> None:
    assert max(wait(MAX_TRIES) for _ in range(100)) == LONGEST_WAIT == timedelta(hours=2)
