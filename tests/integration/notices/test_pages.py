"""The development mailbox and the health pages."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from grants import clock, create_app
from grants.db import db
from grants.notices import health
from grants.notices.services import deliver_due
from tests.integration.notices.support import a_message
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

UNREACHABLE = "postgresql://127.0.0.1:1/none"
"""A database server that is not there."""


@pytest.fixture(params=["sqlite:///{folder}/none.sqlite3"])
def production(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Return the application as it is in production, on a database without tables unless another is named."""
    app = create_app(
        Settings(
            base_url="https://konkursi.example.lv",
            database_url=request.param.format(folder=tmp_path),
            instance_path=tmp_path,
            secret_key="only for tests",
            smtp_url="smtp://127.0.0.1:1",
        )
    )
    yield app
    with app.app_context():
        db.engine.dispose()


def beat() -> None:
    health.beat()
    db.session.commit()


def test_a_message_can_be_read_in_the_mailbox(client: Visitor) -> None:
    message = a_message("reader@example.org")
    deliver_due()
    mailbox = client.see("/development/mailbox/?to=reader@example.org")
    assert "123456" in client.see(mailbox.links[message.subject]).text


@pytest.mark.parametrize("path", ["", "20300514T090000000000-00000000-0000-0000-0000-000000000000/html"])
def test_other_machines_have_no_mailbox(client: Visitor, path: str) -> None:
    a_message()
    deliver_due()
    answer = client.get(f"/development/mailbox/{path}", environ_base={"REMOTE_ADDR": "198.51.100.7"})
    assert answer.status_code == 404


def test_production_has_no_mailbox(production: Flask) -> None:
    assert "notices" not in production.blueprints
    assert production.test_client().get("/development/mailbox/").status_code == 404


def test_a_living_process_says_so(client: Visitor) -> None:
    assert client.get("/health/live").status_code == 200


def test_without_a_worker_the_service_is_not_ready(client: Visitor) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json == {"ready": False, "problems": ["no worker has been heard of for a minute"]}


def test_with_a_worker_the_service_is_ready(client: Visitor) -> None:
    beat()
    assert client.get("/health/ready").json == {"ready": True, "problems": [], "warnings": []}


def test_a_worker_that_fell_silent_is_not_there(client: Visitor) -> None:
    with clock.at(clock.now() - health.SILENCE - timedelta(seconds=1)):
        beat()
    assert client.get("/health/ready").status_code == 503


def test_a_second_heartbeat_replaces_the_first(client: Visitor) -> None:
    beat()
    beat()
    assert client.get("/health/ready").status_code == 200


def test_a_database_without_tables_is_not_ready(production: Flask) -> None:
    answer = production.test_client().get("/health/ready")
    assert answer.json == {
        "ready": False,
        "problems": ["the database is not at the newest migration: run flask db upgrade"],
    }


def test_a_database_behind_the_program_is_not_ready(client: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    beat()
    monkeypatch.setattr(health, "_newest", lambda: "9999")
    assert client.get("/health/ready").status_code == 503


@pytest.mark.parametrize("production", [UNREACHABLE], indirect=True)
def test_a_database_that_does_not_answer_is_not_ready(production: Flask) -> None:
    answer = production.test_client().get("/health/ready")
    assert (answer.status_code, answer.json) == (503, {"ready": False, "problems": ["the database does not answer"]})


@pytest.mark.parametrize("production", [UNREACHABLE], indirect=True)
def test_a_process_without_its_database_still_lives(production: Flask) -> None:
    assert production.test_client().get("/health/live").status_code == 200
