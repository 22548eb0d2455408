"""Remind those with something unsubmitted that the deadline is near: twice at most, and nobody who is typing."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import contains_eager

from grants import clock
from grants.applications import notices
from grants.applications.models import Application, ApplicationState
from grants.applications.queries import MEMBERS
from grants.calls.models import Call, Stage
from grants.db import db

BEFORE = (timedelta(hours=48), timedelta(hours=6))
"""How long before the deadline."""
REMINDED_AT_ONCE = 100
"""Applications that one transaction reminds of."""
QUIET = timedelta(hours=1)
"""Whoever saved something within this time needs no reminder yet."""


def remind() -> int:
    """Remind of some applications, the latest reminder that is due; return of how many, 0 when nobody is left."""
    for count in range(len(BEFORE), 0, -1):
        due = list(db.session.scalars(_due(count).limit(REMINDED_AT_ONCE)))
        for application in due:
            application.reminders = count
            notices.reminder(application, count)
        if due:
            db.session.flush()
            return len(due)
    return 0


def _due(count: int) -> Select[Any]:
    """Return the query of what the reminder of a number is due for: begun before it, and not submitted."""
    now, before = clock.now(), BEFORE[count - 1]
    unsent = or_(
        Application.state == ApplicationState.DRAFT,
        and_(Application.state == ApplicationState.SUBMITTED, Application.change.is_not(None)),
    )
    return (
        select(Application)
        .join(Call, Call.id == Application.call_id)
        .where(
            Call.stage == Stage.PUBLISHED,
            Call.opens_at <= now,
            Call.closes_at > now,
            Call.closes_at <= now + before,
            unsent,
            Application.reminders < count,
            Application.saved_at <= now - QUIET,
        )
        .options(contains_eager(Application.call), MEMBERS)
        .order_by(Application.id)
    )
