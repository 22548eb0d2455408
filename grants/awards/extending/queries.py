"""The last lawful day to decide on applications, read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import joinedload

from grants import clock
from grants.applications.columns import Listed
from grants.applications.models import Application, ApplicationState
from grants.applications.policies import UNSENT
from grants.applications.queries import MEMBERS
from grants.awards.extending.models import TermExtension
from grants.awards.letters.models import Letter, LetterState
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
    prepared_until: date | None = None
    """Until which day a notice extends it that is not sent yet: it is in force when its letter is sent."""

    @property
    def last_day(self) -> date:
        """Return the last lawful day to decide."""
        return last_day_to_decide(self.received_on, self.extended_until)

    @property
    def latest(self) -> date:
        """Return the last day to which it can be extended."""
        return latest_extension(self.received_on)

    @property
    def waits_for_letter(self) -> bool:
        """Tell whether a notice that extends it further was prepared and is not sent."""
        return self.prepared_until is not None and self.prepared_until > self.last_day

    @property
    def promised_until(self) -> date:
        """Return the last day that any notice names, sent or not."""
        return max(self.last_day, self.prepared_until or self.last_day)

    @property
    def is_over(self) -> bool:
        """Tell whether the last lawful day has passed."""
        return self.last_day < self.today

    @property
    def days_left(self) -> int:
        """Return how many days are left after today, less than nothing once it is over."""
        return (self.last_day - self.today).days


def terms_in(call: Call, applications: Collection[Application | Listed]) -> dict[UUID, Term]:
    """Return the term of each of these applications on which a decision is awaited; one statement."""
    timezone = rules_of(call).schedule.timezone
    today, extended = local_day(clock.now(), timezone), _extended_in(call.id)
    return {
        one.id: _term(local_day(one.submitted_at, timezone), today, *extended.get(one.id, (None, None)))
        for one in applications
        if one.state not in ENDED and one.submitted_at is not None
    }


def _term(received_on: date, today: date, until: date | None, prepared: date | None) -> Term:
    return Term(received_on, until, today, prepared)


def _extended_in(call_id: UUID) -> dict[UUID, tuple[date | None, date | None]]:
    """Return by application until which day notices that were sent extend the term, and all notices do."""
    extended = _latest(call_id).add_columns(func.max(TermExtension.until).label("prepared"))
    return {one.application_id: (one.until, one.prepared) for one in db.session.execute(extended)}


def sent_until(application: Application) -> date | None:
    """Return until which day the notices that were sent to an applicant extend the term; one statement."""
    sent = _latest(application.call_id).where(TermExtension.application_id == application.id)
    found = db.session.execute(sent).one_or_none()
    return found.until if found else None


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


def _latest(*call_ids: UUID) -> Select[UUID, Any]:
    """Select by application until which day the notices that were sent extend the term; nothing where none was."""
    until = func.max(case((Letter.state == LetterState.SENT, TermExtension.until)))
    its_letter = and_(
        Letter.call_id == TermExtension.call_id,
        Letter.number == TermExtension.number,
        Letter.state != LetterState.VOID,
    )
    return (
        select(TermExtension.application_id, until.label("until"))
        .outerjoin(Letter, its_letter)
        .where(TermExtension.call_id.in_(call_ids))
        .group_by(TermExtension.application_id)
    )
