"""Which awards stand, on which of them a report is due, and whose people were not told yet."""

import uuid
from collections.abc import Collection
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from grants import clock
from grants.accounts.models import GUEST_HOST, Person
from grants.applications.models import Application, ApplicationMember
from grants.applications.queries import MEMBERS
from grants.awards.deciding.models import AwardAnswer
from grants.awards.letters.queries import is_told
from grants.awards.models import Decision, Outcome, Report
from grants.awards.policies import CONFIRMED
from grants.calls.models import Call, CallVersion
from grants.calls.rules.limits import MAX_REPORT_DAYS
from grants.db import db
from grants.notices.models import Message

DAY = timedelta(days=1)


def standing() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which a `Decision` is an award in force that its applicant knows of and has taken."""
    later = aliased(Decision)
    taken = exists().where(AwardAnswer.decision_id == Decision.id)
    return (
        Decision.outcome == Outcome.AWARDED,
        ~exists().where(later.application_id == Decision.application_id, later.sequence > Decision.sequence),
        or_(Decision.answer_until.is_(None), taken),
        is_told(),
    )


def due_between(least: int, most: int) -> list[uuid.UUID]:
    """Return the decided calls whose reports are due in `least` to `most` days from today, by the clocks of each.

    One statement, which reads no whole rules.
    """
    now = clock.now()
    schedule = CallVersion.rules["schedule"]
    until = schedule["implementation"]["until"].as_string()
    days = schedule["implementation"]["report_days"].as_string()
    earliest = now.date() + timedelta(days=least - MAX_REPORT_DAYS) - DAY  # a day may be another one elsewhere
    latest = now.date() + timedelta(days=most) + DAY
    found = (
        select(Call.id, until, days, schedule["timezone"].as_string())
        .join(CallVersion, (CallVersion.call_id == Call.id) & (CallVersion.number == Call.version))
        .where(Call.stage.in_(CONFIRMED), days.is_not(None))
        .where(until >= earliest.isoformat(), until <= latest.isoformat())
        .order_by(Call.id)
    )
    return [
        call_id
        for call_id, ends, after, zone in db.session.execute(found)
        if least <= _days_until(date.fromisoformat(ends) + timedelta(days=int(after)), zone) <= most
    ]


def untold(event: str, calls: Collection[uuid.UUID], most: int) -> list[Application]:
    """Return some applications of these calls that a report is owed on, nobody having been told so by this event.

    With their calls and members. What nobody works on who could be written to is not among them. Two statements.
    """
    awarded = exists().where(Decision.application_id == Application.id, *standing())
    reported = exists().where(Report.application_id == Application.id)
    told = exists().where(Message.event == event, Message.subject_id == Application.id)
    reader = exists().where(
        ApplicationMember.application_id == Application.id,
        ApplicationMember.works,
        ApplicationMember.person_id == Person.id,
        Person.email.not_like(f"%@{GUEST_HOST}"),
    )
    found = (
        select(Application)
        .where(Application.call_id.in_(calls), awarded, ~reported, ~told, reader)
        .options(joinedload(Application.call), MEMBERS)
        .order_by(Application.call_id, Application.id)
        .limit(most)
    )
    return list(db.session.scalars(found).unique())


def _days_until(day: date, zone: str) -> int:
    return (day - clock.now().astimezone(ZoneInfo(zone)).date()).days
