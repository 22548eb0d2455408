"""Deliver what the outbox holds. No transaction is open while a mail server is spoken to.

A batch is leased, so that workers never share a message. Just before its turn a message becomes `sending`: if the
worker dies then, that one message alone is uncertain, and the rest is simply due again when the lease runs out. What
became of a message is written down in the transaction that begins the next.
"""

import logging
import time

from flask import current_app
from sqlalchemy import ColumnElement, Connection, or_, select, text, update

from config import Settings
from grants import clock
from grants.db import MAX_LINE, db, reading
from grants.errors import NotFound
from grants.notices import register
from grants.notices.envelope import compose
from grants.notices.models import Message, MessageState
from grants.notices.outcomes import DeliveryProblem, Postponed, Refused, Unreachable
from grants.notices.sending import pacing, settling, troubles, turns
from grants.notices.sending.turns import Begun, Leased, Taken
from grants.notices.transports import Transport, transport
from grants.notices.workflow import IS_WAITING, WAITING

LOOK = 0.1
"""Seconds between two looks for something urgent while others are sent."""
URGENT_AT_ONCE = 20
"""Urgent messages that are let in before the others at one look."""

_log = logging.getLogger(__name__)


def deliver_due(limit: int = 100) -> int:
    """Try up to `limit` messages that are due, and urgent ones between them; return how many were sent.

    Commits, so nothing may be pending.
    """
    if not _anything_to_do():
        return 0
    settling.settle_lapsed()
    if not troubles.may_ask():
        return 0
    run = Run()
    run.lease(limit)
    if not run.waiting:
        return 0
    try:
        with transport(run.settings) as way:
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
        self.settings: Settings = current_app.extensions["settings"]
        self.until = clock.now() + settling.LEASE
        self.waiting: list[Leased] = []
        self.done = 0
        self._sent: Taken | None = None
        self._alone: Connection | None = None
        self._looked_at = time.monotonic()

    def lease(self, limit: int, *, urgent: bool = False) -> None:
        """Put what is due before what this run holds already."""
        _read_in_order()
        condition = _due() & pacing.at_rest(self.settings)
        if urgent:
            condition &= Message.priority <= register.URGENT_PRIORITY
        columns = select(Message.id, Message.event, Message.address, Message.priority).where(condition)
        due = columns.order_by(Message.priority, Message.due_at, Message.id).limit(limit)
        leased = [Leased(*row) for row in db.session.execute(due.with_for_update(skip_locked=True))]
        ours = Message.id.in_([each.id for each in leased])
        db.session.execute(update(Message).where(ours).values(leased_until=self.until))
        db.session.commit()
        self.waiting = leased + self.waiting

    def through(self, way: Transport) -> None:
        """Send everything; raise what ends the batch, with what was sent before written down."""
        try:
            with turns.alone() as self._alone:
                while self.waiting:
                    self._look_for_urgent()
                    self._send_next(way)
        finally:
            self._alone = None
            db.session.rollback()  # of what something unforeseen left half done
            self._turn_of(None)

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
        if _urgent_waits(self._alone):
            self._turn_of(None)
            self.lease(URGENT_AT_ONCE, urgent=True)

    def _send_next(self, way: Transport) -> None:
        message = self._turn_of(self.waiting.pop(0))
        if message is None:
            return
        try:
            self._sent = Taken(message, _send(way, message))
            self.done += 1
        except DeliveryProblem as problem:
            settling.went_wrong(message.id, message.attempts, problem)
            db.session.commit()
            if problem.hung_up or isinstance(problem, Unreachable):
                raise

    def _turn_of(self, leased: Leased | None) -> Begun | None:
        """Note what the server took last, and mark a message as being sent, for all to see."""
        if leased and not pacing.take(leased.address, leased.priority, self.settings):
            turns.leave_for_later(leased, self.until)
            leased = None
        message = turns.go_on(self._sent, leased, self.until, self._alone)
        self._sent = None
        return message


def _anything_to_do() -> bool:
    """Ask without the write lock, because the answer is no nearly every time."""
    with reading():
        return db.session.scalar(select(Message.id).where(or_(_due(), settling.is_lapsed())).limit(1)) is not None


def _read_in_order() -> None:
    """Have PostgreSQL read what waits in the order of its index.

    It takes thousands of new rows for a few until it counts them again, and would read and sort all for each batch.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL enable_sort = off"))


def _urgent_waits(by: Connection | None) -> bool:
    urgent = select(Message.id).where(_due() & (Message.priority <= register.URGENT_PRIORITY)).limit(1)
    if by:
        return by.scalar(urgent) is not None
    with reading():
        return db.session.scalar(urgent) is not None


def _due() -> ColumnElement[bool]:
    is_free = or_(Message.leased_until.is_(None), settling.is_over())
    return IS_WAITING & (Message.due_at <= clock.now()) & is_free


def _send(way: Transport, message: Begun) -> str:
    try:
        return way.send(compose(message, current_app.extensions["settings"], message.files))
    except OSError as error:
        raise Postponed(f"a file of it cannot be read now: {error}") from error
    except (ValueError, NotFound) as error:  # what no mail server could take: it never left
        raise Refused(error) from error
