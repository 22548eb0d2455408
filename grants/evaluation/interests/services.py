"""Record and lift conflicts of others, and write down help given to applicants."""

from datetime import date

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.accounts.policies import today
from grants.applications.models import Application
from grants.applications.services.locking import lock
from grants.calls import services as calls
from grants.calls.models import Call
from grants.db import MAX_LINE, db
from grants.errors import Conflict, Forbidden, Invalid
from grants.evaluation import policies, queries
from grants.evaluation.interests import notices
from grants.evaluation.interests.models import Act, Consultation, InterestAct
from grants.evaluation.models import ConflictKind, Declaration
from grants.journal.services import record

MAX_REASON = 1000


def record_conflict(
    *, application: Application, person: Person, kind: ConflictKind, reason: str, actor: Person
) -> Declaration:
    """Record a conflict that others reported of a person: what they declared and marked does not count any more.

    They are told why. A conflict that is in force already stays as it is. Raise Forbidden for an application of the
    actor's own or one they are in conflict with, Invalid without a reason, Conflict before the checks and after the
    sheets are closed.
    """
    _require_acting(application, actor)
    if application.call.stage not in policies.DECLARABLE:
        raise Conflict(_("Conflicts are recorded here from the checks on until the sheets are closed."))
    return bar(application=application, person=person, kind=kind, reason=reason, actor=actor)


def bar(*, application: Application, person: Person, kind: ConflictKind, reason: str, actor: Person) -> Declaration:
    """Put a person in conflict with an application whose call is locked; see `record_conflict`."""
    reason = _reason(reason)
    declaration = queries.declaration_of(person, application) or Declaration(
        application_id=application.id, evaluator_id=person.id
    )
    if declaration.conflict:
        return declaration
    now = clock.now()
    declaration.conflict, declaration.kind, declaration.note, declaration.declared_at = True, kind, reason, now
    declaration.recorded_by_id = actor.id
    act = InterestAct(
        application_id=application.id, person_id=person.id, act=Act.RECORDED, reason=reason, actor_id=actor.id
    )
    act.acted_at = now
    db.session.add_all((declaration, act))
    db.session.flush()
    details = {"person": person.id, "kind": kind.value}
    record(action="conflict.recorded", subject=application, actor=actor, call_id=application.call_id, details=details)
    notices.recorded(application, person, act)
    return declaration


def lift_conflict(*, application: Application, person: Person, reason: str, actor: Person) -> None:
    """Take a conflict back that was a mistake: its person declares anew. One that is not there changes nothing.

    Raise Forbidden for an application of the actor's own or their own conflict, Invalid without a reason, Conflict once
    the sheets are closed.
    """
    _require_acting(application, actor)
    if person.id == actor.id:
        raise Forbidden(_("Nobody lifts a conflict of their own."))
    if application.call.stage not in policies.DECLARABLE:
        raise Conflict(_("Conflicts are lifted until the sheets are closed."))
    reason = _reason(reason)
    declaration = queries.declaration_of(person, application)
    if declaration is None or not declaration.conflict:
        return
    act = InterestAct(
        application_id=application.id, person_id=person.id, act=Act.LIFTED, reason=reason, actor_id=actor.id
    )
    act.acted_at = clock.now()
    db.session.delete(declaration)
    db.session.add(act)
    db.session.flush()
    details = {"person": person.id}
    record(action="conflict.lifted", subject=application, actor=actor, call_id=application.call_id, details=details)
    notices.lifted(application, person, act)


def write_down_consultation(
    *,
    call: Call,
    helper: Person,
    applicant: str,
    registration_number: str | None,
    given_on: date,
    about: str,
    actor: Person,
) -> Consultation:
    """Write down that somebody helped an applicant; the same once more changes nothing.

    Raise Invalid without an applicant or for a day to come, Conflict once the call is decided.
    """
    call = calls.lock(call.id, exclusive=True)  # of two at once the second waits here and finds the first
    if call.stage not in policies.INVITING:
        raise Conflict(_("Help is written down until the decision."))
    if not 0 < len(applicant) <= MAX_LINE or len(about) > MAX_REASON:
        raise Invalid(_("Name the applicant, and say what about in at most %(most)s characters.", most=MAX_REASON))
    if given_on > today():
        words = _("This day is still to come.")
        raise Invalid(words, {"given_on": words})
    said = {
        "person_id": helper.id,
        "applicant": applicant,
        "registration_number": registration_number,
        "given_on": given_on,
        "about": about,
    }
    same = db.session.query(Consultation).filter_by(call_id=call.id, **said).first()
    if same is not None:
        return same
    consultation = Consultation(call_id=call.id, recorded_by_id=actor.id, recorded_at=clock.now(), **said)
    db.session.add(consultation)
    db.session.flush()
    details = {"person": helper.id}
    record(action="consultation.written_down", subject=consultation, actor=actor, call_id=call.id, details=details)
    return consultation


def _require_acting(application: Application, actor: Person) -> None:
    """Lock an application for an official who acts on conflicts of others."""
    lock(application)
    if queries.stands_aside(actor, application):
        raise Forbidden(_("Nobody acts on an application of their own, or with a conflict of interest."))


def _reason(typed: str) -> str:
    reason = typed.strip()
    if not 0 < len(reason) <= MAX_REASON:
        words = _("Say why, in at most %(most)s characters.", most=MAX_REASON)
        raise Invalid(words, {"reason": words})
    return reason
