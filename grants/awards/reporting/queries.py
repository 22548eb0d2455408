"""Which awards stand, on which of them a report is due or late, and whose people were not told yet."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from grants import clock
from grants.accounts.models import GUEST_HOST, Person, RoleKind
from grants.accounts.policies import places
from grants.applications.models import Application, ApplicationMember
from grants.applications.policies import UNSENT
from grants.applications.queries import MEMBERS
from grants.awards.deciding.models import AwardAnswer
from grants.awards.letters.queries import is_told
from grants.awards.models import Decision, Outcome, Report
from grants.awards.policies import CONFIRMED
from grants.calls.models import Call, CallVersion
from grants.calls.phase import Phase
from grants.calls.queries import IN_PLACES, PAGE, phase_column
from grants.calls.rules.limits import MAX_REPORT_DAYS
from grants.db import db
from grants.evaluation.models import Declaration
from grants.evaluation.standings import owned_by
from grants.notices.models import Message
from grants.web.slots import PERSON

DAY = timedelta(days=1)
_SCHEDULE = CallVersion.rules["schedule"]
_UNTIL = _SCHEDULE["implementation"]["until"].as_string()
_DAYS = _SCHEDULE["implementation"]["report_days"].as_string()
_IN_FORCE = (CallVersion.call_id == Call.id) & (CallVersion.number == Call.version)
ANY_REPORT_OWED = exists().where(_IN_FORCE, IN_PLACES, Call.stage.in_(CONFIRMED), _DAYS.is_not(None))
"""Whether a decided call wants reports, for the question that start pages ask of all stages at once."""


@dataclass(frozen=True)
class Late:
    """Be a call in which reports are missing, and the last day on which they are in time by its clocks."""

    slug: str
    title: dict[str, str]
    due_on: date
    timezone: str
    reports: int


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
    earliest = now.date() + timedelta(days=least - MAX_REPORT_DAYS) - DAY  # a day may be another one elsewhere
    latest = now.date() + timedelta(days=most) + DAY
    found = (
        select(Call.id, _UNTIL, _DAYS, _SCHEDULE["timezone"].as_string())
        .join(CallVersion, _IN_FORCE)
        .where(Call.stage.in_(CONFIRMED), _DAYS.is_not(None))
        .where(earliest.isoformat() <= _UNTIL, latest.isoformat() >= _UNTIL)
        .order_by(Call.id)
    )
    return [
        call_id
        for call_id, ends, after, zone in db.session.execute(found)
        if least <= _days_until(date.fromisoformat(ends) + timedelta(days=int(after)), zone) <= most
    ]


def late_for(person: Person) -> list[Late]:
    """Return the calls in which an official has to see to reports that are or are about to be late; one statement.

    None for others, at no cost. Reports of others only: who is in conflict with an application accepts none on it, and
    who has one of their own in a call learns of its awards with everybody else.
    """
    organisers, calls = places(person, RoleKind.COORDINATOR, RoleKind.SECRETARY)
    if not organisers and not calls:
        return []
    now = clock.now()
    asked = {"person_id": person.id, "organiser_ids": organisers, "call_ids": calls}
    found = db.session.execute(_late(), asked | {"now": now, "today": now.date().isoformat()})
    return [
        Late(slug, title, date.fromisoformat(ends) + timedelta(days=int(after)), zone, reports)
        for slug, title, ends, after, zone, reports in found
    ]


@cache
def _late() -> Select[Any]:
    """Return the statement that finds missing reports, built once: building takes longer than asking."""
    is_public = phase_column(bindparam("now", type_=Call.results_at.type)) == Phase.RESULTS_PUBLISHED.value
    own = exists().where(Application.call_id == Call.id, Application.state.not_in(UNSENT), owned_by(PERSON))
    missing = _missing()
    return (
        select(Call.slug, Call.title, _UNTIL, _DAYS, _SCHEDULE["timezone"].as_string(), missing)
        .join(CallVersion, _IN_FORCE)
        .where(IN_PLACES, Call.stage.in_(CONFIRMED), _DAYS.is_not(None), bindparam("today") > _UNTIL)
        .where(missing > 0, or_(is_public, ~own))
        .order_by(_UNTIL, Call.id)
        .limit(PAGE)
    )


def _missing() -> ScalarSelect[int]:
    """Return how many reports on awards of a `Call` are not accepted that a person might accept."""
    reported = exists().where(Report.application_id == Application.id)
    in_conflict = exists().where(
        Declaration.application_id == Application.id, Declaration.evaluator_id == PERSON, Declaration.conflict
    )
    missing = (
        select(func.count())
        .select_from(Decision)
        .join(Application, Application.id == Decision.application_id)
        .where(Decision.call_id == Call.id, *standing(), ~reported, ~in_conflict, ~owned_by(PERSON))
    )
    return missing.correlate(Call).scalar_subquery()


def reports_in(call: Call) -> dict[uuid.UUID, date | None]:
    """Return on which applications of a call a report is owed, and when it was accepted if it was; one statement."""
    owed = (
        select(Decision.application_id, Report.accepted_on)
        .outerjoin(Report, Report.application_id == Decision.application_id)
        .where(Decision.call_id == call.id, *standing())
    )
    return dict(db.session.execute(owed).all())


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
