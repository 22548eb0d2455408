"""Deliver what the outbox holds. No transaction is open while a mail server is spoken to.

A batch is leased, so that workers never share a message. Just before its turn a message becomes `sending`: if the
worker dies then, that one message alone is uncertain, and the rest is simply due again when the lease runs out. What
became of a message is written down in the transaction that begins the next.
"""

import logging
import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from flask import current_app
from sqlalchemy import ColumnElement, insert, or_, select, update

from config import Settings
from grants import clock
from grants.db import MAX_LINE, db, reading
from grants.errors import NotFound
from grants.events import publish
from grants.notices import register
from grants.notices.envelope import AttachedFile, attach, compose
from grants.notices.events import MessageCancelled, MessageFailed, MessageSent
from grants.notices.models import Attempt, Message, MessageState
from grants.notices.outcomes import DeliveryProblem, Lost, Outcome, Postponed, Refused, Unreachable, failed, sent
from grants.notices.sending import pacing, troubles
from grants.notices.transports import Transport, transport
from grants.notices.truth import why_withheld
from grants.notices.workflow import WAITING, WORKFLOW, Step

LEASE = timedelta(minutes=5)
"""Longer than all answers a mail server owes for one message may take together."""
LOOK = 0.25
"""Seconds between two looks for something urgent while others are sent."""
URGENT_AT_ONCE = 20
"""Urgent messages that are let in before the others at one look."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Leased:
    """Be a message that this worker alone may send until its lease runs out."""

    id: uuid.UUID
    address: str
    priority: int


@dataclass(frozen=True)
class Taken:
    """Be a message that the server took at a try, and what it answered; not written down yet."""

    id: uuid.UUID
    attempt: int
    secret: bool
    answer: str


def deliver_due(limit: int = 100) -> int:
    """Try up to `limit` messages that are due, and urgent ones between them; return how many were sent.

    Commits, so nothing may be pending.
    """
    if not _anything_to_do():
        return 0
    _settle_lapsed()
    if not troubles.may_ask():
        return 0
    run = Run()
    run.lease(limit)
    if not run.waiting:
        return 0
    try:
        with transport(_settings()) as way:
            troubles.server_is_back()
            run.through(way)
    except Unreachable as problem:
        run.give_back(problem if run.done == 0 else None)
    except DeliveryProblem as problem:
        _log.warning("the mail server hung up: %s", problem.answer)
        run.give_back()
    except Exception:
        run.give_back()  # but the one it was about, whose lease runs out: it holds nobody up meanwhile
        raise
    return run.done


class Run:
    """Send one batch over one connection."""

    def __init__(self) -> None:
        self.until = clock.now() + LEASE
        self.waiting: list[Leased] = []
        self.done = 0
        self._sent: Taken | None = None
        self._looked_at = time.monotonic()

    def lease(self, limit: int, *, urgent: bool = False) -> None:
        """Put what is due before what this run holds already."""
        condition = _due() & pacing.at_rest(_settings())
        if urgent:
            condition &= Message.priority <= register.URGENT_PRIORITY
        columns = select(Message.id, Message.address, Message.priority).where(condition)
        due = columns.order_by(Message.priority, Message.due_at, Message.id).limit(limit)
        leased = [Leased(*row) for row in db.session.execute(due.with_for_update(skip_locked=True))]
        ours = Message.id.in_([each.id for each in leased])
        db.session.execute(update(Message).where(ours).values(leased_until=self.until))
        db.session.commit()
        self.waiting = leased + self.waiting

    def through(self, way: Transport) -> None:
        """Send everything; raise what ends the batch, with what was sent before written down."""
        try:
            while self.waiting:
                self._look_for_urgent()
                self._send_next(way)
        finally:
            db.session.rollback()  # of what something unforeseen left half done
            self._write_down()
            self._commit()

    def give_back(self, lost: Unreachable | None = None) -> None:
        """Give back what is left; it is due as before, but nobody asks a server that was lost."""
        given_back: dict[str, object] = {"leased_until": None}
        if lost:
            troubles.server_is_lost(lost.answer)
            given_back |= {"state": MessageState.RETRYING, "answer": lost.answer[:MAX_LINE]}
        left = Message.id.in_([leased.id for leased in self.waiting]) & (Message.leased_until == self.until)
        db.session.execute(update(Message).where(left, Message.state.in_(WAITING)).values(given_back))
        db.session.commit()

    def _look_for_urgent(self) -> None:
        if time.monotonic() - self._looked_at < LOOK:
            return
        self._looked_at = time.monotonic()
        self._write_down()
        self._commit()
        with reading():
            urgent = _due() & (Message.priority <= register.URGENT_PRIORITY)
            is_there = db.session.scalar(select(Message.id).where(urgent).limit(1)) is not None
        if is_there:
            self.lease(URGENT_AT_ONCE, urgent=True)

    def _send_next(self, way: Transport) -> None:
        leased = self.waiting.pop(0)
        attempt = 0
        try:
            self._write_down()
            message = self._begin(leased)
            if message is None:
                return
            attempt = message.attempts
            secret = message.secret
            mail, files = self._composed(message)
            self._sent = Taken(leased.id, attempt, secret, _send(way, mail, files))
            self.done += 1
        except DeliveryProblem as problem:
            _fail(leased.id, attempt, problem)
            if problem.hung_up or isinstance(problem, Unreachable):
                raise

    def _begin(self, leased: Leased) -> Message | None:
        """Mark a message as being sent, in a transaction that `_composed` ends; None if it is not to be sent now."""
        now = clock.now()
        if not pacing.take(leased.address, leased.priority, _settings()):
            db.session.execute(update(Message).where(self._ours(leased, now)).values(leased_until=None))
            self._commit()
            return None
        begun = {"state": MessageState.SENDING, "attempts": Message.attempts + 1, "leased_until": now + LEASE}
        changed = update(Message).where(self._ours(leased, now)).values(begun).returning(Message)
        as_it_is = {"populate_existing": True, "synchronize_session": False}
        message = db.session.scalars(changed, execution_options=as_it_is).one_or_none()
        if message is None or _withhold(message):
            self._commit()
            return None
        return message

    def _ours(self, leased: Leased, now: datetime) -> ColumnElement[bool]:
        """Return the condition that a message is still ours: its lease may have run out, or somebody took it back."""
        return (
            (Message.id == leased.id)
            & (Message.leased_until == self.until)
            & (Message.leased_until > now)
            & Message.state.in_(WAITING)
        )

    def _composed(self, message: Message) -> tuple[EmailMessage, list[AttachedFile]]:
        """Return the e-mail and end the transaction: it is `sending` from here on, for all to see."""
        try:
            return compose(message, _settings()), [AttachedFile(**file) for file in message.attachments]
        except ValueError as error:
            raise Refused(error) from error
        finally:
            self._commit()

    def _write_down(self) -> None:
        """Note what the server took last, in the transaction that `_commit` ends; a second time changes nothing."""
        if self._sent:
            _arrived(self._sent)

    def _commit(self) -> None:
        db.session.commit()
        self._sent = None


def _anything_to_do() -> bool:
    """Ask without the write lock, because the answer is no nearly every time."""
    with reading():
        return db.session.scalar(select(Message.id).where(or_(_due(), _lapsed())).limit(1)) is not None


def _due() -> ColumnElement[bool]:
    return (
        Message.state.in_(WAITING) & (Message.due_at <= clock.now()) & or_(Message.leased_until.is_(None), _is_over())
    )


def _lapsed() -> ColumnElement[bool]:
    return (Message.state == MessageState.SENDING) & _is_over()


def _is_over() -> ColumnElement[bool]:
    """Return the condition that a lease ran out; one that lasts too long is of a clock that was put back since."""
    now = clock.now()
    return or_(Message.leased_until < now, Message.leased_until > now + 2 * LEASE)


def _settle_lapsed() -> None:
    """Decide about messages whose worker died while it sent them."""
    lapsed = select(Message).where(_lapsed()).with_for_update(skip_locked=True)
    for message in db.session.scalars(lapsed):
        _judge(message, Lost("the worker ended before it knew whether this was sent"))
    db.session.commit()


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


def _withhold(message: Message) -> bool:
    """Leave a message unsent that is not true any more; one that somebody is owed waits for a person instead."""
    reason = why_withheld(message)
    if reason is None:
        return False
    message.withheld, message.attempts = reason, message.attempts - 1
    is_owed = message.once or register.of(message.event).starts_term
    settle(message, Outcome(Step.GIVE_UP if is_owed else Step.CANCEL, ""))
    return True


def _arrived(taken: Taken) -> None:
    """Note that the server took a message, and at which try: two statements, for all that leaves comes by here."""
    noted: dict[str, object] = {
        "state": WORKFLOW.target(MessageState.SENDING, Step.ARRIVE),
        "answer": sent(taken.answer).answer,
        "leased_until": None,
        "sent_at": clock.now(),
    }
    if taken.secret:
        noted["body"] = ""
    ours = (Message.id == taken.id) & (Message.attempts == taken.attempt) & (Message.state == MessageState.SENDING)
    changed = update(Message).where(ours).values(noted).returning(Message.event, Message.subject_id)
    row = db.session.execute(changed, execution_options={"synchronize_session": False}).one_or_none()
    if row:
        tried = {
            "message_id": taken.id,
            "settled_at": noted["sent_at"],
            "state": noted["state"],
            "answer": noted["answer"],
        }
        db.session.execute(insert(Attempt), tried)
        publish(MessageSent(event=row.event, subject_id=row.subject_id))
    else:
        _heard_of_late(taken)


def _heard_of_late(taken: Taken) -> None:
    """Note that the server took a message although somebody thought meanwhile that its worker had died."""
    unsure = Message.state.in_((MessageState.UNCERTAIN, MessageState.RETRYING))
    ours = (Message.id == taken.id) & (Message.attempts == taken.attempt) & unsure
    message = db.session.scalar(select(Message).where(ours).with_for_update())
    if message is None:
        return
    if message.state is MessageState.RETRYING:
        message.doubts -= 1
    settle(message, sent(taken.answer))


def _fail(number: uuid.UUID, attempt: int, problem: DeliveryProblem) -> None:
    ours = (Message.id == number) & (Message.attempts == attempt) & (Message.state == MessageState.SENDING)
    message = db.session.scalar(select(Message).where(ours).with_for_update())
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
        publish(MessageSent(event=message.event, subject_id=message.subject_id))
    if message.state is MessageState.FAILED:
        publish(MessageFailed(event=message.event, subject_id=message.subject_id))
    if message.state is MessageState.CANCELLED:
        publish(MessageCancelled(event=message.event, subject_id=message.subject_id))


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
