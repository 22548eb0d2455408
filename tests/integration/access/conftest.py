"""The world, made once for each database and put back after every request that changed it."""

from collections.abc import Iterator

import pytest

from grants import clock
from grants.db import db
from tests.integration.access.asking import Place
from tests.integration.access.databases import KeepingDatabase
from tests.integration.access.stages import NOW
from tests.integration.access.world import build
from tests.support.databases import BACKENDS, Backend, SqliteDatabase
from tests.support.postgres import PostgresServer, database_name

ON_ONE_DATABASE = pytest.mark.parametrize("made", BACKENDS[:1], indirect=True)
"""For what has nothing to do with the database."""


@pytest.fixture(scope="session", params=BACKENDS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Return the world on a database of its own."""
    folder = tmp_path_factory.mktemp("access")
    database: SqliteDatabase | KeepingDatabase
    if request.param == "sqlite":
        database = SqliteDatabase(folder)
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        database = KeepingDatabase(server.create(database_name("access")))
    backend = Backend(request.param, database, folder)
    with backend.app.app_context():
        world = build()
    with backend.app.app_context():
        database.remember(db.engine)
    yield Place(backend, world)
    backend.close()


@pytest.fixture
def place(made: Place) -> Iterator[Place]:
    """Return the world as it was made, at its one moment."""
    made.backend.restore()
    with clock.at(NOW):
        yield made
