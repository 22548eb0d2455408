"""The messages about reports, and when they are not true any more."""

from flask import Flask
from sqlalchemy import exists, select

from grants.applications.models import Application
from grants.applications.truth import not_theirs
from grants.awards.models import Decision, Report
from grants.awards.reporting.queries import standing
from grants.awards.reports import today_in
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.db import db
from grants.notices.models import Message, Withheld
from grants.notices.register import Audience, Event, Purpose, register
from grants.notices.services import queue
from grants.notices.truth import offer_truth

EVENTS = (
    Event(
        name="report_due",
        template="awards/notices/report_due",
        audience=Audience.APPLICANT,
        purpose=Purpose.REMINDER,
    ),
    Event(
        name="report_late",
        template="awards/notices/report_late",
        audience=Audience.APPLICANT,
        purpose=Purpose.REMINDER,
    ),
)


def init_app(app: Flask) -> None:
    """Register them, and let the outbox ask."""
    register(app, EVENTS)
    offer_truth(app, not_theirs, "report_due", "report_late")
    offer_truth(app, _is_settled, "report_due", "report_late")
    offer_truth(app, _is_late, "report_due")


def due(application: Application, rules: Rules) -> None:
    """Tell everybody who works on an application when the report on it is due."""
    _tell("report_due", application, rules)


def late(application: Application, rules: Rules) -> None:
    """Tell everybody who works on an application that the report on it was due."""
    _tell("report_late", application, rules)


def _tell(event: str, application: Application, rules: Rules) -> None:
    for member in application.members:
        queue(
            event=event,
            subject_id=application.id,
            person=member.person,
            template=f"awards/notices/{event}",
            context={"call": application.call, "application": application, "rules": rules},
            call_id=application.call_id,
            application_id=application.id,
            reply_to=rules.organiser.email,
        )


def _is_settled(message: Message) -> Withheld | None:
    """Say that a report was accepted meanwhile, or that nothing is awarded any more."""
    if db.session.scalar(select(exists().where(Report.application_id == message.application_id))):
        return Withheld.DONE
    awarded = exists().where(Decision.application_id == message.application_id, *standing())
    return None if db.session.scalar(select(awarded)) else Withheld.OVER


def _is_late(message: Message) -> Withheld | None:
    """Say that the day of which a message reminds is over; another one tells of that."""
    application = db.session.get_one(Application, message.application_id)
    until = rules_of(application.call).schedule.implementation.report_until
    return Withheld.OVER if until is None or until < today_in(application.call) else None
