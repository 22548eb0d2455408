"""`flask outbox` shows how the messages stand and sends failed ones again."""

from datetime import timedelta

import pytest
from flask import Flask

from grants import clock
from grants.db import db
from grants.notices import cli, health
from grants.notices.models import Attempt, Message, MessageState
from grants.notices.sending import troubles
from tests.integration.notices.support import a_message

pytestmark = pytest.mark.usefixtures("session")


def stuck(state: MessageState) -> Message:
    message = a_message()
    message.state, message.answer = state, "550 No such user"
    db.session.commit()
    return message


def run(app: Flask, *command: str) -> str:
    result = app.test_cli_runner().invoke(args=["outbox", *command], catch_exceptions=False)
    db.session.expire_all()
    return str(result.output)


def test_an_empty_outbox_says_so_and_that_no_worker_is_there(app: Flask) -> None:
    said = run(app, "status")
    assert "due              0  none waits" in said
    assert "GONE  last heard of: never" in said


def test_the_status_counts_and_names_the_failed(app: Flask) -> None:
    message = stuck(MessageState.FAILED)
    *_standing, counted, named = run(app, "status").splitlines()
    assert counted.split() == ["failed", "1"]
    assert named == f"{message.id}  failed  example  {message.address}  550 No such user"


def test_the_status_counts_failures_by_reason(app: Flask) -> None:
    for number in range(2):
        stuck(MessageState.FAILED).answer = f"550 <n{number}@osis.example> unknown"
    db.session.commit()
    assert "failed           2  550 … unknown" in run(app, "status")


def test_the_status_says_how_long_the_oldest_waits_and_how_fast_messages_leave(app: Flask) -> None:
    with clock.at(clock.now() - timedelta(minutes=2)):
        a_message()
    sent = a_message()
    sent.state = MessageState.SENT
    db.session.add(Attempt.of(sent, clock.now()))
    health.beat()
    db.session.commit()
    said = run(app, "status")
    assert "due              1  the oldest for 12" in said
    assert "sent             1  in the last hour, 1 in the last day" in said
    assert "worker       alive" in said


def test_the_status_says_that_the_mail_server_does_not_answer(app: Flask) -> None:
    troubles.server_is_lost("connection refused")
    db.session.commit()
    assert "mail_server since" in run(app, "status")
    assert "connection refused" in run(app, "status")


def test_retry_puts_failed_messages_back(app: Flask) -> None:
    message = stuck(MessageState.FAILED)
    assert run(app, "retry") == "1 put back into the outbox.\n"
    assert message.state is MessageState.QUEUED


def test_retry_leaves_uncertain_messages_alone_unless_asked(app: Flask) -> None:
    stuck(MessageState.UNCERTAIN)
    assert run(app, "retry") == "0 put back into the outbox.\n"
    assert run(app, "retry", "--uncertain") == "1 put back into the outbox.\n"


def test_retry_of_one_message_leaves_the_others(app: Flask) -> None:
    message, other = stuck(MessageState.UNCERTAIN), stuck(MessageState.FAILED)
    run(app, "retry", str(message.id))
    assert (message.state, other.state) == (MessageState.QUEUED, MessageState.FAILED)


def test_a_message_that_was_sent_meanwhile_is_told_in_english(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    message = stuck(MessageState.SENT)
    monkeypatch.setattr(cli, "all_stuck", lambda *_chosen, **_options: [message])
    assert run(app, "retry") == "Error: This message is on its way or was sent already.\n"
