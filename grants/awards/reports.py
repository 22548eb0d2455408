"""Whether the report on an awarded project was accepted: written down by officials, asked for in later calls."""

from datetime import date
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.services.locking import lock
from grants.awards.models import Decision, Outcome, Report
from grants.awards.queries import decision_on
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.journal.services import record


def report_on(application: Application) -> Report | None:
    """Return the record that a report was accepted, if it was."""
    return db.session.scalar(select(Report).where(Report.application_id == application.id))


def accept_report(*, application: Application, accepted_on: date, actor: Person) -> None:
    """Write down that the report on an awarded project was accepted; another day takes the place of the one before.

    Raise Conflict for what was not awarded, Invalid for a day before the decision or to come.
    """
    lock(application)
    decision = decision_on(application)
    if decision is None or decision.outcome is not Outcome.AWARDED:
        raise Conflict(_("Only a project that was awarded is reported on."))
    if not _day_in(application.call, decision) <= accepted_on <= today_in(application.call):
        words = _("This day lies before the decision, or has not come yet.")
        raise Invalid(words, {"accepted_on": words})
    report = report_on(application)
    if report is not None and report.accepted_on == accepted_on:
        return
    report = report or Report(application_id=application.id)
    report.accepted_on, report.recorded_by_id, report.recorded_at = accepted_on, actor.id, clock.now()
    db.session.add(report)
    db.session.flush()
    details = {"accepted_on": accepted_on}
    record(action="report.accepted", subject=application, actor=actor, call_id=application.call_id, details=details)


def is_unfinished(call: Call, report: Report | None) -> bool:
    """Tell whether the time of a project is over and no report on it was accepted."""
    return report is None and today_in(call) > rules_of(call).schedule.implementation.until


def _day_in(call: Call, decision: Decision) -> date:
    return decision.confirmed_at.astimezone(_zone(call)).date()


def today_in(call: Call) -> date:
    """Return the day it is by the clocks of a call."""
    return clock.now().astimezone(_zone(call)).date()


def _zone(call: Call) -> ZoneInfo:
    return ZoneInfo(rules_of(call).schedule.timezone)
