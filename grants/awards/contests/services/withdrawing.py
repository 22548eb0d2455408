"""Whoever complained takes it back, as long as nothing was decided on it."""

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.awards.contests import notices
from grants.awards.contests.models import Complaint
from grants.awards.contests.policies import may_complain, may_read_complaint, may_record
from grants.calls import services as calls
from grants.db import db
from grants.errors import Conflict, Forbidden
from grants.journal.services import record


def withdraw(*, complaint: Complaint, actor: Person) -> Complaint:
    """Take a complaint back, so that its decision is not suspended any more; a second time does nothing.

    Officials write it down for who complained another way. Raise Forbidden for others, Conflict once it is decided.
    """
    call = calls.lock(complaint.call_id, exclusive=True)
    db.session.refresh(complaint)
    own = complaint.made_by_id is not None and may_complain(actor, complaint.application)
    official = may_record(actor, call) and may_read_complaint(actor, complaint.application)
    if not (own or (official and complaint.made_by_id is None)):
        raise Forbidden(_("Whoever complained withdraws the complaint."))
    if complaint.withdrawn_at is not None:
        return complaint
    if complaint.ruling is not None:
        raise Conflict(_("The complaint was decided already."))
    complaint.withdrawn_at = complaint.concluded_at = clock.now()
    complaint.concluded_by_id = actor.id
    db.session.flush()
    details = {"complaint": complaint.id.hex}
    record(action="complaint.withdrawn", subject=complaint.application, actor=actor, call_id=call.id, details=details)
    notices.withdrawn(complaint, actor)
    return complaint
