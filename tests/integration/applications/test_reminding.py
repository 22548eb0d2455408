"""Who has something unsubmitted is reminded before the deadline, on the dates of the call and once each."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.models import Application
from grants.applications.reminders.models import USUAL
from grants.applications.reminders.services import choose, hours_of
from grants.applications.upkeep.reminding import QUIET, remind
from grants.db import db
from grants.errors import Invalid
from grants.notices.models import Message
from tests.factories.applications import a_filled, a_submitted, an_open_call
from tests.factories.calls import an_official

Queued = Callable[[str], list[str]]
BEFORE = tuple(timedelta(hours=hours) for hours in USUAL)


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_filled(an_open_call(), anna)


def at(draft: Application, before: timedelta) -> int:
    with clock.at(draft.call.closes_at - before):
        return remind()


def test_a_draft_is_reminded_of_a_week_before_the_deadline(draft: Application, queued: Queued) -> None:
    assert at(draft, BEFORE[0] + timedelta(seconds=1)) == 0
    assert at(draft, BEFORE[0]) == 1
    assert queued("application_reminder") == ["anna@example.org"]


def test_each_reminder_comes_once(draft: Application, queued: Queued) -> None:
    for before in BEFORE:
        at(draft, before)
        at(draft, before - timedelta(hours=1))
    assert (len(queued("application_reminder")), len(queued("application_last_hours"))) == (2, 1)


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


def test_who_began_after_the_date_is_not_reminded_at_once(draft: Application, queued: Queued) -> None:
    draft.created_at = draft.call.closes_at - BEFORE[0] + timedelta(hours=1)
    at(draft, BEFORE[0] - timedelta(hours=3))
    assert queued("application_reminder") == []
    at(draft, BEFORE[1])
    assert queued("application_reminder") == ["anna@example.org"]


def test_a_deadline_that_moves_brings_new_reminders(draft: Application, queued: Queued) -> None:
    at(draft, BEFORE[1])
    draft.open_until = draft.call.closes_at + timedelta(days=2)
    with clock.at(draft.open_until - BEFORE[1]):
        assert remind() == 1
    assert len(queued("application_reminder")) == 2


def test_officials_choose_the_dates(draft: Application, queued: Queued) -> None:
    official = an_official()
    for _twice in range(2):
        choose(call=draft.call, hours=[48, 1, 48], actor=official)
    assert hours_of(draft.call) == (48, 1)
    assert at(draft, BEFORE[0]) == 0
    assert at(draft, timedelta(hours=48)) == 1
    assert at(draft, timedelta(hours=24)) == 0
    assert queued("application_reminder") == ["anna@example.org"]


def test_officials_choose_that_nobody_is_reminded(draft: Application) -> None:
    choose(call=draft.call, hours=[], actor=an_official())
    assert at(draft, BEFORE[2]) == 0


def test_only_what_is_offered_can_be_chosen(draft: Application) -> None:
    with pytest.raises(Invalid):
        choose(call=draft.call, hours=[5], actor=an_official())
