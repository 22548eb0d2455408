"""Deliver what the outbox holds. No transaction is open while a mail server is spoken to.

A batch is leased, so that workers never share a message. Just before its turn a message becomes `sending`: if the
worker dies then, that one message alone is uncertain, and the rest is simply due again when the lease runs out.
"""

import logging
import uuid
from datetime import datetime, timedelta
from email.message import EmailMessage

from flask import current_app
from sqlalchemy import ColumnElement, or_, select, update

from config import Settings
from grants import clock
from grants.db import MAX_LINE, db, reading
from grants.errors import NotFound
from grants.events import publish
from grants.notices import register
from grants.notices.envelope import AttachedFile, attach, compose
from grants.notices.events import MessageCancelled, MessageFailed, MessageSent
from grants.notices.models import Message, MessageState
from grants.notices.outcomes import (
    OUTAGE_WAIT,
    DeliveryProblem,
    Lost,
    Outcome,
    Postponed,
    Refused,
    Unreachable,
    failed,
    sent,
)
from grants.notices.transports import Transport, transport
from grants.notices.truth import why_withheld
from grants.notices.workflow import WAITING, WORKFLOW, Step

LEASE = timedelta(minutes=5)
"""Longer than all answers a mail server owes for one message may take together."""

_log = logging.getLogger(__name__)


def deliver_due(limit: int = 100) -> int:
    """Try up to `limit` messages that are due and return how many were sent; commits, so nothing may be pending."""
    if not _anything_to_do():
        return 0
    _settle_lapsed()
    lease = clock.now() + LEASE
    batch = _lease(limit, lease)
    done = 0
    try:
        if batch:
            with transport(_settings()) as way:
                for number in batch:
                    done += _deliver(way, number, lease)
    except Unreachable as problem:
        _log.warning("no mail server takes messages: %s", problem.answer)
        _postpone(batch, lease, problem, at_once=done > 0)
    except DeliveryProblem as problem:
        _log.warning("the mail server hung up: %s", problem.answer)
        _postpone(batch, lease, problem, at_once=True)
    return done


def _anything_to_do() -> bool:
    """Ask without the write lock, because the answer is no nearly every time."""
    lapsed = (Message.state == MessageState.SENDING) & (Message.leased_until < clock.now())
    with reading():
        return db.session.scalar(select(Message.id).where(or_(_due(), lapsed)).limit(1)) is not None


def _due() -> ColumnElement[bool]:
    now = clock.now()
    free = or_(Message.leased_until.is_(None), Message.leased_until < now)
    return Message.state.in_(WAITING) & (Message.due_at <= now) & free


def _lease(limit: int, until: datetime) -> list[uuid.UUID]:
    due = select(Message.id).where(_due()).order_by(Message.priority, Message.due_at, Message.id).limit(limit)
    batch = list(db.session.scalars(due.with_for_update(skip_locked=True)))
    db.session.execute(update(Message).where(Message.id.in_(batch)).values(leased_until=until))
    db.session.commit()
    return batch


def _settle_lapsed() -> None:
    """Decide about messages whose worker died while it sent them."""
    now = clock.now()
    lapsed = select(Message).where(Message.state == MessageState.SENDING, Message.leased_until < now)
    for message in db.session.scalars(lapsed.with_for_update(skip_locked=True)):
        _judge(message, Lost("the worker ended before it knew whether this was sent"))
    db.session.commit()


def _deliver(way: Transport, number: uuid.UUID, lease: datetime) -> bool:
    """Send one message, write down what became of it, and return whether it was sent; raise what ends the batch."""
    try:
        begun = _begin(number, lease)
        if begun is None:
            return False
        outcome = sent(_send(way, *begun))
    except DeliveryProblem as problem:
        _fail(number, problem)
        if problem.hung_up or isinstance(problem, Unreachable):
            raise
        return False
    _finish(_sending(number), outcome)
    return True


def _send(way: Transport, mail: EmailMessage, files: list[AttachedFile]) -> str:
    try:
        attach(mail, files)
    except OSError as error:
        raise Postponed(f"a file of it cannot be read now: {error}") from error
    except (ValueError, NotFound) as error:
        raise Refused(error) from error
    try:
        return way.send(mail)
    except ValueError as error:  # what no mail server could take: it never left
        raise Refused(error) from error


def _begin(number: uuid.UUID, lease: datetime) -> tuple[EmailMessage, list[AttachedFile]] | None:
    """Mark a message as being sent and make its e-mail; None if the lease ran out: it may be somebody else's now."""
    now = clock.now()
    ours = (Message.id == number) & (Message.leased_until == lease) & (Message.leased_until > now)
    begun = {"state": MessageState.SENDING, "attempts": Message.attempts + 1, "leased_until": now + LEASE}
    message = db.session.scalars(update(Message).where(ours).values(begun).returning(Message)).one_or_none()
    try:
        if message is None or _withhold(message):
            return None
        return compose(message, _settings()), [AttachedFile(**file) for file in message.attachments]
    except ValueError as error:
        raise Refused(error) from error
    finally:
        db.session.commit()


def _withhold(message: Message) -> bool:
    """Leave a message unsent that is not true any more; one that somebody is owed waits for a person instead."""
    reason = why_withheld(message)
    if reason is None:
        return False
    message.withheld, message.attempts = reason, message.attempts - 1
    is_owed = message.once or register.of(message.event).starts_term
    settle(message, Outcome(Step.GIVE_UP if is_owed else Step.CANCEL, ""))
    return True


def _fail(number: uuid.UUID, problem: DeliveryProblem) -> None:
    message = _sending(number)
    if message and isinstance(problem, Unreachable):
        message.attempts -= 1  # the server's outage is not the message's fault
    if message:
        _judge(message, problem)
    db.session.commit()


def _judge(message: Message, problem: DeliveryProblem) -> None:
    """Decide what follows from a problem with a message. What may have arrived and is tried again says so for good."""
    outcome = failed(problem, once=message.once, attempts=message.attempts, now=clock.now())
    if isinstance(problem, Lost) and outcome.step is Step.POSTPONE:
        message.doubts += 1
    settle(message, outcome)


def _sending(number: uuid.UUID) -> Message | None:
    query = select(Message).where(Message.id == number, Message.state == MessageState.SENDING).with_for_update()
    return db.session.scalars(query).one_or_none()


def _finish(message: Message | None, outcome: Outcome) -> None:
    if message:
        settle(message, outcome)
    db.session.commit()


def settle(message: Message, outcome: Outcome) -> None:
    """Give a message the state a try led to; a secret one keeps no words once there is no next try."""
    message.state = WORKFLOW.target(message.state, outcome.step)
    message.answer, message.leased_until = outcome.answer, None
    if outcome.due_at:
        message.due_at = outcome.due_at
    elif message.secret:
        message.body = ""
    if message.state is MessageState.SENT:
        message.sent_at = clock.now()
        publish(MessageSent(event=message.event, subject_id=message.subject_id))
    if message.state is MessageState.FAILED:
        publish(MessageFailed(event=message.event, subject_id=message.subject_id))
    if message.state is MessageState.CANCELLED:
        publish(MessageCancelled(event=message.event, subject_id=message.subject_id))


def _postpone(batch: list[uuid.UUID], lease: datetime, problem: DeliveryProblem, *, at_once: bool) -> None:
    """Give back what is left of a batch; at once if the server took some, or hung up over one of them."""
    now = clock.now()
    left = (Message.id.in_(batch)) & (Message.leased_until == lease) & Message.state.in_(WAITING)
    given_back = {"leased_until": None, "due_at": now if at_once else now + OUTAGE_WAIT}
    answer = {} if at_once else {"state": MessageState.RETRYING, "answer": problem.answer[:MAX_LINE]}
    db.session.execute(update(Message).where(left).values(given_back | answer))
    db.session.commit()


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
