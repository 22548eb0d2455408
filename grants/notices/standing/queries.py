"""What is known of the outbox as a whole, in a constant number of statements."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from grants import clock
from grants.db import db
from grants.notices.channels import Channel, channels
from grants.notices.health import SILENCE, WORKER
from grants.notices.models import Attempt, Heartbeat, MessageState
from grants.notices.sending.models import Trouble
from grants.notices.workflow import STUCK, WAITING

MOST_REASONS = 10
"""Reasons of failures that are listed, the most frequent first."""
MOST_ANSWERS = 500
"""Different answers of mail servers that are read to find the reasons."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_OF_ONE = re.compile(r"\S*@\S*|\S*\d[\w.-]{6,}\S*")
"""What only one message has in the answer it got: addresses, and numbers of queues."""


@dataclass(frozen=True, kw_only=True)
class Queue:
    """Tell how a channel beside e-mail stands at a moment."""

    code: str
    counts: dict[MessageState, int]
    due: int
    oldest_due: datetime | None
    reasons: list[tuple[str, int]]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Tell how the outbox stands at a moment."""

    at: datetime
    counts: dict[MessageState, int]
    due: int
    oldest_due: datetime | None
    sent_in_hour: int
    sent_in_day: int
    tried_in_hour: int
    reasons: list[tuple[str, int]]
    """Why messages failed, came back or are uncertain, the most frequent first."""
    worker_seen: datetime | None
    troubles: list[Trouble]
    others: list[Queue]
    """The channels beside e-mail through which anything was told."""

    @property
    def total(self) -> int:
        """Return the number of all messages."""
        return sum(self.counts.values())

    @property
    def age(self) -> timedelta:
        """Return for how long the oldest due message has waited."""
        return self.at - self.oldest_due if self.oldest_due else timedelta()

    @property
    def has_worker(self) -> bool:
        """Tell whether a worker was heard of a moment ago."""
        return self.worker_seen is not None and self.at - self.worker_seen <= SILENCE


def standing() -> Standing:
    """Return how the outbox stands now."""
    now = clock.now()
    mail, *others = [_queue(channel) for channel in channels()]
    sent = Attempt.state == MessageState.SENT
    rates = select(
        func.count(case((sent & (Attempt.settled_at > now - HOUR), 1))),
        func.count(case((sent, 1))),
        func.count(case((Attempt.settled_at > now - HOUR, 1))),
    ).where(Attempt.settled_at > now - DAY)
    hour, day, tried = db.session.execute(rates).one()
    return Standing(
        at=now,
        counts=mail.counts,
        due=mail.due,
        oldest_due=mail.oldest_due,
        sent_in_hour=hour,
        sent_in_day=day,
        tried_in_hour=tried,
        reasons=mail.reasons,
        worker_seen=db.session.scalar(select(Heartbeat.beaten_at).where(Heartbeat.name == WORKER)),
        troubles=list(db.session.scalars(select(Trouble).order_by(Trouble.kind))),
        others=[queue for queue in others if queue.counts],
    )


def reason_in(answer: str) -> str:
    """Return what the answer of a mail server says without what belongs to one message alone."""
    return _OF_ONE.sub("…", answer)


def _queue(channel: Channel) -> Queue:
    table = channel.table
    is_due = table.state.in_(WAITING) & (table.due_at <= clock.now())
    figures = select(table.state, func.count(), func.count(case((is_due, 1))), func.min(case((is_due, table.due_at))))
    found = {state: rest for state, *rest in db.session.execute(figures.group_by(table.state))}
    return Queue(
        code=channel.code,
        counts={state: found[state][0] for state in MessageState if state in found},
        due=sum(due for _count, due, _oldest in found.values()),
        oldest_due=min((oldest for _count, _due, oldest in found.values() if oldest), default=None),
        reasons=_reasons(channel),
    )


def _reasons(channel: Channel) -> list[tuple[str, int]]:
    table = channel.table
    stuck = select(table.answer, func.count()).where(table.state.in_(STUCK)).group_by(table.answer)
    reasons: Counter[str] = Counter()
    for answer, number in db.session.execute(stuck.order_by(func.count().desc()).limit(MOST_ANSWERS)):
        reasons[reason_in(answer)] += number
    return reasons.most_common(MOST_REASONS)
