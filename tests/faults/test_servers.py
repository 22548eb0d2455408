"""Whatever the mail server, the database, the clock or the disk does, every message comes once or is uncertain."""

import resource
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from config import Settings
from grants import clock, create_app
from grants.db import db
from grants.notices import delivery, smtp
from grants.notices.models import MessageState
from grants.notices.outcomes import LONGEST_WAIT
from grants.notices.sending import settling
from grants.notices.sending.settling import LEASE
from grants.notices.services import deliver_due
from tests.faults.ledger import ledger, tell
from tests.faults.test_delivery import worker_environment
from tests.integration.notices.support import a_message, mail_through, states
from tests.support.availability import require
from tests.support.bad_smtp import BadSmtpServer
from tests.support.databases import ON_ONE_DATABASE, Backend
from tests.support.postgres import Cluster, PostgresServer
from tests.support.processes import PATIENCE, Process
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.usefixtures("session")

SCRIPTS = {
    "refuses connections": ["refuse", "refuse", "refuse"],
    "is busy, then takes it": ["busy", "busy", "later", "later"],
    "hangs up in the middle of a message": ["cut", "cut"],
    "takes a message and hangs up before it says so": ["mute", "mute"],
    "is too slow to greet or to answer": ["silent", "slow", "silent", "slow"],
    "does all of this": ["refuse", "busy", "cut", "later", "mute", "silent", "refuse", "slow", "mute", "cut"],
}
EACH = 6
SLOW = 0.3
"""Seconds for which a worker waits for an answer here, in the place of half a minute."""


def delivered_in_the_end(app: Flask, url: str) -> None:
    """Deliver every few minutes for two days."""
    with mail_through(app, url, development=False):
        begin = clock.now()
        for step in range(40):
            with clock.at(begin + timedelta(minutes=2) * step * step):
                deliver_due()


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_server_that(
    app: Flask,
    backend: Backend,
    script: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT", SLOW)
    for number in range(EACH):
        a_message(once=number % 2 == 0)
    server = BadSmtpServer(*SCRIPTS[script], groups=backend.name == "postgresql")
    try:
        delivered_in_the_end(app, server.url)
    finally:
        server.stop()
    assert server.script == []
    found = ledger(server)
    tell(capsys, f"the server {script}, {backend.name}", found)
    assert found.wrong == []
    assert found.total == EACH


def test_greylisting_and_refused_connections_are_never_final(app: Flask) -> None:
    a_message(once=True)
    server = BadSmtpServer("refuse", "busy", "later", "busy")
    try:
        delivered_in_the_end(app, server.url)
    finally:
        server.stop()
    assert (states(), len(server.messages)) == (["sent"], 1)


def test_a_clock_that_jumps_ahead_while_a_message_is_sent(
    app: Flask, smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = [a_message(once=True), a_message()]
    hand_over = delivery._send

    def sweep_meanwhile(*given: Any) -> str:
        answer = hand_over(*given)
        with clock.at(clock.now() + 2 * LEASE):
            settling.settle_lapsed()  # another machine thinks that this worker has died
        return answer

    monkeypatch.setattr(delivery, "_send", sweep_meanwhile)
    with mail_through(app, smtp.url, development=False):
        deliver_due()
        with clock.at(clock.now() + timedelta(days=1)):
            deliver_due()
    db.session.expire_all()
    assert [(message.state, message.doubts) for message in messages] == [(MessageState.SENT, 0)] * 2
    assert len(smtp.messages) == 2


def test_a_clock_that_was_put_back_holds_up_nothing(app: Flask, smtp: SmtpServer) -> None:
    message = a_message()
    message.leased_until = clock.now() + timedelta(days=1)
    db.session.commit()
    with mail_through(app, smtp.url, development=False):
        assert deliver_due() == 1


def test_two_sweeps_at_once(
    backend: Backend, smtp: SmtpServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left_behind = [a_message(once=number % 2 == 0) for number in range(2 * EACH)]
    for message in left_behind:
        message.state, message.leased_until, message.attempts = MessageState.SENDING, clock.now(), 1
    a_message("first@example.org", priority=0)  # the one with which whoever forks the two warms up
    for number in range(2 * EACH):
        a_message(once=number % 2 == 0)
    sweep_twice(backend, smtp, tmp_path, clock.now() + timedelta(seconds=1))
    judged = {MessageState.UNCERTAIN: 0, MessageState.RETRYING: 1}
    assert [(message.doubts, message.attempts) for message in left_behind] == [
        (judged[message.state], 1) for message in left_behind
    ]
    sweep_twice(backend, smtp, tmp_path, clock.now() + LONGEST_WAIT)
    found = ledger(smtp)
    tell(capsys, f"two sweeps at once, {backend.name}", found)
    assert found.wrong == []
    assert (found.uncertain, found.doubtful, found.once) == (EACH, EACH, 2 * EACH + 1)


def sweep_twice(backend: Backend, smtp: SmtpServer, folder: Path, moment: datetime) -> None:
    """Let two processes deliver at one moment of the clock, begun together."""
    db.session.commit()
    command = [sys.executable, "-m", "tests.faults.deliverer", "sweep", moment.isoformat()]
    mother = Process(command, log=folder / "mother.log", environment=worker_environment(backend, smtp, folder))
    assert mother.ended(PATIENCE) == 0, mother.output
    db.session.expire_all()


def test_a_database_that_is_lost_while_the_server_takes_a_message(
    app: Flask,
    backend: Backend,
    smtp: SmtpServer,
    *,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if backend.name == "sqlite":
        return  # a file does not go away
    postgres: PostgresServer = request.getfixturevalue("postgres")
    for number in range(EACH):
        a_message(once=number % 2 == 0)
    hand_over, lost = delivery._send, [False]

    def lose_the_database(*given: Any) -> str:
        answer = hand_over(*given)
        if len(smtp.messages) in {2, 4} and not lost[0]:
            if len(smtp.messages) == 4 and postgres.cluster:
                postgres.cluster.restart()
            else:
                with db.engine.connect() as connection:
                    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))
            lost[0] = len(smtp.messages) == 4
        return answer

    monkeypatch.setattr(delivery, "_send", lose_the_database)
    with mail_through(app, smtp.url, development=False):
        for hour in range(6):
            with clock.at(clock.now() + timedelta(hours=hour)):
                try:
                    deliver_due()
                except (OperationalError, psycopg.OperationalError):
                    db.session.remove()
    found = ledger(smtp)
    tell(capsys, "the database hangs up, then ends and comes back", found)
    assert found.wrong == []
    assert found.total == EACH


@pytest.fixture
def crashing(tmp_path: Path) -> Iterator[tuple[Flask, Cluster]]:
    """Return the application on a server of this test alone, which keeps what it confirmed."""
    cluster = Cluster(require("postgresql"), safe=True)
    app = create_app(replace(Settings(), database_url=cluster.url, instance_path=tmp_path, secret_key="only for tests"))
    with app.app_context():
        db.metadata.create_all(db.engine)
        yield app, cluster
        db.session.remove()
        db.engine.dispose()
    cluster.stop()


@ON_ONE_DATABASE
def test_a_database_that_crashes(
    crashing: tuple[Flask, Cluster],
    smtp: SmtpServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    app, cluster = crashing
    for number in range(2 * EACH):
        a_message(once=number % 2 == 0)
    hand_over, moments = delivery._send, {1: "before", 4: "after", 6: "before", 9: "after"}

    def crash(*given: Any) -> str:
        moment = moments.pop(len(smtp.messages), "")
        if moment == "before":
            cluster.crash()
        answer = hand_over(*given)
        if moment == "after":
            cluster.crash()
        return answer

    monkeypatch.setattr(delivery, "_send", crash)
    with mail_through(app, smtp.url, development=False):
        for hour in range(12):
            with clock.at(clock.now() + timedelta(hours=hour)):
                try:
                    deliver_due()
                except (OperationalError, psycopg.OperationalError):
                    db.session.remove()
                    cluster.recover()
    found = ledger(smtp)
    tell(capsys, "the database is killed four times and recovers", found)
    assert moments == {}
    assert found.wrong == []
    assert found.total == 2 * EACH


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Let no file become larger than a few bytes: the disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_makes_the_mailbox_of_development_wait(
    app: Flask, backend: Backend, request: pytest.FixtureRequest
) -> None:
    message = a_message(once=True)
    if backend.name == "sqlite":
        return  # the database stands on the same disk
    folder: Path = app.extensions["settings"].mail_folder
    before = set(folder.glob("*"))
    request.getfixturevalue("full_disk")
    deliver_due()
    assert (message.state, message.doubts) == (MessageState.RETRYING, 0)
    assert set(folder.glob("*")) == before


def test_a_copy_that_does_not_fit_makes_a_message_no_less_sent(
    app: Flask, smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = a_message(once=True)

    def full(*_given: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with mail_through(app, smtp.url):
        deliver_due()
    assert (message.state, len(smtp.messages)) == (MessageState.SENT, 1)
