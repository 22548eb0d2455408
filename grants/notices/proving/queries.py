"""What is found of the messages of a call; each function is a constant number of statements."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select

from grants.db import db
from grants.errors import NotFound
from grants.finding import found_by
from grants.journal.models import Entry
from grants.notices.models import Attempt, Message, MessageState
from grants.web.ordering import in_alphabet

MAX_TAKEN = 10_000
"""Messages in one file of what is listed."""
MOST_PRINTED = 200
"""Messages in one document; more are printed in parts."""
MOST_ENTRIES = 500
"""Entries of the journal in one document."""
MOST_TRIES = 2_000
"""Tries in one document."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Hold what somebody looks for among the messages of a call; what is empty does not matter."""

    words: str = ""
    """Parts of its address or its subject."""
    address: str = ""
    subject: str = ""
    event: str = ""
    state: MessageState | None = None
    application_id: uuid.UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


class Listed(NamedTuple):
    """Be what a list shows of a message."""

    id: uuid.UUID
    subject: str
    address: str
    queued_at: datetime
    state: MessageState


ORDERS: dict[str, ColumnElement[Any]] = {
    "written": Message.queued_at.expression,
    "subject": in_alphabet(Message.subject.expression),
    "to": Message.address.expression,
    "state": Message.state.expression,
}
"""By what a list of messages can be sorted."""


def listed(
    call_id: uuid.UUID,
    wanted: Wanted,
    closed: Collection[uuid.UUID],
    *,
    order: tuple[str, bool] = ("written", True),
    start: int = 0,
    most: int = MAX_TAKEN,
) -> list[Listed]:
    """Return at most so many of what is looked for from a place of the list on, in an order that may run from the end.

    Nothing about `closed` applications is among it.
    """
    by = (ORDERS[order[0]], Message.id.expression)
    columns = (Message.id, Message.subject, Message.address, Message.queued_at, Message.state)
    query = _query(call_id, wanted, closed).with_only_columns(*columns)
    found = query.order_by(*(each.desc() if order[1] else each for each in by)).offset(start).limit(most)
    return [Listed(*row) for row in db.session.execute(found)]


def kinds_in(call_id: uuid.UUID, closed: Collection[uuid.UUID]) -> Counter[tuple[str, MessageState]]:
    """Count the messages of a call by event and state, without those about `closed` applications."""
    columns = (Message.event, Message.state)
    query = _query(call_id, Wanted(), closed).with_only_columns(*columns, func.count()).group_by(*columns)
    return Counter({(event, state): count for event, state, count in db.session.execute(query)})


def to_print(call_id: uuid.UUID, wanted: Wanted, closed: Collection[uuid.UUID], part: int = 1) -> list[Message]:
    """Return a part of what is looked for in the order in which it was written, MOST_PRINTED messages each."""
    query = _query(call_id, wanted, closed).order_by(Message.queued_at, Message.id)
    return list(db.session.scalars(query.offset((part - 1) * MOST_PRINTED).limit(MOST_PRINTED)))


def count_to_print(call_id: uuid.UUID, wanted: Wanted, closed: Collection[uuid.UUID]) -> int:
    """Count what is looked for."""
    return db.session.scalar(select(func.count()).select_from(_query(call_id, wanted, closed).subquery())) or 0


def message_in(call_id: uuid.UUID, message_id: uuid.UUID, closed: Collection[uuid.UUID]) -> Message:
    """Return a message of a call; raise NotFound for one of another, or about a closed application."""
    message = db.session.scalar(select(Message).where(Message.id == message_id, Message.call_id == call_id))
    if message is None or message.application_id in closed:
        raise NotFound
    return message


def attempts_of(messages: Sequence[Message]) -> dict[uuid.UUID, list[Attempt]]:
    """Return the tries of some messages, the first first."""
    tries: dict[uuid.UUID, list[Attempt]] = defaultdict(list)
    made = select(Attempt).where(Attempt.message_id.in_([message.id for message in messages]))
    for attempt in db.session.scalars(made.order_by(Attempt.settled_at, Attempt.id).limit(MOST_TRIES)):
        tries[attempt.message_id].append(attempt)
    return tries


def entries_about(messages: Sequence[Message]) -> dict[uuid.UUID, list[Entry]]:
    """Return what the journal says about some messages, what they are about and whom they were written with."""
    behind = {message.id: {message.id, message.subject_id, message.batch_id} for message in messages}
    about = select(Entry).where(Entry.subject_id.in_(set().union(*behind.values()) - {None}))
    entries = list(db.session.scalars(about.order_by(Entry.recorded_at, Entry.id).limit(MOST_ENTRIES)))
    return {number: [entry for entry in entries if entry.subject_id in ids] for number, ids in behind.items()}


def _query(call_id: uuid.UUID, wanted: Wanted, closed: Collection[uuid.UUID]) -> Select[Message]:
    query = select(Message).where(Message.call_id == call_id)
    if closed:
        query = query.where(or_(Message.application_id.is_(None), Message.application_id.not_in(closed)))
    if wanted.words:
        query = query.where(found_by(wanted.words, Message.address, Message.subject))
    if wanted.address:
        query = query.where(Message.address.contains(wanted.address.lower(), autoescape=True))
    if wanted.subject:
        query = query.where(Message.subject.icontains(wanted.subject, autoescape=True))
    if wanted.event:
        query = query.where(Message.event == wanted.event)
    if wanted.state:
        query = query.where(Message.state == wanted.state)
    if wanted.application_id:
        query = query.where(Message.application_id == wanted.application_id)
    if wanted.since:
        query = query.where(Message.queued_at >= wanted.since)
    if wanted.until:
        query = query.where(Message.queued_at < wanted.until)
    return query
