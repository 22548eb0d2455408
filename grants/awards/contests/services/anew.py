"""Have an application evaluated anew by people who have not scored it and are in no conflict with it."""

from collections.abc import Mapping

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.services import grant_role
from grants.awards.contests import notices
from grants.awards.contests.models import Complaint, FreshSheet
from grants.awards.contests.policies import may_read_complaint, may_record
from grants.awards.contests.queries import barred_from, fresh_sheet_of
from grants.calls import services as calls
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.evaluation.committees import taken_seats
from grants.evaluation.marks import read_marks
from grants.evaluation.policies import is_own
from grants.journal.services import record


def name_evaluator(*, complaint: Complaint, person: Person, actor: Person) -> FreshSheet:
    """Ask somebody to evaluate the application anew; a second time changes nothing.

    Who does not sit in the committee yet becomes a substitute. Raise Forbidden for who does not handle complaints,
    Conflict unless the application is to be evaluated anew, or for who has scored it before, is in conflict with it or
    has an application of their own in it.
    """
    call = calls.lock(complaint.call_id, exclusive=True)
    db.session.refresh(complaint)
    application = complaint.application
    if not (may_record(actor, call) and may_read_complaint(actor, application)):
        raise Forbidden(_("Only officials without a conflict of interest handle complaints."))
    if not (complaint.is_judged_anew and complaint.is_open):
        raise Conflict(_("This application is not evaluated anew."))
    known = db.session.query(FreshSheet).filter_by(complaint_id=complaint.id, evaluator_id=person.id).one_or_none()
    if known is not None:
        return known
    if barred_from(complaint, [person.id]) or is_own(person, application):
        raise Conflict(_("Whoever scored the application before or is in conflict with it does not evaluate it anew."))
    if all(seat.person_id != person.id for seat in taken_seats(call.id)):
        grant_role(person=person, kind=RoleKind.EVALUATOR, actor=actor, call_id=call.id, seat=Seat.SUBSTITUTE)
    fresh = FreshSheet(complaint_id=complaint.id, evaluator_id=person.id, named_by_id=actor.id, named_at=clock.now())
    db.session.add(fresh)
    db.session.flush()
    details = {"complaint": complaint.id.hex, "evaluator": person.id.hex}
    record(action="complaint.evaluator_named", subject=application, actor=actor, call_id=call.id, details=details)
    notices.asked_to_evaluate(complaint, person)
    return fresh


def submit_fresh(
    *, complaint: Complaint, marks: Mapping[str, str], comments: Mapping[str, str], actor: Person
) -> FreshSheet:
    """Send the marks of who evaluates anew, with their word that there is no conflict; a second time changes nothing.

    Raise NotFound for who was not asked, Invalid while a mark is missing or wrong, Conflict once it was declined, the
    complaint is concluded, or a conflict is on record.
    """
    fresh = _own(complaint, actor)
    if fresh.submitted_at is not None:
        return fresh
    if fresh.declined_at is not None or not complaint.is_open:
        raise Conflict(_("This application does not wait for your marks any more."))
    if barred_from(complaint, [actor.id]) or is_own(actor, complaint.application):
        raise Conflict(_("Whoever scored the application before or is in conflict with it does not evaluate it anew."))
    marked = read_marks(rules_of(complaint.application.call).criteria, marks, comments, complete=True)
    if marked.wrong:
        raise Invalid(_("Some marks or comments are missing or wrong."))
    fresh.marks, fresh.comments, fresh.submitted_at = marked.marks, marked.comments, clock.now()
    db.session.flush()
    _note("complaint.evaluated", complaint, actor)
    return fresh


def decline(*, complaint: Complaint, actor: Person) -> FreshSheet:
    """Declare a conflict of interest instead of evaluating anew; a second time changes nothing. Raise NotFound."""
    fresh = _own(complaint, actor)
    if fresh.submitted_at is not None:
        raise Conflict(_("You have sent your marks already."))
    if fresh.declined_at is None:
        fresh.declined_at = clock.now()
        db.session.flush()
        _note("complaint.evaluation_declined", complaint, actor)
    return fresh


def _own(complaint: Complaint, actor: Person) -> FreshSheet:
    calls.lock(complaint.call_id, exclusive=True)
    fresh = fresh_sheet_of(complaint, actor)
    db.session.refresh(fresh)
    db.session.refresh(complaint)
    return fresh


def _note(action: str, complaint: Complaint, actor: Person) -> None:
    details = {"complaint": complaint.id.hex}
    record(
        action=action,
        subject=complaint.application,
        actor=actor,
        call_id=complaint.call_id,
        details=details,
    )
