"""Cancel a written procedure that runs, or move its end later; who is asked is told, and votes given stay recorded."""

from datetime import datetime

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.awards.meetings.models import Invitation, Sitting, SittingKind, SittingState
from grants.awards.meetings.queries import invitations_of, ranking_for, sitting_in
from grants.awards.meetings.services.common import locked, note, require_future
from grants.awards.meetings.services.planning import reason_in
from grants.awards.meetings.workflow import WRITTEN, Step
from grants.awards.meetings.written import notices
from grants.awards.meetings.written.queries import asked_of, questions_of
from grants.awards.meetings.written.services import require_not_too_long
from grants.calls.models import Call
from grants.errors import Conflict, Invalid
from grants.web.filters import moment


def cancel(*, call: Call, number: int, reason: str, actor: Person) -> Sitting:
    """Cancel a written procedure before it is counted, and tell who was asked; a second time does nothing.

    Raise Invalid without a reason, Conflict once its date has come or it was counted, Forbidden for others than who
    keeps the record.
    """
    call = locked(call, actor)
    sitting = sitting_in(call, number)
    if sitting.kind is SittingKind.WRITTEN and sitting.state is SittingState.CANCELLED:
        return sitting
    _require_running(sitting)
    sitting.state, sitting.reason = WRITTEN.target(sitting.state, Step.CANCEL), reason_in(reason)
    sitting.revision, sitting.changed_at = sitting.revision + 1, clock.now()
    for one in _asked(sitting, call):
        notices.cancelled(sitting, one, one.person)
    note("written.cancelled", sitting, actor)
    return sitting


def move(*, call: Call, number: int, until: datetime, actor: Person) -> Sitting:
    """Take votes until a later moment, and tell who is asked; the same moment changes nothing.

    Who has not voted is reminded before that moment again. Raise Invalid for a moment that is not later or too far
    away, Conflict once the date has come or it was counted, Forbidden for others than who keeps the record.
    """
    call = locked(call, actor)
    sitting = sitting_in(call, number)
    _require_running(sitting)
    if until == sitting.starts_at:
        return sitting
    require_future(until)
    require_not_too_long(until)
    if until < sitting.starts_at:
        said = _("Votes are taken until %(moment)s: choose a later moment.", moment=moment(sitting.starts_at))
        raise Invalid(said, {"starts_at": said})
    sitting.state, sitting.starts_at, sitting.reminded_at = WRITTEN.target(sitting.state, Step.CHANGE), until, None
    sitting.revision, sitting.changed_at = sitting.revision + 1, clock.now()
    for one in _asked(sitting, call):
        notices.moved(sitting, one, one.person)
    note("written.moved", sitting, actor, until=until.isoformat())
    return sitting


def _require_running(sitting: Sitting) -> None:
    if sitting.kind is not SittingKind.WRITTEN:
        raise Conflict(_("This is a sitting, no written procedure."))
    if sitting.state is not SittingState.OPEN or clock.now() >= sitting.starts_at:
        raise Conflict(_("This written procedure is over."))


def _asked(sitting: Sitting, call: Call) -> list[Invitation]:
    """Return who was asked anything."""
    questions, standing = questions_of(sitting), ranking_for(call)
    return [one for one in invitations_of(sitting) if asked_of(one.person, questions, standing)]
