"""The databases integration tests run on: made once by the real migrations, put back to empty after every test.

Requests and tests commit for real, as in production; nothing is rolled back behind their back.
"""

import shutil
from pathlib import Path
from typing import Any, Protocol

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Engine, event, inspect, text

from config import Settings
from grants import create_app
from grants.db import db
from grants.web.limits import limiter

BACKENDS = ("sqlite", "postgresql")
ON_ONE_DATABASE = pytest.mark.parametrize("backend", BACKENDS[:1], indirect=True)
"""For what the other would only tell a second time."""


class Database(Protocol):
    """A database that can be remembered once and put back to that state."""

    url: str

    def remember(self, engine: Engine) -> None:
        """Remember the state as it is now: the tables are made and empty."""

    def restore(self, engine: Engine) -> None:
        """Put the remembered state back."""


class SqliteDatabase:
    """A file, put back by copying one."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "grants.sqlite3"
        self.url = f"sqlite:///{self.path}"

    def remember(self, engine: Engine) -> None:
        """Copy the file; closing every connection first writes all of it."""
        engine.dispose()
        shutil.copyfile(self.path, self.path.with_suffix(".empty"))

    def restore(self, engine: Engine) -> None:
        """Copy the file back."""
        engine.dispose()
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.path.with_suffix(".empty"), self.path)


class PostgresDatabase:
    """A database on a server, put back by deleting every row."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.clean = ""

    def remember(self, engine: Engine) -> None:
        """Prepare one statement that deletes the rows of all tables."""
        tables = sorted(set(inspect(engine).get_table_names()) - {"alembic_version"})
        deletes = " ".join(f'DELETE FROM "{table}";' for table in tables)  # noqa: S608 - names from the database
        # As a replica, PostgreSQL runs no triggers: rows go in any order, and out of append-only tables too.
        self.clean = f"DO $$ BEGIN SET LOCAL session_replication_role = replica; {deletes} END $$"

    def restore(self, engine: Engine) -> None:
        """Delete the rows."""
        with engine.begin() as connection:
            connection.execute(text(self.clean))


class Backend:
    """The application on one database, for as long as the test run."""

    def __init__(self, name: str, database: Database, folder: Path) -> None:
        self.name = name
        self.database = database
        settings = Settings(
            database_url=database.url,
            development=True,
            instance_path=folder,
            secret_key="only for tests",
        )
        self.app = create_app(settings)
        self.app.testing = True
        with self.app.app_context():
            if name == "sqlite":
                event.listen(db.engine, "connect", _leave_it_to_the_system)
            make_tables(self.app)
            database.remember(db.engine)

    def restore(self) -> None:
        """Put the empty database back, and forget who asked how often."""
        with self.app.app_context():
            self.database.restore(db.engine)
            limiter.reset()

    def close(self) -> None:
        """Close every connection."""
        with self.app.app_context():
            db.engine.dispose()


def _leave_it_to_the_system(connection: Any, _record: object) -> None:
    """Wait for no disk, as the server of these tests does not either: no test cuts off the power."""
    connection.execute("PRAGMA synchronous=OFF")


def make_tables(app: Flask) -> None:
    """Run the migrations in the application's database."""
    if any(Path("migrations/versions").glob("*.py")):
        flask_migrate.upgrade(directory="migrations")
    else:
        db.metadata.create_all(db.engine)
