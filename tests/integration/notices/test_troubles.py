"""An outage of the mail server is noticed once, told once, asked about by one worker at a time, and over once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants import clock
from grants.db import db
from grants.journal.models import Entry
from grants.notices.models import MessageState
from grants.notices.outcomes import OUTAGE_WAIT
from grants.notices.sending import troubles
from grants.notices.sending.models import Kind
from grants.notices.services import deliver_due
from tests.integration.notices.support import a_message, mail_through
from tests.support.processes import free_port
from tests.support.smtp import SmtpServer
from workers import tasks

pytestmark = pytest.mark.usefixtures("session")
MANY = 8


@pytest.fixture
def gone(app: Flask) -> Iterator[None]:
    """Have the application's mail server not answer."""
    with mail_through(app, f"smtp://127.0.0.1:{free_port()}"):
        yield


def told() -> list[str]:
    """Return what the journal says about sending, oldest first."""
    about = select(Entry.action).where(Entry.action.startswith("mail.")).order_by(Entry.id)
    return list(db.session.scalars(about))


def test_while_the_server_is_away_nobody_asks_it_again_at_once(gone: None, app: Flask, smtp: SmtpServer) -> None:
    a_message()
    deliver_due()
    with mail_through(app, smtp.url):
        assert deliver_due() == 0
        with clock.at(clock.now() + troubles.FIRST_WAIT):
            assert deliver_due() == 1


def test_one_worker_alone_asks_whether_it_is_back(gone: None) -> None:
    a_message()
    deliver_due()
    with clock.at(clock.now() + OUTAGE_WAIT):
        assert [troubles.may_ask(), troubles.may_ask()] == [True, False]


def test_a_thousand_failures_are_one_alarm(gone: None) -> None:
    for _message in range(MANY):
        a_message()
    for hour in range(20):
        with clock.at(clock.now() + timedelta(hours=hour)):
            deliver_due(1)
    assert told() == ["mail.server_lost"]


def test_an_alarm_is_over_when_the_server_is_back(gone: None, app: Flask, smtp: SmtpServer) -> None:
    a_message()
    for hour in range(troubles.WORTH_TELLING):
        with clock.at(clock.now() + timedelta(hours=hour)):
            deliver_due()
    assert [trouble.kind for trouble in troubles.told()] == [Kind.SERVER]
    db.session.rollback()
    with mail_through(app, smtp.url), clock.at(clock.now() + timedelta(days=1)):
        assert deliver_due() == 1
    assert told() == ["mail.server_lost", "mail.server_back"]
    assert troubles.told() == []


def test_an_outage_that_passes_soon_is_no_alarm(gone: None, app: Flask, smtp: SmtpServer) -> None:
    a_message()
    deliver_due()
    with mail_through(app, smtp.url), clock.at(clock.now() + OUTAGE_WAIT):
        assert deliver_due() == 1
    assert told() == []


def test_messages_that_wait_for_too_long_are_an_alarm_once(app: Flask) -> None:
    message = a_message()
    limit = timedelta(minutes=app.extensions["settings"].mail_alarm)
    with clock.at(message.due_at + limit - timedelta(seconds=1)):
        tasks.watch_mail()
    assert told() == []
    for second in (1, 2):
        with clock.at(clock.now() + limit + timedelta(seconds=second)):
            tasks.watch_mail()
    assert told() == ["mail.waits_too_long"]
    message.state = MessageState.FAILED
    db.session.commit()
    tasks.watch_mail()
    assert told() == ["mail.waits_too_long", "mail.waits_no_more"]


def test_a_message_for_later_is_not_late(app: Flask) -> None:
    a_message(due_at=clock.now() + timedelta(days=2))
    with clock.at(clock.now() + timedelta(days=1)):
        tasks.watch_mail()
    assert told() == []
