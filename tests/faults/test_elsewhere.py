"""What went wrong with mail in other services, each under its name: here it cannot."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person
from grants.db import db
from grants.notices import delivery, health, register
from grants.notices.models import Message, MessageState
from grants.notices.sending.settling import LEASE
from grants.notices.services import deliver_due, queue_words
from grants.notices.words import Words
from tests.factories.people import a_person
from tests.integration.notices.support import a_message, mail_through, states
from tests.support.smtp import SmtpServer
from tests.support.together import at_once
from workers import tasks

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture(autouse=True)
def mail(app: Flask, smtp: SmtpServer) -> SmtpServer:
    """Return the mail server, to which the tests of this file deliver by themselves."""
    return smtp


def deliver(app: Flask, smtp: SmtpServer, *, later: timedelta = timedelta()) -> int:
    with mail_through(app, smtp.url, development=False), clock.at(clock.now() + later):
        return deliver_due()


@pytest.mark.parametrize("answer", ["450 Greylisted", "451 Greylisted, try again", "421 Too many connections"])
def test_greylisting_counted_as_final(app: Flask, mail: SmtpServer, answer: str) -> None:
    mail.answer = answer
    a_message(once=True)
    deliver(app, mail)
    assert states() == ["retrying"]
    mail.answer = "250 Message accepted"
    deliver(app, mail, later=timedelta(minutes=2))
    assert states() == ["sent"]


def test_a_batch_marked_done_only_at_its_end(app: Flask, mail: SmtpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(4):
        a_message()
    hand_over: Callable[..., str] = delivery._send

    def crash_at_the_third(*given: object) -> str:
        if len(mail.messages) == 2:
            raise MemoryError
        return hand_over(*given)

    monkeypatch.setattr(delivery, "_send", crash_at_the_third)
    with pytest.raises(MemoryError):
        deliver(app, mail)
    monkeypatch.setattr(delivery, "_send", hand_over)
    assert states().count("sent") == 2
    deliver(app, mail)
    deliver(app, mail, later=LEASE + timedelta(minutes=1))
    deliver(app, mail, later=LEASE + timedelta(hours=1))
    assert len(mail.messages) == 4


def test_two_presses_of_send_at_once(app: Flask, mail: SmtpServer) -> None:
    person, subject_id = a_person(), uuid.uuid4()
    number = person.id
    db.session.commit()

    def press() -> None:
        words = Words("Lēmums", "Ir lēmums.", "Piemēra novads")
        with app.app_context():
            reader = db.session.get_one(Person, number)
            queue_words(event="decision", subject_id=subject_id, person=reader, words=words, language="lv", once=True)
            db.session.commit()

    at_once(press, press)
    assert db.session.scalar(select(func.count()).select_from(Message)) == 1


def test_a_redelivered_task_sending_again(app: Flask, mail: SmtpServer) -> None:
    a_message(once=True)
    with mail_through(app, mail.url, development=False):
        for _time in range(3):
            tasks.deliver()
    assert len(mail.messages) == 1


def test_a_row_left_pending_for_ever_after_a_crash(app: Flask, mail: SmtpServer) -> None:
    message = a_message()
    message.state, message.leased_until, message.attempts = MessageState.SENDING, clock.now() + LEASE, 1
    db.session.commit()
    deliver(app, mail, later=LEASE + timedelta(seconds=1))
    deliver(app, mail, later=LEASE + timedelta(minutes=2))
    assert message.state is MessageState.SENT


def test_two_matching_rules_two_mails(app: Flask, mail: SmtpServer) -> None:
    subject_id = uuid.uuid4()
    person = a_person()
    for text in ("One rule.", "Another rule."):
        words = Words("Subject", text, "")
        queue_words(event="example", subject_id=subject_id, person=person, words=words, language="en")
    db.session.commit()
    deliver(app, mail)
    assert len(mail.messages) == 1


def test_ticked_notify_that_had_no_rule_and_sent_nothing(app: Flask, mail: SmtpServer) -> None:
    message = a_message()
    assert register.events().get(message.event) is None, "there is no rule for this event"
    deliver(app, mail)
    assert mail.to(message.address)


def test_mail_silently_waiting_because_no_worker_ran(app: Flask) -> None:
    a_message()
    with app.test_request_context():
        assert ["is not running" in words for words in health.mail_troubles()] == [True]
        health.beat()
        assert health.mail_troubles() == []


def test_a_mail_server_that_is_away_is_said_at_once_where_something_waits(app: Flask, client: FlaskClient) -> None:
    health.beat()
    a_message()
    with mail_through(app, "smtp://127.0.0.1:1"):
        for hour in range(3):
            with clock.at(clock.now() + timedelta(hours=hour)):
                deliver_due()
    db.session.commit()
    with app.test_request_context():
        assert ["does not answer" in words for words in health.mail_troubles()] == [True]


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("ēvalds@example.org", MessageState.FAILED),
        ("anna@piemērs.lv", MessageState.FAILED),
        ('"anna ozola"@example.org', MessageState.SENT),
        ("anna@example.org\r\nBcc: everybody@example.org", MessageState.FAILED),
        ("anna@example.org\nRCPT TO:<everybody@example.org>", MessageState.FAILED),
        ("anna@example.org>\r\nRCPT TO:<everybody@example.org", MessageState.FAILED),
        ("a" * 242 + "@example.org", MessageState.SENT),
        ("anna", MessageState.FAILED),
        ("", MessageState.FAILED),
    ],
)
def test_an_address_that_is_none_holds_up_nobody_and_reaches_nobody_else(
    app: Flask, mail: SmtpServer, address: str, state: MessageState
) -> None:
    bad = a_message()
    bad.address = address
    a_message("good@example.org")
    deliver(app, mail)
    assert bad.state is state
    assert all("everybody" not in str(message) for message in mail.messages)
    assert mail.to("good@example.org")


@pytest.mark.parametrize("subject", ["One\r\nBcc: everybody@example.org", "One\nTwo", "\r\n\r\nBody", "x" * 500])
def test_a_subject_with_line_breaks_adds_no_header_and_loses_no_word(
    app: Flask, mail: SmtpServer, subject: str
) -> None:
    message = a_message("anna@example.org")
    message.subject = subject
    db.session.commit()
    deliver(app, mail)
    assert message.state is MessageState.SENT
    assert [(found["Bcc"], found["Subject"]) for found in mail.messages] == [(None, " ".join(subject.split()))]
