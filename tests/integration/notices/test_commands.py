"""`flask outbox` shows how the messages stand and sends failed ones again."""

import pytest
from flask import Flask

from grants.db import db
from grants.notices import cli
from grants.notices.models import Message, MessageState
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


def test_an_empty_outbox_says_so(app: Flask) -> None:
    assert run(app, "status") == "The outbox is empty.\n"


def test_the_status_counts_and_names_the_failed(app: Flask) -> None:
    message = stuck(MessageState.FAILED)
    counted, named = run(app, "status").splitlines()
    assert counted.split() == ["failed", "1"]
    assert named == f"{message.id}  failed  example  {message.address}  550 No such user"


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
