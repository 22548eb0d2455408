"""What pages and commands read of the outbox."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, true

from grants.db import db
from grants.notices.models import Message, MessageState
from grants.notices.workflow import STUCK, WAITING

MAX_STUCK = 50
"""The most stuck messages named at once; the counts tell of more."""


@dataclass(frozen=True)
class Summary:
    """Tell how many messages are in each state, and which need a person."""

    counts: dict[MessageState, int]
    stuck: Sequence[Message]

    @property
    def total(self) -> int:
        """Return the number of all messages."""
        return sum(self.counts.values())

    @property
    def waits(self) -> bool:
        """Tell whether anything waits to be sent."""
        return any(state in self.counts for state in WAITING)


def summary_of(call_id: uuid.UUID) -> Summary:
    """Sum up the messages of a call, in two statements; the newest stuck ones first."""
    return _summary(Message.call_id == call_id)


def summary_of_all() -> Summary:
    """Sum up every message there is."""
    return _summary(true())


def stuck_in(call_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Count by call the messages that only a person gets further; a call that has none is missing. One statement."""
    stuck = Message.call_id.in_(call_ids) & Message.state.in_(STUCK) & Message.secret.is_(False)
    counted = db.session.execute(select(Message.call_id, func.count()).where(stuck).group_by(Message.call_id))
    return {call_id: count for call_id, count in counted if call_id}


def all_stuck(number: uuid.UUID | None, *, uncertain: bool) -> Sequence[Message]:
    """Return what can be sent again, oldest first: failed messages, if asked uncertain ones too, or the one named."""
    states = STUCK if uncertain else (MessageState.FAILED,)
    query = select(Message).where(Message.state.in_(states), Message.secret.is_(False))
    chosen = query if number is None else query.where(Message.id == number)
    return db.session.scalars(chosen.order_by(Message.queued_at, Message.id)).all()


def _summary(condition: ColumnElement[bool]) -> Summary:
    counted = select(Message.state, func.count()).where(condition).group_by(Message.state)
    counts = dict(db.session.execute(counted).all())
    stuck = select(Message).where(condition, Message.state.in_(STUCK))
    newest = stuck.order_by(Message.queued_at.desc(), Message.id).limit(MAX_STUCK)
    return Summary(
        {state: counts[state] for state in MessageState if state in counts}, db.session.scalars(newest).all()
    )
