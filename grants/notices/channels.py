"""The ways by which the service tells something to somebody outside: by e-mail, and whatever a stage offers beside.

Each has rows with the states of a message. Who asks how all of it stands, since when the oldest waits, or what was told
about a call asks every channel, one statement for each.
"""

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from flask import Flask, current_app
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from grants import clock
from grants.db import db
from grants.errors import NotFound
from grants.notices.models import Message, MessageState
from grants.notices.workflow import WAITING

if TYPE_CHECKING:
    from grants.accounts.models import Person

MOST_TOLD = 200
"""Things told by one channel that a search shows or prints, the newest."""
_KEY = "grants.notices.channels"


class Waits(Protocol):
    """Be the table of what a channel carries."""

    state: InstrumentedAttribute[MessageState]
    due_at: InstrumentedAttribute[datetime]
    sent_at: InstrumentedAttribute[datetime | None]
    answer: InstrumentedAttribute[str]


@dataclass(frozen=True)
class Try:
    """Be one try to tell something, the state it led to, and what was answered."""

    settled_at: datetime
    state: MessageState
    answer: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """Be one thing that a channel told, or is to tell, to somebody about a call."""

    id: uuid.UUID
    what: str
    receiver: str
    queued_at: datetime
    state: MessageState
    sent_at: datetime | None
    attempts: int
    answer: str
    tries: Sequence[Try]
    can_go_again: bool
    """Whether only a person gets it further, and it would be told to somebody who still listens."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Hold what is looked for among what was told about a call; what is empty does not matter."""

    call_id: uuid.UUID
    application_id: uuid.UUID | None
    receiver: str
    state: MessageState | None
    since: datetime | None
    until: datetime | None
    closed: Collection[uuid.UUID]
    """Applications of which nothing is told to who looks."""
    id: uuid.UUID | None = None
    """The one thing that is looked for."""


TellAgain = Callable[[uuid.UUID, uuid.UUID, "Person | None"], None]
"""Given the id of what was told, the call, and who wants it."""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """Be a way of telling: its name in figures, its table, and how to find what it told about a call."""

    code: str
    table: Any
    """Has the columns of `Waits`."""
    find: Callable[[Asked], Sequence[Told]]
    tell_again: TellAgain | None = None
    """Put one thing that failed among what waits once more; raise Conflict for what is on its way or arrived."""


MAIL = Channel(code="mail", table=Message, find=lambda _asked: ())
"""The outbox; its messages are searched with their words, by `grants.notices.proving`."""


def offer_channel(app: Flask, channel: Channel) -> None:
    """Add a channel beside e-mail."""
    app.extensions.setdefault(_KEY, []).append(channel)


def channels() -> list[Channel]:
    """Return all channels, e-mail first."""
    return [MAIL, *current_app.extensions.get(_KEY, [])]


def oldest_due() -> datetime | None:
    """Return since when the oldest thing that waits in any channel has been due, if anything is."""
    return min(filter(None, (oldest_in(channel) for channel in channels())), default=None)


def oldest_in(channel: Channel) -> datetime | None:
    """Return since when the oldest thing that waits in a channel has been due, if anything is."""
    table: Waits = channel.table
    due = table.state.in_(WAITING) & (table.due_at <= clock.now())
    first: datetime | None = db.session.scalar(select(func.min(table.due_at)).where(due))
    return first


def told_elsewhere(asked: Asked) -> list[Told]:
    """Return what the channels beside e-mail told of what is looked for, the first first."""
    found = [told for channel in channels() for told in channel.find(asked)]
    return sorted(found, key=lambda told: told.queued_at)


def tell_again(*, asked: Asked, actor: "Person | None") -> None:
    """Have the channel that told the one thing looked for tell it again; raise NotFound, or Conflict as the channel."""
    for channel in channels():
        if channel.tell_again and (found := channel.find(asked)):
            channel.tell_again(found[0].id, asked.call_id, actor)
            return
    raise NotFound
