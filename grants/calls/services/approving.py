"""Two persons: where an organiser wants it, one asks and another approves what is published."""

from flask_babel import gettext as _

from grants.accounts.models import Person
from grants.calls.models import Call, CallVersion
from grants.calls.services.locking import lock_prepared
from grants.db import db
from grants.errors import Conflict
from grants.journal.services import record


def ask_approval(*, call: Call, actor: Person) -> CallVersion:
    """Ask the other coordinators to approve what is being prepared; the same again changes nothing."""
    call, version = lock_prepared(call.id)
    if (version.asked_by_id, version.asked_digest) != (actor.id, version.digest):
        version.asked_by_id, version.asked_digest = actor.id, version.digest
        db.session.flush()
        details = {"version": version.number, "digest": version.digest}
        record(action="call.approval_asked", subject=call, actor=actor, call_id=call.id, details=details)
    return version


def needs_asking(call: Call, version: CallVersion, actor: Person | None) -> bool:
    """Tell whether somebody may not publish what is being prepared: they have to ask, or wait for somebody else."""
    if not call.organiser.needs_two or actor is None:
        return False
    return not is_asked(version) or version.asked_by_id == actor.id


def is_asked(version: CallVersion) -> bool:
    """Tell whether approval was asked for the rules as they are now."""
    return version.asked_by_id is not None and version.asked_digest == version.digest


def require_approval(call: Call, version: CallVersion, actor: Person | None) -> None:
    """Raise Conflict if the organiser wants a second person and there is none yet."""
    if needs_asking(call, version, actor):
        raise Conflict(_("A second coordinator has to approve this: ask for it, and somebody else publishes."))
