"""A promised date that passes is noticed once: in the journal, and by one message to those who wait."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from grants import clock
from grants.applications.queries import submitted_in
from grants.applications.upkeep.missed import tell_missed
from grants.calls.models import Call, Stage
from grants.calls.promises.dates import Promise
from grants.calls.promises.missing import notice_missed
from grants.calls.promises.services import move
from grants.calls.promises.truth import promises_otherwise
from grants.calls.queries import rules_of
from grants.db import db
from grants.journal.models import Entry
from grants.notices.models import Message, Withheld
from tests.factories.calls import an_official
from tests.factories.evaluation import a_scored_call, an_evaluator, declare, score

pytestmark = pytest.mark.usefixtures("session")

MOVED_TO = datetime(2031, 1, 20, 15, tzinfo=UTC)


@pytest.fixture
def call() -> Call:
    return a_scored_call()


@pytest.fixture
def due(call: Call) -> datetime:
    return rules_of(call).schedule.evaluation_due_at


@pytest.fixture
def late(due: datetime) -> Iterator[datetime]:
    now = due + timedelta(seconds=1)
    with clock.at(now):
        yield now


def looked(now: datetime) -> list[Message]:
    """Let the schedule do all of it, and return what was written."""
    while notice_missed(now):
        db.session.flush()
    while tell_missed():
        db.session.flush()
    return list(db.session.scalars(select(Message).where(Message.event == "date_missed")))


def journalled() -> int:
    return db.session.scalar(select(func.count()).where(Entry.action == "call.promise_missed")) or 0


def moved(call: Call, at: datetime) -> None:
    dates = {Promise.EVALUATION: at, Promise.DECISION: at + timedelta(days=30)}
    move(call=call, dates=dates, reason="Slimība.", actor=an_official(), seen=call.rules_digest)


def test_it_is_told_once_to_who_waits(late: datetime) -> None:
    (message,) = looked(late)
    assert message.facts.keys() == {Promise.EVALUATION.value}
    assert len(looked(late + timedelta(days=1))) == 1


def test_of_the_committee_only_those_are_told_whose_sheets_are_open(call: Call, late: datetime) -> None:
    done, waiting = an_evaluator(call, "Dina Done"), an_evaluator(call, "Vita Vēlu")
    (application,) = submitted_in(call.id)
    declare(waiting, application)
    score(done, application)
    looked(late)
    looked(late + timedelta(days=1))
    told = db.session.scalars(select(Message).where(Message.event == "evaluation_late")).all()
    assert [one.person_id for one in told if one.person_id in (done.id, waiting.id)] == [waiting.id]
    assert "1 application waits for your sheet." in next(one.words.text for one in told if one.person_id == waiting.id)


def test_the_journal_keeps_it_once(late: datetime) -> None:
    looked(late)
    looked(late + timedelta(hours=1))
    assert journalled() == 1


def test_the_last_moment_is_not_late(call: Call, due: datetime) -> None:
    assert looked(due) == []


@pytest.mark.parametrize("stage", [Stage.DELIBERATION, Stage.DECIDED, Stage.CANCELLED, Stage.DRAFT])
def test_what_is_done_or_over_is_not_late(call: Call, late: datetime, stage: Stage) -> None:
    call.stage = stage
    db.session.flush()
    assert looked(late) == []


def test_a_date_moved_and_missed_again_is_another_one(call: Call, late: datetime) -> None:
    looked(late)
    moved(call, MOVED_TO)
    assert len(looked(late + timedelta(days=1))) == 1
    assert len(looked(MOVED_TO + timedelta(seconds=1))) == 2  # the first date and the second


def test_nobody_is_told_of_a_date_that_was_moved_before_their_turn(call: Call, late: datetime) -> None:
    notice_missed(late)
    moved(call, MOVED_TO)
    assert looked(late) == []


def test_a_message_does_not_leave_once_the_date_is_moved(call: Call, late: datetime) -> None:
    (message,) = looked(late)
    assert promises_otherwise(message) is None
    moved(call, MOVED_TO)
    assert promises_otherwise(message) is Withheld.MOVED
