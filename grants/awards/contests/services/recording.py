"""Take a complaint in: filed here by the applicant, or recorded by an official as it came."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.services.enclosing import enclose
from grants.awards.contests import notices
from grants.awards.contests.models import CameBy, Complaint
from grants.awards.contests.policies import may_complain, may_read_complaint, may_record, takes_complaints
from grants.awards.contests.queries import last_day_to_contest
from grants.awards.models import Decision
from grants.awards.policies import CONFIRMED
from grants.awards.queries import told_decision_on
from grants.awards.terms import last_day_to_decide, local_day
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import MAX_LINE, db
from grants.errors import Conflict, Forbidden, Invalid
from grants.journal.services import record
from grants.web.uploads import Uploaded

MAX_WORDS = 20_000
"""Characters of a complaint."""
MAX_COMPLAINTS = 500
"""Complaints in one call."""


@dataclass(frozen=True)
class Received:
    """Be what came: from whom, how, when, and what it says."""

    complainant: str
    came_by: CameBy
    received_on: date
    words: str
    file: Uploaded | None = None
    contest_until: date | None = None
    """The last day to contest, where the letter did not go from here."""


def complain(*, application: Application, words: str, file: Uploaded | None, actor: Person) -> Complaint:
    """File an applicant's complaint about the decision in force; while one of theirs is open, it is that one.

    One that comes after the term is taken and marked late. Raise Forbidden for who may not submit the application,
    Conflict where there is no decision to contest here, Invalid without words.
    """
    call = calls.lock(application.call_id, exclusive=True)
    if not may_complain(actor, application):
        raise Forbidden(_("Only those who may submit the application can contest the decision."))
    decision = _contested(call, application)
    known = db.session.scalar(
        select(Complaint).where(
            Complaint.decision_id == decision.id, Complaint.made_by_id == actor.id, Complaint.concluded_at.is_(None)
        )
    )
    if known is not None:
        return known
    name = application.organisation.name if application.organisation else actor.name or actor.email
    today = local_day(clock.now(), rules_of(call).schedule.timezone)
    complaint = _keep(call, decision, application, Received(name, CameBy.ONLINE, today, words, file), actor)
    complaint.made_by_id = actor.id
    db.session.flush()
    notices.received(complaint, actor)
    notices.made(complaint)
    return complaint


def record_complaint(*, application: Application, received: Received, actor: Person) -> Complaint:
    """Record a complaint that came another way; the same again is the one recorded.

    Raise Forbidden for who does not handle complaints in the call or is in conflict with the application, Conflict
    where there is no decision to contest here, Invalid without words or for a day to come.
    """
    call = calls.lock(application.call_id, exclusive=True)
    if not (may_record(actor, call) and may_read_complaint(actor, application)):
        raise Forbidden(_("Only officials without a conflict of interest handle complaints."))
    decision = _contested(call, application)
    if received.received_on > local_day(clock.now(), rules_of(call).schedule.timezone):
        words = _("This day is still to come.")
        raise Invalid(words, {"received_on": words})
    known = db.session.scalar(
        select(Complaint).where(
            Complaint.decision_id == decision.id,
            Complaint.complainant == received.complainant.strip(),
            Complaint.received_on == received.received_on,
            Complaint.words == received.words.strip(),
        )
    )
    if known is not None:
        return known
    complaint = _keep(call, decision, application, received, actor)
    notices.made(complaint)
    return complaint


def _contested(call: Call, application: Application) -> Decision:
    decision = told_decision_on(application) if call.stage in CONFIRMED else None
    if decision is None or not takes_complaints(rules_of(call)):
        raise Conflict(_("There is no decision here that can be contested."))
    return decision


def _keep(call: Call, decision: Decision, application: Application, received: Received, actor: Person) -> Complaint:
    words, name = received.words.strip(), received.complainant.strip()
    if not 0 < len(words) <= MAX_WORDS:
        wrong = _("Write what the complaint says, in at most %(most)s characters.", most=MAX_WORDS)
        raise Invalid(wrong, {"words": wrong})
    if not 0 < len(name) <= MAX_LINE:
        wrong = _("Write who complains.")
        raise Invalid(wrong, {"complainant": wrong})
    count = db.session.scalar(select(func.count()).select_from(Complaint).where(Complaint.call_id == call.id)) or 0
    if count >= MAX_COMPLAINTS:
        raise Conflict(_("A call takes no more than %(most)s complaints.", most=MAX_COMPLAINTS))
    rules, file = rules_of(call), received.file
    kept = enclose(call=call, application=application, file=file, actor=actor) if file else None
    complaint = Complaint(
        call_id=call.id,
        application_id=application.id,
        decision_id=decision.id,
        number=count + 1,
        came_by=received.came_by,
        complainant=name,
        words=words,
        enclosure_id=kept.id if kept else None,
        received_on=received.received_on,
        contest_until=received.contest_until or last_day_to_contest(decision, rules),
        answer_until=last_day_to_decide(received.received_on),
        recorded_by_id=actor.id,
        recorded_at=clock.now(),
    )
    db.session.add(complaint)
    db.session.flush()
    details = {"complaint": complaint.id.hex, "came_by": received.came_by.value}
    record(action="complaint.received", subject=application, actor=actor, call_id=call.id, details=details)
    return complaint
