"""The last lawful day to decide on applications, read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from grants import clock
from grants.applications.models import Application, ApplicationState
from grants.applications.policies import UNSENT
from grants.applications.queries import MEMBERS
from grants.awards.extending.models import TermExtension
from grants.awards.terms import last_day_to_decide, latest_extension, local_day
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db

ENDED = UNSENT | {ApplicationState.WITHDRAWN, ApplicationState.DECIDED}
"""The states in which nothing is decided any more, or never was to be."""


@dataclass(frozen=True)
class Term:
    """Be the term to decide on one application that was sent in."""

    received_on: date
    extended_until: date | None
    today: date

    @property
    def last_day(self) -> date:
        """Return the last lawful day to decide."""
        return last_day_to_decide(self.received_on, self.extended_until)

    @property
    def latest(self) -> date:
        """Return the last day to which it can be extended."""
        return latest_extension(self.received_on)

    @property
    def is_over(self) -> bool:
        """Tell whether the last lawful day has passed."""
        return self.last_day < self.today

    @property
    def days_left(self) -> int:
        """Return how many days are left after today, less than nothing once it is over."""
        return (self.last_day - self.today).days


def terms_in(call: Call, applications: Collection[Application]) -> dict[UUID, Term]:
    """Return the term of each of these applications on which a decision is awaited; one statement."""
    timezone = rules_of(call).schedule.timezone
    today, extended = local_day(clock.now(), timezone), extended_in(call.id)
    return {
        one.id: Term(local_day(one.submitted_at, timezone), extended.get(one.id), today)
        for one in applications
        if one.state not in ENDED and one.submitted_at is not None
    }


def extended_in(call_id: UUID) -> dict[UUID, date]:
    """Return until which day the term to decide was extended at last, by application."""
    return {one.application_id: one.until for one in db.session.execute(_latest(call_id))}


def undecided_in(call: Call) -> list[Application]:
    """Return the applications of a call on which a decision is awaited, with their members, as they were received."""
    waiting = (
        select(Application)
        .where(Application.call_id == call.id, Application.state.not_in(ENDED))
        .options(joinedload(Application.organisation), MEMBERS)
        .order_by(Application.submitted_at, Application.id)
    )
    return list(db.session.scalars(waiting).unique())


def nearest_in(call: Call) -> Term | None:
    """Return the term of a call that ends first, if a decision is awaited on anything; one statement."""
    return nearest_among([call]).get(call.id)


def nearest_among(calls: Collection[Call]) -> dict[UUID, Term]:
    """Return the term that ends first in each of these calls in which a decision is awaited; one statement.

    A term ends no earlier for what was received later, so the first received of what is not extended tells.
    """
    known = {call.id: call for call in calls}
    latest = _latest(*known).subquery()
    received = func.min(case((latest.c.until.is_(None), Application.submitted_at)))
    found = (
        select(Application.call_id, received, func.min(latest.c.until))
        .select_from(Application)
        .outerjoin(latest, latest.c.application_id == Application.id)
        .where(Application.call_id.in_(known), Application.state.not_in(ENDED))
        .group_by(Application.call_id)
    )
    rows = db.session.execute(found) if known else ()
    return {call_id: _nearest(known[call_id], first, until) for call_id, first, until in rows}


def _nearest(call: Call, first: datetime | None, until: date | None) -> Term:
    timezone = rules_of(call).schedule.timezone
    today = local_day(clock.now(), timezone)
    terms = [Term(local_day(first, timezone), None, today)] if first else []
    terms += [Term(today, until, today)] if until else []
    return min(terms, key=lambda term: term.last_day)


def _latest(*call_ids: UUID) -> Select[UUID, date]:
    return (
        select(TermExtension.application_id, func.max(TermExtension.until).label("until"))
        .where(TermExtension.call_id.in_(call_ids))
        .group_by(TermExtension.application_id)
    )
