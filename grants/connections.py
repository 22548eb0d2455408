"""How connections behave on each database: how transactions begin and end, and who is asked whether it still works.

A transaction that only reads begins plainly. Whoever writes takes SQLite's write lock at the beginning, because a lock
taken later loses updates without an error; PostgreSQL refuses any change and any lock where only reading was announced.
"""

import time
from collections.abc import Callable
from functools import lru_cache
from math import inf
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

POOL = {"pool_size": 8, "pool_use_lifo": True}
"""The connection to PostgreSQL used last is taken first: it has most statements prepared."""
RESTED = 1.0
"""Seconds of rest after which a connection is asked whether it still works: to ask each time costs as a query does."""


def prepare(engine: Engine, reads_only: Callable[[], bool]) -> None:
    """Have the connections of an engine behave so; `reads_only` tells of a transaction that begins what it is for."""
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, reads_only)
    else:
        _end_reading_by_commit(engine, reads_only)
        _ask_the_rested(engine)


def _prepare_sqlite(engine: Engine, reads_only: Callable[[], bool]) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, below
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=15000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("translate", 3, _translate, deterministic=True)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reads_only() else "BEGIN IMMEDIATE")


def _translate(words: str | None, letters: str, signs: str) -> str | None:
    """Do what PostgreSQL's function of this name does: lists are sorted by it."""
    return None if words is None else words.translate(_signs_of(letters, signs))


@lru_cache(maxsize=8)
def _signs_of(letters: str, signs: str) -> dict[int, int]:
    return str.maketrans(letters, signs)


def _end_reading_by_commit(engine: Engine, reads_only: Callable[[], bool]) -> None:
    """Keep what psycopg has prepared: it forgets all at every rollback, and planning anew is a fifth of a page."""

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        _driver_of(connection).read_only = reads_only()

    @event.listens_for(engine, "rollback")
    def ends(connection: Connection) -> None:
        if connection.invalidated:  # the server is gone, and its transaction with it
            return
        driver = _driver_of(connection)
        if driver.read_only and driver.info.transaction_status.name == "INTRANS":
            driver.commit()


def _ask_the_rested(engine: Engine) -> None:
    """Have a connection that has rested looked at before it is used; the pool takes another if it is broken."""

    @event.listens_for(engine, "checkin")
    def given_back(_driver: object, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def taken(driver: Any, record: ConnectionPoolEntry, _taken: object) -> None:
        if time.monotonic() - record.info.get("rests_since", inf) < RESTED:
            return
        try:
            engine.dialect.do_ping(driver)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error


def _driver_of(connection: Connection) -> Any:
    return connection.connection.driver_connection
