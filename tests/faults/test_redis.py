"""Redis stops, forgets everything and comes back under a working Celery worker: every message leaves once."""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from signal import SIGKILL

import pytest
from flask import Flask

from grants.db import db
from grants.notices import health
from tests.faults.ledger import ledger, tell
from tests.faults.test_delivery import worker_environment
from tests.integration.notices.support import a_message, states
from tests.support.databases import Backend
from tests.support.processes import PATIENCE, Process
from tests.support.redis import RedisServer
from tests.support.smtp import SmtpServer
from workers.broker import connect

pytestmark = [
    pytest.mark.usefixtures("session"),
    pytest.mark.parametrize("backend", ["postgresql"], indirect=True),  # a worker takes long to start, once is enough
]
EACH = 5
LONG_KEY = "only for tests, and as long as it has to be"


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[list[RedisServer]]:
    """Return a Redis server of this test alone, in a list so that the one that follows it is ended, too."""
    servers = [RedisServer(tmp_path)]
    yield servers
    servers[-1].stop()


@pytest.fixture
def worker(backend: Backend, redis: list[RedisServer], smtp: SmtpServer, tmp_path: Path) -> Iterator[Process]:
    """Return a running Celery worker with its schedule."""
    environment = worker_environment(backend, smtp, tmp_path)
    environment |= {"REDIS_URL": redis[0].url, "SECRET_KEY": LONG_KEY}
    options = ["--beat", "--concurrency", "1", "--loglevel", "WARNING"]
    command = [sys.executable, "-m", "celery", "--app", "workers.celery_app", "worker", *options]
    process = Process(command, log=tmp_path / "celery.log", environment={**environment, "PATH": os.environ["PATH"]})
    process.wait_until(is_alive)
    yield process
    process.stop()


def is_alive() -> bool:
    try:
        return not health.problems()
    finally:
        db.session.rollback()


def wait_for(smtp: SmtpServer, count: int, worker: Process) -> None:
    end = time.monotonic() + PATIENCE
    while len(smtp.messages) < count:
        assert time.monotonic() < end, worker.output
        time.sleep(0.1)


def test_a_redis_that_goes_and_comes_back_empty_loses_nothing(
    app: Flask,
    worker: Process,
    redis: list[RedisServer],
    *,
    smtp: SmtpServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(app.extensions, "wake", app.extensions["wake"])
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], redis_url=redis[0].url))
    connect(app)
    queue_some(app, once=True)
    wait_for(smtp, EACH, worker)
    redis[0].process.stop(SIGKILL)
    queue_some(app, once=True)
    redis.append(RedisServer(tmp_path, redis[0].port))
    queue_some(app, once=False)
    wait_for(smtp, 3 * EACH, worker)
    settled(worker)
    found = ledger(smtp)
    tell(capsys, "Redis is killed and comes back empty, postgresql", found)
    assert found.wrong == []
    assert found.once == 3 * EACH


def queue_some(app: Flask, *, once: bool) -> None:
    for _number in range(EACH):
        a_message(once=once)
        app.extensions["wake"]()


def settled(worker: Process) -> None:
    """Wait until the worker has written down what it sent last."""
    end = time.monotonic() + PATIENCE
    while "sending" in states():
        db.session.rollback()
        assert time.monotonic() < end, worker.output
        time.sleep(0.1)
    db.session.rollback()
