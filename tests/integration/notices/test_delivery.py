"""What is due is sent once; what the server said is kept; what could not be sent comes back later."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from grants import clock
from grants.db import db
from grants.notices.models import Message, MessageState
from grants.notices.outcomes import MAX_TRIES, OUTAGE_WAIT
from grants.notices.sending.settling import LEASE
from grants.notices.services import deliver_due
from tests.integration.notices.support import a_message, mail_through, states
from tests.support.processes import free_port
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.usefixtures("session")


def later(by: timedelta) -> int:
    """Deliver what is due after some time."""
    with clock.at(clock.now() + by):
        return deliver_due()


def test_a_message_reaches_the_mail_server(server: SmtpServer) -> None:
    a_message("anna@example.org")
    assert deliver_due() == 1
    assert [str(mail["To"]) for mail in server.messages] == ["anna@example.org"]


def test_a_message_that_was_sent_says_when_and_what_the_server_answered(server: SmtpServer) -> None:
    message = a_message()
    deliver_due()
    assert (message.state, message.answer) == (MessageState.SENT, "250 Message accepted")
    assert message.sent_at is not None


def test_a_message_is_sent_once(server: SmtpServer) -> None:
    a_message()
    deliver_due()
    assert deliver_due() == 0
    assert len(server.messages) == 1


def test_a_message_for_later_waits(server: SmtpServer) -> None:
    a_message(due_at=clock.now() + timedelta(hours=1))
    assert deliver_due() == 0
    assert later(timedelta(hours=2)) == 1


def test_what_is_urgent_goes_first(server: SmtpServer) -> None:
    a_message("letter@example.org", priority=5)
    a_message("urgent@example.org", priority=1)
    deliver_due()
    assert [str(mail["To"]) for mail in server.messages] == ["urgent@example.org", "letter@example.org"]


def test_no_more_is_sent_at_once_than_asked_for(server: SmtpServer) -> None:
    for _number in range(3):
        a_message()
    assert [deliver_due(2), deliver_due(2), deliver_due(2)] == [2, 1, 0]


def test_a_secret_keeps_no_words_once_sent(server: SmtpServer) -> None:
    message = a_message(secret=True)
    deliver_due()
    assert message.body == ""


def test_a_refused_message_failed(server: SmtpServer) -> None:
    server.answer = "550 No such user"
    message = a_message()
    assert deliver_due() == 0
    assert (message.state, message.answer) == (MessageState.FAILED, "550 No such user")


def test_one_refused_address_does_not_hold_up_the_others(server: SmtpServer) -> None:
    a_message().address = "ēvalds@example.org"
    a_message("anna@example.org")
    assert deliver_due() == 1
    assert states() == ["failed", "sent"]


def test_a_busy_server_is_asked_again_later(server: SmtpServer) -> None:
    server.answer = "451 Come back later"
    message = a_message()
    deliver_due()
    assert (message.state, message.answer) == (MessageState.RETRYING, "451 Come back later")
    server.answer = "250 Message accepted"
    assert deliver_due() == 0
    assert later(timedelta(minutes=1)) == 1


def test_a_server_that_stays_busy_is_given_up_after_the_last_try(server: SmtpServer) -> None:
    server.answer = "451 Come back later"
    message = a_message()
    for day in range(MAX_TRIES):
        assert message.state in (MessageState.QUEUED, MessageState.RETRYING)
        later(timedelta(days=day))
    assert message.state is MessageState.FAILED


def test_without_a_server_everything_waits_and_no_try_is_used_up(app: Flask) -> None:
    with mail_through(app, f"smtp://127.0.0.1:{free_port()}"):
        messages = [a_message(), a_message()]
        deliver_due()
    assert [(message.state, message.attempts) for message in messages] == [(MessageState.RETRYING, 0)] * 2
    assert "refused" in messages[0].answer


def test_what_waited_for_a_server_is_sent_when_it_is_back(app: Flask, smtp: SmtpServer) -> None:
    a_message()
    with mail_through(app, f"smtp://127.0.0.1:{free_port()}"):
        deliver_due()
    with mail_through(app, smtp.url):
        assert later(OUTAGE_WAIT) == 1


HANGING_UP = ["550 No such user", "450 Come back later", "421 Too many messages", ""]


@pytest.mark.parametrize("words", HANGING_UP)
def test_a_server_that_hangs_up_over_one_address_gets_the_others_at_once(server: SmtpServer, words: str) -> None:
    server.hangs_up_over["bad@example.org"] = words
    a_message("bad@example.org", priority=1)
    a_message("good@example.org")
    deliver_due()
    assert deliver_due() == 1
    assert server.to("good@example.org")


@pytest.mark.parametrize("words", HANGING_UP)
def test_an_address_over_which_the_server_hangs_up_fails_in_the_end(server: SmtpServer, words: str) -> None:
    server.hangs_up_over["bad@example.org"] = words
    message = a_message("bad@example.org")
    for day in range(MAX_TRIES):
        later(timedelta(days=day))
    assert message.state is MessageState.FAILED


def test_a_server_that_hangs_up_over_a_message_gets_the_rest_at_once(server: SmtpServer) -> None:
    server.answer = "421 Too many messages"
    first, second = a_message(priority=1), a_message()
    deliver_due()
    server.answer = "250 Message accepted"
    assert deliver_due() == 1
    assert (first.state, second.state) == (MessageState.RETRYING, MessageState.SENT)


def abandoned(**options: Any) -> Message:
    """Return a message whose worker died while it sent it."""
    message = a_message(**options)
    message.state, message.leased_until, message.attempts = MessageState.SENDING, clock.now() + LEASE, 1
    db.session.commit()
    return message


def test_a_message_that_is_being_sent_is_left_alone(server: SmtpServer) -> None:
    message = abandoned()
    deliver_due()
    assert message.state is MessageState.SENDING


def test_a_message_whose_worker_died_is_sent_again(server: SmtpServer) -> None:
    abandoned()
    later(LEASE + timedelta(seconds=1))
    assert later(LEASE + timedelta(minutes=2)) == 1


def test_a_decision_whose_worker_died_waits_for_a_person(server: SmtpServer) -> None:
    message = abandoned(once=True)
    later(LEASE + timedelta(seconds=1))
    later(LEASE + timedelta(days=1))
    assert message.state is MessageState.UNCERTAIN
    assert server.messages == []


def test_a_leased_message_whose_worker_died_before_its_turn_is_simply_due_again(server: SmtpServer) -> None:
    message = a_message(once=True)
    message.leased_until = clock.now() + LEASE
    db.session.commit()
    assert deliver_due() == 0
    assert later(LEASE + timedelta(seconds=1)) == 1


def test_development_keeps_a_copy_of_what_went_to_a_server(app: Flask, server: SmtpServer) -> None:
    folder = app.extensions["settings"].mail_folder
    before = set(folder.glob("*.eml"))
    message = a_message()
    deliver_due()
    (copy,) = set(folder.glob("*.eml")) - before
    assert str(message.id) in copy.name


def test_production_keeps_none(app: Flask, smtp: SmtpServer) -> None:
    folder = app.extensions["settings"].mail_folder
    before = set(folder.glob("*.eml"))
    a_message()
    with mail_through(app, smtp.url, development=False):
        deliver_due()
    assert set(folder.glob("*.eml")) == before
