"""Write down what was decided on a complaint, and what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.contests import notices
from grants.awards.contests.models import MAX_NUMBER, Complaint, Ruling
from grants.awards.contests.policies import may_rule
from grants.awards.letters.models import VoidReason
from grants.awards.letters.services import void
from grants.calls import services as calls
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.evaluation.models import Answer
from grants.evaluation.queries import checks_for
from grants.journal.services import record

MAX_REASON = 20_000
"""Characters of why it was decided so."""


@dataclass(frozen=True)
class Ruled:
    """Be what was decided: whether the complaint is right, why, under which number, and what is done about it."""

    ruling: Ruling
    reason: str
    number: str = ""
    is_judged_anew: bool = False
    corrected: Sequence[str] = ()
    """The codes of checks that are met after all."""


def rule(*, complaint: Complaint, ruled: Ruled, actor: Person) -> Complaint:
    """Write down what was decided and tell who complained; one that is decided stays as it is.

    One that is rejected ends there. Raise Forbidden for who does not decide, Invalid without a reason, or where a
    complaint is right and nothing is done about it.
    """
    call = calls.lock(complaint.call_id, exclusive=True)
    db.session.refresh(complaint)
    if not may_rule(actor, complaint.application):
        raise Forbidden(_("Only a project coordinator without a conflict of interest decides on a complaint."))
    if complaint.withdrawn_at is not None:
        raise Conflict(_("The complaint was withdrawn."))
    if complaint.ruling is not None:
        if (complaint.ruling, complaint.reason) == (ruled.ruling, ruled.reason.strip()):
            return complaint
        raise Conflict(_("The complaint was decided already."))
    _check(complaint, ruled)
    is_right = ruled.ruling is not Ruling.REJECTED
    complaint.ruling, complaint.reason, complaint.ruling_number = (
        ruled.ruling,
        ruled.reason.strip(),
        ruled.number.strip(),
    )
    complaint.is_judged_anew = is_right and ruled.is_judged_anew
    complaint.corrected = sorted(ruled.corrected) if is_right else []
    complaint.ruled_by_id, complaint.ruled_at = actor.id, clock.now()
    if not is_right:
        complaint.concluded_by_id, complaint.concluded_at = actor.id, clock.now()
    db.session.flush()
    if is_right:
        void(applications=[complaint.application_id], why=VoidReason.UPHELD, actor=actor)
    details = {"complaint": complaint.id.hex, "ruling": ruled.ruling.value}
    record(action="complaint.ruled", subject=complaint.application, actor=actor, call_id=call.id, details=details)
    notices.ruled(complaint)
    return complaint


def correctable(complaint: Complaint) -> list[str]:
    """Return the codes of the checks that were found not to be met, in the order of the rules."""
    return answered(complaint.application, Answer.NO)


def answered(application: Application, wanted: Answer) -> list[str]:
    """Return the codes of the checks of an application that have an answer, in the order of the rules."""
    answers = checks_for([application.id]).get(application.id, {})
    known = [check.code for check in rules_of(application.call).checks]
    return [code for code in known if code in answers and answers[code].answer is wanted]


def _check(complaint: Complaint, ruled: Ruled) -> None:
    if not 0 < len(ruled.reason.strip()) <= MAX_REASON:
        words = _("Write why, in at most %(most)s characters.", most=MAX_REASON)
        raise Invalid(words, {"reason": words})
    if len(ruled.number.strip()) > MAX_NUMBER:
        words = _("At most %(most)s characters.", most=MAX_NUMBER)
        raise Invalid(words, {"number": words})
    if not set(ruled.corrected) <= set(correctable(complaint)):
        raise Invalid(_("Only a check that was not met can be corrected."))
    if ruled.ruling is not Ruling.REJECTED and not ruled.is_judged_anew and not ruled.corrected:
        words = _("Choose what is done: the application is evaluated anew, or a check is corrected.")
        raise Invalid(words, {"is_judged_anew": words})
