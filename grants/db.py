"""The base of all tables, from which models derive, and the session; `grants.connections` is below it."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    DDL,
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Enum,
    MetaData,
    Table,
    TypeDecorator,
    event,
    func,
    select,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from grants import connections
from grants.errors import NotFound

MIGRATIONS = Path(__file__).parent.parent / "migrations"
MAX_LINE = 500
"""The most characters a single line of text holds."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """Store an aware time in UTC; SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into UTC; raise ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give a stored time its zone back."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Cents(TypeDecorator[Decimal]):
    """Store a sum of money as whole cents, because SQLite has no exact decimals."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Turn a sum into cents; raise ValueError if it has a fraction of a cent."""
        if value is None:
            return None
        cents = value * 100
        if cents != int(cents):
            raise ValueError(f"{value} has a fraction of a cent")
        return int(cents)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Turn stored cents back into a sum with two decimals."""
        return None if value is None else Decimal(value).scaleb(-2)


def choice(kind: type[StrEnum], name: str) -> Enum:
    """Store an enumeration by its values, held by a check constraint of this name."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """Be the base of every table: a random identifier nobody can guess."""

    registry = registry(
        metadata=metadata,
        type_annotation_map={datetime: Moment, Decimal: Cents, dict[str, Any]: JSON, list[Any]: JSON},
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)


db = SQLAlchemy(metadata=metadata)
_reading: ContextVar[bool] = ContextVar("reading", default=False)


def set_reading(reads_only: bool) -> None:
    """Say for the rest of this request or task whether its transactions only read."""
    _reading.set(reads_only)


def release() -> None:
    """End a transaction that has only read, so that a slow step holds no lock; what was loaded is read anew."""
    db.session.rollback()


@contextmanager
def reading() -> Iterator[None]:
    """Only read in this block, without a lock that others wait for; what was loaded is read anew after it."""
    before = _reading.set(True)
    try:
        yield
    finally:
        release()
        _reading.reset(before)


def held() -> dict[uuid.UUID, object]:
    """Return what this transaction has read under a lock, to be added to: nothing needs to be locked and read twice."""
    info, transaction = db.session.info, db.session().get_transaction()
    if transaction is None or info.get("holder") is not transaction:
        info["holder"], info["held"] = transaction, {}
    found: dict[uuid.UUID, object] = info["held"]
    return found


def page_count(count: int, number: int, size: int) -> int:
    """Return on how many pages of a size so many rows stand, at least one; raise NotFound for a page beyond them."""
    pages = max(1, -(-count // size))
    if not 1 <= number <= pages:
        raise NotFound
    return pages


def take_turns(what: str) -> None:
    """Wait until nobody else is at this, and keep others from it until the transaction ends; SQLite has one writer."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(what, 0))))


def create_with(
    table: Table, create: Mapping[str, Iterable[str]], *, drop: Mapping[str, Iterable[str]] | None = None
) -> None:
    """Run statements of each dialect after a table is created, such as those of triggers, and after it is dropped."""
    for moment, by_dialect in (("after_create", create), ("after_drop", drop or {})):
        for dialect, statements in by_dialect.items():
            for statement in statements:
                ddl = DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
                event.listen(table, moment, ddl.execute_if(dialect=dialect))


def init_app(app: Flask) -> None:
    """Connect the application to its database."""
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", dict(connections.POOL))
    db.init_app(app)
    with app.app_context():
        connections.prepare(db.engine, _reading.get)
