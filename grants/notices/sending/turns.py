"""The turn of a message: it begins when the one before was taken, and both are noted in one transaction.

This is done for every message there is, so what PostgreSQL is told is one statement, made once, that goes past the unit
of work straight to the driver; where no stage has a say in either message, it is the whole transaction.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    FromClause,
    Insert,
    Select,
    String,
    Uuid,
    and_,
    bindparam,
    case,
    insert,
    literal,
    or_,
    select,
    update,
)

from grants import clock
from grants.db import Moment, db, metadata
from grants.notices import register
from grants.notices.envelope import AttachedFile
from grants.notices.models import Attempt, Message, MessageState
from grants.notices.outcomes import sent
from grants.notices.sending.settling import LEASE, heard_of_late, is_withheld, tell_sent
from grants.notices.truth import is_asked
from grants.notices.words import Words
from grants.notices.workflow import WAITING, WORKFLOW, Step

_messages, _attempts = metadata.tables[Message.__tablename__], metadata.tables[Attempt.__tablename__]


@dataclass(frozen=True)
class Leased:
    """Be a message that one worker alone may send until its lease runs out."""

    id: uuid.UUID
    event: str
    address: str
    priority: int


@dataclass(frozen=True)
class Begun:
    """Be a message as it was when its turn came: read once, and in no session."""

    id: uuid.UUID
    event: str
    subject_id: uuid.UUID
    address: str
    language: str
    subject: str
    body: str
    signature: str
    reply_to: str
    unsubscribe_url: str
    attachments: list[Any]
    attempts: int
    queued_at: datetime

    @property
    def words(self) -> Words:
        """Return what it says."""
        return Words(self.subject, self.body, self.signature)

    @property
    def files(self) -> list[AttachedFile]:
        """Return what goes with it."""
        return [AttachedFile(**file) for file in self.attachments]


@dataclass(frozen=True)
class Taken:
    """Be a message that the server took, and what it answered; not noted yet."""

    message: Begun
    answer: str


_IS_NEXT = and_(
    _messages.c.id == bindparam("next"),
    _messages.c.leased_until == bindparam("until"),
    _messages.c.leased_until > bindparam("now"),
    or_(*(_messages.c.state == state for state in WAITING)),
)
"""Its lease may have run out, or somebody took it back: then nothing is like this."""
_BEGINS: dict[str, Any] = {
    "state": MessageState.SENDING,
    "attempts": _messages.c.attempts + 1,
    "leased_until": bindparam("lease"),
}
_IS_LAST = and_(
    _messages.c.id == bindparam("last"),
    _messages.c.attempts == bindparam("try"),
    _messages.c.state == MessageState.SENDING,
)
"""Somebody may have thought that its worker had died: then nothing is like this."""
_ARRIVES: dict[str, Any] = {
    "state": WORKFLOW.target(MessageState.SENDING, Step.ARRIVE),
    "answer": bindparam("said"),
    "leased_until": None,
    "sent_at": bindparam("now"),
    "body": case((_messages.c.secret, ""), else_=_messages.c.body),
}
_AS_BEGUN = [_messages.c[field.name] for field in fields(Begun)]
_BEGIN = update(_messages).where(_IS_NEXT).values(_BEGINS).returning(*_AS_BEGUN)
_ARRIVE = update(_messages).where(_IS_LAST).values(_ARRIVES).returning(_messages.c.id)


def _tried(moved: FromClause) -> Insert:
    """Return the statement that adds the try of what arrived."""
    values: dict[str, ColumnElement[Any]] = {
        "id": bindparam("attempt", type_=Uuid()),
        "message_id": moved.c.id,
        "settled_at": bindparam("now", type_=Moment()),
        "state": literal(MessageState.SENT, _attempts.c.state.type),
        "answer": bindparam("said", type_=String()),
    }
    arrived = select(*values.values()).where(moved.c.id == bindparam("last"))
    return insert(_attempts).from_select([*values], arrived)


def _all_at_once() -> Select[Any]:
    """Return as one statement that a message arrived and the next begins; it gives one row, whatever comes of it.

    It is one update: for each that PostgreSQL does, it reads the checks of the table anew.
    """
    is_next = _messages.c.id == bindparam("next")
    values = {
        name: case((is_next, _BEGINS.get(name, _messages.c[name])), else_=_ARRIVES.get(name, _messages.c[name]))
        for name in (_BEGINS | _ARRIVES)
    }
    both = update(_messages).where(or_(_IS_LAST, _IS_NEXT)).values(values).returning(*_AS_BEGUN)
    moved = both.cte("moved")
    arrived = select(moved.c.id).where(moved.c.id == bindparam("last")).scalar_subquery()
    one = select(literal(1).label("one")).subquery("one")
    found = select(arrived, *moved.c).select_from(one.outerjoin(moved, moved.c.id == bindparam("next")))
    return found.add_cte(_tried(moved).cte("tried"))


_TRIED = insert(_attempts)


@contextmanager
def alone() -> Iterator[Connection | None]:
    """Give a connection on which each statement is a transaction; none on SQLite, where one at a time writes."""
    if db.engine.dialect.name != "postgresql":
        yield None
        return
    with db.engine.connect() as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


def go_on(last: Taken | None, leased: Leased | None, until: datetime, by: Connection | None) -> Begun | None:
    """Note that the server took a message, and mark the next as being sent; return that, unless it is not now.

    It is not if it is not ours any more, by the lease that lasts `until`, or not true any more. Commits; straight to
    the connection that is given where no stage has a say in either message and nothing else is pending.
    """
    now = clock.now()
    arrives: dict[str, Any] = {"last": None, "try": None, "said": "", "now": now}
    if last:
        arrives |= {"last": last.message.id, "try": last.message.attempts, "said": sent(last.answer).answer}
    begins = {"next": leased.id if leased else None, "until": until, "now": now, "lease": now + LEASE}
    concerned = [each.event for each in (last and last.message, leased) if each]
    goes_alone = by and not any(map(_has_company, concerned)) and not db.session().in_transaction()
    is_noted, begun = _noted(arrives, begins, by if goes_alone else None)
    if last and not is_noted:
        heard_of_late(last.message.id, last.message.attempts, last.answer)
    elif last:
        tell_sent(last.message.event, last.message.subject_id)
    if begun and is_asked(begun.event) and is_withheld(begun.id):
        begun = None
    if not goes_alone or not is_noted:
        db.session.commit()
    return begun


def _has_company(event: str) -> bool:
    """Tell whether a stage has a say when a message of an event begins, or hears when it was taken."""
    return register.of(event).heard or is_asked(event)


def _noted(arrives: dict[str, Any], begins: dict[str, Any], by: Connection | None) -> tuple[bool, Begun | None]:
    """Note both; return whether the first was still ours, and the second as it is."""
    if by:
        arrived, *found = _told_driver(by, arrives | begins | {"attempt": uuid.uuid4()})
        return arrived is not None, Begun(*found) if found[0] else None
    connection = db.session.connection()
    arrived = connection.execute(_ARRIVE, arrives).scalar()
    if arrived:
        tried = {"message_id": arrived, "settled_at": arrives["now"], "state": MessageState.SENT}
        connection.execute(_TRIED, tried | {"answer": arrives["said"]})
    row = connection.execute(_BEGIN, begins).one_or_none()
    return arrived is not None, Begun(*row) if row else None


def _told_driver(connection: Connection, values: dict[str, Any]) -> Sequence[Any]:
    """Return the row that the one statement gives; SQLAlchemy would take three times as long to say the same."""
    statement, constants = _as_sent(connection.dialect)
    driver: Any = connection.connection.driver_connection
    row: Sequence[Any] = driver.execute(statement, constants | values).fetchone()
    return row


@lru_cache(maxsize=1)
def _as_sent(dialect: Dialect) -> tuple[str, dict[str, Any]]:
    """Return the one statement as the driver takes it, and the values in it that are always the same."""
    compiled = _all_at_once().compile(dialect=dialect)
    constants = {name: value.value if isinstance(value, Enum) else value for name, value in compiled.params.items()}
    return str(compiled), constants


def leave_for_later(leased: Leased, until: datetime) -> None:
    """Give back a message that a limit holds up."""
    ours = (Message.id == leased.id) & (Message.leased_until == until) & Message.state.in_(WAITING)
    db.session.execute(update(Message).where(ours).values(leased_until=None))
