"""Tell everybody who works on an application that the results of its call are public."""

from flask import Flask
from sqlalchemy import select

from grants import clock
from grants.applications.models import Application
from grants.applications.queries import MEMBERS
from grants.applications.upkeep.amended import OVER, TOLD_AT_ONCE
from grants.awards.publishing.models import ResultsTold
from grants.calls.events import StageChanged
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.db import db
from grants.events import subscribe
from grants.notices.register import Audience, Event, Purpose, register
from grants.notices.services import queue

EVENTS = (
    Event(
        name="results_published",
        template="awards/notices/results_published",
        audience=Audience.APPLICANT,
        purpose=Purpose.PROGRESS,
    ),
)


def on_stage_changed(event: StageChanged) -> None:
    """Begin to tell once results are public; a call that is published again is not told of again."""
    known = select(ResultsTold.id).where(ResultsTold.call_id == event.call_id)
    if event.target is Stage.RESULTS_PUBLISHED and db.session.scalar(known) is None:
        db.session.add(ResultsTold(call_id=event.call_id))
        db.session.flush()


def tell_results() -> int:
    """Tell some of those whose call has public results, in one transaction; return how many, 0 when all know.

    May be stopped anywhere and begun again: an address is told of a call once, whatever it has applied for there.
    """
    untold = select(ResultsTold).where(ResultsTold.told_at.is_(None)).order_by(ResultsTold.id).limit(1)
    telling = db.session.scalars(untold.with_for_update()).first()
    if telling is None:
        return 0
    call = db.session.get_one(Call, telling.call_id)
    applications = _following(telling)
    for application in applications:
        _tell(application, call)
    if applications:
        telling.told_until = applications[-1].id
    else:
        telling.told_at = clock.now()
    db.session.flush()
    return len(applications) or 1


def init_app(app: Flask) -> None:
    """Listen to the steps of calls."""
    register(app, EVENTS)
    subscribe(app, StageChanged, on_stage_changed)


def _tell(application: Application, call: Call) -> None:
    organiser = rules_of(call).organiser
    for member in application.members:
        queue(
            event="results_published",
            subject_id=call.id,
            person=member.person,
            template="awards/notices/results_published",
            context={"call": call, "organiser": organiser},
            call_id=call.id,
            application_id=application.id,
            reply_to=organiser.email,
        )


def _following(telling: ResultsTold) -> list[Application]:
    found = (
        select(Application)
        .where(Application.call_id == telling.call_id, Application.state.not_in(OVER))
        .options(MEMBERS)
        .order_by(Application.id)
        .limit(TOLD_AT_ONCE)
    )
    if telling.told_until is not None:
        found = found.where(Application.id > telling.told_until)
    return list(db.session.scalars(found))
