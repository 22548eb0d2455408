"""Messages survive whatever dies around them: the worker, Redis, the patience of the mail server."""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from signal import SIGCONT, SIGKILL, SIGSTOP

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from grants import clock, create_app
from grants.db import db
from grants.notices.models import Message, MessageState
from grants.notices.outcomes import LONGEST_WAIT
from grants.notices.sending.settling import LEASE
from grants.notices.services import deliver_due
from grants.web.limits import limiter
from tests.integration.notices.support import a_message, mail_through
from tests.support.databases import Backend
from tests.support.processes import PATIENCE, Process, free_port
from tests.support.redis import RedisServer
from tests.support.smtp import SmtpServer
from workers import tasks
from workers.broker import connect

pytestmark = pytest.mark.usefixtures("session")

MANY = 40
"""Messages, of which each of two workers gets some."""


class SlowSmtpServer(SmtpServer):
    """Accept a message and never say so, until `released`."""

    def __init__(self) -> None:
        self.received = threading.Event()
        self.released = threading.Event()
        super().__init__()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the message, and let the client wait for the answer."""
        answer = await super().handle_DATA(server, session, envelope)
        self.received.set()
        while not self.released.is_set():
            await asyncio.sleep(0.05)
        return answer


@pytest.fixture
def slow() -> Iterator[SlowSmtpServer]:
    """Return a mail server that makes its clients wait."""
    server = SlowSmtpServer()
    yield server
    server.released.set()
    server.stop()


def worker_environment(backend: Backend, server: SmtpServer, folder: Path) -> dict[str, str]:
    """Return what a worker on this database needs to know."""
    return {
        "BASE_URL": "http://127.0.0.1:8000",
        "DATABASE_URL": backend.database.url,
        "INSTANCE_PATH": str(folder),
        "MAIL_RECIPIENTS": "everybody",
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "only for tests",
        "SMTP_URL": server.url,
    }


def a_worker(backend: Backend, server: SmtpServer, folder: Path) -> Process:
    """Start a process that delivers what is due; the test holds no lock meanwhile."""
    db.session.rollback()
    log = folder / f"worker-{free_port()}.log"
    environment = worker_environment(backend, server, folder)
    return Process([sys.executable, "-m", "tests.faults.deliverer"], log=log, environment=environment)


def kill_while_sending(backend: Backend, server: SlowSmtpServer, folder: Path) -> None:
    worker = a_worker(backend, server, folder)
    assert server.received.wait(PATIENCE), worker.output
    worker.stop(SIGKILL)
    db.session.expire_all()


def deliver_later(app: Flask, server: SmtpServer) -> int:
    """Deliver once the lease of a dead worker and any wait have run out."""
    with mail_through(app, server.url):
        for passed in (LEASE, LEASE + LONGEST_WAIT):
            with clock.at(clock.now() + passed + timedelta(seconds=1)):
                sent = deliver_due()
    return sent


def test_a_message_whose_worker_was_killed_is_sent_after_all_under_the_same_number(
    app: Flask, backend: Backend, slow: SlowSmtpServer, smtp: SmtpServer, tmp_path: Path
) -> None:
    message = a_message()
    kill_while_sending(backend, slow, tmp_path)
    assert message.state is MessageState.SENDING
    assert deliver_later(app, smtp) == 1
    numbers = [str(mail["Message-ID"]).partition("@")[0] for mail in (*slow.messages, *smtp.messages)]
    assert numbers == [f"<{message.id}"] * 2


def test_a_decision_whose_worker_was_killed_is_uncertain_alone_and_the_rest_of_the_batch_is_sent(
    app: Flask, backend: Backend, slow: SlowSmtpServer, smtp: SmtpServer, tmp_path: Path
) -> None:
    messages = [a_message(once=True) for _number in range(3)]
    kill_while_sending(backend, slow, tmp_path)
    deliver_later(app, smtp)
    db.session.expire_all()
    assert sorted(message.state for message in messages) == ["sent", "sent", "uncertain"]
    assert len(smtp.messages) == 2


def test_two_workers_at_once_send_each_message_once(backend: Backend, smtp: SmtpServer, tmp_path: Path) -> None:
    addresses = {a_message(f"person{number}@example.org").address for number in range(MANY)}
    workers = [a_worker(backend, smtp, tmp_path) for _worker in range(2)]
    codes = [worker.popen.wait(PATIENCE) for worker in workers]
    for worker in workers:
        worker.stop()
    assert codes == [0, 0], [worker.output for worker in workers]
    assert sorted(str(mail["To"]) for mail in smtp.messages) == sorted(addresses)
    sent = select(func.count()).where(Message.state == MessageState.SENT)
    assert db.session.scalar(sent) == MANY


@pytest.fixture
def gone() -> str:
    """Return the address of a Redis that is not there."""
    return f"redis://127.0.0.1:{free_port()}/0"


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[str]:
    """Return the address of a Redis that takes connections and says nothing."""
    server = RedisServer(tmp_path)
    server.process.send(SIGSTOP)
    yield server.url
    server.process.send(SIGCONT)
    server.stop()


@pytest.fixture(params=["gone", "frozen"])
def without_redis(
    backend: Backend, smtp: SmtpServer, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Flask]:
    """Return the application, on the same database, with a Redis that does not answer."""
    counters = dict(vars(limiter))  # one object for every application of the process
    settings = Settings(
        database_url=backend.database.url,
        development=True,
        instance_path=tmp_path,
        redis_url=request.getfixturevalue(request.param),
        secret_key="only for tests",
        smtp_url=smtp.url,
        mail_recipients="everybody",
    )
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    connect(app)
    yield app
    vars(limiter).update(counters)
    with app.app_context():
        db.engine.dispose()


def seconds_to_answer(app: Flask) -> float:
    """Return how long a request takes whose message wakes the worker, as the first one that misses Redis."""
    connect(app)
    began = time.monotonic()
    assert app.test_client().post("/account/sign-in", data={"email": "anna@example.org"}).status_code == 303
    return time.monotonic() - began


def test_a_request_answers_soon_without_redis(without_redis: Flask) -> None:
    assert any(seconds_to_answer(without_redis) < 4 for _try in range(3))  # the machine may be busy elsewhere


def test_a_message_queued_without_redis_is_sent_by_the_schedule(without_redis: Flask, smtp: SmtpServer) -> None:
    without_redis.test_client().post("/account/sign-in", data={"email": "anna@example.org"})
    with without_redis.app_context():
        tasks.deliver()
    assert smtp.to("anna@example.org")
