"""Celery with a real Redis delivers at once when woken, shows that it lives, and outlives Redis."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from signal import SIGTERM

import pytest
from flask import Flask

from grants.db import db
from grants.notices import health
from tests.integration.notices.support import a_message
from tests.support.databases import Backend
from tests.support.processes import Process
from tests.support.redis import RedisServer
from tests.support.smtp import SmtpServer
from workers.broker import connect
from workers.schedule import DELIVER

pytestmark = pytest.mark.usefixtures("session")

MESSAGES = 6
"""One after the other, each but the first would wait for the whole time between two runs of the schedule."""


@pytest.fixture
def worker(backend: Backend, redis: RedisServer, smtp: SmtpServer, tmp_path: Path) -> Iterator[Process]:
    """Return a running Celery worker with its schedule."""
    environment = {
        "BASE_URL": "http://127.0.0.1:8000",
        "DATABASE_URL": backend.database.url,
        "INSTANCE_PATH": str(tmp_path),
        "PATH": os.environ["PATH"],
        "REDIS_URL": redis.url,
        "SECRET_KEY": "only for tests, and as long as it has to be",
        "SMTP_URL": smtp.url,
        "MAIL_RECIPIENTS": "everybody",
    }
    options = ["--beat", "--concurrency", "1", "--loglevel", "WARNING"]
    command = [sys.executable, "-m", "celery", "--app", "workers.celery_app", "worker", *options]
    process = Process(command, log=tmp_path / "celery.log", environment=environment)
    process.wait_until(alive)
    yield process
    process.stop()


def alive() -> bool:
    """Tell whether the worker has been heard of."""
    try:
        return not health.problems()
    finally:
        db.session.rollback()


def test_a_worker_is_heard_of_delivers_and_ends_when_asked(worker: Process, smtp: SmtpServer) -> None:
    a_message("anna@example.org")
    smtp.wait_for("anna@example.org")
    assert worker.stop(SIGTERM) == 0, worker.output


def test_a_woken_worker_does_not_wait_for_the_schedule(
    app: Flask, worker: Process, redis: RedisServer, smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    wake = wake_through(app, redis, monkeypatch)
    began = time.monotonic()
    for number in range(MESSAGES):
        a_message(f"person{number}@example.org")
        wake()
        smtp.wait_for(f"person{number}@example.org")
    assert time.monotonic() - began < DELIVER.every * (MESSAGES - 1)


def wake_through(app: Flask, redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return the wake-up call of the application with this Redis."""
    settings = app.extensions["settings"]
    monkeypatch.setitem(app.extensions, "wake", app.extensions["wake"])
    monkeypatch.setitem(app.extensions, "settings", replace(settings, redis_url=redis.url))
    connect(app)
    wake: Callable[[], None] = app.extensions["wake"]
    return wake
