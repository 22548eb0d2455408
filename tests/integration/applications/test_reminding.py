"""Who has something unsubmitted is reminded before the deadline, twice at most."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.models import Application
from grants.applications.upkeep.reminding import BEFORE, QUIET, remind
from grants.db import db
from grants.notices.models import Message
from tests.factories.applications import a_filled, a_submitted, an_open_call

Queued = Callable[[str], list[str]]


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_filled(an_open_call(), anna)


def at(draft: Application, before: timedelta) -> int:
    with clock.at(draft.call.closes_at - before):
        return remind()


def test_a_draft_is_reminded_of_two_days_before_the_deadline(draft: Application, queued: Queued) -> None:
    assert at(draft, BEFORE[0] + timedelta(seconds=1)) == 0
    assert at(draft, BEFORE[0]) == 1
    assert queued("application_reminder") == ["anna@example.org"]


def test_each_reminder_comes_once(draft: Application, queued: Queued) -> None:
    for before in (BEFORE[0], BEFORE[0] - timedelta(hours=1), BEFORE[1], BEFORE[1] - timedelta(hours=1)):
        at(draft, before)
    assert len(queued("application_reminder")) == 2


def test_of_two_that_are_due_only_the_later_comes(draft: Application, queued: Queued) -> None:
    assert at(draft, BEFORE[1]) == 1
    assert at(draft, BEFORE[1]) == 0
    assert len(queued("application_reminder")) == 1


def test_who_has_just_saved_is_left_alone(draft: Application) -> None:
    moment = draft.call.closes_at - BEFORE[0]
    draft.saved_at = moment - QUIET + timedelta(seconds=1)
    with clock.at(moment):
        assert remind() == 0


def test_what_was_submitted_is_not_reminded_of(anna: Person) -> None:
    assert at(a_submitted(an_open_call(), anna), BEFORE[0]) == 0


def test_a_change_that_is_not_submitted_is_reminded_of(anna: Person) -> None:
    sent = a_submitted(an_open_call(), anna)
    services.open_again(application=sent, actor=anna)
    assert at(sent, BEFORE[0]) == 1
    words = db.session.scalars(select(Message).where(Message.event == "application_reminder")).one().words.text
    assert "what you submitted before counts" in words


def test_after_the_deadline_nobody_is_reminded(draft: Application) -> None:
    assert at(draft, timedelta(0)) == 0


def test_it_says_that_a_draft_does_not_count(draft: Application) -> None:
    at(draft, BEFORE[1])
    words = db.session.scalars(select(Message).where(Message.event == "application_reminder")).one().words.text
    assert "still a draft" in words
    assert f"/applications/{draft.id}" in words
