"""Remind those with something unsubmitted that the deadline is near, on the dates of the call; nobody who is typing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import contains_eager

from grants import clock
from grants.applications import notices
from grants.applications.models import Application, ApplicationState
from grants.applications.queries import MEMBERS
from grants.applications.reminders.models import USUAL, ReminderDates
from grants.calls.models import Call, Stage
from grants.db import db

REMINDED_AT_ONCE = 100
"""Applications that one transaction reminds of."""
QUIET = timedelta(hours=1)
"""Whoever saved something within this time needs no reminder yet."""
_LATER = and_(Application.open_until.is_not(None), Application.open_until > Call.closes_at)
_DEADLINE = case((_LATER, Application.open_until), else_=Call.closes_at)
"""The last moment of an application, where a decision has moved it for its applicant."""


def remind() -> int:
    """Remind of some applications, the latest reminder that is due; return of how many, 0 when nobody is left."""
    for hours, calls in _dates():
        found = list(db.session.execute(_due(hours, calls).limit(REMINDED_AT_ONCE)))
        for application, deadline in found:
            application.reminded_for, application.reminded_before = deadline, hours
            if application.created_at <= deadline - timedelta(hours=hours):  # or it is news to nobody
                notices.reminder(application, deadline, hours)
        if found:
            db.session.flush()
            return len(found)
    return 0


def _dates() -> Iterator[tuple[int, ColumnElement[bool]]]:
    """Return the hours before a deadline, the least first, and the calls whose people are reminded then."""
    open_now = select(ReminderDates).join(Call, Call.id == ReminderDates.call_id).where(Call.stage == Stage.PUBLISHED)
    chosen = {dates.call_id: dates.hours for dates in db.session.scalars(open_now)}
    for hours in sorted({*USUAL, *(each for dates in chosen.values() for each in dates)}):
        asked = Call.id.in_([call_id for call_id, dates in chosen.items() if hours in dates])
        yield hours, or_(asked, Call.id.not_in(chosen)) if hours in USUAL else asked


def _due(hours: int, calls: ColumnElement[bool]) -> Select[Any]:
    """Return the query of what is not submitted so many hours before its deadline, with that deadline."""
    now = clock.now()
    unsent = or_(
        Application.state == ApplicationState.DRAFT,
        and_(Application.state == ApplicationState.SUBMITTED, Application.change.is_not(None)),
    )
    unthought = or_(
        Application.reminded_for.is_(None),
        Application.reminded_for != _DEADLINE,
        Application.reminded_before > hours,
    )
    return (
        select(Application, _DEADLINE)
        .join(Call, Call.id == Application.call_id)
        .where(
            calls,
            Call.stage == Stage.PUBLISHED,
            Call.opens_at <= now,
            now < _DEADLINE,
            now + timedelta(hours=hours) >= _DEADLINE,
            unsent,
            unthought,
            Application.saved_at <= now - QUIET,
        )
        .options(contains_eager(Application.call), MEMBERS)
        .order_by(Application.id)
    )
