"""No more leaves in a minute than the operator allows, in all and to one domain; what is urgent is never held up."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from grants import clock
from grants.db import db
from grants.notices import delivery
from grants.notices.services import deliver_due
from tests.integration.notices.support import a_message
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.usefixtures("session", "server")

A_MINUTE = 12
"""Messages: one in five seconds, and one more ahead of time."""


@contextmanager
def limited(app: Flask, **rates: int) -> Iterator[None]:
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, **rates)
    try:
        yield
    finally:
        app.extensions["settings"] = settings


def sent_within(seconds: int) -> int:
    """Return how many messages leave if a worker comes every second."""
    now, sent = clock.now(), 0
    for second in range(seconds):
        with clock.at(now + timedelta(seconds=second)):
            sent += deliver_due()
    return sent


def test_no_more_leave_in_a_minute_than_allowed(app: Flask) -> None:
    for _number in range(A_MINUTE * 2):
        a_message()
    with limited(app, mail_rate=A_MINUTE):
        assert A_MINUTE <= sent_within(60) <= A_MINUTE + 2


def test_a_limit_to_one_domain_does_not_hold_up_the_others(app: Flask, server: SmtpServer) -> None:
    for number in range(A_MINUTE):
        a_message(f"person{number}@crowded.example.org")
        a_message(f"person@host{number}.example.net")
    with limited(app, mail_domain_rate=1):
        deliver_due()
        deliver_due()
    assert len(server.to("@crowded.example.org")) == 1
    assert len(server.to(".example.net")) == A_MINUTE


def test_what_is_held_up_uses_up_no_try(app: Flask) -> None:
    messages = [a_message(), a_message(), a_message()]
    with limited(app, mail_rate=1):
        deliver_due()
    db.session.expire_all()
    assert sorted(message.attempts for message in messages) == [0, 0, 1]
    assert all(message.leased_until is None for message in messages)


def test_what_is_urgent_is_never_held_up(app: Flask, server: SmtpServer) -> None:
    a_message()
    with limited(app, mail_rate=1, mail_domain_rate=1):
        deliver_due()
        a_message("urgent@example.org", priority=1)
        deliver_due()
    assert server.to("urgent@example.org")


def test_what_is_urgent_overtakes_a_batch_that_is_being_sent(
    server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "LOOK", 0.0)
    for _number in range(5):
        a_message()
    hand_over = delivery._send

    def ask_for_a_link_meanwhile(*given: Any) -> str:
        answer = hand_over(*given)
        if len(server.messages) == 2:
            a_message("urgent@example.org", priority=1)
        return answer

    monkeypatch.setattr(delivery, "_send", ask_for_a_link_meanwhile)
    assert deliver_due() == 6
    assert str(server.messages[2]["To"]) == "urgent@example.org"
