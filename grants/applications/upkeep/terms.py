"""Remind those who are asked to clarify something that the term is nearly over; once each."""

from datetime import timedelta

from sqlalchemy import select

from grants import clock
from grants.applications import notices
from grants.applications.models import Clarification
from grants.applications.queries import WITH_CALL
from grants.db import db

BEFORE = timedelta(hours=24)
"""How long before the end of the term; what is asked for in less time needs no reminder."""
REMINDED_AT_ONCE = 50
"""Clarifications that one transaction reminds of."""


def remind_of_clarifications() -> int:
    """Remind of some clarifications that are due within a day, in one transaction; return how many, 0 when none is."""
    now = clock.now()
    due = select(Clarification).where(
        Clarification.due_at > now,
        Clarification.due_at <= now + BEFORE,
        Clarification.answered_at.is_(None),
        Clarification.missed_at.is_(None),
        Clarification.reminded_at.is_(None),
    )
    found = list(db.session.scalars(due.order_by(Clarification.due_at, Clarification.id).limit(REMINDED_AT_ONCE)))
    for clarification in found:
        clarification.reminded_at = now
        if clarification.asked_at <= clarification.due_at - BEFORE:
            application = db.session.scalars(WITH_CALL, {"application_id": clarification.application_id}).unique().one()
            notices.clarification_due(application, clarification)
    db.session.flush()
    return len(found)
