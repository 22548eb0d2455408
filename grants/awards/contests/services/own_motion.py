"""The organiser itself corrects what it finds wrong after the decision, without a complaint.

It goes the way of a complaint that was right: the decision is suspended, others evaluate anew or checks are corrected,
the new ranking is looked at, and whoever it changes gets a new decision that corrects the one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.contests.models import CameBy, Complaint, Ruling
from grants.awards.contests.policies import may_rule
from grants.awards.contests.queries import open_in
from grants.awards.contests.services.recording import MAX_COMPLAINTS
from grants.awards.contests.services.ruling import MAX_REASON, answered
from grants.awards.letters.models import VoidReason
from grants.awards.letters.services import void
from grants.awards.policies import CONFIRMED
from grants.awards.queries import decision_on
from grants.awards.terms import last_day_to_decide, local_day
from grants.calls import services as calls
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.evaluation.models import Answer
from grants.journal.services import record


@dataclass(frozen=True)
class Found:
    """Be what was found wrong, and what is done about it."""

    reason: str
    is_judged_anew: bool = False
    corrected: Sequence[str] = ()
    """The codes of checks that are met after all."""
    failed: Sequence[str] = ()
    """The codes of checks that are not met after all."""


def correct(*, application: Application, found: Found, actor: Person) -> Complaint:
    """Begin to correct what was found wrong, and suspend the decision; its letter is void if it has not left.

    While one is open, the same again is that one. Raise Forbidden for who does not decide on complaints about it,
    Conflict where nothing is decided or a complaint about it is open, Invalid without a reason, or where nothing is
    done about it.
    """
    call = calls.lock(application.call_id, exclusive=True)
    if not may_rule(actor, application):
        raise Forbidden(_("Only a project coordinator without a conflict of interest corrects decisions."))
    decision = decision_on(application) if call.stage in CONFIRMED else None
    if decision is None:
        raise Conflict(_("Nothing was decided on this application."))
    known = next((one for one in open_in(call) if one.application_id == application.id), None)
    if known is not None:
        if known.is_own_motion and known.reason == found.reason.strip():
            return known
        raise Conflict(_("The decision is contested and suspended until the complaint is concluded."))
    _check(application, found)
    count = db.session.scalar(select(func.count()).select_from(Complaint).where(Complaint.call_id == call.id)) or 0
    if count >= MAX_COMPLAINTS:
        raise Conflict(_("A call takes no more than %(most)s complaints.", most=MAX_COMPLAINTS))
    now, reason = clock.now(), found.reason.strip()
    today = local_day(now, rules_of(call).schedule.timezone)
    made = Complaint(
        call_id=call.id,
        application_id=application.id,
        decision_id=decision.id,
        number=count + 1,
        came_by=CameBy.OWN_MOTION,
        complainant=rules_of(call).organiser.name,
        words=reason,
        received_on=today,
        answer_until=last_day_to_decide(today),
        recorded_by_id=actor.id,
        recorded_at=now,
        ruling=Ruling.UPHELD,
        reason=reason,
        is_judged_anew=found.is_judged_anew,
        corrected=sorted(found.corrected),
        failed=sorted(found.failed),
        ruled_by_id=actor.id,
        ruled_at=now,
    )
    db.session.add(made)
    db.session.flush()
    void(applications=[application.id], why=VoidReason.CORRECTING, actor=actor)
    details = {"complaint": made.id.hex}
    record(action="complaint.own_motion", subject=application, actor=actor, call_id=call.id, details=details)
    return made


def _check(application: Application, found: Found) -> None:
    if not 0 < len(found.reason.strip()) <= MAX_REASON:
        words = _("Write why, in at most %(most)s characters.", most=MAX_REASON)
        raise Invalid(words, {"reason": words})
    if not set(found.corrected) <= set(answered(application, Answer.NO)):
        raise Invalid(_("Only a check that was not met can be corrected."))
    if not set(found.failed) <= set(answered(application, Answer.YES)):
        raise Invalid(_("Only a check that was met can turn out not to be."))
    if not (found.is_judged_anew or found.corrected or found.failed):
        words = _("Choose what is done: the application is evaluated anew, or a check is corrected.")
        raise Invalid(words, {"is_judged_anew": words})
