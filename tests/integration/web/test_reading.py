"""What a page asks of PostgreSQL: it may only read, and what was prepared for one page serves the next."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import InternalError

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
