"""How migrations run: inside the application, in one transaction each, on SQLite and PostgreSQL."""

from pathlib import Path

from alembic import context
from flask import current_app
from sqlalchemy import text

from grants.db import db, metadata

LOCK = 7_201_833
"""Number of the advisory lock that lets one process migrate while others wait."""


def render_plainly(kind: str, value: object, _context: object) -> str | bool:
    """Write our own column types as what they are in the database, so that old migrations need none of our code."""
    names = {"Moment": "sa.DateTime(timezone=True)", "Cents": "sa.BigInteger()"}
    return names.get(type(value).__name__, False) if kind == "type" else False


def run() -> None:
    """Apply the migrations that are missing."""
    engine = current_app.extensions["migrate"].db.engine
    if engine.dialect.name == "sqlite" and engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            render_item=render_plainly,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


db.session.remove()
run()
