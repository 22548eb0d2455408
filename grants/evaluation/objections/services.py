"""Object to a member, and decide on an objection."""

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.services.locking import lock
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, NotFound
from grants.evaluation.committees import taken_seats
from grants.evaluation.interests.services import bar
from grants.evaluation.models import ConflictKind
from grants.evaluation.objections import notices, policies
from grants.evaluation.objections.models import Objection
from grants.evaluation.policies import DECLARABLE
from grants.evaluation.queries import stands_aside
from grants.journal.services import record

MAX_WORDS = 2000
"""Characters of an objection, and of the answer to it."""


def object_to(*, application: Application, member: Person, reason: str, actor: Person) -> Objection:
    """Keep what an applicant says against a member of the committee; a second time changes nothing.

    Raise Forbidden unless the actor may edit the application, NotFound for who does not sit in the committee, Conflict
    once the sheets are closed, Invalid without a reason.
    """
    call = lock(application)
    rules = rules_of(call)
    if not policies.names_members(call, rules):
        raise Conflict(_("Objections are made until the sheets are closed, where the rules allow them."))
    if not policies.may_object(actor, application, rules):
        raise Forbidden(_("Only those who may change the application object to a member."))
    if all(seat.person_id != member.id for seat in taken_seats(call.id)):
        raise NotFound
    said = _words(reason, "reason")
    made = db.session.scalar(
        select(Objection).where(Objection.application_id == application.id, Objection.member_id == member.id)
    )
    if made is not None:
        return made
    objection = Objection(application_id=application.id, member_id=member.id, reason=said, made_by_id=actor.id)
    objection.made_at = clock.now()
    db.session.add(objection)
    db.session.flush()
    details = {"member": member.id}
    record(action="objection.made", subject=application, actor=actor, call_id=call.id, details=details)
    return objection


def decide_objection(
    *, objection: Objection, upheld: bool, kind: ConflictKind | None, answer: str, actor: Person
) -> Objection:
    """Uphold an objection, so that the member is in conflict with the application, or dismiss it; tell who made it.

    One that is decided stays as it is. Raise Forbidden for an application of the actor's own or one they are in
    conflict with, Invalid without an answer or, to uphold it, without a kind, Conflict once the sheets are closed.
    """
    application = objection.application
    call = lock(application)
    if stands_aside(actor, application) or actor.id == objection.member_id:
        raise Forbidden(_("Nobody decides on an objection to themselves or about an application of their own."))
    if objection.decided_at is not None:
        return objection
    if call.stage not in DECLARABLE:
        raise Conflict(_("Objections are decided from the checks on until the sheets are closed."))
    said = _words(answer, "answer")
    if upheld and kind is None:
        words = _("Choose what kind of conflict it is.")
        raise Invalid(words, {"kind": words})
    objection.upheld, objection.answer = upheld, said
    objection.decided_by_id, objection.decided_at = actor.id, clock.now()
    db.session.flush()
    details = {"member": objection.member_id, "upheld": upheld}
    record(action="objection.decided", subject=application, actor=actor, call_id=call.id, details=details)
    if upheld and kind is not None:
        bar(application=application, person=objection.member, kind=kind, reason=said, actor=actor)
    notices.decided(application, objection)
    return objection


def _words(typed: str, field: str) -> str:
    words = typed.strip()
    if not 0 < len(words) <= MAX_WORDS:
        wrong = _("Say why, in at most %(most)s characters.", most=MAX_WORDS)
        raise Invalid(wrong, {field: wrong})
    return words
