"""The last lawful day to decide on applications, read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import joinedload

from grants import clock
from grants.applications.columns import Listed
from grants.applications.models import Application, ApplicationState
from grants.applications.policies import UNSENT
from grants.applications.queries import MEMBERS
from grants.awards.extending.late import Late, Notice, late_among
from grants.awards.extending.models import TermExtension
from grants.awards.letters.models import Letter, LetterState
from grants.awards.terms import last_day_to_decide, latest_extension, local_day
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.web.slots import CALLS

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
    late: Late | None = None
    """The last notice that left after the term had ended, if one did."""

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
    today, notices = local_day(clock.now(), timezone), _notices([call.id], timezone)
    return {
        one.id: _term(local_day(one.submitted_at, timezone), today, notices.get(one.id, []))
        for one in applications
        if one.state not in ENDED and one.submitted_at is not None
    }


def late_notices_to(application: Application) -> dict[str, Late]:
    """Return which notices to an applicant left after the term had ended, by number; one statement."""
    if application.submitted_at is None:
        return {}
    timezone = rules_of(application.call).schedule.timezone
    notices = _notices([application.call_id], timezone, TermExtension.application_id == application.id)
    return late_among(local_day(application.submitted_at, timezone), notices.get(application.id, []))


def late_in(calls: Collection[Call]) -> set[UUID]:
    """Return in which of these calls a decision is awaited for which a notice left too late; one statement or none."""
    known = {call.id: rules_of(call).schedule.timezone for call in calls}
    found = (
        select(Application.call_id, Application.submitted_at, TermExtension, Letter.sent_at)
        .join(TermExtension, TermExtension.application_id == Application.id)
        .join(Letter, _its_letter() & (Letter.state == LetterState.SENT))
        .where(Application.call_id.in_(known), Application.state.not_in(ENDED))
    )
    notices: dict[tuple[UUID, UUID, date], list[Notice]] = {}
    for call_id, submitted_at, one, sent_at in db.session.execute(found) if known else ():
        if submitted_at is not None and sent_at is not None:
            about = (call_id, one.application_id, local_day(submitted_at, known[call_id]))
            sent_on = local_day(sent_at, known[call_id])
            notices.setdefault(about, []).append(Notice(one.number, one.until, sent_on))
    return {call_id for (call_id, _one, received_on), sent in notices.items() if late_among(received_on, sent)}


def _term(received_on: date, today: date, notices: Sequence[Notice]) -> Term:
    sent = [one.until for one in notices if one.sent_on is not None]
    late = [*late_among(received_on, notices).values()]
    prepared = max((one.until for one in notices), default=None)
    return Term(received_on, max(sent, default=None), today, prepared, late[-1] if late else None)


def _notices(call_ids: Collection[UUID], timezone: str, *only: ColumnElement[bool]) -> dict[UUID, list[Notice]]:
    """Return by application the notices that extend its term, with the days on which they left."""
    found = (
        select(TermExtension.application_id, TermExtension.number, TermExtension.until, Letter.sent_at)
        .outerjoin(Letter, _its_letter() & (Letter.state == LetterState.SENT))
        .where(TermExtension.call_id.in_(call_ids), *only)
    )
    notices: dict[UUID, list[Notice]] = {}
    for application_id, number, until, sent_at in db.session.execute(found):
        sent_on = local_day(sent_at, timezone) if sent_at else None
        notices.setdefault(application_id, []).append(Notice(number, until, sent_on))
    return notices


def _its_letter() -> ColumnElement[bool]:
    """Return the condition that a `Letter` in force is that of a `TermExtension`."""
    same = and_(Letter.call_id == TermExtension.call_id, Letter.number == TermExtension.number)
    return and_(same, Letter.state != LetterState.VOID)


def sent_until(application: Application) -> date | None:
    """Return until which day the notices that were sent to an applicant extend the term; one statement."""
    sent = _latest([application.call_id]).where(TermExtension.application_id == application.id)
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
    rows = db.session.execute(_nearest_terms(), {"call_ids": list(known)}) if known else ()
    return {call_id: _nearest(known[call_id], first, until) for call_id, first, until in rows}


@cache
def _nearest_terms() -> Select[UUID, Any, Any]:
    """Return the statement of `nearest_among`, built once for the start pages of coordinators."""
    latest = _latest(CALLS).subquery()
    received = func.min(case((latest.c.until.is_(None), Application.submitted_at)))
    return (
        select(Application.call_id, received, func.min(latest.c.until))
        .select_from(Application)
        .outerjoin(latest, latest.c.application_id == Application.id)
        .where(Application.call_id.in_(CALLS), Application.state.not_in(ENDED))
        .group_by(Application.call_id)
    )


def _nearest(call: Call, first: datetime | None, until: date | None) -> Term:
    timezone = rules_of(call).schedule.timezone
    today = local_day(clock.now(), timezone)
    terms = [Term(local_day(first, timezone), None, today)] if first else []
    terms += [Term(today, until, today)] if until else []
    return min(terms, key=lambda term: term.last_day)


def _latest(call_ids: Collection[UUID] | BindParameter[UUID]) -> Select[UUID, Any]:
    """Select by application until which day the notices that were sent extend the term; nothing where none was."""
    until = func.max(case((Letter.state == LetterState.SENT, TermExtension.until)))
    return (
        select(TermExtension.application_id, until.label("until"))
        .outerjoin(Letter, _its_letter())
        .where(TermExtension.call_id.in_(call_ids))
        .group_by(TermExtension.application_id)
    )
