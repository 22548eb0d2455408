"""What becomes of a message about which something is to be decided: it was not sent, or nobody knows."""

import uuid
from datetime import timedelta

from sqlalchemy import ColumnElement, or_, select

from grants import clock
from grants.db import db
from grants.events import publish
from grants.notices import register
from grants.notices.events import MessageCancelled, MessageFailed, MessageSent
from grants.notices.models import Attempt, Message, MessageState
from grants.notices.outcomes import DeliveryProblem, Lost, Outcome, Unreachable, failed, sent
from grants.notices.truth import why_withheld
from grants.notices.workflow import WORKFLOW, Step

LEASE = timedelta(minutes=5)
"""Longer than all answers a mail server owes for one message may take together."""


def is_lapsed() -> ColumnElement[bool]:
    """Return the condition that a worker died while it sent a message."""
    return (Message.state == MessageState.SENDING) & is_over()


def is_over() -> ColumnElement[bool]:
    """Return the condition that a lease ran out; one that lasts too long is of a clock that was put back since."""
    now = clock.now()
    return or_(Message.leased_until < now, Message.leased_until > now + 2 * LEASE)


def settle_lapsed() -> None:
    """Decide about messages whose worker died while it sent them. Commits."""
    lapsed = select(Message).where(is_lapsed()).with_for_update(skip_locked=True)
    for message in db.session.scalars(lapsed):
        _judge(message, Lost("the worker ended before it knew whether this was sent"))
    db.session.commit()


def went_wrong(number: uuid.UUID, attempt: int, problem: DeliveryProblem) -> None:
    """Decide about a message that was not sent, unless somebody else has done so meanwhile."""
    ours = (Message.id == number) & (Message.attempts == attempt) & (Message.state == MessageState.SENDING)
    message = db.session.scalar(select(Message).where(ours).with_for_update())
    if message and isinstance(problem, Unreachable):
        message.attempts -= 1  # the server's outage is not the message's fault
    if message:
        _judge(message, problem)


def heard_of_late(number: uuid.UUID, attempt: int, answer: str) -> None:
    """Note that the server took a message although somebody thought meanwhile that its worker had died."""
    unsure = Message.state.in_((MessageState.UNCERTAIN, MessageState.RETRYING))
    ours = (Message.id == number) & (Message.attempts == attempt) & unsure
    message = db.session.scalar(select(Message).where(ours).with_for_update())
    if message is None:
        return
    if message.state is MessageState.RETRYING:
        message.doubts -= 1
    settle(message, sent(answer))


def is_withheld(number: uuid.UUID) -> bool:
    """Leave a message unsent that is not true any more; one that somebody is owed waits for a person instead."""
    message = db.session.get_one(Message, number, populate_existing=True)
    reason = why_withheld(message)
    if reason is None:
        return False
    message.withheld, message.attempts = reason, message.attempts - 1
    is_owed = message.once or register.of(message.event).starts_term
    settle(message, Outcome(Step.GIVE_UP if is_owed else Step.CANCEL, ""))
    return True


def _judge(message: Message, problem: DeliveryProblem) -> None:
    """Decide what follows from a problem with a message. What may have arrived and is tried again says so for good."""
    outcome = failed(problem, once=message.once, attempts=message.attempts, now=clock.now())
    if isinstance(problem, Lost) and outcome.step is Step.POSTPONE:
        message.doubts += 1
    settle(message, outcome)


def settle(message: Message, outcome: Outcome) -> None:
    """Give a message the state a try led to; a secret one keeps no words once there is no next try."""
    message.state = WORKFLOW.target(message.state, outcome.step)
    message.answer, message.leased_until = outcome.answer, None
    if outcome.due_at:
        message.due_at = outcome.due_at
    elif message.secret:
        message.body = ""
    db.session.add(Attempt.of(message, clock.now()))
    if message.state is MessageState.SENT:
        message.sent_at = clock.now()
        tell_sent(message.event, message.subject_id)
    if message.state is MessageState.FAILED:
        publish(MessageFailed(event=message.event, subject_id=message.subject_id))
    if message.state is MessageState.CANCELLED:
        publish(MessageCancelled(event=message.event, subject_id=message.subject_id))


def tell_sent(event: str, subject_id: uuid.UUID) -> None:
    """Tell the stage that a message of its was taken, if it wants to hear that."""
    if register.of(event).heard:
        publish(MessageSent(event=event, subject_id=subject_id))
