"""The databases integration tests run on: made once by the real migrations, put back to empty after every test.

Requests and tests commit for real, as in production; nothing is rolled back behind their back.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

import flask_migrate
import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, event, inspect, text

from config import Settings
from grants import create_app
from grants.db import db
from grants.site.strip import forget
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

    def keep(self, engine: Engine) -> str:
        """Keep the rows there are, and return the name under which they are put back."""

    def put_back(self, engine: Engine, kept: str) -> None:
        """Put rows that were kept into the empty database."""


class SqliteDatabase:
    """A file, put back by copying one."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "grants.sqlite3"
        self.url = f"sqlite:///{self.path}"
        self._stages = 0

    def remember(self, engine: Engine) -> None:
        """Copy the file; closing every connection first writes all of it."""
        engine.dispose()
        shutil.copyfile(self.path, self.path.with_suffix(".empty"))

    def restore(self, engine: Engine) -> None:
        """Copy the file back."""
        self.put_back(engine, str(self.path.with_suffix(".empty")))

    def keep(self, engine: Engine) -> str:
        """Copy the file, as `remember` does."""
        engine.dispose()
        self._stages += 1
        kept = self.path.with_suffix(f".{self._stages}")
        shutil.copyfile(self.path, kept)
        return str(kept)

    def put_back(self, engine: Engine, kept: str) -> None:
        """Copy a file back."""
        engine.dispose()
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(kept, self.path)


class PostgresDatabase:
    """A database on a server, put back by deleting every row."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.clean = ""
        self._tables: list[str] = []
        self._stages: list[list[str]] = []

    def remember(self, engine: Engine) -> None:
        """Prepare one statement that deletes the rows of all tables."""
        self._tables = sorted(set(inspect(engine).get_table_names()) - {"alembic_version"})
        self.clean = _as_replica(f'DELETE FROM "{table}";' for table in self._tables)  # noqa: S608 - names from the database

    def restore(self, engine: Engine) -> None:
        """Delete the rows."""
        with engine.begin() as connection:
            connection.execute(text(self.clean))

    def keep(self, engine: Engine) -> str:
        """Copy the tables that have rows into a schema."""
        schema = f"stage_{len(self._stages)}"
        has_rows = [f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in self._tables]  # noqa: S608 - names from the database
        with engine.begin() as connection:
            tables = list(connection.scalars(text(" UNION ALL ".join(has_rows))))
            connection.execute(text(f"CREATE SCHEMA {schema}"))
            for table in tables:
                connection.execute(text(f'CREATE UNLOGGED TABLE {schema}."{table}" AS TABLE "{table}"'))
        self._stages.append(tables)
        return schema

    def put_back(self, engine: Engine, kept: str) -> None:
        """Copy the rows back."""
        tables = self._stages[int(kept.removeprefix("stage_"))]
        with engine.begin() as connection:
            connection.execute(text(_as_replica(f'INSERT INTO "{table}" TABLE {kept}."{table}";' for table in tables)))


def _as_replica(statements: Iterable[str]) -> str:
    """Return one statement without triggers: rows go in any order, and out of append-only tables too."""
    return f"DO $$ BEGIN SET LOCAL session_replication_role = replica; {' '.join(statements)} END $$"


class Backend:
    """The application on one database, for as long as the test run."""

    def __init__(self, name: str, database: Database, folder: Path) -> None:
        self.name = name
        self.database = database
        self.folder = folder
        settings = Settings(
            database_url=database.url,
            development=True,
            instance_path=folder,
            secret_key="only for tests",
        )
        self.files = settings.files_folder
        self.app = create_app(settings)
        self.app.testing = True
        self.app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(_compiled(folder)))
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
            forget(self.app)

    def keep(self) -> str:
        """Keep the rows there are, and return the name under which `put_back` puts them into the empty database."""
        return self.database.keep(db.engine)

    def put_back(self, kept: str) -> None:
        """Put rows that were kept into the empty database."""
        self.database.put_back(db.engine, kept)

    def close(self) -> None:
        """Close every connection."""
        with self.app.app_context():
            db.engine.dispose()


def _leave_it_to_the_system(connection: Any, _record: object) -> None:
    """Wait for no disk, as the server of these tests does not either: no test cuts off the power."""
    connection.execute("PRAGMA synchronous=OFF")


def _compiled(folder: Path) -> Path:
    """Return where all processes and applications of this test run keep templates once they are compiled."""
    run = folder.parent.parent if "PYTEST_XDIST_WORKER" in os.environ else folder.parent
    compiled = run / "templates"
    compiled.mkdir(exist_ok=True)
    return compiled


def make_tables(app: Flask) -> None:
    """Run the migrations in the application's database."""
    if any(Path("migrations/versions").glob("*.py")):
        flask_migrate.upgrade(directory="migrations")
    else:
        db.metadata.create_all(db.engine)
