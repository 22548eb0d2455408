"""The frame of a request: one transaction, stored only if the answer is no refusal; one moment, one number."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from config import Settings
from grants import clock
from grants.db import db
from grants.errors import Conflict
from grants.web.requests import after_commit, after_refusal, request_id
from tests.integration.web.conftest import alone

NOW = datetime(2018, 11, 26, 15, 0, tzinfo=UTC)
HEADER = "X-Arrived"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """Return an application with a table of words and views that write one."""
    app = alone(Settings(instance_path=tmp_path, secret_key="only for tests", arrival_header=HEADER))
    app.config["WTF_CSRF_ENABLED"] = False
    app.add_url_rule("/<how>", view_func=write, methods=["GET", "POST"])
    app.add_url_rule("/moment", view_func=lambda: clock.now().isoformat(), endpoint="moment")
    with app.app_context():
        db.session.execute(text("CREATE TABLE words (word TEXT)"))
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


def insert(word: str) -> None:
    db.session.execute(text("INSERT INTO words VALUES (:word)"), {"word": word})


def write(how: str) -> tuple[str, int]:
    """Write a word and answer as asked."""
    insert("work")
    if how == "evidence":
        after_refusal(lambda: insert("evidence"))
        raise Conflict
    return "written", int(how)


def words(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(text("SELECT word FROM words ORDER BY word")))


@pytest.mark.parametrize("status", [200, 303])
def test_an_act_that_succeeds_is_stored(app: Flask, status: int) -> None:
    app.test_client().post(f"/{status}")
    assert words(app) == ["work"]


@pytest.mark.parametrize("status", [400, 409, 422, 500])
def test_an_act_that_is_refused_leaves_nothing(app: Flask, status: int) -> None:
    app.test_client().post(f"/{status}")
    assert words(app) == []


def test_reading_stores_nothing(app: Flask) -> None:
    app.test_client().get("/200")
    assert words(app) == []


def test_evidence_of_a_refusal_is_stored_and_the_rest_is_not(app: Flask) -> None:
    assert app.test_client().post("/evidence").status_code == 409
    assert words(app) == ["evidence"]


def test_what_follows_the_commit_happens_once_and_only_after_it(app: Flask) -> None:
    seen: list[list[str]] = []

    def view() -> str:
        insert("work")
        after_commit(lambda: seen.append(words(app)))
        return "written"

    app.add_url_rule("/follow", view_func=view, methods=["POST"])
    app.test_client().post("/follow")
    assert seen == [["work"]]


@pytest.mark.parametrize(
    ("stated", "arrived"),
    [
        (f"{(NOW - timedelta(seconds=40)).timestamp()}", NOW - timedelta(seconds=40)),
        (f"t={(NOW - timedelta(minutes=59)).timestamp():.3f}", NOW - timedelta(minutes=59)),
        (f"{(NOW - timedelta(hours=1, seconds=1)).timestamp()}", NOW),
        (f"{(NOW + timedelta(seconds=1)).timestamp()}", NOW),
        ("yesterday", NOW),
        ("", NOW),
    ],
)
def test_a_request_happens_when_the_trusted_proxy_believably_says(app: Flask, stated: str, arrived: datetime) -> None:
    with clock.at(NOW):
        answer = app.test_client().get("/moment", headers={HEADER: stated})
    assert answer.text == arrived.isoformat()


def test_each_request_has_a_number_of_its_own(app: Flask) -> None:
    app.add_url_rule("/number", view_func=request_id)
    client = app.test_client()
    first, second = client.get("/number"), client.get("/number")
    assert first.text == first.headers["X-Request-Id"]
    assert first.text != second.text
