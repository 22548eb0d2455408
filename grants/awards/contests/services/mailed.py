"""What the outbox tells of decisions on complaints that go by e-mail: they have left, or reached nobody."""

from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from grants import clock
from grants.awards.contests.models import RulingSending
from grants.awards.contests.notices import ANSWERED
from grants.awards.contests.services.telling import left, ruling_not_reached
from grants.awards.letters.models import Failure
from grants.awards.letters.services.proving import LOST
from grants.calls import services as calls
from grants.db import db
from grants.events import subscribe
from grants.notices.events import MessageBounced, MessageCancelled, MessageFailed, MessageSent
from grants.notices.models import Message


def arrived(event: MessageSent) -> None:
    """Note that the decision has left, at the first of those who get it: the term to appeal counts from then."""
    if event.event != ANSWERED or (sending := _going_on(event.subject_id)) is None or sending.sent_at is not None:
        return
    left(sending, clock.now(), sending.complaint, None)


def lost(event: MessageFailed | MessageCancelled | MessageBounced) -> None:
    """Note that the decision reached nobody, once no message of it is left that may arrive."""
    if event.event != ANSWERED or _may_arrive(event) or (sending := _going_on(event.subject_id)) is None:
        return
    ruling_not_reached(complaint=sending.complaint, why=Failure.BOUNCED, actor=None)


def _going_on(sending_id: UUID) -> RulingSending | None:
    """Return a sending that goes on, read under the lock that whoever changes one takes first."""
    if (found := db.session.get(RulingSending, sending_id)) is None:
        return None
    calls.lock(found.complaint.call_id, exclusive=True)
    again = select(RulingSending).where(RulingSending.id == sending_id, RulingSending.failed_at.is_(None))
    return db.session.scalar(again, execution_options={"populate_existing": True})


def _may_arrive(event: MessageFailed | MessageCancelled | MessageBounced) -> bool:
    hopeful = (
        select(func.count())
        .select_from(Message)
        .where(Message.event == ANSWERED, Message.subject_id == event.subject_id, Message.state.not_in(LOST))
    )
    return bool(db.session.scalar(hopeful))


def init_app(app: Flask) -> None:
    """Listen to the outbox."""
    subscribe(app, MessageSent, arrived)
    subscribe(app, MessageFailed, lost)
    subscribe(app, MessageCancelled, lost)
    subscribe(app, MessageBounced, lost)
