"""What every act on a sitting asks first."""

from datetime import datetime

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.awards.meetings.models import Sitting, SittingKind, SittingState
from grants.awards.meetings.policies import HELD, may_hold
from grants.awards.meetings.queries import sitting_in
from grants.awards.stakes import require_declared, require_none_of_own
from grants.calls import services as calls
from grants.calls.models import Call
from grants.errors import Conflict, Forbidden, Invalid
from grants.journal.services import record


def locked(call: Call, actor: Person) -> Call:
    """Return the call, locked, for somebody who holds its sittings and keeps their record.

    Raise as `locked_to_plan` does, and Conflict before they have declared for each application.
    """
    call = locked_to_plan(call, actor)
    require_declared(call, actor)
    return call


def locked_to_plan(call: Call, actor: Person) -> Call:
    """Return the call, locked, for somebody who plans its sittings.

    Raise Forbidden for anybody else and for who has an application of their own in it, Conflict while its committee
    does not meet.
    """
    call = calls.lock(call.id, exclusive=True)
    if not may_hold(actor, call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    require_none_of_own(call, actor)
    if call.stage not in HELD:
        raise Conflict(_("The committee of this competition does not meet now."))
    return call


def sitting_of(call: Call, number: int, state: SittingState) -> Sitting:
    """Return a sitting of a locked call; raise Conflict unless it is in a state."""
    sitting = sitting_in(call, number)
    if sitting.kind is SittingKind.WRITTEN:
        raise Conflict(_("This is a written procedure: its members vote by their links."))
    if sitting.state is not state:
        raise Conflict(_NOT[state]())
    return sitting


def require_future(starts_at: datetime) -> None:
    """Raise Invalid for a moment that has passed."""
    if starts_at <= clock.now():
        words = _("This moment has passed. Choose a later one.")
        raise Invalid(words, {"starts_at": words})


def note(action: str, sitting: Sitting, actor: Person | None, **details: object) -> None:
    """Write an act on a sitting into the journal."""
    known = {"sitting": sitting.number, **details}
    record(action=action, subject=sitting, actor=actor, call_id=sitting.call_id, details=known)


_NOT = {
    SittingState.PLANNED: lambda: _("This sitting has begun, is over or was cancelled."),
    SittingState.OPEN: lambda: _("This sitting is not open."),
    SittingState.CLOSED: lambda: _("This sitting is not closed yet."),
    SittingState.CANCELLED: lambda: _("This sitting was not cancelled."),
}
