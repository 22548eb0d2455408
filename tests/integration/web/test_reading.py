"""What a page asks of PostgreSQL: it may only read, and what was prepared for one page serves the next."""

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import InternalError

from grants import connections
from grants.db import db, reading

pytestmark = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)

PREPARED = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT calls.%'")
ENOUGH = 12
"""The driver prepares what it was asked more than five times."""


def test_the_database_itself_refuses_that_a_page_changes_anything(app: Flask) -> None:
    with app.app_context(), reading(), pytest.raises(InternalError, match="read-only transaction"):
        db.session.execute(text("DELETE FROM calls"))


def test_a_change_may_follow_what_only_read(app: Flask) -> None:
    with app.app_context():
        with reading():
            db.session.execute(text("SELECT 1"))
        db.session.execute(text("DELETE FROM calls"))


def test_statements_stay_prepared_from_one_page_to_the_next(app: Flask) -> None:
    for _page in range(ENOUGH):
        assert app.test_client().get("/").status_code == 200
    with app.app_context():
        assert db.session.scalar(PREPARED)


def test_a_connection_that_broke_while_it_rested_is_replaced(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "RESTED", 0.0)
    with app.app_context():
        broken = db.session.scalar(text("SELECT pg_backend_pid()"))
        db.session.remove()
    with app.app_context(), psycopg.connect(address_of(app), autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(%s)", [broken])
        assert db.session.scalar(text("SELECT pg_backend_pid()")) != broken


def address_of(app: Flask) -> str:
    return str(app.config["SQLALCHEMY_DATABASE_URI"]).replace("postgresql+psycopg", "postgresql", 1)
