"""Record a conflict of interest that was found once the sheets were closed."""

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.late.comparison import Place, digest_of, places_in, stored
from grants.awards.late.models import LateConflict
from grants.awards.policies import RANKED
from grants.awards.queries import standing_of
from grants.awards.stakes import require_none_of_own
from grants.calls import services as calls
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Stale
from grants.evaluation.interests.services import bar
from grants.evaluation.models import ConflictKind
from grants.evaluation.queries import conflicts_of
from grants.journal.services import record


def order_without(call: Call, application: Application, person: Person) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Return the order of a call as it is, and as it would be without the marks of a person for an application."""
    after = standing_of(call, barred={application.id: {person.id}})
    return places_in(standing_of(call).ranking), places_in(after.ranking)


def record_late_conflict(
    *, call: Call, application: Application, person: Person, kind: ConflictKind, reason: str, actor: Person, seen: str
) -> LateConflict | None:
    """Take the marks of a person for an application out, and keep the order before and after.

    `seen` is the digest of the order that was looked at. A conflict in force already changes nothing. Raise Conflict
    before the sheets are closed, Stale when the order is not the one seen, Forbidden for who has an application of
    their own in the call, Invalid without a reason.
    """
    call = calls.lock(call.id, exclusive=True)
    if call.stage not in RANKED:
        raise Conflict(_("A late conflict is recorded here once the sheets are closed."))
    require_none_of_own(call, actor)
    if person.id in conflicts_of(call.id).get(application.id, set()):
        return None
    before, after = order_without(call, application, person)
    if seen != digest_of(after):
        raise Stale(_("The ranking has changed since you looked at it. Look at what would change again."))
    bar(application=application, person=person, kind=kind, reason=reason, actor=actor)
    late = LateConflict(
        call_id=call.id,
        application_id=application.id,
        person_id=person.id,
        kind=kind,
        reason=reason.strip(),
        before=stored(before),
        after=stored(after),
        recorded_by_id=actor.id,
        recorded_at=clock.now(),
    )
    db.session.add(late)
    db.session.flush()
    details = {"person": person.id, "before": digest_of(before), "after": digest_of(after)}
    record(action="conflict.found_late", subject=application, actor=actor, call_id=call.id, details=details)
    return late
