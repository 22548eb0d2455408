"""Fixtures every test can ask for.

Unit tests need none of them. What asks for `app`, `session` or `client` runs on SQLite and on PostgreSQL.
"""

import gc
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale
from flask_sqlalchemy.session import Session
from hypothesis import HealthCheck, settings
from sqlalchemy.orm import scoped_session

from grants.db import db
from scripts import translations
from tests.support import correlation, stages
from tests.support.availability import pytest_sessionfinish, pytest_terminal_summary  # noqa: F401 - pytest finds them here
from tests.support.databases import BACKENDS, Backend, PostgresDatabase, SqliteDatabase
from tests.support.halves import pytest_collection_modifyitems  # noqa: F401 - pytest finds it here
from tests.support.network import only_this_machine
from tests.support.postgres import PostgresServer, database_name
from tests.support.redis import RedisServer
from tests.support.smtp import SmtpServer
from tests.support.spoken import every_action_has_words  # noqa: F401 - it listens once it is imported
from tests.support.visitor import Visitor

Backends = Callable[[str], Backend]
SEEN_TO = 20_000
"""After how many new objects Python looks for garbage in a process of tests."""

# How long an example takes says something about the machine of the run, nothing about the code; and a run fails for
# what was changed, not for what chance found. `--hypothesis-profile=search` looks for other examples.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", settings.get_profile("search"), derandomize=True)
settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations once, in the process that starts the others.

    A shell that starts a run in the background lets it ignore SIGINT, and so would every program a test starts.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the processors are busy with other tests
    correlation.hold()
    if not hasattr(config, "workerinput"):
        list(translations.compile_())


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among what was imported: it stays until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SEEN_TO)


@pytest.fixture(autouse=True)
def network() -> Iterator[None]:
    """Fail a test that asks for anything beyond this machine."""
    with only_this_machine() as asked:
        yield
    assert not asked, f"the test asked the network for {asked}"


@pytest.fixture(scope="session", autouse=True)
def power() -> Iterator[None]:
    """Wait for no disk: no test cuts off the power."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _file: None)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Return a PostgreSQL server of this test process."""
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """Return a Redis server of this test process."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    """Return an SMTP server with an empty mailbox."""
    server = SmtpServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def backends(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backends]:
    """Return a function that gives the application on a database, made when first asked for."""
    made: dict[str, Backend] = {}

    def backend(name: str) -> Backend:
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            made[name] = Backend(name, _database(request, name, folder), folder)
        return made[name]

    yield backend
    for each in made.values():
        each.close()


def _database(request: pytest.FixtureRequest, name: str, folder: Path) -> SqliteDatabase | PostgresDatabase:
    if name == "sqlite":
        return SqliteDatabase(folder)
    server: PostgresServer = request.getfixturevalue("postgres")
    return PostgresDatabase(server.create(database_name("test")))


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest, backends: Backends) -> Iterator[Backend]:
    """Return the application on one database after the other, empty for each test."""
    backend = backends(request.param)
    with stages.on(backend):
        yield backend
    backend.restore()


@pytest.fixture
def app(backend: Backend) -> Flask:
    """Return the application."""
    return backend.app


@pytest.fixture
def session(app: Flask) -> Iterator[scoped_session[Session]]:
    """Return the test's own database session, inside an application context; requests have theirs.

    What services say to the test itself is in English, like the tests; requests choose their own language.
    """
    with app.app_context(), force_locale("en"):
        yield db.session


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """Return a function that makes one more person in front of a browser."""
    return lambda: Visitor(app, app.response_class, use_cookies=True)


@pytest.fixture
def client(visitor: Callable[[], Visitor]) -> Visitor:
    """Return one person in front of a browser, not signed in."""
    return visitor()
